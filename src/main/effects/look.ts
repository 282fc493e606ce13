/**
 * The daily look over all accounts' addresses of an identity system (R5): one effect a system, for good. Each lease does
 * one page, so a look goes on where it stood after a crash, at whichever desk holds the lease.
 */
import type { Look, SeenChange } from '#domain/account/seen';
import { beginLook, canGoOn, inParts, takePage, unshown } from '#domain/account/seen';
import { writtenByNewer } from '#domain/case/rests-on';
import type { JsonObject } from '#domain/json';
import { textOf } from '#domain/json';
import type { Accounts, AddressBook } from '#main/accounts/account-systems';
import type { LookProgress } from '#main/accounts/look-progress';
import { keptProgress, lookEffectId, lookProgress } from '#main/accounts/look-progress';
import { seenStream, type SeenAddresses } from '#main/accounts/seen-addresses';
import { refused } from '#main/ipc/failure';
import type { AddressPage, Clock } from '#main/ports';
import { OutsideError } from '#main/ports';
import type { Append, Effect, EventLog, NewEvent, Settle } from '#main/store/log/event-log';
import type { Deed, DeedOutcome } from './runner';
import { backOffMs } from './runner';

export type LookDeps = {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly accounts: Pick<Accounts, 'addressBooks'>;
  readonly seen: SeenAddresses;
  /** No event tells of a look that failed. */
  readonly onFailed: () => void;
};

const dayMs = 86_400_000;
/** No start waits for the first look. */
const firstLookMs = 60_000;
/** So often a desk asks whether a system that it has no connection to is looked over by another one. */
const elsewhereMs = 3_600_000;
/** Hashes in one event: half of what the log takes. */
const mostHashes = 4_000;

/** The first moment of the next day, UTC: the same wherever a desk stands. */
const nextDay = (at: string): string => new Date((Math.floor(Date.parse(at) / dayMs) + 1) * dayMs).toISOString();
const after = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

/** Asks for the look over each system, once for good. Asked again, the log answers what it did the first time. */
export const beginLooks = async ({ log, clock, accounts }: Omit<LookDeps, 'seen' | 'onFailed'>): Promise<void> => {
  const at = clock.now().toISOString();
  for (const { system } of accounts.addressBooks) {
    const stream = seenStream(system);
    // A log that takes nothing now is asked again at the next start.
    await log.append({
      streams: [
        {
          stream,
          events: [{ eventId: `seen-begun:${system}`, type: 'seen.begun', schema: 1, actor: 'desk', data: {} }],
        },
      ],
      effects: [
        { effectId: lookEffectId(system), kind: 'look', stream, dueAt: after(at, firstLookMs), payload: { system } },
      ],
      at,
    });
  }
};

/** The deed `look`. */
export const lookDeed = (deps: LookDeps): Deed => {
  const { log, clock, seen } = deps;

  /** Writes what a lease did. The effect is for good, so it waits again; nothing of it counts as an attempt. */
  const write = async (
    effect: Effect,
    settle: Pick<Settle, 'lastError'> & { readonly dueAt: string; readonly progress: JsonObject | null },
    streams: Append['streams'] = [],
  ): Promise<DeedOutcome> => {
    const { effectId, fence } = effect;
    const result = await log.append({
      streams,
      settles: [{ effectId, fence, state: 'waiting', isUntried: true, ...settle }],
      at: clock.now().toISOString(),
    });
    // Another desk holds the lease by now, and does it.
    if (result.ok || result.reason === 'lease-lost') return { outcome: 'settled' };
    throw new Error(`a look could not be written down: ${result.reason}`);
  };

  const failed = async (effect: Effect, error: OutsideError, look: Look | null, times: number) => {
    const now = clock.now().toISOString();
    const outcome = await write(effect, {
      dueAt: after(now, backOffMs(times, 0.5)),
      lastError: error.fact,
      // A page that is refused is not asked for again: the look begins anew.
      progress: keptProgress({ look: error.kind === 'down' || error.kind === 'slow' ? look : null, failed: times }),
    });
    deps.onFailed();
    return outcome;
  };

  const takeOne = async (
    effect: Effect,
    book: AddressBook,
    { look, failed: times }: LookProgress,
  ): Promise<DeedOutcome> => {
    const { system } = book;
    const before = await seen.read(system);
    if (before.hasUnread) throw refused(writtenByNewer('looks'));
    const now = clock.now().toISOString();
    const from = look !== null && canGoOn(look, before.seen, now) ? look : beginLook(before.seen, now);
    let page: AddressPage;
    try {
      page = await book.page(from.cursor);
    } catch (error) {
      if (error instanceof OutsideError) return await failed(effect, error, from, times + 1);
      throw error;
    }
    const step = takePage(before.seen, from, seen.groupsOf(system, page), page.next);
    const isLast = page.next === null;
    const missing = isLast ? unshown(before.seen, step.look) : [];
    // A list that is empty all at once is a fault there, or a right that was taken away; not everybody's leaving.
    if (isLast && step.look.accounts === 0 && before.seen.accounts.size > 0)
      return await failed(effect, listsNobody(), null, times + 1);
    const change: SeenChange = { ...step.change, gone: [...step.change.gone, ...missing] };
    const events: readonly Pick<NewEvent, 'type' | 'data'>[] = [
      ...inParts(change, mostHashes).map(({ appeared, gone }) => ({
        type: 'seen.changed',
        data: { appeared: appeared.map((group) => [...group]), gone: gone.map((group) => [...group]) },
      })),
      ...(isLast ? [{ type: 'seen.looked', data: { accounts: step.look.accounts } }] : []),
    ];
    return await write(
      effect,
      {
        dueAt: isLast ? nextDay(from.begunAt) : clock.now().toISOString(),
        progress: isLast ? null : keptProgress({ look: step.look, failed: 0 }),
      },
      events.length === 0
        ? []
        : [
            {
              stream: seenStream(system),
              expectedVersion: before.version,
              events: events.map((event, index) => ({
                ...event,
                eventId: `${effect.effectId}:${effect.fence}:${index}`,
                schema: 1,
                actor: 'desk',
              })),
            },
          ],
    );
  };

  return async (effect) => {
    const system = textOf(effect.payload['system']);
    const book = deps.accounts.addressBooks.find((one) => one.system === system);
    const progress = lookProgress(effect.progress);
    return book === undefined
      ? await write(effect, {
          dueAt: after(clock.now().toISOString(), elsewhereMs),
          progress: keptProgress(progress),
        })
      : await takeOne(effect, book, progress);
  };
};

const listsNobody = (): OutsideError =>
  new OutsideError('accounts', 'unexpected', 'The identity system lists no accounts any more.', {
    fact: { code: 'lists-nobody' },
  });
