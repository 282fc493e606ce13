/** What a newer version wrote beside a case, asked before anything is decided that rests on it. */
import type { CommandKind } from '#domain/case/asks';
import type { AccountId } from '#domain/case/account-id';
import type { Ground } from '#domain/case/rests-on';
import { doesRestOn } from '#domain/case/rests-on';
import type { EventLog } from '#main/store/log/event-log';
import { accountStream, readAccountEvent } from './enquiries';

/** Grounds of a command about this account that hold something unread. */
export type Held = (kind: CommandKind, accountId: AccountId) => Promise<readonly Ground[]>;

/** `policy` and `staff`: whether what is in memory of them holds something unread. */
export const createHeld =
  (
    log: Pick<EventLog, 'readStream'>,
    unread: { readonly policy: () => boolean; readonly staff: () => boolean },
  ): Held =>
  async (kind, accountId) => {
    const grounds: Ground[] = [];
    // Read each time: nobody follows the streams of all accounts.
    if (
      doesRestOn(kind, 'account') &&
      (await log.readStream(accountStream(accountId))).some((row) => readAccountEvent(row).type === 'unread')
    )
      grounds.push('account');
    if (unread.policy()) grounds.push('policy');
    if (unread.staff()) grounds.push('staff');
    return grounds;
  };
