/** R19: enquiries that change nothing are written down on the account. */
import { randomUUID } from 'node:crypto';
import type { AccountId } from '#domain/case/account-id';
import type { Channel } from '#domain/case/events';
import { textOf } from '#domain/json';
import { CallFailure } from '#main/ipc/failure';
import type { Clock } from '#main/ports';
import type { EventLog } from '#main/store/log/event-log';
import { appendError } from './change-case';

export type Enquiry = { readonly at: string; readonly by: string; readonly channel: Channel; readonly words: string };

const accountStream = (accountId: AccountId): string => `account:${accountId}`;

/** Writes and reads the enquiries of an account. */
export const createEnquiries = (log: EventLog, clock: Clock) => ({
  async write(accountId: AccountId, staffId: string, channel: Channel, words: string): Promise<void> {
    const at = clock.now().toISOString();
    const result = await log.append({
      streams: [
        {
          stream: accountStream(accountId),
          events: [
            {
              eventId: randomUUID(),
              type: 'account.enquired',
              schema: 1,
              actor: `staff:${staffId}`,
              data: { channel, at },
              personal: { key: `account:${accountId}`, content: { words } },
            },
          ],
        },
      ],
      at,
    });
    if (!result.ok) throw new CallFailure(appendError(result));
  },
  /** Newest first. `by` is an actor. */
  async of(accountId: AccountId): Promise<readonly Enquiry[]> {
    const stored = await log.readStream(accountStream(accountId));
    return stored
      .filter((row) => row.type === 'account.enquired')
      .map((row) => ({
        at: row.recordedAt,
        by: row.actor,
        channel: textOf(row.data['channel']) as Channel,
        words: textOf(row.personal?.content['words']) || '(erased)',
      }))
      .toReversed();
  },
});
export type Enquiries = ReturnType<typeof createEnquiries>;
