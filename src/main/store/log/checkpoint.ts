/**
 * Checkpoints: the Merkle root over every row, in order of position, signed by the desk. Sent outside, one finds what
 * no chain can: a missing tail, or a chain built anew. Signed text: RFC 8785 of {introduces, keyId, root, size, type}.
 */
import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { JsonObject } from '#domain/json';
import { canonicalJson } from './chain';
import { checkpointType, introductionPrefix, type NewEvent } from './event-log';

/** A checkpoint as it can leave the desk. `root` in hex, `signature` base64 Ed25519. */
export type Checkpoint = {
  readonly size: number;
  readonly root: string;
  readonly keyId: string;
  readonly signature: string;
  /** A desk's public key that may sign from here on (signers.ts): SPKI, DER, base64. */
  readonly introduces?: string;
};

/** The desk's own key pair, and the short name under which its signatures are known. */
export type DeskKey = { readonly keyId: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

/** Name of a desk's key: the first 16 hex digits of SHA-256 over its public half (SPKI, DER). */
export const deskKeyId = (publicKey: KeyObject): string => keyIdOf(publicKey.export({ type: 'spki', format: 'der' }));

const keyIdOf = (spki: Uint8Array): string => createHash('sha256').update(spki).digest('hex').slice(0, 16);

/** The desk's key from its PKCS #8 bytes (DER). Throws when it isn't Ed25519. */
export const deskKeyFrom = (pkcs8: Uint8Array): DeskKey => {
  let privateKey: KeyObject | null = null;
  try {
    privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch {
    // OpenSSL's words say nothing to anybody; the rule below does.
  }
  if (privateKey?.asymmetricKeyType !== 'ed25519')
    throw new TypeError('deskSigningKey: must be an Ed25519 key, PKCS #8 in DER');
  const publicKey = createPublicKey(privateKey);
  return { keyId: deskKeyId(publicKey), privateKey, publicKey };
};

const signedBytes = (checkpoint: Omit<Checkpoint, 'signature'>): Buffer =>
  Buffer.from(
    canonicalJson({
      type: checkpointType,
      size: checkpoint.size,
      root: checkpoint.root,
      keyId: checkpoint.keyId,
      ...(checkpoint.introduces !== undefined && { introduces: checkpoint.introduces }),
    }),
  );

/** Signs the root over the first `size` rows, and with it, where one is given, another key's right to sign. */
export const signCheckpoint = (key: DeskKey, size: number, root: Uint8Array, introduces?: KeyObject): Checkpoint => {
  const facts = {
    size,
    root: Buffer.from(root).toString('hex'),
    keyId: key.keyId,
    ...(introduces !== undefined && {
      introduces: introduces.export({ type: 'spki', format: 'der' }).toString('base64'),
    }),
  };
  return { ...facts, signature: sign(null, signedBytes(facts), key.privateKey).toString('base64') };
};

/** Whether this key signed it. */
export const isCheckpointSigned = (checkpoint: Checkpoint, publicKey: KeyObject): boolean =>
  checkpoint.keyId === deskKeyId(publicKey) &&
  verify(null, signedBytes(checkpoint), publicKey, Buffer.from(checkpoint.signature, 'base64'));

/** The id of the event that introduces a key; a log holds at most one. */
export const introductionId = (keyId: string): string => `${introductionPrefix}${keyId}`;

/** The event that puts a checkpoint into the log. */
export const checkpointEvent = (checkpoint: Checkpoint): NewEvent => ({
  eventId:
    checkpoint.introduces === undefined
      ? `checkpoint:${checkpoint.size}`
      : introductionId(keyIdOf(Buffer.from(checkpoint.introduces, 'base64'))),
  type: checkpointType,
  schema: 1,
  actor: 'desk',
  data: {
    size: checkpoint.size,
    root: checkpoint.root,
    ...(checkpoint.introduces !== undefined && { introduces: checkpoint.introduces }),
  },
  signature: { by: 'desk', keyId: checkpoint.keyId, value: checkpoint.signature },
});

/** The checkpoint that such an event holds; null when the event isn't one, or is malformed. */
export const checkpointFrom = (event: {
  readonly type: string;
  readonly data: JsonObject;
  readonly signature?: NewEvent['signature'];
}): Checkpoint | null => {
  const { size, root, introduces } = event.data;
  if (event.type !== checkpointType || event.signature === undefined) return null;
  if (typeof size !== 'number' || typeof root !== 'string') return null;
  if (introduces !== undefined && typeof introduces !== 'string') return null;
  const { keyId, value } = event.signature;
  return { size, root, keyId, signature: value, ...(introduces !== undefined && { introduces }) };
};
