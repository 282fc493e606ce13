/**
 * The log over SQLite: one writer, one file, encrypted. Synchronous, for the store's writing thread; asEventLog gives
 * the port. Positions have no holes here, which is this adapter's own affair and lets verification find a row taken
 * out.
 */
import type { KeyObject } from 'node:crypto';
import type { JsonObject } from '#domain/json';
import { isDamaged, isDiskFull, moveWal, sqliteCode, type Db } from '../sqlite';
import type { StoreKeys } from '../store-keys';
import { verifyStream, type Broken } from './chain';
import { deskKeyId, introductionId, type Checkpoint, type DeskKey } from './checkpoint';
import { claimsTable } from './claims-table';
import { draftsTable, type DraftsTable } from './drafts-table';
import { effectsTable } from './effects-table';
import {
  BadRequest,
  clockGraceMs,
  type Append,
  type AppendRefusal,
  type AppendResult,
  type Effect,
  type EffectsFilter,
  type KeyName,
  type Leased,
  type LeaseRequest,
  type NewEffect,
  type StoredEvent,
  type StreamName,
  type Verification,
} from './event-log';
import { openLogFiles } from './log-file';
import { logEnd, type End } from './log-end';
import { logColumns, logReader, readRow, type LogReader, type LogRow } from './log-rows';
import { demandAppend, demandKey, demandTime } from './request';
import { Refusal, rowWriter, type Draft } from './row-writer';

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

export const openSqliteLog = (options: SqliteLogOptions): SqliteLog => {
  const { folder, keys, deskKey, finding } = options;
  const checkpointEvery = options.checkpointEvery ?? 1000;
  const { db, ring } = openLogFiles(folder, keys, finding !== undefined);

  const byId = db.prepare<[string], LogRow>(`SELECT ${logColumns} FROM events WHERE event_id = ?`);
  const versionOf = db
    .prepare<[string], number>('SELECT version FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1')
    .pluck();
  const rowsOfStream = db.prepare<[string], LogRow>(
    `SELECT ${logColumns} FROM events WHERE stream = ? ORDER BY version`,
  );
  const reader = logReader(db, ring);
  const ends = logEnd(db, ring, finding === undefined);
  const rows = rowWriter({ db, ring, deskKey, keepTree: ends.keepTree });
  const { lastCheckpoint } = ends;
  const effects = effectsTable(db);
  const claims = claimsTable(db);
  const drafts = draftsTable(db, ring, finding?.message ?? null);

  // What is known of the end of the log. This process holds the folder's lock, so only commits of its own move it.
  let { last, peaks, signedSize } = ends.read();

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
      const end = rows.streamEnd(stream);
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
      for (const event of events) end = rows.write(draft, stream, event, end);
    }
    const asked = draft.written.length;
    for (const effectId of request.cancels ?? []) effects.cancel(effectId);
    for (const effect of request.effects ?? []) {
      effects.add(effect);
      isFree(draft, effect);
    }
    const isDue = draft.last.position - draft.signedSize >= checkpointEvery;
    if (draft.written.length > 0 && (request.checkpoint === true || isDue)) rows.writeCheckpoint(draft);
    return { draft, asked };
  });

  const refused = (error: unknown): AppendRefusal => {
    if (error instanceof Refusal) return error.refusal;
    // A disk that failed may have kept more than it said: look, rather than remember.
    recent = [];
    commit(ends.read());
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
      return newest !== null && newest.size === last.position - 1
        ? unchanged(newest)
        : signAlone(at, rows.writeCheckpoint);
    },
    introduce: (publicKey, at) => {
      demandTime(at, 'at');
      if (byId.get(introductionId(deskKeyId(publicKey))) !== undefined) return unchanged(lastCheckpoint());
      return signAlone(at, (draft) => {
        // Nobody vouches before it may sign itself.
        if (byId.get(introductionId(deskKey.keyId)) === undefined) rows.writeCheckpoint(draft);
        return rows.sign(draft, publicKey);
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
