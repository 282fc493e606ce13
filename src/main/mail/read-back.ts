/** A message read back from its own MIME, as whoever gets it reads it. */
import { simpleParser, type ParsedMail } from 'mailparser';

export type ReadBack = {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Pictures stay references (`cid:qr`). */
  readonly html: string;
  readonly bytes: number;
};

const addressText = (address: ParsedMail['to']): string =>
  address === undefined
    ? ''
    : [address]
        .flat()
        .flatMap(({ value }) => value.map(({ name, address: one = '' }) => (name === '' ? one : `${name} <${one}>`)))
        .join(', ');

/** Of bytes that this desk built itself: hostile mail is parsed elsewhere, with limits. */
export const readBack = async (mime: Buffer): Promise<ReadBack> => {
  const mail = await simpleParser(mime, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  return {
    from: addressText(mail.from),
    to: addressText(mail.to),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: typeof mail.html === 'string' ? mail.html : '',
    bytes: mime.length,
  };
};
