/** Rules that span cases: rows that may exist once, and counters that may not pass their limit. */
export const claimsMigration = {
  version: 2,
  sql: `
    CREATE TABLE claims (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    CREATE TABLE counts (name TEXT PRIMARY KEY, used INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  `,
} as const;
