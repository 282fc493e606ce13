/** The rows that one transaction adds: sealed, chained, under the tree, and signed where a checkpoint is due. */
import type { KeyObject } from 'node:crypto';
import type { Db } from '../sqlite';
import { genesisHash, rowHash, type ChainRow } from './chain';
import { checkpointEvent, introductionId, signCheckpoint, type Checkpoint, type DeskKey } from './checkpoint';
import { checkpointStream, type AppendRefusal, type NewEvent, type StoredEvent, type StreamName } from './event-log';
import type { End } from './log-end';
import { contentText, justWritten, logColumns, type LogRow } from './log-rows';
import { addEntry, rootOf, type Peaks } from './merkle';
import type { KeyRing } from './seal';

/** Ends the transaction with a refusal as its answer. */
export class Refusal extends Error {
  readonly refusal: AppendRefusal;
  constructor(refusal: AppendRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/** Everything one transaction adds, so that a rollback leaves what is known of the end as it was. */
export type Draft = End & {
  readonly recordedAt: string;
  readonly occurredAt: string;
  readonly written: StoredEvent[];
  readonly free: Record<string, string>;
};

/** Where a stream ends. */
export type StreamEnd = { readonly version: number; readonly hash: Buffer };

/** The statements that write rows; they expect to be inside the caller's transaction. */
export const rowWriter = (log: {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly deskKey: DeskKey;
  readonly keepTree: (peaks: Peaks) => void;
}) => {
  const { db, ring, deskKey } = log;
  const findEnd = db.prepare<[string], StreamEnd>(
    'SELECT version, hash FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1',
  );
  const hasEvent = db.prepare<[string]>('SELECT 1 FROM events WHERE event_id = ?');
  const insert = db.prepare(`INSERT INTO events (${logColumns}) VALUES (${logColumns.replaceAll(/\w+/g, '@$&')})`);
  const streamEnd = (stream: StreamName): StreamEnd | null => findEnd.get(stream) ?? null;

  const write = (draft: Draft, stream: StreamName, event: NewEvent, before: StreamEnd | null): StreamEnd => {
    const version = (before?.version ?? 0) + 1;
    const place = { stream, eventId: event.eventId };
    const personalText =
      event.personal === undefined ? null : contentText(event.personal.content, `${event.eventId}.personal.content`);
    const sealed = event.personal === undefined ? null : ring.seal(event.personal.key, place, personalText!);
    if (sealed === 'erased') throw new Refusal({ ok: false, reason: 'erased', key: event.personal!.key });
    const row: Omit<ChainRow, 'hash' | 'prev_hash' | 'sealed'> & {
      readonly sealed: Buffer | null;
      readonly prev_hash: Buffer;
    } = {
      stream,
      version,
      event_id: event.eventId,
      type: event.type,
      schema: event.schema,
      occurred_at: draft.occurredAt,
      recorded_at: draft.recordedAt,
      actor: event.actor,
      desk: deskKey.keyId,
      data: contentText(event.data, `${event.eventId}.data`),
      sealed,
      key_id: event.personal?.key ?? null,
      signature: event.signature === undefined ? null : contentText(event.signature, `${event.eventId}.signature`),
      prev_hash: before?.hash ?? genesisHash(stream),
    };
    const full: LogRow = { ...row, position: draft.last.position + 1, hash: rowHash(row) };
    insert.run(full);
    draft.last = { position: full.position, recordedAt: draft.recordedAt };
    draft.peaks = addEntry(draft.peaks, full.hash);
    draft.written.push(justWritten(full, personalText));
    return { version, hash: full.hash };
  };

  const sign = (draft: Draft, introduces?: KeyObject): Checkpoint => {
    const checkpoint = signCheckpoint(deskKey, draft.peaks.size, rootOf(draft.peaks), introduces);
    log.keepTree(draft.peaks);
    write(draft, checkpointStream, checkpointEvent(checkpoint), streamEnd(checkpointStream));
    draft.signedSize = checkpoint.size;
    return checkpoint;
  };

  let isIntroduced = false;
  return {
    streamEnd,
    write,
    sign,
    /** This desk's first one introduces its key, unless another desk did. */
    writeCheckpoint: (draft: Draft): Checkpoint => {
      // Looked up before anything is written, so what a rollback takes away is never remembered.
      isIntroduced ||= hasEvent.get(introductionId(deskKey.keyId)) !== undefined;
      return sign(draft, isIntroduced ? undefined : deskKey.publicKey);
    },
  };
};
