/**
 * The letters that arrived: one folder each with the raw bytes, on disk before the sender is told that they were taken.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const Envelope = z.strictObject({
  id: z.string().regex(/^\d{6,}-[0-9a-f]{8}$/),
  receivedAt: z.string(),
  /** The Date header, in the offset that it carries: `2026-11-10T10:24:00-08:00`; null where there is none. */
  writtenAt: z.string().nullable().default(null),
  from: z.string(),
  to: z.array(z.string()).min(1),
  subject: z.string(),
  messageId: z.string(),
  size: z.number(),
  sha256: z.string(),
});
type Envelope = z.infer<typeof Envelope>;

/** A letter as lists show it. `delivery` counts arrivals of the same Message-ID: above 1, a mail was sent twice. */
export type Letter = Envelope & { readonly delivery: number; readonly isRead: boolean };

export type ArrivedLetter = {
  readonly raw: Buffer;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly receivedAt: Date;
  readonly writtenAt: string | null;
};

export type Letters = {
  /** Returns when the bytes are safe on the disk. */
  add(arrived: ArrivedLetter): Promise<Letter>;
  /** Newest first; `to` compares without regard to case. */
  list(filter?: { readonly to?: string; readonly messageId?: string; readonly limit?: number }): readonly Letter[];
  get(id: string): Letter | null;
  raw(id: string): Promise<Buffer>;
  markRead(id: string): Promise<void>;
  /** Grows with every change, for pages that ask "anything new?". */
  revision(): number;
};

const sync = async (path: string) => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const writeSynced = async (path: string, bytes: Buffer | string) => {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const unfinished = 'arriving-';

/**
 * Opens the folder, made when missing; what was only half written when the process ended is dropped: nobody was told of
 * it.
 */
export const openLetters = (folder: string): Letters => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const envelopes = new Map<string, Envelope>();
  const read = new Set<string>();
  for (const name of readdirSync(folder).sort()) {
    if (name.startsWith(unfinished)) {
      rmSync(join(folder, name), { recursive: true });
      continue;
    }
    const files = readdirSync(join(folder, name));
    if (!files.includes('raw.eml')) continue;
    envelopes.set(name, Envelope.parse(JSON.parse(readFileSync(join(folder, name, 'envelope.json'), 'utf8'))));
    if (files.includes('read')) read.add(name);
  }
  let revision = 1;
  let last = Math.max(0, ...[...envelopes.keys()].map((id) => Number.parseInt(id, 10)));
  let writing: Promise<unknown> = Promise.resolve();

  const withCounts = (): Letter[] => {
    const seen = new Map<string, number>();
    return [...envelopes.values()].map((envelope) => {
      const delivery = (seen.get(envelope.messageId) ?? 0) + 1;
      seen.set(envelope.messageId, delivery);
      return { ...envelope, delivery, isRead: read.has(envelope.id) };
    });
  };
  const find = (id: string) => withCounts().find((letter) => letter.id === id) ?? null;

  const store = async ({
    raw,
    from,
    to,
    subject,
    messageId,
    receivedAt,
    writtenAt,
  }: ArrivedLetter): Promise<Letter> => {
    last += 1;
    const id = `${String(last).padStart(6, '0')}-${randomBytes(4).toString('hex')}`;
    const envelope: Envelope = {
      id,
      receivedAt: receivedAt.toISOString(),
      writtenAt,
      from,
      to: [...to],
      subject,
      messageId,
      size: raw.length,
      sha256: createHash('sha256').update(raw).digest('hex'),
    };
    const draft = join(folder, unfinished + id);
    await mkdir(draft, { mode: 0o700 });
    await writeSynced(join(draft, 'raw.eml'), raw);
    await writeSynced(join(draft, 'envelope.json'), `${JSON.stringify(envelope, null, 2)}\n`);
    await sync(draft);
    await rename(draft, join(folder, id));
    await sync(folder);
    envelopes.set(id, envelope);
    revision += 1;
    return find(id)!;
  };

  return {
    add: (arrived) => {
      // One after the other, so that the numbers are in the order of arrival; a failed one doesn't stop the next.
      const added = writing.then(() => store(arrived));
      writing = added.catch(() => undefined);
      return added;
    },
    list: ({ to, messageId, limit = 500 } = {}) => {
      const wanted = to?.toLowerCase();
      return withCounts()
        .filter(
          (letter) =>
            (wanted === undefined || letter.to.some((address) => address.toLowerCase() === wanted)) &&
            (messageId === undefined || letter.messageId === messageId),
        )
        .reverse()
        .slice(0, limit);
    },
    get: find,
    raw: (id) => {
      if (!envelopes.has(id)) throw new TypeError('id: no such letter');
      return readFile(join(folder, id, 'raw.eml'));
    },
    markRead: async (id) => {
      if (!envelopes.has(id) || read.has(id)) return;
      read.add(id);
      revision += 1;
      await writeFile(join(folder, id, 'read'), '');
    },
    revision: () => revision,
  };
};
