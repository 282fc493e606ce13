/** A letter as its reader sees it: parsed, its QR code decoded from the picture, its HTML made safe to show. */
import { simpleParser, type ParsedMail } from 'mailparser';
import { readQr } from './read-qr';

/** The parts of a letter that a reader looks at. `qr` is what a phone would read, null when no picture holds a code. */
export type ReadLetter = {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: string | null;
  readonly text: string;
  readonly hasHtml: boolean;
  readonly qr: string | null;
};

const parse = (raw: Buffer, withPictures: boolean): Promise<ParsedMail> =>
  simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: !withPictures });

/** The Date header as its writer's clock showed it, with their offset from UTC; null where it can't be read. */
export const writtenAt = ({ date, headerLines }: ParsedMail): string | null => {
  const line = headerLines.find(({ key }) => key === 'date')?.line ?? '';
  const [, sign = '', hours = '', minutes = ''] = /([+-])(\d\d)(\d\d)\s*$/.exec(line) ?? [];
  if (date === undefined || Number.isNaN(date.getTime()) || sign === '') return null;
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return `${new Date(date.getTime() + offsetMs).toISOString().slice(0, 19)}${sign}${hours}:${minutes}`;
};

const decodeQr = (mail: ParsedMail): string | null => {
  for (const { contentType, content } of mail.attachments) {
    const found = contentType === 'image/png' ? readQr(content) : null;
    if (found !== null) return found;
  }
  return null;
};

const addressText = (address: ParsedMail['to']): string =>
  address === undefined
    ? ''
    : [address]
        .flat()
        .flatMap(({ value }) => value.map(({ name, address: one = '' }) => (name === '' ? one : `${name} <${one}>`)))
        .join(', ');

/** The letter's texts and the decoded QR code. */
export const readLetter = async (raw: Buffer): Promise<ReadLetter> => {
  const mail = await parse(raw, false);
  return {
    from: addressText(mail.from),
    to: addressText(mail.to),
    subject: mail.subject ?? '',
    date: mail.date?.toISOString() ?? null,
    text: mail.text ?? '',
    hasHtml: typeof mail.html === 'string',
    qr: decodeQr(mail),
  };
};

/**
 * What the message frame may do: nothing but show itself, its own pictures, and open links in a window of their own.
 */
export const letterPolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'self'";

/** The HTML with its inline pictures in it and links that open a window; null when the letter has none. */
export const letterHtml = async (raw: Buffer): Promise<string | null> => {
  const { html } = await parse(raw, true);
  if (typeof html !== 'string') return null;
  const base = '<base target="_blank">';
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => head + base) : base + html;
};
