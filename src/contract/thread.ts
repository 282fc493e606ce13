/** What happened in a case, in one line: messages, notes, and everything else. */
import { z } from 'zod';
import { mailTemplates } from '#domain/case/events';
import { matchedBy, receivedKinds, saidToBeFrom } from '#domain/case/schemas/answer';
import { mailStates } from '#domain/case/state';
import { command, query } from './endpoint';
import { messageId, receivedView } from './inbox';
import { caseId, done, isoTime, refusal } from './shared';

const language = z.enum(['en', 'fr']);

/** A message to one address, and how far it came. */
export const mailView = z.strictObject({
  mailId: z.string(),
  template: z.enum(mailTemplates),
  to: z.string(),
  language,
  askedAt: isoTime,
  /**
   * `sending`: an attempt is being made. `sent`: a mail server accepted it. `cancelled`: it is not tried any more.
   * `bounced`: and then it did not arrive. `undone`: its sender took it back before it left.
   */
  state: z.enum([...mailStates, 'sending']),
  settledAt: isoTime.nullable(),
  /** When a message came that answers it. */
  answeredAt: isoTime.nullable(),
  /** Why it waits, failed or was not needed, in a sentence or two. */
  why: z.string().nullable(),
  attempts: z.number(),
  /** Of one that was put off. */
  nextTryAt: isoTime.nullable(),
  /** When it leaves, as long as whoever asks may take it back; null where they may not. */
  undoUntil: isoTime.nullable(),
  /** Null where whoever asks may stop it from being tried. */
  barredCancel: refusal.nullable(),
  /** Whether a person wrote it and it arrived nowhere: their words can be taken up again. */
  canBeRewritten: z.boolean(),
  /** Null where it may be sent again. */
  barredAgain: refusal.nullable(),
});
export type MailView = z.infer<typeof mailView>;

const place = {
  /** For a list, and to read on from. */
  id: z.string(),
  at: isoTime,
};
/** Ours to the customer, or to whoever vouches: the same words to several addresses are one entry. */
const sentEntry = z.strictObject({
  ...place,
  kind: z.literal('sent'),
  template: z.enum(mailTemplates),
  /** As it left; null while nothing did, or once it was erased. */
  subject: z.string().nullable(),
  language,
  /** Who asked for it; the desk itself for notices. */
  by: z.string(),
  mails: z.array(mailView).min(1),
});
/** What came. Whom it is from is what its header says, and proves nothing (R2). */
const receivedEntry = z.strictObject({
  ...place,
  kind: z.literal('received'),
  messageId: z.string(),
  what: z.enum(receivedKinds),
  name: z.string(),
  address: z.string(),
  from: z.enum(saidToBeFrom),
  matchedBy: z.enum(matchedBy),
  /** Who said that it belongs here; null where it says so itself. */
  attachedBy: z.string().nullable(),
  /** Null once it was erased. */
  subject: z.string().nullable(),
  /** What it answers, as that message is called; null where that isn't known. */
  answers: z.string().nullable(),
  saysNotMe: z.boolean(),
  dmarc: z.enum(['pass', 'fail']).nullable(),
  readBy: z.array(z.strictObject({ name: z.string(), at: isoTime })),
  /** A disable of this case waits until somebody has read it; who brought the case on may not be enough (R7, R9). */
  holds: z.boolean(),
  /** Why this person's reading is not recorded; null where it is. */
  barredRead: refusal.nullable(),
});
/** Of staff, for staff. */
const noteEntry = z.strictObject({ ...place, kind: z.literal('note'), by: z.string(), words: z.string() });
const eventEntry = z.strictObject({
  ...place,
  kind: z.literal('event'),
  by: z.string(),
  words: z.string(),
  detail: z.string().nullable(),
  tone: z.enum(['plain', 'good', 'bad', 'warn']),
  signed: z.boolean(),
});
const entry = z.discriminatedUnion('kind', [sentEntry, receivedEntry, noteEntry, eventEntry]);
export type ThreadEntry = z.infer<typeof entry>;
export type ThreadEvent = Extract<ThreadEntry, { kind: 'event' }>;
export type ReceivedEntry = Extract<ThreadEntry, { kind: 'received' }>;
export type SentEntry = Extract<ThreadEntry, { kind: 'sent' }>;

export const threadFilters = ['everything', 'messages', 'notes'] as const;
export type ThreadFilter = (typeof threadFilters)[number];

/** A message as a mail server took or refused it, once for each time. */
const copy = z.strictObject({
  at: isoTime,
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  messageId: z.string(),
  /** SHA-256 of the true bytes, which the desk does not keep: they hold the link. */
  rawSha256: z.string(),
  /** In bytes. */
  length: z.number(),
  /** What the mail server said when it took it; empty where it did not. */
  answer: z.string(),
  text: z.string(),
  /** Where a frame finds the HTML, `app://message/…`, for as long as this person sits here. */
  frame: z.string(),
});
export type MessageCopy = z.infer<typeof copy>;

const received = z.strictObject({ caseId, messageId });

export const threadCalls = {
  /** One message that came, for reading. */
  'cases.received': query('case:read', received, receivedView),
  /** That this person has opened it in full: what waited for that goes on (R7). */
  'cases.readMessage': command('case:read', received, done),
  /** Newest first, 100 a page; `after` is `next` of the page before. */
  'cases.thread': query(
    'case:read',
    z.strictObject({ caseId, show: z.enum(threadFilters), after: z.string().max(200).nullable() }),
    z.strictObject({
      entries: z.array(entry),
      counts: z.strictObject({ everything: z.number(), messages: z.number(), notes: z.number() }),
      next: z.string().nullable(),
    }),
  ),
  /** One message as it left, with stand-ins for what only the customer gets; newest first where it left more than once. */
  'cases.message': query(
    'case:read',
    z.strictObject({ caseId, mailId: z.string().min(1).max(100) }),
    z.strictObject({
      copies: z.array(copy),
      /** It left, and its content was erased with the case's. */
      isErased: z.boolean(),
      /** Who asked for it, and what became of it each time; newest first. */
      events: z.array(eventEntry),
    }),
  ),
};
