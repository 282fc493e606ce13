/** What customers and their mail servers send back: real MIME, as a mail program, an absence and a server write it. */
import { randomUUID } from 'node:crypto';
import { simpleParser, type ParsedMail } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';

const server = 'mailbox.practice.example';

const read = (raw: Buffer): Promise<ParsedMail> =>
  simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });

const firstAddress = (field: ParsedMail['from']): string => field?.value[0]?.address ?? '';
/** Where an answer goes (RFC 5322 §3.6.2). */
const answeredTo = (mail: ParsedMail): string => firstAddress(mail.replyTo) || firstAddress(mail.from);
const repliedSubject = (subject = ''): string => (/^re: /iu.test(subject) ? subject : `Re: ${subject}`);
const isFrench = (text: string): boolean => /^Bonjour\b/mu.test(text);

/** What the server that takes a message for the desk writes above it. */
const delivered = (raw: Buffer, returnPath: string, to: string, at: Date): Buffer =>
  Buffer.concat([
    Buffer.from(
      `Return-Path: <${returnPath}>\r\nDelivered-To: ${to}\r\nReceived: by ${server} with LMTP; ${at.toUTCString().replace('GMT', '+0000')}\r\n`,
    ),
    raw,
  ]);

const build = (message: NonNullable<ConstructorParameters<typeof MailComposer>[0]>): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    new MailComposer({ ...message, xMailer: false, disableFileAccess: true, disableUrlAccess: true })
      .compile()
      .build((error, bytes) => (error ? reject(error) : resolve(bytes)));
  });

const headersOf = (mail: ParsedMail, from: string, at: Date) => {
  const id = mail.messageId ?? '';
  const before = [mail.references ?? []].flat();
  return {
    from,
    to: answeredTo(mail),
    date: at,
    messageId: `<${randomUUID()}@${from.slice(from.lastIndexOf('@') + 1)}>`,
    ...(id === '' ? {} : { inReplyTo: id, references: [...before, id] }),
  };
};

const quotation = (mail: ParsedMail): string => {
  const text = (mail.text ?? '').trimEnd();
  const who = mail.from?.text ?? '';
  const when = mail.date?.toUTCString() ?? '';
  const head = isFrench(text) ? `Le ${when}, ${who} a écrit :` : `On ${when}, ${who} wrote:`;
  return `${head}\n${text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')}`;
};

/** A person's answer to a letter, with what it answers quoted below. */
export const answerBytes = async (
  letter: Buffer,
  { from, text, at }: { readonly from: string; readonly text: string; readonly at: Date },
): Promise<Buffer> => {
  const mail = await read(letter);
  const headers = headersOf(mail, from, at);
  const bytes = await build({
    ...headers,
    subject: repliedSubject(mail.subject),
    text: `${text}\n\n${quotation(mail)}\n`,
  });
  return delivered(bytes, from, headers.to, at);
};

/** What somebody's absence answers by itself; null for what a machine sent (RFC 3834 §2). */
export const absenceBytes = async (
  letter: Buffer,
  { from, at }: { readonly from: string; readonly at: Date },
): Promise<Buffer | null> => {
  const mail = await read(letter);
  if (mail.headers.has('auto-submitted')) return null;
  const headers = headersOf(mail, from, at);
  const bytes = await build({
    ...headers,
    subject: isFrench(mail.text ?? '') ? `Réponse automatique : ${mail.subject}` : `Automatic reply: ${mail.subject}`,
    text: isFrench(mail.text ?? '')
      ? 'Je suis absente du bureau jusqu’à lundi.\n'
      : 'I am out of the office until Monday.\n',
    headers: { 'Auto-Submitted': 'auto-replied' },
  });
  return delivered(bytes, '', headers.to, at);
};

/** A report that a letter could not be delivered (RFC 3464, RFC 6522); null where nobody is to be told (RFC 5321 §4.5.5). */
export const bounceBytes = (
  letter: Buffer,
  { to, returnPath, at }: { readonly to: string; readonly returnPath: string; readonly at: Date },
): Buffer | null => {
  if (returnPath === '') return null;
  const boundary = `report-${randomUUID()}`;
  const end = letter.indexOf('\r\n\r\n');
  const head = letter.subarray(0, end < 0 ? letter.length : end).toString('latin1');
  const host = to.slice(to.lastIndexOf('@') + 1);
  const report = [
    `From: Mail Delivery System <MAILER-DAEMON@${server}>`,
    `To: ${returnPath}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@${server}>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `Your message to ${to} could not be delivered.`,
    `The mail server of ${host} says that there is no such mailbox.`,
    '',
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    `Reporting-MTA: dns; ${server}`,
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    'Status: 5.1.1',
    `Remote-MTA: dns; mx.${host}`,
    'Diagnostic-Code: smtp; 550 5.1.1 No such mailbox here',
    '',
    `--${boundary}`,
    'Content-Type: text/rfc822-headers',
    '',
    head,
    '',
    `--${boundary}--`,
    '',
  ].join('\r\n');
  return delivered(Buffer.from(report, 'latin1'), '', returnPath, at);
};
