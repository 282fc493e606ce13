/**
 * The desk's own mailbox in the sample world: what customers answer, and what could not be delivered. Numbers grow with
 * each arrival and mean something under one validity only, as at an IMAP server (RFC 9051 §2.3.1.1).
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';

type Kept = { readonly uid: number; readonly arrivedAt: string; readonly size: number; readonly file: string };
export type DeskMailboxState = { readonly validity: string; readonly last: number };

export type DeskMailbox = {
  /** Answers its number when the bytes are safe on the disk. */
  add(raw: Uint8Array, arrivedAt: Date): Promise<number>;
  /** After a number of this validity, the oldest first; all from the first one on under another. */
  after(
    place: { readonly validity: string; readonly uid: number } | null,
    limit: number,
  ): readonly Omit<Kept, 'file'>[];
  /** The first bytes of one; null where it isn't there, or the validity is another one. */
  raw(place: { readonly validity: string; readonly uid: number }, most: number): Promise<Buffer | null>;
  state(): DeskMailboxState;
  /** The same messages as after a restore: under another validity, with numbers from 1 on. */
  recreate(): void;
};

const unfinished = 'arriving-';
const fileOf = (uid: number, arrivedAt: string): string =>
  `${String(uid).padStart(8, '0')}-${arrivedAt.replaceAll(':', '.')}.eml`;
const newValidity = (): string => String(randomBytes(4).readUInt32BE(0));

/** Opens the folder, made when missing; what was half written when the process ended is dropped: nobody was told of it. */
export const openDeskMailbox = (folder: string): DeskMailbox => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const validityFile = join(folder, 'validity');
  let kept: Kept[] = [];
  for (const name of readdirSync(folder).toSorted()) {
    if (name.startsWith(unfinished)) rmSync(join(folder, name));
    const [, number, time] = /^(\d{8})-(.+)\.eml$/u.exec(name) ?? [];
    if (number === undefined || time === undefined) continue;
    const arrivedAt = time.replace(/T(\d\d)\.(\d\d)\./u, 'T$1:$2:');
    kept.push({ uid: Number(number), arrivedAt, size: statSync(join(folder, name)).size, file: name });
  }
  const writeValidity = (validity: string): string => {
    writeFileSync(validityFile, validity, { mode: 0o600 });
    return validity;
  };
  let validity = readdirSync(folder).includes('validity')
    ? readFileSync(validityFile, 'utf8')
    : writeValidity(newValidity());
  let last = kept.at(-1)?.uid ?? 0;
  let writing: Promise<unknown> = Promise.resolve();

  const store = async (raw: Uint8Array, at: Date): Promise<number> => {
    const uid = last + 1;
    const arrivedAt = at.toISOString();
    const file = fileOf(uid, arrivedAt);
    const handle = await open(join(folder, unfinished + file), 'wx', 0o600);
    try {
      await handle.writeFile(raw);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(join(folder, unfinished + file), join(folder, file));
    last = uid;
    kept.push({ uid, arrivedAt, size: raw.byteLength, file });
    return uid;
  };

  return {
    add: (raw, at) => {
      const added = writing.then(() => store(raw, at));
      writing = added.catch(() => undefined);
      return added;
    },
    after: (place, limit) => {
      const from = place?.validity === validity ? place.uid : 0;
      return kept
        .filter(({ uid }) => uid > from)
        .slice(0, limit)
        .map(({ uid, arrivedAt, size }) => ({ uid, arrivedAt, size }));
    },
    raw: async (place, most) => {
      const found = place.validity === validity ? kept.find(({ uid }) => uid === place.uid) : undefined;
      if (found === undefined) return null;
      const bytes = Buffer.alloc(Math.min(found.size, most));
      const handle = await open(join(folder, found.file), 'r');
      try {
        await handle.read(bytes, 0, bytes.length, 0);
      } finally {
        await handle.close();
      }
      return bytes;
    },
    state: () => ({ validity, last }),
    recreate: () => {
      kept = kept.map((one, index) => {
        const file = fileOf(index + 1, one.arrivedAt);
        renameSync(join(folder, one.file), join(folder, file));
        return { ...one, uid: index + 1, file };
      });
      last = kept.length;
      validity = writeValidity(newValidity());
    },
  };
};
