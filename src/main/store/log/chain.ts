/**
 * The chain: what makes a stream's history verify from its own rows alone. Written so that someone without this program
 * can check it: `hash = SHA-256(prev_hash ‖ head ‖ 0x0A ‖ sealed)`, where head is the JSON array of the row's columns
 * in the order of `rowHead` and `sealed` the bytes as stored (nothing when null). JSON text holds no raw line feed, so
 * the two can't run into each other. The first row's prev_hash is SHA-256("recovery-desk/stream/1" ‖ 0x0A ‖ stream).
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Json } from '#domain/json';
import type { Verification } from './event-log';

/** One row as it lies in the table, without position. */
export type ChainRow = {
  readonly stream: string;
  readonly version: number;
  readonly event_id: string;
  readonly type: string;
  readonly schema: number;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly actor: string;
  readonly desk: string;
  readonly data: string;
  readonly sealed: Uint8Array | null;
  readonly key_id: string | null;
  readonly signature: string | null;
  readonly prev_hash: Uint8Array;
  readonly hash: Uint8Array;
};

/** RFC 8785: the one text of a JSON value. Throws for what JSON can't hold (NaN, a lone surrogate, a circle). */
export const canonicalJson = (value: Json): string => {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
};

/** What stands before a stream's first row: bound to its name, so that one stream's rows don't fit another. */
export const genesisHash = (stream: string): Buffer =>
  createHash('sha256').update(`recovery-desk/stream/1\n${stream}`).digest();

const rowHead = (row: Omit<ChainRow, 'hash' | 'prev_hash' | 'sealed'>): string =>
  JSON.stringify([
    row.stream,
    row.version,
    row.event_id,
    row.type,
    row.schema,
    row.occurred_at,
    row.recorded_at,
    row.actor,
    row.desk,
    row.key_id,
    row.signature,
    row.data,
  ]);

const lineFeed = '\n';

/** The hash that a row must carry. */
export const rowHash = (row: Omit<ChainRow, 'hash'>): Buffer => {
  const hash = createHash('sha256').update(row.prev_hash).update(rowHead(row)).update(lineFeed);
  if (row.sealed !== null) hash.update(row.sealed);
  return hash.digest();
};

export type Broken = Extract<Verification, { readonly ok: false }>;

/** What is wrong with a row that follows `before` (null: it is the stream's first); null when it fits. */
export const faultOf = (
  row: ChainRow,
  before: { readonly version: number; readonly hash: Uint8Array } | null,
): Broken | null => {
  const where = { ok: false, stream: row.stream, version: row.version } as const;
  const expected = before === null ? 1 : before.version + 1;
  if (row.version > expected) {
    return {
      ...where,
      finding: 'missing',
      message: `Before event ${row.version} of ${row.stream}, event ${expected} is missing.`,
    };
  }
  if (row.version < expected) {
    return {
      ...where,
      finding: 'out-of-order',
      message: `Event ${row.version} of ${row.stream} stands where event ${expected} belongs.`,
    };
  }
  if (!equal(row.prev_hash, before === null ? genesisHash(row.stream) : before.hash)) {
    return {
      ...where,
      finding: 'changed',
      message: `Event ${row.version} of ${row.stream} doesn't follow from the one before it.`,
    };
  }
  if (!equal(rowHash(row), row.hash)) {
    return {
      ...where,
      finding: 'changed',
      message: `Event ${row.version} of ${row.stream} is not as it was recorded.`,
    };
  }
  return null;
};

/**
 * Verifies one stream from its own rows alone, in order of version. Its end is vouched for by a checkpoint, not here.
 */
export const verifyStream = (stream: string, rows: readonly ChainRow[]): Verification => {
  let before: ChainRow | null = null;
  for (const row of rows) {
    if (row.stream !== stream) {
      return {
        ok: false,
        finding: 'out-of-order',
        stream,
        version: row.version,
        message: `An event of ${row.stream} lies among those of ${stream}.`,
      };
    }
    const fault = faultOf(row, before);
    if (fault !== null) return fault;
    before = row;
  }
  return { ok: true, events: rows.length, streams: rows.length === 0 ? 0 : 1, checkpoints: 0 };
};

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
