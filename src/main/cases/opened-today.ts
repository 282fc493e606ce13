/** Whose cases each person opened today, in memory alone: so that a mail to one doesn't name another by mistake. */
import type { CaseState } from '#domain/case/state';
import { dateInZone } from '#domain/sla/zone';
import type { Session } from '#main/ipc/handlers';

type Opened = { readonly firmId: string | null; readonly words: readonly string[] };
/** What one person opens in a day, and then some. */
const most = 500;

export const createOpenedToday = (clock: { readonly now: () => Date; readonly timeZone: () => string }) => {
  let day = '';
  const byPerson = new Map<string, Map<string, Opened>>();
  const today = (): typeof byPerson => {
    const now = dateInZone(clock.now().getTime(), clock.timeZone());
    if (now !== day) byPerson.clear();
    day = now;
    return byPerson;
  };
  return {
    note: ({ staffId }: Pick<Session, 'staffId'>, { accountId, account }: CaseState): void => {
      if (account === null) return;
      const opened = today().get(staffId) ?? new Map<string, Opened>();
      byPerson.set(staffId, opened);
      opened.delete(accountId);
      opened.set(accountId, {
        firmId: account.firmId,
        words: [account.name, account.login, ...account.addresses.map(({ address }) => address)],
      });
      for (const oldest of opened.keys()) if (opened.size > most) opened.delete(oldest);
    },
    /** Names and addresses of the others: colleagues in the same firm may be named. */
    others: ({ staffId }: Pick<Session, 'staffId'>, { accountId, firmId }: CaseState): readonly string[] => [
      ...new Set(
        [...(today().get(staffId) ?? [])].flatMap(([id, one]) =>
          id === accountId || (firmId !== null && one.firmId === firmId) ? [] : one.words,
        ),
      ),
    ],
  };
};
export type OpenedToday = ReturnType<typeof createOpenedToday>;
