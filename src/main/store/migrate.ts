/**
 * Numbered migrations: each is SQL that stands by itself, runs in one transaction, and is never edited after it landed.
 */
import { StoreRefused } from './refused';
import type { Db } from './sqlite';

export type Migration = { readonly version: number; readonly sql: string };

/** The file's version, kept in SQLite's user_version. */
export const versionOf = (db: Db): number => Number(db.pragma('user_version', { simple: true }));

/** Throws StoreRefused for a file that a later version of the desk has written. Only reads. */
export const refuseNewer = (db: Db, migrations: readonly Migration[], file: string): void => {
  const found = versionOf(db);
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) {
    throw new StoreRefused(
      'newer-version',
      `${file} was written by a newer version of Recovery Desk (its format ${found}, known here up to ${known}). Open it with that version; nothing was changed.`,
    );
  }
};

/** Brings the file to the newest version, one transaction a step. */
export const migrate = (db: Db, migrations: readonly Migration[]): void => {
  for (const [i, step] of migrations.entries()) {
    if (step.version !== i + 1) throw new Error(`migration ${step.version} stands at place ${i + 1}`);
    if (step.version <= versionOf(db)) continue;
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
    }).immediate();
  }
};
