/**
 * A message that came, stream `message:<messageId>`: what it is, as it was read, and what became of it where no case was
 * found for it. One stream each, and a key each, so that one that belongs to nobody's case can be erased by itself.
 */
import { z } from 'zod';
import { actor, count, digest, id, text, time } from '../../log/fields';
import type { EventsOf, Of } from '../../log/kind';
import { kind } from '../../log/kind';

/** Why a message is left to a person: what would say its case is missing, is more than a case takes, or can't be read. */
export const leftReasons = ['unmatched', 'too-many', 'case-erased', 'unreadable'] as const;
export type LeftReason = (typeof leftReasons)[number];

const route = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('case'), caseId: id }),
  /** `aside`: beyond what a sender may fill the list with; it is kept, and asks nobody. */
  z.strictObject({ to: z.enum(['list', 'aside']), why: z.enum(leftReasons) }),
]);
export type Route = Of<typeof route>;

export const inboxKinds = {
  /** Stream `audit:inbox`: since then the mailbox is read. */
  'inbox.begun': kind({ data: z.strictObject({}) }),
  'message.received': kind({
    data: z.strictObject({
      messageId: id,
      /** Where it lies: the mailbox, the validity of its numbers and its number (RFC 9051 §2.3.1.1). */
      mailbox: text,
      validity: text,
      uid: count,
      /** Of the raw bytes, as many as were taken; `length` is how many there are. */
      rawSha256: digest,
      length: count,
      /** When the mailbox got it. */
      arrivedAt: time,
      route,
      at: time,
    }),
    personal: z.strictObject({
      /** As its header says, which proves nothing; empty where it names nobody, or more than one. */
      name: text,
      address: text,
      subject: text,
      /** The beginning of its own words. */
      excerpt: text,
      /** What came of reading it, as JSON, deflated (RFC 1951), base64. */
      body: text,
    }),
  }),
  /** A person said which case it belongs to (R10). */
  'message.attached': kind({ data: z.strictObject({ caseId: id, by: actor, at: time }) }),
  /** A person said that it belongs to none. It can still be attached. */
  'message.put-aside': kind({ data: z.strictObject({ by: actor, at: time }) }),
} as const;
export type InboxEvent = EventsOf<typeof inboxKinds>;
