/** Tells the cache what the log says: every event once, in order, with the place kept in the same transaction. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { FollowedLog, KeyName, StoredEvent } from '../log/event-log';
import type { Db } from '../sqlite';
import { createRebuild, rebuildFile, type CachePlace } from './open';
import type { Projection } from './projection';

/** Events read and folded at a time: more costs memory. */
export const batch = 2000;

export type CacheWriter = {
  place(): CachePlace;
  /** Projects events; those before the place are left out, so that telling twice is telling once. */
  take(events: readonly StoredEvent[]): void;
  /** Reads on from the log to its end. */
  catchUp(log: Pick<FollowedLog, 'readAfter'>): Promise<void>;
  /** False when a projection can't forget by itself and the cache must be built anew. */
  forget(keys: readonly KeyName[], turn: number): boolean;
};

/** Keeps an opened cache up with the log. */
export const cacheWriter = (db: Db, projections: readonly Projection[], start: CachePlace): CacheWriter => {
  const projectors = projections.map((projection) => projection.open(db, 'live'));
  const keep = db.prepare<[CachePlace]>('UPDATE cache_state SET position = @position, hash = @hash, turn = @turn');
  let place = start;

  const advance = db.transaction((events: readonly StoredEvent[], next: CachePlace) => {
    for (const projector of projectors) projector.apply(events);
    keep.run(next);
  });

  const take = (events: readonly StoredEvent[]): void => {
    const fresh =
      (events[0]?.position ?? 0) > place.position ? events : events.filter((event) => event.position > place.position);
    const last = fresh.at(-1);
    if (last === undefined) return;
    const next = { ...place, position: last.position, hash: last.hash };
    advance.immediate(fresh, next);
    place = next;
  };

  return {
    place: () => place,
    take,
    catchUp: async (log) => {
      for (;;) {
        const events = await log.readAfter(place.position, batch);
        take(events);
        if (events.length < batch) return;
      }
    },
    forget: (keys, turn) => {
      if (projectors.some((projector) => projector.forget === undefined)) return false;
      const next = { ...place, turn };
      db.transaction(() => {
        for (const projector of projectors) projector.forget?.(keys);
        keep.run(next);
      }).immediate();
      place = next;
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
  readonly log: Pick<FollowedLog, 'readAfter' | 'destroyedSince'>;
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
      for (const projector of projectors) projector.apply(events);
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
