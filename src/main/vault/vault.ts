/**
 * Main's credentials. One master key a data folder; all others come from it by HKDF-SHA256 (RFC 5869), each for one
 * purpose, so that none is good for another's.
 */
import { createHash, createHmac, createPrivateKey, createPublicKey, hkdfSync } from 'node:crypto';
import {
  makeMasterKey,
  openMasterKey,
  readVaultFile,
  type DeskKind,
  type Protection,
  type ProtectionKind,
  type Unlock,
  type VaultFile,
} from './master-key';
import { createNamedSecrets, type NamedSecrets } from './named-secrets';
import { VaultError } from './vault-error';

/** What other features may ask a key for. 32 bytes each; `practice-seed` and `sample-world` only on a practice desk. */
export const keyPurposes = [
  'store-wrap',
  'evidence-wrap',
  'seen-addresses',
  'mail-senders',
  'sample-world',
  'practice-seed',
] as const;
export type KeyPurpose = (typeof keyPurposes)[number];
export type LinkKind = 'check' | 'notice';

export type Vault = {
  readonly desk: DeskKind;
  readonly protection: ProtectionKind;
  /** How the key is guarded, a sentence for people. */
  readonly words: string;
  /** A fresh copy, the caller's to zero. */
  key(purpose: KeyPurpose): Buffer;
  /**
   * ARCHITECTURE.md "Links": the token of a link, made anew each time it is needed, and the hash that may be stored.
   */
  linkToken(kind: LinkKind, id: string, number: number): { readonly token: string; readonly hash: string };
  /** What stands in the address that a case's mails are answered to: 80 bits, as 16 letters that mail systems can't change. */
  replyToken(caseId: string): string;
  /**
   * The eight digits that whoever vouches reads out, and what may be stored of digits: under the vault's key, since a
   * hash of eight digits alone is guessed at once.
   */
  attestation: { digits(id: string): string; hash(id: string, digits: string): string };
  /** The desk's own Ed25519 key, which signs checkpoints: PKCS #8, DER. The caller zeroes it. */
  deskSigningKey(): { readonly keyId: string; readonly pkcs8: Buffer };
  readonly secrets: NamedSecrets;
  /** Zeroes what is held; everything afterwards is refused. */
  close(): void;
};

const salt = 'recovery-desk/vault/1';
const derive = (master: Uint8Array, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', master, salt, purpose, 32));
const base32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key. */
const ed25519Head = Buffer.from('302e020100300506032b657004220420', 'hex');

const wordsFor = (file: VaultFile): string => {
  switch (file.protection.kind) {
    case 'safe-storage':
      return `The operating system's keyring guards the desk's key (${file.protection.backend}).`;
    case 'passphrase':
      return "A passphrase guards the desk's key. It is asked at each start.";
    case 'file':
      return 'A practice desk: its key lies in a file that only this user of the computer may read, and nothing else guards it.';
  }
};

const vaultOn = (folder: string, master: Buffer, file: VaultFile): Vault => {
  let open = true;
  const linkKey = derive(master, 'links');
  const secretsKey = derive(master, 'named-secrets');
  const demandOpen = (): void => {
    if (!open) throw new VaultError('closed', 'The vault is closed.');
  };
  const secrets = createNamedSecrets(folder, secretsKey);
  return {
    desk: file.desk,
    protection: file.protection.kind,
    words: wordsFor(file),
    key(purpose) {
      demandOpen();
      if ((purpose === 'practice-seed' || purpose === 'sample-world') && file.desk !== 'practice')
        throw new VaultError('practice-only', 'Only a practice desk has this key.');
      return derive(master, purpose);
    },
    linkToken(kind, id, number) {
      demandOpen();
      // JSON keeps the parts apart: no id can be chosen so that it runs into the number.
      const token = createHmac('sha256', linkKey)
        .update(JSON.stringify(['recovery-desk/link/1', kind, id, number]))
        .digest('base64url');
      return { token, hash: createHash('sha256').update(token).digest('hex') };
    },
    replyToken(caseId) {
      demandOpen();
      const bytes = createHmac('sha256', linkKey)
        .update(JSON.stringify(['recovery-desk/reply/1', caseId]))
        .digest();
      // RFC 4648 §6, in lower case.
      return Array.from({ length: 16 }, (_, at) => {
        const bit = at * 5;
        return base32[(bytes.readUInt16BE(bit >> 3) >> (11 - (bit & 7))) & 31];
      }).join('');
    },
    attestation: {
      digits(id) {
        demandOpen();
        const bytes = createHmac('sha256', linkKey)
          .update(JSON.stringify(['recovery-desk/attestation/1', id]))
          .digest();
        return String(bytes.readBigUInt64BE(0) % 100_000_000n).padStart(8, '0');
      },
      hash(id, digits) {
        demandOpen();
        return createHmac('sha256', linkKey)
          .update(JSON.stringify(['recovery-desk/attestation-hash/1', id, digits]))
          .digest('hex');
      },
    },
    deskSigningKey() {
      demandOpen();
      const seed = derive(master, 'desk-signing-key');
      const pkcs8 = Buffer.concat([ed25519Head, seed]);
      seed.fill(0);
      const publicKey = createPublicKey(createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }));
      return {
        keyId: createHash('sha256')
          .update(publicKey.export({ type: 'spki', format: 'der' }))
          .digest('hex')
          .slice(0, 16),
        pkcs8,
      };
    },
    secrets: {
      async put(name, secret, at) {
        demandOpen();
        await secrets.put(name, secret, at);
      },
      async use(name, work) {
        demandOpen();
        return await secrets.use(name, work);
      },
      async since(name) {
        demandOpen();
        return await secrets.since(name);
      },
      async forget(name) {
        demandOpen();
        await secrets.forget(name);
      },
    },
    close() {
      open = false;
      for (const key of [master, linkKey, secretsKey]) key.fill(0);
    },
  };
};

/**
 * Makes a folder's vault. Refuses with `exists` where there is one, `practice-only` for a plain file on a real desk.
 */
export const createVault = async (options: {
  readonly folder: string;
  readonly desk: DeskKind;
  readonly protection: Protection;
  readonly now: Date;
}): Promise<Vault> => {
  const { master, file } = await makeMasterKey(options.folder, options.desk, options.protection, options.now);
  return vaultOn(options.folder, master, file);
};

/** Opens a folder's vault. Each wrong passphrase costs `wrongPassphraseMs` besides the scrypt. */
export const openVault = async (
  options: { readonly folder: string } & Unlock & { readonly wait?: (ms: number) => Promise<void> },
): Promise<Vault> => {
  try {
    const { master, file } = await openMasterKey(options.folder, options);
    return vaultOn(options.folder, master, file);
  } catch (error) {
    if (error instanceof VaultError && error.code === 'wrong-passphrase')
      await (options.wait ?? sleep)(wrongPassphraseMs);
    throw error;
  }
};

/** Milliseconds that a wrong passphrase waits before its answer. */
export const wrongPassphraseMs = 1500;
const sleep = async (ms: number): Promise<void> => {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
};

/** What lies in a folder, without opening it: how to ask for the key. Null when there is no vault. */
export const lookAtVault = async (
  folder: string,
): Promise<{ readonly desk: DeskKind; readonly protection: ProtectionKind; readonly words: string } | null> => {
  const file = await readVaultFile(folder);
  return file && { desk: file.desk, protection: file.protection.kind, words: wordsFor(file) };
};
