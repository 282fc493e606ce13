import { describe, expect, test } from 'vitest';
import type { Reading } from '#domain/mail/incoming/incoming-mail';
import { textOf } from '#domain/json';
import { receivedMessage } from '#main/cases/received-messages';
import { receiveProgress } from '#main/inbox/receive-progress';
import { limits } from '#main/inbox/take-message';
import type { EventLog } from '#main/store/log/event-log';
import { StoreUnavailable } from '#main/store/spawn';
import { createMemoryLog } from '#main/store/log/memory-log';
import { account } from '#support/example-case';
import { answersTo, bounce, letter, memoryMailbox, openWithMail, readingDesk } from '#support/inbox-world';
import { minuteMs } from '#support/look-world';
import { oddMail } from '#support/odd-mail';

const oneDesk = (log: EventLog = createMemoryLog(), more: Parameters<typeof readingDesk>[2] = {}) => {
  const mailbox = memoryMailbox();
  return { mailbox, desk: readingDesk(log, mailbox, more) };
};
const secondCase = {
  caseId: 'case-2',
  number: 'RD-1002',
  account: account({ accountId: 'lumen:acc-2', login: 'ida@firm.example', addresses: [] }),
};
/** Where each message went, in the order in which they came. */
const routes = async ({ messages }: Pick<ReturnType<typeof readingDesk>, 'messages'>) =>
  (await messages()).map(({ data }) => data['route']);
const onCase = (caseId: string) => ({ to: 'case', caseId });
const list = { to: 'list', why: 'unmatched' };

describe('a message that came', () => {
  test('is on the case whose token stands in the address that it went to', async () => {
    const { mailbox, desk } = oneDesk();
    await openWithMail(desk);
    mailbox.put(letter({ to: answersTo('case-1').toUpperCase(), text: 'I have it.\n\n> Please open the link.' }));
    await desk.look();
    const { received } = await desk.state('case-1');
    expect(received).toMatchObject([
      { kind: 'message', matchedBy: 'token', from: 'from-before', saysNotMe: false, readBy: [] },
    ]);
    const message = await receivedMessage(desk.log, received[0]!.messageId);
    expect(message).toMatchObject({
      caseId: 'case-1',
      arrived: { mailbox: 'a mailbox', validity: '1', uid: 1 },
      reading: { mail: { text: 'I have it.', quoted: '> Please open the link.' } },
    });
  });

  test('is on the case of the mail that it answers, where it went to no token', async () => {
    const { mailbox, desk } = oneDesk();
    const [mail] = await openWithMail(desk);
    mailbox.put(letter({ headers: `References: <other@x.example> ${mail![1].messageId}` }));
    await desk.look();
    expect((await desk.state('case-1')).received).toMatchObject([{ matchedBy: 'headers', mailId: mail![0] }]);
  });

  test.each([
    ['an address without a token', 'recovery+rd1001@lumen-practice.example'],
    ['a token that somebody guessed', 'recovery+rd1001.aaaaaaaaaaaaaaaa@lumen-practice.example'],
    ['the token of another case', answersTo('case-2', 'RD-1001')],
    ['a case that there never was', answersTo('case-9', 'RD-1009')],
    ['two cases at once', `${answersTo('case-1')}, ${answersTo('case-2', 'RD-1002')}`],
    ['its sender alone', 'recovery@lumen-practice.example'],
  ])('is left to a person where it names %s', async (_, to) => {
    const { mailbox, desk } = oneDesk();
    await openWithMail(desk);
    await openWithMail(desk, 'case-2', secondCase);
    mailbox.put(letter({ to, headers: 'In-Reply-To: <not-ours@lumen-practice.example>' }));
    await desk.look();
    expect(await routes(desk)).toEqual([list]);
    expect((await desk.state('case-1')).received).toEqual([]);
  });

  test('says loudly that it is from another address, and what could be “this wasn’t me”', async () => {
    const { mailbox, desk } = oneDesk();
    await openWithMail(desk);
    const to = answersTo('case-1');
    mailbox.put(letter({ to, from: 'Olga Novak <olga.novak@evil.example>', text: 'This was not me!' }));
    mailbox.put(letter({ to, text: 'Thank you.\n\n> This was not me!' }));
    await desk.look();
    expect((await desk.state('case-1')).received).toMatchObject([
      { from: 'somebody-else', saysNotMe: true },
      { from: 'from-before', saysNotMe: false },
    ]);
  });

  test('opens no case, sends no mail and freezes none, whatever it says', async () => {
    const { mailbox, desk } = oneDesk();
    await openWithMail(desk);
    const before = await desk.state('case-1');
    for (const { raw } of oddMail) mailbox.put(raw);
    mailbox.put(letter({ to: answersTo('case-1'), text: 'Stop everything! This was not me.' }));
    await desk.look();
    const after = await desk.state('case-1');
    expect(after).toMatchObject({ status: before.status, frozen: null, mails: before.mails });
    expect((await desk.log.effectsOf({ states: ['waiting', 'running'], kind: 'send-mail', limit: 50 })).length).toBe(
      before.mails.length,
    );
    const streams = new Set((await desk.log.readAfter(0, 10_000)).map(({ stream }) => stream));
    expect([...streams].filter((stream) => stream.startsWith('case:'))).toEqual(['case:case-1']);
  });
});

describe('odd messages', () => {
  test('go through to the list, each once, and none stops the next', async () => {
    const { mailbox, desk } = oneDesk();
    for (const { raw } of oddMail) mailbox.put(raw);
    await desk.look();
    expect(desk.faults).toEqual([]);
    const messages = await desk.messages();
    // Two that are the same bytes are one.
    expect(messages).toHaveLength(new Set(oddMail.map(({ raw }) => raw.toString('latin1'))).size);
    expect(oddMail.length).toBeGreaterThan(60);
    for (const row of messages) {
      const message = await receivedMessage(desk.log, textOf(row.data['messageId']));
      expect(message).toMatchObject({ caseId: null, reading: { outcome: 'read' } });
    }
  });

  test('are on their case where they went to its address', async () => {
    const { mailbox, desk } = oneDesk();
    await openWithMail(desk);
    const to = `\r\nTo: ${answersTo('case-1')}`;
    const headed = oddMail
      .filter(({ raw }) => raw.includes('\r\nTo: ') && raw.length < 2_000_000)
      .map(({ raw }) => Buffer.from(raw.toString('latin1').replace(/\r\nTo: [^\r]*/u, to), 'latin1'));
    for (const raw of headed) mailbox.put(raw);
    await desk.look();
    expect(desk.faults).toEqual([]);
    const { received } = await desk.state('case-1');
    expect(headed.length).toBeGreaterThan(40);
    expect(received).toHaveLength(Math.min(new Set(headed.map(String)).size, limits.caseAndDay + 1));
    // A machine's word holds nothing up.
    expect(new Set(received.map(({ kind }) => kind))).toEqual(
      new Set(['message', 'auto-reply', 'report', 'invitation']),
    );
  });

  test('of fifty megabytes are taken by their head, and the log says how long they were', async () => {
    const { mailbox, desk } = oneDesk();
    await openWithMail(desk);
    const size = 50 * 1024 * 1024;
    const raw = Buffer.alloc(size, 0x61);
    raw.write(letter({ to: answersTo('case-1'), text: 'See the film.' }));
    mailbox.put(raw);
    await desk.look();
    const [message] = (await desk.state('case-1')).received;
    expect(await receivedMessage(desk.log, message!.messageId)).toMatchObject({
      arrived: { length: size },
      reading: { mail: { faults: expect.arrayContaining(['too-large']) as unknown } },
    });
  });

  test('that the reader dies of are for a person, and the next one is read', async () => {
    let left = 2;
    const ends = async (raw: Uint8Array): Promise<Reading> => {
      left -= 1;
      return left >= 0
        ? { outcome: 'unreadable', why: 'ended' }
        : { outcome: 'read', mail: await (await import('#main/mail/receive/read-message')).readMessage(raw) };
    };
    const { mailbox, desk } = oneDesk(createMemoryLog(), { reads: ends });
    for (const text of ['one', 'two', 'three']) mailbox.put(letter({ text }));
    await desk.look();
    const unreadable = { to: 'list', why: 'unreadable' };
    expect(await routes(desk)).toEqual([unreadable, unreadable, list]);
  });

  test('that this desk stumbles over are for a person, too, and hold up nobody behind them', async () => {
    const broken = async (): Promise<Reading> => ({
      outcome: 'read',
      mail: {
        ...(await (await import('#main/mail/receive/read-message')).readMessage(Buffer.from('x'))),
        subject: 7,
      } as never,
    });
    const { mailbox, desk } = oneDesk(createMemoryLog(), { reads: broken });
    for (const text of ['one', 'two']) mailbox.put(letter({ text }));
    await desk.look();
    expect((await routes(desk)).map((route) => (route as { why: string }).why)).toEqual(['unreadable', 'unreadable']);
    expect(desk.faults.map(({ where }) => where)).toEqual(['taking a message', 'taking a message']);
  });
});

describe('a report that a mail could not be delivered', () => {
  test('settles that mail, by our own number and for the address that it went to', async () => {
    const { mailbox, desk } = oneDesk();
    const sent = await openWithMail(desk);
    const [[mailId, { messageId, to }], [otherId]] = [...sent] as [never, never] as [
      [string, { messageId: string; to: string }],
      [string],
    ];
    mailbox.put(bounce({ recipient: to.toUpperCase(), messageId }));
    await desk.look();
    const { mails, received } = await desk.state('case-1');
    expect(mails.find((mail) => mail.mailId === mailId)).toMatchObject({
      state: 'bounced',
      toldAt: null,
      why: { code: 'mail-bounced', status: '5.1.1' },
    });
    expect(mails.find((mail) => mail.mailId === otherId)).toMatchObject({ state: 'sent' });
    // The report itself stands on the case, and holds nothing up.
    expect(received).toMatchObject([{ kind: 'report', matchedBy: 'headers', mailId }]);
  });

  test('does nothing for another recipient, another number, or a token alone', async () => {
    const { mailbox, desk } = oneDesk();
    const [first] = await openWithMail(desk);
    const { messageId, to } = first![1];
    mailbox.put(bounce({ recipient: 'somebody@else.example', messageId }));
    mailbox.put(bounce({ recipient: to, messageId: '<guessed@lumen-practice.example>' }));
    mailbox.put(bounce({ recipient: to, messageId: '<guessed@lumen-practice.example>', to: answersTo('case-1') }));
    await desk.look();
    const { mails, received } = await desk.state('case-1');
    expect(mails.map(({ state }) => state)).not.toContain('bounced');
    expect(await routes(desk)).toEqual([onCase('case-1'), list, onCase('case-1')]);
    expect(received).toHaveLength(2);
  });
});

describe('a mailbox', () => {
  test('is read on from where it stood, and each message is taken once', async () => {
    const log = createMemoryLog();
    const mailbox = memoryMailbox();
    const desk = readingDesk(log, mailbox);
    for (let index = 0; index < 60; index += 1) mailbox.put(letter({ text: `message ${index}` }));
    await desk.look();
    mailbox.put(letter({ text: 'one more' }));
    const again = readingDesk(log, mailbox, { clock: desk.clock });
    await again.look();
    expect(mailbox.fetched).toBe(61);
    expect(await desk.messages()).toHaveLength(61);
    expect(receiveProgress((await desk.effect()).progress)).toMatchObject({
      place: { validity: '1', uid: 61 },
      lookedAt: desk.clock.iso(),
      failing: null,
    });
  });

  test('that was made anew brings nothing twice, and what is new in it', async () => {
    const { mailbox, desk } = oneDesk();
    await openWithMail(desk);
    mailbox.put(letter({ to: answersTo('case-1') }));
    mailbox.put(letter({ text: 'to nobody' }));
    await desk.look();
    mailbox.recreate();
    mailbox.put(letter({ text: 'after the restore' }));
    await desk.look();
    expect(await desk.messages()).toHaveLength(3);
    expect((await desk.state('case-1')).received).toHaveLength(1);
    expect(receiveProgress((await desk.effect()).progress).place).toEqual({ validity: '2', uid: 3 });
  });

  test('that fails is named with the time since when, is tried again, and goes on where it stood', async () => {
    const { mailbox, desk } = oneDesk();
    mailbox.put(letter({ text: 'before' }));
    await desk.look();
    mailbox.put(letter({ text: 'meanwhile' }));
    mailbox.fails = 'down';
    const since = desk.clock.iso();
    await desk.look();
    desk.clock.pass(minuteMs);
    await desk.drain();
    const failed = await desk.effect();
    expect(receiveProgress(failed.progress)).toMatchObject({ place: { uid: 1 }, failing: { since, times: 2 } });
    expect(failed).toMatchObject({ state: 'waiting', lastError: { code: 'outside', system: 'mail', kind: 'down' } });
    expect(desk.looked()).toBe(2);
    // Its name and place alone: a message of a server may quote anything.
    expect(desk.faults.map(({ where }) => where)).toEqual(['reading the mailbox', 'reading the mailbox']);
    mailbox.fails = null;
    desk.clock.pass(10 * minuteMs);
    await desk.drain();
    expect(receiveProgress((await desk.effect()).progress)).toMatchObject({ place: { uid: 2 }, failing: null });
    expect(await desk.messages()).toHaveLength(2);
  });

  test('is looked into before a disable where nobody did lately, and one that fails says why it waits', async () => {
    const { mailbox, desk } = oneDesk();
    await openWithMail(desk);
    await desk.look();
    mailbox.put(letter({ to: answersTo('case-1') }));
    expect(await desk.receiver.look()).toBe('fresh');
    expect((await desk.state('case-1')).received).toHaveLength(0);
    desk.clock.pass(11 * minuteMs);
    mailbox.fails = 'down';
    expect(await desk.receiver.look()).toMatchObject({ code: 'outside', kind: 'down' });
    mailbox.fails = null;
    expect(await desk.receiver.look()).toBe('looked');
    expect((await desk.state('case-1')).received).toHaveLength(1);
  });
});

describe('a flood', () => {
  test('of one sender is put aside beyond a day’s worth, and kept', async () => {
    const { mailbox, desk } = oneDesk();
    for (let index = 0; index < limits.senderAndDay + 5; index += 1) mailbox.put(letter({ text: `buy ${index}` }));
    mailbox.put(letter({ from: 'somebody@else.example' }));
    await desk.look();
    const went = await routes(desk);
    expect(went.filter((route) => (route as { to: string }).to === 'list')).toHaveLength(limits.senderAndDay + 1);
    expect(went.filter((route) => (route as { to: string }).to === 'aside')).toHaveLength(5);
  });

  test('on a case goes to a person beyond a day’s worth, and hides no “this wasn’t me”', async () => {
    const { mailbox, desk } = oneDesk();
    await openWithMail(desk);
    const to = answersTo('case-1');
    for (let index = 0; index < limits.caseAndDay + 3; index += 1) mailbox.put(letter({ to, text: `word ${index}` }));
    mailbox.put(letter({ to, text: 'I did not ask for this.' }));
    await desk.look();
    const { received } = await desk.state('case-1');
    expect(received).toHaveLength(limits.caseAndDay + 1);
    expect(received.at(-1)).toMatchObject({ saysNotMe: true });
    const left = (await routes(desk)).filter((route) => (route as { to: string }).to === 'list');
    expect(left).toEqual([1, 2, 3].map(() => ({ to: 'list', why: 'too-many' })));
  });
});

describe('a desk that dies', () => {
  /** A log that takes an append and loses its answer, or takes none, at the n-th one. */
  const dyingAt = (log: EventLog, at: number, taken: boolean): EventLog => {
    let left = at;
    return {
      ...log,
      append: async (request) => {
        left -= 1;
        if (left !== 0) return await log.append(request);
        if (taken) await log.append(request);
        throw new StoreUnavailable('the desk died');
      },
    };
  };

  test('at any moment loses no message and takes none twice', async () => {
    let deaths = 0;
    for (const taken of [true, false])
      for (let at = 1; at < 12; at += 1) {
        const log = createMemoryLog();
        const mailbox = memoryMailbox();
        const first = readingDesk(log, mailbox);
        const sent = [...(await openWithMail(first)).values()];
        mailbox.put(letter({ to: answersTo('case-1'), text: 'one' }));
        mailbox.put(letter({ text: 'to nobody' }));
        mailbox.put(bounce({ recipient: sent[0]!.to, messageId: sent[0]!.messageId }));
        mailbox.put(letter({ to: answersTo('case-1'), text: 'two' }));
        const dying = readingDesk(dyingAt(log, at, taken), mailbox, { clock: first.clock });
        await dying.look().catch(() => (deaths += 1));
        deaths += dying.faults.length;
        const next = readingDesk(log, mailbox, { clock: first.clock });
        next.clock.pass(2 * minuteMs);
        await next.look();
        const { received, mails } = await next.state('case-1');
        expect({ at, taken, kinds: received.map(({ kind }) => kind) }).toEqual({
          at,
          taken,
          kinds: ['message', 'report', 'message'],
        });
        expect(mails.filter(({ state }) => state === 'bounced')).toHaveLength(1);
        expect(await next.messages()).toHaveLength(4);
      }
    expect(deaths).toBeGreaterThan(8);
  });
});

describe('two desks on one mailbox', () => {
  test('take each message once, also where one lost its lease while it was at it', async () => {
    const log = createMemoryLog();
    const mailbox = memoryMailbox();
    let other: ReturnType<typeof readingDesk> | null = null;
    let turns = 0;
    const one = readingDesk(log, mailbox, {
      worker: 'one',
      reads: async (raw) => {
        turns += 1;
        // The other desk takes the mailbox over and reads it whole while this one holds a message in its hands.
        if (turns === 2) {
          one.clock.pass(5 * minuteMs);
          await other!.drain();
        }
        return { outcome: 'read', mail: await (await import('#main/mail/receive/read-message')).readMessage(raw) };
      },
    });
    other = readingDesk(log, mailbox, { worker: 'other', clock: one.clock });
    await openWithMail(one);
    for (const text of ['one', 'two', 'three']) {
      mailbox.put(letter({ to: answersTo('case-1'), text }));
      mailbox.put(letter({ text }));
    }
    await one.look();
    expect((await one.state('case-1')).received).toHaveLength(3);
    expect(await one.messages()).toHaveLength(6);
    expect(one.faults).toEqual([]);
    await Promise.all([one.look(), other.look()]);
    expect(await one.messages()).toHaveLength(6);
  });
});

test('what is erased stays away: a case without a key takes nothing, and a person finds the message in the list', async () => {
  const { mailbox, desk } = oneDesk();
  const sent = [...(await openWithMail(desk)).values()];
  await desk.log.destroyKey('case:case-1/contact');
  mailbox.put(letter({ to: answersTo('case-1') }));
  mailbox.put(bounce({ recipient: sent[0]!.to, messageId: sent[0]!.messageId }));
  await desk.look();
  const erased = { to: 'list', why: 'case-erased' };
  expect(await routes(desk)).toEqual([erased, erased]);
  expect(desk.faults).toEqual([]);
});
