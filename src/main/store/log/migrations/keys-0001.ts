/**
 * keys.db, beside the log and outside its backups. A destroyed key leaves its name and its turn, so that no new key is
 * made for someone who was erased, and the cache learns whom to forget.
 */
export const keysMigration = {
  version: 1,
  sql: `
    CREATE TABLE keys (
      name      TEXT PRIMARY KEY,
      wrapped   BLOB,
      destroyed INTEGER UNIQUE,
      CHECK ((wrapped IS NULL) = (destroyed IS NOT NULL))
    ) STRICT;
  `,
} as const;
