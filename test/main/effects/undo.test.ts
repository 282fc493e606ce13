/** A mail is taken back or it leaves: never both, whoever is faster, and never twice. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { undoMs } from '#domain/case/undo';
import { keepBack } from '#main/cases/keep-back';
import { sendMailDeed } from '#main/effects/send-mail';
import { CallFailure } from '#main/ipc/failure';
import type { MailResult } from '#main/ports';
import type { EventLog } from '#main/store/log/event-log';
import { createMemoryLog, LostAnswer, type MemoryLogFaults } from '#main/store/log/memory-log';
import { agent, open, openedAt } from '#support/example-case';
import { casesOver, oneCase, quietRunner } from '#support/memory-desk';

const accepted: MailResult = {
  outcome: 'accepted',
  answer: '250',
  bytes: { from: 'Desk <desk@x.example>', rawSha256: 'aa', length: 400 },
};
const agnes = {
  seatId: 'seat-1',
  name: 'Agnes',
  staffId: 'agnes',
  role: 'agent' as const,
  address: 'agnes@desk.example',
};
const unlessLost = (error: unknown): void => {
  if (!(error instanceof LostAnswer)) throw error;
};
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
type Time = { ms: number };

/** A desk over a log that others share: its runner, and its agent. `while`: what happens while the server has the mail. */
const deskOver = (
  log: EventLog,
  time: Time,
  worker: string,
  meanwhile: () => Promise<void> = async () => undefined,
) => {
  const cases = casesOver(log, { clock: { now: () => new Date(time.ms) } });
  const sent: string[] = [];
  const answers: MailResult[] = [];
  const runner = quietRunner({
    log,
    worker,
    clock: cases.clock,
    onFault: (_, error) => unlessLost(error),
    lanes: [
      {
        name: 'mail',
        leaseMs: 30_000,
        kinds: {
          'send-mail': sendMailDeed({
            cases,
            accounts: {} as never,
            onExchange: () => undefined,
            onFault: () => undefined,
            mail: {
              name: 'fake',
              send: async ({ messageId }) => {
                await meanwhile();
                sent.push(messageId);
                return answers.shift() ?? accepted;
              },
            },
            compose: async (_, mail) => ({
              outgoing: {
                messageId: `<${mail.mailId}.${mail.rounds}@desk.example>`,
                to: mail.to?.address ?? '',
                replyTo: 'recovery+rd1001.aaaaaaaaaaaaaaaa@desk.example',
                isAutomatic: false,
                timeZone: 'America/Toronto',
                subject: 'Yes',
                text: '',
                html: '',
                inlineImages: [],
              },
              kept: { subject: 'Yes', text: '', html: '' },
            }),
          }),
        },
      },
    ],
  });
  const one = oneCase(cases);
  const mailOf = async () => (await one.state()).mails.findLast(({ draftId }) => draftId === 'draft-1')!;
  return {
    cases,
    runner,
    sent,
    answers,
    mail: mailOf,
    change: one.change,
    write: () =>
      one.change(
        {
          kind: 'send-answer',
          addressId: 'old',
          language: 'en',
          draftId: 'draft-1',
          own: { subject: 'Yes', written: [] },
        },
        agent,
        { intentId: 'draft:draft-1' },
      ),
    keepBack: async (kind: 'undo-mail' | 'cancel-mail' = 'undo-mail'): Promise<string> => {
      const { mailId } = await mailOf();
      try {
        await keepBack(cases, agnes, 'case-1', { kind, mailId });
        return 'yes';
      } catch (error) {
        if (error instanceof CallFailure) return error.error.code;
        throw error;
      }
    },
  };
};
const ready = async (faults: MemoryLogFaults = {}) => {
  const log = createMemoryLog(faults);
  const time = { ms: Date.parse(openedAt) };
  const at = deskOver(log, time, 'this desk');
  await at.change(open(), agent);
  await at.runner.drain();
  at.sent.length = 0;
  await at.write();
  return { ...at, log, time };
};

describe('within its ten seconds', () => {
  test('nothing leaves; taken back it never does, and a late worker finds nothing to do', async () => {
    const at = await ready();
    at.time.ms += undoMs - 1;
    await at.runner.drain();
    expect(at.sent).toEqual([]);
    expect(await at.keepBack()).toBe('yes');
    expect(await at.keepBack(), 'a lost answer, asked again').toBe('yes');
    at.time.ms += 3_600_000;
    await at.runner.drain();
    expect(at.sent).toEqual([]);
    expect(await at.mail()).toMatchObject({ state: 'undone' });
  });

  test('left alone it leaves once they are over, and is too late to take back', async () => {
    const at = await ready();
    at.time.ms += undoMs;
    await at.runner.drain();
    expect(at.sent).toHaveLength(1);
    expect(await at.keepBack()).toBe('already-leaving');
    expect(await at.mail()).toMatchObject({ state: 'sent' });
  });
});

describe('a mail that began to leave', () => {
  test('is not taken back while the server has it, by another desk either', async () => {
    const log = createMemoryLog();
    const time = { ms: Date.parse(openedAt) };
    const other = deskOver(log, time, 'another desk');
    const said: string[] = [];
    const at = deskOver(log, time, 'this desk', async () => {
      said.push(await other.keepBack(), await other.keepBack('cancel-mail'));
    });
    await other.change(open(), agent);
    await other.runner.drain();
    await at.write();
    time.ms += undoMs;
    await at.runner.drain();
    expect(said).toEqual(['already-leaving', 'already-leaving']);
    expect(await at.mail()).toMatchObject({ state: 'sent' });
  });

  test('nor after a desk died with it: nobody knows how far it came, so another one sends it', async () => {
    const at = await ready();
    at.time.ms += undoMs;
    await at.log.leaseEffect({
      at: new Date(at.time.ms).toISOString(),
      leaseMs: 1000,
      worker: 'dead',
      kinds: ['send-mail'],
    });
    at.time.ms += 5000;
    expect(await at.keepBack()).toBe('already-leaving');
    await at.runner.drain();
    expect(at.sent).toHaveLength(1);
  });

  test('put off it is not taken back but can be stopped: it is not tried again, and not told as sent', async () => {
    const at = await ready();
    at.answers.push({ outcome: 'later', why: { code: 'mail-put-off', status: '451', says: 'Busy' } });
    at.time.ms += undoMs;
    await at.runner.drain();
    expect(await at.keepBack()).toBe('already-leaving');
    expect(await at.keepBack('cancel-mail')).toBe('yes');
    at.time.ms += 3_600_000;
    await at.runner.drain();
    expect(at.sent).toHaveLength(1);
    expect(await at.mail()).toMatchObject({ state: 'cancelled' });
  });
});

test('whoever is faster, on a log that answers late and loses answers: taken back or sent, as the case says, and never twice', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1_000_000),
      fc.nat({ max: 8 }),
      fc.nat({ max: 40 }),
      fc.constantFrom(0, 0.1),
      fc.boolean(),
      async (seed, undoAfter, leavesAfter, lostAnswers, isOther) => {
        const line = { seed, answersLate: false, lostAnswers: 0 };
        const at = await ready(line);
        const undoer = isOther ? deskOver(at.log, at.time, 'another desk') : at;
        Object.assign(line, { answersLate: true, lostAnswers });
        at.time.ms += undoMs;
        const undo = async (): Promise<string> => {
          await turns(undoAfter);
          for (;;) {
            try {
              return await undoer.keepBack();
            } catch (error) {
              unlessLost(error);
            }
          }
        };
        const [said] = await Promise.all([undo(), turns(leavesAfter).then(() => at.runner.drain().catch(unlessLost))]);
        Object.assign(line, { answersLate: false, lostAnswers: 0 });
        at.time.ms += 600_000;
        await at.runner.drain();
        const { state } = await at.mail();
        seen.add(said);
        expect([said, state, new Set(at.sent).size], `${said} ${state}`).toEqual(
          said === 'yes' ? ['yes', 'undone', 0] : ['already-leaving', 'sent', 1],
        );
      },
    ),
    { numRuns: 150 },
  );
  expect([...seen].toSorted(), 'both were faster at times').toEqual(['already-leaving', 'yes']);
}, 60_000);
