import jsQR from 'jsqr';
import { generateSync } from 'otplib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languageOf } from '#main/accounts/sample/texts';
import { type IdentitySystem, startIdentitySystem } from '#support/identity-system';
import { browse } from './browse';

const lawyer = 'jean-philippe-lariviere';
const loginName = 'jp.lariviere@lariviere-fils.example';

describe('the sign-in pages', () => {
  let system: IdentitySystem;
  beforeEach(async () => {
    system = await startIdentitySystem();
    await system.addFirmOf(lawyer);
  });
  afterEach(async () => {
    await system.close();
  });

  it('lead through password and code to the sessions, and out again', async () => {
    const { password, code } = await system.credentials(lawyer);
    const browser = browse(system.baseUrl);
    await browser.open('/');
    expect(browser.at()).toEqual(['/sign-in', 200]);
    await browser.submit('/sign-in', { login: loginName, password: password! });
    expect(browser.at()).toEqual(['/sign-in/code', 200]);
    expect(browser.html()).toContain('clé de sécurité');
    await browser.submit('/sign-in/code', { code: '12345' });
    expect(browser.at()).toEqual(['/sign-in/code', 403]);
    expect(browser.html()).toContain('role="alert"');
    await browser.submit('/sign-in/code', { code: `${code!.slice(0, 3)} ${code!.slice(3)}` });
    expect(browser.at()).toEqual(['/', 200]);
    expect(browser.html()).toContain('Jean-Philippe Larivière');
    expect(browser.html()).toContain('Lumen for iPhone');
    const old = browser.cookies();
    await browser.submit('/sign-out', {});
    expect(browser.at()).toEqual(['/sign-in', 200]);
    expect(await system.isSignedIn(old)).toBe(false);
  });

  it('demand an enrolment when 2FA is off, and open nothing else before it', async () => {
    const { password } = await system.credentials(lawyer);
    for (const id of ['otp-1', 'webauthn-2'])
      await system.admin('DELETE', `/admin/realms/lumen/users/${lawyer}/credentials/${lawyer}.${id}`);
    await system.admin('PUT', `/admin/realms/lumen/users/${lawyer}`, { requiredActions: ['CONFIGURE_TOTP'] });
    const browser = browse(system.baseUrl);
    await browser.open('/sign-in');
    await browser.submit('/sign-in', { login: loginName, password: password! });
    expect(browser.at()).toEqual(['/enrol', 200]);
    const enrolment = browser.html();
    await browser.open('/');
    expect(browser.at()).toEqual(['/sign-in', 200]);
    await browser.open('/enrol');
    const secret = /<code id="secret">([A-Z2-7 ]+)<\/code>/.exec(browser.html())![1]!.replaceAll(' ', '');
    expect(enrolment).toContain(secret.slice(0, 4));
    await browser.submit('/enrol', { code: 'abcdef', label: 'Nouveau' });
    expect(browser.at()).toEqual(['/enrol', 403]);
    await browser.submit('/enrol', { code: generateSync({ secret }), label: 'Nouveau <téléphone>' });
    expect(browser.at()).toEqual(['/', 200]);
    const { body } = await system.admin('GET', `/admin/realms/lumen/users/${lawyer}`);
    expect(body).toMatchObject({ requiredActions: [] });
    expect((await system.credentials(lawyer)).apps[0]?.label).toBe('Nouveau <téléphone>');
    // The code that confirmed the enrolment does not sign in as well.
    expect((await system.signIn(loginName, password!, generateSync({ secret }))).state).toBe('refused');
  });

  it('draw a QR code that a camera reads as the typed secret', async () => {
    await system.admin('PUT', `/admin/realms/lumen/users/etienne-lariviere`, { requiredActions: ['CONFIGURE_TOTP'] });
    const browser = browse(system.baseUrl);
    await browser.open('/sign-in');
    await browser.submit('/sign-in', {
      login: 'e.lariviere@lariviere-fils.example',
      password: (await system.credentials('etienne-lariviere')).password!,
    });
    const secret = /<code id="secret">([A-Z2-7 ]+)<\/code>/.exec(browser.html())![1]!.replaceAll(' ', '');
    const path = /<path stroke="#000000" d="([^"]+)"/.exec(browser.html())![1]!;
    const size = Number(/viewBox="0 0 (\d+) \d+"/.exec(browser.html())![1]);
    const scale = 4;
    const pixels = new Uint8ClampedArray(size * scale * size * scale * 4).fill(255);
    let x = 0;
    let y = 0;
    // The drawing is rows of dark runs: M moves to, m moves by, h draws to the right.
    for (const [, command, first, second] of path.matchAll(/([Mmh])(-?[\d.]+)(?:[ ,](-?[\d.]+))?/g)) {
      if (command === 'M') [x, y] = [Number(first), Number(second)];
      else if (command === 'm') [x, y] = [x + Number(first), y + Number(second)];
      else {
        for (let row = 0; row < scale; row += 1)
          for (let column = 0; column < Number(first) * scale; column += 1)
            pixels.fill(
              0,
              ((Math.floor(y) * scale + row) * size * scale + x * scale + column) * 4,
              ((Math.floor(y) * scale + row) * size * scale + x * scale + column) * 4 + 3,
            );
        x += Number(first);
      }
    }
    const read = jsQR(pixels, size * scale, size * scale)!.data;
    expect(new URL(read).searchParams.get('secret')).toBe(secret);
    expect(read).toMatch(/^otpauth:\/\/totp\/Lumen%20Practice:/);
  });

  it('refuse a form that another page sends', async () => {
    const { password } = await system.credentials(lawyer);
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const browser = browse(system.baseUrl);
      await browser.open('/sign-in');
      await browser.submit('/sign-in', { login: loginName, password: password! }, headers);
      expect(browser.at()).toEqual(['/sign-in', 403]);
    }
    const browser = browse(system.baseUrl);
    await browser.open('/sign-in');
    browser.forgetFormToken();
    await browser.submit('/sign-in', { login: loginName, password: password! });
    expect(browser.at()).toEqual(['/sign-in', 403]);
    const json = await fetch(`${system.baseUrl}/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ login: loginName, password }),
    });
    expect(json.status).toBe(403);
  });

  it('allow no script, no frame, no foreign form, and are stored nowhere', async () => {
    const response = await fetch(`${system.baseUrl}/sign-in`);
    const policy = response.headers.get('content-security-policy')!;
    for (const part of ["default-src 'none'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.text()).not.toMatch(/<script|style="|\son\w+=/);
    for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  });

  it('escape what people typed', async () => {
    const browser = browse(system.baseUrl);
    await browser.open('/sign-in');
    await browser.submit('/sign-in', { login: '"><img src=x onerror=alert(1)>', password: 'x' });
    expect(browser.html()).not.toContain('<img');
    expect(browser.html()).toContain('&quot;&gt;&lt;img');
  });

  it('speak French to who reads French first, and as the reader chose after that', async () => {
    expect(
      ['fr-CA,en;q=0.8', 'de, fr;q=0.5, en;q=0.4', 'en-CA,fr;q=0.9', '*', undefined, 'fr;q=0,en'].map(languageOf),
    ).toEqual(['fr', 'fr', 'en', 'en', 'en', 'en']);
    const browser = browse(system.baseUrl);
    await browser.open('/sign-in?lang=fr');
    await browser.open('/sign-in');
    expect(browser.html()).toContain('Mot de passe');
    expect(browser.html()).toContain('lang="fr-CA"');
  });

  it('end another session, and no session of somebody else', async () => {
    await system.addFirmOf('hannah-brandt');
    const { password, code } = await system.credentials(lawyer);
    const browser = browse(system.baseUrl);
    await browser.open('/sign-in');
    await browser.submit('/sign-in', { login: loginName, password: password! });
    await browser.submit('/sign-in/code', { code: code! });
    await browser.submit('/sessions/end', { session: `${lawyer}.session-1` });
    await browser.submit('/sessions/end', { session: 'claire-dube.session-1' });
    const count = async (id: string) =>
      ((await system.admin('GET', `/admin/realms/lumen/users/${id}/sessions`)).body as unknown[]).length;
    expect([await count(lawyer), await count('claire-dube')]).toEqual([2, 1]);
  });

  it('have a page for what is not there', async () => {
    const browser = browse(system.baseUrl);
    await browser.open('/nothing/here');
    expect(browser.at()).toEqual(['/nothing/here', 404]);
  });
});
