/**
 * The log itself. Rows are only ever added; `hash` covers every column but `position`, `prev_hash` and itself
 * (chain.ts).
 */
export const eventsMigration = {
  version: 1,
  sql: `
    CREATE TABLE events (
      position    INTEGER PRIMARY KEY,
      stream      TEXT    NOT NULL,
      version     INTEGER NOT NULL,
      event_id    TEXT    NOT NULL,
      type        TEXT    NOT NULL,
      schema      INTEGER NOT NULL,
      occurred_at TEXT    NOT NULL,
      recorded_at TEXT    NOT NULL,
      actor       TEXT    NOT NULL,
      desk        TEXT    NOT NULL,
      data        TEXT    NOT NULL,
      sealed      BLOB,
      key_id      TEXT,
      signature   TEXT,
      prev_hash   BLOB    NOT NULL,
      hash        BLOB    NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX events_by_stream ON events (stream, version);
    CREATE UNIQUE INDEX events_by_id ON events (event_id);
    CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never rewritten'); END;
    CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never taken out'); END;
  `,
} as const;
