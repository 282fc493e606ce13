/** The `accounts` port over the sample identity system's admin API, which is made after Keycloak's. */
import { z } from 'zod';
import { capabilities } from '#domain/case/schemas/account-facts';
import { type AccountSummary, type AccountSystem, type Clock, type Factor, OutsideError } from '#main/ports';

const realmName = '/admin/realms/lumen';
const accountsInPage = 200;

/** The kinds that have a word here. What has none, a password aside, is another second factor: `other`. */
const kindOf: ReadonlyMap<string, Factor['kind']> = new Map([
  ['otp', 'totp'],
  ['webauthn', 'security-key'],
  ['webauthn-passwordless', 'security-key'],
  ['recovery-authn-codes', 'backup-codes'],
]);

const Addresses = z.array(
  z.object({
    id: z.string(),
    address: z.string(),
    since: z.string().nullable(),
    basis: z.enum(['unchanged']).exactOptional(),
    until: z.string().nullable(),
  }),
);
const User = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  nameSince: z.string().nullable(),
  enabled: z.boolean(),
  requiredActions: z.array(z.string()),
  locale: z.enum(['en', 'fr']),
  zoneinfo: z.string(),
  role: z.enum(['member', 'administrator', 'primary-subscriber']),
  firm: z.object({
    id: z.string(),
    name: z.string(),
    status: z.enum(['active', 'suspended']),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullable()
      .default(null),
  }),
  temporaryAccessUntil: z.iso.datetime().nullable().default(null),
  addresses: Addresses,
});
const AddressPage = z.object({
  accounts: z.array(z.object({ accountId: z.string(), addresses: Addresses })),
  next: z.string().min(1).nullable(),
});
const Credentials = z.array(
  z.object({
    id: z.string(),
    type: z.string(),
    userLabel: z.string().default(''),
    createdDate: z.number().nullable(),
    lastUsedDate: z.number().nullable().default(null),
    credentialData: z.string().default('{}'),
  }),
);
const Sessions = z.array(
  z.object({ id: z.string(), device: z.string(), startedAt: z.string(), lastSeenAt: z.string() }),
);
const Members = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    role: z.enum(['member', 'administrator', 'primary-subscriber']),
    hasSecondFactor: z.boolean(),
    enabled: z.boolean().default(true),
  }),
);
const Ended = z.object({ ended: z.number().int().min(0).nullable() });
const Profile = z.object({
  capabilities,
  contacts: z.boolean(),
  firms: z.boolean(),
  /** Types of credentials that it lists and doesn't remove. */
  fixed: z.array(z.string()),
});
const RemainingCodes = z.object({ remainingCodes: z.number().int().min(0) });

export type SampleAccountsOptions = {
  /** `http://127.0.0.1:<port>`. */
  readonly baseUrl: string;
  /** From the vault. Never in an error's words. */
  readonly token: string;
  readonly clock: Clock;
  readonly fetch?: typeof fetch;
  /** For each request, its answer's body included; 10 000 ms when not given. */
  readonly timeoutMs?: number;
};

type Answer = { readonly status: number; readonly body: unknown };

/** Accounts, their addresses and firms (R15, R16). Every call throws OutsideError and nothing else. */
export const createSampleAccounts = (options: SampleAccountsOptions): Omit<AccountSystem, 'id'> => {
  const { baseUrl, token, clock, timeoutMs = 10_000 } = options;
  const send = options.fetch ?? fetch;
  const fail = (kind: OutsideError['kind'], message: string, status?: number): OutsideError =>
    new OutsideError('accounts', kind, message, status === undefined ? {} : { status });

  /**
   * `.` and `..` would be resolved away, and the call would be about something else: the account instead of its factor.
   */
  const segment = (id: string): string => {
    if (/^\.{0,2}$/.test(id)) throw fail('refused', 'This is no id of the identity system.');
    return encodeURIComponent(id);
  };
  const pathOf = (accountId: string): string => `/users/${segment(accountId)}`;

  /** Answers 2xx and 404; the rest is thrown. */
  const ask = async (method: string, path: string, more: { readonly body?: unknown } = {}): Promise<Answer> => {
    let status: number;
    let text: string;
    try {
      const response = await send(`${baseUrl}${realmName}${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          ...(more.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(more.body === undefined ? {} : { body: JSON.stringify(more.body) }),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
        throw fail('slow', `The identity system did not answer within ${timeoutMs / 1000} seconds.`);
      throw fail('down', 'The identity system can not be reached.');
    }
    if (status === 401 || status === 403)
      throw fail('refused', `The identity system does not accept the desk’s credentials (${status}).`, status);
    if (status === 429) throw fail('slow', 'The identity system asks the desk to wait (429).', status);
    if (status >= 500) throw fail('down', `The identity system failed (${status}).`, status);
    if (status === 404) return { status, body: null };
    if (status >= 400) throw fail('refused', `The identity system refused the request (${status}).`, status);
    if (status < 200 || status >= 300)
      throw fail('unexpected', `The identity system answered in an unknown way (${status}).`, status);
    if (text === '') return { status, body: null };
    try {
      return { status, body: JSON.parse(text) as unknown };
    } catch {
      throw fail('unexpected', 'The identity system’s answer can not be read.');
    }
  };

  const understand = <T extends z.ZodType>(schema: T, { body }: Answer): z.output<T> => {
    const result = schema.safeParse(body);
    if (result.success) return result.data;
    // The field alone: the value may be personal.
    throw fail(
      'unexpected',
      `The identity system’s answer is not as expected (${result.error.issues[0]?.path.join('.') || 'body'}).`,
    );
  };

  /** For calls about an account that must be there. */
  const askOf = async (
    accountId: string,
    method: string,
    rest: string,
    more: { readonly body?: unknown } = {},
  ): Promise<Answer> => {
    const answer = await ask(method, `${pathOf(accountId)}${rest}`, more);
    if (answer.status === 404)
      throw fail('refused', 'The identity system has no such account any more.', answer.status);
    return answer;
  };

  const profile = async () => understand(Profile, await ask('GET', '/profile'));
  /** A call that this system doesn't have. */
  const cannot = (): OutsideError => fail('refused', 'The identity system has no such call.');

  const toFactor = (
    credential: z.output<typeof Credentials>[number],
    { capabilities: can, fixed }: z.output<typeof Profile>,
  ): Factor[] => {
    const { id, type, userLabel, createdDate, lastUsedDate, credentialData } = credential;
    if (type.toLowerCase() === 'password') return [];
    const kind = kindOf.get(type) ?? 'other';
    return [
      {
        id,
        kind,
        ...(kind === 'other' ? { systemName: type } : {}),
        label: userLabel,
        createdAt: createdDate === null ? null : toIso(createdDate),
        lastUsedAt: lastUsedDate === null ? null : toIso(lastUsedDate),
        ...(kind === 'backup-codes'
          ? { codesLeft: can.backupCodes === 'counted' ? codesLeftIn(credentialData) : ('unknown' as const) }
          : {}),
        ...(fixed.includes(type) ? { removable: false as const } : {}),
      },
    ];
  };

  const codesLeftIn = (credentialData: string): number => {
    let data: unknown;
    try {
      data = JSON.parse(credentialData);
    } catch {
      data = null;
    }
    return understand(RemainingCodes, { status: 200, body: data }).remainingCodes;
  };

  const toIso = (epochMs: number): string => {
    const date = new Date(epochMs);
    if (Number.isNaN(date.getTime()))
      throw fail('unexpected', 'The identity system’s answer is not as expected (createdDate).');
    return date.toISOString();
  };

  const user = async (accountId: string) => understand(User, await askOf(accountId, 'GET', ''));

  return {
    accounts: {
      name: 'Sample identity system',
      capabilities: async () => (await profile()).capabilities,
      async find(query, limit) {
        const wish = query.trim();
        if (wish === '' || limit < 1) return [];
        const [answer, { firms }] = await Promise.all([
          ask('GET', `/users?search=${encodeURIComponent(wish)}&max=${Math.min(Math.floor(limit), 1000)}`),
          profile(),
        ]);
        return understand(z.array(User), answer)
          .map((one) => toSummary(one, firms))
          .slice(0, limit);
      },
      async read(accountId) {
        const found = await ask('GET', pathOf(accountId));
        if (found.status === 404) return null;
        const one = understand(User, found);
        const [credentials, known] = await Promise.all([askOf(accountId, 'GET', '/credentials'), profile()]);
        const sessions =
          known.capabilities.sessions === 'listed'
            ? understand(Sessions, await askOf(accountId, 'GET', '/sessions'))
            : ('unknown' as const);
        return {
          accountId: one.id,
          name: one.name,
          login: one.username,
          language: one.locale,
          timeZone: one.zoneinfo,
          nameSince: one.nameSince,
          factors: understand(Credentials, credentials).flatMap((credential) => toFactor(credential, known)),
          sessions,
          reEnrolmentRequired: one.requiredActions.includes('CONFIGURE_TOTP'),
          locked: !one.enabled,
          temporaryAccessUntil: one.temporaryAccessUntil,
          readAt: clock.now().toISOString(),
        };
      },
      async removeFactor(accountId, factorId) {
        const listed = understand(Credentials, await askOf(accountId, 'GET', '/credentials'));
        const credential = listed.find(({ id }) => id === factorId);
        if (!credential) return 'gone';
        // The call would take it.
        if (credential.type.toLowerCase() === 'password')
          throw fail('refused', 'The identity system lists this as the password, so the desk does not remove it.');
        const { status } = await ask('DELETE', `${pathOf(accountId)}/credentials/${segment(factorId)}`);
        return status === 404 ? 'gone' : 'removed';
      },
      async removeAllFactors(accountId) {
        if ((await profile()).capabilities.removal !== 'all') throw cannot();
        await askOf(accountId, 'POST', '/two-step/turn-off');
      },
      async endSessions(accountId) {
        return understand(Ended, await askOf(accountId, 'POST', '/logout'));
      },
      async requireReEnrolment(accountId) {
        await askOf(accountId, 'PUT', '', { body: { requiredActions: ['CONFIGURE_TOTP'] } });
      },
      async lock(accountId) {
        await askOf(accountId, 'PUT', '', { body: { enabled: false } });
      },
      async unlock(accountId) {
        await askOf(accountId, 'PUT', '', { body: { enabled: true } });
      },
      async grantAccess(accountId, hours) {
        await askOf(accountId, 'POST', '/temporary-access', { body: { hours } });
      },
    },
    contacts: {
      addressesOf: async (accountId) => ((await profile()).contacts ? (await user(accountId)).addresses : []),
      async pageOfAddresses(cursor) {
        if (!(await profile()).contacts) return { accounts: [], next: null };
        const after = cursor === null ? '' : `&after=${encodeURIComponent(cursor)}`;
        const page = understand(AddressPage, await ask('GET', `/addresses?max=${accountsInPage}${after}`));
        // Whoever follows the pages would never end.
        if (page.next !== null && page.next === cursor)
          throw fail('unexpected', 'The identity system’s list of addresses does not go on.');
        return page;
      },
    },
    firms: {
      async firmOf(accountId) {
        if (!(await profile()).firms) return null;
        const { firm, role } = await user(accountId);
        const members = await ask('GET', `/organizations/${segment(firm.id)}/members`);
        return {
          firmId: firm.id,
          firmName: firm.name,
          firmStatus: firm.status,
          firmCountry: firm.country,
          role,
          members: understand(Members, members).map(({ id, enabled, ...member }) => ({
            accountId: id,
            ...member,
            locked: !enabled,
          })),
        };
      },
    },
  };
};

const toSummary = (user: z.output<typeof User>, hasFirms: boolean): AccountSummary => ({
  accountId: user.id,
  name: user.name,
  login: user.username,
  ...(hasFirms
    ? { firmName: user.firm.name, role: user.role, firmStatus: user.firm.status }
    : { firmName: '', role: 'unknown', firmStatus: 'unknown' }),
});
