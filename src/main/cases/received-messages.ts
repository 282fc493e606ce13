/** Messages that came, one stream and one key each: what is written of them, and how one is read again. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { readingSchema, type IncomingMail, type Reading } from '#domain/mail/incoming/incoming-mail';
import { inboxKinds, type InboxEvent, type Route } from '#domain/mail/incoming/inbox-events';
import { readEvent, schemaOf } from '#domain/log/kind';
import type { Actor, EventLog, NewEvent } from '#main/store/log/event-log';
import { messageStream } from './messages';

/** Bytes of a packed body: with room for the rest, what the log takes in one event. */
const mostPacked = 200 * 1024;
/** A body can't be opened to more than this. */
const mostBytes = 8_000_000;
const excerptLength = 240;

const pack = (reading: Reading): string => deflateRawSync(JSON.stringify(reading)).toString('base64');

/** What the log can't take as a whole loses its HTML first, then what is quoted, then the end of its words. */
const packed = (reading: Reading): string => {
  const whole = pack(reading);
  if (whole.length <= mostPacked || reading.outcome !== 'read') return whole;
  const cut = (change: Partial<IncomingMail>): string =>
    pack({
      outcome: 'read',
      mail: { ...reading.mail, ...change, faults: [...new Set([...reading.mail.faults, 'cut' as const])] },
    });
  const shorter = cut({ html: null });
  if (shorter.length <= mostPacked) return shorter;
  const plain = cut({ html: null, quoted: '' });
  return plain.length <= mostPacked
    ? plain
    : cut({ html: null, quoted: '', text: reading.mail.text.slice(0, 30_000), attachments: [] });
};

const unpacked = (body: string): Reading =>
  readingSchema.parse(
    JSON.parse(inflateRawSync(Buffer.from(body, 'base64'), { maxOutputLength: mostBytes }).toString()),
  );

/** Where a message lies, what its bytes are, and when the mailbox got it. */
export type Arrived = {
  readonly messageId: string;
  readonly mailbox: string;
  readonly validity: string;
  readonly uid: number;
  readonly rawSha256: string;
  readonly length: number;
  readonly arrivedAt: string;
};

const rowOf = (event: InboxEvent, eventId: string, actor: Actor, messageId: string): NewEvent => ({
  eventId,
  type: event.type,
  schema: schemaOf(inboxKinds[event.type]),
  actor,
  data: event.data,
  ...('personal' in event && event.personal !== undefined
    ? { personal: { key: `message:${messageId}` as const, content: event.personal } }
    : {}),
});

type Rows = { readonly stream: string; readonly events: readonly NewEvent[] };

/** The event of an arrival: the same bytes give the same id, so that nothing is taken twice. */
export const messageReceived = (of: {
  readonly arrived: Arrived;
  readonly reading: Reading;
  readonly route: Route;
  readonly at: string;
}): Rows => {
  const { arrived, reading, route, at } = of;
  const mail = reading.outcome === 'read' ? reading.mail : null;
  return {
    stream: messageStream(arrived.messageId),
    events: [
      rowOf(
        {
          type: 'message.received',
          data: { ...arrived, route, at },
          personal: {
            name: mail?.from?.name ?? '',
            address: mail?.from?.address ?? '',
            subject: mail?.subject ?? '',
            excerpt: (mail?.text ?? '').replace(/\s+/gu, ' ').trim().slice(0, excerptLength),
            body: packed(reading),
          },
        },
        `received:${arrived.messageId}`,
        'desk',
        arrived.messageId,
      ),
    ],
  };
};

/** What a person made of one, for an append that is held to the version which they saw. */
export const messageSorted = (
  messageId: string,
  version: number,
  event: Extract<InboxEvent, { type: 'message.attached' | 'message.put-aside' }>,
): Rows & { readonly expectedVersion: number } => ({
  stream: messageStream(messageId),
  expectedVersion: version,
  events: [rowOf(event, `${event.type}:${messageId}:${version}`, event.data.by as Actor, messageId)],
});

/** A message as the log has it. `reading` is null once it was erased. */
export type Received = {
  readonly arrived: Arrived;
  readonly route: Route;
  /** The case that it is on, by its token, its headers or a person's word; null while it is on none. */
  readonly caseId: string | null;
  readonly isPutAside: boolean;
  readonly reading: Reading | null;
  readonly version: number;
};

/** Null where no message of this number came, or a newer version wrote of it. */
export const receivedMessage = async (
  log: Pick<EventLog, 'readStream'>,
  messageId: string,
): Promise<Received | null> => {
  let received = null as Received | null;
  for (const row of await log.readStream(messageStream(messageId))) {
    const event = readEvent(inboxKinds, row);
    if (event.type === 'unread') return null;
    if (event.type === 'inbox.begun') continue;
    if (event.type === 'message.received') {
      const { route, at: _, ...arrived } = event.data;
      received = {
        arrived,
        route,
        caseId: route.to === 'case' ? route.caseId : null,
        isPutAside: route.to === 'aside',
        reading: event.personal == null ? null : unpacked(event.personal.body),
        version: row.version,
      };
    } else if (received !== null)
      received = {
        ...received,
        version: row.version,
        caseId: event.type === 'message.attached' ? event.data.caseId : received.caseId,
        isPutAside: event.type === 'message.put-aside',
      };
  }
  return received;
};
