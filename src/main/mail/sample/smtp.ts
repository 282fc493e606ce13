/** The sample world's mail server: SMTP on loopback that takes every letter of who knows the password. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { absenceBytes, bounceBytes } from '#main/mail/sample/answers';
import type { Behaviours } from '#main/mail/sample/behaviours';
import type { DeskMailbox } from '#main/mail/sample/desk-mailbox';
import type { Letters } from '#main/mail/sample/letters';
import type { SmtpFaults } from '#main/mail/sample/smtp-faults';
import { writtenAt } from './reading';

/** The one user of the sample mail server. */
export const smtpUser = 'desk';

const maxLetterBytes = 25 * 1024 * 1024;
const host = '127.0.0.1';

export type SmtpService = { readonly port: number; close(): Promise<void> };

/** An answer of the server: code and words as they go over the wire. */
const refusal = (responseCode: number, words: string) => Object.assign(new Error(words), { responseCode });

const wordList: Readonly<Record<number, string>> = {
  421: '4.3.2 Service not available, closing',
  451: '4.3.0 Try again later',
  452: '4.2.2 Mailbox full',
  550: '5.1.1 No such mailbox',
  554: '5.7.1 Message refused',
};
const ordered = (code: number) => refusal(code, wordList[code] ?? (code < 500 ? '4.0.0 Not now' : '5.0.0 Never'));

const isPassword = (given: string, expected: string) =>
  timingSafeEqual(createHash('sha256').update(given).digest(), createHash('sha256').update(expected).digest());

/** Listens on the wished port when it is free, on any other when not. */
export const openSmtp = async (options: {
  readonly letters: Letters;
  readonly deskMailbox: DeskMailbox;
  readonly behaviours: Behaviours;
  readonly faults: SmtpFaults;
  readonly password: string;
  readonly wishedPort: number;
  readonly now: () => Date;
}): Promise<SmtpService> => {
  const { letters, deskMailbox, behaviours, faults, password, wishedPort, now } = options;
  const sockets = new Map<string, Socket>();
  const socketOf = (session: SMTPServerSession) => sockets.get(`${session.remoteAddress}:${session.remotePort}`);

  const keep = async (raw: Buffer, session: SMTPServerSession): Promise<string | null> => {
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const fault = faults.take('data', to[0] ?? '');
    if (fault?.kind === 'answer') throw ordered(fault.code);
    if (fault?.kind === 'drop-before-store') {
      socketOf(session)?.destroy();
      return null;
    }
    if (fault?.kind === 'delay') await wait(fault.delayMs);
    const { mailFrom } = session.envelope;
    const returnPath = mailFrom === false ? '' : mailFrom.address;
    const [first = ''] = to;
    const does = behaviours.of(first);
    // Taken, as most servers take what they can't deliver, and reported when that is known.
    const bounce = does === 'bounces' ? bounceBytes(raw, { to: first, returnPath, at: now() }) : null;
    if (bounce !== null) return `bounced-${await deskMailbox.add(bounce, now())}`;
    const parsed = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
    const letter = await letters.add({
      raw,
      to,
      from: returnPath,
      subject: parsed.subject ?? '',
      messageId: parsed.messageId ?? '',
      receivedAt: now(),
      writtenAt: writtenAt(parsed),
    });
    const absence = does === 'away' ? await absenceBytes(raw, { from: first, at: now() }) : null;
    if (absence !== null) await deskMailbox.add(absence, now());
    if (fault?.kind === 'drop-after-store') {
      socketOf(session)?.destroy();
      return null;
    }
    return letter.id;
  };

  const server = new SMTPServer({
    name: 'mailbox.practice.example',
    banner: 'practice desk mailbox',
    size: maxLetterBytes,
    authMethods: ['PLAIN', 'LOGIN'],
    // Loopback only; the password keeps other programs of this computer from filling the inbox.
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1000,
    onAuth: ({ username, password: given }, _session, done) => {
      if (username === smtpUser && isPassword(given ?? '', password)) done(null, { user: smtpUser });
      else done(refusal(535, '5.7.8 Authentication credentials invalid'));
    },
    onRcptTo: ({ address }, session, done) => {
      const fault = faults.take('recipient', address);
      if (fault?.kind !== 'answer') return done();
      done(ordered(fault.code));
      if (fault.code === 421) setImmediate(() => socketOf(session)?.end());
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk);
      });
      const finish = async () => {
        if (stream.sizeExceeded) return done(refusal(552, '5.3.4 Message too big'));
        try {
          const id = await keep(Buffer.concat(chunks), session);
          if (id !== null) done(null, `2.0.0 kept as ${id}`);
        } catch (error) {
          done(
            error instanceof Error && 'responseCode' in error
              ? error
              : refusal(451, '4.3.0 The letter could not be kept'),
          );
        }
      };
      stream.once('end', () => void finish());
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    const name = `${socket.remoteAddress}:${socket.remotePort}`;
    sockets.set(name, socket);
    socket.once('close', () => sockets.delete(name));
  });

  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.server.once('error', reject);
      server.listen(port, host, () => {
        server.server.off('error', reject);
        resolve((server.server.address() as AddressInfo).port);
      });
    });
  const port = await listen(wishedPort).catch((error: unknown) => {
    if (wishedPort === 0) throw error;
    return listen(0);
  });
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) };
};
