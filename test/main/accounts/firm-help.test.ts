import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSampleAccounts } from '#main/accounts/sample-accounts';
import { type IdentitySystem, startIdentitySystem } from '#support/identity-system';
import { type Browser, browse } from './browse';

const app = [{ type: 'otp', label: 'Phone', createdDays: 90 }] as const;

describe('a firm that helps its own people', () => {
  let system: IdentitySystem;
  beforeEach(async () => {
    system = await startIdentitySystem();
    await system.addFirm({ id: 'firm', name: 'Firm' });
    await system.addFirm({ id: 'other', name: 'Other firm' });
    const add = (id: string, more: Partial<Parameters<IdentitySystem['addPerson']>[0]> = {}) =>
      system.addPerson({
        id,
        firmId: 'firm',
        name: `Person ${id}`,
        login: `${id}@firm.example`,
        factors: [...app],
        ...more,
      });
    await Promise.all([
      add('owner', { role: 'primary-subscriber', factors: [] }),
      add('admin', { role: 'administrator' }),
      add('admin-two', { role: 'administrator' }),
      add('admin-off', { role: 'administrator', factors: [] }),
      add('codes-only', { role: 'administrator', factors: [], backupCodesLeft: 4 }),
      add('member', { backupCodesLeft: 3, sessions: [{ device: 'Old phone', startedDays: 9, lastSeenDays: 2 }] }),
      add('off', { factors: [] }),
      add('stranger', { firmId: 'other', login: 's@other.example' }),
    ]);
  });
  afterEach(async () => {
    await system.close();
  });
  const portOf = () =>
    createSampleAccounts({ baseUrl: system.baseUrl, token: system.token, clock: { now: () => new Date() } }).accounts;
  const signIn = async (id: string): Promise<Browser> => {
    const { login, password, code, backupCodes } = await system.credentials(id);
    const answer = await system.signIn(login, password!, code ?? backupCodes[0]);
    expect(answer.state, id).toBe('signed-in');
    const browser = browse(system.baseUrl, answer.cookies);
    await browser.open('/');
    return browser;
  };
  const has2fa = async (id: string) => (await portOf().read(id))!.factors.length > 0;

  it('lets an administrator turn a member’s 2FA off, after which the password opens the enrolment and nothing else', async () => {
    const { login, password } = await system.credentials('member');
    const browser = await signIn('admin');
    await browser.open('/firm');
    expect(browser.html()).toContain('Turn off 2FA for Person member');
    await browser.submit('/firm/turn-off', { member: 'member' });
    expect(browser.at()).toEqual(['/firm', 200]);
    expect(browser.html()).not.toContain('Turn off 2FA for Person member');
    expect(await portOf().read('member')).toMatchObject({ factors: [], sessions: [], reEnrolmentRequired: true });
    const after = await system.signIn(login, password!);
    expect(after.state).toBe('enrol-required');
    expect(await system.isSignedIn(after.cookies)).toBe(false);
  });

  it.each([
    ['owner', 'member'],
    ['owner', 'admin'],
    ['admin', 'member'],
    ['admin', 'admin-two'],
    ['admin', 'codes-only'],
  ])('lets %s do it for %s', async (helper, target) => {
    const browser = await signIn(helper);
    await browser.submit('/firm/turn-off', { member: target });
    expect(browser.at()).toEqual(['/firm', 200]);
    expect(await has2fa(target)).toBe(false);
  });

  it.each([
    ['admin-off', 'member', 'an administrator without 2FA'],
    ['codes-only', 'member', 'an administrator with backup codes alone'],
    ['admin', 'owner', 'an administrator, for the Primary Subscriber'],
    ['admin', 'admin', 'an administrator, for themself'],
    ['member', 'admin', 'a member'],
    ['member', 'member', 'a member, for themself'],
    ['admin', 'stranger', 'an administrator of another firm'],
    ['admin', 'nobody', 'anybody, for nobody'],
  ])('does not let %s do it for %s: %s', async (helper, target) => {
    const known = target === 'nobody' ? null : await has2fa(target);
    const browser = await signIn(helper);
    await browser.submit('/firm/turn-off', { member: target });
    expect(browser.at()).toEqual(['/firm/turn-off', 403]);
    expect(browser.html()).toContain('role="alert"');
    if (known !== null) expect(await has2fa(target)).toBe(known);
  });

  it('does not let the Primary Subscriber do it for themself', async () => {
    await system.enrol('owner', 'Phone');
    const browser = await signIn('owner');
    await browser.submit('/firm/turn-off', { member: 'owner' });
    expect([browser.at(), await has2fa('owner')]).toEqual([['/firm/turn-off', 403], true]);
  });

  it('shows the members to administrators and to nobody else', async () => {
    const member = await signIn('member');
    expect(member.html()).not.toContain('href="/firm"');
    await member.open('/firm');
    expect(member.at()).toEqual(['/firm', 403]);
    expect(member.html()).not.toContain('Person admin');
    const nobody = browse(system.baseUrl);
    await nobody.open('/firm');
    expect(nobody.at()).toEqual(['/sign-in', 200]);
    const admin = await signIn('admin-off');
    await admin.open('/firm');
    expect(admin.html()).toContain('Person member');
    expect(admin.html()).toContain('Turn 2FA on for your own account first.');
    expect(admin.html()).not.toContain('<button class="quiet"');
    expect(admin.html()).not.toContain('Person stranger');
  });

  it('refuses everything once the firm is suspended or the helper is locked', async () => {
    const admin = await signIn('admin');
    const owner = await signIn('owner');
    await portOf().lock('admin');
    await admin.submit('/firm/turn-off', { member: 'member' });
    expect(admin.at()).toEqual(['/sign-in', 200]);
    await system.addFirm({ id: 'firm', name: 'Firm', status: 'suspended' });
    await owner.submit('/firm/turn-off', { member: 'member' });
    expect([owner.at(), await has2fa('member')]).toEqual([['/sign-in', 200], true]);
    expect(await portOf().find('Person member', 5)).toMatchObject([{ accountId: 'member', firmStatus: 'suspended' }]);
  });

  it('changes nothing for a locked member, nor for one without 2FA', async () => {
    const browser = await signIn('owner');
    await portOf().lock('member');
    for (const member of ['member', 'off']) {
      await browser.submit('/firm/turn-off', { member });
      expect(browser.at(), member).toEqual(['/firm/turn-off', 403]);
      expect((await portOf().read(member))!.reEnrolmentRequired, member).toBe(false);
    }
  });

  it('does nothing for a form that another page sends', async () => {
    const browser = await signIn('admin');
    await browser.submit('/firm/turn-off', { member: 'member' }, { origin: 'https://evil.example' });
    expect([browser.at(), await has2fa('member')]).toEqual([['/firm/turn-off', 403], true]);
  });

  it('says it in French, too', async () => {
    const browser = await signIn('admin');
    await browser.open('/firm?lang=fr');
    expect(browser.html()).toContain('Désactiver l’A2F de Person member');
    expect(browser.html()).toContain('Un administrateur ne peut pas le faire pour l’abonné principal.');
  });
});
