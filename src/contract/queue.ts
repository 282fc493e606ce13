import { z } from 'zod';
import { channels } from '#domain/case/events';
import { statuses } from '#domain/case/state';
import { query } from './endpoint';
import { caseId, isoTime, person } from './shared';

export const queueViews = ['all-open', 'mine', 'unassigned', 'due-today', 'snoozed', 'watched', 'closed'] as const;
export type QueueView = (typeof queueViews)[number];

/** One clock as a row shows it. `tone` by the rules of the theme: less than one working day is `soon`. */
export const clockCell = z.strictObject({
  state: z.enum([
    'none',
    'not-started',
    'running',
    'used',
    'expired',
    'replaced',
    'kept',
    'ended',
    'stopped',
    'undeliverable',
  ]),
  /** Due, or when it was used or kept. */
  at: isoTime.nullable(),
});
export const marks = z.array(
  z.enum([
    'primary-subscriber',
    'administrator',
    'contact-changed',
    'on-phone',
    'repudiated',
    'overridden',
    'mail-failed',
    'mail-bounced',
    'notice-bounced',
    'message-unread',
    'maybe-not-me',
    'attached',
    're-secure',
    'reconnaissance',
    'snoozed',
    'watched',
  ]),
);

export const queueRow = z.strictObject({
  caseId,
  number: z.string(),
  person: z.string(),
  firm: z.string(),
  status: z.enum(statuses),
  frozen: z.boolean(),
  nextStep: z.string(),
  link: clockCell,
  review: clockCell,
  /** The calendar that its due time was promised on; null before a form came in: the desk's. */
  reviewCalendar: z.string().nullable(),
  marks,
  /** Messages that nobody has read. */
  unread: z.number(),
  owner: person.nullable(),
  updatedAt: isoTime,
});
export type QueueRow = z.infer<typeof queueRow>;

export const queueCalls = {
  /**
   * 50 rows a page by keyset, first to break first. `search` matches name, firm and case number by prefixes, in one
   * page; with `newest` there are older matches than these so many.
   */
  'queue.page': query(
    'queue:read',
    z.strictObject({ view: z.enum(queueViews), search: z.string().max(100), after: z.string().max(200).nullable() }),
    z.strictObject({
      rows: z.array(queueRow),
      next: z.string().nullable(),
      newest: z.number().nullable(),
      calendar: z.string(),
    }),
  ),
  /** Exact up to 999; 1000 means more. */
  'queue.counts': query(
    'queue:read',
    z.strictObject({}),
    z.strictObject({
      allOpen: z.number(),
      mine: z.number(),
      unassigned: z.number(),
      dueToday: z.number(),
      reviews: z.number(),
      snoozed: z.number(),
      watched: z.number(),
      /** Repudiations that nobody has looked into, and accounts to secure. */ alerts: z.number(),
    }),
  ),
};
export const channel = z.enum(channels);
