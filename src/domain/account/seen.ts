/**
 * Since when the desk sees an address where it is (R5): what its daily looks prove, and no more. An address that was
 * away in any of them begins anew, and so does every one where the looks had a gap.
 */
import { assertNever } from '../assert-never';
import type { SeenEvent, SeenGroup } from './seen-events';

const dayMs = 86_400_000;
/**
 * Two whole looks further apart prove nothing about the time between: all counting begins anew. A desk that is closed
 * over a long weekend, from Thursday to Tuesday, stays below it. Far below what R5 can ask for (14 days at least).
 */
export const longestGapDays = 6;
/** A look that took longer is given up: what its first pages showed is too old for its last ones. */
export const longestLookMs = dayMs;

type SeenAccount = {
  /** Its number for good, in the order in which accounts came. */
  readonly ordinal: number;
  /** Address to when it was first seen there, and whether a whole look before that had not shown it. */
  readonly addresses: Map<string, { readonly at: string; readonly isNew: boolean }>;
};
/**
 * One system as the log tells of it. Changed in its place: copying ten thousand accounts for each page would be the
 * dearest part of a look.
 */
export type Seen = {
  begunAt: string | null;
  /** The end of the newest whole look. */
  lookedAt: string | null;
  /** After a gap: nothing counts from before this. */
  countsFrom: string | null;
  nextOrdinal: number;
  addressCount: number;
  readonly accounts: Map<string, SeenAccount>;
};
export const nothingSeen = (): Seen => ({
  begunAt: null,
  lookedAt: null,
  countsFrom: null,
  nextOrdinal: 0,
  addressCount: 0,
  accounts: new Map(),
});

const isGap = (from: string, to: string): boolean => Date.parse(to) - Date.parse(from) > longestGapDays * dayMs;

const appear = (seen: Seen, [account, ...addresses]: SeenGroup, at: string): void => {
  let known = seen.accounts.get(account);
  if (known === undefined) {
    known = { ordinal: seen.nextOrdinal, addresses: new Map() };
    seen.nextOrdinal += 1;
    seen.accounts.set(account, known);
  }
  for (const address of addresses) {
    if (!known.addresses.has(address)) seen.addressCount += 1;
    known.addresses.set(address, { at, isNew: seen.lookedAt !== null });
  }
};
const go = (seen: Seen, [account, ...addresses]: SeenGroup): void => {
  const known = seen.accounts.get(account);
  if (known === undefined) return;
  for (const address of addresses) if (known.addresses.delete(address)) seen.addressCount -= 1;
  if (known.addresses.size === 0) seen.accounts.delete(account);
};

/** Takes in the next event. `at` is the log's time of it, ISO. */
export const takeSeen = (seen: Seen, event: SeenEvent, at: string): void => {
  switch (event.type) {
    case 'seen.begun':
      seen.begunAt ??= at;
      return;
    case 'seen.changed':
      for (const group of event.data.gone) go(seen, group);
      for (const group of event.data.appeared) appear(seen, group, at);
      return;
    case 'seen.looked': {
      const before = seen.lookedAt ?? seen.begunAt;
      if (before !== null && isGap(before, at)) seen.countsFrom = at;
      seen.lookedAt = at;
      return;
    }
    default:
      assertNever(event);
  }
};

export type LookStanding =
  /** No whole look has finished yet. */
  | 'first'
  | 'current'
  /** The last whole look is too long ago: nothing counts until the next one, and then anew. */
  | 'stale';
export const lookStanding = ({ lookedAt }: Pick<Seen, 'lookedAt'>, now: string): LookStanding =>
  lookedAt === null ? 'first' : isGap(lookedAt, now) ? 'stale' : 'current';

const later = (a: string, b: string | null): string => (b !== null && b > a ? b : a);

/**
 * Since when an address that is there now was seen there without a break, ISO; null where the looks don't prove it.
 * `isNew`: a whole look before had not shown it, so that it came since then.
 */
export const firstSeenOf = (
  seen: Seen,
  account: string,
  address: string,
  now: string,
): { readonly since: string; readonly isNew: boolean } | null => {
  const known = seen.accounts.get(account)?.addresses.get(address);
  if (known === undefined || lookStanding(seen, now) !== 'current') return null;
  const since = later(known.at, seen.countsFrom);
  // By a clock that was set back, or that is behind the log's.
  if (since > now) return null;
  return { since, isNew: known.isNew && since === known.at };
};

/** A look under way, as it goes from page to page. */
export type Look = {
  /** ISO, by the clock of whoever began it. */
  readonly begunAt: string;
  /** The next page; null for the first. */
  readonly cursor: string | null;
  /** Accounts that came before the look have numbers below this; one bit for each that was shown since. */
  readonly known: number;
  readonly shown: Uint8Array;
  /** Accounts on its pages so far. */
  readonly accounts: number;
};
export const beginLook = (seen: Seen, now: string): Look => ({
  begunAt: now,
  cursor: null,
  known: seen.nextOrdinal,
  shown: new Uint8Array(Math.ceil(seen.nextOrdinal / 8)),
  accounts: 0,
});
/** Whether a look that stood still can go on: it is not too old, and of this log. */
export const canGoOn = (look: Look, seen: Seen, now: string): boolean => {
  const ageMs = Date.parse(now) - Date.parse(look.begunAt);
  return (
    ageMs >= 0 &&
    ageMs < longestLookMs &&
    look.known <= seen.nextOrdinal &&
    look.shown.length === Math.ceil(look.known / 8)
  );
};

export type SeenChange = { readonly appeared: readonly SeenGroup[]; readonly gone: readonly SeenGroup[] };

/**
 * What a page of accounts with their addresses, as hashes, shows to be different, and the look with it. An account that
 * is listed without an address shows that the address is away; one that isn't listed shows nothing before the end.
 */
export const takePage = (
  seen: Seen,
  look: Look,
  page: readonly SeenGroup[],
  next: string | null,
): { readonly look: Look; readonly change: SeenChange } => {
  const shown = Uint8Array.from(look.shown);
  const appeared: SeenGroup[] = [];
  const gone: SeenGroup[] = [];
  for (const [account, ...addresses] of page) {
    const known = seen.accounts.get(account);
    if (known !== undefined && known.ordinal < look.known) shown[known.ordinal >> 3]! |= 1 << (known.ordinal & 7);
    const listed = new Set(addresses);
    const came = [...listed].filter((address) => known?.addresses.has(address) !== true);
    const went = [...(known?.addresses.keys() ?? [])].filter((address) => !listed.has(address));
    if (came.length > 0) appeared.push([account, ...came]);
    if (went.length > 0) gone.push([account, ...went]);
  }
  return {
    look: { ...look, cursor: next, shown, accounts: look.accounts + page.length },
    change: { appeared, gone },
  };
};

/** After the last page: the accounts that were known before the look, and on none of its pages. */
export const unshown = (seen: Seen, look: Look): readonly SeenGroup[] =>
  [...seen.accounts].flatMap(([account, { ordinal, addresses }]) =>
    ordinal < look.known && ((look.shown[ordinal >> 3] ?? 0) & (1 << (ordinal & 7))) === 0
      ? [[account, ...addresses.keys()] as const]
      : [],
  );

/** The changes in parts of at most `most` hashes, for one event each. */
export const inParts = ({ appeared, gone }: SeenChange, most: number): readonly SeenChange[] => {
  const parts: { appeared: SeenGroup[]; gone: SeenGroup[] }[] = [];
  let room = 0;
  const add = (to: keyof SeenChange, [account, ...addresses]: SeenGroup): void => {
    for (let from = 0; from < addresses.length;) {
      if (room < 2) {
        parts.push({ appeared: [], gone: [] });
        room = most;
      }
      const some = addresses.slice(from, from + room - 1);
      parts.at(-1)![to].push([account, ...some]);
      from += some.length;
      room -= some.length + 1;
    }
  };
  for (const group of gone) add('gone', group);
  for (const group of appeared) add('appeared', group);
  return parts;
};
