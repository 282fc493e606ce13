/** The cache beside the log, in the writing thread: kept up, asked, and when it is damaged or outgrown, built anew. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredEvent } from '../log/event-log';
import type { LogReader } from '../log/log-rows';
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
  /** Shows what was just committed, before anybody is told of it. */
  take(committed: readonly StoredEvent[]): void;
  /** Forgets whose keys were destroyed. */
  forget(): void;
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
  readonly log: () => LogReader;
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
  const guarded = (work: () => void): boolean => {
    try {
      work();
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

  const forgetErased = (writer: CacheWriter): boolean => {
    const { turn, names } = log().destroyedSince(writer.place().turn);
    return names.length === 0 || writer.forget(names, turn);
  };

  const use = (opened: { readonly db: Db; readonly place: CachePlace }): void => {
    const writer = cacheWriter(opened.db, projections, opened.place);
    kept = { db: opened.db, writer };
    const isWhole = guarded(() => {
      writer.catchUp(log());
      if (!forgetErased(writer)) rebuild();
    });
    if (!isWhole || kept === null) return;
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

  const install = (): void => {
    if (isClosed) return;
    removeCache(folder, cacheFile);
    renameSync(join(folder, rebuildFile), join(folder, cacheFile));
    const opened = openCache(folder, keys.cache, fingerprint);
    if (opened === null) throw new Error('the cache that was just built does not open');
    use(opened);
  };

  const build = async (): Promise<void> => {
    await drop();
    if (isClosed) return;
    removeCache(folder, cacheFile);
    const total = log().head().position;
    if (total <= maxInline) rebuildCache({ folder, key: keys.cache, fingerprint, projections, log: log() });
    else {
      const work = inWorker<null>(entry, { role: 'rebuild', folder, keys, fingerprint }, (done) =>
        setState({ state: 'rebuilding', done, total }),
      );
      stopWork = work.stop;
      await work.result;
      stopWork = null;
    }
    install();
  };

  const rebuild = (): void => {
    if (isClosed) return;
    rebuilds += 1;
    if (rebuilds > maxRebuilds) {
      void drop().then(() => fail(new Error('it was damaged again and again')));
      return;
    }
    setState({ state: 'rebuilding', done: 0, total: log().head().position });
    build().catch((error: unknown) => {
      if (isClosed) return;
      fail(error);
      if (!isDiskFull(error)) return;
      rebuilds -= 1;
      again = setTimeout(rebuild, fullAgainMs).unref();
    });
  };

  /** Whether the cache is of this log, and near enough to its end. */
  const fits = (place: CachePlace): boolean => {
    if (log().head().position - place.position > maxInline) return false;
    return place.position === 0 || log().readAfter(place.position - 1, 1)[0]?.hash === place.hash;
  };

  const opened = openCache(folder, keys.cache, fingerprint);
  if (opened === null) rebuild();
  else if (fits(opened.place)) use(opened);
  else {
    opened.db.close();
    rebuild();
  }

  return {
    take: (committed) => {
      if (kept === null) return;
      const { writer } = kept;
      const isWhole = guarded(() => {
        if (committed[0]?.position === writer.place().position + 1) writer.take(committed);
        else writer.catchUp(log());
      });
      if (isWhole && state.state === 'failed') setState({ state: 'ready' });
    },
    forget: () => {
      if (kept === null) return;
      const { writer } = kept;
      guarded(() => {
        if (forgetErased(writer)) {
          // The WAL still holds the pages as they were.
          kept?.db.pragma('wal_checkpoint(TRUNCATE)');
          return;
        }
        rebuilds -= 1;
        rebuild();
      });
    },
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
      clearTimeout(again);
      await stopWork?.();
      await drop();
    },
  };
};
