/** A message that came to the desk, read and made harmless. Nothing in it is proof of who wrote it. */
import { z } from 'zod';

/** Bytes of a message that are read; what is larger is read by its head. */
export const mostMailBytes = 25 * 1024 * 1024;

const line = (most: number) => z.string().max(most);
const address = z.strictObject({ name: line(200), address: line(320) });

/** RFC 3464 §2.3: what became of one recipient of a mail that the desk had sent. */
const reported = z.strictObject({
  recipient: line(320),
  action: z.enum(['failed', 'delayed', 'delivered', 'relayed', 'expanded']),
  /** RFC 3463: `5.1.1`; empty where the report has none. */
  status: line(20),
  /** What the other server said, one line. */
  said: line(500),
});

/** What could not be read as it was meant to be; the message is shown all the same. */
export const readingFaults = ['too-large', 'cut', 'broken', 'too-many-parts'] as const;

export const incomingMailSchema = z.strictObject({
  /**
   * `message` from a person, as far as machines can tell; `auto-reply` RFC 3834; `report` RFC 3464; `invitation` asks
   * for a date.
   */
  kind: z.enum(['message', 'auto-reply', 'report', 'invitation']),
  messageId: line(500).nullable(),
  /** Message-IDs that it answers, the nearest first (RFC 5322 §3.6.4). */
  answers: z.array(line(500)).max(50).readonly(),
  /** Null where the header names nobody or more than one. */
  from: address.nullable(),
  /** Every address that it was for, as its headers say. */
  to: z.array(line(320)).max(100).readonly(),
  subject: line(500),
  /** ISO, as the sender's clock had it; null where it says none that can be read. */
  date: z.string().nullable(),
  /** The sender's own words. */
  text: line(100_000),
  /** What stood quoted below or between them. */
  quoted: line(100_000),
  /** Without script, style, picture, form or address; null where it has none. */
  html: line(400_000).nullable(),
  attachments: z
    .array(z.strictObject({ name: line(120), type: line(100), bytes: z.number().int().nonnegative() }))
    .max(100)
    .readonly(),
  reported: z.array(reported).max(100).readonly(),
  /** The Message-ID that a report speaks of; null where it doesn't say. */
  reportOf: line(500).nullable(),
  /** RFC 8601 as the receiver's own server wrote it; null where it wrote none. Never a sign of who it is. */
  dmarc: z.enum(['pass', 'fail']).nullable(),
  faults: z.array(z.enum(readingFaults)).max(4).readonly(),
});
export type IncomingMail = z.output<typeof incomingMailSchema>;
export type DeliveryReport = z.output<typeof reported>;

/**
 * What came of reading one. `unreadable` is for a person: its bytes stay in the mailbox, and nothing else is known of
 * it.
 */
export const readingSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('read'), mail: incomingMailSchema }),
  z.strictObject({ outcome: z.literal('unreadable'), why: z.enum(['too-long', 'ended', 'nothing-in-it']) }),
]);
export type Reading = z.output<typeof readingSchema>;
