/** Whether the log is what was written. At open: the last checkpoint and all that follows it. In full: every row. */
import type { KeyObject } from 'node:crypto';
import type { JsonObject } from '#domain/json';
import type { Db } from '../sqlite';
import { faultOf, type Broken } from './chain';
import { checkpointEvent, checkpointFrom, type Checkpoint } from './checkpoint';
import { checkpointStream, introductionPrefix, type NewEvent, type Verification } from './event-log';
import { logColumns, type LogRow } from './log-rows';
import { addEntry, noPeaks, rootOf, unpackPeaks, type Peaks } from './merkle';
import { createSigners, type Signers } from './signers';

const broken = (
  finding: Broken['finding'],
  row: { readonly stream: string; readonly version: number } | null,
  message: string,
): Broken => ({ ok: false, finding, stream: row?.stream ?? null, version: row?.version ?? null, message });

const gap = (row: LogRow, expected: number): Broken =>
  row.position > expected
    ? broken(
        'missing',
        row,
        `Before event ${row.version} of ${row.stream}, something was taken out of the log (place ${expected}).`,
      )
    : broken(
        'out-of-order',
        row,
        `Event ${row.version} of ${row.stream} stands at place ${row.position} instead of ${expected}.`,
      );

const checkpointOf = (row: LogRow): Checkpoint | null => {
  try {
    return checkpointFrom({
      type: row.type,
      data: JSON.parse(row.data) as JsonObject,
      ...(row.signature !== null && { signature: JSON.parse(row.signature) as NonNullable<NewEvent['signature']> }),
    });
  } catch {
    return null;
  }
};

/** What is wrong with who signed a checkpoint's row, given the keys that could sign there. */
const signerFault = (row: LogRow, checkpoint: Checkpoint | null, signers: Signers): Broken | null => {
  if (checkpoint === null || checkpointEvent(checkpoint).eventId !== row.event_id)
    return broken('checkpoint', row, `Event ${row.version} of ${row.stream} is no checkpoint.`);
  const against = signers.admit(checkpoint);
  return against === null ? null : broken('checkpoint', row, against);
};

/** What is wrong with a checkpoint's row, given the tree over all rows before it and the keys that could sign there. */
const checkpointFault = (row: LogRow, peaks: Peaks, signers: Signers): Broken | null => {
  const checkpoint = checkpointOf(row);
  const fault = signerFault(row, checkpoint, signers);
  if (checkpoint === null || fault !== null) return fault;
  if (checkpoint.size !== peaks.size)
    return broken('checkpoint', row, `The checkpoint over ${checkpoint.size} events stands after ${peaks.size}.`);
  if (checkpoint.root !== rootOf(peaks).toString('hex'))
    return broken('checkpoint', row, `The first ${checkpoint.size} events are not those that were signed.`);
  return null;
};

const keptPeaks = (db: Db): Peaks | null => {
  const kept = db.prepare<[], { size: number; peaks: Buffer }>('SELECT size, peaks FROM tree').get();
  return kept === undefined ? null : unpackPeaks(kept.size, kept.peaks);
};

const treeChanged = 'What the log keeps of its last checkpoint is not what was signed.';

/** One view of the whole file: a log that grows while it is read must not look like one that was tampered with. */
const atOneMoment = <T>(db: Db, work: () => T): T => db.transaction(work).deferred();

/**
 * Checks the last checkpoint, the introductions that its signer rests on, and every row after it. Null when they fit;
 * what lies before takes verifyLog. `trusted` are the keys that may introduce themselves.
 */
export const verifyTail = (db: Db, trusted: readonly KeyObject[]): Broken | null =>
  atOneMoment(db, () => tailFault(db, trusted));

const tailFault = (db: Db, trusted: readonly KeyObject[]): Broken | null => {
  const signers = createSigners(trusted);
  const introductions = db.prepare<[string, string, string, number], LogRow>(
    `SELECT ${logColumns} FROM events WHERE event_id > ? AND event_id < ? AND stream = ? AND position < ?
     ORDER BY position`,
  );
  const before = db.prepare<[string, number], { version: number; hash: Buffer }>(
    'SELECT version, hash FROM events WHERE stream = ? AND version < ? ORDER BY version DESC LIMIT 1',
  );
  const signed = db
    .prepare<[string], LogRow>(`SELECT ${logColumns} FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1`)
    .get(checkpointStream);
  const peaks = keptPeaks(db);
  if (peaks === null || (signed === undefined && peaks.size > 0)) return broken('checkpoint', null, treeChanged);
  if (signed !== undefined) {
    for (const row of introductions.all(
      introductionPrefix,
      `${introductionPrefix}g`,
      checkpointStream,
      signed.position,
    )) {
      const fault = signerFault(row, checkpointOf(row), signers);
      if (fault !== null) return fault;
    }
    const fault = checkpointFault(signed, peaks, signers);
    if (fault !== null) return fault;
    if (signed.position !== peaks.size + 1) return gap(signed, peaks.size + 1);
  }
  let expected = peaks.size + 1;
  for (const row of db
    .prepare<[number], LogRow>(`SELECT ${logColumns} FROM events WHERE position > ? ORDER BY position`)
    .iterate(peaks.size)) {
    if (row.position !== expected) return gap(row, expected);
    const fault = faultOf(row, before.get(row.stream, row.version) ?? null);
    if (fault !== null) return fault;
    expected += 1;
  }
  return null;
};

/**
 * The last hash of every stream, in few large buffers: a log has a million streams, and objects for each would not do.
 */
const streamEnds = () => {
  const perChunk = 65_536;
  const index = new Map<string, number>();
  const versions: number[] = [];
  const chunks: Buffer[] = [];
  return {
    get: (stream: string): { readonly version: number; readonly hash: Uint8Array } | null => {
      const at = index.get(stream);
      if (at === undefined) return null;
      const start = (at % perChunk) * 32;
      return { version: versions[at]!, hash: chunks[Math.floor(at / perChunk)]!.subarray(start, start + 32) };
    },
    set: (stream: string, version: number, hash: Buffer): void => {
      let at = index.get(stream);
      if (at === undefined) {
        at = index.size;
        index.set(stream, at);
        if (at % perChunk === 0) chunks.push(Buffer.allocUnsafeSlow(perChunk * 32));
      }
      versions[at] = version;
      hash.copy(chunks[Math.floor(at / perChunk)]!, (at % perChunk) * 32);
    },
    count: (): number => index.size,
  };
};

export type VerifyOptions = {
  /** Checkpoints that were kept outside: they find a missing tail, too. */
  readonly outside?: readonly Checkpoint[];
  readonly onProgress?: (events: number) => void;
};
const progressEvery = 20_000;

const outsideFault = (outside: readonly Checkpoint[], peaks: Peaks, signers: Signers): Broken | null => {
  for (const each of outside) {
    if (each.size !== peaks.size) continue;
    if (!signers.vouchesFor(each))
      return broken(
        'checkpoint',
        null,
        `The checkpoint from outside over ${each.size} events is not signed by a desk that could sign there.`,
      );
    if (each.root !== rootOf(peaks).toString('hex'))
      return broken('checkpoint', null, `The first ${each.size} events are not those of the checkpoint from outside.`);
  }
  return null;
};

/**
 * Goes through every row: chains, order, holes, and the root and the signer of every checkpoint. Long: give it a thread
 * of its own.
 */
export const verifyLog = (db: Db, trusted: readonly KeyObject[], options: VerifyOptions = {}): Verification =>
  atOneMoment(db, () => everyRow(db, trusted, options));

const everyRow = (db: Db, trusted: readonly KeyObject[], options: VerifyOptions): Verification => {
  const signers = createSigners(trusted);
  const outside = options.outside ?? [];
  const ends = streamEnds();
  let peaks = noPeaks;
  let signedSize = 0;
  let checkpoints = 0;
  const early = outsideFault(outside, peaks, signers);
  if (early !== null) return early;
  for (const row of db.prepare<[], LogRow>(`SELECT ${logColumns} FROM events ORDER BY position`).iterate()) {
    if (row.position !== peaks.size + 1) return gap(row, peaks.size + 1);
    const fault =
      faultOf(row, ends.get(row.stream)) ??
      (row.stream === checkpointStream ? checkpointFault(row, peaks, signers) : null);
    if (fault !== null) return fault;
    if (row.stream === checkpointStream) {
      signedSize = peaks.size;
      checkpoints += 1;
    }
    ends.set(row.stream, row.version, row.hash);
    peaks = addEntry(peaks, row.hash);
    const other = outsideFault(outside, peaks, signers);
    if (other !== null) return other;
    if (peaks.size % progressEvery === 0) options.onProgress?.(peaks.size);
  }
  const beyond = outside.find((each) => each.size > peaks.size);
  if (beyond !== undefined)
    return broken(
      'missing',
      null,
      `The checkpoint from outside covers ${beyond.size} events; the log has ${peaks.size}.`,
    );
  if (keptPeaks(db)?.size !== signedSize) return broken('checkpoint', null, treeChanged);
  return { ok: true, events: peaks.size, streams: ends.count(), checkpoints };
};
