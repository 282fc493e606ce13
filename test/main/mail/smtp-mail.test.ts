import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { mailMessageId } from '#main/mail/message-id';
import { foundWords } from '#contract/words/found';
import { quotable } from '#main/mail/smtp-failure';
import { createSmtpMail, type SmtpMailSettings } from '#main/mail/smtp-mail';
import type { OutgoingMail } from '#main/ports';
import { startTestMailbox, type TestMailbox } from '#support/mailbox';

const from = { name: 'Lumen Practice', address: 'security@lumen-practice.example' };
const to = 'monique@delisle-roy.example';
const mailFor = (effectId: string, changed: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: mailMessageId({
    effectId,
    firstAttemptAt: new Date('2026-11-09T14:40:12Z'),
    domain: 'lumen-practice.example',
  }),
  to,
  replyTo: 'security+rd1001.aaaaaaaaaaaaaaaa@lumen-practice.example',
  isAutomatic: true,
  timeZone: 'America/Toronto',
  subject: 'Your link',
  text: 'Line one\n.\n.. a line that begins with a dot\nhttps://recover.example/f/SECRET\n',
  html: '<p>Zoé</p>',
  inlineImages: [],
  ...changed,
});

let folder: string;
let mailbox: TestMailbox;
const closers: (() => void)[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rd-mail-'));
  mailbox = await startTestMailbox({ folder });
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  await mailbox.stop();
  await rm(folder, { recursive: true, force: true });
});
const smtp = (changed: Partial<SmtpMailSettings> = {}) => {
  const port = createSmtpMail({
    ...mailbox.smtp,
    secure: false,
    from,
    pool: { maxConnections: 1 },
    allowPlainLoopback: true,
    ...changed,
  });
  closers.push(() => port.close());
  return port;
};
/** A server that is none: what it does with a connection is the test's. */
const listen = async (onSocket: (socket: Socket) => void): Promise<number> => {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket.on('error', () => undefined));
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

describe('a mail that is taken', () => {
  it('arrives byte for byte, and its digest is of these bytes', async () => {
    const result = await mailbox.mail.send(mailFor('a'));
    const [letter] = await mailbox.client.list({ to });
    expect(result).toEqual({
      outcome: 'accepted',
      answer: expect.stringMatching(/^250/),
      bytes: {
        from: expect.stringContaining('@') as string,
        rawSha256: letter!.sha256,
        length: letter!.size,
      },
    });
    const raw = await mailbox.client.raw(letter!.id);
    expect(createHash('sha256').update(raw).digest('hex')).toBe(letter!.sha256);
    expect(letter!.to).toEqual([to]);
  });

  it('goes over one connection after another', async () => {
    const port = smtp();
    for (const effectId of ['a', 'b', 'c']) expect((await port.send(mailFor(effectId))).outcome).toBe('accepted');
    expect(await mailbox.client.list()).toHaveLength(3);
  });
});

describe('a mail that is not taken now', () => {
  it('is later after 4xx, and accepted when tried again', async () => {
    await mailbox.client.faults.add({ kind: 'answer', code: 451, times: 1 });
    await mailbox.client.faults.add({ kind: 'answer', code: 452, at: 'data', times: 1 });
    expect(await mailbox.mail.send(mailFor('a'))).toMatchObject({
      outcome: 'later',
      why: { code: 'mail-put-off', status: '451 4.3.0', says: 'Try again later' },
    });
    expect(await mailbox.mail.send(mailFor('a'))).toMatchObject({
      outcome: 'later',
      why: { code: 'mail-put-off', status: '452 4.2.2', says: 'Mailbox full' },
    });
    expect((await mailbox.mail.send(mailFor('a'))).outcome).toBe('accepted');
    expect(await mailbox.client.list()).toHaveLength(1);
  });

  it('is later after 421, with which a server hangs up', async () => {
    await mailbox.client.faults.add({ kind: 'answer', code: 421 });
    expect((await mailbox.mail.send(mailFor('a'))).outcome).toBe('later');
    expect((await mailbox.mail.send(mailFor('a'))).outcome).toBe('accepted');
  });

  it('is final after 5xx, for the recipient and for the content', async () => {
    await mailbox.client.faults.add({ kind: 'answer', code: 550 });
    await mailbox.client.faults.add({ kind: 'answer', code: 554, at: 'data' });
    expect(await mailbox.mail.send(mailFor('a'))).toMatchObject({
      outcome: 'rejected',
      why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' },
    });
    expect(await mailbox.mail.send(mailFor('a'))).toMatchObject({
      outcome: 'rejected',
      why: { code: 'mail-refused', status: '554 5.7.1', says: 'Message refused' },
    });
  });

  it.each([
    [421, 'recipient', 'later', /put the mail off \(421/],
    [450, 'recipient', 'later', /put the mail off \(450/],
    [451, 'data', 'later', /put the mail off \(451/],
    [452, 'recipient', 'later', /put the mail off \(452.*Mailbox full/],
    [530, 'recipient', 'later', /sign-in \(530\).*A lead must check the user and the password/],
    [535, 'recipient', 'later', /sign-in \(535\).*A lead must check the user and the password/],
    [550, 'recipient', 'rejected', /refused this mail for good \(550.*No such mailbox/],
    [552, 'data', 'rejected', /refused this mail for good \(552/],
    [554, 'data', 'rejected', /refused this mail for good \(554.*Message refused/],
  ] as const)('%i at the %s ends as %s, in words that say what a person needs', async (code, at, outcome, words) => {
    await mailbox.client.faults.add({ kind: 'answer', code, at });
    const result = await mailbox.mail.send(mailFor('a'));
    expect(result.outcome).toBe(outcome);
    expect(result.outcome === 'accepted' ? '' : foundWords(result.why)).toMatch(words);
    expect((await mailbox.mail.send(mailFor('a'))).outcome, 'one answer spoils no later mail').toBe('accepted');
  });

  it('is later when nobody listens, and says so', async () => {
    const port = await listen(() => undefined);
    closers.pop()!();
    expect(await smtp({ port }).send(mailFor('a'))).toMatchObject({
      outcome: 'later',
      why: { code: 'mail-down' },
    });
  });

  it('is later when the server is silent or slow', async () => {
    const silent = await listen(() => undefined);
    expect(await smtp({ port: silent, timeoutsMs: { connect: 150, answer: 150 } }).send(mailFor('a'))).toMatchObject({
      outcome: 'later',
      why: { code: 'mail-slow' },
    });
    await mailbox.client.faults.add({ kind: 'delay', delayMs: 1_000 });
    expect(await smtp({ timeoutsMs: { answer: 150 } }).send(mailFor('a'))).toMatchObject({
      outcome: 'later',
      why: { code: 'mail-slow' },
    });
  });

  it('is later when a server drips its answer for ever', async () => {
    const dripping = await listen((socket) => {
      const timer = setInterval(() => socket.write('220-wait\r\n'), 20);
      socket.once('close', () => clearInterval(timer));
    });
    expect(
      await smtp({ port: dripping, timeoutsMs: { connect: 5_000, answer: 5_000, whole: 300 } }).send(mailFor('a')),
    ).toMatchObject({ outcome: 'later', why: { code: 'mail-unfinished' } });
  });

  it('is later when the greeting is a refusal: that is about the desk, not the mail', async () => {
    const port = await listen((socket) => socket.end('554 5.7.1 go away\r\n'));
    expect((await smtp({ port }).send(mailFor('a'))).outcome).toBe('later');
  });

  it('is later when the sign-in is wrong, and says who must act, without the password', async () => {
    const result = await smtp({ auth: { user: 'desk', pass: 'WRONG-SECRET' } }).send(mailFor('a'));
    expect(result).toMatchObject({
      outcome: 'later',
      why: { code: 'mail-sign-in', status: '535' },
    });
    const { auth: _, ...rest } = mailbox.smtp;
    const withoutAuth = createSmtpMail({
      ...rest,
      secure: false,
      from,
      pool: { maxConnections: 1 },
      allowPlainLoopback: true,
    });
    closers.push(() => withoutAuth.close());
    expect(await withoutAuth.send(mailFor('a'))).toMatchObject({
      outcome: 'later',
      why: { code: 'mail-sign-in', status: '530' },
    });
  });
});

describe('an answer that is lost', () => {
  it('is later; the retry is the same bytes under the same number, and the mailbox counts it as the second', async () => {
    await mailbox.client.faults.add({ kind: 'drop-after-store' });
    const first = await mailbox.mail.send(mailFor('a'));
    expect(first).toMatchObject({ outcome: 'later', why: { code: 'mail-lost' } });
    expect((await mailbox.mail.send(mailFor('a'))).outcome).toBe('accepted');
    const [second, earlier] = await mailbox.client.list({ messageId: mailFor('a').messageId });
    expect([earlier!.delivery, second!.delivery]).toEqual([1, 2]);
    expect(second!.sha256).toBe(earlier!.sha256);
  });

  it('is nothing that the port repeats by itself', async () => {
    await mailbox.client.faults.add({ kind: 'drop-before-store' });
    expect((await mailbox.mail.send(mailFor('a'))).outcome).toBe('later');
    expect(await mailbox.client.list()).toEqual([]);
  });
});

describe('TLS', () => {
  it('is required: a server without it gets no mail and no password', async () => {
    const result = await smtp({ allowPlainLoopback: false }).send(mailFor('a'));
    expect(result).toMatchObject({ outcome: 'later', why: { code: 'mail-no-tls' } });
    expect(await mailbox.client.list()).toEqual([]);
  });

  it('is not taken from a certificate that nobody vouches for', async () => {
    const server = new SMTPServer({ logger: false, onAuth: (_auth, _session, done) => done(null, { user: 'x' }) });
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    closers.push(() => server.close());
    const { port } = server.server.address() as AddressInfo;
    const result = await smtp({ port, allowPlainLoopback: false }).send(mailFor('a'));
    expect(result).toMatchObject({
      outcome: 'later',
      why: { code: expect.stringMatching(/^mail-(certificate|no-tls)$/) as string },
    });
  });

  it('can only be left out on this computer', () => {
    expect(() => smtp({ host: 'mail.example' })).toThrow('allowPlainLoopback: only a mail server on this computer');
    expect(() => smtp({ host: '127.0.0.1.evil.example' })).toThrow('allowPlainLoopback');
    expect(() => smtp({ port: 0 })).toThrow('port: must be between 1 and 65535');
    expect(() => smtp({ from: { name: 'x', address: 'a@b, c@d' } })).toThrow('from.address: must be one email address');
  });
});

describe('bad input', () => {
  it('never reaches the server', async () => {
    expect(await mailbox.mail.send(mailFor('a', { to: 'a@x.example, b@x.example' }))).toMatchObject({
      outcome: 'rejected',
      why: { code: 'mail-malformed', field: 'to' },
    });
    expect(await mailbox.client.list()).toEqual([]);
  });
});

describe("a server's words in a sentence", () => {
  it('are short and hold no address, link or anything that looks like a secret', () => {
    expect(quotable('550 5.1.1 <monique@delisle-roy.example> unknown, see https://help.example/f/SECRET')).toBe(
      '… unknown, see …',
    );
    expect(quotable(`550 token rKx3mZ0qv8bT1sYpD4nWcUeHjL6aGfQ2 seen\r\nX: y`)).toBe('token … seen X: y');
    expect(quotable(`550 ${'word '.repeat(100)}`).length).toBeLessThanOrEqual(120);
  });
});
