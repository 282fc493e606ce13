/** Between a row of the table and the event that the port speaks of. */
import type { JsonObject } from '#domain/json';
import { canonicalJson, type ChainRow } from './chain';
import { BadRequest, type Actor, type KeyName, type NewEvent, type StoredEvent } from './event-log';
import { MAX_CONTENT_BYTES } from './request';
import type { KeyRing } from './seal';

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
