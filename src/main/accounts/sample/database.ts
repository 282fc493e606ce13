/** Opens the identity system's own database: encrypted, durable before it answers, migrated by numbers. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Migration, migrationSteps } from '#main/accounts/sample/migrations';

export type IdentityDatabase = Database.Database;

/** `key` is 32 bytes, derived from the seed key. Another key, and a file of a newer version, are refused untouched. */
export const openDatabase = (folder: string, key: Uint8Array): IdentityDatabase => {
  const database = new Database(join(folder, 'identity.db'));
  try {
    database.pragma(`key = 'raw:${Buffer.from(key).toString('hex')}'`);
    try {
      database.pragma('user_version');
    } catch {
      throw new Error('sample data: identity.db can not be opened with this token or seed key');
    }
    database.pragma('journal_mode = WAL');
    // What was acknowledged survives SIGKILL and a power cut, too.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database, migrationSteps);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** Each step is one transaction with its number. */
export const migrate = (database: IdentityDatabase, steps: readonly Migration[]): void => {
  const has = database.pragma('user_version', { simple: true }) as number;
  const newest = steps.at(-1)?.version ?? 0;
  if (has > newest) throw new Error(`sample data: identity.db has version ${has}, this program knows ${newest}`);
  for (const step of steps) {
    if (step.version <= has) continue;
    database.transaction(() => {
      database.exec(step.sql);
      database.pragma(`user_version = ${step.version}`);
    })();
  }
};
