/**
 * What people wrote and did not send: beside the log, not in it, for it changes and is thrown away. Sealed as events
 * are. `revision` names the save.
 */
export const draftsMigration = {
  version: 6,
  sql: `
    CREATE TABLE drafts (
      owner    TEXT NOT NULL,
      about    TEXT NOT NULL,
      name     TEXT NOT NULL,
      revision TEXT NOT NULL,
      kept_at  TEXT NOT NULL,
      key_id   TEXT NOT NULL,
      sealed   BLOB NOT NULL,
      PRIMARY KEY (owner, about, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX drafts_by_key ON drafts (key_id);
  `,
} as const;
