import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { termsVersion } from '#contract/identity-form';
import { tinyJpeg } from './pictures';
import { createWorld, newToken, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await world.close();
});

const get = async (path: string, init: RequestInit = {}) => await fetch(world.origin + path, init);
const put = async (token: string, slot: string, body: Uint8Array<ArrayBuffer> = new Uint8Array(tinyJpeg(800, 600))) =>
  await get(`/v/${token}/pictures/${slot}`, { method: 'PUT', body });
const form = (more: object = {}) => ({
  submissionId: crypto.randomUUID(),
  termsVersion,
  language: 'en',
  country: 'CA',
  documentKind: 'driving-licence',
  capture: 'automatic',
  ...more,
});
const submit = async (token: string, body: unknown) =>
  await get(`/v/${token}/submit`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const fill = async (token: string) => {
  for (const slot of ['front', 'back', 'selfie']) expect((await put(token, slot)).status).toBe(200);
};

describe('opening a link', () => {
  test("an open link shows the form in the customer's language", async () => {
    const { token } = world.addLink({ state: 'open', language: 'fr' });
    const answer = await get(`/v/${token}`);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('<html lang="fr"');
  });

  test('GET and HEAD change nothing, however often a scanner opens it', async () => {
    const { token, link } = world.addLink();
    const before = JSON.stringify(link);
    for (const method of ['GET', 'HEAD'])
      for (const path of ['', '/state', '/opened', '/submit', '/pictures/front'])
        await get(`/v/${token}${path}`, { method });
    expect(JSON.stringify(link)).toBe(before);
    expect(await world.evidence.list('check-0')).toEqual([]);
  });

  test('a browser that shows the form is a fact for the history, once', async () => {
    const { token, link } = world.addLink();
    await get(`/v/${token}/opened`, {
      method: 'POST',
      headers: { 'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)' },
    });
    await get(`/v/${token}/opened`, { method: 'POST', headers: { 'User-Agent': 'Mozilla/5.0 (Windows NT 10.0)' } });
    expect(link.opened).toEqual(['phone']);
  });

  test.each(['used', 'expired', 'replaced'] as const)('a link that is %s has a page of its own', async (state) => {
    const { token } = world.addLink(state === 'used' ? { state, submissionId: crypto.randomUUID() } : { state });
    const answer = await get(`/v/${token}`, { headers: { 'Accept-Language': 'en' } });
    const text = await answer.text();
    expect(answer.status).toBe(410);
    expect(text).toContain(
      { used: 'This form was sent in', expired: 'This link has ended', replaced: 'There is a newer link' }[state],
    );
    expect(await get(`/v/${token}?lang=fr`).then(async (one) => await one.text())).toContain('<html lang="fr">');
  });

  test("an unknown link and a malformed one can't be told apart", async () => {
    const answers = await Promise.all(
      [newToken(), 'x', 'a'.repeat(3000), '%00%ff', '..%2f..', newToken().slice(1)].map(async (token) => {
        const answer = await get(`/v/${token}`);
        const headers = [...answer.headers].filter(([name]) => name !== 'date');
        return JSON.stringify([answer.status, headers, await answer.text()]);
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('doesn’t lead anywhere');
  });

  test("every answer forbids caching, referrers, framing, robots and strangers' code, and sets no cookie", async () => {
    const { token } = world.addLink();
    const { token: notice } = world.addNotice();
    for (const path of [`/v/${token}`, `/v/${token}/state`, `/v/${newToken()}`, `/n/${notice}`, '/']) {
      const { headers } = await get(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('set-cookie')).toBeNull();
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
    }
  });

  test('the state names pictures by slot and time, and says nothing about the account', async () => {
    const { token } = world.addLink();
    await put(token, 'front');
    const state = (await (await get(`/v/${token}/state`)).json()) as Record<string, unknown>;
    expect(Object.keys(state).toSorted()).toEqual(['companyName', 'expiresAt', 'language', 'pictures', 'timeZone']);
    expect(state['pictures']).toEqual([{ slot: 'front', at: '2026-11-10T18:24:00.000Z' }]);
  });

  test("a picture can't be read back through the link", async () => {
    const { token } = world.addLink();
    await put(token, 'front');
    expect((await get(`/v/${token}/pictures/front`)).status).toBe(405);
  });

  test("the form's files are served, the console's and everything else are not", async () => {
    expect((await get('/assets/shared-b2.js')).status).toBe(200);
    for (const path of [
      '/assets/index-console.js',
      '/assets/..%2fform%2findex.html',
      '/assets/',
      '/form/index.html',
      '/../keys',
    ])
      expect((await get(path)).status).toBe(404);
  });
});

describe('sending it in (R4)', () => {
  test('the pictures that the kind of ID takes, once, and the link is used', async () => {
    const { token, link } = world.addLink();
    await fill(token);
    const sent = form();
    expect(await (await submit(token, sent)).json()).toEqual({ ok: true });
    expect(link.submissions).toHaveLength(1);
    expect(link.submissions[0]).toMatchObject({
      ...sent,
      pictures: [{ slot: 'front', contentType: 'image/jpeg' }, { slot: 'back' }, { slot: 'selfie' }],
    });
    expect((await get(`/v/${token}`)).status).toBe(410);
    expect((await put(token, 'front')).status).toBe(410);
  });

  test('the same submission again gets the same good answer, another one does not', async () => {
    const { token, link } = world.addLink();
    await fill(token);
    const sent = form();
    const answers = await Promise.all([submit(token, sent), submit(token, sent), submit(token, form())]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 200, 410]);
    expect((await submit(token, sent)).status).toBe(200);
    expect(link.submissions).toHaveLength(1);
  });

  test('one that the desk can’t take at the moment loses nothing: link and pictures stay, and it counts as no refusal', async () => {
    const { token, link } = world.addLink();
    await fill(token);
    world.faults.takesNothing = true;
    const sent = form();
    const answer = await submit(token, sent);
    expect(answer.status).toBe(503);
    expect(link.refused).toEqual([]);
    expect(world.errors.map(String)).toEqual([expect.stringContaining('no due time')]);
    world.faults.takesNothing = false;
    expect(await (await submit(token, sent)).json()).toEqual({ ok: true });
    expect(link.submissions).toHaveLength(1);
  });

  test('a passport needs no back, and a leftover back is not sent along', async () => {
    const { token, link } = world.addLink();
    await fill(token);
    await submit(token, form({ documentKind: 'passport' }));
    expect(link.submissions[0]?.pictures.map((picture) => picture.slot)).toEqual(['front', 'selfie']);
  });

  test('one that misses a picture is refused and counted, and says which', async () => {
    const { token, link } = world.addLink();
    await put(token, 'front');
    const answer = await submit(token, form());
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: 'incomplete', missing: ['back', 'selfie'] });
    expect(link.refused).toEqual(['incomplete']);
    expect(link.standing.state).toBe('open');
  });

  test.each([
    ['not JSON', '{'],
    ['an unknown field', form({ admin: true })],
    ['an unknown kind', form({ documentKind: 'library-card' })],
    ['no id', form({ submissionId: '1' })],
    ['a long body', JSON.stringify(form({ country: 'C'.repeat(20_000) }))],
  ])('%s is refused and counted', async (_, body) => {
    const { token, link } = world.addLink();
    await fill(token);
    expect((await submit(token, body)).status).toBe(400);
    expect(link.refused).toEqual(['malformed']);
    expect(link.submissions).toEqual([]);
  });

  test('terms that are not in force are refused', async () => {
    const { token, link } = world.addLink();
    await fill(token);
    expect(await (await submit(token, form({ termsVersion: '1999-01-01' }))).json()).toMatchObject({ code: 'terms' });
    expect(link.refused).toEqual(['terms']);
  });

  test('after five refused ones the link is over (R11)', async () => {
    const { token, link } = world.addLink();
    for (let time = 0; time < 5; time += 1) await submit(token, '{');

    const answer = await submit(token, form());
    expect(await answer.json()).toMatchObject({ code: 'refused-too-often' });
    expect(link.refused).toHaveLength(5);
    expect((await put(token, 'front')).status).toBe(410);
    expect(await (await get(`/v/${token}`)).text()).toContain('another way');
  });

  test.each(['expired', 'replaced', 'unknown'] as const)('nothing can be sent to a link that is %s', async (state) => {
    const { token, link } = world.addLink({ state });
    expect(await (await put(token, 'front')).json()).toMatchObject({ ok: false, code: state });
    expect(await (await submit(token, form())).json()).toMatchObject({ ok: false, code: state });
    expect(link.submissions).toEqual([]);
  });
});

describe('limits and faults', () => {
  test('one link may ask so often a minute, and another one is not hindered', async () => {
    await world.close();
    world = await createWorld({ requestsPerTokenAndMinute: 5 });
    const { token } = world.addLink();
    const { token: other } = world.addLink();
    const statuses: number[] = [];
    for (let time = 0; time < 7; time += 1) statuses.push((await get(`/v/${token}/state`)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect((await get(`/v/${other}/state`)).status).toBe(200);
    world.time.now = new Date(world.time.now.getTime() + 60_000);
    expect((await get(`/v/${token}/state`)).status).toBe(200);
  });

  test('one address may ask so often a minute', async () => {
    await world.close();
    world = await createWorld({ requestsPerAddressAndMinute: 3 });
    const statuses: number[] = [];
    for (let time = 0; time < 5; time += 1) statuses.push((await get(`/v/${newToken()}`)).status);
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
  });

  test('when the desk is away the page says to try again, and the error holds no token', async () => {
    const { token } = world.addLink();
    world.faults.isDown = true;
    const answer = await get(`/v/${token}`);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Nothing was lost');
    expect(world.errors.map(String).join()).not.toContain(token);
  });

  test('the desk never sees a raw token', async () => {
    const { token } = world.addLink();
    await get(`/v/${token}`);
    expect(world.asked).toHaveLength(1);
    expect(world.asked[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  test("a stranger's host name that points here is sent away", async () => {
    const { request } = await import('node:http');
    const { token } = world.addLink();
    const status = await new Promise((resolve, reject) => {
      request(`${world.origin}/v/${token}`, { headers: { Host: 'attacker.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});
