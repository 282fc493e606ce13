/**
 * The log's clock, as far as this process knows it. A file on this machine takes the time of whoever writes; a log that
 * many desks share has one clock for them all, and what rests on time (leases, cooling-off, links, due) goes by that.
 */
import type { Clock } from '#main/ports';
import type { EventLog } from '#main/store/log/event-log';

/**
 * The log, which says what its clock shows with every lease and whenever its head is asked; and the clock that follows
 * it. Until it said something, and where it has none, that is this machine's.
 */
export const followClock = <L extends EventLog>(log: L, own: Clock): { readonly log: L; readonly clock: Clock } => {
  let aheadMs = 0;
  const heard = async <T extends { readonly now?: string }>(asking: Promise<T>): Promise<T> => {
    const askedAt = own.now().getTime();
    const answer = await asking;
    // It looked somewhere between the question and the answer.
    if (answer.now !== undefined) aheadMs = Math.round(Date.parse(answer.now) - (askedAt + own.now().getTime()) / 2);
    return answer;
  };
  return {
    log: { ...log, head: () => heard(log.head()), leaseEffect: (request) => heard(log.leaseEffect(request)) },
    clock: { now: () => new Date(own.now().getTime() + aheadMs) },
  };
};
