/** Between a row of the table and the event that the port speaks of. */
import type { JsonObject } from '#domain/json';
import { canonicalJson, type ChainRow } from './chain';
import type { Db } from '../sqlite';
import { BadRequest, type Actor, type KeyName, type LogHead, type NewEvent, type StoredEvent, type StreamName } from './event-log';
import { demandStream, MAX_CONTENT_BYTES } from './request';
import type { KeyRing } from './seal';

/** Every column, in the order of the table. */
export const LOG_COLUMNS = 'position, stream, version, event_id, type, schema, occurred_at, recorded_at, actor, desk, data, sealed, key_id, signature, prev_hash, hash';
const MAX_READ = 10_000;

export type LogRow = Omit<ChainRow, 'sealed' | 'prev_hash' | 'hash'> & {
  readonly position: number;
  readonly sealed: Buffer | null;
  readonly prev_hash: Buffer;
  readonly hash: Buffer;
};

/** Brings an event of an old `schema` to today's shape. Pure; what is stored, signed and hashed stays as it was. */
export type Upcast = (event: StoredEvent) => StoredEvent;

/** Canonical text of an event's content. Throws BadRequest when JSON can't hold it, or it is too large. */
export const contentText = (content: JsonObject, field: string): string => {
  let text: string;
  try {
    text = canonicalJson(content);
  } catch (error) {
    throw new BadRequest(field, `must be plain JSON (${error instanceof Error ? error.message : 'it is not'})`);
  }
  if (!text.startsWith('{')) throw new BadRequest(field, 'must be a JSON object');
  if (Buffer.byteLength(text) > MAX_CONTENT_BYTES) throw new BadRequest(field, `must be at most ${MAX_CONTENT_BYTES / 1024} KB`);
  return text;
};

type Opened = { readonly content: JsonObject | 'erased' | null };

const toEvent = (row: LogRow, opened: Opened, upcast: Upcast): StoredEvent => {
  const { content } = opened;
  return upcast({
    eventId: row.event_id,
    type: row.type,
    schema: row.schema,
    actor: row.actor as Actor,
    data: JSON.parse(row.data) as JsonObject,
    ...(content !== null && content !== 'erased' && { personal: { key: row.key_id as KeyName, content } }),
    ...(row.signature !== null && { signature: JSON.parse(row.signature) as NonNullable<NewEvent['signature']> }),
    position: row.position,
    stream: row.stream,
    version: row.version,
    recordedAt: row.recorded_at,
    hash: row.hash.toString('hex'),
    ...(content === 'erased' && { erased: true }),
  });
};

/** The event in a row, opened with its owner's key; `erased` when that is gone. */
export const readRow = (row: LogRow, ring: KeyRing, upcast: Upcast): StoredEvent => {
  if (row.sealed === null || row.key_id === null) return toEvent(row, { content: null }, upcast);
  const place = { stream: row.stream, version: row.version, eventId: row.event_id, type: row.type };
  return toEvent(row, { content: ring.unseal(row.key_id, place, row.sealed) }, upcast);
};

/** The event in a row that was just written, whose personal content is still at hand. */
export const justWritten = (row: LogRow, personalText: string | null, upcast: Upcast): StoredEvent =>
  toEvent(row, { content: personalText === null ? null : (JSON.parse(personalText) as JsonObject) }, upcast);

/** Reads of the log, from any thread that has the file and the keys open. */
export type LogReader = {
  readAfter(position: number, limit: number): readonly StoredEvent[];
  readStream(stream: StreamName, afterVersion?: number): readonly StoredEvent[];
  head(): LogHead;
  /** Keys destroyed after a turn, and the newest turn. */
  destroyedSince(turn: number): { readonly turn: number; readonly names: readonly KeyName[] };
};

export const logReader = (db: Db, ring: KeyRing, upcast: Upcast = (event) => event): LogReader => {
  const after = db.prepare<[number, number], LogRow>(`SELECT ${LOG_COLUMNS} FROM events WHERE position > ? ORDER BY position LIMIT ?`);
  const ofStream = db.prepare<[string, number], LogRow>(`SELECT ${LOG_COLUMNS} FROM events WHERE stream = ? AND version > ? ORDER BY version`);
  const last = db.prepare<[], LogHead>('SELECT position, recorded_at AS lastAt FROM events ORDER BY position DESC LIMIT 1');
  return {
    readAfter: (position, limit) => after.all(position, Math.max(0, Math.min(limit, MAX_READ))).map((row) => readRow(row, ring, upcast)),
    readStream: (stream, afterVersion = 0) => {
      demandStream(stream, 'stream');
      return ofStream.all(stream, afterVersion).map((row) => readRow(row, ring, upcast));
    },
    head: () => last.get() ?? { position: 0, lastAt: null },
    destroyedSince: (turn) => ring.destroyedSince(turn),
  };
};
