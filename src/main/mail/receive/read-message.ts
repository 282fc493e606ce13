/**
 * Raw bytes to a message that can be looked at. Runs in a process of its own (message-reader.ts): whoever sends mail
 * chooses what is parsed here.
 */
import Parser from 'email-reply-parser';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import sanitizeHtml from 'sanitize-html';
import { withoutUnseen } from '#domain/mail/clean';
import { mostMailBytes, type DeliveryReport, type IncomingMail } from '#domain/mail/incoming/incoming-mail';
import { deliveryReports, dmarcBy, type Headers, isFromMachine } from '#domain/mail/incoming/machines';

const headBytes = 256 * 1024;
const mostText = 100_000;
const mostHtml = 400_000;
/** Boundaries in a message: nobody writes as many, and each is a level or a part to walk. */
const mostParts = 200;

const oneLine = (text: string | undefined, most: number): string =>
  withoutUnseen((text ?? '').normalize('NFC'))
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, most);

/** Text of several lines without what hides or turns a line round. */
const severalLines = (text: string): string =>
  text
    .replace(/\r\n?/gu, '\n')
    .split('\n')
    .map((one) => withoutUnseen(one.replaceAll('\t', '  ')).trimEnd())
    .join('\n')
    .replace(/\n{4,}/gu, '\n\n\n')
    .trim();

const addressesIn = (field: AddressObject | readonly AddressObject[] | undefined) =>
  [field ?? []].flat().flatMap(({ value }) =>
    // RFC 5322 §3.4: a group's addresses stand in it.
    value.flatMap((one) => [one, ...(one.group ?? [])]),
  );

const addressOf = (text: string | undefined): string => oneLine(text, 320).toLowerCase();

const headersOf = (mail: ParsedMail): Headers => {
  const headers: Record<string, string[]> = {};
  for (const { key, line } of mail.headerLines) {
    const colon = line.indexOf(':');
    (headers[key.toLowerCase()] ??= []).push(line.slice(colon + 1).replace(/\r?\n[ \t]+/gu, ' '));
  }
  return headers;
};

const messageIds = (text: string): readonly string[] => text.match(/<[^<>\s]{1,498}>/gu) ?? [];

/** Names that a path, a shell or a dialog could misread are replaced; the desk chooses what a file is saved as. */
const fileName = (name: string | undefined, at: number): string =>
  oneLine(name, 200)
    .replace(/[\\/:*?"<>|]+/gu, '_')
    .replace(/^[. ]+/u, '')
    .slice(-120) || `attachment-${at + 1}`;

/** `<a href>` as plain words with where it leads beside them: nothing in a received message can be pressed. */
const spelledLinks = (html: string): string => {
  const open: string[] = [];
  return html.replace(/<a(?: href="([^"]*)")?>|<\/a>/gu, (tag, href: string | undefined) => {
    if (tag !== '</a>') {
      open.push(href ?? '');
      return '<u>';
    }
    const leads = open.pop() ?? '';
    return leads === '' ? '</u>' : `</u> [${leads.slice(0, 300)}]`;
  });
};

const harmlessTags =
  'a p div span br hr b strong i em u s blockquote pre code ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr td th'.split(
    ' ',
  );

/** What is left says its words, and nothing loads or runs. */
const harmlessHtml = (html: string): string =>
  spelledLinks(
    sanitizeHtml(html.slice(0, mostHtml), {
      allowedTags: harmlessTags,
      allowedAttributes: { a: ['href'] },
      allowedSchemes: ['http', 'https', 'mailto', 'tel'],
      nonTextTags: ['style', 'script', 'textarea', 'option', 'noscript', 'title', 'template', 'svg', 'math'],
      nestingLimit: 40,
      textFilter: (text) => text.replace(/[^\n]+/gu, withoutUnseen),
    }),
  ).slice(0, mostHtml);

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const;
const isAction = (action: string): action is (typeof actions)[number] => actions.some((one) => one === action);

const reportIn = (mail: ParsedMail): Pick<IncomingMail, 'reported' | 'reportOf'> => {
  const of = (type: string) => mail.attachments.filter(({ contentType }) => contentType === type);
  const reported = [...of('message/delivery-status'), ...of('message/global-delivery-status')]
    .flatMap(({ content }) => deliveryReports(content.toString('utf8', 0, 64 * 1024)))
    .flatMap((one): readonly DeliveryReport[] =>
      isAction(one.action)
        ? [{ ...one, action: one.action, recipient: addressOf(one.recipient), said: oneLine(one.said, 500) }]
        : [],
    )
    .slice(0, 100);
  const returned = [...of('message/rfc822'), ...of('text/rfc822-headers'), ...of('message/rfc822-headers')][0];
  const head = returned?.content.toString('utf8', 0, headBytes).replace(/\r?\n[ \t]+/gu, ' ') ?? '';
  const reportOf = messageIds(/^message-id:(.*)$/imu.exec(head)?.[1] ?? '')[0] ?? null;
  return { reported, reportOf };
};

const boundaries = /^--\S/gmu;

const parse = (raw: Buffer): Promise<ParsedMail> =>
  simpleParser(raw, {
    skipImageLinks: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    keepDeliveryStatus: true,
    maxHtmlLengthToParse: 2 * 1024 * 1024,
  });

/** Who, what and when by the first header lines, where the rest is more than can be walked. */
const headOf = (raw: Buffer): Buffer => {
  const lines = raw.toString('latin1', 0, headBytes).split(/\r?\n(?![ \t])/u);
  const end = lines.indexOf('');
  const kept = lines
    .slice(0, end < 0 ? 200 : Math.min(end, 200))
    .filter((line) => /^(?:from|to|cc|subject|date|message-id|in-reply-to|references):/iu.test(line))
    .map((line) => line.slice(0, 2000));
  return Buffer.from(`${kept.join('\r\n')}\r\n\r\n`, 'latin1');
};

/**
 * Reads one message. `receiver` is the name by which the desk's mail server signs its Authentication-Results, null
 * where none is known. What can't be walked as a whole is read by its head, and `faults` says so.
 */
export const readMessage = async (given: Uint8Array, receiver: string | null = null): Promise<IncomingMail> => {
  const raw = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  const faults = new Set<IncomingMail['faults'][number]>();
  if (raw.length > mostMailBytes) faults.add('too-large');
  if ((raw.toString('latin1', 0, mostMailBytes).match(boundaries)?.length ?? 0) > mostParts)
    faults.add('too-many-parts');
  const mail = await parse(
    faults.has('too-many-parts') ? headOf(raw) : faults.has('too-large') ? raw.subarray(0, headBytes) : raw,
  ).catch(() => {
    faults.add('broken');
    return parse(headOf(raw));
  });
  const headers = headersOf(mail);
  const subject = oneLine(mail.subject, 500);
  const from = addressesIn(mail.from);
  const words = severalLines((mail.text ?? '').slice(0, 4 * mostText));
  const parsed = new Parser().read(words.slice(0, mostText));
  if (words.length > mostText || (typeof mail.html === 'string' && mail.html.length > mostHtml)) faults.add('cut');
  if (from.length === 0 && mail.messageId === undefined) faults.add('broken');
  const attachments = mail.attachments.filter(
    ({ contentType, related }) =>
      !related && !/^(?:message\/(?:global-)?delivery-status|text\/rfc822-headers)$/u.test(contentType),
  );
  const report = reportIn(mail);
  const isReport = report.reported.length > 0 || /multipart\/report/iu.test(headers['content-type']?.[0] ?? '');
  const isInvitation = mail.attachments.some(({ contentType }) => contentType === 'text/calendar');
  return {
    kind: isReport
      ? 'report'
      : isFromMachine(headers, subject)
        ? 'auto-reply'
        : isInvitation
          ? 'invitation'
          : 'message',
    messageId: messageIds(mail.messageId ?? '')[0] ?? null,
    answers: [
      ...new Set([
        ...messageIds(headers['in-reply-to']?.join(' ') ?? ''),
        ...messageIds(headers['references']?.join(' ') ?? '').toReversed(),
      ]),
    ].slice(0, 50),
    from:
      from.length === 1 && from[0]?.address !== undefined && from[0].address !== ''
        ? { name: oneLine(from[0].name, 200), address: addressOf(from[0].address) }
        : null,
    to: [
      ...new Set([
        ...[mail.to, mail.cc].flatMap(addressesIn).map(({ address }) => addressOf(address)),
        ...[...(headers['delivered-to'] ?? []), ...(headers['x-original-to'] ?? [])].map(addressOf),
      ]),
    ]
      .filter((address) => address !== '')
      .slice(0, 100),
    subject,
    date: mail.date === undefined || Number.isNaN(mail.date.getTime()) ? null : mail.date.toISOString(),
    text: parsed.getVisibleText().trim(),
    quoted: parsed.getQuotedText().trim(),
    html: typeof mail.html === 'string' ? harmlessHtml(mail.html) : null,
    attachments: attachments.slice(0, 100).map(({ filename, contentType, size }, at) => ({
      name: fileName(filename, at),
      type: oneLine(contentType, 100),
      bytes: size,
    })),
    ...report,
    dmarc: dmarcBy(receiver, headers),
    faults: [...faults],
  };
};
