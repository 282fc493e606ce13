/**
 * Each person's Ed25519 key (R24). The private half rests only wrapped by a key from the password, and is open only in
 * main's memory, from sign-in on. What is signed is the prefix and the canonical JSON (RFC 8785) of a payload.
 */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import canonicalize from 'canonicalize';
import type { SigningKeyRecord } from '#domain/access/staff';
import type { JsonObject } from '#domain/json';
import type { Kind } from '#domain/log/kind';
import { schemaOf } from '#domain/log/kind';
import type { Session } from '#main/ipc/handlers';
import { seal, unseal } from '#main/files/sealed';
import { deriveFromText, isScryptCost, passwordCost, type ScryptCost } from '#main/vault/scrypt';
import { longestPassword } from './passwords';

/** Keeps these signatures apart from any other use of the key. */
const prefix = 'recovery-desk/staff-signature/1\n';

export type Signature = { readonly by: string; readonly keyId: string; readonly value: string };
export type WrappedKey = {
  readonly keyId: string;
  readonly cost: ScryptCost;
  readonly salt: string;
  readonly box: string;
};
/** An open key, in memory alone. `wipe` ends its use. */
export type OpenKey = {
  readonly staffId: string;
  readonly keyId: string;
  sign(bytes: Uint8Array): Signature;
  wipe(): void;
};

/**
 * Signs for who sits there now; `locked` or `not-signed-in` for anybody else. A key may lie with whoever holds the
 * session, far from the log, so the signer gets the exact bytes and answers when it can.
 */
export type Signer = (session: Session, bytes: Uint8Array) => Promise<Signature>;

/** What is signed of a payload. */
export const signedBytes = (payload: JsonObject): Uint8Array =>
  Buffer.from(prefix + String(canonicalize(payload)), 'utf8');
const keyIdOf = (publicKey: Uint8Array): string => createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
const place = (staffId: string, keyId: string): string => `recovery-desk/staff-key/1/${staffId}/${keyId}`;

const openKey = (staffId: string, keyId: string, pkcs8: Buffer): OpenKey => {
  let held: { readonly key: KeyObject } | null = {
    key: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
  };
  pkcs8.fill(0);
  return {
    staffId,
    keyId,
    sign(bytes) {
      if (held === null) throw new Error('This signing key is closed.');
      return { by: `staff:${staffId}`, keyId, value: sign(null, bytes, held.key).toString('base64') };
    },
    wipe() {
      held = null;
    },
  };
};

/** A new key pair; `publicKey` is base64 SPKI DER. */
export const makeSigningKey = async (
  staffId: string,
  password: string,
  cost: ScryptCost = passwordCost,
): Promise<{ readonly keyId: string; readonly publicKey: string; readonly wrapped: WrappedKey }> => {
  const pair = generateKeyPairSync('ed25519');
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' });
  const pkcs8 = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  const keyId = keyIdOf(publicKey);
  const salt = randomBytes(16);
  const wrap = await deriveFromText(password, salt, cost);
  try {
    return {
      keyId,
      publicKey: publicKey.toString('base64'),
      wrapped: {
        keyId,
        cost,
        salt: salt.toString('base64'),
        box: seal(wrap, place(staffId, keyId), pkcs8).toString('base64'),
      },
    };
  } finally {
    wrap.fill(0);
    pkcs8.fill(0);
  }
};

/** Opens a key with its password; null when it is another password, or another person's key. */
export const unwrapSigningKey = async (
  staffId: string,
  wrapped: WrappedKey,
  password: string,
): Promise<OpenKey | null> => {
  if (password.length > longestPassword) return null;
  const wrap = await deriveFromText(password, Buffer.from(wrapped.salt, 'base64'), wrapped.cost);
  let pkcs8: Buffer;
  try {
    pkcs8 = unseal(wrap, place(staffId, wrapped.keyId), Buffer.from(wrapped.box, 'base64'));
  } catch {
    return null;
  } finally {
    wrap.fill(0);
  }
  return openKey(staffId, wrapped.keyId, pkcs8);
};

/** A stored wrapped key, or null when it is not one. */
export const asWrappedKey = (stored: JsonObject | undefined): WrappedKey | null => {
  if (stored === undefined) return null;
  const { keyId, cost, salt, box } = stored;
  return typeof keyId === 'string' && isScryptCost(cost) && typeof salt === 'string' && typeof box === 'string'
    ? { keyId, cost, salt, box }
    : null;
};

/** The public half of a record. */
export const publicKeyOf = (record: Pick<SigningKeyRecord, 'publicKey'>): KeyObject =>
  createPublicKey({ key: Buffer.from(record.publicKey, 'base64'), format: 'der', type: 'spki' });

export type SignatureFinding = 'good' | 'unknown-key' | 'not-valid-then' | 'wrong';

/**
 * What a signature is worth: `keys` are the signer's, `at` the recorded time (ISO) of what was signed. A key replaced
 * since then still counts.
 */
export const checkSignature = (
  keys: readonly SigningKeyRecord[],
  payload: JsonObject,
  signature: Pick<Signature, 'keyId' | 'value'>,
  at: string,
): SignatureFinding => {
  const record = keys.find((key) => key.keyId === signature.keyId);
  if (record === undefined) return 'unknown-key';
  if (at < record.from || (record.until !== null && at > record.until)) return 'not-valid-then';
  return verify(null, signedBytes(payload), publicKeyOf(record), Buffer.from(signature.value, 'base64'))
    ? 'good'
    : 'wrong';
};

/** Whether a signature holds. */
export const verifySignature = (
  keys: readonly SigningKeyRecord[],
  payload: JsonObject,
  signature: Pick<Signature, 'keyId' | 'value'>,
  at: string,
): boolean => checkSignature(keys, payload, signature, at) === 'good';

/** What is signed of an event that stands for itself: where it belongs, what it is, what it says. */
export const eventPayload = (
  stream: string,
  event: { readonly type: string; readonly schema: number; readonly data: JsonObject },
): JsonObject => ({ stream, type: event.type, schema: event.schema, data: event.data });

/** An event without personal content as the log takes it, signed over its payload where somebody signs. */
export const toSignedRow = async <E extends { readonly type: string; readonly data: object }>(
  stream: string,
  event: E,
  of: Kind,
  sign?: (payload: JsonObject) => Promise<Signature>,
) => {
  const row = { type: event.type, schema: schemaOf(of), data: event.data as unknown as JsonObject };
  return {
    eventId: randomUUID(),
    ...row,
    ...(sign === undefined ? {} : { signature: await sign(eventPayload(stream, row)) }),
  };
};
