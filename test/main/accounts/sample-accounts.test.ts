import { describe, expect, it } from 'vitest';
import { createSampleAccounts } from '#main/accounts/sample-accounts';
import type { AccountsPort } from '#main/ports';
import { type AccountsWorld, describeAccountsPort } from '#support/accounts-contract';
import { startIdentitySystem } from '#support/identity-system';

const lawyer = 'jean-philippe-lariviere';
const clock = { now: () => new Date() };

const makeWorld = async (): Promise<AccountsWorld> => {
  const system = await startIdentitySystem();
  await system.addFirmOf(lawyer);
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
  const patient = createSampleAccounts({
    baseUrl: system.baseUrl,
    token: system.token,
    clock,
    fetch: through,
    timeoutMs: 20_000,
  });
  const hasty = createSampleAccounts({ baseUrl: system.baseUrl, token: system.token, clock, timeoutMs: 40 });
  let current = patient;
  const port: AccountsPort = {
    name: patient.name,
    find: (...args) => current.find(...args),
    read: (...args) => current.read(...args),
    removeFactor: (...args) => current.removeFactor(...args),
    endSessions: (...args) => current.endSessions(...args),
    requireReEnrolment: (...args) => current.requireReEnrolment(...args),
    lock: (...args) => current.lock(...args),
    unlock: (...args) => current.unlock(...args),
  };
  let isDown = false;
  return {
    port,
    accountId: lawyer,
    name: 'Jean-Philippe Larivière',
    login: 'jp.lariviere@lariviere-fils.example',
    unknownId: 'nobody',
    passwordId: `${lawyer}.password`,
    isPasswordRight: async () => {
      const { login, password } = await system.credentials(lawyer);
      return password !== null && (await system.signIn(login, password)).state !== 'refused';
    },
    enrol: (label) => system.enrol(lawyer, label),
    signInElsewhere: async (device) =>
      void (await system.admin('POST', `/sample/people/${lawyer}/sessions`, { device })),
    breakIt: async (how) => {
      if (how === 'down') {
        isDown = true;
        await system.close();
      } else if (how === 'slow') {
        await system.fault({ path: '/admin/*', kind: 'delay', delayMs: 400, times: 1000 });
        current = hasty;
      } else broken = how;
    },
    loseNextAnswer: () => system.fault({ path: '*/credentials/*', method: 'DELETE', kind: 'reset-after' }),
    close: async () => {
      if (!isDown) await system.close();
    },
  };
};

describeAccountsPort('sample identity system', makeWorld);

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
    const port = createSampleAccounts({
      baseUrl: 'http://127.0.0.1:1',
      token: 'never-shown-to-anybody',
      clock,
      fetch: (input, init) => {
        const path = new URL(input instanceof Request ? input.url : input).pathname.replace('/admin/realms/lumen', '');
        asked.push(`${init?.method} ${path}`);
        return Promise.resolve(Response.json(answers[path] ?? null, { status: path in answers ? 200 : 404 }));
      },
    });
    return { port, asked };
  };
  const around = { '/users/ada': user, '/users/ada/sessions': [], '/organizations/firm/members': [] };

  it('does not read an account with a credential it does not know: left out, the desk would say that 2FA is off', async () => {
    const { port } = answering({ ...around, '/users/ada/credentials': [{ id: 'x', type: 'sms', createdDate: 0 }] });
    await expect(port.read('ada')).rejects.toMatchObject({
      kind: 'unexpected',
      message: expect.stringContaining('sms'),
    });
  });

  it('never sends a delete for a credential of a kind that is not on its own list', async () => {
    for (const type of ['password', 'sms', 'PASSWORD', 'constructor', '__proto__']) {
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
