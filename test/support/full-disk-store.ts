/**
 * The desk's own store on a disk that fills up: while `<folder>/full` is there, its files may not grow (SQLite's own
 * limit, so its own SQLITE_FULL).
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import Database from 'better-sqlite3';
import '#main/store/serve';

const most = 1_073_741_823;
const files = new Set<Database.Database>();
const pragma = Reflect.get(Database.prototype, 'pragma') as (
  this: Database.Database,
  source: string,
  options?: Database.PragmaOptions,
) => unknown;
Database.prototype.pragma = function (this: Database.Database, ...args: Parameters<typeof pragma>) {
  files.add(this);
  return pragma.apply(this, args);
};
const look = (): void => {
  for (const db of files) {
    if (!db.open) {
      files.delete(db);
      continue;
    }
    if (db.name.endsWith('log.db') && !db.readonly && !db.inTransaction)
      pragma.call(db, `max_page_count = ${existsSync(join(dirname(db.name), 'full')) ? 1 : most}`);
  }
};
if (isMainThread) setInterval(look, 20).unref();
