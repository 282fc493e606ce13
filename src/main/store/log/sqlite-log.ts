/**
 * The log over SQLite: one writer, one file, encrypted. Synchronous, for the store's writing thread; asEventLog gives
 * the port. Positions have no holes here, which is this adapter's own affair and lets verification find a row taken
 * out.
 */
import type { KeyObject } from 'node:crypto';
import type { JsonObject } from '#domain/json';
import { isDamaged, isDiskFull, moveWal, sqliteCode, type Db } from '../sqlite';
import type { StoreKeys } from '../store-keys';
import { genesisHash, rowHash, verifyStream, type Broken, type ChainRow } from './chain';
import {
  checkpointEvent,
  checkpointFrom,
  deskKeyId,
  introductionId,
  signCheckpoint,
  type Checkpoint,
  type DeskKey,
} from './checkpoint';
import { claimsTable } from './claims-table';
import { draftsTable, type DraftsTable } from './drafts-table';
import { effectsTable } from './effects-table';
import {
  BadRequest,
  checkpointStream,
  clockGraceMs,
  type Append,
  type AppendRefusal,
  type AppendResult,
  type Announcement,
  type Effect,
  type EffectsFilter,
  type EventLog,
  type KeyName,
  type Leased,
  type LeaseRequest,
  type LogHead,
  type NewEffect,
  type NewEvent,
  type StoredEvent,
  type StreamName,
  type Verification,
} from './event-log';
import { openLogFiles } from './log-file';
import { contentText, justWritten, logColumns, logReader, readRow, type LogReader, type LogRow } from './log-rows';
import { addEntry, noPeaks, packPeaks, rootOf, unpackPeaks, type Peaks } from './merkle';
import { demandAppend, demandKey, demandTime } from './request';

export type SqliteLogOptions = {
  readonly folder: string;
  readonly keys: StoreKeys;
  readonly deskKey: DeskKey;
  /** A checkpoint by itself as soon as so many rows are not under one. */
  readonly checkpointEvery?: number;
  /** Set when verification found something: the files are opened for reading, and every write is refused with it. */
  readonly finding?: Broken;
};

/** What an append did: the answer, and every event that it committed (a checkpoint of its own, too). */
export type Appended = {
  readonly result: AppendResult;
  readonly committed: readonly StoredEvent[];
  /** Kinds of effects that can be leased from a time on, as an announcement tells of them. */
  readonly free: Readonly<Record<string, string>>;
};

export type SqliteLog = LogReader & {
  readonly db: Db;
  append(request: Append): Appended;
  /** Signs the whole log as it stands; when nothing came after the last checkpoint, that one. */
  checkpoint(at: string): Appended & { readonly checkpoint: Checkpoint | null };
  /** The same, and from here on another desk's key may sign, too. What is introduced already is not again. */
  introduce(publicKey: KeyObject, at: string): Appended & { readonly checkpoint: Checkpoint | null };
  /** The newest checkpoint; null before the first. */
  lastCheckpoint(): Checkpoint | null;
  /** What unique claims stand for: null for one that nobody holds. */
  holdersOf(names: readonly string[]): readonly (JsonObject | null)[];
  /** What people wrote and did not send; no part of the log. */
  readonly drafts: DraftsTable;
  destroyKey(key: KeyName): void;
  leaseEffect(request: LeaseRequest): Leased;
  effectsOf(filter: EffectsFilter): readonly Effect[];
  nextDue(kinds?: readonly string[]): string | null;
  /** Whether one stream's rows follow from each other, from these rows alone. */
  verifyStream(stream: StreamName): Verification;
  /** When idle: moves the WAL into the file, so that no command has to wait for it. */
  tidy(): void;
  close(): void;
};

const diskFull = 'The disk that holds the log is full. Nothing was written; make room and try again.';
const diskFails =
  'The disk that holds the log does not take it. Nothing was written; look after the disk, then try again.';

/** Events that a follower finds in memory. */
const maxRecent = 64;
const nothing = { committed: [], free: {} } as const;

/** Ends the transaction with a refusal as its answer. */
class Refusal extends Error {
  readonly refusal: AppendRefusal;
  constructor(refusal: AppendRefusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

type Last = { readonly position: number; readonly recordedAt: string | null };
type End = { last: Last; peaks: Peaks; signedSize: number };

export const openSqliteLog = (options: SqliteLogOptions): SqliteLog => {
  const { folder, keys, deskKey, finding } = options;
  const checkpointEvery = options.checkpointEvery ?? 1000;
  const { db, ring } = openLogFiles(folder, keys, finding !== undefined);

  const byId = db.prepare<[string], LogRow>(`SELECT ${logColumns} FROM events WHERE event_id = ?`);
  const streamEnd = db.prepare<[string], { version: number; hash: Buffer }>(
    'SELECT version, hash FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1',
  );
  const versionOf = db
    .prepare<[string], number>('SELECT version FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1')
    .pluck();
  const insert = db.prepare(`INSERT INTO events (${logColumns}) VALUES (${logColumns.replaceAll(/\w+/g, '@$&')})`);
  const hashesAfter = db
    .prepare<[number], Buffer>('SELECT hash FROM events WHERE position > ? ORDER BY position')
    .pluck();
  const lastRow = db.prepare<[], Last>(
    'SELECT position, recorded_at AS recordedAt FROM events ORDER BY position DESC LIMIT 1',
  );
  const lastOfCheckpoints = db.prepare<[string], LogRow>(
    `SELECT ${logColumns} FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1`,
  );
  const rowsOfStream = db.prepare<[string], LogRow>(
    `SELECT ${logColumns} FROM events WHERE stream = ? ORDER BY version`,
  );
  const keepTree = db.prepare('UPDATE tree SET size = ?, peaks = ? WHERE id = 1');
  const reader = logReader(db, ring);
  const effects = effectsTable(db);
  const claims = claimsTable(db);
  const drafts = draftsTable(db, ring, finding?.message ?? null);

  const lastCheckpoint = (): Checkpoint | null => {
    const row = lastOfCheckpoints.get(checkpointStream);
    return row === undefined ? null : checkpointFrom(readRow(row, ring));
  };

  const loadPeaks = (): Peaks => {
    const kept = db.prepare<[], { size: number; peaks: Buffer }>('SELECT size, peaks FROM tree').get();
    let loaded = (kept && unpackPeaks(kept.size, kept.peaks)) ?? noPeaks;
    for (const hash of hashesAfter.iterate(loaded.size)) loaded = addEntry(loaded, hash);
    return loaded;
  };

  const endOfLog = (): End => ({
    last: lastRow.get() ?? { position: 0, recordedAt: null },
    peaks: finding === undefined ? loadPeaks() : noPeaks,
    signedSize: lastCheckpoint()?.size ?? 0,
  });

  // What is known of the end of the log. This process holds the folder's lock, so only commits of its own move it.
  let { last, peaks, signedSize } = endOfLog();

  /** Everything one transaction adds, so that a rollback leaves what is known of the end as it was. */
  type Draft = End & {
    readonly recordedAt: string;
    readonly occurredAt: string;
    readonly written: StoredEvent[];
    readonly free: Record<string, string>;
  };

  const write = (
    draft: Draft,
    stream: StreamName,
    event: NewEvent,
    before: { readonly version: number; readonly hash: Buffer } | null,
  ): { version: number; hash: Buffer } => {
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

  let isIntroduced = false;
  const sign = (draft: Draft, introduces?: KeyObject): Checkpoint => {
    const checkpoint = signCheckpoint(deskKey, draft.peaks.size, rootOf(draft.peaks), introduces);
    keepTree.run(draft.peaks.size, packPeaks(draft.peaks));
    write(draft, checkpointStream, checkpointEvent(checkpoint), streamEnd.get(checkpointStream) ?? null);
    draft.signedSize = checkpoint.size;
    return checkpoint;
  };

  /** This desk's first one introduces its key, unless another desk did. */
  const writeCheckpoint = (draft: Draft): Checkpoint => {
    // Looked up before anything is written, so what a rollback takes away is never remembered.
    isIntroduced ||= byId.get(introductionId(deskKey.keyId)) !== undefined;
    return sign(draft, isIntroduced ? undefined : deskKey.publicKey);
  };

  /** The time to record: `at`, or the last recorded one when a command that read the clock later was faster. */
  const recordedTime = (at: string): string => {
    const { recordedAt } = last;
    if (recordedAt === null || at >= recordedAt) return at;
    if (Date.parse(recordedAt) - Date.parse(at) > clockGraceMs)
      throw new Refusal({ ok: false, reason: 'clock-behind', last: recordedAt, at });
    return recordedAt;
  };

  const draftAt = (at: string): Draft => ({
    last,
    peaks,
    signedSize,
    recordedAt: recordedTime(at),
    occurredAt: at,
    written: [],
    free: {},
  });

  /** What was committed last, as it is read: whoever follows the log reads it at once, and need not open it again. */
  let recent: readonly StoredEvent[] = [];

  const commit = (end: End, written: readonly StoredEvent[] = []): void => {
    recent =
      written.length >= maxRecent
        ? written.slice(-maxRecent)
        : [...recent.slice(written.length - maxRecent), ...written];
    ({ last, peaks, signedSize } = end);
  };

  const firstResult = (request: Append): Appended | null => {
    const asked = request.streams.flatMap((each) => each.events.map((event) => ({ stream: each.stream, event })));
    const found = asked.map(({ event }) => byId.get(event.eventId));
    if (found.every((row) => row === undefined)) return null;
    const events = asked.map(({ stream, event }, i) => {
      const row = found[i];
      if (row === undefined)
        throw new BadRequest(
          'eventId',
          'some of these events are recorded and others are not: the ids of two requests were mixed',
        );
      if (row.stream !== stream || row.type !== event.type)
        throw new BadRequest('eventId', `${event.eventId} is the id of another event`);
      return readRow(row, ring);
    });
    return { result: { ok: true, events, repeated: true }, committed: [], free: {} };
  };

  const isFree = ({ free }: Draft, { kind, dueAt }: Pick<NewEffect, 'kind' | 'dueAt'>): void => {
    if (!Object.hasOwn(free, kind) || dueAt < free[kind]!) free[kind] = dueAt;
  };

  const appendOnce = db.transaction((request: Append): { readonly draft: Draft; readonly asked: number } => {
    const draft = draftAt(request.at);
    for (const { stream, expectedVersion } of request.guards ?? []) {
      const actual = versionOf.get(stream) ?? 0;
      if (expectedVersion !== actual)
        throw new Refusal({ ok: false, reason: 'conflict', stream, expected: expectedVersion, actual });
    }
    const ends = request.streams.map(({ stream, expectedVersion }) => {
      const end = streamEnd.get(stream) ?? null;
      const actual = end?.version ?? 0;
      if (expectedVersion !== undefined && expectedVersion !== actual)
        throw new Refusal({ ok: false, reason: 'conflict', stream, expected: expectedVersion, actual });
      return end;
    });
    for (const settle of request.settles ?? []) {
      const settled = effects.settle(settle, draft.recordedAt);
      if (settled === null) throw new Refusal({ ok: false, reason: 'lease-lost', effectId: settle.effectId });
      if (settle.state === 'waiting' && settle.keepLease !== true) isFree(draft, settled);
    }
    for (const claim of request.claims ?? []) {
      const refusal = claims.take(claim);
      if (refusal !== null) throw new Refusal(refusal);
    }
    for (const [i, { stream, events }] of request.streams.entries()) {
      let end = ends[i] ?? null;
      for (const event of events) end = write(draft, stream, event, end);
    }
    const asked = draft.written.length;
    for (const effectId of request.cancels ?? []) effects.cancel(effectId);
    for (const effect of request.effects ?? []) {
      effects.add(effect);
      isFree(draft, effect);
    }
    const isDue = draft.last.position - draft.signedSize >= checkpointEvery;
    if (draft.written.length > 0 && (request.checkpoint === true || isDue)) writeCheckpoint(draft);
    return { draft, asked };
  });

  const refused = (error: unknown): AppendRefusal => {
    if (error instanceof Refusal) return error.refusal;
    // A disk that failed may have kept more than it said: look, rather than remember.
    recent = [];
    commit(endOfLog());
    if (isDiskFull(error)) return { ok: false, reason: 'read-only', why: diskFull };
    if (isDamaged(error) || sqliteCode(error)?.startsWith('SQLITE_READONLY') === true)
      return { ok: false, reason: 'read-only', why: diskFails };
    throw error;
  };

  const readOnly: AppendRefusal | null =
    finding === undefined ? null : { ok: false, reason: 'read-only', why: finding.message };
  const demandWritable = (): void => {
    if (finding !== undefined) throw new Error(`The log is read-only: ${finding.message}`);
  };

  type Signed = Appended & { readonly checkpoint: Checkpoint | null };
  const unchanged = (newest: Checkpoint | null): Signed => ({
    result: { ok: true, events: [], repeated: true },
    ...nothing,
    checkpoint: newest,
  });

  const signAlone = (at: string, signIn: (draft: Draft) => Checkpoint): Signed => {
    if (readOnly !== null) return { result: readOnly, ...nothing, checkpoint: null };
    try {
      const { draft, checkpoint } = db
        .transaction(() => {
          const begun = draftAt(at);
          return { draft: begun, checkpoint: signIn(begun) };
        })
        .immediate();
      commit(draft, draft.written);
      return {
        result: { ok: true, events: draft.written, repeated: false },
        committed: draft.written,
        free: {},
        checkpoint,
      };
    } catch (error) {
      return { result: refused(error), ...nothing, checkpoint: null };
    }
  };

  return {
    db,
    drafts,
    append: (request) => {
      demandAppend(request);
      const repeat = firstResult(request);
      if (repeat !== null) return repeat;
      if (readOnly !== null) return { result: readOnly, ...nothing };
      try {
        const { draft, asked } = appendOnce.immediate(request);
        commit(draft, draft.written);
        return {
          result: { ok: true, events: draft.written.slice(0, asked), repeated: false },
          committed: draft.written,
          free: draft.free,
        };
      } catch (error) {
        return { result: refused(error), ...nothing };
      }
    },
    checkpoint: (at) => {
      demandTime(at, 'at');
      const newest = lastCheckpoint();
      return newest !== null && newest.size === last.position - 1 ? unchanged(newest) : signAlone(at, writeCheckpoint);
    },
    introduce: (publicKey, at) => {
      demandTime(at, 'at');
      if (byId.get(introductionId(deskKeyId(publicKey))) !== undefined) return unchanged(lastCheckpoint());
      return signAlone(at, (draft) => {
        // Nobody vouches before it may sign itself.
        if (byId.get(introductionId(deskKey.keyId)) === undefined) writeCheckpoint(draft);
        return sign(draft, publicKey);
      });
    },
    lastCheckpoint,
    readAfter: (position, limit) => {
      const first = recent[0];
      return first !== undefined && position >= first.position - 1
        ? recent.slice(position - first.position + 1, position - first.position + 1 + Math.max(0, limit))
        : reader.readAfter(position, limit);
    },
    readStream: (stream, afterVersion) => reader.readStream(stream, afterVersion),
    head: () => ({ position: last.position, lastAt: last.recordedAt }),
    holdersOf: (names) => names.map(claims.holder),
    destroyKey: (key) => {
      demandKey(key, 'key');
      demandWritable();
      recent = [];
      ring.destroy(key);
      drafts.forget(key);
    },
    destroyedSince: (turn) => ring.destroyedSince(turn),
    leaseEffect: (request) => {
      demandTime(request.at, 'at');
      return finding === undefined ? effects.lease(request) : { effect: null, nextAt: null };
    },
    effectsOf: (filter) => effects.list(filter),
    nextDue: (kinds) => (finding === undefined ? effects.nextDue(kinds) : null),
    verifyStream: (stream) => verifyStream(stream, rowsOfStream.all(stream)),
    tidy: () => {
      if (finding === undefined) moveWal(db);
    },
    close: () => {
      db.close();
      ring.close();
    },
  };
};

/** What a commit tells; null when nobody has to know. */
export const announcementOf = ({ committed, free }: Appended, head: LogHead): Announcement | null =>
  committed.length === 0 && Object.keys(free).length === 0
    ? null
    : { ...head, streams: [...new Set(committed.map((event) => event.stream))], free };

/** The port over the synchronous log, in this thread: for tests, and for tools that open a folder by themselves. */
export const asEventLog = (log: SqliteLog): EventLog => {
  const listeners = new Set<(announced: Announcement) => void>();
  return {
    append: async (request) => {
      const appended = log.append(request);
      const { result } = appended;
      const announced = announcementOf(appended, log.head());
      if (announced !== null) for (const listener of listeners) listener(announced);
      return result;
    },
    readAfter: async (position, limit) => log.readAfter(position, limit),
    readStream: async (stream, afterVersion) => log.readStream(stream, afterVersion),
    holdersOf: async (names) => log.holdersOf(names),
    head: async () => log.head(),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    destroyKey: async (key) => {
      log.destroyKey(key);
      for (const listener of listeners) listener({ ...log.head(), streams: [], free: {}, erased: true });
    },
    destroyedSince: async (turn) => log.destroyedSince(turn),
    leaseEffect: async (request) => log.leaseEffect(request),
    effectsOf: async (filter) => log.effectsOf(filter),
    nextDue: async (kinds) => log.nextDue(kinds),
    close: async () => log.close(),
  };
};
