import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { buildMime, faultOfMail, isOneAddress, type MailSender } from '#main/mail/mime';
import { answerOf, resultOfFailure } from '#main/mail/smtp-failure';
import type { MailBytes, MailPort } from '#main/ports';

export type SmtpMailSettings = {
  readonly host: string;
  readonly port: number;
  /** True: TLS from the first byte (465). False: STARTTLS, without which nothing is sent. */
  readonly secure: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly from: MailSender;
  /** Connections that stay open for the next mail. */
  readonly pool: { readonly maxConnections: number };
  /** Only for the practice desk's mailbox, and only to a loopback host: no TLS. */
  readonly allowPlainLoopback: boolean;
  /** A certificate authority of the company's own, PEM. */
  readonly ca?: string;
  /** How long to wait for a connection, for each answer, and for a mail as a whole. */
  readonly timeoutsMs?: { readonly connect?: number; readonly answer?: number; readonly whole?: number };
};

const isLoopback = (host: string) =>
  host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);

const checkSettings = ({ host, port, from, allowPlainLoopback, secure }: SmtpMailSettings) => {
  if (host === '' || /[\s/]/.test(host)) throw new TypeError('host: must be a host name or an address');
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new TypeError('port: must be between 1 and 65535');
  if (!isOneAddress(from.address)) throw new TypeError('from.address: must be one email address');
  if (/\p{Cc}/u.test(from.name)) throw new TypeError('from.name: must be one line');
  if (allowPlainLoopback && !isLoopback(host))
    throw new TypeError('allowPlainLoopback: only a mail server on this computer may be spoken to without TLS');
  if (allowPlainLoopback && secure) throw new TypeError('allowPlainLoopback: secure must be off with it');
};

/**
 * Mail by SMTP. `send` never throws: what happened is its result, a fact without secrets. The same mail sent
 * again is the same bytes under the same Message-ID. Call `close` when it is no longer needed.
 */
export const createSmtpMail = (settings: SmtpMailSettings): MailPort & { close(): void } => {
  checkSettings(settings);
  const { host, port, secure, auth, from, pool, allowPlainLoopback, ca, timeoutsMs = {} } = settings;
  const { connect = 10_000, answer = 30_000, whole = 90_000 } = timeoutsMs;
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure,
    ...(auth === undefined ? {} : { auth: { user: auth.user, pass: auth.pass } }),
    ...(allowPlainLoopback ? { ignoreTLS: true } : { requireTLS: true }),
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    maxConnections: pool.maxConnections,
    // Trying again is the effects runner's business, who writes each attempt down.
    maxRequeues: 0,
    connectionTimeout: connect,
    dnsTimeout: connect,
    greetingTimeout: connect,
    socketTimeout: answer,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // A pool tells of idle connections that break; the next mail opens a new one.
  transport.on('error', () => undefined);

  return {
    name: `${host}:${port}`,
    send: async (mail) => {
      const fault = faultOfMail(mail);
      if (fault !== null)
        return { outcome: 'rejected', why: { code: 'mail-malformed', field: fault.split(':')[0] ?? '' } };
      let bytes: MailBytes | undefined;
      try {
        const raw = await buildMime(mail, from);
        bytes = {
          from: `${from.name} <${from.address}>`,
          rawSha256: createHash('sha256').update(raw).digest('hex'),
          length: raw.length,
        };
        const sent = await transport.sendMail({
          // A report of what could not be delivered goes there (RFC 5321 §4.4).
          envelope: { from: mail.replyTo, to: [mail.to] },
          raw,
          signal: AbortSignal.timeout(whole),
        });
        return { outcome: 'accepted', answer: answerOf(sent.response), bytes };
      } catch (error) {
        return { ...resultOfFailure(error), ...(bytes === undefined ? {} : { bytes }) };
      }
    },
    close: () => transport.close(),
  };
};
