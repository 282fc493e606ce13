/**
 * The right edge of the Merkle tree at the last checkpoint (one row), so that an open need not hash the whole log
 * again.
 */
export const treeMigration = {
  version: 4,
  sql: `
    CREATE TABLE tree (id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, peaks BLOB NOT NULL) STRICT;
    INSERT INTO tree (id, size, peaks) VALUES (1, 0, x'');
  `,
} as const;
