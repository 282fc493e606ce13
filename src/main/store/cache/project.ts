/** Tells the cache what the log says: every event once, in order, with the place kept in the same transaction. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { FollowedLog, KeyName, StoredEvent, StreamName } from '../log/event-log';
import type { Db } from '../sqlite';
import { createRebuild, rebuildFile, type CachePlace } from './open';
import type { Projection, Projector, Streams } from './projection';

/** Events read and folded at a time: more costs memory. */
export const batch = 1000;

type ReadLog = Pick<FollowedLog, 'readAfter' | 'readStream'>;

export type CacheWriter = {
  place(): CachePlace;
  /** Reads on from the log to its end; what it was told before it isn't told again. */
  catchUp(log: ReadLog): Promise<void>;
  /** False when a projection can't forget by itself and the cache must be built anew. */
  forget(keys: readonly KeyName[], turn: number): boolean;
};

/** What the projections need of the log besides these events: mostly nothing. */
const streamsFor = async (
  projectors: readonly Projector[],
  events: readonly StoredEvent[],
  log: ReadLog,
): Promise<Streams> => {
  const streams = new Map<StreamName, readonly StoredEvent[]>();
  for (const stream of new Set(projectors.flatMap((projector) => projector.lacks?.(events) ?? [])))
    streams.set(stream, await log.readStream(stream));
  return streams;
};

/** Keeps an opened cache up with the log. */
export const cacheWriter = (db: Db, projections: readonly Projection[], start: CachePlace): CacheWriter => {
  const projectors = projections.map((projection) => projection.open(db, 'live'));
  const keep = db.prepare<[CachePlace]>('UPDATE cache_state SET position = @position, hash = @hash, turn = @turn');
  let place = start;

  /** All of it or nothing, in the file and in memory. */
  const changing = (change: () => void, next: CachePlace): void => {
    try {
      db.transaction(() => {
        change();
        keep.run(next);
      }).immediate();
    } catch (error) {
      for (const projector of projectors) projector.undone?.();
      throw error;
    }
    place = next;
  };

  return {
    place: () => place,
    catchUp: async (log) => {
      for (;;) {
        const events = await log.readAfter(place.position, batch);
        const last = events.at(-1);
        if (last === undefined) return;
        const streams = await streamsFor(projectors, events, log);
        changing(
          () => {
            for (const projector of projectors) projector.apply(events, streams);
          },
          { ...place, position: last.position, hash: last.hash },
        );
        if (events.length < batch) return;
      }
    },
    forget: (keys, turn) => {
      if (projectors.some((projector) => projector.forget === undefined)) return false;
      changing(
        () => {
          for (const projector of projectors) projector.forget?.(keys);
        },
        { ...place, turn },
      );
      return true;
    },
  };
};

/** Builds the whole cache beside the old one, from the log's first event to its last as of now. */
export const rebuildCache = async (request: {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly fingerprint: string;
  readonly projections: readonly Projection[];
  readonly log: ReadLog & Pick<FollowedLog, 'destroyedSince'>;
  readonly onProgress?: (done: number) => void;
}): Promise<void> => {
  const { folder, log } = request;
  const db = createRebuild(folder, request.key);
  try {
    // Before the first read: who is erased while this runs is forgotten afterwards.
    const { turn } = await log.destroyedSince(0);
    for (const projection of request.projections) db.exec(projection.tables);
    const projectors = request.projections.map((projection) => projection.open(db, 'rebuilding'));
    // One transaction from the empty file on: no page is journalled, and none written twice but for want of memory.
    db.exec('BEGIN IMMEDIATE');
    let place: CachePlace = { position: 0, hash: '', turn };
    for (;;) {
      const events = await log.readAfter(place.position, batch);
      const last = events.at(-1);
      if (last === undefined) break;
      const streams = await streamsFor(projectors, events, log);
      for (const projector of projectors) projector.apply(events, streams);
      place = { position: last.position, hash: last.hash, turn };
      request.onProgress?.(place.position);
      if (events.length < batch) break;
    }
    for (const projector of projectors) projector.finish?.();
    for (const projection of request.projections) db.exec(projection.indexes);
    // Last of all: a file without it is not a cache.
    db.prepare('INSERT INTO cache_state (fingerprint, position, hash, turn) VALUES (?, ?, ?, ?)').run(
      request.fingerprint,
      place.position,
      place.hash,
      place.turn,
    );
    db.exec('COMMIT');
  } finally {
    db.close();
  }
  const fd = openSync(join(folder, rebuildFile), 'r+');
  fsyncSync(fd);
  closeSync(fd);
};
