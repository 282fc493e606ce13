/** The writing thread: opens the folder, answers main, and keeps the cache beside the log. */
import { setTimeout as wait } from 'node:timers/promises';
import { announcementOf } from './log/as-event-log';
import { deskKeyFrom, type Checkpoint } from './log/checkpoint';
import { hasLog, openLogToRead, refuseWithoutKeys } from './log/log-file';
import { openSqliteLog, type Appended, type SqliteLog } from './log/sqlite-log';
import { verifyTail } from './log/verify';
import type { Announcement, FollowedLog, Verification } from './log/event-log';
import type { AnswerOf, AskOf, Finding, FromStore, StoreOp, StoreOpening, StoreStatus, VerifyState } from './protocol';
import { keepCache, type CacheKeeper } from './cache/keep';
import type { StoreRegistry } from './cache/registry';
import { forgetFinding, recallFinding, rememberFinding } from './finding';
import { lockFolder, prepareFolder } from './folder';
import { deriveStoreKeys } from './store-keys';
import { inWorker } from './workers';

export type Service = {
  ask(op: StoreOp, request: unknown): unknown;
  close(): Promise<void>;
};

type Handlers = { readonly [O in StoreOp]: (request: AskOf<O>) => AnswerOf<O> | Promise<AnswerOf<O>> };

/** The WAL is moved into the file after so long a pause, or when this many events came without one. */
const idleLimitMs = 250;
const maxUntidy = 20_000;
/**
 * A log of so many events is gone through only when the window stands: the end of it was checked before it was opened.
 */
const manyEvents = 20_000;
const verifyLaterMs = 3_000;

/** Opens the folder. Throws StoreRefused, or TypeError for an opening that is malformed. */
export const openService = (start: {
  readonly opening: StoreOpening;
  readonly registry: StoreRegistry;
  readonly entry: string;
  readonly post: (message: FromStore) => void;
}): Service => {
  const { opening, registry, entry, post } = start;
  const keys = deriveStoreKeys(opening.wrapKey);
  const deskKey = deskKeyFrom(opening.deskSigningKey);
  const trusted = [deskKey.publicKey];
  opening.wrapKey.fill(0);
  opening.deskSigningKey.fill(0);
  const folder = prepareFolder(opening.folder);
  refuseWithoutKeys(folder);
  const lock = lockFolder(folder);

  const tailFinding = (): Finding | null => {
    if (!hasLog(folder)) return null;
    const db = openLogToRead(folder, keys.log);
    try {
      return verifyTail(db, trusted);
    } finally {
      db.close();
    }
  };

  const openLog = (found: Finding | null): SqliteLog =>
    openSqliteLog({
      folder,
      keys,
      deskKey,
      ...(opening.checkpointEvery !== undefined && { checkpointEvery: opening.checkpointEvery }),
      ...(found !== null && { finding: found }),
    });

  // One that was found in full stays, until all of the log was gone through again and found whole.
  let finding = recallFinding(folder) ?? tailFinding();
  let log = openLog(finding);
  let verification: VerifyState = { state: 'running', events: 0, total: log.head().position };
  let idle: ReturnType<typeof setTimeout> | undefined;
  let untidy = 0;
  let isClosed = false;
  const closing = new AbortController();
  const verifying = new Set<{ readonly stop: () => Promise<unknown> }>();
  let cacheKeeper: CacheKeeper | null = null;
  let isBegun = false;

  const tellStatus = (): void => {
    // The cache tells of itself while it is still being opened.
    if (cacheKeeper === null || !isBegun) return;
    const cache = cacheKeeper.state();
    const status: StoreStatus =
      finding === null ? { state: 'ready', cache, verification } : { state: 'read-only', finding, cache };
    post({ kind: 'status', status });
  };

  const tidy = (): void => {
    untidy = 0;
    log.tidy();
    cacheKeeper?.tidy();
  };

  const tidyWhenIdle = (events: number): void => {
    untidy += events;
    if (untidy >= maxUntidy) tidy();
    if (idle !== undefined) idle.refresh();
    else idle = setTimeout(tidy, idleLimitMs).unref();
  };

  const reopen = (found: Finding | null): void => {
    finding = found;
    log.close();
    log = openLog(found);
    tellStatus();
  };

  /** What a verification of the whole log means for the desk. */
  const conclude = (found: Verification): void => {
    if (!found.ok) {
      if (finding === null) reopen(found);
      rememberFinding(folder, found);
    } else if (finding !== null && tailFinding() === null) {
      forgetFinding(folder);
      reopen(null);
    }
  };

  /** The log as its followers know it, whichever file stands behind it: it is opened anew when something is found. */
  const followers = new Set<(announced: Announcement) => void>();
  const followed: FollowedLog = {
    readAfter: async (position, limit) => log.readAfter(position, limit),
    readStream: async (stream, afterVersion) => log.readStream(stream, afterVersion),
    head: async () => log.head(),
    destroyedSince: async (turn) => log.destroyedSince(turn),
    subscribe: (listener) => {
      followers.add(listener);
      return () => void followers.delete(listener);
    },
  };
  const tellFollowers = async (announced: Announcement): Promise<void> => {
    for (const tell of followers) tell(announced);
    await cacheKeeper?.followed();
  };

  /** Nobody is told, and no caller gets an answer, before the cache shows it: one reads what one wrote. */
  const announce = async (appended: Appended): Promise<void> => {
    const changed = announcementOf(appended, log.head());
    if (changed === null) return;
    await tellFollowers(changed);
    post({ kind: 'changed', changed });
    tidyWhenIdle(appended.committed.length);
  };

  const verify = async (outside: readonly Checkpoint[], onProgress?: (done: number) => void): Promise<Verification> => {
    const work = inWorker<Verification>(
      entry,
      {
        role: 'verify',
        folder,
        logKey: keys.log,
        trusted: trusted.map((key) => key.export({ type: 'spki', format: 'der' })),
        outside,
      },
      onProgress,
    );
    verifying.add(work);
    const found = await work.result.finally(() => verifying.delete(work));
    // A checkpoint from outside that doesn't fit may mean a restored backup: that is for people to judge.
    if (outside.length === 0 && !isClosed) conclude(found);
    return found;
  };

  const verifyAtStart = async (keeper: CacheKeeper): Promise<void> => {
    // One after the other: side by side they would need the memory of both, and two cores.
    await keeper.built();
    if (isClosed) return;
    if (log.head().position > manyEvents) await wait(verifyLaterMs, undefined, { signal: closing.signal });
    const total = log.head().position;
    await verify([], (events) => {
      verification = { state: 'running', events, total };
      tellStatus();
    });
    verification = { state: 'done' };
    tellStatus();
  };

  const handlers: Handlers = {
    append: async (request) => {
      const appended = log.append(request);
      await announce(appended);
      return appended.result;
    },
    checkpoint: async ({ at }) => {
      const appended = log.checkpoint(at);
      await announce(appended);
      return appended.checkpoint;
    },
    lastCheckpoint: () => log.lastCheckpoint(),
    readAfter: ({ position, limit }) => log.readAfter(position, limit),
    readStreams: ({ asked }) => asked.map(({ stream, afterVersion }) => log.readStream(stream, afterVersion)),
    holdersOf: ({ names }) => log.holdersOf(names),
    head: () => log.head(),
    destroyedSince: ({ turn }) => log.destroyedSince(turn),
    destroyKey: async ({ key }) => {
      log.destroyKey(key);
      await tellFollowers({ ...log.head(), streams: [], free: {}, erased: true });
      return null;
    },
    keepDraft: (request) => {
      const kept = log.drafts.keep(request);
      tidyWhenIdle(1);
      return kept;
    },
    findDraft: (place) => log.drafts.find(place),
    dropDraft: (place) => {
      log.drafts.drop(place);
      tidyWhenIdle(1);
      return null;
    },
    leaseEffect: (request) => log.leaseEffect(request),
    effectsOf: (filter) => log.effectsOf(filter),
    nextDue: ({ kinds }) => log.nextDue(kinds),
    verifyStream: ({ stream }) => log.verifyStream(stream),
    verify: ({ outside }) => verify(outside),
    query: ({ name, params }) => cacheKeeper!.query(name, params),
    close: async () => {
      await close();
      return null;
    },
  };

  const close = async (): Promise<void> => {
    isClosed = true;
    closing.abort();
    clearTimeout(idle);
    // The writer goes last: only it can move the WAL into the file.
    await Promise.all([...verifying].map((work) => work.stop()));
    await cacheKeeper?.close();
    log.close();
    lock.release();
  };

  const keeper = keepCache({
    folder,
    keys,
    deskKeyId: deskKey.keyId,
    registry,
    entry,
    log: followed,
    onState: tellStatus,
  });
  cacheKeeper = keeper;
  void keeper.followed().then(() => {
    if (isClosed) return;
    isBegun = true;
    tellStatus();
    // Whoever missed an announcement when the process before this one died reads on from here.
    post({ kind: 'changed', changed: { ...log.head(), streams: null, free: null } });
  });
  void verifyAtStart(keeper).catch((error: unknown) => {
    if (isClosed) return;
    verification = { state: 'failed', why: error instanceof Error ? error.message : 'the thread ended' };
    tellStatus();
  });
  return { ask: (op, request) => (handlers[op] as (request: unknown) => unknown)(request), close };
};
