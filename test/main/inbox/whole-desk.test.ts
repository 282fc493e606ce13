/** Answers, absences and reports at a whole practice desk: real SMTP, a real mailbox, a reader in a process of its own. */
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { staff } from '#support/case-work';
import { odd } from '#support/odd-mail';
import { practiceDesk } from '#support/practice-desk-around';

const { desk, work, startAgain } = practiceDesk();
const mailbox = () => desk.app.current()!.backEnds.sample!.mailbox;
const state = async (caseId: string) =>
  (await desk.app.current()!.log.readStream(`case:${caseId}`)).map(({ type }) => type);

/** Until it holds; the mailbox is asked for news by itself. */
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await wait(50);
  }
  throw new Error('it never came');
};
const count = async (caseId: string, type: string): Promise<number> =>
  (await state(caseId)).filter((one) => one === type).length;

describe('what a customer writes back', () => {
  test('stands in the case within seconds, by itself', async () => {
    const caseId = await work.openCase('callum-reid');
    await work.settle();
    const [letter] = await mailbox().list();
    await mailbox().answer(letter!.id, 'It was me, thank you.');
    await until(async () => (await count(caseId, 'case.message-received')) === 1);
  });

  test('is left to a person where it names no case, who says where it belongs', async () => {
    const caseId = await work.openCase('hannah-brandt');
    const view = await work.view(caseId);
    const { name, addresses } = view.account!;
    const [known] = addresses;
    await mailbox().deliver(
      Buffer.from(
        `From: <${known!.address}>\r\nTo: recovery@lumen-practice.example\r\nSubject: About ${view.number}\r\n\r\nI lost my phone.\r\n`,
      ),
    );
    await until(async () => (await desk.ask('inbox.standing', {})).waiting === 1);
    const { rows } = await desk.ask('inbox.list', { state: 'waiting', after: null });
    expect(rows).toMatchObject([
      { address: known!.address, subject: `About ${view.number}`, excerpt: 'I lost my phone.', why: 'unmatched' },
    ]);
    const { messageId } = rows[0]!;
    const opened = await desk.ask('inbox.message', { messageId });
    expect(opened.suggestions).toEqual([
      { caseId, number: view.number, person: name, isOpen: true, why: ['names-number', 'same-address'] },
    ]);
    expect(opened.message.mail).toMatchObject({ text: 'I lost my phone.', frame: null });
    await desk.ask('inbox.putAside', { messageId });
    expect(await desk.ask('inbox.standing', {})).toMatchObject({ waiting: 0, putAside: 1 });
    await desk.ask('inbox.attach', { messageId, caseId });
    expect(await desk.ask('inbox.standing', {})).toMatchObject({ waiting: 0, putAside: 0, failing: null });
    expect(await count(caseId, 'case.message-received')).toBe(1);
    expect(await desk.refusal('inbox.attach', { messageId, caseId })).toMatchObject({ code: 'conflict' });
    expect(await desk.refusal('inbox.message', { messageId: 'a'.repeat(32) })).toMatchObject({ code: 'not-found' });
  });

  test('is shown without anything that runs or loads', async () => {
    await mailbox().deliver(odd('remote pictures and styles'));
    await until(async () => (await desk.ask('inbox.standing', {})).waiting === 1);
    const { rows } = await desk.ask('inbox.list', { state: 'waiting', after: null });
    const { message } = await desk.ask('inbox.message', { messageId: rows[0]!.messageId });
    const frame = await desk.app.takeMessage(message.mail!.frame!.replace('app://message/', ''));
    expect(frame).toContain('Hi');
    expect(frame).not.toContain('evil.example');
  });
});

test('a notice that bounces is known on the case as one that told nobody', async () => {
  await mailbox().behave('moira@prairie-sky.example', 'bounces');
  const caseId = await work.openCase('moira-o-donnell');
  await until(async () => (await count(caseId, 'case.mail-bounced')) > 0);
  expect((await work.view(caseId)).mails.filter((mail) => mail.state === 'bounced').length).toBeGreaterThan(0);
});

test('a disable begins on no mailbox that nobody could look into, and goes on once somebody could', async () => {
  const caseId = await work.caseInReview('dominic-van-der-merwe', 'dvandermerwe@harrow-finch.example');
  desk.pass(11 * 60_000);
  work.forgetSession();
  await mailbox().readable(false);
  await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
  await work.settle();
  const status = async () => (await work.view(caseId)).status;
  expect(await status()).toBe('approved');
  expect(await desk.ask('inbox.standing', {})).toMatchObject({ failing: { words: expect.any(String) as unknown } });
  await mailbox().readable(true);
  await work.later();
  expect(await status()).toBe('recovered');
  expect(await desk.ask('inbox.standing', {})).toMatchObject({ failing: null });
});

test('what came while the desk was closed is fetched afterwards', async () => {
  const caseId = await work.openCase('kwame-osei');
  await work.settle();
  const [letter] = await mailbox().list();
  const client = mailbox();
  await desk.close();
  await client.answer(letter!.id, 'I am back.');
  await startAgain();
  // The test's clock stood behind the log's while the desk opened, so it looks at the next of its times.
  desk.pass(5 * 60_000);
  await work.settle();
  await until(async () => (await count(caseId, 'case.message-received')) === 1);
});
