/**
 * Who could sign at a place of the log. A desk's key is introduced by a checkpoint, so the introduction is bound to
 * every row before it: by another key that could sign there, or by itself where this folder trusts it (the vault's own
 * key, and those of other desks that it was told of). So a key that somebody only wrote into the rows signs nothing.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { deskKeyId, isCheckpointSigned, type Checkpoint } from './checkpoint';

const keyFrom = (text: string): KeyObject | null => {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null;
  }
};

export type Signers = {
  /** What speaks against a checkpoint at this place; null when nothing does, and what it introduces may sign from here. */
  admit(checkpoint: Checkpoint): string | null;
  /** Whether a checkpoint that was kept outside is signed by a key that may sign by now, or that the folder trusts. */
  vouchesFor(checkpoint: Checkpoint): boolean;
};

/** Read along with the log, in order of position. `trusted` are the keys that may introduce themselves. */
export const createSigners = (trusted: readonly KeyObject[]): Signers => {
  const known = new Map(trusted.map((key) => [deskKeyId(key), key]));
  const introduced = new Map<string, KeyObject>();
  return {
    admit: (checkpoint) => {
      const { introduces, keyId, size } = checkpoint;
      const newKey = introduces === undefined ? null : keyFrom(introduces);
      if (introduces !== undefined && newKey === null)
        return `The checkpoint over ${size} events introduces a key that is none.`;
      const newId = newKey === null ? null : deskKeyId(newKey);
      const signer = introduced.get(keyId) ?? (newId === keyId ? known.get(keyId) : undefined);
      if (signer === undefined || !isCheckpointSigned(checkpoint, signer))
        return `The checkpoint over ${size} events is not signed by a desk that could sign there.`;
      if (newKey === null || newId === null) return null;
      if (introduced.has(newId)) return `The checkpoint over ${size} events introduces a key for the second time.`;
      introduced.set(newId, newKey);
      return null;
    },
    vouchesFor: (checkpoint) => {
      const signer = introduced.get(checkpoint.keyId) ?? known.get(checkpoint.keyId);
      return signer !== undefined && isCheckpointSigned(checkpoint, signer);
    },
  };
};
