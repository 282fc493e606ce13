/** ID pictures at rest (R18): ciphertext only, one key per check, and a destruction that a crash can't undo. */
import { createHash, randomUUID } from 'node:crypto';
import { open as openFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pictureSlots, type Picture, type PictureSlot } from '#domain/case/events';
import type { Clock } from '#main/ports';
import { createCheckKeys, nameOf } from './check-keys';
import { makeFolder, readIfThere, syncFolder, unfinished, writeWhole } from '#main/files/durable';
import { createHandles, type Handles } from './handles';
import { createQueues } from '#main/files/one-at-a-time';
import { boxOverhead, seal, unseal } from '#main/files/sealed';

/** A picture as the store knows it; `sha256` is over the bytes in clear. */
export type StoredPicture = Picture & { readonly at: string };
export type PictureBytes = { readonly bytes: Buffer; readonly contentType: string };

export type EvidenceStore = Handles & {
  /** Keeps a picture, in place of an earlier one of the same slot; null when the check's pictures were destroyed. */
  put(checkId: string, slot: PictureSlot, contentType: string, bytes: Uint8Array): Promise<StoredPicture | null>;
  /** What is there, in the order front, back, selfie. */
  list(checkId: string): Promise<readonly StoredPicture[]>;
  /** The picture in clear, in memory; null when it is not there (any more). Throws when the file was tampered with. */
  read(checkId: string, evidenceId: string): Promise<PictureBytes | null>;
  /** Takes one picture away again, before it is submitted. */
  remove(checkId: string, slot: PictureSlot): Promise<void>;
  /** R18: shreds the key, then removes the files. Idempotent and final; throws when something could not be removed. */
  destroy(checkId: string): Promise<void>;
  /**
   * Destroys what is older than so many milliseconds (counted from the first picture), and finishes what a crash cut
   * short. Answers with the checks whose pictures it destroyed now.
   */
  sweep(olderThanMs: number): Promise<readonly string[]>;
};

/** `folder` for ciphertext, `keysFolder` outside the log and its backups, `wrapKey` 32 bytes from the vault. */
export type EvidenceOptions = {
  readonly folder: string;
  readonly keysFolder: string;
  readonly wrapKey: Uint8Array;
  readonly clock: Clock;
};

const magic = Buffer.from('RDEV1\n', 'latin1');
const lengthBytes = 2;
const fileEnding = '.sealed';
const headPlace = (checkId: string, evidenceId: string) => `evidence-head:${checkId}:${evidenceId}`;
const bodyPlace = (checkId: string, evidenceId: string, sha256: string) =>
  `evidence-body:${checkId}:${evidenceId}:${sha256}`;
const isEvidenceId = (value: string) => /^[0-9a-f-]{36}$/.test(value);

/**
 * Opens the store. A file is `magic ‖ length of head ‖ sealed head ‖ sealed picture`; the head says what the picture
 * is.
 */
export const createEvidenceStore = async (options: EvidenceOptions): Promise<EvidenceStore> => {
  const { folder, clock } = options;
  await makeFolder(folder);
  const keys = await createCheckKeys(options.keysFolder, options.wrapKey);
  const folderOf = (checkId: string) => join(folder, nameOf(checkId));

  // Changes of one check happen one after the other, so that no picture lands while its key is being destroyed.
  const alone = createQueues();

  const namesIn = async (checkFolder: string): Promise<readonly string[]> => {
    try {
      return await readdir(checkFolder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  };

  const readHead = async (key: Uint8Array, checkId: string, evidenceId: string): Promise<StoredPicture | null> => {
    const handle = await openFile(join(folderOf(checkId), evidenceId + fileEnding), 'r');
    try {
      const start = Buffer.alloc(magic.byteLength + lengthBytes);
      await handle.read(start, 0, start.byteLength, 0);
      if (!start.subarray(0, magic.byteLength).equals(magic)) return null;
      const box = Buffer.alloc(start.readUInt16BE(magic.byteLength));
      await handle.read(box, 0, box.byteLength, start.byteLength);
      return JSON.parse(unseal(key, headPlace(checkId, evidenceId), box).toString('utf8')) as StoredPicture;
    } finally {
      await handle.close();
    }
  };

  const heads = async (checkId: string): Promise<readonly StoredPicture[]> => {
    const key = await keys.open(checkId);
    if (key === null) return [];
    const bySlot = new Map<PictureSlot, StoredPicture>();
    for (const name of await namesIn(folderOf(checkId))) {
      if (!name.endsWith(fileEnding)) continue;
      const head = await readHead(key, checkId, name.slice(0, -fileEnding.length));
      const other = head && bySlot.get(head.slot);
      // A crash between writing the new picture and removing the old one leaves two: the newer one counts.
      if (head && (!other || other.at <= head.at)) bySlot.set(head.slot, head);
    }
    return pictureSlots.flatMap((slot) => bySlot.get(slot) ?? []);
  };

  const removeSlot = async (
    checkId: string,
    key: Uint8Array,
    slot: PictureSlot,
    except: string | null,
  ): Promise<void> => {
    for (const name of await namesIn(folderOf(checkId))) {
      const evidenceId = name.slice(0, -fileEnding.length);
      if (!name.endsWith(fileEnding) || evidenceId === except) continue;
      const head = await readHead(key, checkId, evidenceId);
      if (head?.slot === slot) await rm(join(folderOf(checkId), name), { force: true });
    }
  };

  const read: EvidenceStore['read'] = async (checkId, evidenceId) => {
    if (!isEvidenceId(evidenceId)) return null;
    const key = await keys.open(checkId);
    const file = key && (await readIfThere(join(folderOf(checkId), evidenceId + fileEnding)));
    if (!key || !file) return null;
    const headLength = file.readUInt16BE(magic.byteLength);
    const headStart = magic.byteLength + lengthBytes;
    if (headLength < boxOverhead) throw new Error("A picture's file is damaged.");
    const head = JSON.parse(
      unseal(key, headPlace(checkId, evidenceId), file.subarray(headStart, headStart + headLength)).toString('utf8'),
    ) as StoredPicture;
    const bytes = unseal(key, bodyPlace(checkId, evidenceId, head.sha256), file.subarray(headStart + headLength));
    return { bytes, contentType: head.contentType };
  };

  const removeFiles = async (checkFolder: string): Promise<void> => {
    await rm(checkFolder, { recursive: true, force: true });
    await syncFolder(folder);
  };

  const destroy = async (checkId: string): Promise<void> =>
    await alone(checkId, async () => {
      await keys.destroy(checkId, clock.now());
      handles.forget(checkId);
      await removeFiles(folderOf(checkId));
    });

  const handles = createHandles(clock, read);

  return {
    issueHandle: handles.issueHandle,
    take: handles.take,
    read,
    destroy,
    async put(checkId, slot, contentType, bytes) {
      return await alone(checkId, async () => {
        const key = await keys.openOrMake(checkId, clock.now());
        if (key === null) return null;
        const evidenceId = randomUUID();
        const picture: StoredPicture = {
          slot,
          evidenceId,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          bytes: bytes.byteLength,
          contentType,
          at: clock.now().toISOString(),
        };
        const head = seal(key, headPlace(checkId, evidenceId), Buffer.from(JSON.stringify(picture), 'utf8'));
        const length = Buffer.alloc(lengthBytes);
        length.writeUInt16BE(head.byteLength);
        await makeFolder(folderOf(checkId));
        await writeWhole(
          join(folderOf(checkId), evidenceId + fileEnding),
          Buffer.concat([magic, length, head, seal(key, bodyPlace(checkId, evidenceId, picture.sha256), bytes)]),
        );
        await syncFolder(folder);
        await removeSlot(checkId, key, slot, evidenceId);
        return picture;
      });
    },
    async list(checkId) {
      return await alone(checkId, async () => await heads(checkId));
    },
    async remove(checkId, slot) {
      await alone(checkId, async () => {
        const key = await keys.open(checkId);
        if (key) await removeSlot(checkId, key, slot, null);
      });
    },
    async sweep(olderThanMs) {
      const destroyed: string[] = [];
      const limit = clock.now().getTime() - olderThanMs;
      for (const record of await keys.records()) {
        const isOver = Date.parse(record.createdAt) <= limit;
        if (record.destroyedAt === null && (isOver || (await keys.open(record.checkId)) === null)) {
          await destroy(record.checkId);
          destroyed.push(record.checkId);
        } else if (record.destroyedAt === null) {
          await alone(record.checkId, async () => {
            const checkFolder = folderOf(record.checkId);
            for (const file of await namesIn(checkFolder))
              if (file.endsWith(unfinished)) await rm(join(checkFolder, file), { force: true });
          });
        }
      }
      // Files whose key is gone: a destruction that was cut short. A key comes before its folder, so none is taken too
      // early.
      for (const name of await readdir(folder)) if (!(await keys.holds(name))) await removeFiles(join(folder, name));
      return destroyed;
    },
  };
};
