/**
 * What every adapter of the log port must do, whoever keeps it: SQLite here, memory with faults, PostgreSQL one day.
 * The suite asks again when an answer was lost, as callers do, and assumes neither dense positions nor prompt
 * announcements.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  allEffects,
  clockGraceMs,
  type Announcement,
  type Append,
  type AppendResult,
  type Effect,
  type Leased,
  type EventLog,
  type NewEffect,
  type NewEvent,
  type StoredEvent,
} from '#main/store/log/event-log';

export type LogInTest = {
  readonly log: EventLog;
  readonly close: () => Promise<void>;
  /** False where announcements may be missed. */
  readonly announcesAlways?: boolean;
};

const start = Date.parse('2025-03-03T09:00:00.000Z');
const at = (ms: number): string => new Date(start + ms).toISOString();

let ids = 0;
const newId = (): string => `id-${(ids += 1)}`;

export const anEvent = (data: NewEvent['data'] = {}, rest: Partial<NewEvent> = {}): NewEvent => ({
  eventId: newId(),
  type: 'note.added',
  schema: 1,
  actor: 'staff:amy',
  data,
  ...rest,
});
const anEffect = (rest: Partial<NewEffect> = {}): NewEffect => ({
  effectId: newId(),
  kind: 'mail',
  stream: 'case:1',
  dueAt: at(0),
  payload: { to: 'contact' },
  ...rest,
});
const oneEvent = (stream: string, rest: Partial<Append> = {}, expectedVersion?: number): Append => ({
  at: at(0),
  ...rest,
  streams: [{ stream, events: [anEvent()], ...(expectedVersion !== undefined && { expectedVersion }) }],
});

const isLost = (error: unknown): boolean => error instanceof Error && error.name === 'LostAnswer';

/** Asks again, the same thing, until an answer comes. */
const surely = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (let i = 0; i < 100; i += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!isLost(error)) throw error;
    }
  }
  throw new Error('no answer came');
};

const accepted = (result: AppendResult): readonly StoredEvent[] => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result)}`);
  return result.events;
};

/**
 * Runs the suite against an adapter. `makeLog` gives an empty log each time; `runs` random interleavings, each with
 * one.
 */
export const describeEventLog = (name: string, makeLog: () => Promise<LogInTest>, runs = 40): void => {
  describe(`${name} as an event log`, () => {
    let made: LogInTest;
    let log: EventLog;
    beforeEach(async () => {
      made = await makeLog();
      log = made.log;
    });
    afterEach(() => made.close());

    const append = (request: Append): Promise<AppendResult> => surely(() => log.append(request));
    const everything = async (): Promise<readonly StoredEvent[]> => {
      const found: StoredEvent[] = [];
      for (;;) {
        const page = await surely(() => log.readAfter(found.at(-1)?.position ?? 0, 3));
        if (page.length === 0) return found;
        found.push(...page);
      }
    };
    /** A lease whose grant got lost runs out first: so it may come later, and under a higher fence. */
    const lease = async (
      fromMs: number,
      leaseMs: number,
      kinds?: readonly string[],
    ): Promise<Leased & { readonly atMs: number }> => {
      for (let atMs = fromMs; ; atMs += leaseMs) {
        try {
          return {
            ...(await log.leaseEffect({
              at: at(atMs),
              leaseMs,
              worker: 'w1',
              ...(kinds !== undefined && { kinds }),
            })),
            atMs,
          };
        } catch (error) {
          if (!isLost(error)) throw error;
        }
      }
    };
    const effectNow = async (effectId: string): Promise<Effect | undefined> =>
      (await surely(() => log.effectsOf({ limit: 100 }))).find((each) => each.effectId === effectId);

    describe('order', () => {
      test('events come back in the order in which they were committed, in pages of any size', async () => {
        const written: string[] = [];
        for (let i = 0; i < 10; i += 1)
          written.push(accepted(await append(oneEvent(`case:${i % 3}`, { at: at(i) })))[0]!.eventId);
        const read = await everything();
        expect(read.map((event) => event.eventId)).toEqual(written);
        expect(read.every((event, i) => i === 0 || event.position > read[i - 1]!.position)).toBe(true);
      });

      test('versions of a stream count from one without holes', async () => {
        await append({ at: at(0), streams: [{ stream: 'case:1', events: [anEvent({ n: 1 }), anEvent({ n: 2 })] }] });
        await append(oneEvent('case:2'));
        await append({ at: at(0), streams: [{ stream: 'case:1', events: [anEvent({ n: 3 })] }] });
        const read = await surely(() => log.readStream('case:1'));
        expect(read.map((event) => [event.version, event.data['n']])).toEqual([
          [1, 1],
          [2, 2],
          [3, 3],
        ]);
        expect((await surely(() => log.readStream('case:1', 2))).map((event) => event.version)).toEqual([3]);
        expect(await surely(() => log.readStream('case:none'))).toEqual([]);
      });

      test('an answered event is what a later read gives', async () => {
        const event = anEvent(
          { text: 'Zoë Lefèvre-O’Brien', n: -0, deep: { b: [1, null, true], a: 'x', gone: undefined } },
          {
            personal: { key: 'case:1/contact', content: { name: 'Łukasz Ørsted' } },
            signature: { by: 'staff:amy', keyId: 'k1', value: 'c2ln' },
          },
        );
        const [answered] = accepted(await append({ at: at(0), streams: [{ stream: 'case:1', events: [event] }] }));
        expect(await surely(() => log.readStream('case:1'))).toEqual([answered]);
        expect(answered).toMatchObject({
          stream: 'case:1',
          version: 1,
          recordedAt: at(0),
          actor: 'staff:amy',
          personal: event.personal,
          signature: event.signature,
        });
        expect(Object.keys(answered!.data['deep'] as object).toSorted()).toEqual(['a', 'b']);
      });

      test('the head is the last commit', async () => {
        expect(await surely(() => log.head())).toMatchObject({ position: 0, lastAt: null });
        const [event] = accepted(await append(oneEvent('case:1', { at: at(5) })));
        expect(await surely(() => log.head())).toMatchObject({ position: event!.position, lastAt: at(5) });
      });
    });

    describe('conflicts', () => {
      test('a stale expectation is refused, and says what is there', async () => {
        await append(oneEvent('case:1'));
        await append(oneEvent('case:1'));
        expect(await append(oneEvent('case:1', {}, 1))).toEqual({
          ok: false,
          reason: 'conflict',
          stream: 'case:1',
          expected: 1,
          actual: 2,
        });
        expect(await append(oneEvent('case:new', {}, 4))).toEqual({
          ok: false,
          reason: 'conflict',
          stream: 'case:new',
          expected: 4,
          actual: 0,
        });
        expect(await everything()).toHaveLength(2);
      });

      test('of two who expect the same version exactly one gets in', async () => {
        const results = await Promise.all([append(oneEvent('case:1', {}, 0)), append(oneEvent('case:1', {}, 0))]);
        expect(results.filter((result) => result.ok)).toHaveLength(1);
        expect(await surely(() => log.readStream('case:1'))).toHaveLength(1);
      });

      test('without an expectation an event goes to the end', async () => {
        await Promise.all([append(oneEvent('case:1')), append(oneEvent('case:1')), append(oneEvent('case:1'))]);
        expect((await surely(() => log.readStream('case:1'))).map((event) => event.version)).toEqual([1, 2, 3]);
      });

      test('another stream can be held to its version without writing to it', async () => {
        await append(oneEvent('account:7'));
        const held = (expectedVersion: number): Append => ({
          at: at(0),
          streams: [
            { stream: 'case:1', events: [anEvent()] },
            { stream: 'account:7', expectedVersion, events: [] },
          ],
        });
        expect(await append(held(0))).toMatchObject({ ok: false, reason: 'conflict', stream: 'account:7' });
        expect(await append(held(1))).toMatchObject({ ok: true });
        expect(await surely(() => log.readStream('account:7'))).toHaveLength(1);
      });
    });

    describe('several streams at once', () => {
      test('a guard holds an append to a stream that it writes nothing to, and writes nothing there', async () => {
        const guarded = (expectedVersion: number): Append => ({
          ...oneEvent('case:1'),
          guards: [{ stream: 'desk', expectedVersion }],
          claims: [{ kind: 'unique', name: `once-${expectedVersion}` }],
        });
        accepted(await append(guarded(0)));
        await append(oneEvent('desk'));
        expect(await append(guarded(0))).toEqual({
          ok: false,
          reason: 'conflict',
          stream: 'desk',
          expected: 0,
          actual: 1,
        });
        accepted(await append(guarded(1)));
        expect((await surely(() => log.readStream('desk'))).length).toBe(1);
        expect((await surely(() => log.readStream('case:1'))).length).toBe(2);
      });

      test('of a change and a decision that rests on what it changes, both at once, the one that came late is refused', async () => {
        const results = await Promise.all([
          append(oneEvent('desk', {}, 0)),
          append({ ...oneEvent('case:1'), guards: [{ stream: 'desk', expectedVersion: 0 }] }),
        ]);
        const read = await everything();
        const [policyAt, decidedAt] = ['desk', 'case:1'].map((name) => read.findIndex(({ stream }) => stream === name));
        expect(results[0]!.ok).toBe(true);
        expect(results[1]!.ok).toBe(decidedAt !== -1);
        if (decidedAt !== -1) expect(decidedAt).toBeLessThan(policyAt!);
      });

      test('all of them or none', async () => {
        await append(oneEvent('account:7'));
        const both = (expectedVersion: number): Append => ({
          at: at(0),
          streams: [
            { stream: 'case:1', events: [anEvent(), anEvent()] },
            { stream: 'account:7', expectedVersion, events: [anEvent()] },
          ],
        });
        expect(await append(both(5))).toMatchObject({ ok: false, stream: 'account:7' });
        expect(await surely(() => log.readStream('case:1'))).toEqual([]);
        expect(accepted(await append(both(1))).map((event) => [event.stream, event.version])).toEqual([
          ['case:1', 1],
          ['case:1', 2],
          ['account:7', 2],
        ]);
      });
    });

    describe('claims', () => {
      const claiming = (claims: NonNullable<Append['claims']>): Append => oneEvent('case:1', { claims });

      test('a unique claim is had once, until it is released', async () => {
        const claim = { kind: 'unique', name: 'open-case:acc-7' } as const;
        expect(await append(claiming([claim]))).toMatchObject({ ok: true });
        expect(await append(claiming([claim]))).toEqual({ ok: false, reason: 'claim-taken', claim: 'open-case:acc-7' });
        expect(await append(claiming([{ kind: 'release', name: 'open-case:acc-7' }]))).toMatchObject({ ok: true });
        expect(await append(claiming([claim]))).toMatchObject({ ok: true });
      });

      test('what a claim stands for can be asked by its name, until it is released', async () => {
        await append(
          oneEvent('case:1', {
            claims: [
              { kind: 'unique', name: 'token:a', holder: { caseId: 'c1', kind: 'notice' } },
              { kind: 'unique', name: 'plain' },
            ],
          }),
        );
        const ask = (): Promise<unknown> => surely(() => log.holdersOf(['token:a', 'token:b', 'plain']));
        expect(await ask()).toEqual([{ caseId: 'c1', kind: 'notice' }, null, {}]);
        const other = oneEvent('case:2', { claims: [{ kind: 'unique', name: 'token:a', holder: { caseId: 'c2' } }] });
        expect(await append(other)).toEqual({ ok: false, reason: 'claim-taken', claim: 'token:a' });
        expect(await ask()).toEqual([{ caseId: 'c1', kind: 'notice' }, null, {}]);
        await append(oneEvent('case:1', { claims: [{ kind: 'release', name: 'token:a' }] }));
        expect(await ask()).toEqual([null, null, {}]);
      });

      test('releasing what nobody holds is no fault', async () => {
        expect(await append(claiming([{ kind: 'release', name: 'open-case:none' }]))).toMatchObject({ ok: true });
      });

      test('a claim can be handed on within one append', async () => {
        await append(claiming([{ kind: 'unique', name: 'x' }]));
        expect(
          await append(
            claiming([
              { kind: 'release', name: 'x' },
              { kind: 'unique', name: 'x' },
            ]),
          ),
        ).toMatchObject({ ok: true });
        expect(await append(claiming([{ kind: 'unique', name: 'x' }]))).toMatchObject({
          ok: false,
          reason: 'claim-taken',
        });
      });

      test('a counter does not pass its limit', async () => {
        const count = { kind: 'count', name: 'links:acc-7:2025-03-03', limit: 3 } as const;
        for (let i = 0; i < 3; i += 1) expect(await append(claiming([count]))).toMatchObject({ ok: true });
        expect(await append(claiming([count]))).toEqual({
          ok: false,
          reason: 'limit-reached',
          claim: count.name,
          limit: 3,
        });
        expect(await append(claiming([{ ...count, limit: 4 }]))).toMatchObject({ ok: true });
        expect(await append(claiming([{ kind: 'count', name: 'never', limit: 0 }]))).toMatchObject({
          ok: false,
          reason: 'limit-reached',
        });
      });

      test('a counter that something is given back to counts it again, and never less than nothing', async () => {
        const count = { kind: 'count', name: 'links:acc-7:2025-03-03', limit: 1 } as const;
        const giveBack = { kind: 'give-back', name: count.name } as const;
        expect(await append(claiming([giveBack]))).toMatchObject({ ok: true });
        expect(await append(claiming([count]))).toMatchObject({ ok: true });
        expect(await append(claiming([count]))).toMatchObject({ ok: false, reason: 'limit-reached' });
        expect(await append(claiming([giveBack]))).toMatchObject({ ok: true });
        expect(await append(claiming([count]))).toMatchObject({ ok: true });
        expect(await append(claiming([count]))).toMatchObject({ ok: false, reason: 'limit-reached' });
      });

      test('a refused append takes no claim, counts nothing and writes nothing', async () => {
        await append(claiming([{ kind: 'unique', name: 'taken' }]));
        const refused: Append = {
          ...claiming([
            { kind: 'count', name: 'n', limit: 1 },
            { kind: 'unique', name: 'free' },
            { kind: 'unique', name: 'taken' },
          ]),
          effects: [anEffect()],
        };
        expect(await append(refused)).toMatchObject({ ok: false, claim: 'taken' });
        expect(await everything()).toHaveLength(1);
        expect(await surely(() => log.effectsOf({ limit: 10 }))).toEqual([]);
        expect(
          await append(
            claiming([
              { kind: 'count', name: 'n', limit: 1 },
              { kind: 'unique', name: 'free' },
            ]),
          ),
        ).toMatchObject({ ok: true });
      });

      test('of many who claim the same at once one has it', async () => {
        const results = await Promise.all(
          Array.from({ length: 8 }, (_, i) =>
            append(oneEvent(`case:${i}`, { claims: [{ kind: 'unique', name: 'open-case:acc-7' }] })),
          ),
        );
        expect(results.filter((result) => result.ok)).toHaveLength(1);
        expect(await everything()).toHaveLength(1);
      });
    });

    describe('repeats', () => {
      test('the same event ids are answered with the first result, whatever happened since', async () => {
        const request: Append = {
          ...oneEvent(
            'case:1',
            {
              at: at(0),
              claims: [
                { kind: 'unique', name: 'x' },
                { kind: 'count', name: 'n', limit: 1 },
              ],
              effects: [anEffect({ effectId: 'e1' })],
            },
            0,
          ),
          cancels: [],
        };
        const first = accepted(await append(request));
        await append(oneEvent('case:1', { at: at(clockGraceMs * 100) }));
        expect(await append(request)).toEqual({ ok: true, events: first, repeated: true });
        expect(await everything()).toHaveLength(2);
        expect(await surely(() => log.effectsOf({ limit: 10 }))).toHaveLength(1);
      });

      test('repeats that overlap write once', async () => {
        const request = oneEvent('case:1', { claims: [{ kind: 'count', name: 'n', limit: 1 }] }, 0);
        const results = await Promise.all([append(request), append(request), append(request)]);
        expect(results.every((result) => result.ok)).toBe(true);
        expect(await everything()).toHaveLength(1);
      });

      test('ids of two requests in one are a fault of the caller', async () => {
        const first = oneEvent('case:1');
        await append(first);
        const mixed: Append = {
          at: at(0),
          streams: [{ stream: 'case:1', events: [...first.streams[0]!.events, anEvent()] }],
        };
        await expect(append(mixed)).rejects.toThrow(/eventId: .*mixed/);
      });
    });

    describe('announcements', () => {
      test('a reader that reads after its own position sees every event once, however late it is told', async () => {
        const seen: string[] = [];
        let position = 0;
        let reading: Promise<void> = Promise.resolve();
        const readOn = async (): Promise<void> => {
          for (const event of await surely(() => log.readAfter(position, 100))) {
            seen.push(event.eventId);
            position = event.position;
          }
        };
        const stop = log.subscribe(() => (reading = reading.then(readOn)));
        const written: string[] = [];
        for (let i = 0; i < 12; i += 1) written.push(accepted(await append(oneEvent(`case:${i % 2}`)))[0]!.eventId);
        stop();
        await (reading = reading.then(readOn));
        expect(seen).toEqual(written);
      });

      test('what is announced is committed already', async () => {
        const heads: number[] = [];
        log.subscribe((head) => heads.push(head.position));
        for (let i = 0; i < 20; i += 1) await append(oneEvent('case:1'));
        const { position } = await surely(() => log.head());
        await expect.poll(() => heads.length).toBeGreaterThan(0);
        expect(heads.every((head) => head > 0 && head <= position)).toBe(true);
        if (made.announcesAlways !== false) await expect.poll(() => heads.at(-1)).toBe(position);
      });

      test('a commit says which streams it wrote to, and which kinds of effects can be leased from when on', async () => {
        const told: Announcement[] = [];
        log.subscribe((announced) => told.push(announced));
        for (let i = 0; i < 40 && told.length === 0; i += 1) {
          await append({
            at: at(i),
            streams: [
              { stream: 'case:1', events: [anEvent()] },
              { stream: 'desk', events: [] },
              { stream: 'audit:case:1', events: [anEvent()] },
            ],
            effects: [
              anEffect({ kind: 'mail', dueAt: at(900) }),
              anEffect({ kind: 'mail', dueAt: at(700) }),
              anEffect({ kind: 'wake', dueAt: at(800) }),
            ],
          });
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        expect(told[0]!.streams?.toSorted()).toEqual(['audit:case:1', 'case:1']);
        expect(told[0]!.free).toEqual({ mail: at(700), wake: at(800) });
      });

      test('a deed that is put off is told of, too: nobody has to ask when it can be leased again', async () => {
        await append(oneEvent('case:1', { effects: [anEffect({ effectId: 'e', kind: 'mail' })] }));
        const { effect, atMs } = await lease(0, 1000);
        const told: Announcement[] = [];
        log.subscribe((announced) => told.push(announced));
        await append({
          streams: [],
          settles: [{ effectId: 'e', fence: effect!.fence, state: 'waiting', dueAt: at(90_000) }],
          at: at(atMs),
        });
        if (made.announcesAlways !== false)
          await expect.poll(() => told.at(-1)).toMatchObject({ streams: [], free: { mail: at(90_000) } });
      });

      test('who has left is not told', async () => {
        let calls = 0;
        log.subscribe(() => (calls += 1))();
        await append(oneEvent('case:1'));
        await surely(() => log.head());
        expect(calls).toBe(0);
      });
    });

    describe('effects', () => {
      const asking = (...effects: readonly NewEffect[]): Promise<AppendResult> =>
        append(oneEvent('case:1', { effects }));

      test('an effect is there with the event that asks for it, and is leased when due', async () => {
        await asking(anEffect({ effectId: 'late', dueAt: at(60_000) }), anEffect({ effectId: 'now', dueAt: at(1000) }));
        expect(await surely(() => log.nextDue())).toBe(at(1000));
        expect(await surely(() => log.leaseEffect({ at: at(999), leaseMs: 1, worker: 'w1' }))).toMatchObject({
          effect: null,
          nextAt: at(1000),
        });
        const { effect, nextAt, atMs } = await lease(1000, 5000);
        expect(nextAt).toBe(at(60_000));
        expect(effect).toMatchObject({
          effectId: 'now',
          kind: 'mail',
          stream: 'case:1',
          payload: { to: 'contact' },
          state: 'running',
          leaseUntil: at(atMs + 5000),
        });
        expect(effect!.fence).toBeGreaterThan(0);
      });

      test('a lease names its worker, and goes to the next one with its name', async () => {
        await asking(anEffect({ effectId: 'e' }));
        expect(await effectNow('e')).toMatchObject({ worker: null });
        const held = await lease(0, 1000);
        expect(held.effect).toMatchObject({ worker: 'w1' });
        await surely(() => log.leaseEffect({ at: at(held.atMs + 1000), leaseMs: 1000, worker: 'another' }));
        expect(await effectNow('e')).toMatchObject({ worker: 'another', state: 'running' });
      });

      test('as many effects as there are can be read, page by page, and each once', async () => {
        const asked = Array.from({ length: 45 }, (_, i) => anEffect({ effectId: `e${i}`, stream: `case:${i % 3}` }));
        for (let i = 0; i < 45; i += 15) await asking(...asked.slice(i, i + 15));
        const whole = await surely(() => allEffects(log, {}, 7));
        expect(whole.map(({ effectId }) => effectId)).toEqual(asked.map(({ effectId }) => effectId).toReversed());
        const ofOne = await surely(() => allEffects(log, { stream: 'case:1', states: ['waiting'] }, 4));
        expect(ofOne).toHaveLength(15);
        expect(
          (await surely(() => log.effectsOf({ ids: ['e3', 'e30', 'none'], limit: 10 }))).map((each) => each.effectId),
        ).toEqual(['e30', 'e3']);
      });

      test('when something falls due is asked by kind', async () => {
        await asking(anEffect({ kind: 'mail', dueAt: at(50) }), anEffect({ kind: 'disable', dueAt: at(90) }));
        expect(await surely(() => log.nextDue())).toBe(at(50));
        expect(await surely(() => log.nextDue(['disable', 'wake']))).toBe(at(90));
        expect(await surely(() => log.nextDue(['wake']))).toBeNull();
      });

      test('two workers never hold the same effect', async () => {
        await asking(...Array.from({ length: 6 }, () => anEffect()));
        const hold = async (): Promise<string[]> => {
          const mine: string[] = [];
          for (let i = 0; i < 3; i += 1) {
            const { effect: held } = await log
              .leaseEffect({ at: at(10), leaseMs: 1000, worker: 'w2' })

              .catch((error: unknown) => (isLost(error) ? { effect: null } : Promise.reject(error)));
            if (held !== null) mine.push(held.effectId);
          }
          return mine;
        };
        const held = (await Promise.all([hold(), hold()])).flat();
        expect(new Set(held).size).toBe(held.length);
        expect((await surely(() => log.effectsOf({ states: ['running'], limit: 10 }))).length).toBe(6);
        expect(await surely(() => log.leaseEffect({ at: at(20), leaseMs: 1000, worker: 'w2' }))).toMatchObject({
          effect: null,
          nextAt: expect.stringMatching(/./),
        });
      });

      test('a lease that ran out goes to the next worker, and the first one’s outcome is refused whole', async () => {
        await asking(anEffect({ effectId: 'e' }));
        const first = await lease(0, 1000);
        const second = await lease(first.atMs + 1000, 1000);
        expect(second.effect!.fence).toBeGreaterThan(first.effect!.fence);
        const late = await append({
          ...oneEvent('case:1', { at: at(second.atMs) }),
          settles: [{ effectId: 'e', fence: first.effect!.fence, state: 'done' }],
        });
        expect(late).toEqual({ ok: false, reason: 'lease-lost', effectId: 'e' });
        expect(await everything()).toHaveLength(1);
        expect(
          await append({
            ...oneEvent('case:1', { at: at(second.atMs) }),
            settles: [{ effectId: 'e', fence: second.effect!.fence, state: 'done' }],
          }),
        ).toMatchObject({ ok: true });
        expect(await effectNow('e')).toMatchObject({ state: 'done', leaseUntil: null });
        expect(await surely(() => log.nextDue())).toBeNull();
      });

      test('an outcome that stands is confirmed when it is told again, another one is not', async () => {
        await asking(anEffect({ effectId: 'e' }));
        const { effect } = await lease(0, 1000);
        const settle = (state: 'done' | 'failed'): Append => ({
          at: at(0),
          streams: [],
          settles: [{ effectId: 'e', fence: effect!.fence, state }],
        });
        expect(await append(settle('done'))).toMatchObject({ ok: true });
        expect(await append(settle('done'))).toMatchObject({ ok: true });
        expect(await append(settle('failed'))).toMatchObject({ ok: false, reason: 'lease-lost' });
        expect(
          await append({ at: at(0), streams: [], settles: [{ effectId: 'nobody’s', fence: 1, state: 'done' }] }),
        ).toMatchObject({ ok: false, reason: 'lease-lost' });
      });

      test('one that failed for now waits until its new time, with why and how far it came', async () => {
        await asking(anEffect({ effectId: 'e' }));
        const { effect, atMs } = await lease(0, 1000);
        await append({
          at: at(atMs),
          streams: [],
          settles: [
            {
              effectId: 'e',
              fence: effect!.fence,
              state: 'waiting',
              dueAt: at(90_000_000),
              lastError: { code: 'mail-put-off', status: '451', says: 'Busy' },
              progress: { sent: 1 },
            },
          ],
        });
        expect(await effectNow('e')).toMatchObject({
          state: 'waiting',
          dueAt: at(90_000_000),
          lastError: { code: 'mail-put-off', status: '451', says: 'Busy' },
          progress: { sent: 1 },
          leaseUntil: null,
        });
        expect((await lease(89_000_000, 1)).effect).toBeNull();
        const again = await lease(90_000_000, 1000);
        expect(again.effect!.attempts).toBeGreaterThan(effect!.attempts);
        expect(again.effect!.progress).toEqual({ sent: 1 });
      });

      test('a step of a longer deed keeps the lease', async () => {
        await asking(anEffect({ effectId: 'e' }));
        const { effect, atMs } = await lease(0, 1000);
        const step = (progress: number, leaseFor?: number): Append => ({
          ...oneEvent('case:1', { at: at(atMs) }),
          settles: [
            {
              effectId: 'e',
              fence: effect!.fence,
              state: 'waiting',
              keepLease: true,
              progress,
              ...(leaseFor !== undefined && { leaseMs: leaseFor }),
            },
          ],
        });
        expect(await append(step(1))).toMatchObject({ ok: true });
        expect(await effectNow('e')).toMatchObject({ state: 'running', progress: 1, leaseUntil: at(atMs + 1000) });
        expect(await append(step(2, 9000))).toMatchObject({ ok: true });
        expect(await surely(() => log.nextDue())).toBe(at(atMs + 9000));
      });

      test('what waits can be cancelled, what runs can not', async () => {
        await asking(anEffect({ effectId: 'waits', dueAt: at(90_000_000) }), anEffect({ effectId: 'runs' }));
        await lease(0, 1000);
        expect(await append({ ...oneEvent('case:1'), cancels: ['waits', 'runs', 'nobody’s'] })).toMatchObject({
          ok: true,
        });
        expect((await effectNow('waits'))!.state).toBe('cancelled');
        expect((await effectNow('runs'))!.state).toBe('running');
        expect((await lease(95_000_000, 1000)).effect?.effectId).toBe('runs');
      });

      test('what waits is kept back by whoever knows its fence, together with what tells of it, or neither is', async () => {
        await asking(anEffect({ effectId: 'e' }));
        const keepBack = (fence: number): Promise<AppendResult> =>
          append({ ...oneEvent('case:1'), settles: [{ effectId: 'e', fence, state: 'cancelled' }] });
        const { effect, atMs } = await lease(0, 1000);
        expect(await keepBack(effect!.fence - 1), 'somebody has begun it').toMatchObject({
          ok: false,
          reason: 'lease-lost',
        });
        expect(await everything()).toHaveLength(1);
        await append({
          at: at(atMs),
          streams: [],
          settles: [{ effectId: 'e', fence: effect!.fence, state: 'waiting', dueAt: at(9_000_000) }],
        });
        expect(await keepBack(effect!.fence)).toMatchObject({ ok: true });
        expect(await effectNow('e')).toMatchObject({ state: 'cancelled' });
        expect((await lease(95_000_000, 1000)).effect).toBeNull();
      });

      test('a worker can ask for its own kinds', async () => {
        await asking(anEffect({ effectId: 'm' }), anEffect({ effectId: 'd', kind: 'disable' }));
        expect((await lease(0, 1000, ['disable'])).effect?.effectId).toBe('d');
        expect((await lease(0, 1000, ['other'])).effect).toBeNull();
      });

      test('an effect asked for again is one effect, and its id is no other’s', async () => {
        await asking(anEffect({ effectId: 'e' }));
        await asking(anEffect({ effectId: 'e' }));
        expect(await surely(() => log.effectsOf({ limit: 10 }))).toHaveLength(1);
        await expect(asking(anEffect({ effectId: 'e', kind: 'disable' }))).rejects.toThrow(/effectId/);
      });

      test('effects are listed newest first, by stream, state and kind', async () => {
        await asking(
          anEffect({ effectId: 'a', dueAt: at(9000) }),
          anEffect({ effectId: 'b', stream: 'case:2' }),
          anEffect({ effectId: 'c', kind: 'disable', dueAt: at(9000) }),
        );
        await lease(0, 1000);
        const list = async (filter: Parameters<EventLog['effectsOf']>[0]): Promise<string[]> =>
          (await surely(() => log.effectsOf(filter))).map((each) => each.effectId);
        expect(await list({ limit: 10 })).toEqual(['c', 'b', 'a']);
        expect(await list({ limit: 2 })).toEqual(['c', 'b']);
        expect(await list({ stream: 'case:1', limit: 10 })).toEqual(['c', 'a']);
        expect(await list({ states: ['running'], limit: 10 })).toEqual(['b']);
        expect(await list({ kind: 'mail', limit: 10 })).toEqual(['b', 'a']);
      });
    });

    describe('time', () => {
      test('a clock before the last event is refused with both times', async () => {
        await append(oneEvent('case:1', { at: at(3_600_000) }));
        expect(await append(oneEvent('case:2', { at: at(0) }))).toEqual({
          ok: false,
          reason: 'clock-behind',
          last: at(3_600_000),
          at: at(0),
        });
        expect(await everything()).toHaveLength(1);
      });

      test('commands that overtake each other are both recorded, and recorded time never runs backwards', async () => {
        await append(oneEvent('case:1', { at: at(clockGraceMs) }));
        const [event] = accepted(await append(oneEvent('case:2', { at: at(1) })));
        expect(event!.recordedAt).toBe(at(clockGraceMs));
      });
    });

    describe('keys', () => {
      const personal = (stream: string, key: 'case:1/contact' | 'case:1/identity' | 'staff:amy'): Append => ({
        at: at(0),
        streams: [{ stream, events: [anEvent({ fact: 1 }, { personal: { key, content: { name: 'Maëlle Ng' } } })] }],
      });

      test('destroying a key erases what it sealed, and nothing else', async () => {
        const [before] = accepted(await append(personal('case:1', 'case:1/contact')));
        await append(personal('case:1', 'case:1/identity'));
        await surely(() => log.destroyKey('case:1/contact'));
        const [gone, stays] = await surely(() => log.readStream('case:1'));
        expect(gone).toMatchObject({ erased: true, data: { fact: 1 }, hash: before!.hash });
        expect(gone).not.toHaveProperty('personal');
        expect(stays!.personal?.content).toEqual({ name: 'Maëlle Ng' });
        expect(stays).not.toHaveProperty('erased');
        expect((await everything())[0]).toEqual(gone);
      });

      test('whoever keeps copies can ask what was destroyed since they last did', async () => {
        expect(await surely(() => log.destroyedSince(0))).toEqual({ turn: 0, names: [] });
        await surely(() => log.destroyKey('case:1/contact'));
        const { turn, names } = await surely(() => log.destroyedSince(0));
        expect(names).toEqual(['case:1/contact']);
        await surely(() => log.destroyKey('case:2/contact'));
        expect((await surely(() => log.destroyedSince(turn))).names).toEqual(['case:2/contact']);
      });

      test('who was erased is not brought back by a late event', async () => {
        await append(personal('case:1', 'case:1/contact'));
        await surely(() => log.destroyKey('case:1/contact'));
        expect(await append(personal('case:1', 'case:1/contact'))).toEqual({
          ok: false,
          reason: 'erased',
          key: 'case:1/contact',
        });
        expect(await everything()).toHaveLength(1);
      });

      test('destroying twice, or before there is a key, is destroying', async () => {
        await surely(() => log.destroyKey('staff:amy'));
        await surely(() => log.destroyKey('staff:amy'));
        expect(await append(personal('staff:amy', 'staff:amy'))).toMatchObject({ ok: false, reason: 'erased' });
      });
    });

    describe('requests that no log takes', () => {
      const event = anEvent();
      const bad: readonly (readonly [string, Append, RegExp])[] = [
        ['a time without milliseconds', oneEvent('case:1', { at: '2025-03-03T09:00:00Z' }), /^at: /],
        ['a time that is none', oneEvent('case:1', { at: '2025-13-03T09:00:00.000Z' }), /^at: /],
        ['an unknown kind of stream', oneEvent('ticket:1'), /stream: must be/],
        [
          'an id like one that introduces a desk’s key',
          {
            at: at(0),
            streams: [{ stream: 'case:1', events: [{ ...anEvent(), eventId: 'desk-key:00112233aabbccdd' }] }],
          },
          /own$/,
        ],
        ['the checkpoints’ own stream', oneEvent('audit:checkpoints'), /alone/],
        ['an event id twice', { at: at(0), streams: [{ stream: 'case:1', events: [event, event] }] }, /eventId: /],
        [
          'a stream twice',
          {
            at: at(0),
            streams: [
              { stream: 'case:1', events: [] },
              { stream: 'case:1', events: [] },
            ],
          },
          /streams: /,
        ],
        [
          'a number that is none',
          { at: at(0), streams: [{ stream: 'case:1', events: [anEvent({ n: Number.NaN })] }] },
          /plain JSON/,
        ],
        [
          'half a character',
          { at: at(0), streams: [{ stream: 'case:1', events: [anEvent({ text: '\ud83d' })] }] },
          /plain JSON/,
        ],
        [
          'a schema of zero',
          { at: at(0), streams: [{ stream: 'case:1', events: [anEvent({}, { schema: 0 })] }] },
          /schema: /,
        ],
        [
          'a claim without an event',
          { at: at(0), streams: [], claims: [{ kind: 'count', name: 'n', limit: 1 }] },
          /claims: /,
        ],
        ['a due time that is none', oneEvent('case:1', { effects: [anEffect({ dueAt: 'soon' })] }), /dueAt: /],
      ];
      test.each(bad)('%s', async (_, request, message) => {
        await expect(append(request)).rejects.toThrow(message);
        expect(await everything()).toEqual([]);
      });
    });

    describe('two writers at once', () => {
      type Deed = {
        readonly stream: number;
        readonly careful: boolean;
        readonly claim: 'none' | 'unique' | 'release' | 'count';
      };
      const deed: fc.Arbitrary<Deed> = fc.record({
        stream: fc.nat(2),
        careful: fc.boolean(),
        claim: fc.constantFrom('none', 'unique', 'release', 'count'),
      });
      const claimsOf = ({ claim, stream }: Deed): Append['claims'] =>
        claim === 'none'
          ? []
          : claim === 'count'
            ? [{ kind: 'count', name: `count-${stream}`, limit: 3 }]
            : [{ kind: claim, name: `claim-${stream}` }];

      test(
        'whatever they do: what was acknowledged is there once, what was refused is not, and limits hold',
        { timeout: 60_000 },
        async () => {
          await fc.assert(
            fc.asyncProperty(
              fc.array(deed, { maxLength: 12 }),
              fc.array(deed, { maxLength: 12 }),
              async (mine, yours) => {
                const own = await makeLog();
                const ask = (request: Append): Promise<AppendResult> => surely(() => own.log.append(request));
                const acknowledged = new Map<string, Deed>();
                const refused = new Set<string>();
                const work = async (deeds: readonly Deed[]): Promise<void> => {
                  for (const each of deeds) {
                    const stream = `case:${each.stream}`;
                    const expectedVersion = each.careful
                      ? (await surely(() => own.log.readStream(stream))).length
                      : undefined;
                    const event = anEvent();
                    const result = await ask({
                      at: at(0),
                      claims: claimsOf(each) ?? [],
                      streams: [{ stream, events: [event], ...(expectedVersion !== undefined && { expectedVersion }) }],
                    });
                    if (result.ok) acknowledged.set(event.eventId, each);
                    else refused.add(event.eventId);
                  }
                };
                await Promise.all([work(mine), work(yours)]);
                const read = await surely(() => own.log.readAfter(0, 1000));
                await own.close();
                expect(read.map((event) => event.eventId).toSorted()).toEqual([...acknowledged.keys()].toSorted());
                expect(read.some((event) => refused.has(event.eventId))).toBe(false);
                for (let stream = 0; stream < 3; stream += 1) {
                  const ofStream = read.filter((event) => event.stream === `case:${stream}`);
                  expect(ofStream.map((event) => event.version)).toEqual(ofStream.map((_, i) => i + 1));
                  const claims = ofStream.map((event) => acknowledged.get(event.eventId)!.claim);
                  expect(claims.filter((claim) => claim === 'count').length).toBeLessThanOrEqual(3);
                  // In the order of commits a claim is never taken while it is held.
                  let isHeld = false;
                  for (const claim of claims) {
                    if (claim === 'unique') expect(isHeld).toBe(false);
                    if (claim === 'unique' || claim === 'release') isHeld = claim === 'unique';
                  }
                }
              },
            ),
            { numRuns: runs },
          );
        },
      );
    });
  });
};
