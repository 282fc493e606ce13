import type { Found } from '#domain/case/events';
import type { MailResult } from '#main/ports';

type Unsent = Exclude<MailResult, { readonly outcome: 'accepted' }>;

type SmtpError = {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
};

/** `550 5.1.1`: what a server's answer means, without the words, which may quote anything. */
const statusOf = (responseCode: number, response: string) => {
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1];
  return enhanced === undefined ? String(responseCode) : `${responseCode} ${enhanced}`;
};

/**
 * A server's words as they may be kept and quoted: one short line without addresses, links or anything that may be a
 * secret.
 */
export const quotable = (response: string): string =>
  response
    .replace(/^\d{3}[ -](\d\.\d{1,3}\.\d{1,3} )?/, '')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\S*(?::\/\/|@)\S*/g, '…')
    .replace(/[A-Za-z0-9_+/=~.-]{16,}/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120);

/** `250 2.0.0: queued as 4F2A`: a server's answer to what it took, as it may be kept. */
export const answerOf = (response: string): string => {
  const says = quotable(response);
  const status = statusOf(Number(response.slice(0, 3)), response);
  return says === '' ? status : `${status}: ${says}`;
};

const later = (why: Found): Unsent => ({ outcome: 'later', why });

/** 530 and 535 to 538 speak of the desk's own sign-in (RFC 4954 §6), whatever command they answer. */
const isAboutSignIn = (responseCode: number) => responseCode === 530 || (responseCode >= 534 && responseCode <= 538);

const networkFaults: Readonly<Record<string, Found>> = {
  ECONNECTION: { code: 'mail-lost' },
  ETIMEDOUT: { code: 'mail-slow' },
  EABORT: { code: 'mail-unfinished' },
  EDNS: { code: 'mail-no-name' },
  EPROTOCOL: { code: 'mail-no-smtp' },
};

const socketFault = (error: object): Found => {
  const original = 'originalCode' in error ? String(error.originalCode) : '';
  const message = error instanceof Error ? error.message : '';
  if (original === 'ECONNREFUSED' || message.includes('ECONNREFUSED')) return { code: 'mail-down' };
  return /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|SSL|TLS/.test(original)
    ? { code: 'mail-certificate' }
    : { code: 'mail-unreachable' };
};

/** What became of a mail that was not accepted, without secrets (RFC 5321 §4.2.1). */
export const resultOfFailure = (error: unknown): Unsent => {
  if (typeof error !== 'object' || error === null) return later({ code: 'mail-unknown' });
  const { code, command, responseCode, response } = error as SmtpError;
  const answer = typeof response === 'string' ? response : '';
  const status = typeof responseCode === 'number' ? responseCode : 0;
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2' || isAboutSignIn(status))
    return later({ code: 'mail-sign-in', status: status > 0 ? String(status) : '' });
  if (code === 'ETLS') return later({ code: 'mail-no-tls' });
  // What refuses the connection, the greeting or STARTTLS refuses the desk, not this mail.
  const isAboutMail =
    code === 'EENVELOPE' ||
    code === 'EMESSAGE' ||
    (typeof command === 'string' && /^(MAIL FROM|RCPT TO|DATA)/.test(command));
  const answered = { status: statusOf(status, answer), says: quotable(answer) };
  if (status >= 500 && status < 600 && status !== 503 && isAboutMail)
    return { outcome: 'rejected', why: { code: 'mail-refused', ...answered } };
  if (status >= 500 && !isAboutMail) return later({ code: 'mail-takes-none', ...answered });
  if (status >= 400) return later({ code: 'mail-put-off', ...answered });
  if (code === 'EENVELOPE') return { outcome: 'rejected', why: { code: 'mail-address' } };
  if (code === 'EMESSAGE') return { outcome: 'rejected', why: { code: 'mail-too-large' } };
  if (code === 'ESOCKET') return later(socketFault(error));
  return later((typeof code === 'string' ? networkFaults[code] : undefined) ?? { code: 'mail-unknown' });
};
