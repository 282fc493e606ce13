/** A desk is killed while a mail can be undone, and while it leaves: sent once or not at all, as the case says. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { undoMs } from '#domain/case/undo';
import { keepBack } from '#main/cases/keep-back';
import { sampleAccount } from '#main/desk/back-ends';
import { agent, killSampleWorld, lawyer, openDeskAt, type DeskAt } from '#support/approved-case';
import { dieAt, removeTraces } from '#support/desk-process';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recovery-desk-undo-'));
});
afterEach(() => {
  killSampleWorld(folder);
  removeTraces(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const subject = 'Your question about the form';
/** A desk with one mail that was sent just now, closed again. */
const written = async (): Promise<{ readonly caseId: string; readonly mailId: string; readonly ahead: number }> => {
  const desk = await openDeskAt(folder);
  await desk.signIn(agent);
  const { caseId } = await desk.ask('cases.open', {
    accountId: sampleAccount(lawyer),
    channel: 'phone',
    callerWords: 'New phone.',
    callerGave: '',
    reference: '',
    take: false,
  });
  await desk.mailSettled(caseId);
  const { recipients } = await desk.ask('compose.open', { caseId });
  const { mailId } = await desk.ask('compose.send', {
    caseId,
    draft: {
      kind: 'mail',
      draftId: randomUUID(),
      template: 'free-answer',
      way: null,
      addressId: recipients.find(({ refusal }) => refusal === null)!.addressId,
      language: 'fr',
      subject,
      written: [{ kind: 'paragraph', words: [{ kind: 'text', text: 'Oui.' }] }],
    },
    seen: ['other-language'],
  });
  const ahead = desk.ahead();
  await desk.close();
  return { caseId, mailId, ahead };
};
const stateOf = async (desk: DeskAt, caseId: string, mailId: string): Promise<string> =>
  (await desk.state(caseId)).mails.find((mail) => mail.mailId === mailId)!.state;
const letters = async (desk: DeskAt) =>
  (await desk.mailbox.list({ limit: 200 })).filter((letter) => letter.subject === subject);

/** Signing in takes half a minute of the desk's clock: who sent it asks where the calls end. */
const maya = { seatId: 'seat', name: 'Maya Okafor', staffId: agent, role: 'agent', address: 'maya@x.example' } as const;
const undo = (desk: DeskAt, caseId: string, mailId: string) =>
  keepBack(desk.open().cases, maya, caseId, { kind: 'undo-mail', mailId });
/** So far ahead that the folder's clock goes on where its first desk closed, however long starting takes. */
const whereItStood = (ahead: number, since: number): number => ahead - (Date.now() - since);

describe('killed within the ten seconds', () => {
  test('it waits as it did, can be undone, and then never leaves', async () => {
    const { caseId, mailId, ahead } = await written();
    const since = Date.now();
    await dieAt(folder, whereItStood(ahead, since), { afterMs: 100 });
    const desk = await openDeskAt(folder, { ahead: whereItStood(ahead, since) });
    await desk.open().runner.drain();
    expect([await stateOf(desk, caseId, mailId), await letters(desk)]).toEqual(['waiting', []]);
    await undo(desk, caseId, mailId);
    desk.pass(600_000);
    await desk.open().runner.drain();
    expect([await stateOf(desk, caseId, mailId), await letters(desk)]).toEqual(['undone', []]);
    await desk.close();
  }, 90_000);

  test('undone, and killed at once with its store: it stays undone', async () => {
    const { caseId, mailId, ahead } = await written();
    const since = Date.now();
    let desk = await openDeskAt(folder, { ahead: whereItStood(ahead, since) });
    await undo(desk, caseId, mailId);
    desk.killStore();
    await desk.close().catch(() => undefined);
    await dieAt(folder, ahead + undoMs, { afterMs: 400 });
    desk = await openDeskAt(folder, { ahead: ahead + 600_000 });
    await desk.open().runner.drain();
    expect([await stateOf(desk, caseId, mailId), await letters(desk)]).toEqual(['undone', []]);
    await desk.close();
  }, 90_000);
});

test.each([0, 15, 40, 80, 150, 400])(
  'killed %i ms after it started with a mail that is due: it is sent once, and too late to undo',
  async (afterMs) => {
    const { caseId, mailId, ahead } = await written();
    await dieAt(folder, ahead + undoMs, { afterMs });
    const desk = await openDeskAt(folder, { ahead: ahead + undoMs + 60_000 });
    await desk.open().runner.drain();
    await desk.mailSettled(caseId);
    expect(await stateOf(desk, caseId, mailId)).toBe('sent');
    // Between a server's yes and its record the same bytes come once more, under the same number (RFC 5321 §4.5.3.2.6).
    expect(await letters(desk)).toHaveLength(1);
    await desk.signIn(agent);
    expect((await desk.refusal('compose.undo', { caseId, mailId })).code).toBe('already-leaving');
    await desk.close();
  },
  90_000,
);
