import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSampleAccounts } from '#main/accounts/sample-accounts';
import { type IdentitySystem, startIdentitySystem } from '#support/identity-system';

const lawyer = 'jean-philippe-lariviere';
const loginName = 'jp.lariviere@lariviere-fils.example';

describe('signing in to the sample identity system', () => {
  let time: number;
  let system: IdentitySystem;
  beforeEach(async () => {
    time = Date.parse('2026-11-10T15:00:00Z');
    system = await startIdentitySystem({ now: () => time, seedKey: 'always the same in these tests' });
    await system.addFirmOf(lawyer);
  });
  afterEach(async () => {
    await system.close();
  });
  const passwordOf = async (id: string) => (await system.credentials(id)).password!;
  const portOf = () =>
    createSampleAccounts({ baseUrl: system.baseUrl, token: system.token, clock: { now: () => new Date(time) } })
      .accounts;

  it('proves that 2FA is off: refused without a code before, password alone and a demand to enrol after', async () => {
    const { password, code } = await system.credentials(lawyer);
    expect((await system.signIn(loginName, password!)).state).toBe('code-required');
    expect((await system.signIn(loginName, password!, '000000')).state).toBe('refused');
    const before = await system.signIn(loginName, password!, code!);
    expect(before.state).toBe('signed-in');
    expect(await system.isSignedIn(before.cookies)).toBe(true);

    const port = portOf();
    const { factors } = (await port.read(lawyer))!;
    await port.requireReEnrolment(lawyer);
    for (const factor of factors) expect(await port.removeFactor(lawyer, factor.id)).toBe('removed');
    expect(await port.endSessions(lawyer)).toEqual({ ended: 3 });
    expect(await port.read(lawyer)).toMatchObject({ factors: [], sessions: [], reEnrolmentRequired: true });

    expect(await system.isSignedIn(before.cookies)).toBe(false);
    const after = await system.signIn(loginName, password!);
    expect(after.state).toBe('enrol-required');
    expect(await system.isSignedIn(after.cookies)).toBe(false);
    expect((await system.signIn(loginName, 'another password')).state).toBe('refused');
  });

  it('takes a code once, and the next code after it', async () => {
    const { password, code } = await system.credentials(lawyer);
    expect((await system.signIn(loginName, password!, code!)).state).toBe('signed-in');
    expect((await system.signIn(loginName, password!, code!)).state).toBe('refused');
    const next = (await system.credentials(lawyer)).code!;
    expect(next).not.toBe(code);
    expect((await system.signIn(loginName, password!, next)).state).toBe('signed-in');
    expect((await system.credentials(lawyer)).code).toBeNull();
  });

  it('lets one of two sign-ins at the same moment have the code', async () => {
    const { password, code } = await system.credentials(lawyer);
    const states = (await Promise.all([1, 2, 3].map(() => system.signIn(loginName, password!, code!)))).map(
      ({ state }) => state,
    );
    expect(states.filter((state) => state === 'signed-in')).toHaveLength(1);
  });

  it('takes a code of the step before, for a phone that is late, and none of two steps before', async () => {
    const { password, code } = await system.credentials(lawyer);
    time += 60_000;
    expect((await system.signIn(loginName, password!, code!)).state).toBe('refused');
    time -= 30_000;
    expect((await system.signIn(loginName, password!, code!)).state).toBe('signed-in');
  });

  it('takes each backup code once, however it is typed', async () => {
    await system.addFirmOf('hannah-brandt');
    const { login, password, backupCodes } = await system.credentials('hannah-brandt');
    expect(backupCodes).toHaveLength(3);
    expect(
      (await system.signIn(login, password!, ` ${backupCodes[0]!.toUpperCase().replaceAll('-', ' ')} `)).state,
    ).toBe('signed-in');
    expect((await system.signIn(login, password!, backupCodes[0])).state).toBe('refused');
    const port = portOf();
    expect((await port.read('hannah-brandt'))!.factors.find(({ kind }) => kind === 'backup-codes')?.codesLeft).toBe(2);
  });

  it('asks a person who only has a security key for it, since the password alone is not enough', async () => {
    await system.addFirm({ id: 'solo', name: 'Solo' });
    await system.addPerson({
      id: 'key-only',
      firmId: 'solo',
      name: 'Key Only',
      login: 'key@solo.example',
      factors: [{ type: 'webauthn', label: 'Key', createdDays: 3 }],
    });
    expect((await system.signIn('key@solo.example', await passwordOf('key-only'))).state).toBe('code-required');
  });

  it('signs in by password alone who never had a second factor, and is not asked to enrol', async () => {
    expect(
      (await system.signIn('e.lariviere@lariviere-fils.example', await passwordOf('etienne-lariviere'))).state,
    ).toBe('signed-in');
  });

  it('still wants the code when enrolment is asked for and the old factors are there', async () => {
    await portOf().requireReEnrolment(lawyer);
    const { password, code } = await system.credentials(lawyer);
    expect((await system.signIn(loginName, password!)).state).toBe('code-required');
    expect((await system.signIn(loginName, password!, code!)).state).toBe('enrol-required');
  });

  it('answers an unknown login and a wrong password alike, for a locked account too', async () => {
    const unknown = await system.signIn('nobody@lariviere-fils.example', await passwordOf(lawyer));
    const wrong = await system.signIn(loginName, 'wrong');
    await portOf().lock(lawyer);
    const locked = await system.signIn(loginName, 'wrong');
    expect(new Set([unknown, wrong, locked].map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(wrong).toMatchObject({ state: 'refused', why: 'wrong' });
  });

  it('says that the account is locked to who knows its password, and not why', async () => {
    const { password, code } = await system.credentials(lawyer);
    await portOf().lock(lawyer);
    for (const given of [undefined, code!]) {
      const { cookies: _, ...answer } = await system.signIn(loginName, password!, given);
      expect(answer).toEqual({ state: 'refused', why: 'locked' });
    }
  });

  it('refuses the sessions of a locked account, does not count that as seen, and takes them again when it is unlocked', async () => {
    const { password, code } = await system.credentials(lawyer);
    const { cookies } = await system.signIn(loginName, password!, code!);
    await portOf().lock(lawyer);
    time += 60_000;
    expect(await system.isSignedIn(cookies)).toBe(false);
    const { locked, sessions } = (await portOf().read(lawyer))!;
    expect([
      locked,
      sessions !== 'unknown' && sessions.some(({ lastSeenAt }) => Date.parse(lastSeenAt) === time),
    ]).toEqual([true, false]);
    await portOf().unlock(lawyer);
    expect(await system.isSignedIn(cookies)).toBe(true);
  });

  it('takes the password alone while temporary access lasts, and the factors stay', async () => {
    const password = await passwordOf(lawyer);
    const before = (await portOf().read(lawyer))!.factors;
    await portOf().grantAccess(lawyer, 8);
    const until = new Date(time + 8 * 3_600_000).toISOString();
    expect(await portOf().read(lawyer)).toMatchObject({ temporaryAccessUntil: until, factors: before });
    time += 8 * 3_600_000 - 1;
    expect((await system.signIn(loginName, password)).state).toBe('signed-in');
    expect((await system.signIn(loginName, 'wrong')).state).toBe('refused');
    time += 1;
    expect((await system.signIn(loginName, password)).state).toBe('code-required');
    expect(await portOf().read(lawyer)).toMatchObject({ temporaryAccessUntil: null, factors: before });
  });

  it('grants temporary access for whole hours up to three days, and not to a locked account', async () => {
    await portOf().grantAccess(lawyer, 1);
    expect(await portOf().read(lawyer)).toMatchObject({
      temporaryAccessUntil: new Date(time + 3_600_000).toISOString(),
    });
    for (const hours of [0, 1.5, 73, Number.NaN])
      await expect(portOf().grantAccess(lawyer, hours)).rejects.toMatchObject({
        kind: 'refused',
      });
    await portOf().lock(lawyer);
    expect(await portOf().read(lawyer)).toMatchObject({ temporaryAccessUntil: null });
    await expect(portOf().grantAccess(lawyer, 1)).rejects.toMatchObject({ kind: 'refused' });
    await portOf().unlock(lawyer);
    expect((await system.signIn(loginName, await passwordOf(lawyer))).state).toBe('code-required');
  });

  it('ends temporary access when a new authenticator is there', async () => {
    await portOf().grantAccess(lawyer, 8);
    await system.enrol(lawyer, 'New phone');
    expect((await system.signIn(loginName, await passwordOf(lawyer))).state).toBe('code-required');
  });

  it('says to the people of a suspended firm why they can not sign in, once the password was right', async () => {
    await system.addFirmOf('lukasz-wojcik');
    expect(await system.signIn('lukasz@old-mill.example', 'wrong')).toMatchObject({ state: 'refused', why: 'wrong' });
    expect(await system.signIn('lukasz@old-mill.example', await passwordOf('lukasz-wojcik'))).toMatchObject({
      state: 'refused',
      why: 'suspended',
    });
  });

  it.each([loginName, 'nobody@lariviere-fils.example'])(
    'slows down who guesses for %s, and doubles the wait',
    async (login) => {
      for (let attempt = 0; attempt < 5; attempt += 1)
        expect(await system.signIn(login, 'guess')).toMatchObject({ why: 'wrong' });
      const first = await system.signIn(login, await passwordOf(lawyer));
      expect(first).toMatchObject({
        state: 'refused',
        why: 'throttled',
        retryAt: new Date(time + 30_000).toISOString(),
      });
      time += 30_000;
      expect(await system.signIn(login, 'guess')).toMatchObject({ why: 'wrong' });
      expect(await system.signIn(login, 'guess')).toMatchObject({
        why: 'throttled',
        retryAt: new Date(time + 60_000).toISOString(),
      });
    },
  );

  it('lets no more guesses through when they come all at once', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => system.signIn(loginName, 'guess')));
    expect(answers.filter(({ why }) => why === 'wrong')).toHaveLength(5);
  });

  it('forgets the wrong attempts after a right one', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) await system.signIn(loginName, 'guess');
    const { password, code } = await system.credentials(lawyer);
    expect((await system.signIn(loginName, password!, code!)).state).toBe('signed-in');
    for (let attempt = 0; attempt < 4; attempt += 1)
      expect(await system.signIn(loginName, 'guess')).toMatchObject({ why: 'wrong' });
  });

  it('ends a sign-in that is under way together with the sessions', async () => {
    const { password, code } = await system.credentials(lawyer);
    const { cookies } = await system.signIn(loginName, password!);
    await portOf().endSessions(lawyer);
    const page = await fetch(`${system.baseUrl}/sign-in/code`, { headers: { cookie: cookies } });
    expect([page.status, code !== null]).toEqual([403, true]);
  });

  it('makes each installation its own secrets, and the same ones again from the same seed key', async () => {
    const seedKey = 'a seed key of this installation';
    const one = await startIdentitySystem({ seedKey });
    const same = await startIdentitySystem({ seedKey });
    const passwords: (string | null)[] = [];
    for (const each of [one, same, system]) {
      await each.addFirmOf(lawyer);
      passwords.push((await each.credentials(lawyer)).password);
      if (each !== system) await each.close();
    }
    expect(passwords[0]).toBe(passwords[1]);
    expect(passwords[2]).not.toBe(passwords[0]);
  });
});
