/** The outbox: deeds that are asked for in the same transaction as the events that ask for them. */
import type { Found } from '#domain/case/events';
import { found } from '#domain/case/schemas/found';
import type { Json, JsonObject } from '#domain/json';
import type { Db } from '../sqlite';
import {
  BadRequest,
  type Effect,
  type EffectState,
  type EffectsFilter,
  type Leased,
  type LeaseRequest,
  type NewEffect,
  type Settle,
} from './event-log';
import { canonicalJson } from './chain';
import { contentText } from './log-rows';

type EffectRow = {
  readonly effect_id: string;
  readonly kind: string;
  readonly stream: string;
  readonly due_at: string;
  readonly payload: string;
  readonly state: EffectState;
  readonly attempts: number;
  readonly fence: number;
  readonly lease_until: string | null;
  readonly worker: string | null;
  readonly last_error: string | null;
  readonly progress: string;
};

/** A code that only a newer version knows says as much. */
const foundIn = (stored: string | null): Found | null => {
  if (stored === null) return null;
  const read = found.safeParse(JSON.parse(stored));
  return read.success ? read.data : { code: 'written-by-newer' };
};

const toEffect = (row: EffectRow): Effect => ({
  effectId: row.effect_id,
  kind: row.kind,
  stream: row.stream,
  dueAt: row.due_at,
  payload: JSON.parse(row.payload) as JsonObject,
  state: row.state,
  attempts: row.attempts,
  fence: row.fence,
  leaseUntil: row.lease_until,
  worker: row.worker,
  lastError: foundIn(row.last_error),
  progress: JSON.parse(row.progress) as Json,
});

/** ISO, so many milliseconds after another. */
const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

export type EffectsTable = ReturnType<typeof effectsTable>;

type Free = { readonly effect_id: string; readonly free_at: string; readonly seq: number };
type Listed = EffectRow & { readonly seq: number };

const effectStates: readonly EffectState[] = ['waiting', 'running', 'done', 'failed', 'cancelled'];
const maxListed = 1000;
const columnList =
  'effect_id, kind, stream, due_at, payload, state, attempts, fence, lease_until, worker, last_error, progress';

/** The statements of the outbox; those that write expect to be inside the caller's transaction. */
export const effectsTable = (db: Db) => {
  const find = db.prepare<[string], EffectRow>(`SELECT ${columnList} FROM effects WHERE effect_id = ?`);
  const insert = db.prepare(
    `INSERT INTO effects (effect_id, kind, stream, due_at, payload, state) VALUES (?, ?, ?, ?, ?, 'waiting')`,
  );
  const update = db.prepare<
    [
      {
        id: string;
        state: EffectState;
        dueAt: string;
        leaseUntil: string | null;
        lastError: string | null;
        progress: string;
        untried: number;
      },
    ]
  >(
    `UPDATE effects SET state = @state, due_at = @dueAt, lease_until = @leaseUntil, last_error = @lastError, progress = @progress, attempts = attempts - @untried WHERE effect_id = @id`,
  );
  const cancel = db.prepare(`UPDATE effects SET state = 'cancelled' WHERE effect_id = ? AND state = 'waiting'`);
  // Kind by kind: a thousand mails that are due must not be sorted for the one disable behind them.
  const next = db.prepare<[string, string], Free>(`
    SELECT effect_id, free_at, seq FROM effects INDEXED BY effects_free
    WHERE kind = ? AND free_at IS NOT NULL AND effect_id <> ? ORDER BY free_at, seq LIMIT 1`);
  const freeKinds = db
    .prepare<[], string>('SELECT DISTINCT kind FROM effects INDEXED BY effects_free WHERE free_at IS NOT NULL')
    .pluck();
  const lease = db.prepare<[{ id: string; until: string; worker: string }], EffectRow>(`
    UPDATE effects SET state = 'running', fence = fence + 1, attempts = attempts + 1, lease_until = @until, worker = @worker
    WHERE effect_id = @id RETURNING ${columnList}`);
  const placeOf = db.prepare<[string], number>('SELECT seq FROM effects WHERE effect_id = ?').pluck();
  /** The one that was free first, of these kinds or of all, and not `but`. */
  const soonest = (kinds: readonly string[] | undefined, but = ''): Free | null => {
    let first: Free | null = null;
    for (const kind of kinds ?? freeKinds.all()) {
      const row = next.get(kind, but);
      if (row === undefined) continue;
      if (first === null || row.free_at < first.free_at || (row.free_at === first.free_at && row.seq < first.seq))
        first = row;
    }
    return first;
  };
  // One state at a time, each from its index: a million done ones must not stand between a caller and three that
  // failed.
  const ofState = db.prepare<[{ state: EffectState; kind: string | null; before: number; limit: number }], Listed>(`
    SELECT seq, ${columnList} FROM effects INDEXED BY effects_by_state
    WHERE state = @state AND seq < @before AND (@kind IS NULL OR kind = @kind) ORDER BY seq DESC LIMIT @limit`);
  const ofStream = db.prepare<
    [{ stream: string; states: string; kind: string | null; before: number; limit: number }],
    Listed
  >(`
    SELECT seq, ${columnList} FROM effects INDEXED BY effects_by_stream
    WHERE stream = @stream AND seq < @before AND (@kind IS NULL OR kind = @kind) AND state IN (SELECT value FROM json_each(@states))
    ORDER BY seq DESC LIMIT @limit`);
  const byIds = db.prepare<[string], Listed>(
    `SELECT seq, ${columnList} FROM effects WHERE effect_id IN (SELECT value FROM json_each(?))`,
  );

  return {
    /** Asks for a deed. The same one again changes nothing; another one under its id throws BadRequest. */
    add: (effect: NewEffect): void => {
      const payload = contentText(effect.payload, 'effects.payload');
      const known = find.get(effect.effectId);
      if (known === undefined) insert.run(effect.effectId, effect.kind, effect.stream, effect.dueAt, payload);
      else if (known.kind !== effect.kind || known.stream !== effect.stream || known.payload !== payload) {
        throw new BadRequest('effects.effectId', 'is the id of another effect');
      }
    },
    /** Writes an outcome. Null when the lease is lost; the same again for an outcome that stands already. */
    settle: (settle: Settle, at: string): Pick<NewEffect, 'kind' | 'dueAt'> | null => {
      const row = find.get(settle.effectId);
      if (row === undefined || row.fence !== settle.fence) return null;
      const isRepeat = row.state === settle.state && settle.keepLease !== true;
      const isKeptBack = row.state === 'waiting' && settle.state === 'cancelled';
      if (row.state !== 'running' && !isRepeat && !isKeptBack) return null;
      const isKept = settle.keepLease === true;
      update.run({
        id: settle.effectId,
        state: isKept ? 'running' : settle.state,
        dueAt: settle.dueAt ?? row.due_at,
        leaseUntil: isKept ? (settle.leaseMs === undefined ? row.lease_until : later(at, settle.leaseMs)) : null,
        lastError:
          settle.lastError === undefined
            ? settle.state === 'done'
              ? null
              : row.last_error
            : JSON.stringify(settle.lastError),
        progress: settle.progress === undefined ? row.progress : canonicalJson(settle.progress),
        untried: settle.isUntried === true && row.state === 'running' ? 1 : 0,
      });
      return { kind: row.kind, dueAt: settle.dueAt ?? row.due_at };
    },
    /** Cancels a deed that waits; one that runs or is over stays as it is. */
    cancel: (effectId: string): void => void cancel.run(effectId),
    lease: ({ at, kinds, leaseMs, worker }: LeaseRequest): Leased => {
      const row = soonest(kinds);
      if (row === null || row.free_at > at) return { effect: null, nextAt: row?.free_at ?? null };
      const until = later(at, leaseMs);
      const effect = toEffect(lease.get({ id: row.effect_id, until, worker })!);
      return { effect, nextAt: soonest(kinds, row.effect_id)?.free_at ?? null };
    },
    nextDue: (kinds?: readonly string[]): string | null => soonest(kinds)?.free_at ?? null,
    /** Newest first. */
    list: (filter: EffectsFilter): readonly Effect[] => {
      const states = filter.states ?? effectStates;
      const kind = filter.kind ?? null;
      const limit = Math.max(0, Math.min(filter.limit, maxListed));
      const before =
        filter.before === undefined ? Number.MAX_SAFE_INTEGER : (placeOf.get(filter.before) ?? Number.MAX_SAFE_INTEGER);
      const rows =
        filter.ids !== undefined
          ? byIds
              .all(JSON.stringify(filter.ids))
              .filter(
                (row) =>
                  row.seq < before &&
                  states.includes(row.state) &&
                  (kind === null || row.kind === kind) &&
                  (filter.stream === undefined || row.stream === filter.stream),
              )
          : filter.stream === undefined
            ? states.flatMap((state) => ofState.all({ state, kind, before, limit }))
            : ofStream.all({ stream: filter.stream, states: JSON.stringify(states), kind, before, limit });
      return rows
        .toSorted((a, b) => b.seq - a.seq)
        .slice(0, limit)
        .map(toEffect);
    },
  };
};
