import { z } from 'zod';
import { query } from './endpoint';
import { caseId } from './shared';
import { mailView } from './thread';

/** A message beside its case. */
const mailRow = mailView.extend({ caseId, number: z.string(), person: z.string() });
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
