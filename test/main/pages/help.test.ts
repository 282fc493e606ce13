import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sectionIds } from '#domain/guidance/events';
import { createWorld, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await world.close();
});

const open = async (search = '', init: RequestInit = {}) =>
  await fetch(`${world.origin}/help${search}`, { redirect: 'manual', ...init });
const text = async (search = '', init: RequestInit = {}) => await (await open(search, init)).text();
const say = async (fields: Record<string, string>, search = '?lang=en', headers: Record<string, string> = {}) =>
  await open(search, { method: 'POST', headers, body: new URLSearchParams(fields) });
const complaint = { section: 'emails', kind: 'confusing-or-wrong', comment: '' };

describe('the article', () => {
  test('is there for anybody, without script or account, under the strict policy', async () => {
    const answer = await open();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(answer.headers.get('set-cookie')).toBeNull();
    const page = await answer.text();
    expect(page).not.toMatch(/<script|\son\w+=|style="/u);
    expect(page).toContain('72\u00a0hours');
    expect(page).toContain('Lumen &lt;Practice&gt;');
    expect(page).toContain('help@lumen.example');
    for (const id of sectionIds) {
      expect(page).toContain(`<section id="${id}"`);
      expect(page).toContain(`href="#${id}"`);
    }
  });

  test('speaks the browser’s language unless the address says which, with a switch to the other', async () => {
    const headers = { 'Accept-Language': 'fr-CA,fr;q=0.9,en;q=0.5' };
    const french = await text('', { headers });
    expect(french).toContain('<html lang="fr">');
    expect(french).toContain('Ce qu’il faut essayer d’abord');
    expect(french).toContain('href="/help?lang=en"');
    expect(await text('?lang=en', { headers })).toContain('What to try first');
    expect(await text('?lang=fr')).toContain('72\u00a0heures');
    expect(await text('', { headers: { 'Accept-Language': 'de' } })).toContain('<html lang="en">');
  });

  test('takes its numbers from the policy of the moment', async () => {
    world.article.look = {
      ...world.article.look,
      values: { ...world.article.look.values, linkHours: 36, evidenceDays: 4 },
    };
    const page = await text();
    expect(page).toContain('36\u00a0hours');
    expect(page).toContain('after 4\u00a0days');
    expect(page).not.toContain('72');
  });

  test('never approved: says nothing about it, and has no date', async () => {
    const page = await text();
    expect(page).not.toContain('Last checked');
    expect(page).not.toContain('class="stale"');
  });

  test('approved: has the date, in the desk’s zone', async () => {
    world.article.look = {
      ...world.article.look,
      standing: { state: 'current', reviewBy: '2027-05-10T02:00:00.000Z' },
      approvedAt: '2026-11-11T02:00:00.000Z',
    };
    expect(await text()).toContain('Last checked by our team on November\u00a010, 2026.');
    expect(await text('?lang=fr')).toContain('le 10\u00a0novembre\u00a02026.');
  });

  test('stale: says at the top what to think of it', async () => {
    const reviewBy = '2027-05-01T16:00:00.000Z';
    world.article.look = {
      ...world.article.look,
      approvedAt: '2026-11-02T16:00:00.000Z',
      standing: {
        state: 'stale',
        reviewBy,
        reasons: [
          { why: 'review-due', since: reviewBy },
          { why: 'value-changed', value: 'linkHours', was: '72', now: '48' },
          { why: 'text-changed' },
        ],
      },
    };
    const page = await text();
    expect(page.indexOf('class="stale"')).toBeLessThan(page.indexOf('<h1>'));
    expect(page).toContain('by May\u00a01, 2027, and hasn’t yet');
    expect(page).toContain('numbers on this page changed');
    expect(page.match(/class="stale"/gu)).toHaveLength(2);
    expect(await text('?lang=fr')).toContain('au plus tard le 1er\u00a0mai\u00a02027');
  });

  test('new words alone are the staff’s business', async () => {
    world.article.look = {
      ...world.article.look,
      standing: { state: 'stale', reviewBy: '2027-05-01T16:00:00.000Z', reasons: [{ why: 'text-changed' }] },
    };
    expect(await text()).not.toContain('class="stale"');
  });

  test('is all there is under its address', async () => {
    expect((await fetch(`${world.origin}/help/more`)).status).toBe(404);
    expect((await fetch(`${world.origin}/helper`)).status).toBe(404);
    expect((await open('', { method: 'PUT' })).status).toBe(405);
    expect(await text('?said=<img src=x>&lang=<b>')).not.toContain('<img');
  });
});

describe('"was this helpful?"', () => {
  test('a yes is one press: kept, thanked for, and not sent twice by loading again', async () => {
    const answer = await say({ section: 'how-long', kind: 'yes' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/help?lang=en&said=how-long#ask-how-long');
    expect(world.said).toEqual([{ section: 'how-long', kind: 'yes', language: 'en', comment: '' }]);
    const after = await text('?lang=en&said=how-long');
    expect(after).toContain('Thank you. A person on our team reads this.');
    expect(after.match(/name="section" value="how-long"/gu)).toBeNull();
    expect(world.said).toHaveLength(1);
  });

  test.each(['confusing-or-wrong', 'not-looked-for', 'dislike'])(
    'takes the complaint %s with a comment, in the reader’s language',
    async (kind) => {
      expect((await say({ section: 'emails', kind, comment: 'Trop long.' }, '?lang=fr')).headers.get('location')).toBe(
        '/help?lang=fr&said=emails#ask-emails',
      );
      expect(world.said).toEqual([{ section: 'emails', kind, language: 'fr', comment: 'Trop long.' }]);
    },
  );

  test('without a choice keeps what was written, and opens its place', async () => {
    const answer = await say({
      section: 'emails',
      comment: 'I <b>wonder</b> "why"</textarea><script>alert(1)</script>',
    });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain('choose one of the three');
    expect(page).toContain('I &lt;b&gt;wonder&lt;/b&gt; &quot;why&quot;&lt;/textarea&gt;&lt;script&gt;');
    expect(page).not.toContain('<script>');
    expect(page.match(/<details open>/gu)).toHaveLength(1);
    expect(world.said).toEqual([]);
  });

  test.each([[{}], [{ section: 'secrets', kind: 'yes' }], [{ section: 'emails', kind: 'rude' }]])(
    'of nothing it knows is not kept: %j',
    async (fields) => {
      expect((await say(fields)).status).toBe(422);
      expect(world.said).toEqual([]);
    },
  );

  test('is not taken from a strange site’s form, which the browser tells of', async () => {
    for (const site of ['cross-site', 'same-site', 'none'])
      expect((await say(complaint, '?lang=en', { 'Sec-Fetch-Site': site })).status, site).toBe(403);
    expect(world.said).toEqual([]);
    expect((await say(complaint, '?lang=en', { 'Sec-Fetch-Site': 'same-origin' })).status).toBe(303);
  });

  test('opening the page, by GET or HEAD, says nothing', async () => {
    await open('?section=emails&kind=yes');
    await open('', { method: 'HEAD' });
    expect(world.said).toEqual([]);
  });

  test('has an end for each address and hour; reading goes on', async () => {
    await world.close();
    world = await createWorld({ feedbackPerAddressAndHour: 2 });
    expect((await say(complaint)).status).toBe(303);
    expect((await say(complaint)).status).toBe(303);
    const third = await say({ ...complaint, comment: 'One more' });
    expect(third.status).toBe(429);
    expect(third.headers.get('retry-after')).toBe('3600');
    const page = await third.text();
    expect(page).toContain('too many answers');
    expect(page).toContain('One more</textarea>');
    expect((await open()).status).toBe(200);
    expect(world.said).toHaveLength(2);
    world.time.now = new Date(world.time.now.getTime() + 3_600_000);
    expect((await say(complaint)).status).toBe(303);
  });

  test('has an end for the day, which the desk keeps', async () => {
    world.article.isFull = true;
    expect((await say(complaint)).status).toBe(429);
  });

  test('says that nothing was kept while the store is away, and the article stays', async () => {
    world.article.isDown = true;
    const answer = await say({ ...complaint, comment: 'Later, then' });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Later, then</textarea>');
    expect(world.errors).toHaveLength(1);
    expect((await open()).status).toBe(200);
  });

  test('a flood of text is not read', async () => {
    expect((await say({ ...complaint, comment: 'x'.repeat(40_000) })).status).toBe(422);
    expect(world.said).toEqual([]);
    await say({ ...complaint, comment: 'é'.repeat(900) });
    expect(world.said[0]?.comment).toHaveLength(900);
  });
});
