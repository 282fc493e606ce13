/**
 * The log in memory, behaving as a shared one over a network may: positions with holes, late answers, lost answers,
 * late and missed announcements. For tests, and for the conformance suite that a PostgreSQL adapter must pass, too.
 */
import { createHash } from 'node:crypto';
import type { JsonObject } from '#domain/json';
import { canonicalJson } from './chain';
import {
  BadRequest,
  clockGraceMs,
  type Announcement,
  type Append,
  type AppendRefusal,
  type AppendResult,
  type Effect,
  type EventLog,
  type KeyName,
  type LogHead,
  type NewEffect,
  type Settle,
  type StoredEvent,
  type StreamName,
} from './event-log';
import { demandAppend, demandKey, demandStream, demandTime } from './request';

export type MemoryLogFaults = {
  /** Same seed, same faults. */
  readonly seed?: number;
  /** Positions jump now and then, as after rolled back transactions. */
  readonly hasHoles?: boolean;
  /** Every answer comes some turns of the event loop late, so that calls overlap. */
  readonly answersLate?: boolean;
  /** Share of calls (0 to 1) whose answer is lost: the work is done, the caller gets LostAnswer. */
  readonly lostAnswers?: number;
  /** Share of announcements (0 to 1) that never come; the others come late. */
  readonly lostAnnouncements?: number;
  /** A clock of its own, as a shared database has: what its callers' clocks say is of no account. */
  readonly clock?: () => Date;
};

/** The connection broke before the answer came. What was asked for may have happened: ask again with the same ids. */
export class LostAnswer extends Error {
  constructor() {
    super('the answer of the log was lost');
    this.name = 'LostAnswer';
  }
}

type State = {
  readonly events: readonly StoredEvent[];
  readonly claims: ReadonlyMap<string, JsonObject>;
  readonly counts: ReadonlyMap<string, number>;
  readonly effects: ReadonlyMap<string, Effect>;
};

const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    // mulberry32: small, and the same everywhere.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const plain = <T extends JsonObject>(value: T, field: string): T => {
  try {
    return JSON.parse(canonicalJson(value)) as T;
  } catch {
    throw new BadRequest(field, 'must be plain JSON');
  }
};

const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

const settled = (effect: Effect | undefined, settle: Settle, at: string): Effect | null => {
  if (effect === undefined || effect.fence !== settle.fence) return null;
  const isKept = settle.keepLease === true;
  const isKeptBack = effect.state === 'waiting' && settle.state === 'cancelled';
  if (effect.state !== 'running' && (isKept || effect.state !== settle.state) && !isKeptBack) return null;
  return {
    ...effect,
    state: isKept ? 'running' : settle.state,
    dueAt: settle.dueAt ?? effect.dueAt,
    leaseUntil: isKept ? (settle.leaseMs === undefined ? effect.leaseUntil : later(at, settle.leaseMs)) : null,
    attempts: effect.attempts - (settle.isUntried === true && effect.state === 'running' ? 1 : 0),
    lastError: settle.lastError ?? (settle.state === 'done' ? null : effect.lastError),
    progress: settle.progress === undefined ? effect.progress : settle.progress,
  };
};

const freeAt = (effect: Effect): string | null =>
  effect.state === 'waiting' ? effect.dueAt : effect.state === 'running' ? effect.leaseUntil : null;

const sameEffect = (a: NewEffect, b: NewEffect): boolean =>
  a.kind === b.kind && a.stream === b.stream && canonicalJson(a.payload) === canonicalJson(b.payload);

/** A log that lives as long as the returned object. Without faults it answers at once and truly. */
export const createMemoryLog = (faults: MemoryLogFaults = {}): EventLog => {
  const random = randomFrom(faults.seed ?? 1);
  const destroyed = new Set<KeyName>();
  const listeners = new Set<(announced: Announcement) => void>();
  let state: State = { events: [], claims: new Map(), counts: new Map(), effects: new Map() };
  let isClosed = false;

  const turns = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) await new Promise((resolve) => setImmediate(resolve));
  };

  /** The way to the log and back, with its faults. The work itself happens at one moment. */
  const across = async <T>(work: () => T): Promise<T> => {
    if (faults.answersLate === true) await turns(Math.floor(random() * 3));
    if (isClosed) throw new Error('the log is closed');
    const answer = work();
    if (faults.answersLate === true) await turns(Math.floor(random() * 4));
    if (random() < (faults.lostAnswers ?? 0)) throw new LostAnswer();
    return answer;
  };

  const own = (): { readonly now?: string } => (faults.clock ? { now: faults.clock().toISOString() } : {});
  const head = (): LogHead => ({
    position: state.events.at(-1)?.position ?? 0,
    lastAt: state.events.at(-1)?.recordedAt ?? null,
    ...own(),
  });

  const announce = (
    written: readonly StoredEvent[],
    free: Readonly<Record<string, string>>,
    isErasure = false,
  ): void => {
    const told: Announcement = {
      ...head(),
      streams: [...new Set(written.map(({ stream }) => stream))],
      free,
      ...(isErasure && { erased: true as const }),
    };
    const isLate = faults.answersLate === true || faults.lostAnnouncements !== undefined;
    for (const listener of listeners) {
      if (random() < (faults.lostAnnouncements ?? 0)) continue;
      if (isLate) void turns(1 + Math.floor(random() * 4)).then(() => listeners.has(listener) && listener(told));
      else listener(told);
    }
  };

  const shown = (event: StoredEvent): StoredEvent => {
    if (event.personal === undefined || !destroyed.has(event.personal.key)) return event;
    const { personal: _gone, ...rest } = event;
    return { ...rest, erased: true };
  };

  const versionOf = (stream: StreamName): number => state.events.filter((event) => event.stream === stream).length;

  const firstResult = (request: Append): AppendResult | null => {
    const ids = request.streams.flatMap((each) => each.events.map((event) => event.eventId));
    const found = ids.map((id) => state.events.find((event) => event.eventId === id));
    if (found.every((event) => event === undefined)) return null;
    const events = found.map((event) => {
      if (event === undefined)
        throw new BadRequest(
          'eventId',
          'some of these events are recorded and others are not: the ids of two requests were mixed',
        );
      return shown(event);
    });
    return { ok: true, events, repeated: true };
  };

  const recordedTime = (at: string): string | AppendRefusal => {
    const last = head().lastAt;
    if (last === null || at >= last) return at;
    return Date.parse(last) - Date.parse(at) > clockGraceMs ? { ok: false, reason: 'clock-behind', last, at } : last;
  };

  const append = (request: Append): AppendResult => {
    demandAppend(request);
    const repeat = firstResult(request);
    if (repeat !== null) return repeat;
    const recordedAt = recordedTime(own().now ?? request.at);
    if (typeof recordedAt !== 'string') return recordedAt;
    for (const { stream, expectedVersion } of [...(request.guards ?? []), ...request.streams]) {
      const actual = versionOf(stream);
      if (expectedVersion !== undefined && expectedVersion !== actual)
        return { ok: false, reason: 'conflict', stream, expected: expectedVersion, actual };
    }
    const effects = new Map(state.effects);
    for (const settle of request.settles ?? []) {
      const outcome = settled(effects.get(settle.effectId), settle, recordedAt);
      if (outcome === null) return { ok: false, reason: 'lease-lost', effectId: settle.effectId };
      effects.set(settle.effectId, outcome);
    }
    const claims = new Map(state.claims);
    const counts = new Map(state.counts);
    for (const claim of request.claims ?? []) {
      if (claim.kind === 'release') claims.delete(claim.name);
      else if (claim.kind === 'give-back') counts.set(claim.name, Math.max(0, (counts.get(claim.name) ?? 0) - 1));
      else if (claim.kind === 'unique') {
        if (claims.has(claim.name)) return { ok: false, reason: 'claim-taken', claim: claim.name };
        claims.set(claim.name, plain(claim.holder ?? {}, 'claims.holder'));
      } else {
        const used = counts.get(claim.name) ?? 0;
        if (used >= claim.limit) return { ok: false, reason: 'limit-reached', claim: claim.name, limit: claim.limit };
        counts.set(claim.name, used + 1);
      }
    }
    const written: StoredEvent[] = [];
    let { position } = head();
    for (const { stream, events } of request.streams) {
      let version = versionOf(stream);
      for (const event of events) {
        if (event.personal !== undefined && destroyed.has(event.personal.key))
          return { ok: false, reason: 'erased', key: event.personal.key };
        position += 1 + (faults.hasHoles === true ? Math.floor(random() * 5) : 0);
        version += 1;
        const whole = { ...plain(event, event.eventId), position, stream, version, recordedAt };
        written.push({ ...whole, hash: createHash('sha256').update(canonicalJson(whole)).digest('hex') });
      }
    }
    for (const id of request.cancels ?? []) {
      const effect = effects.get(id);
      if (effect?.state === 'waiting') effects.set(id, { ...effect, state: 'cancelled' });
    }
    for (const effect of request.effects ?? []) {
      const known = effects.get(effect.effectId);
      if (known !== undefined && !sameEffect(known, effect))
        throw new BadRequest('effects.effectId', 'is the id of another effect');
      effects.set(
        effect.effectId,
        known ?? {
          ...plain(effect, 'effects'),
          state: 'waiting',
          attempts: 0,
          fence: 0,
          leaseUntil: null,
          worker: null,
          lastError: null,
          progress: null,
        },
      );
    }
    state = { events: [...state.events, ...written], claims, counts, effects };
    const free: Record<string, string> = {};
    for (const { kind, dueAt } of [
      ...(request.effects ?? []),
      ...(request.settles ?? []).flatMap(({ effectId, state: now, keepLease }) =>
        now === 'waiting' && keepLease !== true ? [effects.get(effectId)!] : [],
      ),
    ])
      if (!Object.hasOwn(free, kind) || dueAt < free[kind]!) free[kind] = dueAt;
    if (written.length > 0 || Object.keys(free).length > 0) announce(written, free);
    return { ok: true, events: written, repeated: false };
  };

  const newestBefore = (id: string | undefined): readonly Effect[] => {
    const newest = [...state.effects.values()].toReversed();
    return newest.slice(id === undefined ? 0 : newest.findIndex(({ effectId }) => effectId === id) + 1);
  };

  const lease: EventLog['leaseEffect'] = (request) =>
    across(() => {
      demandTime(request.at, 'at');
      const at = own().now ?? request.at;
      const [free, after] = [...state.effects.values()]
        .filter((effect) => freeAt(effect) !== null && (request.kinds?.includes(effect.kind) ?? true))
        .toSorted((a, b) => (freeAt(a)! < freeAt(b)! ? -1 : freeAt(a)! > freeAt(b)! ? 1 : 0));
      if (free === undefined) return { effect: null, nextAt: null, ...own() };
      if (freeAt(free)! > at) return { effect: null, nextAt: freeAt(free), ...own() };
      const leaseUntil = later(at, request.leaseMs);
      const leased: Effect = {
        ...free,
        state: 'running',
        attempts: free.attempts + 1,
        fence: free.fence + 1,
        leaseUntil,
        worker: request.worker,
      };
      state = { ...state, effects: new Map(state.effects).set(free.effectId, leased) };
      return { effect: leased, nextAt: after === undefined ? null : freeAt(after), ...own() };
    });

  return {
    append: (request) => across(() => append(request)),
    readAfter: (position, limit) =>
      across(() =>
        state.events
          .filter((event) => event.position > position)
          .slice(0, Math.max(0, limit))
          .map(shown),
      ),
    readStream: (stream, afterVersion = 0) =>
      across(() => {
        demandStream(stream, 'stream');
        return state.events.filter((event) => event.stream === stream && event.version > afterVersion).map(shown);
      }),
    holdersOf: (names) => across(() => names.map((name) => state.claims.get(name) ?? null)),
    head: () => across(head),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    destroyKey: (key: KeyName) =>
      across(() => {
        demandKey(key, 'key');
        if (destroyed.has(key)) return;
        destroyed.add(key);
        announce([], {}, true);
      }),
    destroyedSince: (turn) => across(() => ({ turn: destroyed.size, names: [...destroyed].slice(turn) })),
    leaseEffect: lease,
    effectsOf: (filter) =>
      across(() =>
        newestBefore(filter.before)
          .filter(
            (effect) =>
              (filter.ids?.includes(effect.effectId) ?? true) &&
              (filter.stream === undefined || effect.stream === filter.stream) &&
              (filter.kind === undefined || effect.kind === filter.kind) &&
              (filter.states?.includes(effect.state) ?? true),
          )
          .slice(0, Math.max(0, filter.limit)),
      ),
    nextDue: (kinds) =>
      across(
        () =>
          [...state.effects.values()]
            .filter((effect) => kinds?.includes(effect.kind) ?? true)
            .map(freeAt)
            .filter((at) => at !== null)
            .toSorted()[0] ?? null,
      ),
    close: async () => {
      isClosed = true;
    },
  };
};
