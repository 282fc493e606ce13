/**
 * One key per check (R18), wrapped by a key from the vault, in a folder outside the log and its backups.
 *
 * Two files per check, named by a hash of its id: `<name>.key`, the wrapped key, and `<name>.json`, which says whose it
 * is and since when. The key is written first and destroyed first, so a record without a key always means *destroyed*:
 * a crash at any point leaves a state that reads the same way.
 */
import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, readIfThere, shred, unfinished, writeWhole } from '#main/files/durable';
import { seal, unseal } from '#main/files/sealed';

/** Whose key it is and since when (ISO); `destroyedAt` once it is gone. */
export type KeyRecord = { readonly checkId: string; readonly createdAt: string; readonly destroyedAt: string | null };

/** A file name that tells nothing and can't leave its folder, whatever the id holds. */
export const nameOf = (checkId: string): string =>
  createHash('sha256').update(`check:${checkId}`).digest('hex').slice(0, 40);

const place = (checkId: string) => `check-key:${checkId}`;

const parseRecord = (bytes: Buffer): KeyRecord | null => {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    if (typeof value !== 'object' || value === null) return null;
    const { checkId, createdAt, destroyedAt } = value as Record<string, unknown>;
    if (typeof checkId !== 'string' || typeof createdAt !== 'string') return null;
    return { checkId, createdAt, destroyedAt: typeof destroyedAt === 'string' ? destroyedAt : null };
  } catch {
    return null;
  }
};

export type CheckKeys = {
  /** The check's key, made when there is none yet; null when it was destroyed, for that is final. */
  openOrMake(checkId: string, at: Date): Promise<Buffer | null>;
  /** The check's key; null when there is none or it was destroyed. */
  open(checkId: string): Promise<Buffer | null>;
  /** Shreds the key. Idempotent; a check that never had one can't get one afterwards. */
  destroy(checkId: string, at: Date): Promise<void>;
  /** Whether a key file lies under a name of `nameOf`. */
  holds(name: string): Promise<boolean>;
  /** Every check that has or had a key. */
  records(): Promise<readonly KeyRecord[]>;
};

/** The keys in `folder`, wrapped by `wrapKey` (32 bytes from the vault). */
export const createCheckKeys = async (folder: string, wrapKey: Uint8Array): Promise<CheckKeys> => {
  if (wrapKey.byteLength !== 32)
    throw new Error(`wrapKey: 32 bytes are needed, ${wrapKey.byteLength} were given (R18).`);
  await makeFolder(folder);
  for (const name of await readdir(folder)) if (name.endsWith(unfinished)) await shred(join(folder, name));

  const keyFile = (checkId: string) => join(folder, `${nameOf(checkId)}.key`);
  const recordFile = (checkId: string) => join(folder, `${nameOf(checkId)}.json`);
  const readRecord = async (checkId: string): Promise<KeyRecord | null> => {
    const bytes = await readIfThere(recordFile(checkId));
    return bytes && parseRecord(bytes);
  };
  const writeRecord = async (record: KeyRecord): Promise<void> => {
    await writeWhole(recordFile(record.checkId), Buffer.from(JSON.stringify(record), 'utf8'));
  };

  const open: CheckKeys['open'] = async (checkId) => {
    const record = await readRecord(checkId);
    if (record === null || record.destroyedAt !== null) return null;
    const wrapped = await readIfThere(keyFile(checkId));
    // A shredding that was cut short leaves random bytes: no key either.
    try {
      return wrapped && unseal(wrapKey, place(checkId), wrapped);
    } catch {
      return null;
    }
  };

  return {
    open,
    async openOrMake(checkId, at) {
      if ((await readRecord(checkId)) !== null) return await open(checkId);
      const key = randomBytes(32);
      await writeWhole(keyFile(checkId), seal(wrapKey, place(checkId), key));
      await writeRecord({ checkId, createdAt: at.toISOString(), destroyedAt: null });
      return key;
    },
    async destroy(checkId, at) {
      await shred(keyFile(checkId));
      const record = await readRecord(checkId);
      if (record?.destroyedAt) return;
      await writeRecord({ checkId, createdAt: record?.createdAt ?? at.toISOString(), destroyedAt: at.toISOString() });
    },
    async holds(name) {
      return (await readIfThere(join(folder, `${name}.key`))) !== null;
    },
    async records() {
      const found: KeyRecord[] = [];
      for (const name of await readdir(folder)) {
        if (!name.endsWith('.json')) continue;
        const bytes = await readIfThere(join(folder, name));
        const record = bytes && parseRecord(bytes);
        if (record) found.push(record);
        else if (bytes) {
          // Nobody can tell whose it is, so nobody would destroy it in time: it goes now.
          await shred(join(folder, name.replace(/\.json$/, '.key')));
          await rm(join(folder, name), { force: true });
        }
      }
      return found.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
    },
  };
};
