import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { migrate, refuseNewer } from '../migrate';
import { StoreRefused } from '../refused';
import { openDatabase, setPragma, type Db } from '../sqlite';
import { eventsMigration } from './migrations/0001-events';
import { claimsMigration } from './migrations/0002-claims';
import { effectsMigration } from './migrations/0003-effects';
import { treeMigration } from './migrations/0004-tree';
import { seamMigration } from './migrations/0005-seam';
import { draftsMigration } from './migrations/0006-drafts';
import type { StoreKeys } from '../store-keys';
import { keysFile, openKeyRing, type KeyRing } from './seal';

export const logFile = 'log.db';
export const logMigrations = [
  eventsMigration,
  claimsMigration,
  effectsMigration,
  treeMigration,
  seamMigration,
  draftsMigration,
] as const;

/** Whether the folder holds a log already. */
export const hasLog = (folder: string): boolean => existsSync(join(folder, logFile));

/** Throws StoreRefused for a log whose keys are gone: opened without them, everybody would look erased, for good. */
export const refuseWithoutKeys = (folder: string): void => {
  if (!hasLog(folder) || existsSync(join(folder, keysFile))) return;
  throw new StoreRefused(
    'damaged',
    `${keysFile} is missing beside ${logFile}: without it nothing personal in the log can be read. Put it back; nothing was changed.`,
  );
};

/**
 * The log's file for reading only: nothing in it changes, not even by closing it. Throws StoreRefused for a newer one.
 */
export const openLogToRead = (folder: string, key: Uint8Array): Db => {
  const db = openDatabase({ file: join(folder, logFile), key, cipher: 'chacha20', readonly: true });
  try {
    refuseNewer(db, logMigrations, logFile);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/** The log's file for writing, made if it isn't there, brought to the newest format. Throws StoreRefused. */
export const openLogToWrite = (folder: string, key: Uint8Array): Db => {
  // A newer file is refused by a reader first: a writer would leave traces in it even without a word of SQL.
  if (hasLog(folder)) openLogToRead(folder, key).close();
  const db = openDatabase({ file: join(folder, logFile), key, cipher: 'chacha20' });
  try {
    setPragma(db, 'journal_mode', 'WAL', 'wal');
    // This build's default in WAL is NORMAL, under which a power cut takes back what was acknowledged.
    setPragma(db, 'synchronous', 'FULL', 2);
    // Moved into the file when idle (tidy), never in the middle of somebody's command.
    setPragma(db, 'wal_autocheckpoint', '0', 0);
    setPragma(db, 'cache_size', '-8192', -8192);
    migrate(db, logMigrations);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/**
 * The two files of a log, the keys first: a log without keys is never left behind, and a log that is gone never
 * replaced.
 */
export const openLogFiles = (
  folder: string,
  keys: StoreKeys,
  readonly: boolean,
): { readonly db: Db; readonly ring: KeyRing } => {
  const isNew = !hasLog(folder);
  const ring = openKeyRing(folder, keys, readonly);
  try {
    if (isNew && !ring.isEmpty())
      throw new StoreRefused(
        'damaged',
        `${logFile} is missing, though its keys are there. Put it back from a backup; nothing was changed.`,
      );
    return { ring, db: readonly ? openLogToRead(folder, keys.log) : openLogToWrite(folder, keys.log) };
  } catch (error) {
    ring.close();
    throw error;
  }
};
