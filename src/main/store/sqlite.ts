/**
 * Opening one encrypted SQLite file. The only place where a key becomes text, and it goes no further than the driver.
 */
import Database from 'better-sqlite3';
import { NoCipher } from './driver';
import { StoreRefused } from './refused';

export type Db = Database.Database;
export type Statement = Database.Statement;
/** chacha20 for what must last; AEGIS, faster per page, for the disposable cache. */
export type Cipher = 'chacha20' | 'aegis';

/** Opens a file with its raw 32-byte key. Throws StoreRefused when the key isn't the file's, NoCipher. */
export const openDatabase = (options: {
  readonly file: string;
  readonly key: Uint8Array;
  readonly cipher: Cipher;
  readonly readonly?: boolean;
}): Db => {
  if (options.key.byteLength !== 32) throw new TypeError('key: must be 32 bytes');
  const db = new Database(options.file, {
    readonly: options.readonly ?? false,
    fileMustExist: options.readonly ?? false,
    timeout: 5000,
  });
  try {
    db.pragma(`cipher = '${options.cipher}'`);
    db.pragma(`key = 'raw:${Buffer.from(options.key).toString('hex')}'`);
    if (db.pragma('cipher', { simple: true }) !== options.cipher)
      throw new NoCipher(`this build of SQLite has no ${options.cipher}`);
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    db.pragma('trusted_schema = OFF');
    db.pragma('cell_size_check = ON');
    return db;
  } catch (error) {
    db.close();
    if (sqliteCode(error) === 'SQLITE_NOTADB')
      throw new StoreRefused(
        'wrong-key',
        'The data folder was written under another key, or its file is damaged from the first page on.',
      );
    throw error;
  }
};

/** SQLite's code of an error (`SQLITE_FULL` …); null when it came from elsewhere. */
export const sqliteCode = (error: unknown): string | null =>
  error instanceof Database.SqliteError ? error.code : null;

/** Sets a pragma and reads it back: a setting that silently didn't take is worse than none. */
export const setPragma = (db: Db, name: string, value: string, expected: string | number): void => {
  db.pragma(`${name} = ${value}`);
  const found = db.pragma(name, { simple: true });
  if (found !== expected) throw new Error(`SQLite kept ${name} at ${String(found)} instead of ${expected}`);
};

/** A file that is not what it should be: SQLite's codes for it, and a first page that no key fits. */
export const isDamaged = (error: unknown): boolean => {
  if (error instanceof StoreRefused) return error.code === 'wrong-key';
  return /^SQLITE_(?:CORRUPT|NOTADB|IOERR|CANTOPEN|FORMAT)/.test(sqliteCode(error) ?? '');
};

/** The full disk, as SQLite says it. */
export const isDiskFull = (error: unknown): boolean => sqliteCode(error) === 'SQLITE_FULL';

/** Moves the WAL into the file as far as nobody reads it; when the disk doesn't take it now, the next time will do. */
export const moveWal = (db: Db): void => {
  try {
    db.pragma('wal_checkpoint(PASSIVE)');
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
  }
};
