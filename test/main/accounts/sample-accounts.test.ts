import { describe, expect, it } from 'vitest';
import { createSampleAccounts } from '#main/accounts/sample-accounts';
import { samplePeople } from '#main/accounts/sample/seed';
import type { ProfileName } from '#main/accounts/sample/profiles';
import type { AccountsPort } from '#main/ports';
import { everyCapability } from '#support/capabilities';
import { type AccountsWorld, describeAccountsPort } from '#support/accounts-contract';
import { startIdentitySystem } from '#support/identity-system';

const lawyer = 'jean-philippe-lariviere';
const urlOf = (input: string | URL | Request): string => new Request(input).url;
const clock = { now: () => new Date() };
const { historySince: _history, ...everyCapabilityButHistory } = everyCapability;

const makeWorld = async (profile: ProfileName, can: AccountsWorld['can']): Promise<AccountsWorld> => {
  const system = await startIdentitySystem();
  await system.addFirmOf(lawyer);
  await system.admin('POST', '/sample/profile', { profile });
  let broken: 'token-refused' | 'answers-nonsense' | null = null;
  const through: typeof fetch = (input, init) => {
    if (broken === 'answers-nonsense') return Promise.resolve(new Response('<html>Proxy</html>'));
    if (broken === 'token-refused')
      return fetch(input, {
        ...init,
        headers: { ...(init!.headers as Record<string, string>), authorization: 'Bearer another-token-altogether' },
      });
    return fetch(input, init);
  };
  const open = (timeoutMs: number, by: typeof fetch) =>
    createSampleAccounts({ baseUrl: system.baseUrl, token: system.token, clock, fetch: by, timeoutMs });
  const patient = open(20_000, through);
  const hasty = open(40, fetch);
  let current = patient.accounts;
  let { contacts } = patient;
  const port: AccountsPort = {
    name: current.name,
    capabilities: () => current.capabilities(),
    find: (...args) => current.find(...args),
    read: (...args) => current.read(...args),
    removeFactor: (...args) => current.removeFactor(...args),
    removeAllFactors: (...args) => current.removeAllFactors(...args),
    endSessions: (...args) => current.endSessions(...args),
    requireReEnrolment: (...args) => current.requireReEnrolment(...args),
    lock: (...args) => current.lock(...args),
    unlock: (...args) => current.unlock(...args),
    grantAccess: (...args) => current.grantAccess(...args),
  };
  const signIn = async () => {
    const { login, password } = await system.credentials(lawyer);
    return (await system.signIn(login, password!)).state;
  };
  let isDown = false;
  return {
    port,
    get contacts() {
      return contacts;
    },
    firms: patient.firms,
    can,
    accountId: lawyer,
    name: 'Jean-Philippe Larivière',
    login: 'jp.lariviere@lariviere-fils.example',
    unknownId: 'nobody',
    passwordId: `${lawyer}.password`,
    signIn: async () =>
      ({ 'code-required': 'second-factor', 'enrol-required': 'enrolment', 'signed-in': 'password-alone' } as const)[
        (await signIn()) as 'code-required'
      ],
    isPasswordRight: async () => (await system.credentials(lawyer)).password !== null && (await signIn()) !== 'refused',
    enrol: (label) => system.enrol(lawyer, label),
    removeByHand: async (id) => {
      await system.admin('POST', '/sample/profile', { profile: 'sample' });
      await system.admin('DELETE', `/admin/realms/lumen/users/${lawyer}/credentials/${id}`);
      await system.admin('POST', '/sample/profile', { profile });
    },
    signInElsewhere: async (device) =>
      void (await system.admin('POST', `/sample/people/${lawyer}/sessions`, { device })),
    breakIt: async (how) => {
      if (how === 'down') {
        isDown = true;
        await system.close();
      } else if (how === 'slow') {
        await system.fault({ path: '/admin/*', kind: 'delay', delayMs: 400, times: 1000 });
        current = hasty.accounts;
        contacts = hasty.contacts;
      } else broken = how;
    },
    loseNextAnswer: () =>
      can.removal === 'each'
        ? system.fault({ path: '*/credentials/*', method: 'DELETE', kind: 'reset-after' })
        : system.fault({ path: '*/two-step/turn-off', kind: 'reset-after' }),
    close: async () => {
      if (!isDown) await system.close();
    },
  };
};

const all = everyCapabilityButHistory;
const keycloak = { ...all, temporaryAccess: false } as const;
const profiles: readonly (readonly [ProfileName, AccountsWorld['can']])[] = [
  ['sample', all],
  ['keycloak', keycloak],
  ['keycloak-new', { ...keycloak, demand: 'stored' }],
  ['okta', { ...all, sessions: 'ended', backupCodes: 'unknown', demand: 'none' }],
  ['entra', { ...all, sessions: 'ended', backupCodes: 'unknown', demand: 'none' }],
  ['google', { ...keycloak, sessions: 'ended', removal: 'all', backupCodes: 'seen', demand: 'none' }],
];
for (const [profile, can] of profiles)
  describeAccountsPort(`sample identity system like ${profile}`, () => makeWorld(profile, can));

describe('the adapter to the sample identity system', () => {
  const user = {
    id: 'ada',
    username: 'ada',
    name: 'Ada',
    nameSince: null,
    enabled: true,
    requiredActions: [],
    locale: 'en',
    zoneinfo: 'America/Toronto',
    role: 'member',
    firm: { id: 'firm', name: 'Firm', status: 'active' },
    addresses: [],
  };
  const answering = (answers: { readonly [path: string]: unknown }) => {
    const asked: string[] = [];
    const { accounts: port } = createSampleAccounts({
      baseUrl: 'http://127.0.0.1:1',
      token: 'never-shown-to-anybody',
      clock,
      fetch: (input, init) => {
        const path = new URL(urlOf(input)).pathname.replace('/admin/realms/lumen', '');
        asked.push(`${init?.method} ${path}`);
        return Promise.resolve(Response.json(answers[path] ?? null, { status: path in answers ? 200 : 404 }));
      },
    });
    return { port, asked };
  };
  const profile = { capabilities: everyCapability, contacts: true, firms: true, fixed: [] };
  const around = {
    '/profile': profile,
    '/users/ada': user,
    '/users/ada/sessions': [],
    '/organizations/firm/members': [],
  };

  it('calls a credential that it has no word for by the name of the system, so that nobody says that 2FA is off', async () => {
    const { port } = answering({ ...around, '/users/ada/credentials': [{ id: 'x', type: 'sms', createdDate: null }] });
    expect((await port.read('ada'))?.factors).toEqual([
      { id: 'x', kind: 'other', systemName: 'sms', label: '', createdAt: null, lastUsedAt: null },
    ]);
  });

  it('follows the pages of all addresses to the last account, in pages of a few', async () => {
    const system = await startIdentitySystem();
    try {
      await system.seedWorld();
      const inFew: typeof fetch = (input, init) => fetch(urlOf(input).replace('max=200', 'max=7'), init);
      const { contacts } = createSampleAccounts({ baseUrl: system.baseUrl, token: system.token, clock, fetch: inFew });
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await contacts!.pageOfAddresses(cursor);
        expect(page.accounts.length).toBeLessThanOrEqual(7);
        ids.push(...page.accounts.map(({ accountId }) => accountId));
        cursor = page.next;
      } while (cursor !== null);
      expect(ids.length).toBeGreaterThan(7);
      expect(ids.toSorted()).toEqual(samplePeople.map(({ id }) => id).toSorted());
    } finally {
      await system.close();
    }
  });

  it('stops at a list of addresses that does not go on', async () => {
    const { contacts } = createSampleAccounts({
      baseUrl: 'http://127.0.0.1:1',
      token: 'never-shown-to-anybody',
      clock,
      fetch: (input) =>
        Promise.resolve(
          Response.json(urlOf(input).endsWith('/profile') ? profile : { accounts: [], next: 'the same' }),
        ),
    });
    expect((await contacts!.pageOfAddresses(null)).next).toBe('the same');
    await expect(contacts!.pageOfAddresses('the same')).rejects.toMatchObject({ kind: 'unexpected' });
  });

  it('never sends a delete for a password, however it is written', async () => {
    for (const type of ['password', 'PASSWORD', 'Password']) {
      const { port, asked } = answering({ '/users/ada/credentials': [{ id: 'x', type, createdDate: 0 }] });
      await expect(port.removeFactor('ada', 'x')).rejects.toMatchObject({ kind: 'refused' });
      expect(asked).toEqual(['GET /users/ada/credentials']);
    }
  });

  it('never lets a credential named ".." turn its removal into the removal of the account', async () => {
    const { port, asked } = answering({ '/users/ada/credentials': [{ id: '..', type: 'otp', createdDate: 0 }] });
    await expect(port.removeFactor('ada', '..')).rejects.toMatchObject({ kind: 'refused' });
    expect(asked).toEqual(['GET /users/ada/credentials']);
  });

  it('asks for nothing when the search is empty', async () => {
    const { port, asked } = answering({});
    expect(await port.find('  ', 10)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it('names the field that is not as expected, and not its value', async () => {
    const { port } = answering({ ...around, '/users/ada': { ...user, role: 'Ada Lovelace, owner' } });
    await expect(port.read('ada')).rejects.toMatchObject({
      kind: 'unexpected',
      message: expect.stringMatching(/role/),
    });
    await expect(port.read('ada')).rejects.not.toMatchObject({ message: expect.stringContaining('Lovelace') });
  });
});
