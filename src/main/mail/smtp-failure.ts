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
 * A server's words as a sentence may quote them: one short line without addresses, links or anything that may be a
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

const quote = (response: string) => {
  const words = quotable(response);
  return words === '' ? '' : ` It says: “${words}”`;
};

const later = (why: string): Unsent => ({ outcome: 'later', why });

/** 530 and 535 to 538 speak of the desk's own sign-in (RFC 4954 §6), whatever command they answer. */
const isAboutSignIn = (responseCode: number) => responseCode === 530 || (responseCode >= 534 && responseCode <= 538);

const noTls =
  'No protected connection (TLS) to the mail server could be made. A lead must check the mail settings; nothing is sent unprotected.';

const networkDisks: Readonly<Record<string, string>> = {
  ECONNECTION:
    'The mail server closed the connection before it answered. The mail may have arrived; the next attempt sends the same one, under the same number.',
  ETIMEDOUT: 'The mail server did not answer in time.',
  EABORT: 'The mail server did not finish in time.',
  EDNS: 'The mail server’s name could not be found.',
  EPROTOCOL: 'The mail server answered something that is no SMTP.',
};

const socketSentence = (error: object): string => {
  const original = 'originalCode' in error ? String(error.originalCode) : '';
  const message = error instanceof Error ? error.message : '';
  if (original === 'ECONNREFUSED' || message.includes('ECONNREFUSED'))
    return 'The mail server refuses connections. It may be down.';
  if (/CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|SSL|TLS/.test(original))
    return 'The mail server’s certificate could not be trusted. A lead must check the mail settings; nothing is sent unprotected.';
  return 'The mail server can’t be reached.';
};

/** What became of a mail that was not accepted: sentences for people, without secrets (RFC 5321 §4.2.1). */
export const resultOfFailure = (error: unknown): Unsent => {
  if (typeof error !== 'object' || error === null)
    return later('The mail could not be sent, for a reason that is not known.');
  const { code, command, responseCode, response } = error as SmtpError;
  const answer = typeof response === 'string' ? response : '';
  const status = typeof responseCode === 'number' ? responseCode : 0;
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2' || isAboutSignIn(status)) {
    return later(
      `The mail server did not accept the desk’s sign-in${status > 0 ? ` (${status})` : ''}. A lead must check the user and the password of the mail server; until then mail waits.`,
    );
  }
  if (code === 'ETLS') return later(noTls);
  // What refuses the connection, the greeting or STARTTLS refuses the desk, not this mail.
  const isAboutMail =
    code === 'EENVELOPE' ||
    code === 'EMESSAGE' ||
    (typeof command === 'string' && /^(MAIL FROM|RCPT TO|DATA)/.test(command));
  if (status >= 500 && status < 600 && status !== 503 && isAboutMail) {
    return {
      outcome: 'rejected',
      why: `The mail server refused this mail for good (${statusOf(status, answer)}).${quote(answer)}`,
    };
  }
  if (status >= 500 && !isAboutMail)
    return later(`The mail server takes no mail from the desk now (${statusOf(status, answer)}).${quote(answer)}`);
  if (status >= 400) return later(`The mail server put the mail off (${statusOf(status, answer)}).${quote(answer)}`);
  if (code === 'EENVELOPE') return { outcome: 'rejected', why: 'The mail server can’t take an address like this one.' };
  if (code === 'EMESSAGE') return { outcome: 'rejected', why: 'The mail is larger than the mail server takes.' };
  if (code === 'ESOCKET') return later(socketSentence(error));
  return later(
    (typeof code === 'string' ? networkDisks[code] : undefined) ??
      'The mail could not be sent, for a reason that is not known.',
  );
};
