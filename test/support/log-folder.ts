/** A folder with a SQLite log in it, opened and reopened by one test, and reached behind its back through keyed SQL. */
import { deskKeyFrom } from '#main/store/log/checkpoint';
import type { NewEvent } from '#main/store/log/event-log';
import { openSqliteLog, type SqliteLog, type SqliteLogOptions } from '#main/store/log/sqlite-log';
import { openDatabase, type Db } from '#main/store/sqlite';
import { deriveStoreKeys } from '#main/store/store-keys';
import { join } from 'node:path';
import { newDeskSigningKey, temporaryFolder } from './store-process';

export const someTime = '2025-03-03T09:00:00.000Z';

export const logFolder = (rest: Partial<SqliteLogOptions> = {}) => {
  const folder = temporaryFolder();
  const keys = deriveStoreKeys(Buffer.alloc(32, 5));
  const deskKey = deskKeyFrom(newDeskSigningKey());
  const open: SqliteLog[] = [];
  let ids = 0;
  const event = (more: Partial<NewEvent> = {}): NewEvent => ({
    eventId: `event-${(ids += 1)}`,
    type: 'note.added',
    schema: 1,
    actor: 'staff:amy',
    data: { text: `fact ${ids}` },
    ...more,
  });
  return {
    path: folder.path,
    keys,
    deskKey,
    event,
    open: (more: Partial<SqliteLogOptions> = {}): SqliteLog => {
      const log = openSqliteLog({ folder: folder.path, keys, deskKey, ...rest, ...more });
      open.push(log);
      return log;
    },
    /** One event more in a stream. */
    add: (log: SqliteLog, stream: string, more: Partial<NewEvent> = {}, checkpoint = false): void => {
      const { result } = log.append({
        at: someTime,
        streams: [{ stream, events: [event(more)] }],
        ...(checkpoint && { checkpoint: true as const }),
      });
      if (!result.ok) throw new Error(JSON.stringify(result));
    },
    /** The raw file of log or keys, as somebody with the vault's key could open it. */
    behind: (work: (db: Db) => void, file: 'log' | 'keys' = 'log'): void => {
      const db = openDatabase({ file: join(folder.path, `${file}.db`), key: keys[file], cipher: 'chacha20' });
      try {
        if (file === 'log')
          db.exec('DROP TRIGGER IF EXISTS events_never_change; DROP TRIGGER IF EXISTS events_never_go;');
        work(db);
      } finally {
        db.close();
      }
    },
    remove: (): void => {
      for (const log of open) if (log.db.open) log.close();
      folder.remove();
    },
  };
};

export type LogFolder = ReturnType<typeof logFolder>;
