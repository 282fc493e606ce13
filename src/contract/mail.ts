import { z } from 'zod';
import { query } from './endpoint';
import { caseId } from './shared';
import { mailView } from './thread';

/** A message beside its case. */
const mailRow = mailView.extend({ caseId, number: z.string(), person: z.string() });
export type MailRow = z.infer<typeof mailRow>;

export const mailCalls = {
  /**
   * What waits, was sent, failed or was kept back and why; newest first, 100 a page: `after` is `next` of the page before.
   * Sending again is `cases.sendAgain`, taking back and stopping `compose.undo` and `compose.cancel`.
   */
  'mail.list': query(
    'mail:read',
    z.strictObject({
      /** `failed` holds what bounced, too; `undone` what was stopped. */
      state: z.enum(['all', 'waiting', 'sent', 'failed', 'undone']),
      /** Part of an address, or words of the person, firm or number of a case. */
      search: z.string().trim().max(100).default(''),
      after: z.string().max(200).nullable(),
    }),
    z.strictObject({
      rows: z.array(mailRow),
      counts: z.strictObject({ waiting: z.number(), sent: z.number(), failed: z.number(), undone: z.number() }),
      next: z.string().nullable(),
      server: z.string(),
    }),
  ),
};
