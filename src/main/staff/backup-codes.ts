/**
 * Backup codes: ten, each good once, for a day without the authenticator. 70 bits each (NIST SP 800-63B-4 asks for 64),
 * hashed with scrypt under one salt a set, so that one entry costs one hash.
 */
import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { BackupCodeHashes } from '#domain/access/staff-events';
import { deriveFromText, isScryptCost, type ScryptCost } from '#main/vault/scrypt';

/** Crockford's base32: no i, l, o, u. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const groups = [5, 4, 5] as const;
export const codesInSet = 10;
/** Less than a password's: there is nothing to guess in 70 random bits. */
export const backupCodeCost: ScryptCost = { N: 2 ** 14, r: 8, p: 1 };
const hashBytes = 32;

const newCode = (): string =>
  groups.map((length) => Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')).join('-');

/** As it was meant: without dashes and case, and with the letters that look like digits read as digits. */
const plain = (code: string): string =>
  code.toLowerCase().replaceAll(/[\s-]/gu, '').replaceAll('o', '0').replaceAll(/[il]/gu, '1');

/** Whether an entry has the form of a backup code, in whatever case and grouping. */
export const looksLikeBackupCode = (entry: string): boolean =>
  plain(entry).length === 14 && Array.from(plain(entry)).every((letter) => alphabet.includes(letter));

/** Ten fresh codes, and the hashes that may be stored. */
export const makeBackupCodes = async (
  cost: ScryptCost = backupCodeCost,
): Promise<{ readonly codes: readonly string[]; readonly hashes: BackupCodeHashes }> => {
  const salt = randomBytes(16);
  const codes = Array.from({ length: codesInSet }, newCode);
  const hashes = await Promise.all(
    codes.map(async (code) => (await deriveFromText(plain(code), salt, cost, hashBytes)).toString('base64')),
  );
  return { codes, hashes: { salt: salt.toString('base64'), cost, hashes } };
};

/** Which code of a set an entry is; null when it is none. Looks at all of them. */
export const findBackupCode = async (stored: BackupCodeHashes, entry: string): Promise<number | null> => {
  if (!isScryptCost(stored.cost)) return null;
  const found = await deriveFromText(
    plain(entry.slice(0, 40)),
    Buffer.from(stored.salt, 'base64'),
    stored.cost,
    hashBytes,
  );
  let index: number | null = null;
  for (const [at, hash] of stored.hashes.entries()) {
    const bytes = Buffer.from(hash, 'base64');
    if (bytes.byteLength === hashBytes && timingSafeEqual(bytes, found)) index = at;
  }
  return index;
};
