/** The cache's file: disposable, so nothing here repairs anything. What doesn't fit is deleted and built anew. */
import { createHash } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDamaged, openDatabase, setPragma, type Db } from '../sqlite';
import type { Projection } from './projection';

export const cacheFile = 'cache.db';
/** Where a rebuild happens, until it is whole. */
export const rebuildFile = 'cache.rebuild.db';
const fileFormat = 1;

/** Where the cache stands in the log: after this event, with the erasures up to this turn carried out. */
export type CachePlace = { readonly position: number; readonly hash: string; readonly turn: number };

/** Name of a shape: other projections, other tables, another version of SQLite's files, another log. */
export const cacheFingerprint = (projections: readonly Projection[], deskKeyId: string): string => {
  const shape = projections.map(({ name, version, tables, indexes }) => [name, version, tables, indexes]);
  return createHash('sha256')
    .update(JSON.stringify([fileFormat, deskKeyId, shape]))
    .digest('hex');
};

export const removeCache = (folder: string, file: string): void => {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(join(folder, `${file}${end}`), { force: true });
};

/** Reads where a cache stands; null when it has another shape. */
export const placeOf = (db: Db, fingerprint: string): CachePlace | null => {
  const hasState = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'cache_state'").get();
  if (hasState === undefined) return null;
  return (
    db
      .prepare<[string], CachePlace>('SELECT position, hash, turn FROM cache_state WHERE fingerprint = ?')
      .get(fingerprint) ?? null
  );
};

/** Opens the cache to keep it; null when it isn't there, was written for another shape, or is damaged. */
export const openCache = (
  folder: string,
  key: Uint8Array,
  fingerprint: string,
): { readonly db: Db; readonly place: CachePlace } | null => {
  if (!existsSync(join(folder, cacheFile))) return null;
  let db: Db | null = null;
  try {
    db = openDatabase({ file: join(folder, cacheFile), key, cipher: 'aegis' });
    const place = placeOf(db, fingerprint);
    if (place === null) {
      db.close();
      return null;
    }
    setPragma(db, 'journal_mode', 'WAL', 'wal');
    // A power cut may cost the last projections, never the file's order: they are told again from the log.
    setPragma(db, 'synchronous', 'NORMAL', 1);
    setPragma(db, 'wal_autocheckpoint', '0', 0);
    setPragma(db, 'cache_size', '-8192', -8192);
    setPragma(db, 'secure_delete', 'FAST', 2);
    return { db, place };
  } catch (error) {
    db?.close();
    if (!isDamaged(error)) throw error;
    return null;
  }
};

/** The cache for asking: it can't be written from here. */
export const openCacheToRead = (folder: string, key: Uint8Array): Db => {
  const db = openDatabase({ file: join(folder, cacheFile), key, cipher: 'aegis', readonly: true });
  setPragma(db, 'cache_size', '-16384', -16384);
  setPragma(db, 'query_only', 'ON', 1);
  return db;
};

/** A new file for a rebuild, as fast as it goes: if it breaks off, it is thrown away. */
export const createRebuild = (folder: string, key: Uint8Array): Db => {
  removeCache(folder, rebuildFile);
  const db = openDatabase({ file: join(folder, rebuildFile), key, cipher: 'aegis' });
  setPragma(db, 'journal_mode', 'MEMORY', 'memory');
  setPragma(db, 'synchronous', 'OFF', 0);
  setPragma(db, 'cache_size', '-16384', -16384);
  db.exec(
    'CREATE TABLE cache_state (fingerprint TEXT PRIMARY KEY, position INTEGER NOT NULL, hash TEXT NOT NULL, turn INTEGER NOT NULL) STRICT',
  );
  return db;
};
