/**
 * Does the deeds that the log asks for. Each is leased with a fence, done through a port, read back, and
 * its outcome is appended with the events that tell of it; so a crash between any two steps loses nothing and repeats
 * nothing.
 */
import type { Found } from '#domain/case/events';
import type { RefusalCode } from '#domain/case/refusal';
import { refusalCodes } from '#domain/case/refusal';
import { CallFailure } from '#main/ipc/failure';
import type { Clock } from '#main/ports';
import { allEffects, type Announcement, type Effect, type EventLog } from '#main/store/log/event-log';

/** What became of a deed. With `settled` the handler has written the outcome itself, in one append with its events. */
export type DeedOutcome =
  | { readonly outcome: 'settled' }
  | { readonly outcome: 'retry'; readonly why: Found }
  | { readonly outcome: 'cancelled'; readonly why: Found };
export type Deed = (effect: Effect) => Promise<DeedOutcome>;

const isRefusal = (code: string): code is RefusalCode => (refusalCodes as readonly string[]).includes(code);
/** The case said no meanwhile: the same as a fact. */
export const factOf = ({ error }: CallFailure): Found =>
  isRefusal(error.code) ? { code: 'refused', refusal: error.code } : { code: 'fault' };

export type RunnerDeps = {
  readonly log: EventLog;
  readonly clock: Clock;
  /**
   * Kinds that share a lane run one after the other; lanes run side by side, so that a slow mail server never holds a
   * disable.
   */
  readonly lanes: readonly {
    readonly name: string;
    readonly kinds: Readonly<Record<string, Deed>>;
    readonly leaseMs: number;
  }[];
  /**
   * Fetches what came in from outside while nobody was here: repudiations, results. No deed begins before it has been
   * done once; one that fails is asked again, and the deeds wait (R7).
   */
  readonly fetchFirst?: () => Promise<void>;
  /** 0 to 1, for the jitter. */
  readonly random: () => number;
  readonly onFault: (where: string, error: unknown) => void;
  /** Something about effects changed that no event tells of: an attempt failed. */
  readonly onChange: (effect: Effect) => void;
  readonly setTimer: (run: () => void, ms: number) => () => void;
  /**
   * This runner's name for good, which no other on the log has. A lease under it that this runner does not hold is a
   * stray: of the desk that died before this one, or one whose answer a dying store took with it. It is taken back at
   * once instead of when it runs out; everybody else's are left alone.
   */
  readonly worker: string;
};

/** Exponential back-off with jitter: 2 s, 4 s, 8 s … at most 5 minutes, each ± 25 %. */
export const backOffMs = (attempts: number, random: number): number =>
  Math.round(Math.min(300_000, 2_000 * 2 ** Math.max(0, attempts - 1)) * (0.75 + random / 2));

const earlier = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);

/** So often a deed that waits for an update is looked at again. */
const heldMs = 300_000;
const longestSleepMs = 60_000;
const afterFailureMs = 1_000;

export type Runner = {
  start(): void;
  /** Ends after the deeds that are under way. */
  stop(): Promise<void>;
  /** The store was started again: answers may have been lost, leases among them. */
  storeRestarted(): void;
  /** Runs everything that is due and free, until nothing is left. For tests and for the seeding of a practice desk. */
  drain(): Promise<void>;
};

/** A runner over one log. */
export const createRunner = (deps: RunnerDeps): Runner => {
  let running = false;
  let unsubscribe: (() => void) | null = null;
  const lanes = deps.lanes.map((lane) => ({
    ...lane,
    names: Object.keys(lane.kinds),
    busy: null as Promise<void> | null,
    again: false,
    failed: false,
    mayHaveStrays: true,
    cancelTimer: null as (() => void) | null,
    /** When there is something to lease again, ISO, as far as leases and announcements told. */
    nextAt: null as string | null,
  }));
  type Lane = (typeof lanes)[number];

  let fetched: Promise<void> | null = null;
  /** Once for all lanes. */
  const fetchOnce = (): Promise<void> => {
    fetched ??= (deps.fetchFirst?.() ?? Promise.resolve()).catch((error: unknown) => {
      fetched = null;
      throw error;
    });
    return fetched;
  };

  /** Asked between two deeds, when this lane holds no lease. */
  const takeBackStrays = async (lane: Lane): Promise<void> => {
    if (!lane.mayHaveStrays) return;
    lane.mayHaveStrays = false;
    try {
      const strays = (await allEffects(deps.log, { states: ['running'] })).filter(
        ({ kind, worker }) => worker === deps.worker && Object.hasOwn(lane.kinds, kind),
      );
      // A refused append (a clock that was set back) is no harm: the leases end by themselves.
      if (strays.length > 0)
        await deps.log.append({
          streams: [],
          settles: strays.map(({ effectId, fence }) => ({ effectId, fence, state: 'waiting' })),
          at: deps.clock.now().toISOString(),
        });
    } catch (error) {
      lane.mayHaveStrays = true;
      throw error;
    }
  };

  /** It rests on something that this version can't read: it waits for an update, however long, and costs no attempt. */
  const hold = async (effect: Effect): Promise<void> => {
    const now = deps.clock.now();
    await deps.log.append({
      streams: [],
      settles: [
        {
          effectId: effect.effectId,
          fence: effect.fence,
          state: 'waiting',
          dueAt: new Date(now.getTime() + heldMs).toISOString(),
          lastError: { code: 'written-by-newer' },
          isUntried: true,
        },
      ],
      at: now.toISOString(),
    });
    deps.onChange(effect);
  };

  const runOne = async (lane: Lane): Promise<void> => {
    await fetchOnce();
    await takeBackStrays(lane);
    const { effect, nextAt } = await deps.log.leaseEffect({
      at: deps.clock.now().toISOString(),
      leaseMs: lane.leaseMs,
      worker: deps.worker,
      kinds: lane.names,
    });
    lane.nextAt = earlier(lane.nextAt, nextAt);
    if (effect === null) return;
    deedsBegun += 1;
    const deed = lane.kinds[effect.kind];
    let outcome: DeedOutcome;
    try {
      outcome = deed === undefined ? { outcome: 'cancelled', why: { code: 'no-handler' } } : await deed(effect);
    } catch (error) {
      if (error instanceof CallFailure && error.error.code === 'written-by-newer') {
        await hold(effect);
        return;
      }
      deps.onFault(`effect ${effect.kind}`, error);
      outcome = { outcome: 'retry', why: { code: 'fault' } };
    }
    if (outcome.outcome !== 'settled') {
      const now = deps.clock.now();
      const settle =
        outcome.outcome === 'retry'
          ? {
              effectId: effect.effectId,
              fence: effect.fence,
              state: 'waiting' as const,
              dueAt: new Date(now.getTime() + backOffMs(effect.attempts, deps.random())).toISOString(),
              lastError: outcome.why,
            }
          : { effectId: effect.effectId, fence: effect.fence, state: 'cancelled' as const, lastError: outcome.why };
      const written = await deps.log.append({ streams: [], settles: [settle], at: now.toISOString() });
      // Nobody gave the lease back: it runs out.
      if (!written.ok) lane.nextAt = earlier(lane.nextAt, effect.leaseUntil);
      deps.onChange(effect);
    }
  };

  const isDue = (lane: Lane): boolean => lane.nextAt !== null && Date.parse(lane.nextAt) <= deps.clock.now().getTime();

  const pump = (lane: Lane): Promise<void> => {
    if (lane.busy !== null) {
      lane.again = true;
      return lane.busy;
    }
    lane.cancelTimer?.();
    const work = async (): Promise<void> => {
      lane.failed = false;
      try {
        do {
          lane.again = false;
          lane.nextAt = null;
          await runOne(lane);
        } while ((running || draining) && (lane.again || isDue(lane)));
      } catch (error) {
        lane.failed = true;
        deps.onFault(`lane ${lane.name}`, error);
      }
    };
    lane.busy = work().finally(() => {
      lane.busy = null;
      if (running) sleep(lane);
    });
    return lane.busy;
  };

  const setAlarm = (lane: Lane, ms: number): void => {
    lane.cancelTimer?.();
    lane.cancelTimer = deps.setTimer(() => {
      if (running) void pump(lane);
    }, ms);
  };

  const sleep = (lane: Lane): void => {
    const untilNext = lane.nextAt === null ? longestSleepMs : Date.parse(lane.nextAt) - deps.clock.now().getTime();
    // A store that just refused (a full disk) is not asked many times a second.
    setAlarm(lane, lane.failed ? afterFailureMs : Math.min(longestSleepMs, Math.max(50, untilNext)));
  };

  /** What happened wakes the lanes that it concerns, and those alone: the others are not even asked. */
  const hear = ({ free }: Pick<Announcement, 'free'>): void => {
    for (const lane of lanes) {
      if (free === null) {
        void pump(lane);
        continue;
      }
      const soonest = lane.names.flatMap((kind) => (Object.hasOwn(free, kind) ? [free[kind]!] : [])).toSorted()[0];
      if (soonest === undefined) continue;
      lane.nextAt = earlier(lane.nextAt, soonest);
      if (isDue(lane)) void pump(lane);
      else if (lane.busy === null && lane.nextAt === soonest) sleep(lane);
    }
  };

  let draining = false;
  let deedsBegun = 0;
  return {
    start() {
      if (running) return;
      running = true;
      unsubscribe = deps.log.subscribe(hear);
      for (const lane of lanes) void pump(lane);
    },
    storeRestarted() {
      for (const lane of lanes) {
        lane.mayHaveStrays = true;
        if (running) void pump(lane);
      }
    },
    async stop() {
      running = false;
      unsubscribe?.();
      for (const lane of lanes) lane.cancelTimer?.();
      await Promise.all(lanes.map((lane) => lane.busy ?? Promise.resolve()));
    },
    async drain() {
      draining = true;
      try {
        let left = true;
        let idleRounds = 0;
        while (left) {
          const before = deedsBegun;
          await Promise.all(lanes.map((lane) => pump(lane)));
          const due = await deps.log.nextDue(lanes.flatMap(({ names }) => names));
          // One lane's deed may have asked for another lane's, which is at it by now.
          idleRounds = deedsBegun === before ? idleRounds + 1 : 0;
          // What is due and stays so is of a kind that no lane has: nobody here will ever do it.
          left =
            lanes.some((lane) => lane.busy !== null) ||
            (idleRounds < 2 && due !== null && Date.parse(due) <= deps.clock.now().getTime());
        }
      } finally {
        draining = false;
      }
    },
  };
};
