/** The kept copies of messages, one stream a message: stand-ins for every secret, under the key of the case. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { messageKinds } from '#domain/case/schemas/message';
import { readEvent, schemaOf } from '#domain/log/kind';
import type { ComposedMail, MailBytes } from '#main/ports';
import type { EventLog, NewEvent } from '#main/store/log/event-log';

export const messageStream = (mailId: string): string => `message:${mailId}`;

/** A copy can't be opened to more than this. */
const mostBytes = 8_000_000;
const packed = (body: { readonly text: string; readonly html: string }): string =>
  deflateRawSync(JSON.stringify(body)).toString('base64');
const unpacked = (body: string): { readonly text: string; readonly html: string } =>
  JSON.parse(inflateRawSync(Buffer.from(body, 'base64'), { maxOutputLength: mostBytes }).toString()) as ReturnType<
    typeof unpacked
  >;

/** The event that keeps a message as a server took or refused it, for the append that tells which of the two. */
export const messageKept = (of: {
  readonly eventId: string;
  readonly caseId: string;
  readonly mailId: string;
  readonly mail: ComposedMail;
  readonly bytes: MailBytes;
  readonly answer: string;
  readonly at: string;
}): { readonly stream: string; readonly events: readonly NewEvent[] } => {
  const { outgoing, kept } = of.mail;
  return {
    stream: messageStream(of.mailId),
    events: [
      {
        eventId: of.eventId,
        type: 'message.kept',
        schema: schemaOf(messageKinds['message.kept']),
        actor: 'desk',
        data: {
          caseId: of.caseId,
          mailId: of.mailId,
          messageId: outgoing.messageId,
          rawSha256: of.bytes.rawSha256,
          length: of.bytes.length,
          at: of.at,
        },
        personal: {
          key: `case:${of.caseId}/contact`,
          content: {
            from: of.bytes.from,
            to: outgoing.to,
            subject: kept.subject,
            answer: of.answer,
            body: packed({ text: kept.text, html: kept.html }),
          },
        },
      },
    ],
  };
};

/** A message with stand-ins. `content` is null once it was erased. */
export type KeptMessage = {
  readonly caseId: string;
  readonly messageId: string;
  readonly rawSha256: string;
  readonly length: number;
  readonly at: string;
  readonly content: {
    readonly from: string;
    readonly to: string;
    readonly subject: string;
    readonly answer: string;
    readonly text: string;
    readonly html: string;
  } | null;
};

/** Each time that a message was taken or given up, newest first; none while it waits. */
export const keptMessages = async (
  log: Pick<EventLog, 'readStream'>,
  mailId: string,
): Promise<readonly KeptMessage[]> =>
  (await log.readStream(messageStream(mailId)))
    .flatMap((row): KeptMessage[] => {
      const event = readEvent(messageKinds, row);
      if (event.type === 'unread') return [];
      const { caseId, messageId, rawSha256, length, at } = event.data;
      const { contact } = event;
      return [
        {
          caseId,
          messageId,
          rawSha256,
          length,
          at,
          content: contact == null ? null : { ...contact, ...unpacked(contact.body) },
        },
      ];
    })
    .toReversed();
