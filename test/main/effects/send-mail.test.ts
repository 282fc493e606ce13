import { describe, expect, test } from 'vitest';
import { currentLink } from '#domain/case/state';
import { MailInputError } from '#domain/mail/mail-input-error';
import { sendMailDeed } from '#main/effects/send-mail';
import type { MailResult, OutgoingMail } from '#main/ports';
import { OutsideError } from '#main/ports';
import { createMemoryLog } from '#main/store/log/memory-log';
import type { AccountFacts } from '#domain/case/account';
import type { LiveAccount } from '#main/accounts/account-systems';
import { account, addresses, agent, customer, hoursOn, lead, open, openedAt } from '#support/example-case';
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
  /** The account as its system has it, or how that system fails. */
  let there: AccountFacts | OutsideError | null = account();
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
            accounts: {
              nameOf: () => 'Sample',
              find: async () => ({ accounts: [], missing: [] }),
              addressBooks: [],
              read: async () => {
                if (there instanceof OutsideError) throw there;
                return there as LiveAccount | null;
              },
              at: () => {
                throw new Error('a mail does nothing to an account');
              },
            },
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
                  to: mail.to?.address ?? '',
                  replyTo: 'recovery+rd1001.aaaaaaaaaaaaaaaa@desk.example',
                  isAutomatic: mail.by === null,
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
    /** From now on the identity system has this, or fails so. */
    now: (is: typeof there) => {
      there = is;
    },
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
    expect(at.sent.map(({ to }) => to)).toEqual(['olga@home.example']);
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

describe('an address that was replaced in the identity system (R5)', () => {
  const other = addresses.usable;
  const secondOne = account().addresses[1]!;
  const attacker = 'attacker@post.example';
  const replacements: readonly (readonly [string, AccountFacts['addresses']])[] = [
    ['another took its place', [secondOne, { id: 'other', address: attacker, since: hoursOn(1), until: null }]],
    ['another took its place, dated back', [secondOne, { ...other, id: 'other', address: attacker }]],
    ['another text stands under its id', [secondOne, { ...other, address: attacker }]],
    ['it is kept as replaced', [secondOne, { ...other, until: hoursOn(1) }]],
    ['it has another id now', [secondOne, { ...other, id: 'moved' }]],
    ['nothing is left', []],
  ];
  test.each(replacements)(
    'between the sending and its deed: %s, nothing leaves, and the case says why',
    async (_, now) => {
      const at = await deskWith();
      at.now(account({ addresses: now }));
      await at.drain();
      await at.later();
      expect(at.sent).toEqual([]);
      expect(await at.mail()).toMatchObject({ state: 'failed', why: { code: 'address-replaced' }, to: other });
      expect(currentLink(await at.state())).toMatchObject({ state: 'undeliverable', expiresAt: null });
      const { mailId } = await at.mail();
      await expect(at.change({ kind: 'send-again', mailId }, agent)).rejects.toMatchObject({ error: { rule: 'R5' } });
      if (now.length === 0) return;
      await at.change({ kind: 'send-link', addressId: 'private', language: 'en' }, agent);
      await at.drain();
      expect(at.sent.map(({ to }) => to)).toEqual([secondOne.address]);
    },
  );

  test('before its reminder: that does not leave either', async () => {
    const at = await deskWith();
    await at.drain();
    at.now(account({ addresses: [{ ...other, address: attacker }] }));
    await at.change({ kind: 'remind-link', checkId: currentLink(await at.state())!.checkId }, { kind: 'desk' });
    await at.drain();
    expect(at.sent.map(({ to }) => to)).toEqual([other.address]);
    expect((await at.state()).mails.at(-1)).toMatchObject({ state: 'failed', why: { code: 'address-replaced' } });
  });

  test('before it is sent again after a refusal: the repeat asks anew', async () => {
    const at = await deskWith({ outcome: 'rejected', why: { code: 'mail-takes-none', status: '550', says: '' } });
    await at.drain();
    await at.change({ kind: 'send-again', mailId: (await at.mail()).mailId }, agent);
    at.now(account({ addresses: [{ ...other, address: attacker }, secondOne] }));
    await at.drain();
    expect(at.sent).toHaveLength(1);
    expect(await at.mail()).toMatchObject({ state: 'failed', why: { code: 'address-replaced' } });
  });

  test('while the system does not answer, it is tried again, and the link has its whole time from the first attempt', async () => {
    const at = await deskWith();
    at.now(new OutsideError('accounts', 'down', 'It can’t be reached.'));
    await at.drain();
    await at.later(3_600_000);
    expect(at.sent).toEqual([]);
    expect(currentLink(await at.state())).toMatchObject({ state: 'asked', expiresAt: null });
    at.now(account());
    await at.later(3_600_000);
    expect(at.sent).toHaveLength(1);
    expect(currentLink(await at.state())?.expiresAt).toBe(hoursOn(74));
  });

  test('a system that never answers ends where a person sees it, and no time has run', async () => {
    const at = await deskWith();
    at.now(new OutsideError('accounts', 'slow', 'It did not answer.'));
    for (let attempt = 0; attempt < 15; attempt += 1) await at.later();
    expect(at.sent).toEqual([]);
    expect(await at.mail()).toMatchObject({
      state: 'failed',
      why: { code: 'outside', system: 'accounts' },
      attempts: 10,
    });
    expect(currentLink(await at.state())?.expiresAt).toBeNull();
  });

  test('an account that is gone gets no link', async () => {
    const at = await deskWith();
    at.now(null);
    await at.drain();
    expect(at.sent).toEqual([]);
    expect(await at.mail()).toMatchObject({ state: 'failed', why: { code: 'account-gone' } });
  });
});
