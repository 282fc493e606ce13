import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallOutput } from '#contract/calls';
import type { SentEntry, ThreadFilter } from '#contract/thread';
import { keptMessages, messageStream } from '#main/cases/messages';
import { caseWork, staff } from '#support/case-work';
import type { CaseWork } from '#support/case-work';
import { startDesk } from '#support/practice-desk';
import type { PracticeDesk } from '#support/practice-desk';
import { temporaryFolder } from '#support/store-process';

const folder = temporaryFolder();
let desk: PracticeDesk;
let work: CaseWork;
beforeAll(async () => {
  desk = await startDesk(folder.path);
  work = caseWork(desk);
}, 60_000);
afterAll(async () => {
  await desk.end();
  folder.remove();
});

const thread = (caseId: string, show: ThreadFilter = 'everything'): Promise<CallOutput<'cases.thread'>> =>
  desk.ask('cases.thread', { caseId, show, after: null });
const messages = async (caseId: string): Promise<readonly SentEntry[]> =>
  (await thread(caseId, 'messages')).entries.filter((entry) => entry.kind === 'sent');
const linkMessage = async (caseId: string): Promise<SentEntry> =>
  (await messages(caseId)).find(({ template }) => template === 'recovery-link')!;
const log = () => desk.app.current()!.store.log;
/** What a frame gets for its address. */
const framed = (frame: string): Promise<string | null> => desk.app.takeMessage(frame.replace('app://message/', ''));

/** Every secret that a case's messages carried, made anew from the vault. */
const secretsOf = async (caseId: string): Promise<readonly string[]> => {
  const { vault } = desk.app.current()!;
  const events = await work.events(caseId);
  return events.flatMap((event) =>
    event.type === 'case.mail-asked'
      ? [vault.linkToken('notice', event.data.mailId, 1).token, vault.attestation.digits(event.data.mailId)]
      : event.type === 'case.link-asked'
        ? [vault.linkToken('check', event.data.checkId, 1).token]
        : [],
  );
};

describe('the thread of a case', () => {
  const to = 'callum@prairie-sky.example';
  let caseId: string;
  beforeAll(async () => {
    caseId = await work.openCase('callum-reid');
    await work.ruleOut(caseId);
    await work.sendLink(caseId);
    await desk.ask('cases.note', { caseId, text: 'Rings back at noon.' });
  }, 60_000);

  test('has messages, notes and what happened in one line, newest first, and each by itself', async () => {
    const { entries, counts, next } = await thread(caseId);
    expect(next).toBeNull();
    expect(entries.map(({ at }) => at)).toEqual(
      entries
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(counts).toEqual({
      everything: entries.length,
      messages: entries.filter(({ kind }) => kind === 'sent').length,
      notes: 1,
    });
    expect((await thread(caseId, 'notes')).entries).toEqual([
      expect.objectContaining({ kind: 'note', by: 'Maya Okafor', words: 'Rings back at noon.' }),
    ]);
    expect((await thread(caseId, 'messages')).entries.every(({ kind }) => kind === 'sent')).toBe(true);
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'event', words: 'Maya Okafor opened the case, by phone' }),
    );
  });

  test('tells a notice to several addresses once, with each one’s delivery', async () => {
    const notice = (await messages(caseId)).find(({ template }) => template === 'request-notice')!;
    const told = (await work.events(caseId)).filter(
      (event) => event.type === 'case.mail-asked' && event.data.template === 'request-notice',
    );
    expect(notice.mails).toHaveLength(told.length);
    expect(notice.mails.every(({ state }) => state === 'sent')).toBe(true);
    expect(notice.subject).toMatch(/\w/);
  });

  test('opens a message as it left, beside the hash of the true bytes, with stand-ins for link and QR', async () => {
    const entry = await linkMessage(caseId);
    expect(entry).toMatchObject({ by: 'Maya Okafor', language: 'en', mails: [{ to, state: 'sent', nextTryAt: null }] });
    const { copies, isErased, events } = await desk.ask('cases.message', { caseId, mailId: entry.id });
    expect(isErased).toBe(false);
    const [copy] = copies;
    const [letter] = await work.letters(to);
    expect(copy).toMatchObject({
      to,
      subject: entry.subject,
      from: expect.stringContaining('<recovery@lumen-practice.example>') as string,
      rawSha256: letter!.sha256,
      length: letter!.size,
      messageId: letter!.messageId,
      answer: expect.stringMatching(/^250/) as string,
    });
    expect(copy!.text).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/secret-link-not-shown-to-staff$/m);
    const html = await framed(copy!.frame);
    expect(html).toContain('Confirm who I am');
    expect(html).toContain('data:image/svg+xml');
    expect(html).not.toContain('cid:');
    expect(events.map(({ words }) => words)).toEqual([
      'The mail server accepted the message',
      `Recovery link to ${to}, sent by Maya Okafor`,
    ]);
  });

  test('holds no secret: neither in what the log keeps, unsealed and unpacked, nor in any answer', async () => {
    const told: string[] = [JSON.stringify(await thread(caseId))];
    for (const entry of await messages(caseId))
      for (const { mailId } of entry.mails) {
        const answer = await desk.ask('cases.message', { caseId, mailId });
        expect(answer.copies).toHaveLength(1);
        told.push(JSON.stringify(answer), (await framed(answer.copies[0]!.frame))!);
        told.push(JSON.stringify(await keptMessages(log(), mailId)));
        told.push(JSON.stringify(await log().readStream(messageStream(mailId))));
      }
    const secrets = await secretsOf(caseId);
    expect(secrets.length).toBeGreaterThan(2);
    for (const secret of secrets) for (const text of told) expect(text).not.toContain(secret);
    // What left had them: the search is not for nothing.
    const left = await work.text((await work.letters(to))[0]!);
    expect(secrets.filter((secret) => left.includes(secret))).toHaveLength(2);
  });

  test('shows the HTML to the one who opened it, while they sit there, and to nobody who guesses', async () => {
    const { id } = await linkMessage(caseId);
    const message = async () => (await desk.ask('cases.message', { caseId, mailId: id })).copies[0]!.frame;
    const frame = await message();
    expect(await message()).toBe(frame);
    expect(await framed(frame)).not.toBeNull();
    expect(await framed(`${frame}x`)).toBeNull();
    await work.as(staff.otherAgent);
    expect(await framed(frame)).toBeNull();
    expect(await framed(await message())).not.toBeNull();
    await work.as(staff.agent);
  });

  test('gives no message of another case', async () => {
    const other = await work.openCase('hannah-brandt');
    const [entry] = await messages(other);
    expect(await desk.refusal('cases.message', { caseId, mailId: entry!.id })).toMatchObject({ code: 'not-found' });
  });

  test('is there after a restart', async () => {
    const before = await thread(caseId);
    const { id } = await linkMessage(caseId);
    const ahead = desk.now().getTime() - Date.now();
    await desk.close();
    desk = await startDesk(folder.path);
    desk.pass(ahead);
    work = caseWork(desk);
    await work.as(staff.agent);
    expect((await thread(caseId)).entries).toEqual(before.entries);
    expect((await desk.ask('cases.message', { caseId, mailId: id })).copies).toHaveLength(1);
  });

  test('says why a message waits, when it is tried next, and what a server said for good', async () => {
    const address = 'siobhan@northlight.example';
    const waiting = await work.openCase('siobhan-o-briain');
    await work.ruleOut(waiting);
    await work.mailbox().faults.add({ kind: 'answer', code: 451, times: 1, to: address });
    await work.mailbox().faults.add({ kind: 'answer', code: 550, times: 1, to: address });
    await work.sendLink(waiting);
    const putOff = await linkMessage(waiting);
    expect(putOff).toMatchObject({
      subject: null,
      mails: [
        {
          state: 'waiting',
          attempts: 1,
          why: expect.stringContaining('451') as string,
          nextTryAt: expect.any(String) as string,
        },
      ],
    });
    expect(await desk.ask('cases.message', { caseId: waiting, mailId: putOff.id })).toMatchObject({ copies: [] });
    await work.later();
    const failed = await linkMessage(waiting);
    expect(failed).toMatchObject({
      subject: expect.stringMatching(/\w/) as string,
      mails: [{ state: 'failed', why: expect.stringContaining('550') as string, nextTryAt: null, barredAgain: null }],
    });
    expect((await desk.ask('cases.message', { caseId: waiting, mailId: failed.id })).copies).toMatchObject([
      { answer: '' },
    ]);
    await desk.ask('cases.sendAgain', { caseId: waiting, mailId: failed.id });
    await work.settle();
    const { copies, events } = await desk.ask('cases.message', { caseId: waiting, mailId: failed.id });
    expect(copies.map(({ answer }) => answer.slice(0, 3))).toEqual(['250', '']);
    expect(events).toHaveLength(4);
  });

  test('is gone with the case’s key: no word of a message is left, and the rest still stands', async () => {
    const { id } = await linkMessage(caseId);
    const { frame } = (await desk.ask('cases.message', { caseId, mailId: id })).copies[0]!;
    await log().destroyKey(`case:${caseId}/contact`);
    expect(await desk.ask('cases.message', { caseId, mailId: id })).toMatchObject({ copies: [], isErased: true });
    expect(await framed(frame)).toBeNull();
    const { entries } = await thread(caseId);
    expect(entries.length).toBeGreaterThan(5);
    const told = JSON.stringify(entries);
    expect(told).not.toContain(to);
    expect(told).not.toContain('Rings back at noon.');
    expect(entries.find((entry) => entry.id === id)).toMatchObject({ subject: null, mails: [{ state: 'sent' }] });
    expect(await desk.ask('cases.verify', { caseId })).toMatchObject({ ok: true });
  });
});

test('nothing went wrong inside the desk', () => expect(desk.faults).toEqual([]));
