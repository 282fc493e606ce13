/** The outbox: deeds that are asked for in the same transaction as the events that ask for them. */
import type { Json, JsonObject } from '#domain/json';
import type { Db } from '../sqlite';
import { BadRequest, type Effect, type EffectState, type NewEffect, type Settle } from './event-log';
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
  readonly last_error: string | null;
  readonly progress: string;
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
  lastError: row.last_error,
  progress: JSON.parse(row.progress) as Json,
});

export type EffectsFilter = {
  readonly stream?: string;
  readonly states?: readonly EffectState[];
  readonly kind?: string;
  readonly limit: number;
};
export type LeaseRequest = { readonly at: string; readonly leaseMs: number; readonly kinds?: readonly string[] };
export type EffectsTable = ReturnType<typeof effectsTable>;

type Listed = EffectRow & { readonly seq: number };

const effectStates: readonly EffectState[] = ['waiting', 'running', 'done', 'failed', 'cancelled'];
const maxListed = 1000;
const columnList =
  'effect_id, kind, stream, due_at, payload, state, attempts, fence, lease_until, last_error, progress';

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
      },
    ]
  >(
    `UPDATE effects SET state = @state, due_at = @dueAt, lease_until = @leaseUntil, last_error = @lastError, progress = @progress WHERE effect_id = @id`,
  );
  const cancel = db.prepare(`UPDATE effects SET state = 'cancelled' WHERE effect_id = ? AND state = 'waiting'`);
  const next = db.prepare<[{ at: string; kinds: string | null }], EffectRow>(`
    SELECT ${columnList} FROM effects INDEXED BY effects_free
    WHERE free_at <= @at AND (@kinds IS NULL OR kind IN (SELECT value FROM json_each(@kinds)))
    ORDER BY free_at, seq LIMIT 1`);
  const lease = db.prepare<[{ id: string; until: string }], EffectRow>(`
    UPDATE effects SET state = 'running', fence = fence + 1, attempts = attempts + 1, lease_until = @until
    WHERE effect_id = @id RETURNING ${columnList}`);
  const soonest = db.prepare<[], { free_at: string }>(
    'SELECT free_at FROM effects INDEXED BY effects_free WHERE free_at IS NOT NULL ORDER BY free_at LIMIT 1',
  );
  // One state at a time, each from its index: a million done ones must not stand between a caller and three that
  // failed.
  const ofState = db.prepare<[{ state: EffectState; kind: string | null; limit: number }], Listed>(`
    SELECT seq, ${columnList} FROM effects INDEXED BY effects_by_state
    WHERE state = @state AND (@kind IS NULL OR kind = @kind) ORDER BY seq DESC LIMIT @limit`);
  const ofStream = db.prepare<[{ stream: string; states: string; kind: string | null; limit: number }], Listed>(`
    SELECT seq, ${columnList} FROM effects INDEXED BY effects_by_stream
    WHERE stream = @stream AND (@kind IS NULL OR kind = @kind) AND state IN (SELECT value FROM json_each(@states))
    ORDER BY seq DESC LIMIT @limit`);

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
    /** Writes an outcome. False when the lease is lost; true again for an outcome that stands already. */
    settle: (settle: Settle): boolean => {
      const row = find.get(settle.effectId);
      if (row === undefined || row.fence !== settle.fence) return false;
      const isRepeat = row.state === settle.state && settle.keepLease !== true;
      if (row.state !== 'running' && !isRepeat) return false;
      const isKept = settle.keepLease === true;
      update.run({
        id: settle.effectId,
        state: isKept ? 'running' : settle.state,
        dueAt: settle.dueAt ?? row.due_at,
        leaseUntil: isKept ? (settle.leaseUntil ?? row.lease_until) : null,
        lastError: settle.lastError ?? (settle.state === 'done' ? null : row.last_error),
        progress: settle.progress === undefined ? row.progress : canonicalJson(settle.progress),
      });
      return true;
    },
    /** Cancels a deed that waits; one that runs or is over stays as it is. */
    cancel: (effectId: string): void => void cancel.run(effectId),
    lease: (request: LeaseRequest): Effect | null => {
      const row = next.get({
        at: request.at,
        kinds: request.kinds === undefined ? null : JSON.stringify(request.kinds),
      });
      if (row === undefined) return null;
      const until = new Date(Date.parse(request.at) + request.leaseMs).toISOString();
      return toEffect(lease.get({ id: row.effect_id, until })!);
    },
    nextDue: (): string | null => soonest.get()?.free_at ?? null,
    /** Newest first. */
    list: (filter: EffectsFilter): readonly Effect[] => {
      const states = filter.states ?? effectStates;
      const kind = filter.kind ?? null;
      const limit = Math.max(0, Math.min(filter.limit, maxListed));
      const rows =
        filter.stream === undefined
          ? states.flatMap((state) => ofState.all({ state, kind, limit }))
          : ofStream.all({ stream: filter.stream, states: JSON.stringify(states), kind, limit });
      return rows
        .toSorted((a, b) => b.seq - a.seq)
        .slice(0, limit)
        .map(toEffect);
    },
  };
};
