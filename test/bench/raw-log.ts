/**
 * The bare thing that the log is measured against: the same rows in the same cipher, with neither index, hash nor seal.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { logColumns } from '#main/store/log/log-rows';
import type { LogRow } from '#main/store/log/log-rows';
import { openDatabase, setPragma } from '#main/store/sqlite';

export type RawLog = { one(row: LogRow): void; many(rows: readonly LogRow[]): void; close(): void };

/** A table in a file of its own; each call is one durable commit. */
export const openRawLog = (folder: string, key: Uint8Array): RawLog => {
  const file = join(folder, 'raw.db');
  const remove = (): void => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  };
  remove();
  const db = openDatabase({ file, key, cipher: 'chacha20' });
  setPragma(db, 'journal_mode', 'WAL', 'wal');
  setPragma(db, 'synchronous', 'FULL', 2);
  setPragma(db, 'wal_autocheckpoint', '0', 0);
  setPragma(db, 'cache_size', '-8192', -8192);
  db.exec(
    'CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, event_id TEXT NOT NULL, type TEXT NOT NULL, schema INTEGER NOT NULL, occurred_at TEXT NOT NULL, recorded_at TEXT NOT NULL, actor TEXT NOT NULL, desk TEXT NOT NULL, data TEXT NOT NULL, sealed BLOB, key_id TEXT, signature TEXT, prev_hash BLOB NOT NULL, hash BLOB NOT NULL) STRICT',
  );
  const insert = db.prepare(`INSERT INTO events (${logColumns}) VALUES (${logColumns.replaceAll(/\w+/g, '@$&')})`);
  const all = db.transaction((rows: readonly LogRow[]) => {
    for (const row of rows) insert.run(row);
  });
  return {
    one: (row) => void insert.run(row),
    many: (rows) => all.immediate(rows),
    close: () => {
      db.close();
      remove();
    },
  };
};
