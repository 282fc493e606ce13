import { describe, expect, test } from 'vitest';
import { currentLink } from '#domain/case/state';
import { MailInputError } from '#domain/mail/mail-input-error';
import { sendMailDeed } from '#main/effects/send-mail';
import type { MailResult, OutgoingMail } from '#main/ports';
import { OutsideError } from '#main/ports';
import { createMemoryLog } from '#main/store/log/memory-log';
import { agent, customer, lead, open, openedAt } from '#support/example-case';
import { casesOver, oneCase, quietRunner } from '#support/memory-desk';

const accepted: MailResult = {
  outcome: 'accepted',
  answer: '250',
  bytes: { from: 'Desk <desk@x.example>', rawSha256: 'aa', length: 400 },
};
/** Nothing comes of writing the mail. */
type Unwritten = { readonly thrown: unknown };

/**
 * A case whose link waits to be sent, and a mail server that answers as told (and takes everything once it was not told
 * any more).
 */
const deskWith = async (...answers: readonly (MailResult | Error | Unwritten)[]) => {
  const log = createMemoryLog();
  let now = Date.parse(openedAt);
  const left = [...answers];
  const sent: (OutgoingMail & { readonly end: string | null | undefined })[] = [];
  const cases = casesOver(log, { clock: { now: () => new Date(now) } });
  const { change, state } = oneCase(cases);
  const ends: (string | null | undefined)[] = [];
  const faults: unknown[] = [];
  const runner = quietRunner({
    log,
    clock: cases.clock,
    lanes: [
      {
        name: 'mail',
        leaseMs: 30_000,
        kinds: {
          'send-mail': sendMailDeed({
            cases,
            onExchange: () => undefined,
            onFault: (_, error) => faults.push(error),
            mail: {
              name: 'fake',
              send: async (mail) => {
                sent.push({ ...mail, end: ends.at(-1) });
                const answer = left.shift() ?? accepted;
                if (answer instanceof Error || 'thrown' in answer) throw answer;
                return answer;
              },
            },
            compose: async (composed, mail) => {
              ends.push(currentLink(composed)?.expiresAt);
              const [next] = left;
              if (next !== undefined && 'thrown' in next) {
                left.shift();
                throw next.thrown;
              }
              return {
                outgoing: {
                  messageId: `<${mail.mailId}.${mail.rounds}@desk.example>`,
                  to: mail.addressId,
                  timeZone: 'America/Toronto',
                  subject: mail.template,
                  text: 'https://desk.example/v/token',
                  html: '',
                  inlineImages: [],
                },
                kept: { subject: mail.template, text: 'a stand-in', html: '<p>a stand-in</p>' },
              };
            },
          }),
        },
      },
    ],
  });
  await change(open(), agent);
  // The notices of the request are not what these tests are about.
  const notices = left.splice(0);
  await runner.drain();
  sent.length = 0;
  left.push(...notices);
  await change({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
  await change({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  const mailOf = async () => (await state()).mails.find(({ mailId }) => mailId === currentLink(state_)?.mailId)!;
  const state_ = await state();
  return {
    change,
    state,
    sent,
    faults,
    mail: mailOf,
    effects: () => log.effectsOf({ kind: 'send-mail', limit: 100 }),
    async later(ms = 400_000) {
      now += ms;
      await runner.drain();
    },
    drain: () => runner.drain(),
  };
};
const later: MailResult = { outcome: 'later', why: { code: 'mail-put-off', status: '451', says: 'Busy' } };

describe('sending a link', () => {
  test('the clock is started before the message is made, and stays whatever the retries take', async () => {
    const at = await deskWith(later, new OutsideError('mail', 'down', "The mail server can't be reached."));
    await at.drain();
    expect(await at.mail()).toMatchObject({ state: 'waiting' });
    const { expiresAt } = currentLink(await at.state())!;
    expect(Date.parse(expiresAt!) - Date.parse(openedAt)).toBe(72 * 3_600_000);
    await at.later();
    await at.later();
    expect(await at.mail()).toMatchObject({ state: 'sent' });
    expect(currentLink(await at.state())).toMatchObject({ expiresAt, state: 'running' });
    expect(at.sent.map(({ end }) => end)).toEqual([expiresAt, expiresAt, expiresAt]);
    expect(new Set(at.sent.map(({ messageId }) => messageId)).size).toBe(1);
  });

  test('a refusal for good is no retry; sending again is a new message of the same link', async () => {
    const at = await deskWith({
      outcome: 'rejected',
      why: { code: 'mail-refused', status: '550', says: 'No such mailbox' },
    });
    await at.drain();
    await at.later();
    expect(at.sent).toHaveLength(1);
    expect(await at.mail()).toMatchObject({
      state: 'failed',
      why: { code: 'mail-refused', status: '550', says: 'No such mailbox' },
    });
    await at.change({ kind: 'send-again', mailId: (await at.mail()).mailId }, agent);
    await at.drain();
    expect(at.sent).toHaveLength(2);
    expect(at.sent[1]?.messageId).not.toBe(at.sent[0]?.messageId);
    expect((await at.state()).links).toHaveLength(1);
  });

  test.each([
    [
      'a rule of the mail’s',
      new MailInputError('steps.0', 'must not be empty'),
      { code: 'mail-malformed', field: 'steps.0' },
      0,
    ],
    ['anything else', new TypeError('x is not a function'), { code: 'mail-not-written' }, 1],
  ])(
    'what can’t be written, by %s, ends where a person sees it, and can be sent once its cause is gone',
    async (_, thrown, why, faults) => {
      const at = await deskWith({ thrown });
      await at.drain();
      await at.later();
      expect(at.sent).toEqual([]);
      expect(await at.mail()).toMatchObject({ state: 'failed', why });
      expect(at.faults).toHaveLength(faults);
      await at.change({ kind: 'send-again', mailId: (await at.mail()).mailId }, agent);
      await at.drain();
      expect(await at.mail()).toMatchObject({ state: 'sent' });
    },
  );

  test('a fault of ours while sending is no endless retry', async () => {
    const at = await deskWith(...Array.from({ length: 30 }, () => new TypeError('no such pool')));
    for (let attempt = 0; attempt < 15; attempt += 1) await at.later();
    expect(at.sent).toHaveLength(10);
    expect(await at.mail()).toMatchObject({ state: 'failed', why: { code: 'fault' }, attempts: 10 });
  });

  test('gives up after ten attempts, and says so', async () => {
    const at = await deskWith(...Array.from({ length: 30 }, () => later));
    for (let attempt = 0; attempt < 15; attempt += 1) await at.later();
    expect(at.sent).toHaveLength(10);
    expect(await at.mail()).toMatchObject({
      state: 'failed',
      why: { code: 'mail-put-off', status: '451', says: 'Busy' },
      attempts: 10,
    });
  });

  test('a link that ended before it could be sent is not sent, and is shown as failed', async () => {
    const at = await deskWith(later);
    await at.drain();
    await at.later(73 * 3_600_000);
    expect(at.sent).toHaveLength(1);
    expect(await at.mail()).toMatchObject({ state: 'failed', why: { code: 'link-ended' } });
  });

  test('a newer link takes the place of one that still waits: only the newer one is sent', async () => {
    const at = await deskWith();
    await at.change({ kind: 'send-link', addressId: 'private', language: 'en' }, agent);
    await at.drain();
    expect(at.sent.map(({ to }) => to)).toEqual(['private']);
    expect((await at.effects()).map(({ state }) => state).toSorted()).toEqual(['cancelled', 'done', 'done', 'done']);
  });

  test('a stopped case sends no link, and lifting the freeze lets somebody send it again', async () => {
    const at = await deskWith();
    await at.change({ kind: 'freeze', via: 'notice', words: '' }, customer);
    await at.drain();
    expect(at.sent).toEqual([]);
    expect(await at.mail()).toMatchObject({ state: 'failed', why: { code: 'stopped-before-sent' } });
    await at.change({ kind: 'unfreeze', reason: 'Called the customer back.' }, lead);
    await at.change({ kind: 'send-again', mailId: (await at.mail()).mailId }, agent);
    await at.drain();
    expect(at.sent).toHaveLength(1);
    expect(currentLink(await at.state())).toMatchObject({ state: 'running', number: 1 });
  });

  test('a closed case sends no link, and nothing failed by it', async () => {
    const at = await deskWith();
    await at.change({ kind: 'close', outcome: 'withdrawn', reason: 'called off' }, agent);
    await at.drain();
    expect(at.sent).toEqual([]);
    expect((await at.effects())[0]).toMatchObject({ state: 'cancelled' });
    expect((await at.state()).mails.every(({ state }) => state !== 'failed')).toBe(true);
  });

  test('what the server accepted is not sent a second time by a late worker', async () => {
    const at = await deskWith();
    await at.drain();
    await at.later();
    await at.later();
    expect(at.sent).toHaveLength(1);
  });
});
