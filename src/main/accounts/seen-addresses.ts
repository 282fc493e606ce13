/**
 * What this desk saw of the addresses of its identity systems, for R5 where a system keeps no history. The log is asked
 * each time; what was read of it stays in memory, so that only what came since is read.
 */
import { createHmac } from 'node:crypto';
import type { CaseAddress } from '#domain/case/account';
import type { AccountId } from '#domain/case/account-id';
import { partsOf } from '#domain/case/account-id';
import type { Seen } from '#domain/account/seen';
import { firstSeenOf, lookStanding, nothingSeen, takeSeen } from '#domain/account/seen';
import type { SeenGroup } from '#domain/account/seen-events';
import { seenKinds } from '#domain/account/seen-events';
import { readEvent } from '#domain/log/kind';
import type { AddressPage, Clock } from '#main/ports';
import type { EventLog, StreamName } from '#main/store/log/event-log';
import type { Accounts, LiveAccount } from './account-systems';

export const seenStream = (system: string): StreamName => `seen:${system}`;

/** A system's looks as the log tells of them. `version` is that of the stream, for an append. */
export type SeenNow = {
  readonly seen: Seen;
  readonly version: number;
  /** A newer version wrote some of it: nothing rests on the rest. */
  readonly hasUnread: boolean;
};
export type SeenAddresses = {
  read(system: string): Promise<SeenNow>;
  /** The accounts of a page as the log keeps them: those addresses that stand there now. */
  groupsOf(system: string, page: AddressPage): readonly SeenGroup[];
  /** The account's addresses with the ages that the looks prove where its system has none, or a later one. */
  dated(account: LiveAccount): Promise<LiveAccount>;
};

/** There now, and its system gives it no day, or only a lower bound. */
const lacksDay = ({ since, basis, until }: CaseAddress): boolean =>
  until === null && (since === null || basis === 'unchanged');

/** 128 bits: enough that no two meet, and none can be told without the key. */
const hashBytes = 16;

/**
 * `key` is the desk's own: an address alone is guessed at once. Desks that share a log share it, as they do the key of
 * the links.
 */
export const createSeenAddresses = (deps: {
  readonly log: Pick<EventLog, 'readStream'>;
  readonly clock: Clock;
  readonly key: Uint8Array;
}): SeenAddresses => {
  const { log, clock } = deps;
  // JSON keeps the parts apart: no address can be chosen so that it is another account's.
  const hash = (...parts: readonly string[]): string =>
    createHmac('sha256', deps.key)
      .update(JSON.stringify(['recovery-desk/seen/1', ...parts]))
      .digest()
      .subarray(0, hashBytes)
      .toString('base64url');

  const systems = new Map<string, { seen: Seen; version: number; hasUnread: boolean; tail: Promise<unknown> }>();
  // One reading after the other: two at once would fold the same events twice.
  const read = async (system: string): Promise<SeenNow> => {
    let kept = systems.get(system);
    if (kept === undefined) {
      kept = { seen: nothingSeen(), version: 0, hasUnread: false, tail: Promise.resolve() };
      systems.set(system, kept);
    }
    const its = kept;
    const mine = its.tail.then(async () => {
      for (const stored of await log.readStream(seenStream(system), its.version)) {
        const event = readEvent(seenKinds, stored);
        if (event.type === 'unread') its.hasUnread = true;
        else takeSeen(its.seen, event, stored.recordedAt);
        its.version = stored.version;
      }
      return { seen: its.seen, version: its.version, hasUnread: its.hasUnread };
    });
    its.tail = mine.catch(() => undefined);
    return await mine;
  };

  const dated = (seen: Seen, accountId: AccountId, address: CaseAddress, now: string): CaseAddress => {
    const { since } = address;
    if (!lacksDay(address)) return address;
    const first = firstSeenOf(seen, hash(accountId), hash(accountId, address.address), now);
    return first === null || (since !== null && since <= first.since)
      ? address
      : { ...address, since: first.since, basis: first.isNew ? 'appeared' : 'first-seen' };
  };

  return {
    read,
    groupsOf: (system, page) =>
      page.accounts.map(({ accountId, addresses }) => {
        const named = `${system}:${accountId}`;
        const standing = addresses.filter(({ until }) => until === null);
        return [hash(named), ...standing.map(({ address }) => hash(named, address))];
      }),
    async dated(account) {
      // Where the system knows by itself, nothing is asked.
      if (!account.addresses.some(lacksDay)) return account;
      const system = partsOf(account.accountId)?.system ?? '';
      const { seen, hasUnread } = await read(system);
      if (seen.begunAt === null || hasUnread) return account;
      const now = clock.now().toISOString();
      return {
        ...account,
        addresses: account.addresses.map((address) => dated(seen, account.accountId, address, now)),
        looks: {
          standing: lookStanding(seen, now),
          since: seen.countsFrom ?? seen.begunAt,
          lastAt: seen.lookedAt,
        },
      };
    },
  };
};

/** The identity systems, with what the desk's own looks say of addresses in each account that is read. */
export const withFirstSeen = (accounts: Accounts, seen: Pick<SeenAddresses, 'dated'>): Accounts => ({
  ...accounts,
  async read(accountId) {
    const account = await accounts.read(accountId);
    return account === null ? null : await seen.dated(account);
  },
});
