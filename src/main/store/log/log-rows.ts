/** Between a row of the table and the event that the port speaks of. */
import type { JsonObject } from '#domain/json';
import { canonicalJson, type ChainRow } from './chain';
import type { Db } from '../sqlite';
import {
  BadRequest,
  type Actor,
  type Destroyed,
  type FollowedLog,
  type KeyName,
  type LogHead,
  type NewEvent,
  type StoredEvent,
  type StreamName,
} from './event-log';
import { demandStream, maxContentBytes } from './request';
import type { KeyRing } from './seal';

/** Every column, in the order of the table. */
export const logColumns =
  'position, stream, version, event_id, type, schema, occurred_at, recorded_at, actor, desk, data, sealed, key_id, signature, prev_hash, hash';
const maxRead = 10_000;

/** What an event is told from: the rest of a row is for those who verify it, and costs as much to read. */
const eventColumns =
  'position, stream, version, event_id, type, schema, recorded_at, actor, data, sealed, key_id, signature, lower(hex(hash)) AS hash';

export type LogRow = Omit<ChainRow, 'sealed' | 'prev_hash' | 'hash'> & {
  readonly position: number;
  readonly sealed: Buffer | null;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
};

/** The hash comes as text from the database: a buffer of each row would cost as much as the rest of its reading. */
type EventRow = Omit<LogRow, 'occurred_at' | 'desk' | 'prev_hash' | 'hash'> & { readonly hash: Buffer | string };

/** Canonical text of an event's content. Throws BadRequest when JSON can't hold it, or it is too large. */
export const contentText = (content: JsonObject, field: string): string => {
  let text: string;
  try {
    text = canonicalJson(content);
  } catch (error) {
    throw new BadRequest(field, `must be plain JSON (${error instanceof Error ? error.message : 'it is not'})`);
  }
  if (!text.startsWith('{')) throw new BadRequest(field, 'must be a JSON object');
  if (Buffer.byteLength(text) > maxContentBytes)
    throw new BadRequest(field, `must be at most ${maxContentBytes / 1024} KB`);
  return text;
};

type Opened = { readonly content: JsonObject | 'erased' | null };

/** Only what is there is set, one by one: a rebuild makes millions of these, and spreading costs more than the rest. */
const toEvent = (row: EventRow, { content }: Opened): StoredEvent => {
  const event: { -readonly [K in keyof StoredEvent]: StoredEvent[K] } = {
    eventId: row.event_id,
    type: row.type,
    schema: row.schema,
    actor: row.actor as Actor,
    data: JSON.parse(row.data) as JsonObject,
    position: row.position,
    stream: row.stream,
    version: row.version,
    recordedAt: row.recorded_at,
    hash: typeof row.hash === 'string' ? row.hash : row.hash.toString('hex'),
  };
  if (content === 'erased') event.erased = true;
  else if (content !== null) event.personal = { key: row.key_id as KeyName, content };
  if (row.signature !== null) event.signature = JSON.parse(row.signature) as NonNullable<NewEvent['signature']>;
  return event;
};

/** The event in a row, opened with its owner's key; `erased` when that is gone. */
export const readRow = (row: EventRow, ring: KeyRing): StoredEvent => {
  if (row.sealed === null || row.key_id === null) return toEvent(row, { content: null });
  const place = { stream: row.stream, eventId: row.event_id };
  return toEvent(row, { content: ring.unseal(row.key_id, place, row.sealed) });
};

/** The event in a row that was just written, whose personal content is still at hand. */
export const justWritten = (row: EventRow, personalText: string | null): StoredEvent =>
  toEvent(row, { content: personalText === null ? null : (JSON.parse(personalText) as JsonObject) });

/** Reads of the log, from any thread that has the file and the keys open. */
export type LogReader = {
  readAfter(position: number, limit: number): readonly StoredEvent[];
  readStream(stream: StreamName, afterVersion?: number): readonly StoredEvent[];
  head(): LogHead;
  /** Keys destroyed after a turn, and the newest turn. */
  destroyedSince(turn: number): Destroyed;
};

export const logReader = (db: Db, ring: KeyRing): LogReader => {
  const after = db.prepare<[number, number], EventRow>(
    `SELECT ${eventColumns} FROM events WHERE position > ? ORDER BY position LIMIT ?`,
  );
  const ofStream = db.prepare<[string, number], EventRow>(
    `SELECT ${eventColumns} FROM events WHERE stream = ? AND version > ? ORDER BY version`,
  );
  const last = db.prepare<[], LogHead>(
    'SELECT position, recorded_at AS lastAt FROM events ORDER BY position DESC LIMIT 1',
  );
  const readAll = (rows: readonly EventRow[]): readonly StoredEvent[] => {
    ring.bring(rows.map((row) => row.key_id));
    return rows.map((row) => readRow(row, ring));
  };
  return {
    readAfter: (position, limit) => readAll(after.all(position, Math.max(0, Math.min(limit, maxRead)))),
    readStream: (stream, afterVersion = 0) => {
      demandStream(stream, 'stream');
      return readAll(ofStream.all(stream, afterVersion));
    },
    head: () => last.get() ?? { position: 0, lastAt: null },
    destroyedSince: (turn) => ring.destroyedSince(turn),
  };
};

/** A reader as a follower knows the log: for a thread that reads a log to its end and is told of nothing. */
export const asFollowed = (reader: LogReader): FollowedLog => ({
  readAfter: async (position, limit) => reader.readAfter(position, limit),
  readStream: async (stream, afterVersion) => reader.readStream(stream, afterVersion),
  head: async () => reader.head(),
  destroyedSince: async (turn) => reader.destroyedSince(turn),
  subscribe: () => () => undefined,
});
