/**
 * The transactional outbox. `free_at` is when a worker may take the row: due, or its lease run out; null when final.
 */
export const effectsMigration = {
  version: 3,
  sql: `
    CREATE TABLE effects (
      seq         INTEGER PRIMARY KEY,
      effect_id   TEXT    NOT NULL UNIQUE,
      kind        TEXT    NOT NULL,
      stream      TEXT    NOT NULL,
      due_at      TEXT    NOT NULL,
      payload     TEXT    NOT NULL,
      state       TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
      attempts    INTEGER NOT NULL DEFAULT 0,
      fence       INTEGER NOT NULL DEFAULT 0,
      lease_until TEXT,
      last_error  TEXT,
      progress    TEXT    NOT NULL DEFAULT 'null',
      free_at     TEXT GENERATED ALWAYS AS (CASE state WHEN 'waiting' THEN due_at WHEN 'running' THEN lease_until END) STORED
    ) STRICT;
    CREATE INDEX effects_free ON effects (free_at, seq) WHERE free_at IS NOT NULL;
    CREATE INDEX effects_by_stream ON effects (stream, seq);
    CREATE INDEX effects_by_state ON effects (state, seq);
  `,
} as const;
