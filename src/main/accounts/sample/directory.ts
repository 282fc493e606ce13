/** Firms, accounts, credentials, sessions and addresses, as the admin API reads and changes them. */
import type { IdentityDatabase } from '#main/accounts/sample/database';

export type Role = 'member' | 'administrator' | 'primary-subscriber';
export type CredentialType = 'password' | 'otp' | 'webauthn' | 'recovery-authn-codes';

export type Firm = {
  readonly id: string;
  readonly name: string;
  readonly status: 'active' | 'suspended';
  readonly country: string | null;
};
export type Address = {
  readonly id: string;
  readonly address: string;
  readonly since: string | null;
  readonly until: string | null;
};
export type User = {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly nameSince: string | null;
  readonly enabled: boolean;
  readonly requiredActions: readonly 'CONFIGURE_TOTP'[];
  readonly locale: 'en' | 'fr';
  readonly zoneinfo: string;
  readonly role: Role;
  readonly firm: Firm;
  readonly addresses: readonly Address[];
  /** Null when it ended. */
  readonly temporaryAccessUntil: string | null;
};
/** As Keycloak lists them: the password among them, times in epoch ms, details as JSON in a string. */
export type Credential = {
  readonly id: string;
  readonly type: CredentialType;
  readonly userLabel: string;
  readonly createdDate: number;
  readonly lastUsedDate: number | null;
  readonly credentialData: string;
};
export type Session = {
  readonly id: string;
  readonly device: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
};
export type Member = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly hasSecondFactor: boolean;
  readonly enabled: boolean;
};

// Letters that Unicode doesn't take apart.
const plainLetters: { readonly [letter: string]: string } = { ł: 'l', đ: 'd', ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss' };

/**
 * Lower case, without accents, apostrophes and hyphens as spaces: what a person types over the phone finds the name.
 */
export const foldForSearch = (text: string): string => {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[łđøæœß]/g, (letter) => plainLetters[letter]!)
    .replaceAll(/['’\-‐–]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
};

type AccountRow = {
  id: string;
  name: string;
  name_since: string | null;
  login: string;
  role: Role;
  language: 'en' | 'fr';
  time_zone: string;
  is_locked: number;
  must_enrol: number;
  temporary_until: string | null;
  firm_id: string;
  firm_name: string;
  firm_status: Firm['status'];
  firm_country: string | null;
};

const selectAccountSql = `SELECT a.id, a.name, a.name_since, a.login, a.role, a.language, a.time_zone, a.is_locked, a.must_enrol, a.temporary_until,
  f.id AS firm_id, f.name AS firm_name, f.status AS firm_status, f.country AS firm_country FROM accounts a JOIN firms f ON f.id = a.firm_id`;

export type Directory = ReturnType<typeof createDirectory>;

/** Every write is durable when it returns. `now` in epoch ms. */
export const createDirectory = (database: IdentityDatabase, now: () => number) => {
  const selectAddresses = database.prepare<[string], Address>(
    'SELECT id, address, since, until FROM addresses WHERE account_id = ? ORDER BY until IS NOT NULL, since IS NULL, since, id',
  );
  const selectAccount = database.prepare<[string], AccountRow>(`${selectAccountSql} WHERE a.id = ?`);

  const selectAfter = database.prepare<[string, number], AccountRow>(
    `${selectAccountSql} WHERE a.id > ? ORDER BY a.id LIMIT ?`,
  );

  const toUser = (row: AccountRow): User => {
    return {
      id: row.id,
      username: row.login,
      name: row.name,
      nameSince: row.name_since,
      enabled: row.is_locked === 0,
      requiredActions: row.must_enrol ? ['CONFIGURE_TOTP'] : [],
      locale: row.language,
      zoneinfo: row.time_zone,
      role: row.role,
      firm: { id: row.firm_id, name: row.firm_name, status: row.firm_status, country: row.firm_country },
      addresses: selectAddresses.all(row.id),
      temporaryAccessUntil:
        row.temporary_until !== null && Date.parse(row.temporary_until) > now() ? row.temporary_until : null,
    };
  };

  return {
    /**
     * Every word of the query must be somewhere in name, login, firm or addresses; names that begin with it come first.
     */
    search(query: string, max: number): User[] {
      const folded = foldForSearch(query);
      const words = folded.split(' ').filter((word) => word !== '');
      const like = words.map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
      const where =
        like.length === 0 ? '' : ` WHERE ${like.map(() => String.raw`a.search_text LIKE ? ESCAPE '\'`).join(' AND ')}`;
      const rows = database
        .prepare<unknown[], AccountRow>(
          `${selectAccountSql}${where} ORDER BY instr(a.search_text, ?) <> 1, a.search_text, a.id LIMIT ?`,
        )
        .all(...like, folded, max);
      return rows.map(toUser);
    },
    user(id: string): User | null {
      const row = selectAccount.get(id);
      return row ? toUser(row) : null;
    },
    /** By id: `''` begins at the first. */
    usersAfter(id: string, max: number): User[] {
      return selectAfter.all(id, max).map(toUser);
    },
    credentials(accountId: string): Credential[] {
      const rows = database
        .prepare<
          [string],
          {
            id: string;
            type: CredentialType;
            label: string;
            created_at: string;
            last_used_at: string | null;
            left_codes: number;
            all_codes: number;
          }
        >(
          `SELECT c.id, c.type, c.label, c.created_at, c.last_used_at,
             (SELECT count(*) FROM backup_codes b WHERE b.credential_id = c.id AND b.used_at IS NULL) AS left_codes,
             (SELECT count(*) FROM backup_codes b WHERE b.credential_id = c.id) AS all_codes
           FROM credentials c WHERE c.account_id = ? ORDER BY c.type = 'password' DESC, c.created_at, c.id`,
        )
        .all(accountId);
      return rows.map((row) => ({
        id: row.id,
        type: row.type,
        userLabel: row.label,
        createdDate: Date.parse(row.created_at),
        lastUsedDate: row.last_used_at === null ? null : Date.parse(row.last_used_at),
        credentialData: JSON.stringify(
          row.type === 'recovery-authn-codes' ? { remainingCodes: row.left_codes, totalCodes: row.all_codes } : {},
        ),
      }));
    },
    /** Takes any credential, the password too, as Keycloak does. False when it was not there. */
    deleteCredential(accountId: string, credentialId: string): boolean {
      return (
        database.prepare('DELETE FROM credentials WHERE account_id = ? AND id = ?').run(accountId, credentialId)
          .changes > 0
      );
    },
    /** Every one, backup codes too. */
    deleteSecondFactors(accountId: string): void {
      database.prepare("DELETE FROM credentials WHERE account_id = ? AND type <> 'password'").run(accountId);
    },
    sessions(accountId: string): Session[] {
      return database
        .prepare<[string], Session>(
          'SELECT id, device, started_at AS startedAt, last_seen_at AS lastSeenAt FROM sessions WHERE account_id = ? ORDER BY last_seen_at DESC, id',
        )
        .all(accountId);
    },
    /** Sign-ins that are under way end as well. Answers how many sessions there were. */
    endSessions(accountId: string): number {
      database.prepare('DELETE FROM pending_sign_ins WHERE account_id = ?').run(accountId);
      return database.prepare('DELETE FROM sessions WHERE account_id = ?').run(accountId).changes;
    },
    requireEnrolment(accountId: string, isRequired: boolean): void {
      database.prepare('UPDATE accounts SET must_enrol = ? WHERE id = ?').run(isRequired ? 1 : 0, accountId);
    },
    /** A lock ends temporary access: unlocking must not bring it back. */
    setEnabled(accountId: string, isEnabled: boolean): void {
      database
        .prepare('UPDATE accounts SET is_locked = ?, temporary_until = iif(?, temporary_until, NULL) WHERE id = ?')
        .run(isEnabled ? 0 : 1, isEnabled ? 1 : 0, accountId);
    },
    /** Answers until when, ISO. */
    grantTemporaryAccess(accountId: string, hours: number): string {
      const until = new Date(now() + hours * 3_600_000).toISOString();
      database.prepare('UPDATE accounts SET temporary_until = ? WHERE id = ?').run(until, accountId);
      return until;
    },
    hasFirm(firmId: string): boolean {
      return database.prepare('SELECT 1 FROM firms WHERE id = ?').get(firmId) !== undefined;
    },
    members(firmId: string): Member[] {
      return database
        .prepare<[string], Omit<Member, 'hasSecondFactor' | 'enabled'> & { factors: number; is_locked: number }>(
          `SELECT a.id, a.name, a.role, a.is_locked, (SELECT count(*) FROM credentials c WHERE c.account_id = a.id AND c.type IN ('otp', 'webauthn')) AS factors
           FROM accounts a WHERE a.firm_id = ? ORDER BY a.search_text, a.id`,
        )
        .all(firmId)
        .map(({ factors, is_locked, ...member }) => ({
          ...member,
          hasSecondFactor: factors > 0,
          enabled: is_locked === 0,
        }));
    },
    people(): User[] {
      return database.prepare<[], AccountRow>(`${selectAccountSql} ORDER BY a.search_text, a.id`).all().map(toUser);
    },
  };
};
