import { randomUUID } from 'node:crypto';
/**
 * What comes beside and after: the firm's own help noticed, a repudiation of what was done, cases put aside, opened
 * again, repeated; enquiries; signals.
 */
import { describe, expect, test } from 'vitest';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';
import { sampleAccount } from '#main/desk/back-ends';
import { linkMail } from '#support/link-mail';

const { desk, work } = practiceDesk({ policy: { signalFirmAccounts: 3 } });

const hours = 3_600_000;
const account = async (accountId: string) => (await work.opened().backEnds.accounts.read(sampleAccount(accountId)))!;

describe('the ways back', () => {
  test('are computed from the account: closed ones are ruled out by themselves, open ones come with words and can be mailed', async () => {
    const caseId = await work.openCase('hannah-brandt');
    const view = await work.view(caseId);
    expect(view.selfHelp.map(({ way, open }) => [way, open])).toEqual([
      ['still-signed-in', false],
      ['backup-code', true],
      ['someone-in-the-firm', true],
    ]);
    expect(view.selfHelp[1]).toMatchObject({
      hint: expect.stringContaining('3') as string,
      words: {
        en: { steps: expect.arrayContaining([expect.any(String)]) as string[] },
        fr: { title: expect.any(String) as string },
      },
    });
    expect(
      (await desk.refusal('compose.send', linkMail({ caseId, addressId: await work.usable(caseId), language: 'en' })))
        .code,
    ).toBe('self-help-open');
    await desk.ask('compose.send', {
      caseId,
      draft: {
        kind: 'mail',
        draftId: randomUUID(),
        template: 'self-help',
        way: 'backup-code',
        addressId: await work.usable(caseId),
        language: 'fr',
        subject: '',
        written: [],
      },
      seen: ['other-language'],
    });
    await work.leave();
    expect(await work.view(caseId)).toMatchObject({
      selfHelp: [{}, { outcome: 'offered' }, {}],
      mails: [{ template: 'self-help', state: 'sent', language: 'fr' }, {}],
    });
    await desk.ask('cases.recordWay', { caseId, way: 'backup-code', outcome: 'taken-back', why: '' });
    expect((await work.view(caseId)).selfHelp[1]).toMatchObject({ outcome: 'taken-back' });
    await desk.ask('cases.close', {
      caseId,
      outcome: 'withdrawn',
      reason: 'Found the phone.',
      tell: true,
      duplicateOf: null,
    });
    await work.settle();
  });

  test('when somebody in the firm turns 2FA off in the identity system, the case notices it by itself and ends', async () => {
    const caseId = await work.openCase('thomas-roy');
    await desk.ask('cases.recordWay', { caseId, way: 'someone-in-the-firm', outcome: 'offered', why: 'Asks Zoé.' });
    expect((await work.view(caseId)).status).toBe('awaiting-admin');
    await work.later(130_000);
    expect((await work.view(caseId)).status).toBe('awaiting-admin');
    for (const factor of (await account('thomas-roy')).factors)
      await work.identity().admin('DELETE', `/admin/realms/lumen/users/thomas-roy/credentials/${factor.id}`);
    await work.later(130_000);
    expect(await work.view(caseId)).toMatchObject({
      status: 'closed',
      outcome: 'disabled-by-admin',
      selfHelp: [{}, {}, { outcome: 'worked' }],
    });
  });
});

describe('a repudiation', () => {
  test('told by phone freezes like one on a notice, and says who wrote it down', async () => {
    const caseId = await work.openCase('noemie-desrosiers');
    expect((await desk.refusal('cases.recordRepudiation', { caseId, channel: 'phone', words: '' })).code).toBe(
      'reason-missing',
    );
    await desk.ask('cases.recordRepudiation', {
      caseId,
      channel: 'phone',
      words: 'Called from the number on file: not her.',
    });
    expect(await work.view(caseId)).toMatchObject({
      frozen: { via: 'told', words: 'Called from the number on file: not her.' },
      marks: expect.arrayContaining(['repudiated']) as string[],
    });
    expect(await desk.ask('queue.counts', {})).toMatchObject({ alerts: 1 });
  });

  test('after the disable opens a case that ends the sessions, locks the account and alerts the leads; a false alarm unlocks it', async () => {
    const caseId = await work.caseInReview('dominic-van-der-merwe', 'dvandermerwe@harrow-finch.example');
    await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
    await work.settle();
    expect((await work.view(caseId)).status).toBe('recovered');
    await work.sayNotMe('dvandermerwe@harrow-finch.example');
    await work.settle();
    const secured = (await work.view(caseId)).securedBy!;
    expect(await account('dominic-van-der-merwe')).toMatchObject({ locked: true, sessions: [] });
    await work.as(staff.lead);
    const view = await work.view(secured.caseId);
    expect(view).toMatchObject({
      status: 'needs-attention',
      next: { action: 'secure-account', refusal: null },
      secures: { of: { caseId }, steps: [{ state: 'done' }, { state: 'done', readBack: 'The account is locked' }] },
      barred: { close: null },
    });
    expect(view.mails.some(({ template, state }) => template === 're-secured' && state === 'sent')).toBe(true);
    await work.as(staff.agent);
    // The account has its open case: nobody opens a recovery beside it (R10).
    expect(
      await desk.ask('cases.open', {
        accountId: 'sample:dominic-van-der-merwe',
        channel: 'phone',
        callerWords: 'Locked out!',
        callerGave: '',
        reference: '',
        take: false,
      }),
    ).toMatchObject({ attached: true, caseId: secured.caseId });
    expect(
      (
        await desk.refusal('cases.close', {
          caseId: secured.caseId,
          outcome: 'withdrawn',
          reason: 'They say so.',
          tell: false,
          duplicateOf: null,
        })
      ).code,
    ).toBe('role-may-not');
    await work.as(staff.lead);
    await desk.ask('cases.close', {
      caseId: secured.caseId,
      outcome: 'withdrawn',
      reason: 'Pressed by mistake; called back.',
      tell: false,
      duplicateOf: null,
      code: desk.code(staff.lead),
    });
    await work.settle();
    expect(await account('dominic-van-der-merwe')).toMatchObject({ locked: false });
  });
});

describe('a case put aside', () => {
  test('leaves the working views until its time, or until the customer does something', async () => {
    const caseId = await work.openCase('sasha-petrenko');
    await desk.ask('cases.assign', { caseId, to: staff.agent, note: 'Knows the customer.' });
    const mine = async () =>
      (await desk.ask('queue.page', { view: 'mine', search: '', after: null })).rows.some(
        (row) => row.caseId === caseId,
      );
    expect(await mine()).toBe(true);
    await desk.ask('cases.snooze', {
      caseId,
      until: new Date(desk.now().getTime() + 5 * hours).toISOString(),
      reason: 'Calls back this afternoon.',
    });
    expect(await mine()).toBe(false);
    expect(
      (await desk.ask('queue.page', { view: 'snoozed', search: '', after: null })).rows.map((row) => row.caseId),
    ).toEqual([caseId]);
    await work.later(5 * hours + 60_000);
    expect(await mine()).toBe(true);
    await desk.ask('cases.snooze', { caseId, until: null, reason: 'Until they write again.' });
    await work.openCase('sasha-petrenko');
    expect(await work.view(caseId)).toMatchObject({ snooze: null, requests: 2 });
  });
});

describe('a link that nobody uses', () => {
  test('is repeated once, a day before it ends; then it has expired, and a new one can be sent', async () => {
    const caseId = await work.openCase('maria-jose-da-silva');
    await desk.ask('cases.overrideSelfHelp', {
      caseId,
      reason: 'The codes are in an office that is shut until Monday.',
    });
    await work.sendLink(caseId);
    const url = await work.linkUrl('mj@old-mill.example');
    await work.later(47 * hours);
    expect((await work.view(caseId)).mails.filter(({ template }) => template === 'link-reminder')).toEqual([]);
    await work.later(2 * hours);
    const [reminder] = (await work.view(caseId)).mails;
    expect(reminder).toMatchObject({ template: 'link-reminder', state: 'sent', to: 'mj@old-mill.example' });
    expect(await work.linkUrl('mj@old-mill.example')).toBe(url);
    await work.later(24 * hours);
    expect(await work.view(caseId)).toMatchObject({
      status: 'link-expired',
      next: { action: 'new-link' },
      barred: { sendLink: null, openFallback: null },
    });
    expect((await work.view(caseId)).mails.filter(({ template }) => template === 'link-reminder')).toHaveLength(1);
  });
});

describe('a case that was closed', () => {
  test('is opened again with a reason, by R10 only while no other is open, and begins anew', async () => {
    const caseId = await work.openCase('benoit-fontaine');
    await desk.ask('cases.close', {
      caseId,
      outcome: 'withdrawn',
      reason: 'Found the phone.',
      tell: false,
      duplicateOf: null,
    });
    await desk.ask('cases.reopen', { caseId, reason: 'It was the wrong phone.' });
    expect(await work.view(caseId)).toMatchObject({ status: 'triage', outcome: null });
    await desk.ask('cases.close', {
      caseId,
      outcome: 'withdrawn',
      reason: 'Found it after all.',
      tell: false,
      duplicateOf: null,
    });
    const other = await work.openCase('benoit-fontaine');
    expect(other).not.toBe(caseId);
    expect((await desk.refusal('cases.reopen', { caseId, reason: 'It was the wrong phone.' })).code).toBe(
      'already-open',
    );
    // Opened on the wrong account: it repeats another, by its number.
    const { number } = await work.view(caseId);
    expect(
      (
        await desk.refusal('cases.close', {
          caseId: other,
          outcome: 'duplicate',
          reason: 'Same person.',
          tell: false,
          duplicateOf: 'RD-1',
        })
      ).code,
    ).toBe('bad-input');
    await desk.ask('cases.close', {
      caseId: other,
      outcome: 'duplicate',
      reason: 'Same person.',
      tell: false,
      duplicateOf: number,
    });
    expect((await work.view(other)).duplicateOf).toMatchObject({ caseId, number });
  });
});

test('an enquiry that changes nothing is written on the account, sealed, and is seen in its next case (R19)', async () => {
  await work.as(staff.agent);
  await desk.ask('cases.logEnquiry', {
    accountId: 'sample:giulia-marchetti',
    channel: 'chat',
    words: 'Asked how long a recovery takes.',
  });
  const caseId = await work.openCase('giulia-marchetti');
  expect((await work.view(caseId)).enquiries).toEqual([
    { at: expect.any(String) as string, by: 'Maya Okafor', channel: 'chat', words: 'Asked how long a recovery takes.' },
  ]);
});

test('several accounts of a firm within a few days are a named mark on the case, and raise its risk', async () => {
  await work.openCase('rory-macisaac');
  await work.openCase('adaeze-nwosu');
  const caseId = await work.openCase('mairi-macisaac');
  const view = await work.view(caseId);
  expect(view.signals.find(({ signal }) => signal === 'firm-cluster')).toMatchObject({
    explanation: expect.stringContaining('3 accounts of this firm') as string,
  });
  expect(view).toMatchObject({
    risk: { level: 'raised', reasons: expect.arrayContaining(['signals of reconnaissance']) as string[] },
    marks: expect.arrayContaining(['reconnaissance']) as string[],
  });
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults).toEqual([]);
});
