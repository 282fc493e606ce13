/** What somebody brings along who enrols: a password, an authenticator, a signing key, backup codes. Knows no log. */
import { randomUUID } from 'node:crypto';
import QRCode from 'qrcode';
import type { FreshCredentials } from '#domain/access/decide-staff';
import { CallFailure } from '#main/ipc/failure';
import { passwordCost, type ScryptCost } from '#main/vault/scrypt';
import { backupCodeCost, makeBackupCodes } from './backup-codes';
import { checkCode, clockOffWords, otpauthUri } from './codes';
import { makeVerifier, passwordFault } from './passwords';
import { makeSigningKey } from './signing';

/** scrypt's parameters for what is made new; what is stored keeps its own. */
export type StaffCosts = { readonly password: ScryptCost; readonly backupCodes: ScryptCost };
export const staffCosts: StaffCosts = { password: passwordCost, backupCodes: backupCodeCost };

/** Step 1 of an enrolment, in memory until a code proves the authenticator. The password itself is not in it. */
export type PreparedEnrolment = {
  readonly enrolmentId: string;
  readonly staffId: string;
  readonly secret: string;
  readonly otpauthQr: string;
  readonly material: Pick<FreshCredentials, 'keyId' | 'publicKey' | 'credentials'>;
};

/** Makes verifier, key and QR code. Throws `bad-input` for a password that is too short or too long. */
export const prepareEnrolment = async (
  who: {
    readonly staffId: string;
    readonly label: string;
    readonly issuer: string;
    readonly password: string;
    readonly secret: string;
  },
  costs: StaffCosts = staffCosts,
): Promise<PreparedEnrolment> => {
  const fault = passwordFault(who.password);
  if (fault !== null) throw new CallFailure({ code: 'bad-input', message: fault, field: 'password' });
  const [verifier, key] = await Promise.all([
    makeVerifier(who.password, costs.password),
    makeSigningKey(who.staffId, who.password, costs.password),
  ]);
  return {
    enrolmentId: randomUUID(),
    staffId: who.staffId,
    secret: who.secret,
    otpauthQr: await QRCode.toDataURL(otpauthUri(who.issuer, who.label, who.secret), {
      errorCorrectionLevel: 'M',
      margin: 4,
      scale: 6,
    }),
    material: {
      keyId: key.keyId,
      publicKey: key.publicKey,
      credentials: {
        password: verifier,
        wrappedKey: key.wrapped,
        totpSecret: who.secret,
      },
    },
  };
};

/** Step 2: the time step of a code that proves the authenticator. Throws `wrong-code` or `clock-off`. */
export const proveAuthenticator = (prepared: PreparedEnrolment, code: string, now: Date): number => {
  const check = checkCode(prepared.secret, code, now);
  if (check.outcome === 'fits') return check.step;
  if (check.outcome === 'clock-off')
    throw new CallFailure({
      code: 'clock-off',
      message: clockOffWords(check.seconds),
      field: 'code',
      way: 'Set both clocks by the network, then try again.',
    });
  throw new CallFailure({
    code: 'wrong-code',
    message: "That code doesn't belong to the secret that was scanned.",
    field: 'code',
    way: 'Wait for the next code, or scan again.',
  });
};

/** Everything that the log keeps of an enrolment, and the backup codes to show once. */
export const finishCredentials = async (
  prepared: PreparedEnrolment,
  costs: StaffCosts = staffCosts,
): Promise<{ readonly fresh: FreshCredentials; readonly codes: readonly string[] }> => {
  const { codes, hashes } = await makeBackupCodes(costs.backupCodes);
  return { fresh: { ...prepared.material, codeSet: randomUUID(), backupCodes: hashes }, codes };
};
