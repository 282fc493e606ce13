/** Puts made-up firms and people into the database. Passwords and secrets come from the installation's own seed key. */
import { z } from 'zod';
import type { IdentityDatabase } from '#main/accounts/sample/database';
import { foldForSearch } from '#main/accounts/sample/directory';
import { hashPassword, type SampleKeys } from '#main/accounts/sample/secrets';

const dayMs = 24 * 60 * 60_000;
const backupCodes = 10;
const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a slug')
  .max(60);
const DaysAgo = z.number().min(0).max(20_000);

export const SeedFirm = z.strictObject({
  id: Slug,
  name: z.string().min(1).max(200),
  status: z.enum(['active', 'suspended']).default('active'),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code')
    .nullable()
    .default(null),
});
const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** Every time is in days before the moment of seeding; fractions are hours. */
export const SeedPerson = z.strictObject({
  id: Slug,
  firmId: Slug,
  name: z.string().min(1).max(200),
  /** Null: since when is unknown. */
  nameSinceDays: DaysAgo.nullable().default(null),
  login: z.string().min(3).max(200),
  role: z.enum(['member', 'administrator', 'primary-subscriber']).default('member'),
  language: z.enum(['en', 'fr']).default('en'),
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone').default('America/Toronto'),
  factors: z
    .array(
      z.strictObject({
        type: z.enum(['otp', 'webauthn']),
        label: z.string().min(1).max(100),
        createdDays: DaysAgo,
        lastUsedDays: DaysAgo.nullable().default(null),
      }),
    )
    .max(10)
    .default([]),
  /** Of ten; null: never had any. */
  backupCodesLeft: z.number().int().min(0).max(backupCodes).nullable().default(null),
  sessions: z
    .array(z.strictObject({ device: z.string().min(1).max(100), startedDays: DaysAgo, lastSeenDays: DaysAgo }))
    .max(20)
    .default([]),
  addresses: z
    .array(
      z.strictObject({
        address: z.string().min(3).max(200),
        sinceDays: DaysAgo.nullable().default(null),
        untilDays: DaysAgo.nullable().default(null),
      }),
    )
    .max(10)
    .default([]),
});
export type SeedFirm = z.input<typeof SeedFirm>;
export type SeedPerson = z.input<typeof SeedPerson>;

/**
 * Adds what is not there yet; a firm that is there takes the new name, status and country, a person is left alone. One
 * transaction.
 */
export const addToWorld = async (
  database: IdentityDatabase,
  keys: SampleKeys,
  nowMs: number,
  firms: readonly SeedFirm[],
  people: readonly SeedPerson[],
): Promise<{ readonly firms: number; readonly people: number }> => {
  const has = database.prepare<[string]>('SELECT 1 FROM accounts WHERE id = ?');
  const wanted = people.map((person) => SeedPerson.parse(person)).filter(({ id }) => has.get(id) === undefined);
  const passwords = await Promise.all(wanted.map(({ id }) => hashPassword(keys.passwordOf(id))));
  return database.transaction(() => {
    for (const firm of firms.map((one) => SeedFirm.parse(one))) {
      database
        .prepare(
          'INSERT INTO firms (id, name, status, country) VALUES (:id, :name, :status, :country) ON CONFLICT (id) DO UPDATE SET name = excluded.name, status = excluded.status, country = excluded.country',
        )
        .run(firm);
      for (const { id } of database
        .prepare<[string], { id: string }>('SELECT id FROM accounts WHERE firm_id = ?')
        .all(firm.id))
        refreshSearch(database, id);
    }
    let added = 0;
    for (const [at, person] of wanted.entries()) {
      // Two seedings at once: the other one was first.
      if (has.get(person.id) !== undefined) continue;
      addPerson(database, keys, nowMs, person, passwords[at]!);
      added += 1;
    }
    return { firms: firms.length, people: added };
  })();
};

const addPerson = (
  database: IdentityDatabase,
  keys: SampleKeys,
  nowMs: number,
  person: z.output<typeof SeedPerson>,
  passwordRecord: string,
): void => {
  const daysAgo = (days: number): string => new Date(nowMs - Math.round(days * dayMs)).toISOString();
  const maybe = (days: number | null): string | null => (days === null ? null : daysAgo(days));
  const credential = database.prepare(
    'INSERT INTO credentials (id, account_id, type, label, created_at, last_used_at, secret) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const { id } = person;
  database
    .prepare(
      'INSERT INTO accounts (id, firm_id, name, name_since, login, role, language, time_zone, search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    )
    .run(
      id,
      person.firmId,
      person.name,
      maybe(person.nameSinceDays),
      person.login,
      person.role,
      person.language,
      person.timeZone,
      '',
    );
  credential.run(`${id}.password`, id, 'password', '', daysAgo(person.nameSinceDays ?? 400), null, passwordRecord);
  for (const [at, factor] of person.factors.entries()) {
    const credentialId = `${id}.${factor.type}-${at + 1}`;
    credential.run(
      credentialId,
      id,
      factor.type,
      factor.label,
      daysAgo(factor.createdDays),
      maybe(factor.lastUsedDays),
      factor.type === 'otp' ? keys.totpSecretOf(credentialId) : null,
    );
  }
  if (person.backupCodesLeft !== null) {
    const credentialId = `${id}.backup-codes`;
    const oldest = Math.max(0, ...person.factors.map((factor) => factor.createdDays));
    credential.run(credentialId, id, 'recovery-authn-codes', '', daysAgo(oldest), null, null);
    const code = database.prepare('INSERT INTO backup_codes (credential_id, code_hash, used_at) VALUES (?, ?, ?)');
    for (let index = 0; index < backupCodes; index += 1) {
      code.run(
        credentialId,
        keys.hashBackupCode(keys.backupCodeOf(credentialId, index)),
        index < backupCodes - person.backupCodesLeft ? daysAgo(oldest / (index + 2)) : null,
      );
    }
  }
  const session = database.prepare(
    'INSERT INTO sessions (id, account_id, device, started_at, last_seen_at, token_hash) VALUES (?, ?, ?, ?, ?, NULL)',
  );
  for (const [at, one] of person.sessions.entries())
    session.run(`${id}.session-${at + 1}`, id, one.device, daysAgo(one.startedDays), daysAgo(one.lastSeenDays));
  const address = database.prepare(
    'INSERT INTO addresses (id, account_id, address, since, until) VALUES (?, ?, ?, ?, ?)',
  );
  for (const [at, one] of person.addresses.entries())
    address.run(`${id}.address-${at + 1}`, id, one.address, maybe(one.sinceDays), maybe(one.untilDays));
  refreshSearch(database, id);
};

/** What a search looks through, after a change of name, login, firm or addresses. */
export const refreshSearch = (database: IdentityDatabase, accountId: string): void => {
  const row = database
    .prepare<[string], { name: string; login: string; firm: string; addresses: string | null }>(
      `SELECT a.name, a.login, f.name AS firm, (SELECT group_concat(address, ' ') FROM addresses d WHERE d.account_id = a.id) AS addresses
       FROM accounts a JOIN firms f ON f.id = a.firm_id WHERE a.id = ?`,
    )
    .get(accountId);
  if (row)
    database
      .prepare('UPDATE accounts SET search_text = ? WHERE id = ?')
      .run(foldForSearch([row.name, row.login, row.firm, row.addresses ?? ''].join(' ')), accountId);
};
