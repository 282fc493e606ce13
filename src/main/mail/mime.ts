import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from '#main/ports';
import { headerDate } from '#domain/mail/when';
import { dateOfMessageId } from '#main/mail/message-id';

/** Who a mail is from: a name and one address. */
export type MailSender = { readonly name: string; readonly address: string };

const addressPattern = /^[^\s@<>(),;:"[\]\\\p{Cc}\p{Cf}]+@[^\s@<>(),;:"[\]\\\p{Cc}\p{Cf}]+$/u;

/** True for one plain address; nothing that a header or an SMTP command could read as two. */
export const isOneAddress = (address: string): boolean => address.length <= 254 && addressPattern.test(address);

const messageIdPattern = /^<[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9.-]+>$/;

/** What a mail breaks, by field and rule; null when it can be sent. */
export const faultOfMail = (mail: OutgoingMail): string | null => {
  if (!isOneAddress(mail.to)) return 'to: must be one email address';
  if (!isOneAddress(mail.replyTo)) return 'replyTo: must be one email address';
  if (/[\p{Cc}\u2028\u2029]/u.test(mail.subject)) return 'subject: must be one line';
  if (!messageIdPattern.test(mail.messageId)) return 'messageId: must be <left@right>, without spaces';
  if (
    mail.inlineImages.some(
      ({ cid, filename }) => !/^[A-Za-z0-9.@_-]+$/.test(cid) || !/^[A-Za-z0-9._-]+$/.test(filename),
    )
  )
    return 'inlineImages: cid and filename must be plain words';
  return null;
};

/**
 * The bytes of a mail. The same mail gives the same bytes at every attempt: date and boundaries come from its
 * Message-ID. A Message-ID without a date in it leaves the Date header to the server that takes the mail (RFC 6409
 * §8.2).
 */
export const buildMime = async (mail: OutgoingMail, from: MailSender): Promise<Buffer> => {
  const composer = new MailComposer({
    from: { name: from.name, address: from.address },
    to: { name: '', address: mail.to },
    replyTo: { name: from.name, address: mail.replyTo },
    subject: mail.subject,
    messageId: mail.messageId,
    text: withCrLf(mail.text),
    html: withCrLf(mail.html),
    attachments: mail.inlineImages.map(({ cid, filename, contentType, content }) => ({
      cid,
      filename,
      contentType,
      content: Buffer.from(content),
      contentDisposition: 'inline',
    })),
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24),
    // Machines must not answer a machine (RFC 3834 §2). Not `All`, which asks for no report of what could not be
    // delivered either: a notice that reached nobody has to be known (R8).
    headers: mail.isAutomatic
      ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply' }
      : {},
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false,
    ...dateHeader(mail),
  });
  const node = composer.compile();
  let bytes = await new Promise<Buffer>((resolve, reject) => {
    node.build((error, message) => (error ? reject(error) : resolve(message)));
  });
  if (dateOfMessageId(mail.messageId) === null) bytes = withoutDate(bytes);
  // The SMTP client would add it: so the digest is of what the server stores.
  return bytes.subarray(-2).equals(Buffer.from('\r\n')) ? bytes : Buffer.concat([bytes, Buffer.from('\r\n')]);
};

/** RFC 5322 §2.3: lines end with both, or some servers change the bytes on the way. */
const withCrLf = (text: string) => text.replace(/\r\n?|\n/g, '\r\n');

const dateHeader = ({ messageId, timeZone }: OutgoingMail) => {
  const date = dateOfMessageId(messageId);
  return date === null ? {} : { date: headerDate(date, timeZone) };
};

const withoutDate = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf('\r\n\r\n');
  const head = bytes
    .subarray(0, end)
    .toString('latin1')
    .replace(/(^|\r\n)Date: [^\r\n]*/, '');
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes.subarray(end)]);
};
