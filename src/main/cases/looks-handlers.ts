/** How the daily looks over the identity systems' addresses stand, for Settings. */
import type { looksCalls, SystemLooks } from '#contract/looks';
import { foundWords } from '#contract/words/found';
import { longestGapDays, lookStanding } from '#domain/account/seen';
import type { Accounts, AddressBook } from '#main/accounts/account-systems';
import { lookEffectId, lookProgress } from '#main/accounts/look-progress';
import type { SeenAddresses } from '#main/accounts/seen-addresses';
import type { HandlersOf } from '#main/ipc/handlers';
import type { EventLog } from '#main/store/log/event-log';

export type LooksHandlersDeps = {
  readonly log: Pick<EventLog, 'effectsOf'>;
  readonly accounts: Pick<Accounts, 'addressBooks'>;
  readonly seen: Pick<SeenAddresses, 'read'>;
};

const viewOf = async (deps: LooksHandlersDeps, book: AddressBook, now: string): Promise<SystemLooks> => {
  const [{ seen, hasUnread }, [effect]] = await Promise.all([
    deps.seen.read(book.system),
    deps.log.effectsOf({ ids: [lookEffectId(book.system)], limit: 1 }),
  ]);
  const isFailing = effect !== undefined && lookProgress(effect.progress).failed > 0;
  return {
    name: book.name,
    standing: hasUnread ? 'newer' : lookStanding(seen, now),
    begunAt: seen.begunAt,
    countsFrom: seen.countsFrom,
    lookedAt: seen.lookedAt,
    addresses: seen.addressCount,
    nextAt: effect?.dueAt ?? null,
    failing: isFailing && effect.lastError !== null ? foundWords(effect.lastError) : null,
  };
};

export const looksHandlers = (deps: LooksHandlersDeps): HandlersOf<typeof looksCalls> => ({
  'looks.list': async ({ now }) => ({
    systems: await Promise.all(deps.accounts.addressBooks.map((book) => viewOf(deps, book, now().toISOString()))),
    longestGapDays,
  }),
});
