/** The one key under all others, and `vault.json`, which keeps it under one of three protections. */
import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod, link, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, readIfThere, syncFolder, writeWhole } from '#main/files/durable';
import { seal, unseal } from '#main/files/sealed';
import { secretsFile } from './named-secrets';
import { isSafe, type SafeStorage } from './safe-storage';
import { deriveFromText, isScryptCost, passwordCost, type ScryptCost } from './scrypt';
import { VaultError } from './vault-error';

export const vaultFile = 'vault.json';
export const leastPassphrase = 12;
const fileFormat = 1;
const place = 'recovery-desk/vault/1';

/** How the master key is to be guarded. `file` is for a practice desk alone: whoever reads the folder has the key. */
export type Protection =
  | { readonly kind: 'safe-storage'; readonly safeStorage: SafeStorage }
  | { readonly kind: 'passphrase'; readonly passphrase: string; readonly cost?: ScryptCost }
  | { readonly kind: 'file' };
export type ProtectionKind = Protection['kind'];
export type DeskKind = 'practice' | 'real';

type StoredKey =
  | { readonly kind: 'safe-storage'; readonly backend: string; readonly box: string }
  | { readonly kind: 'passphrase'; readonly cost: ScryptCost; readonly salt: string; readonly box: string }
  | { readonly kind: 'file'; readonly key: string };
/** `check` tells a wrong key from a right one, and nothing about it. */
export type VaultFile = {
  readonly format: number;
  readonly desk: DeskKind;
  readonly createdAt: string;
  readonly check: string;
  readonly protection: StoredKey;
};

const checkOf = (master: Uint8Array): Buffer =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', master, place, 'check', 32)))
    .update('check')
    .digest()
    .subarray(0, 16);

const corrupt = (what: string): VaultError =>
  new VaultError(
    'corrupt',
    `The vault's file (${vaultFile}) can't be read: ${what}. Nothing was changed. Put it back from a copy.`,
  );

const missing = (): VaultError =>
  new VaultError(
    'missing',
    `The vault's file (${vaultFile}) is missing. Without it nothing here can be read: put it back from a copy.`,
  );
const exists = (): VaultError => new VaultError('exists', 'This folder has a vault already. Nothing was changed.');

const parseKey = (value: unknown): StoredKey | null => {
  if (typeof value !== 'object' || value === null) return null;
  const { kind, backend, box, cost, salt, key } = value as Record<string, unknown>;
  if (kind === 'file' && typeof key === 'string') return { kind, key };
  if (kind === 'safe-storage' && typeof backend === 'string' && typeof box === 'string') return { kind, backend, box };
  if (kind === 'passphrase' && isScryptCost(cost) && typeof salt === 'string' && typeof box === 'string')
    return { kind, cost, salt, box };
  return null;
};

/** The vault's file as it lies in a folder; null when there is none. Throws `corrupt` or `newer-version`. */
export const readVaultFile = async (folder: string): Promise<VaultFile | null> => {
  const bytes = await readIfThere(join(folder, vaultFile));
  if (bytes === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw corrupt('it is not JSON');
  }
  if (typeof value !== 'object' || value === null) throw corrupt('it holds no object');
  const { format, desk, createdAt, check, protection } = value as Record<string, unknown>;
  if (typeof format === 'number' && format > fileFormat)
    throw new VaultError('newer-version', 'The vault was made by a newer Recovery Desk. Nothing was changed.');
  const key = parseKey(protection);
  if (
    format !== fileFormat ||
    (desk !== 'practice' && desk !== 'real') ||
    typeof createdAt !== 'string' ||
    typeof check !== 'string' ||
    key === null
  )
    throw corrupt('a field is missing or malformed');
  return { format, desk, createdAt, check, protection: key };
};

const protect = async (master: Buffer, protection: Protection): Promise<StoredKey> => {
  switch (protection.kind) {
    case 'safe-storage': {
      const standing = await protection.safeStorage.available();
      if (!isSafe(standing))
        throw new VaultError(
          'safe-storage-away',
          'This computer has no keyring that encrypts. Choose a passphrase instead.',
        );
      return {
        kind: 'safe-storage',
        backend: standing.backend,
        box: Buffer.from(await protection.safeStorage.encrypt(master.toString('base64'))).toString('base64'),
      };
    }
    case 'passphrase': {
      if (Array.from(protection.passphrase.normalize('NFKC')).length < leastPassphrase)
        throw new VaultError('passphrase-too-short', `"vaultPassphrase": ${leastPassphrase} characters at least.`);
      const cost = protection.cost ?? passwordCost;
      const salt = randomBytes(16);
      const key = await deriveFromText(protection.passphrase, salt, cost);
      try {
        return {
          kind: 'passphrase',
          cost,
          salt: salt.toString('base64'),
          box: seal(key, place, master).toString('base64'),
        };
      } finally {
        key.fill(0);
      }
    }
    case 'file':
      return { kind: 'file', key: master.toString('base64') };
  }
};

/** Makes a master key and its file; never over another one. */
export const makeMasterKey = async (
  folder: string,
  desk: DeskKind,
  protection: Protection,
  at: Date,
): Promise<{ readonly master: Buffer; readonly file: VaultFile }> => {
  if (protection.kind === 'file' && desk !== 'practice')
    throw new VaultError(
      'practice-only',
      'A real desk never keeps its key in a plain file. Choose the keyring or a passphrase.',
    );
  if ((await readVaultFile(folder)) !== null) throw exists();
  // A vault that was lost: a new key would make what it sealed unreadable for good.
  if ((await readIfThere(join(folder, secretsFile))) !== null) throw missing();
  await makeFolder(folder);
  const master = randomBytes(32);
  const file: VaultFile = {
    format: fileFormat,
    desk,
    createdAt: at.toISOString(),
    check: checkOf(master).toString('hex'),
    protection: await protect(master, protection),
  };
  const beside = join(folder, `${vaultFile}.new-${randomBytes(6).toString('hex')}`);
  await writeWhole(beside, Buffer.from(JSON.stringify(file), 'utf8'));
  try {
    // A hard link never replaces: of two that are made at once, one wins and the other is told.
    await link(beside, join(folder, vaultFile));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw exists();
    if (code !== 'EPERM' && code !== 'ENOTSUP') throw error;
    // A drive without hard links (exFAT).
    await rename(beside, join(folder, vaultFile));
  } finally {
    await rm(beside, { force: true });
  }
  await syncFolder(folder);
  return { master, file };
};

export type Unlock = { readonly safeStorage: SafeStorage | null; readonly passphrase: string | null };

const unprotect = async (stored: StoredKey, unlock: Unlock): Promise<Buffer> => {
  switch (stored.kind) {
    case 'file':
      return Buffer.from(stored.key, 'base64');
    case 'safe-storage': {
      if (unlock.safeStorage === null || !isSafe(await unlock.safeStorage.available()))
        throw new VaultError(
          'safe-storage-away',
          "The keyring that guards the desk's key doesn't answer. Unlock it and start again.",
        );
      try {
        return Buffer.from(await unlock.safeStorage.decrypt(Buffer.from(stored.box, 'base64')), 'base64');
      } catch {
        // Its own error may hold what it tried to read.
        throw new VaultError(
          'other-machine',
          "The keyring can't open the desk's key: it belongs to another computer or another user.",
        );
      }
    }
    case 'passphrase': {
      if (unlock.passphrase === null)
        throw new VaultError('passphrase-needed', "The vault waits for the desk's passphrase.");
      const key = await deriveFromText(unlock.passphrase, Buffer.from(stored.salt, 'base64'), stored.cost);
      try {
        return unseal(key, place, Buffer.from(stored.box, 'base64'));
      } catch {
        throw new VaultError('wrong-passphrase', "That is not the desk's passphrase.");
      } finally {
        key.fill(0);
      }
    }
  }
};

/** The master key of a folder. Throws VaultError, and then has changed nothing. */
export const openMasterKey = async (
  folder: string,
  unlock: Unlock,
): Promise<{ readonly master: Buffer; readonly file: VaultFile }> => {
  const file = await readVaultFile(folder);
  if (file === null) throw missing();
  if (file.protection.kind === 'file' && file.desk !== 'practice')
    throw corrupt("a real desk's key lies in it unprotected");
  const master = await unprotect(file.protection, unlock);
  const check = Buffer.from(file.check, 'hex');
  if (master.byteLength !== 32 || check.byteLength !== 16 || !timingSafeEqual(checkOf(master), check)) {
    master.fill(0);
    throw corrupt('the key in it is not the one it was made with');
  }
  // A copy made by hand may have lost the mode.
  if (process.platform !== 'win32') await chmod(join(folder, vaultFile), 0o600);
  return { master, file };
};
