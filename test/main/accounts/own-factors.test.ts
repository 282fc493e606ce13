import { generateSync } from 'otplib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSampleAccounts } from '#main/accounts/sample-accounts';
import { type IdentitySystem, startIdentitySystem } from '#support/identity-system';
import { type Browser, browse, secretOn } from './browse';

const lawyer = 'jean-philippe-lariviere';
const loginName = 'jp.lariviere@lariviere-fils.example';

describe('the second factors of somebody who is signed in', () => {
  let time: number;
  let system: IdentitySystem;
  let browser: Browser;
  beforeEach(async () => {
    time = Date.parse('2026-11-10T15:00:00Z');
    system = await startIdentitySystem({ now: () => time });
    await system.addFirmOf(lawyer);
    const { password, code } = await system.credentials(lawyer);
    browser = browse(system.baseUrl, (await system.signIn(loginName, password!, code!)).cookies);
    await browser.open('/');
  });
  afterEach(async () => {
    await system.close();
  });
  const facts = async () =>
    (await createSampleAccounts({
      baseUrl: system.baseUrl,
      token: system.token,
      clock: { now: () => new Date(time) },
    }).accounts.read(lawyer))!;
  const labels = async () => (await facts()).factors.map(({ label }) => label);
  const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(time / 1000) });

  it('are added to from there, without a code of the lost one, and the new app signs in', async () => {
    await browser.open('/security/new-app');
    const secret = secretOn(browser);
    await browser.submit('/security/new-app', { code: '000000', label: 'Neuf' });
    expect(browser.at()).toEqual(['/security/new-app', 403]);
    expect(secretOn(browser)).toBe(secret);
    await browser.submit('/security/new-app', { code: codeOf(secret), label: 'Nouveau téléphone' });
    expect(browser.at()).toEqual(['/security', 200]);
    expect(await labels()).toEqual(['iPhone de JP', 'YubiKey 5', 'Nouveau téléphone']);
    expect((await facts()).sessions).toHaveLength(3);
    time += 30_000;
    const { password } = await system.credentials(lawyer);
    expect((await system.signIn(loginName, password!, codeOf(secret))).state).toBe('signed-in');
  });

  it('are not added to by the same code and key twice', async () => {
    await browser.open('/security/new-app');
    const code = codeOf(secretOn(browser));
    await browser.submit('/security/new-app', { code });
    await browser.open('/security');
    await browser.submit('/security/new-app', { code });
    expect([browser.at(), await labels()]).toEqual([
      ['/security/new-app', 403],
      ['iPhone de JP', 'YubiKey 5', 'Application d’authentification'],
    ]);
  });

  it('lose the one that was lost, and never the last one', async () => {
    await browser.open('/security');
    await browser.submit('/security/remove', { factor: `${lawyer}.otp-1` });
    expect([browser.at(), await labels()]).toEqual([['/security', 200], ['YubiKey 5']]);
    expect(browser.html()).not.toContain('action="/security/remove"');
    await browser.submit('/security/remove', { factor: `${lawyer}.webauthn-2` });
    expect([browser.at(), await labels()]).toEqual([['/security/remove', 403], ['YubiKey 5']]);
  });

  it.each([`${lawyer}.password`, 'genevieve-lariviere.otp-1', 'nothing'])(
    'are the only thing that is removed there, not %s',
    async (factor) => {
      await browser.open('/security');
      await browser.submit('/security/remove', { factor });
      expect(browser.at()).toEqual(['/security/remove', 403]);
      expect((await system.credentials(lawyer)).password).not.toBeNull();
      expect((await system.credentials('genevieve-lariviere')).apps).toHaveLength(1);
    },
  );

  it('can not be reached any more when the session ended, with an app half added', async () => {
    await browser.open('/security/new-app');
    const secret = secretOn(browser);
    await system.admin('POST', `/admin/realms/lumen/users/${lawyer}/logout`);
    await browser.submit('/security/new-app', { code: codeOf(secret) });
    expect([browser.at(), await labels()]).toEqual([
      ['/sign-in', 200],
      ['iPhone de JP', 'YubiKey 5'],
    ]);
  });

  it('are not added to by an app that was begun more than half an hour ago', async () => {
    await browser.open('/security/new-app');
    const secret = secretOn(browser);
    time += 30 * 60_000;
    await browser.submit('/security/new-app', { code: codeOf(secret) });
    expect(browser.at()).toEqual(['/security/new-app', 403]);
    expect(secretOn(browser)).not.toBe(secret);
  });
});
