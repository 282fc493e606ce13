import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/**
 * The keys of one data folder, all from the one that the vault holds, so that none of them is good for another's file.
 */
export type StoreKeys = {
  readonly log: Buffer;
  readonly keys: Buffer;
  readonly cache: Buffer;
  readonly wrap: KeyObject;
};

/** RFC 5869 HKDF-SHA256 from the vault's 32-byte key. Throws TypeError for any other length. */
export const deriveStoreKeys = (wrapKey: Uint8Array): StoreKeys => {
  if (wrapKey.byteLength !== 32) throw new TypeError('wrapKey: must be 32 bytes');
  const derive = (use: string): Buffer => Buffer.from(hkdfSync('sha256', wrapKey, 'recovery-desk/store/1', use, 32));
  return {
    log: derive('log.db'),
    keys: derive('keys.db'),
    cache: derive('cache.db'),
    wrap: createSecretKey(derive('owner keys')),
  };
};
