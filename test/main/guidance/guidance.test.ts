import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CallInput } from '#contract/calls';
import { feedbackPerDay, guidanceStream } from '#main/guidance/guidance';
import { codeAt, stepOf } from '#main/staff/codes';
import { staff } from '#support/case-work';
import { startDesk } from '#support/practice-desk';
import { temporaryFolder } from '#support/store-process';
import { practiceDesk } from '#support/practice-desk-around';

const day = 86_400_000;
const hostile = '<img src=x onerror=alert(1)> \u202Emaya@firm.example 418207';

describe('the guidance of a practice desk', () => {
  const { desk } = practiceDesk();
  let who = '';
  const as = async (staffId: string): Promise<void> => {
    await desk.signIn(staffId);
    who = staffId;
  };
  const address = async (): Promise<{ readonly en: string; readonly fr: string }> =>
    (await desk.ask('guidance.get', {})).addresses!;
  const say = async (fields: Record<string, string>, language: 'en' | 'fr' = 'en') =>
    await fetch((await address())[language], { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
  const page = async (language: 'en' | 'fr' = 'en') => await (await fetch((await address())[language])).text();
  const approve = async (): Promise<void> => {
    await desk.ask('guidance.approve', { digest: (await desk.ask('guidance.get', {})).digest, code: desk.code(who) });
  };
  const stored = async () => await desk.app.current()!.store.log.readStream(guidanceStream);

  beforeAll(async () => {
    await as(staff.agent);
  });

  it('begins unapproved: staff are told, customers just read', async () => {
    expect(await desk.ask('guidance.get', {})).toMatchObject({
      approval: null,
      standing: { state: 'never-approved' },
      reviewEveryDays: 180,
      names: { product: 'Lumen Practice' },
      values: { linkHours: 72, reviewBusinessDays: 2 },
    });
    const text = await page();
    expect(text).toContain('72\u00a0hours');
    expect(text).not.toContain('class="stale"');
    expect(await page('fr')).toContain('72\u00a0heures');
  });

  it('is read by everyone, kept by leads alone', async () => {
    for (const one of [staff.agent, staff.reviewer]) {
      await as(one);
      const { digest } = await desk.ask('guidance.get', {});
      expect((await desk.refusal('guidance.approve', { digest, code: desk.code(one) })).code).toBe('not-permitted');
      expect((await desk.refusal('guidance.feedback', {})).code).toBe('not-permitted');
      expect((await desk.refusal('guidance.markDone', { feedbackIds: ['any'] })).code).toBe('not-permitted');
    }
    expect(await stored()).toEqual([]);
  });

  it('is approved with a code that counts once, over what was read, and signed', async () => {
    await as(staff.lead);
    const { digest } = await desk.ask('guidance.get', {});
    expect((await desk.refusal('guidance.approve', { digest, code: '000000' })).code).toBe('wrong-code');
    expect((await desk.refusal('guidance.approve', { digest: '0'.repeat(64), code: desk.code(staff.lead) })).code).toBe(
      'view-changed',
    );
    const code = desk.code(staff.lead);
    await desk.ask('guidance.approve', { digest, code });
    expect((await desk.refusal('guidance.approve', { digest, code })).code).toBe('code-used');
    expect(await desk.ask('guidance.get', {})).toMatchObject({
      approval: { by: 'Ruth Tremblay', policyVersion: 1 },
      standing: { state: 'current' },
    });
    const [event, ...more] = await stored();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      type: 'guidance.approved',
      actor: `staff:${staff.lead}`,
      data: { by: staff.lead, policyVersion: 1, values: { linkHours: 72, watchReminderDays: [1, 3, 7] } },
      signature: { by: `staff:${staff.lead}` },
    });
    expect(await page()).toContain('Last checked by our team on');
  });

  it('takes what customers say, and shows it to leads by section, as text, without what would tell who they are', async () => {
    expect((await say({ section: 'emails', kind: 'confusing-or-wrong', comment: hostile }, 'fr')).status).toBe(303);
    expect((await say({ section: 'emails', kind: 'yes' })).status).toBe(303);
    expect((await say({ section: 'how-long', kind: 'dislike', comment: 'Two days is long.' })).status).toBe(303);
    const { sections, waiting, done } = await desk.ask('guidance.feedback', {});
    expect(sections.find(({ section }) => section === 'emails')).toEqual({
      section: 'emails',
      counts: { yes: 1, 'confusing-or-wrong': 1, 'not-looked-for': 0, dislike: 0 },
      waiting: 1,
    });
    expect(waiting.map(({ section, kind, language, comment }) => ({ section, kind, language, comment }))).toEqual([
      { section: 'how-long', kind: 'dislike', language: 'en', comment: 'Two days is long.' },
      { section: 'emails', kind: 'confusing-or-wrong', language: 'fr', comment: '<img src=x onerror=alert(1)> … …' },
    ]);
    expect(done).toEqual([]);
    expect(
      (await stored()).slice(1).every(({ actor, personal }) => actor === 'customer' && personal === undefined),
    ).toBe(true);
  });

  it('tells the windows that something was said', () => {
    expect(desk.events.some((event) => event.type === 'changed' && event.topics.includes('guidance'))).toBe(true);
  });

  it('lets leads mark each done, once', async () => {
    const before = await desk.ask('guidance.feedback', {});
    const feedbackId = before.waiting.find(({ section }) => section === 'emails')!.feedbackId;
    await desk.ask('guidance.markDone', { feedbackIds: [feedbackId] });
    await desk.ask('guidance.markDone', { feedbackIds: [feedbackId] });
    const { waiting, done, sections } = await desk.ask('guidance.feedback', {});
    expect(waiting.map(({ section }) => section)).toEqual(['how-long']);
    expect(done).toMatchObject([{ feedbackId, done: { by: 'Ruth Tremblay' } }]);
    expect(sections.find(({ section }) => section === 'emails')?.waiting).toBe(0);
    expect((await stored()).filter(({ type }) => type === 'guidance.feedback-done')).toHaveLength(1);
    expect((await desk.refusal('guidance.markDone', { feedbackIds: ['no-such-feedback'] })).code).toBe('not-found');
  });

  it('is stale when its review is due, for customers too, until a lead approves it again', async () => {
    desk.pass(181 * day);
    await as(staff.lead);
    expect((await desk.ask('guidance.get', {})).standing).toMatchObject({
      state: 'stale',
      reasons: [{ why: 'review-due' }],
    });
    expect(await page()).toContain('class="stale"');
    await approve();
    expect((await desk.ask('guidance.get', {})).standing.state).toBe('current');
    expect(await page()).not.toContain('class="stale"');
  });

  it('takes so many words a day and no more: nobody fills the log', async () => {
    await say({ section: 'pictures', kind: 'yes' });
    const { log } = desk.app.current()!.store;
    const today = desk.now().toISOString().slice(0, 10);
    for (let n = 1; n < feedbackPerDay; n += 1)
      await log.append({
        streams: [
          {
            stream: 'audit:others',
            events: [{ eventId: randomUUID(), type: 'audit.other', schema: 1, actor: 'customer', data: {} }],
          },
        ],
        claims: [{ kind: 'count', name: `guidance-feedback:${today}`, limit: feedbackPerDay }],
        at: desk.now().toISOString(),
      });
    const before = (await stored()).length;
    expect((await say({ section: 'pictures', kind: 'yes' })).status).toBe(429);
    expect((await stored()).length).toBe(before);
    desk.pass(day);
    await as(staff.lead);
    expect((await say({ section: 'pictures', kind: 'yes' })).status).toBe(303);
  });

  it('is the same after the store was killed, and the article stays up meanwhile', async () => {
    const before = await desk.ask('guidance.feedback', {});
    const { en } = await address();
    desk.killStore();
    expect((await fetch(en)).status).toBe(200);
    expect(await desk.ask('guidance.feedback', {})).toEqual(before);
    expect(desk.faults.filter(({ where }) => where === 'pages')).toEqual([]);
  });
});

describe('the guidance and the policy', () => {
  const { desk, startAgain } = practiceDesk();
  beforeAll(async () => {
    await desk.signIn(staff.lead);
  });

  const view = () => desk.ask('guidance.get', {});
  const page = async (): Promise<string> => await (await fetch((await view()).addresses!.en)).text();
  const change = async (values: CallInput<'policy.change'>['values']): Promise<void> => {
    await desk.ask('policy.change', {
      values,
      version: (await desk.ask('policy.get', {})).version,
      reason: 'Tried for a week, and it was better.',
      code: desk.code(staff.lead),
    });
  };

  it('is stale for staff and customers as soon as a value that it tells is changed, and names it', async () => {
    const { digest } = await view();
    await desk.ask('guidance.approve', { digest, code: desk.code(staff.lead) });
    await change({ linkHours: 48 });
    expect((await view()).standing).toMatchObject({
      state: 'stale',
      reasons: [{ why: 'value-changed', value: 'linkHours', was: '72', now: '48' }],
    });
    expect((await view()).digest).not.toBe(digest);
    const text = await page();
    expect(text).toContain('Works for <strong>48\u00a0hours</strong>');
    expect(text).toContain('class="stale"');
  });

  it('can’t be approved over what was read before the change', async () => {
    const before = (await view()).digest;
    await change({ evidenceDays: 9 });
    expect((await desk.refusal('guidance.approve', { digest: before, code: desk.code(staff.lead) })).code).toBe(
      'view-changed',
    );
  });

  it('is approved anew under the policy as it is, and not touched by what it does not tell', async () => {
    const { digest, policyVersion } = await view();
    await desk.ask('guidance.approve', { digest, code: desk.code(staff.lead) });
    expect(await view()).toMatchObject({ approval: { policyVersion }, standing: { state: 'current' } });
    await change({ threatLevel: 'elevated' });
    expect((await view()).standing.state).toBe('current');
    expect(await page()).not.toContain('class="stale"');
  });

  it('is the same after the desk was closed and opened', async () => {
    await startAgain();
    await desk.signIn(staff.lead);
    expect(await view()).toMatchObject({
      approval: { by: 'Ruth Tremblay' },
      standing: { state: 'current' },
      values: { linkHours: 48, evidenceDays: 9 },
    });
  });
});

describe('a real desk', () => {
  it('serves no pages, and says so', async () => {
    const folder = temporaryFolder();
    const desk = await startDesk(folder.path, { open: false });
    try {
      const password = 'plenty of rain this spring';
      const { enrolmentId, secret } = await desk.ask('desk.beginSetUp', {
        company: 'Lumen Legal',
        name: 'Ada Moreau',
        address: 'ada@lumen-legal.example',
        password,
        vaultPassphrase: 'an orchard behind the old mill',
      });
      const code = (): string => {
        desk.pass(30_000);
        return codeAt(secret, stepOf(desk.now()));
      };
      await desk.ask('desk.finishSetUp', { enrolmentId, code: code() });
      const state = await desk.ask('session.state', {});
      await desk.ask('session.signIn', {
        staffId: state.state === 'signed-out' ? state.people[0]!.staffId : '',
        password,
        code: code(),
      });
      expect(await desk.ask('guidance.get', {})).toMatchObject({
        addresses: null,
        names: { product: 'Lumen Legal' },
        standing: { state: 'never-approved' },
      });
    } finally {
      await desk.close();
      folder.remove();
    }
  });
});
