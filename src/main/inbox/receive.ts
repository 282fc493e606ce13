/**
 * Reads the desk's mailbox: one effect for good. A lease takes some messages and says how far it came, so it goes on
 * there after a crash, at whichever desk holds the lease; what was taken and not yet said is known by its bytes.
 */
import type { Found } from '#domain/case/events';
import { backOffMs, type Deed, type DeedOutcome } from '#main/effects/runner';
import type { InboxPlace, InboxPort } from '#main/ports';
import { OutsideError } from '#main/ports';
import type { Effect, EventLog } from '#main/store/log/event-log';
import { keptReceiveProgress, receiveEffectId, receiveProgress, type ReceiveProgress } from './receive-progress';
import { arrivedOf, mostTaken, takeMessage, type TakeDeps } from './take-message';

export type ReceiveDeps = TakeDeps & {
  readonly inbox: InboxPort;
  /** No event tells of a mailbox that could not be read, nor of one that was and held nothing new. */
  readonly onLooked: () => void;
};

/** The streams that such an effect belongs to. */
const inboxStream = 'audit:inbox';
/** Messages of one lease, and how long one may take them. */
const pageSize = 25;
const mostOfALeaseMs = 20_000;
/** Without news it is looked at so often all the same: news may be missed. */
const lookAgainMs = 5 * 60_000;
/** R7: no disable begins on a mailbox that was not looked at for so long. */
const freshMs = 10 * 60_000;

const after = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

/** Asks for the mailbox to be read, for good, and for a look now. */
const begin = async ({ cases: { log, clock } }: ReceiveDeps): Promise<void> => {
  const at = clock.now().toISOString();
  // A log that takes nothing now is asked again at the next start.
  await log.append({
    streams: [
      {
        stream: inboxStream,
        events: [{ eventId: 'inbox-begun', type: 'inbox.begun', schema: 1, actor: 'desk', data: {} }],
      },
    ],
    effects: [{ effectId: receiveEffectId, kind: 'receive', stream: inboxStream, dueAt: at, payload: {} }],
    at,
  });
};

/** Something may have come: the effect is due now, unless somebody is at it. */
const wake = async ({ cases: { log, clock } }: ReceiveDeps): Promise<void> => {
  const at = clock.now().toISOString();
  const [effect] = await log.effectsOf({ ids: [receiveEffectId], states: ['waiting'], limit: 1 });
  if (effect === undefined || effect.dueAt <= at) return;
  const { effectId, fence } = effect;
  await log.append({ streams: [], settles: [{ effectId, fence, state: 'waiting', dueAt: at, isUntried: true }], at });
};

const progressOf = async (log: Pick<EventLog, 'effectsOf'>): Promise<ReceiveProgress> => {
  const [effect] = await log.effectsOf({ ids: [receiveEffectId], limit: 1 });
  return receiveProgress(effect?.progress ?? null);
};

/** A desk's mailbox: its deed, what it does at a start, and what it does before a disable. */
export const createReceiver = (deps: ReceiveDeps) => {
  const { inbox, onFault } = deps;
  const { log, clock } = deps.cases;
  const take = takeMessage(deps);
  let hasNews = false;
  let lookedAt: string | null = null;
  let unwatch: (() => void) | null = null;

  /** Takes messages after a place until there are none, the time is over, or the mailbox can't be read. */
  const takeAfter = async (
    start: InboxPlace | null,
    untilMs: number,
  ): Promise<{ readonly place: InboxPlace | null; readonly isWhole: boolean; readonly failed: Found | null }> => {
    let place = start;
    try {
      for (;;) {
        const { validity, entries } = await inbox.after(place, pageSize);
        if (entries.length === 0) return { place, isWhole: true, failed: null };
        for (const entry of entries) {
          const here = { validity, uid: entry.uid };
          const raw = await inbox.raw(here, mostTaken);
          // Gone meanwhile: whoever took it out of the mailbox had their reason.
          if (raw !== null) await take(arrivedOf(raw, { mailbox: inbox.name, validity, entry }), raw);
          place = here;
          if (performance.now() > untilMs) return { place, isWhole: false, failed: null };
        }
      }
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error;
      onFault('reading the mailbox', error);
      return { place, isWhole: false, failed: error.fact };
    }
  };

  const write = async (
    { effectId, fence }: Effect,
    dueAt: string,
    progress: ReceiveProgress,
    lastError?: Found,
  ): Promise<DeedOutcome> => {
    const result = await log.append({
      streams: [],
      settles: [
        {
          effectId,
          fence,
          state: 'waiting',
          isUntried: true,
          dueAt,
          progress: keptReceiveProgress(progress),
          ...(lastError === undefined ? {} : { lastError }),
        },
      ],
      at: clock.now().toISOString(),
    });
    // Another desk holds the lease by now, and does it.
    if (result.ok || result.reason === 'lease-lost') return { outcome: 'settled' };
    throw new Error(`how far the mailbox was read could not be written down: ${result.reason}`);
  };

  const deed: Deed = async (effect) => {
    hasNews = false;
    const before = receiveProgress(effect.progress);
    const { place, isWhole, failed } = await takeAfter(before.place, performance.now() + mostOfALeaseMs);
    const now = clock.now().toISOString();
    if (isWhole) lookedAt = now;
    const times = (before.failing?.times ?? 0) + 1;
    const again = failed !== null ? backOffMs(times, 0.5) : isWhole && !hasNews ? lookAgainMs : 0;
    const outcome = await write(
      effect,
      after(now, again),
      {
        place,
        lookedAt: isWhole ? now : before.lookedAt,
        failing: failed === null ? null : { since: before.failing?.since ?? now, times },
      },
      failed ?? undefined,
    );
    // What came between the last look and that line.
    if (hasNews && isWhole) await wake(deps);
    if (failed !== null || before.failing !== null) deps.onLooked();
    return outcome;
  };

  return {
    deed,
    async begin(): Promise<void> {
      await begin(deps);
      await wake(deps);
      unwatch = inbox.watch(() => {
        hasNews = true;
        wake(deps).catch((error: unknown) => onFault('waking the mailbox', error));
      });
    },
    /**
     * R7: before a disable begins, what a customer wrote has to be on its case. `fresh` where some desk of this log looked
     * lately, `looked` where this one just did, else why it could not.
     */
    look: async (): Promise<'fresh' | 'looked' | Found> => {
      const isFresh = (at: string | null): boolean => at !== null && clock.now().getTime() - Date.parse(at) < freshMs;
      if (isFresh(lookedAt)) return 'fresh';
      const progress = await progressOf(log);
      if (isFresh(progress.lookedAt)) {
        ({ lookedAt } = progress);
        return 'fresh';
      }
      const { failed } = await takeAfter(progress.place, Number.POSITIVE_INFINITY);
      if (failed !== null) return failed;
      lookedAt = clock.now().toISOString();
      return 'looked';
    },
    close(): void {
      unwatch?.();
    },
  };
};
export type Receiver = ReturnType<typeof createReceiver>;
