/** The identity system's tables. A step that has landed is never edited; a change is a new step at the end. */

export type Migration = { readonly version: number; readonly sql: string };

export const migrationSteps: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE firms (
        id     TEXT PRIMARY KEY,
        name   TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('active', 'suspended'))
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE accounts (
        id          TEXT PRIMARY KEY,
        firm_id     TEXT NOT NULL REFERENCES firms (id),
        name        TEXT NOT NULL,
        name_since  TEXT,
        login       TEXT NOT NULL UNIQUE COLLATE NOCASE,
        role        TEXT NOT NULL CHECK (role IN ('member', 'administrator', 'primary-subscriber')),
        language    TEXT NOT NULL CHECK (language IN ('en', 'fr')),
        time_zone   TEXT NOT NULL,
        is_locked   INTEGER NOT NULL DEFAULT 0 CHECK (is_locked IN (0, 1)),
        must_enrol  INTEGER NOT NULL DEFAULT 0 CHECK (must_enrol IN (0, 1)),
        search_text TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX accounts_of_firm ON accounts (firm_id);

      CREATE TABLE credentials (
        id             TEXT PRIMARY KEY,
        account_id     TEXT NOT NULL REFERENCES accounts (id),
        type           TEXT NOT NULL CHECK (type IN ('password', 'otp', 'webauthn', 'recovery-authn-codes')),
        label          TEXT NOT NULL,
        created_at     TEXT NOT NULL,
        last_used_at   TEXT,
        -- scrypt record of a password, base32 secret of an authenticator app, nothing for the others
        secret         TEXT,
        last_time_step INTEGER
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX credentials_of_account ON credentials (account_id);
      CREATE UNIQUE INDEX one_password ON credentials (account_id) WHERE type = 'password';

      CREATE TABLE backup_codes (
        credential_id TEXT NOT NULL REFERENCES credentials (id) ON DELETE CASCADE,
        code_hash     TEXT NOT NULL,
        used_at       TEXT,
        PRIMARY KEY (credential_id, code_hash)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE sessions (
        id           TEXT PRIMARY KEY,
        account_id   TEXT NOT NULL REFERENCES accounts (id),
        device       TEXT NOT NULL,
        started_at   TEXT NOT NULL,
        last_seen_at TEXT NOT NULL,
        token_hash   TEXT UNIQUE
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sessions_of_account ON sessions (account_id);

      -- a sign-in under way: the password was right, a code or an enrolment is still asked for
      CREATE TABLE pending_sign_ins (
        token_hash TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES accounts (id),
        stage      TEXT NOT NULL CHECK (stage IN ('code', 'enrol')),
        secret     TEXT,
        expires_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE addresses (
        id         TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES accounts (id),
        address    TEXT NOT NULL,
        since      TEXT,
        until      TEXT
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX addresses_of_account ON addresses (account_id);

      -- by login as typed, so that a login nobody has is slowed down just the same
      CREATE TABLE attempts (
        login_hash    TEXT PRIMARY KEY,
        failures      INTEGER NOT NULL,
        blocked_until TEXT
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE answered (
        idempotency_key TEXT PRIMARY KEY,
        request         TEXT NOT NULL,
        status          INTEGER NOT NULL,
        body            TEXT,
        at              TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    version: 2,
    sql: `
      -- ISO 3166-1 alpha-2; the firms that were there before are all in Canada
      ALTER TABLE firms ADD COLUMN country TEXT CHECK (country GLOB '[A-Z][A-Z]');
      UPDATE firms SET country = 'CA';

      -- until then the password alone signs in
      ALTER TABLE accounts ADD COLUMN temporary_until TEXT;

      -- an authenticator app that a person who is signed in is adding, before its first code
      CREATE TABLE new_apps (
        session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
        secret     TEXT NOT NULL,
        expires_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    version: 3,
    sql: `
      -- answers under keys: no real system keeps such a thing
      DROP TABLE answered;

      -- one row at most: which real system it behaves like
      CREATE TABLE settings (profile TEXT NOT NULL) STRICT;
    `,
  },
];
