/** What a newer version wrote beside a case, asked before anything is decided that rests on it. */
import type { CommandKind } from '#domain/case/asks';
import type { AccountId } from '#domain/case/account-id';
import type { Ground } from '#domain/case/rests-on';
import { doesRestOn } from '#domain/case/rests-on';
import type { EventLog } from '#main/store/log/event-log';
import { accountStream, readAccountEvent } from './enquiries';

/**
 * Reads the account's stream where a command rests on it. The answer is asked when it is decided, in one breath with
 * policy and staff: which grounds hold something unread, as memory then has them.
 */
export type Held = (kind: CommandKind, accountId: AccountId) => Promise<() => readonly Ground[]>;

/** `unread`: whether what is in memory of policy and staff holds something unread. */
export const createHeld =
  (
    log: Pick<EventLog, 'readStream'>,
    unread: { readonly policy: () => boolean; readonly staff: () => boolean },
  ): Held =>
  async (kind, accountId) => {
    // Read each time: nobody follows the streams of all accounts.
    const isAccountUnread =
      doesRestOn(kind, 'account') &&
      (await log.readStream(accountStream(accountId))).some((row) => readAccountEvent(row).type === 'unread');
    return () => [
      ...(isAccountUnread ? (['account'] as const) : []),
      ...(unread.policy() ? (['policy'] as const) : []),
      ...(unread.staff() ? (['staff'] as const) : []),
    ];
  };
