/** How a person signs in: password, then a code while a second factor is there, then enrolment when it is asked for. */
import { createHash, randomBytes } from 'node:crypto';
import { generateSecret } from 'otplib';
import type { IdentityDatabase } from '#main/accounts/sample/database';
import type { Role } from '#main/accounts/sample/directory';
import { isPassword, matchTotp, newToken, type SampleKeys } from '#main/accounts/sample/secrets';

const freeAttempts = 5;
const firstWaitMs = 30_000;
const longestWaitMs = 15 * 60_000;
const pendingMs = { code: 10 * 60_000, enrol: 30 * 60_000 } as const;

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly language: 'en' | 'fr';
  readonly timeZone: string;
  readonly role: Role;
  readonly firmId: string;
  readonly firmName: string;
};

export type SignInResult =
  | { readonly state: 'signed-in'; readonly token: string }
  /** 2FA is off for this account, or has to be set up again: nothing opens before that. */
  | { readonly state: 'enrol-required'; readonly token: string }
  | { readonly state: 'code-required'; readonly token: string }
  | { readonly state: 'refused'; readonly why: 'wrong' | 'locked' | 'suspended' | 'expired' }
  | { readonly state: 'refused'; readonly why: 'throttled'; readonly retryAt: string };

/** What the code page can offer. A security key is only named: the sample can't sign in with one. */
export type Offer = { readonly hasApp: boolean; readonly hasKey: boolean; readonly hasBackupCodes: boolean };

type AccountRow = {
  id: string;
  name: string;
  login: string;
  language: 'en' | 'fr';
  time_zone: string;
  is_locked: number;
  must_enrol: number;
  temporary_until: string | null;
  role: Role;
  firm_id: string;
  firm_name: string;
  firm_status: string;
};
type PendingRow = { account_id: string; stage: 'code' | 'enrol'; secret: string | null };

const selectAccountSql = `SELECT a.id, a.name, a.login, a.language, a.time_zone, a.is_locked, a.must_enrol, a.temporary_until, a.role, a.firm_id, f.name AS firm_name, f.status AS firm_status
  FROM accounts a JOIN firms f ON f.id = a.firm_id`;

export type SignIn = ReturnType<typeof createSignIn>;

/** `now` in epoch ms. Tokens that go out rest only as hashes. Where `isEnforced` says no, a demand to enrol is stored and ignored. */
export const createSignIn = (
  database: IdentityDatabase,
  keys: SampleKeys,
  now: () => number,
  isEnforced: () => boolean,
) => {
  const at = (offsetMs = 0): string => new Date(now() + offsetMs).toISOString();
  const hash = (token: string): string => createHash('sha256').update(token).digest('hex');
  const accountOf = (id: string): AccountRow | undefined =>
    database.prepare<[string], AccountRow>(`${selectAccountSql} WHERE a.id = ?`).get(id);
  const toPerson = (row: AccountRow): Person => ({
    id: row.id,
    name: row.name,
    login: row.login,
    language: row.language,
    timeZone: row.time_zone,
    role: row.role,
    firmId: row.firm_id,
    firmName: row.firm_name,
  });

  /**
   * Counted before the password is looked at, so that many at once don't slip past the limit. Answers the end of the
   * wait, or null.
   */
  const takeAttempt = database.transaction((login: string): string | null => {
    const key = keys.hashLogin(login);
    const row = database
      .prepare<[string], { failures: number; blocked_until: string | null }>(
        'SELECT failures, blocked_until FROM attempts WHERE login_hash = ?',
      )
      .get(key);
    if (row?.blocked_until && row.blocked_until > at()) return row.blocked_until;
    const failures = (row?.failures ?? 0) + 1;
    const wait =
      failures < freeAttempts ? null : at(Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - freeAttempts)));
    database
      .prepare(
        'INSERT INTO attempts (login_hash, failures, blocked_until) VALUES (?, ?, ?) ON CONFLICT (login_hash) DO UPDATE SET failures = excluded.failures, blocked_until = excluded.blocked_until',
      )
      .run(key, failures, wait);
    return null;
  });
  const giveBackAttempt = (login: string): void => {
    database
      .prepare('UPDATE attempts SET failures = max(0, failures - 1), blocked_until = NULL WHERE login_hash = ?')
      .run(keys.hashLogin(login));
  };
  const forgetAttempts = (login: string): void => {
    database.prepare('DELETE FROM attempts WHERE login_hash = ?').run(keys.hashLogin(login));
  };

  const offerOf = (accountId: string): Offer => {
    const has = (sql: string): boolean => database.prepare<[string]>(sql).get(accountId) !== undefined;
    return {
      hasApp: has("SELECT 1 FROM credentials WHERE account_id = ? AND type = 'otp'"),
      hasKey: has("SELECT 1 FROM credentials WHERE account_id = ? AND type = 'webauthn'"),
      hasBackupCodes: has(
        'SELECT 1 FROM backup_codes b JOIN credentials c ON c.id = b.credential_id WHERE c.account_id = ? AND b.used_at IS NULL',
      ),
    };
  };
  const hasSecondFactor = (offer: Offer): boolean => offer.hasApp || offer.hasKey || offer.hasBackupCodes;

  /** True once per code (RFC 6238 §5.2): the time step, or the backup code, is used up in the same transaction. */
  const useCode = (accountId: string, code: string): boolean => {
    const digits = code.replaceAll(/\s/g, '');
    const apps = database
      .prepare<[string], { id: string; secret: string; last_time_step: number | null }>(
        "SELECT id, secret, last_time_step FROM credentials WHERE account_id = ? AND type = 'otp'",
      )
      .all(accountId);
    for (const app of apps) {
      const step = matchTotp(app.secret, digits, app.last_time_step, now());
      if (step === null) continue;
      return (
        database
          .prepare(
            'UPDATE credentials SET last_time_step = ?, last_used_at = ? WHERE id = ? AND (last_time_step IS NULL OR last_time_step < ?)',
          )
          .run(step, at(), app.id, step).changes === 1
      );
    }
    const used = database
      .prepare<[string, string, string], { credential_id: string }>(
        `UPDATE backup_codes SET used_at = ? WHERE code_hash = ? AND used_at IS NULL AND credential_id IN (SELECT id FROM credentials WHERE account_id = ?) RETURNING credential_id`,
      )
      .get(at(), keys.hashBackupCode(code), accountId);
    if (used) database.prepare('UPDATE credentials SET last_used_at = ? WHERE id = ?').run(at(), used.credential_id);
    return used !== undefined;
  };

  const newPending = (accountId: string, stage: PendingRow['stage'], secret: string | null): string => {
    const token = newToken();
    database.prepare('DELETE FROM pending_sign_ins WHERE expires_at <= ?').run(at());
    database
      .prepare(
        'INSERT INTO pending_sign_ins (token_hash, account_id, stage, secret, expires_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(hash(token), accountId, stage, secret, at(pendingMs[stage]));
    return token;
  };
  const pendingOf = (token: string, stage: PendingRow['stage']): PendingRow | undefined => {
    return database
      .prepare<[string, string, string], PendingRow>(
        'SELECT account_id, stage, secret FROM pending_sign_ins WHERE token_hash = ? AND stage = ? AND expires_at > ?',
      )
      .get(hash(token), stage, at());
  };
  const dropPending = (token: string): void => {
    database.prepare('DELETE FROM pending_sign_ins WHERE token_hash = ?').run(hash(token));
  };
  const newSession = (accountId: string, device: string): string => {
    const token = newToken();
    database
      .prepare(
        'INSERT INTO sessions (id, account_id, device, started_at, last_seen_at, token_hash) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(`session-${randomBytes(8).toString('hex')}`, accountId, device, at(), at(), hash(token));
    return token;
  };
  /** Everything that was asked for is there. */
  const finish = (account: AccountRow, device: string): SignInResult => {
    forgetAttempts(account.login);
    if (account.must_enrol && isEnforced())
      return { state: 'enrol-required', token: newPending(account.id, 'enrol', generateSecret()) };
    return { state: 'signed-in', token: newSession(account.id, device) };
  };

  /**
   * A new authenticator app; the demand to enrol is met, and temporary access has served its purpose. Answers the
   * credential's id.
   */
  const addApp = (accountId: string, label: string, secret: string, lastTimeStep: number | null): string => {
    const id = `${accountId}.otp-${randomBytes(4).toString('hex')}`;
    database
      .prepare(
        "INSERT INTO credentials (id, account_id, type, label, created_at, last_used_at, secret, last_time_step) VALUES (?, ?, 'otp', ?, ?, ?, ?, ?)",
      )
      .run(id, accountId, label, at(), lastTimeStep === null ? null : at(), secret, lastTimeStep);
    database.prepare('UPDATE accounts SET must_enrol = 0, temporary_until = NULL WHERE id = ?').run(accountId);
    return id;
  };

  return {
    /**
     * One answer for an unknown login and a wrong password, after the same work. That an account is locked is said to
     * who knows its password.
     */
    async start(login: string, password: string, code: string | null, device: string): Promise<SignInResult> {
      const retryAt = takeAttempt(login);
      if (retryAt) return { state: 'refused', why: 'throttled', retryAt };
      const known = database
        .prepare<[string], { id: string; secret: string | null }>(
          "SELECT a.id, c.secret FROM accounts a LEFT JOIN credentials c ON c.account_id = a.id AND c.type = 'password' WHERE a.login = ?",
        )
        .get(login.trim());
      const isRight = await isPassword(password, known?.secret ?? null);
      if (!known || !isRight) return { state: 'refused', why: 'wrong' };
      return database.transaction((): SignInResult => {
        // Read after the wait: an admin may have changed the account meanwhile.
        const account = accountOf(known.id);
        const secret = database
          .prepare<[string], { secret: string }>(
            "SELECT secret FROM credentials WHERE account_id = ? AND type = 'password'",
          )
          .get(known.id)?.secret;
        if (!account || secret !== known.secret) return { state: 'refused', why: 'wrong' };
        if (account.is_locked) return { state: 'refused', why: 'locked' };
        if (account.firm_status === 'suspended') return { state: 'refused', why: 'suspended' };
        const hasTemporaryAccess = account.temporary_until !== null && account.temporary_until > at();
        if (!hasTemporaryAccess && hasSecondFactor(offerOf(account.id))) {
          if (code === null) {
            giveBackAttempt(login);
            return { state: 'code-required', token: newPending(account.id, 'code', null) };
          }
          if (!useCode(account.id, code)) return { state: 'refused', why: 'wrong' };
        }
        return finish(account, device);
      })();
    },
    /** The second step of the page. */
    giveCode(token: string, code: string, device: string): SignInResult {
      return database.transaction((): SignInResult => {
        const pending = pendingOf(token, 'code');
        const account = pending && accountOf(pending.account_id);
        if (!account || account.firm_status === 'suspended') return { state: 'refused', why: 'expired' };
        if (account.is_locked) return { state: 'refused', why: 'locked' };
        const retryAt = takeAttempt(account.login);
        if (retryAt) return { state: 'refused', why: 'throttled', retryAt };
        // When the factors went meanwhile the password has to be given again: this step stood for a factor.
        if (!hasSecondFactor(offerOf(account.id))) return { state: 'refused', why: 'expired' };
        if (!useCode(account.id, code)) return { state: 'refused', why: 'wrong' };
        dropPending(token);
        return finish(account, device);
      })();
    },
    /** Whose sign-in is at this stage; `offer` for the code page, `secret` for the enrolment page. */
    pending(
      token: string,
      stage: 'code' | 'enrol',
    ): { readonly person: Person; readonly offer: Offer; readonly secret: string | null } | null {
      const row = pendingOf(token, stage);
      const account = row && accountOf(row.account_id);
      return account ? { person: toPerson(account), offer: offerOf(account.id), secret: row.secret } : null;
    },
    /** The enrolment is confirmed by a code of the new app; then everything opens. */
    confirmEnrolment(token: string, code: string, label: string, device: string): SignInResult {
      return database.transaction((): SignInResult => {
        const pending = pendingOf(token, 'enrol');
        const account = pending && accountOf(pending.account_id);
        if (!account || pending.secret === null) return { state: 'refused', why: 'expired' };
        if (account.is_locked) return { state: 'refused', why: 'locked' };
        const retryAt = takeAttempt(account.login);
        if (retryAt) return { state: 'refused', why: 'throttled', retryAt };
        const step = matchTotp(pending.secret, code.replaceAll(/\s/g, ''), null, now());
        if (step === null) return { state: 'refused', why: 'wrong' };
        addApp(account.id, label, pending.secret, step);
        dropPending(token);
        forgetAttempts(account.login);
        return { state: 'signed-in', token: newSession(account.id, device) };
      })();
    },
    /**
     * Null when it ended, or is refused because the account is locked or its firm suspended. Seeing it moves its
     * last-seen time.
     */
    session(token: string): { readonly person: Person; readonly sessionId: string } | null {
      const row = database
        .prepare<[string], { id: string; account_id: string }>(
          'SELECT id, account_id FROM sessions WHERE token_hash = ?',
        )
        .get(hash(token));
      const account = row && accountOf(row.account_id);
      if (!account || account.is_locked || account.firm_status === 'suspended') return null;
      database.prepare('UPDATE sessions SET last_seen_at = ? WHERE id = ?').run(at(), row.id);
      return { person: toPerson(account), sessionId: row.id };
    },
    /** Ends one session of the person who holds this token: another one of theirs, or this one. */
    endSession(token: string, sessionId: string): void {
      database
        .prepare(
          'DELETE FROM sessions WHERE id = ? AND account_id = (SELECT account_id FROM sessions WHERE token_hash = ?)',
        )
        .run(sessionId, hash(token));
    },
    addApp,
  };
};
