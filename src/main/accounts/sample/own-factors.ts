/**
 * What a person who is signed in may do with their own second factors: add an authenticator app, remove one that is
 * lost.
 */
import { generateSecret } from 'otplib';
import type { IdentityDatabase } from '#main/accounts/sample/database';
import { matchTotp } from '#main/accounts/sample/secrets';
import type { SignIn } from '#main/accounts/sample/sign-in';

const addingMs = 30 * 60_000;

export type OwnFactor = {
  readonly id: string;
  readonly type: 'otp' | 'webauthn';
  readonly label: string;
  readonly createdAt: string;
};
export type OwnFactors = ReturnType<typeof createOwnFactors>;

/** `now` in epoch ms. Callers have checked the session. */
export const createOwnFactors = (database: IdentityDatabase, signIn: Pick<SignIn, 'addApp'>, now: () => number) => {
  const at = (offsetMs = 0): string => new Date(now() + offsetMs).toISOString();
  const list = (accountId: string): OwnFactor[] =>
    database
      .prepare<[string], OwnFactor>(
        "SELECT id, type, label, created_at AS createdAt FROM credentials WHERE account_id = ? AND type IN ('otp', 'webauthn') ORDER BY created_at, id",
      )
      .all(accountId);
  const secretOf = (sessionId: string): string | null =>
    database
      .prepare<[string, string], { secret: string }>(
        'SELECT secret FROM new_apps WHERE session_id = ? AND expires_at > ?',
      )
      .get(sessionId, at())?.secret ?? null;

  return {
    list,
    /**
     * The secret of the app that this session is adding: the same one until it is confirmed or half an hour old. It
     * ends with the session.
     */
    begin: database.transaction((sessionId: string): string => {
      const begun = secretOf(sessionId);
      if (begun !== null) return begun;
      const secret = generateSecret();
      database
        .prepare(
          'INSERT INTO new_apps (session_id, secret, expires_at) VALUES (?, ?, ?) ON CONFLICT (session_id) DO UPDATE SET secret = excluded.secret, expires_at = excluded.expires_at',
        )
        .run(sessionId, secret, at(addingMs));
      return secret;
    }),
    /** Proved by a code of the new app. False when the code is wrong, or nothing is being added. */
    confirm: database.transaction((accountId: string, sessionId: string, code: string, label: string): boolean => {
      const secret = secretOf(sessionId);
      const step = secret === null ? null : matchTotp(secret, code.replaceAll(/\s/g, ''), null, now());
      if (secret === null || step === null) return false;
      signIn.addApp(accountId, label, secret, step);
      database.prepare('DELETE FROM new_apps WHERE session_id = ?').run(sessionId);
      return true;
    }),
    /** Nobody turns their own 2FA off: the last one stays until another is there. */
    remove: database.transaction((accountId: string, factorId: string): boolean => {
      const own = list(accountId);
      if (own.length < 2 || !own.some(({ id }) => id === factorId)) return false;
      database.prepare('DELETE FROM credentials WHERE id = ? AND account_id = ?').run(factorId, accountId);
      return true;
    }),
  };
};
