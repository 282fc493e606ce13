/**
 * The cache beside the log, in the writing thread: it follows the log through its port as anybody would, is asked, and
 * when it is damaged or outgrown, built anew.
 */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { FollowedLog } from '../log/event-log';
import type { CacheState } from '../protocol';
import { isDamaged, isDiskFull, moveWal, type Db } from '../sqlite';
import type { StoreKeys } from '../store-keys';
import { inWorker } from '../workers';
import { cacheFile, cacheFingerprint, openCache, rebuildFile, removeCache, type CachePlace } from './open';
import { cacheWriter, rebuildCache, type CacheWriter } from './project';
import { readerThread, type ReaderThread } from './reader-thread';
import type { StoreRegistry } from './registry';

/** Events that are projected in the writing thread at a start; more are a worker's. */
const maxInline = 5000;
const maxRebuilds = 3;
const fullAgainMs = 30_000;

export type CacheKeeper = {
  /** Settles when it shows, and has forgotten, all that the log had announced by now. */
  followed(): Promise<void>;
  /** Settles when nothing is being built: the cache is whole, or can't be. */
  built(): Promise<void>;
  /** Waits for a cache that is being built; rejects when it can't be. */
  query(name: string, params: unknown): Promise<unknown>;
  state(): CacheState;
  tidy(): void;
  close(): Promise<void>;
};

type Waiting = {
  readonly name: string;
  readonly params: unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
};

export const keepCache = (start: {
  readonly folder: string;
  readonly keys: StoreKeys;
  readonly deskKeyId: string;
  readonly registry: StoreRegistry;
  readonly entry: string;
  readonly log: FollowedLog;
  readonly onState: () => void;
}): CacheKeeper => {
  const { folder, keys, registry, entry, log } = start;
  const { projections } = registry;
  const fingerprint = cacheFingerprint(projections, start.deskKeyId);
  let state: CacheState = { state: 'rebuilding', done: 0, total: 0 };
  let kept: { readonly db: Db; readonly writer: CacheWriter } | null = null;
  let reader: ReaderThread | null = null;
  let stopWork: (() => Promise<unknown>) | null = null;
  let again: ReturnType<typeof setTimeout> | undefined;
  let rebuilds = 0;
  let isClosed = false;
  let building: Promise<void> = Promise.resolve();
  let waiting: Waiting[] = [];

  const setState = (next: CacheState): void => {
    state = next;
    start.onState();
  };

  const fail = (error: unknown): void => {
    const why = isDiskFull(error) ? 'The disk is full.' : error instanceof Error ? error.message : 'the cache failed';
    const isNew = state.state !== 'failed' || state.why !== why;
    // Once, not with every event that comes after it.
    if (isNew) console.error('the cache can’t follow the log:', error);
    if (isNew) setState({ state: 'failed', why });
    for (const each of waiting) each.reject(new Error(`The cache can't be read: ${why}`));
    waiting = [];
  };

  /** Does something with the cache; what goes wrong is the cache's affair, never that of the append behind it. */
  const guarded = async (work: () => Promise<void>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (error) {
      if (isDamaged(error)) rebuild();
      else fail(error);
      return false;
    }
  };

  const send = (each: Waiting): void => {
    if (reader === null) waiting.push(each);
    else reader.ask(each.name, each.params, each);
  };

  const begin = (): void => {
    reader = readerThread(entry, { role: 'reader', folder, cacheKey: keys.cache }, (unanswered) => {
      waiting.push(...unanswered);
      rebuild();
    });
    const now = waiting;
    waiting = [];
    for (const each of now) send(each);
  };

  /**
   * Forgets whoever was erased since, at this desk or another one: asked at a start and at every commit, for an
   * announcement may be missed. False where the cache has to be built anew for it.
   */
  const forgetErased = async ({ db, writer }: NonNullable<typeof kept>): Promise<boolean> => {
    const { turn, names } = await log.destroyedSince(writer.place().turn);
    if (names.length === 0) return true;
    if (!writer.forget(names, turn)) return false;
    // The WAL still holds the pages as they were.
    db.pragma('wal_checkpoint(TRUNCATE)');
    return true;
  };

  const use = async (opened: { readonly db: Db; readonly place: CachePlace }): Promise<void> => {
    const writer = cacheWriter(opened.db, projections, opened.place);
    const using = { db: opened.db, writer };
    kept = using;
    const isWhole = await guarded(async () => {
      await writer.catchUp(log);
      if (!(await forgetErased(using))) rebuild();
    });
    if (!isWhole || kept?.writer !== writer || isClosed) return;
    begin();
    setState({ state: 'ready' });
  };

  const drop = async (): Promise<void> => {
    const [oldReader, oldDb] = [reader, kept?.db];
    kept = null;
    reader = null;
    // The writer goes last: only it can move the WAL into the file.
    if (oldReader !== null) waiting.push(...(await oldReader.stop()));
    oldDb?.close();
  };

  const install = async (): Promise<void> => {
    if (isClosed) return;
    removeCache(folder, cacheFile);
    renameSync(join(folder, rebuildFile), join(folder, cacheFile));
    const opened = openCache(folder, keys.cache, fingerprint);
    if (opened === null) throw new Error('the cache that was just built does not open');
    await use(opened);
  };

  const build = async (): Promise<void> => {
    await drop();
    if (isClosed) return;
    removeCache(folder, cacheFile);
    const total = (await log.head()).position;
    if (total <= maxInline) await rebuildCache({ folder, key: keys.cache, fingerprint, projections, log });
    else {
      const work = inWorker<null>(entry, { role: 'rebuild', folder, keys, fingerprint }, (done) =>
        setState({ state: 'rebuilding', done, total }),
      );
      stopWork = work.stop;
      await work.result;
      stopWork = null;
    }
    await install();
  };

  const rebuild = (): void => {
    if (isClosed) return;
    rebuilds += 1;
    if (rebuilds > maxRebuilds) {
      void drop().then(() => fail(new Error('it was damaged again and again')));
      return;
    }
    setState({ state: 'rebuilding', done: 0, total: 0 });
    building = build().catch((error: unknown) => {
      if (isClosed) return;
      fail(error);
      if (!isDiskFull(error)) return;
      rebuilds -= 1;
      again = setTimeout(rebuild, fullAgainMs).unref();
    });
  };

  /** Whether the cache is of this log, and near enough to its end. */
  const fits = async (place: CachePlace): Promise<boolean> => {
    if ((await log.head()).position - place.position > maxInline) return false;
    return place.position === 0 || (await log.readAfter(place.position - 1, 1))[0]?.hash === place.hash;
  };

  const begun = async (): Promise<void> => {
    const opened = openCache(folder, keys.cache, fingerprint);
    if (opened === null) return rebuild();
    if (!isClosed && (await fits(opened.place))) return await use(opened);
    opened.db.close();
    rebuild();
  };

  // One step after the other: what is announced meanwhile waits, and then finds itself read already.
  let following: Promise<void> = begun().catch(fail);
  const follow = async (): Promise<void> => {
    if (kept === null) return;
    const using = kept;
    const isWhole = await guarded(async () => {
      await using.writer.catchUp(log);
      if (await forgetErased(using)) return;
      rebuilds -= 1;
      rebuild();
    });
    if (isWhole && state.state === 'failed') setState({ state: 'ready' });
  };
  const leave = log.subscribe(() => {
    following = following.then(follow);
  });

  return {
    followed: () => following,
    built: () => following.then(() => building),
    query: (name, params) =>
      new Promise((resolve, reject) => {
        if (state.state === 'failed') reject(new Error(`The cache can't be read: ${state.why}`));
        else send({ name, params, resolve, reject });
      }),
    state: () => state,
    tidy: () => {
      if (kept !== null) moveWal(kept.db);
    },
    close: async () => {
      isClosed = true;
      leave();
      clearTimeout(again);
      await stopWork?.();
      await following;
      await building.catch(() => undefined);
      await drop();
    },
  };
};
