import { describe, expect, test } from 'vitest';
import type { CallContext } from '#main/ipc/handlers';
import { practiceStaff } from '#main/staff/practice-staff';
import { sampleAccount } from '#main/desk/back-ends';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';
import { linkMail } from '#support/link-mail';

const { desk, work } = practiceDesk();

const opening = (personId: string) => ({
  accountId: sampleAccount(personId),
  channel: 'phone' as const,
  callerWords: 'Lost the phone.',
  callerGave: '',
  reference: '',
  take: false,
});
const contextOf = (staffId: string): CallContext => {
  const { name, role, address } = practiceStaff.find((person) => person.staffId === staffId)!;
  return { session: { seatId: 'seat-1', staffId, role, name, address }, seat: null, now: () => desk.now() };
};

describe('opening', () => {
  test('a second request attaches to the open case, and is told in its history (R10)', async () => {
    const caseId = await work.openCase('callum-reid');
    await work.as(staff.otherAgent);
    expect(await desk.ask('cases.open', { ...opening('callum-reid'), callerWords: 'Called again.' })).toMatchObject({
      caseId,
      attached: true,
    });
    const view = await work.view(caseId);
    expect(view).toMatchObject({ requests: 2, marks: expect.arrayContaining(['attached']) as string[] });
    expect((await work.history(caseId)).find(({ words }) => words.includes('further request'))).toMatchObject({
      by: 'Élodie Gagnon',
      detail: 'Called again.',
    });
    expect((await desk.ask('cases.findAccounts', { query: 'callum' })).accounts[0]?.openCase?.caseId).toBe(caseId);
    await desk.ask('cases.close', {
      caseId,
      outcome: 'withdrawn',
      reason: 'called it off',
      tell: false,
      duplicateOf: null,
    });
    expect((await desk.ask('cases.open', opening('callum-reid'))).attached).toBe(false);
  });

  test('two agents at the same moment: one case, both requests in it', async () => {
    const { handlers } = work.opened();
    const answers = await Promise.all(
      [staff.agent, staff.otherAgent].map((by) => handlers['cases.open'](contextOf(by), opening('suvarna'))),
    );
    expect(new Set(answers.map(({ caseId }) => caseId)).size).toBe(1);
    expect(answers.map(({ attached }) => attached).filter((attached) => attached)).toEqual([true]);
    expect((await work.view(answers[0]!.caseId)).requests).toBe(2);
  });

  test('eight accounts at the same moment: eight numbers', async () => {
    const { handlers } = work.opened();
    const answers = await Promise.all(
      [
        'moira-o-donnell',
        'jesse-cardinal',
        'hannah-brandt',
        'claire-dube',
        'peter-nygaard',
        'wendy-chan',
        'luc-tessier',
        'imogen-yates',
      ].map((accountId) => handlers['cases.open'](contextOf(staff.agent), opening(accountId))),
    );
    expect(new Set(answers.map(({ number }) => number)).size).toBe(8);
    expect(answers.every(({ number }) => /^RD-\d{4,}$/.test(number))).toBe(true);
  });

  test('an account that nobody knows is refused by name', async () => {
    await work.as(staff.agent);
    expect(await desk.refusal('cases.open', opening('nobody-at-all'))).toMatchObject({ code: 'not-found' });
  });

  test('every known address is told, the one of unknown age and the one replaced lately, too (R6)', async () => {
    await work.openCase('rory-macisaac');
    await work.openCase('geoffrey-whitcombe');
    for (const to of [
      'rory@macisaac-daughters.example',
      'rory.macisaac@mail.example',
      'gwhitcombe@harrow-finch.example',
      'geoff.whitcombe@post.example',
    ]) {
      const [letter] = await work.letters(to);
      expect(await work.text(letter!), to).toMatch(/\/n\/[\w-]{20,}/);
    }
    await work.openCase('benoit-fontaine');
    expect(await work.letters('bfontaine@ancien.example')).toEqual([]);
  });
});

describe('links', () => {
  test("send again repeats the same link with the same end, and costs none of the day's three; the fourth new one is refused (R11)", async () => {
    const to = 'dvandermerwe@harrow-finch.example';
    const caseId = await work.openCase('dominic-van-der-merwe');
    await work.ruleOut(caseId);
    await work.sendLink(caseId);
    const first = await work.linkUrl(to);
    const end = (await work.view(caseId)).link?.at;
    const mailId = async () =>
      (await work.view(caseId)).mails.find((mail) => mail.template === 'recovery-link')!.mailId;
    desk.pass(60_000);
    for (let round = 0; round < 4; round += 1) {
      await desk.ask('cases.sendAgain', { caseId, mailId: await mailId() });
      await work.settle();
    }
    const withCode = (
      await Promise.all((await work.letters(to)).map((letter) => work.mailbox().decodedQr(letter.id)))
    ).filter((url) => url !== null);
    expect(withCode).toEqual([first, first, first, first, first]);
    expect((await work.view(caseId)).link).toMatchObject({ at: end, number: 1 });

    await work.sendLink(caseId);
    const second = await work.linkUrl(to);
    expect(second).not.toBe(first);
    expect(await work.submitForm(first)).toEqual({
      status: 410,
      ok: false,
      code: 'replaced',
      message: expect.any(String) as string,
    });
    expect((await fetch(`${second}/state`)).status).toBe(200);
    await work.sendLink(caseId);
    expect(
      await desk.refusal('compose.send', linkMail({ caseId, addressId: await work.usable(caseId), language: 'en' })),
    ).toMatchObject({
      code: 'limit-account-day',
      rule: 'R11',
      message: expect.stringContaining('3 links') as string,
      way: expect.stringMatching(/possible \w{3} \d+ \w+\.?, 00:00/) as string,
    });
    expect((await work.view(caseId)).link?.number).toBe(3);
    const raw = JSON.stringify(await work.view(caseId)) + JSON.stringify(await work.events(caseId));
    for (const url of [first, second]) expect(raw).not.toContain(url.split('/v/')[1]!);
  });

  test('the end is fixed with the first attempt, though the mail server takes it only later; it arrives once', async () => {
    const to = 'noemie@desrosiers-damours.example';
    const caseId = await work.openCase('noemie-desrosiers');
    await work.ruleOut(caseId);
    await work.mailbox().faults.add({ kind: 'answer', code: 451, times: 2, to });
    const began = desk.now().getTime();
    await work.sendLink(caseId);
    const { link, mails } = await work.view(caseId);
    expect(Date.parse(link!.at!) - began).toBeGreaterThanOrEqual(72 * 3_600_000);
    expect(Date.parse(link!.at!) - began).toBeLessThan(72 * 3_600_000 + 60_000);
    expect(mails.find((mail) => mail.template === 'recovery-link')).toMatchObject({ state: 'waiting' });
    expect(
      (await desk.ask('mail.list', { state: 'waiting', after: null })).rows.find((row) => row.caseId === caseId),
    ).toMatchObject({
      attempts: 1,
      why: expect.stringMatching(/\w/) as string,
      nextTryAt: expect.any(String) as string,
    });
    await work.later();
    await work.later();
    expect((await work.view(caseId)).link?.at).toBe(link?.at);
    expect((await work.view(caseId)).mails.find((mail) => mail.template === 'recovery-link')).toMatchObject({
      state: 'sent',
    });
    const withCode = (
      await Promise.all((await work.letters(to)).map((letter) => work.mailbox().decodedQr(letter.id)))
    ).filter((url) => url !== null);
    expect(withCode).toHaveLength(1);
  });

  test('what the server refuses for good is shown as failed, with why, and can be sent again', async () => {
    const to = 'siobhan@northlight.example';
    const caseId = await work.openCase('siobhan-o-briain');
    await work.ruleOut(caseId);
    await work.mailbox().faults.add({ kind: 'answer', code: 550, times: 1, to });
    await work.sendLink(caseId);
    const failed = await work.view(caseId);
    const mail = failed.mails.find(({ template }) => template === 'recovery-link')!;
    expect(mail).toMatchObject({ state: 'failed', barredAgain: null, why: expect.stringContaining('550') as string });
    expect(failed.link?.state).toBe('undeliverable');
    expect(failed.marks).toContain('mail-failed');
    expect(failed.next.action).toBe('send-again');
    expect(
      (await desk.ask('mail.list', { state: 'failed', after: null })).rows.find((row) => row.mailId === mail.mailId),
    ).toMatchObject({ state: 'failed', barredAgain: null, why: mail.why });
    await desk.ask('cases.sendAgain', { caseId, mailId: mail.mailId });
    await work.settle();
    expect((await work.view(caseId)).mails.find(({ mailId }) => mailId === mail.mailId)).toMatchObject({
      state: 'sent',
      why: null,
    });
    expect((await fetch(`${await work.linkUrl(to)}/state`)).status).toBe(200);
  });

  test('a link ends by itself after 72 hours, and a new one is the next step', async () => {
    const caseId = await work.openCase('william-chan');
    await work.ruleOut(caseId);
    await work.sendLink(caseId);
    const url = await work.linkUrl('william@osei-chan.example');
    await work.later(72 * 3_600_000 + 1000);
    await work.as(staff.otherAgent);
    await work.as(staff.agent);
    expect(await work.view(caseId)).toMatchObject({ status: 'link-expired', next: { action: 'new-link' } });
    expect(await work.submitForm(url)).toMatchObject({ status: 410, code: 'expired' });
    await work.sendLink(caseId);
    expect((await work.view(caseId)).status).toBe('awaiting-customer');
  });

  test('an address that is too new or of unknown age gets no link; the one-person-one-address case has no way but another method (R5)', async () => {
    const caseId = await work.openCase('sasha-petrenko');
    await work.ruleOut(caseId);
    const view = await work.view(caseId);
    expect(view.linkGate.open).toBe(false);
    expect(view.barred.sendLink).toMatchObject({ code: 'address-too-new', rule: 'R5' });
    expect(view.next).toMatchObject({ action: 'alternate-method', reason: view.barred.sendLink?.message });
    expect(
      await desk.refusal(
        'compose.send',
        linkMail({
          caseId,
          addressId: view.account!.addresses[0]!.addressId,
          language: 'en',
        }),
      ),
    ).toMatchObject({
      code: 'address-too-new',
      rule: 'R5',
      way: expect.stringContaining('alternate method') as string,
    });
  });

  test('an agent sends twenty links an hour, not twenty-one (R11)', async () => {
    desk.pass(24 * 3_600_000);
    // A whole hour of the clock for this test alone.
    desk.pass(3_600_000 - (desk.now().getTime() % 3_600_000));
    work.forgetSession();
    await work.as(staff.otherAgent);
    const accounts = [
      'jean-philippe-lariviere',
      'thomas-roy',
      'jean-paul-lariviere',
      'etienne-lariviere',
      'zoe-levesque-tremblay',
      'beatrice-finch',
      'nguyen-thi-minh-khai',
    ];
    let sent = 0;
    for (const accountId of accounts) {
      const { caseId } = await desk.ask('cases.open', opening(accountId));
      await work.ruleOut(caseId);
      const addressId = await work.usable(caseId);
      for (let link = 0; link < 3 && sent < 20; link += 1) {
        await desk.ask('compose.send', linkMail({ caseId, addressId, language: 'en' }));
        sent += 1;
      }
      if (sent === 20) {
        expect(await desk.refusal('compose.send', linkMail({ caseId, addressId, language: 'en' }))).toMatchObject({
          code: 'limit-agent-hour',
          rule: 'R11',
          message: expect.stringContaining('20 links') as string,
        });
        break;
      }
    }
    expect(sent).toBe(20);
    await work.settle();
  });
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults).toEqual([]);
});
