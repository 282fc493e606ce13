import { z } from 'zod';
import { mailTemplates } from '#domain/case/events';
import { query } from './endpoint';
import { caseId, isoTime, refusal } from './shared';

const mailRow = z.strictObject({
  mailId: z.string(),
  caseId,
  number: z.string(),
  person: z.string(),
  template: z.enum(mailTemplates),
  to: z.string(),
  language: z.enum(['en', 'fr']),
  askedAt: isoTime,
  state: z.enum(['waiting', 'sent', 'failed', 'bounced', 'cancelled']),
  settledAt: isoTime.nullable(),
  why: z.string().nullable(),
  attempts: z.number(),
  nextTryAt: isoTime.nullable(),
  /** Null where it may be sent again. */
  barredAgain: refusal.nullable(),
});
export type MailRow = z.infer<typeof mailRow>;

export const mailCalls = {
  /** What waits, was sent, failed and why; newest first, 100 a page: `after` is `next` of the page before. Sending again is `cases.sendAgain`. */
  'mail.list': query(
    'mail:read',
    z.strictObject({ state: z.enum(['all', 'waiting', 'sent', 'failed']), after: z.string().max(200).nullable() }),
    z.strictObject({
      rows: z.array(mailRow),
      counts: z.strictObject({ waiting: z.number(), sent: z.number(), failed: z.number() }),
      next: z.string().nullable(),
      server: z.string(),
    }),
  ),
};
