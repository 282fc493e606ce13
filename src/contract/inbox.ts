/** What came by mail: a message as it was read, and those that no case was found for. */
import { z } from 'zod';
import { leftReasons } from '#domain/mail/incoming/inbox-events';
import { readingFaults } from '#domain/mail/incoming/incoming-mail';
import { command, query } from './endpoint';
import { caseId, done, isoTime, nothing } from './shared';

export const messageId = z.string().regex(/^[0-9a-f]{32}$/, 'a message’s number');

/** A message as it was read. Nothing in it proves who wrote it. */
export const receivedView = z.strictObject({
  messageId,
  /** When the mailbox got it. */
  arrivedAt: isoTime,
  rawSha256: z.string(),
  /** In bytes. */
  length: z.number(),
  /** Its content was erased. */
  isErased: z.boolean(),
  /** Why it could not be read; the bytes lie in the mailbox. Null where it could. */
  unreadable: z.enum(['too-long', 'ended', 'nothing-in-it']).nullable(),
  /** Null where it could not be read, or was erased. */
  mail: z
    .strictObject({
      kind: z.enum(['message', 'auto-reply', 'report', 'invitation']),
      /** As its header says; null where that names nobody, or more than one. */
      from: z.strictObject({ name: z.string(), address: z.string() }).nullable(),
      to: z.array(z.string()),
      subject: z.string(),
      /** As the sender's clock had it; null where it says none. */
      date: z.string().nullable(),
      /** The sender's own words. */
      text: z.string(),
      /** What stood quoted below or between them. */
      quoted: z.string(),
      /** Where a frame finds its HTML, `app://message/…`, for as long as this person sits here; null where it has none. */
      frame: z.string().nullable(),
      attachments: z.array(z.strictObject({ name: z.string(), type: z.string(), bytes: z.number() })),
      /** Of a report: what became of each recipient. */
      reported: z.array(
        z.strictObject({
          recipient: z.string(),
          action: z.enum(['failed', 'delayed', 'delivered', 'relayed', 'expanded']),
          status: z.string(),
          said: z.string(),
        }),
      ),
      /** Its own words could be a "this wasn't me" (R7). */
      saysNotMe: z.boolean(),
      /** Of the sender's domain, as the desk's own mail server found it; never a sign of who it is (R2). */
      dmarc: z.enum(['pass', 'fail']).nullable(),
      faults: z.array(z.enum(readingFaults)),
    })
    .nullable(),
});
export type ReceivedView = z.infer<typeof receivedView>;

export const inboxStates = ['waiting', 'put-aside'] as const;

const inboxRow = z.strictObject({
  messageId,
  arrivedAt: isoTime,
  /** Empty where the header names nobody, or more than one. */
  name: z.string(),
  address: z.string(),
  subject: z.string(),
  /** The beginning of its own words. */
  excerpt: z.string(),
  /** Why no case has it. */
  why: z.enum(leftReasons),
  state: z.enum(inboxStates),
});
export type InboxRow = z.infer<typeof inboxRow>;

/** A case that it may belong to. A person decides: each of these is easily made by whoever writes. */
const suggestion = z.strictObject({
  caseId,
  number: z.string(),
  person: z.string(),
  isOpen: z.boolean(),
  /** It names the case's number; the case's account has the address that it says it is from. */
  why: z.array(z.enum(['names-number', 'same-address'])).min(1),
});
export type InboxSuggestion = z.infer<typeof suggestion>;

/** How the mailbox is, and how many wait for a person. */
const standing = z.strictObject({
  /** For the screen; null where no mailbox is connected. */
  mailbox: z.string().nullable(),
  /** Null before the first whole look. */
  lookedAt: isoTime.nullable(),
  /** Since when and why it can't be read; null while it can. */
  failing: z.strictObject({ since: isoTime, words: z.string() }).nullable(),
  waiting: z.number(),
  putAside: z.number(),
});
export type InboxStanding = z.infer<typeof standing>;

export const inboxCalls = {
  'inbox.standing': query('mail:read', nothing, standing),
  /** Messages on no case, newest first, 50 a page; `after` is `next` of the page before. */
  'inbox.list': query(
    'mail:write',
    z.strictObject({ state: z.enum(inboxStates), after: z.string().max(200).nullable() }),
    z.strictObject({ rows: z.array(inboxRow), next: z.string().nullable() }),
  ),
  /** One of them, and the cases that it may belong to. */
  'inbox.message': query(
    'mail:write',
    z.strictObject({ messageId }),
    z.strictObject({ row: inboxRow, message: receivedView, suggestions: z.array(suggestion) }),
  ),
  /** It belongs to this case (R10); one that was put aside, too. */
  'inbox.attach': command('case:open', z.strictObject({ messageId, caseId }), done),
  /** It belongs to none. */
  'inbox.putAside': command('case:open', z.strictObject({ messageId }), done),
};
