/**
 * Who holds a lease, so that a runner knows its own again; what a claim stands for, so that a rule can ask the log; and
 * what is free by kind, for a lane asks for its own kinds alone.
 */
export const seamMigration = {
  version: 5,
  sql: `
    ALTER TABLE effects ADD COLUMN worker TEXT;
    ALTER TABLE claims ADD COLUMN holder TEXT;
    DROP INDEX effects_free;
    CREATE INDEX effects_free ON effects (kind, free_at, seq) WHERE free_at IS NOT NULL;
  `,
} as const;
