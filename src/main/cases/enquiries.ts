/** R19: enquiries that change nothing are written down on the account. */
import { randomUUID } from 'node:crypto';
import type { AccountId } from '#domain/case/account-id';
import type { Channel } from '#domain/case/events';
import type { AccountEvent } from '#domain/account/account-events';
import { accountKinds } from '#domain/account/account-events';
import type { Unread } from '#domain/log/kind';
import { readEvent, schemaOf } from '#domain/log/kind';
import { CallFailure } from '#main/ipc/failure';
import type { Clock } from '#main/ports';
import type { EventLog, StoredEvent } from '#main/store/log/event-log';
import { appendError } from './change-case';

export type Enquiry = { readonly at: string; readonly by: string; readonly channel: Channel; readonly words: string };

/** The stream of what is written down on an account. */
export const accountStream = (accountId: AccountId): string => `account:${accountId}`;

/** A row of such a stream as an event, or as one that this version can't read. */
export const readAccountEvent = (row: StoredEvent): AccountEvent | Unread => readEvent(accountKinds, row);

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
              schema: schemaOf(accountKinds['account.enquired']),
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
      .flatMap((row) => {
        const event = readAccountEvent(row);
        return event.type === 'unread'
          ? []
          : [
              {
                at: row.recordedAt,
                by: row.actor,
                channel: event.data.channel,
                words: event.personal?.words || '(erased)',
              },
            ];
      })
      .toReversed();
  },
});
export type Enquiries = ReturnType<typeof createEnquiries>;
