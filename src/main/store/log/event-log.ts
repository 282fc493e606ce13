/**
 * The log port: the truth, the audit and the sync protocol in one. Adapters: sqlite-log.ts, and memory-log.ts for the
 * conformance suite; a PostgreSQL one shared by many desks must be able to follow unchanged. So nothing outside this
 * folder may assume that it is the only writer, that positions have no holes, or whose clock wrote the time.
 */
import type { Found } from '#domain/case/events';
import type { Json, JsonObject } from '#domain/json';

/**
 * `case:<id>`, `message:<id>`, `account:<id>`, `staff:<id>`, `seen:<system>`, `desk`, `guidance`, or `audit:<…>` for what
 * must never make a decision conflict.
 */
export type StreamName = string;

/** Where checkpoints lie: not in `desk`, or each one would make a lead's policy change conflict. */
export const checkpointStream = 'audit:checkpoints';
export const checkpointType = 'log.checkpoint';
/** What the ids of events that introduce a desk's key begin with, so that they are found among all checkpoints. */
export const introductionPrefix = 'desk-key:';

/** Which key seals personal content: contact data (agents may read) or identity data (reviewers), by owner. */
export type KeyName =
  | `case:${string}/contact`
  | `case:${string}/identity`
  | `account:${string}`
  | `staff:${string}`
  | `message:${string}`;

/** Who did it: a staff member, the customer through a page, or the desk itself (an effect, a clock). */
export type Actor = `staff:${string}` | 'customer' | 'desk';

export type NewEvent = {
  /** Chosen by the caller, once per intention: the same id again is answered with the first result. */
  readonly eventId: string;
  readonly type: string;
  /** Version of the event's shape; the domain brings an old one up when it reads (domain/log/kind.ts). */
  readonly schema: number;
  readonly actor: Actor;
  /** Facts without personal content. */
  readonly data: JsonObject;
  /** Names, addresses, free text: sealed with a key of their own, so that destroying the key really erases. */
  readonly personal?: { readonly key: KeyName; readonly content: JsonObject };
  /** base64 Ed25519 over the canonical payload that the signer saw (decisions, policy, staff changes). */
  readonly signature?: { readonly by: string; readonly keyId: string; readonly value: string };
};

export type StoredEvent = NewEvent & {
  readonly position: number;
  readonly stream: StreamName;
  readonly version: number;
  /** ISO 8601 UTC, milliseconds. */
  readonly recordedAt: string;
  readonly hash: string;
  /** True when the key is gone: the chain still verifies, the person is not there any more. */
  readonly erased?: boolean;
};

/** A rule that spans cases, held where the writes meet. */
export type Claim =
  /**
   * A row that may exist once: `open-case:<account>`, `link-used:<check>`, `code:<staff>:<step>`. `holder` is what it
   * stands for, for holdersOf; facts without personal content.
   */
  | { readonly kind: 'unique'; readonly name: string; readonly holder?: JsonObject }
  /** Free again: the unique row goes with this append. */
  | { readonly kind: 'release'; readonly name: string }
  /** One less on a counter; one that stands at none stays there. */
  | { readonly kind: 'give-back'; readonly name: string }
  /** A counter that may not pass its limit: `links:<account>:<day>`. */
  | { readonly kind: 'count'; readonly name: string; readonly limit: number };

export type NewEffect = {
  /** Doubles as the idempotency key of the deed. */
  readonly effectId: string;
  readonly kind: string;
  /** The stream it belongs to, for the screen. */
  readonly stream: StreamName;
  /** ISO time before which it must not run. */
  readonly dueAt: string;
  readonly payload: JsonObject;
};

export type EffectState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

export type Effect = NewEffect & {
  readonly state: EffectState;
  readonly attempts: number;
  /** Grows with every lease: an outcome under an old number is refused. */
  readonly fence: number;
  readonly leaseUntil: string | null;
  /** Who holds the lease, or held it last; null before the first. */
  readonly worker: string | null;
  /** What put it off, failed it or made it needless. */
  readonly lastError: Found | null;
  /** What an interrupted deed had reached. */
  readonly progress: Json;
};

/**
 * Outcome of an effect, written in the same append as the events that tell of it. One that waits may be settled as
 * cancelled by whoever knows its fence: refused as `lease-lost` where somebody has begun it since, so that nothing is
 * told as kept back that leaves.
 */
export type Settle = {
  readonly effectId: string;
  readonly fence: number;
  readonly state: 'done' | 'failed' | 'waiting' | 'cancelled';
  readonly dueAt?: string;
  readonly lastError?: Found;
  readonly progress?: Json;
  /** With state `waiting`: nothing was tried, so this lease counts as no attempt. */
  readonly isUntried?: true;
  /** With state `waiting`: keep the lease and go on, a step of a longer deed was done. */
  readonly keepLease?: boolean;
  /** With keepLease: held for so long from now on; otherwise as long as before. */
  readonly leaseMs?: number;
};

/** Holds an append to the version of a stream that it writes nothing to: what was decided rests on it. */
export type Guard = { readonly stream: StreamName; readonly expectedVersion: number };

export type Append = {
  readonly streams: readonly {
    readonly stream: StreamName;
    readonly expectedVersion?: number;
    readonly events: readonly NewEvent[];
  }[];
  /** Streams that the decision rests on and that it writes nothing to; `conflict` when one went on meanwhile. */
  readonly guards?: readonly Guard[];
  readonly claims?: readonly Claim[];
  readonly effects?: readonly NewEffect[];
  readonly settles?: readonly Settle[];
  /** Effects to cancel that have not begun (a freeze, a newer link), by id. */
  readonly cancels?: readonly string[];
  /**
   * The caller's clock, ISO UTC, milliseconds. An adapter with a clock of its own (a shared database) may record its
   * own instead.
   */
  readonly at: string;
  /** Sign the whole log together with these events (one with every decision, at least), where the adapter signs. */
  readonly checkpoint?: true;
};

/**
 * How far `at` may lie before the last recorded event: commands overlap, and one that read the clock first may commit
 * last. Within it the last recorded time is taken, so that recorded time never runs backwards; beyond it:
 * `clock-behind`.
 */
export const clockGraceMs = 10_000;

export type AppendRefusal =
  | {
      readonly ok: false;
      readonly reason: 'conflict';
      readonly stream: StreamName;
      readonly expected: number;
      readonly actual: number;
    }
  | { readonly ok: false; readonly reason: 'claim-taken'; readonly claim: string }
  | { readonly ok: false; readonly reason: 'limit-reached'; readonly claim: string; readonly limit: number }
  | { readonly ok: false; readonly reason: 'clock-behind'; readonly last: string; readonly at: string }
  | { readonly ok: false; readonly reason: 'lease-lost'; readonly effectId: string }
  /** Personal content for someone whose key was destroyed: they are not brought back by accident. */
  | { readonly ok: false; readonly reason: 'erased'; readonly key: KeyName }
  | { readonly ok: false; readonly reason: 'read-only'; readonly why: string };

export type AppendResult =
  | { readonly ok: true; readonly events: readonly StoredEvent[]; readonly repeated: boolean }
  | AppendRefusal;

export type LogHead = {
  readonly position: number;
  readonly lastAt: string | null;
  /** What the log's own clock says, ISO; absent where it takes its callers' (one machine's file). */
  readonly now?: string;
};

/**
 * What a commit says of itself: which streams it wrote to, and from when on an effect of a kind can be leased that
 * could not before (ISO, the earliest). Null where nobody knows any more: after a gap, anything may have happened.
 */
export type Announcement = LogHead & {
  readonly streams: readonly StreamName[] | null;
  readonly free: Readonly<Record<string, string>> | null;
  /** A key was destroyed: whoever keeps copies asks destroyedSince what to forget. */
  readonly erased?: true;
};

/** Keys destroyed after a turn, and the newest turn. */
export type Destroyed = { readonly turn: number; readonly names: readonly KeyName[] };

/** One page of effects, newest first. Read on with `before` the last one's id, or use everyEffect. */
export type EffectsFilter = {
  readonly stream?: StreamName;
  readonly states?: readonly EffectState[];
  readonly kind?: string;
  readonly ids?: readonly string[];
  readonly before?: string;
  readonly limit: number;
};

/** Who takes which effects. `worker` names a runner for good: the same one again after a crash, and no other. */
export type LeaseRequest = {
  readonly at: string;
  readonly leaseMs: number;
  readonly worker: string;
  readonly kinds?: readonly string[];
};

/** A lease, and when to ask for the next one: so that nobody has to ask in between. */
export type Leased = {
  /** Null when none is due. */
  readonly effect: Effect | null;
  /** Where the log has a clock of its own: what it said, ISO. */
  readonly now?: string;
  /** When the next of these kinds can be leased beside this one, ISO; null where none waits. */
  readonly nextAt: string | null;
};

export type EventLog = {
  /**
   * One transaction, or a named refusal and nothing. Asked again with the same event ids it answers the first result
   * (`repeated`), before any other check. Throws BadRequest for a request that is malformed, never for one that lost a
   * race.
   */
  append(request: Append): Promise<AppendResult>;
  /** Events after a position, in commit order. Holes in positions are normal. */
  readAfter(position: number, limit: number): Promise<readonly StoredEvent[]>;
  readStream(stream: StreamName, afterVersion?: number): Promise<readonly StoredEvent[]>;
  /**
   * What unique claims stand for, by their names: null for one that nobody holds, {} where nothing was said. This is
   * how a rule finds a case by what it holds (a token's hash, an account): a cache may be gone or behind.
   */
  holdersOf(names: readonly string[]): Promise<readonly (JsonObject | null)[]>;
  head(): Promise<LogHead>;
  /**
   * Called after each commit, one that only puts an effect off too, and after a key was destroyed; missed calls are
   * possible, so readers read after their own position.
   */
  subscribe(listener: (announced: Announcement) => void): () => void;
  /** Destroys a key for good: what it sealed can't be read again. */
  destroyKey(key: KeyName): Promise<void>;
  /** Turns count what was destroyed; 0 asks for all of it. */
  destroyedSince(turn: number): Promise<Destroyed>;
  /** The next effect that is due and free, leased to this worker with a new fence. */
  leaseEffect(request: LeaseRequest): Promise<Leased>;
  effectsOf(filter: EffectsFilter): Promise<readonly Effect[]>;
  /**
   * When the next effect of these kinds (all when not given) falls due, or a lease that nobody gave back runs out, ISO;
   * null when there is neither.
   */
  nextDue(kinds?: readonly string[]): Promise<string | null>;
  close(): Promise<void>;
};

/** What a follower of the log needs of it: a cache, on this machine or another. */
export type FollowedLog = Pick<EventLog, 'readAfter' | 'readStream' | 'head' | 'subscribe' | 'destroyedSince'>;

/** Every effect that a filter names, newest first, page by page: as many as there are. */
export const everyEffect = async function* (
  log: Pick<EventLog, 'effectsOf'>,
  filter: Omit<EffectsFilter, 'before' | 'limit'>,
  pageSize = 500,
): AsyncGenerator<Effect> {
  let before: string | undefined;
  for (;;) {
    const page = await log.effectsOf({ ...filter, limit: pageSize, ...(before !== undefined && { before }) });
    yield* page;
    if (page.length < pageSize) return;
    before = page.at(-1)!.effectId;
  }
};

/** The same as a list, for what belongs to one case or one page. */
export const allEffects = async (...asked: Parameters<typeof everyEffect>): Promise<readonly Effect[]> => {
  const found: Effect[] = [];
  for await (const effect of everyEffect(...asked)) found.push(effect);
  return found;
};

/** A request that no log takes: names the field and the rule. */
export class BadRequest extends Error {
  readonly field: string;
  constructor(field: string, rule: string) {
    super(`${field}: ${rule}`);
    this.name = 'BadRequest';
    this.field = field;
  }
}

/** What a verification found. `from` names the first row that doesn't fit. */
export type Verification =
  | { readonly ok: true; readonly events: number; readonly streams: number; readonly checkpoints: number }
  | {
      readonly ok: false;
      readonly finding: 'changed' | 'missing' | 'out-of-order' | 'checkpoint';
      readonly stream: StreamName | null;
      readonly version: number | null;
      readonly message: string;
    };
