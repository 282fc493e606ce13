/** Identity systems that only list addresses, a clock, and desks that look over them on one log. */
import type { AccountFacts } from '#domain/case/account';
import { accountIdOf } from '#domain/case/account-id';
import type { AddressBook } from '#main/accounts/account-systems';
import { createSeenAddresses } from '#main/accounts/seen-addresses';
import { beginLooks, lookDeed } from '#main/effects/look';
import type { AddressPage } from '#main/ports';
import { OutsideError } from '#main/ports';
import { checkedLog } from '#main/store/log/checked-log';
import type { EventLog } from '#main/store/log/event-log';
import { account } from './example-case';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const leaseMs = minuteMs;

/** A system that keeps no history: accounts with their addresses, in pages of a few. `served` is every page it gave. */
export const addressBook = (system: string, inPage = 3) => {
  const people = new Map<string, Set<string>>();
  const served: { readonly cursor: string | null; readonly page: AddressPage }[] = [];
  const book = {
    system,
    name: `The ${system} system`,
    people,
    served,
    /** Fails with this instead of answering. */
    fails: null as OutsideError['kind'] | null,
    listed: (id: string): ReadonlySet<string> => people.get(id) ?? new Set(),
    async page(cursor: string | null): Promise<AddressPage> {
      if (book.fails !== null) throw new OutsideError('accounts', book.fails, 'It fails.');
      const ids = [...people.keys()].toSorted().filter((id) => cursor === null || id > cursor);
      const page = {
        accounts: ids.slice(0, inPage).map((accountId) => ({
          accountId,
          addresses: [...people.get(accountId)!].map((address) => ({ id: address, address, since: null, until: null })),
        })),
        next: ids.length > inPage ? ids[inPage - 1]! : null,
      };
      served.push({ cursor, page });
      return page;
    },
  };
  return book satisfies AddressBook;
};
export type TestBook = ReturnType<typeof addressBook>;

export const testClock = (start = '2026-03-02T09:00:00.000Z') => {
  let ms = Date.parse(start);
  return {
    now: () => new Date(ms),
    iso: () => new Date(ms).toISOString(),
    pass: (by: number) => void (ms += by),
  };
};
export type TestClock = ReturnType<typeof testClock>;

export const deskKey = Buffer.alloc(32, 7);

/** One desk: its own memory of what it saw, over a log that others may share. */
export const lookingDesk = (
  raw: EventLog,
  clock: TestClock,
  books: readonly AddressBook[],
  { worker = 'this desk', key = deskKey }: { readonly worker?: string; readonly key?: Uint8Array } = {},
) => {
  const log = checkedLog(raw);
  const accounts = { addressBooks: books };
  const seen = createSeenAddresses({ log, clock, key });
  let failures = 0;
  const deed = lookDeed({ log, clock, accounts, seen, onFailed: () => void (failures += 1) });
  const lease = async () => (await log.leaseEffect({ at: clock.iso(), leaseMs, worker, kinds: ['look'] })).effect;
  /** Does one page that is due; false where none is. */
  const onePage = async (): Promise<boolean> => {
    const effect = await lease();
    if (effect === null) return false;
    await deed(effect);
    return true;
  };
  return {
    log,
    seen,
    deed,
    lease,
    onePage,
    failures: () => failures,
    begin: () => beginLooks({ log, clock, accounts }),
    /** Everything that is due now: how many pages. */
    async look(): Promise<number> {
      let pages = 0;
      while (await onePage()) pages += 1;
      return pages;
    },
    /** A look a day, the first one now. */
    async lookFor(days: number): Promise<void> {
      for (let day = 0; day <= days; day += 1) {
        if (day > 0) clock.pass(dayMs);
        while (await onePage());
      }
    },
    /** The account as the desk reads it: its addresses without an age of the system's. */
    async read(system: string, id: string, addresses: Iterable<string>): Promise<AccountFacts> {
      return await seen.dated({
        ...account({
          addresses: [...addresses].map((address) => ({ id: address, address, since: null, until: null })),
        }),
        accountId: accountIdOf(system, id),
        factors: [],
        reEnrolmentRequired: false,
        locked: false,
        temporaryAccessUntil: null,
      });
    },
    /** Since when the desk says that an address is there; null for nobody knows. */
    async since(system: string, id: string, address: string): Promise<string | null> {
      return (await this.read(system, id, [address])).addresses[0]!.since;
    },
  };
};
