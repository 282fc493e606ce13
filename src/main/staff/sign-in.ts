/**
 * Password and code, looked at together: the answer doesn't say which was wrong, and a stranger costs the same time.
 */
import { randomBytes } from 'node:crypto';
import type { StaffState } from '#domain/access/staff';
import type { BackupCodeHashes } from '#domain/access/staff-events';
import type { CallError } from '#contract/errors';
import { findBackupCode } from './backup-codes';
import { checkCode, clockOffWords, newSecret } from './codes';
import type { StaffCosts } from './enrolment';
import { asVerifier, isPassword, type PasswordVerifier } from './passwords';
import { asWrappedKey, unwrapSigningKey, type OpenKey, type WrappedKey } from './signing';

export type SignInCheck =
  | {
      readonly ok: true;
      readonly key: OpenKey;
      readonly proof:
        | { readonly kind: 'code'; readonly step: number }
        | { readonly kind: 'backup-code'; readonly codeSet: string; readonly index: number };
    }
  | { readonly ok: false; readonly error: CallError };

export const wrongCredentials: CallError = {
  code: 'wrong-credentials',
  message: "That password and code don't go together.",
  way: 'Try both again. A lead can reset a password; two colleagues can vouch for a lost authenticator.',
};

/** Credentials of nobody, which cost what somebody's cost. */
const nobody = (costs: StaffCosts) => {
  const bytes = (length: number): string => randomBytes(length).toString('base64');
  return {
    verifier: { cost: costs.password, salt: bytes(16), hash: bytes(32) } satisfies PasswordVerifier,
    wrapped: { keyId: 'nobody', cost: costs.password, salt: bytes(16), box: bytes(76) } satisfies WrappedKey,
    secret: newSecret(),
    backupCodes: { salt: bytes(16), cost: costs.backupCodes, hashes: [] } satisfies BackupCodeHashes,
  };
};

/** Looks at everything, whatever is wrong first. `person` is null for who may not sign in. */
export const checkSignIn = async (
  person: StaffState | null,
  entry: { readonly password: string; readonly code: string },
  now: Date,
  costs: StaffCosts,
): Promise<SignInCheck> => {
  const stranger = nobody(costs);
  const credentials = person?.standing === 'active' ? person.credentials : null;
  const code = entry.code.replaceAll(/\s/gu, '');
  const isTotp = /^\d{6}$/.test(code);
  const backupCodes = person?.backupCodes?.hashes ?? null;
  const [isRight, key, index] = await Promise.all([
    isPassword(asVerifier(credentials?.password) ?? stranger.verifier, entry.password),
    unwrapSigningKey(
      person?.staffId ?? 'nobody',
      asWrappedKey(credentials?.wrappedKey) ?? stranger.wrapped,
      entry.password,
    ),
    isTotp ? null : findBackupCode(backupCodes ?? stranger.backupCodes, code),
  ]);
  const check = checkCode(credentials?.totpSecret ?? stranger.secret, isTotp ? code : '', now);
  const no = (error: CallError): SignInCheck => {
    key?.wipe();
    return { ok: false, error };
  };
  if (credentials === null || person === null || !isRight || key === null) return no(wrongCredentials);
  if (isTotp) {
    if (check.outcome === 'fits') return { ok: true, key, proof: { kind: 'code', step: check.step } };
    return no(
      check.outcome === 'clock-off'
        ? {
            code: 'clock-off',
            message: clockOffWords(check.seconds),
            field: 'code',
            way: 'Set both clocks by the network, then try the next code.',
          }
        : wrongCredentials,
    );
  }
  if (index === null || person.backupCodes === null) return no(wrongCredentials);
  if (person.backupCodes.used.includes(index))
    return no({
      code: 'code-used',
      message: 'This backup code was used already.',
      rule: 'R21',
      field: 'code',
      way: 'Use another one.',
    });
  return { ok: true, key, proof: { kind: 'backup-code', codeSet: person.backupCodes.codeSet, index } };
};
