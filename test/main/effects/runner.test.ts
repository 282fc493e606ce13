import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Deed, Runner, RunnerDeps } from '#main/effects/runner';
import { backOffMs, createRunner } from '#main/effects/runner';
import type { Effect, EventLog } from '#main/store/log/event-log';
import { createMemoryLog } from '#main/store/log/memory-log';

const started: Runner[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((runner) => runner.stop()));
});

/** A log, a clock that the test moves, timers that the test fires. */
const world = (lanes: Readonly<Record<string, Readonly<Record<string, Deed>>>>, more: Partial<RunnerDeps> = {}) => {
  const log = createMemoryLog();
  let now = Date.parse('2026-03-10T15:00:00.000Z');
  const timers = new Set<{ readonly run: () => void; readonly ms: number }>();
  const faults: unknown[] = [];
  const runner = createRunner({
    log,
    clock: { now: () => new Date(now) },
    random: () => 0.5,
    worker: 'this desk',
    onFault: (_, error) => faults.push(error),
    onChange: () => undefined,
    setTimer: (run, ms) => {
      const timer = { run, ms };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    lanes: Object.entries(lanes).map(([name, kinds]) => ({ name, kinds, leaseMs: 10_000 })),
    ...more,
  });
  started.push(runner);
  let asked = 0;
  return {
    log,
    runner,
    timers,
    faults,
    pass(ms: number) {
      now += ms;
    },
    ask: async (effectId: string, kind: string, dueInMs = 0): Promise<void> => {
      await log.append({
        streams: [
          {
            stream: 'desk',
            events: [{ eventId: `asked-${(asked += 1)}`, type: 'asked', schema: 1, actor: 'desk', data: {} }],
          },
        ],
        effects: [{ effectId, kind, stream: 'desk', dueAt: new Date(now + dueInMs).toISOString(), payload: {} }],
        at: new Date(now).toISOString(),
      });
    },
    effect: async (effectId: string): Promise<Effect> =>
      (await log.effectsOf({ limit: 100 })).find((effect) => effect.effectId === effectId)!,
    settle: async (effect: Effect, state: 'done' | 'failed'): Promise<boolean> =>
      (
        await log.append({
          streams: [],
          settles: [{ effectId: effect.effectId, fence: effect.fence, state }],
          at: new Date(now).toISOString(),
        })
      ).ok,
  };
};
type Log = Pick<EventLog, 'append'>;
const settled =
  (log: () => Log): Deed =>
  async (effect) => {
    await log().append({
      streams: [],
      settles: [{ effectId: effect.effectId, fence: effect.fence, state: 'done' }],
      at: '2026-03-10T16:00:00.000Z',
    });
    return { outcome: 'settled' };
  };

describe('back-off', () => {
  test.each([
    [1, 2_000],
    [2, 4_000],
    [3, 8_000],
    [8, 256_000],
    [9, 300_000],
    [50, 300_000],
  ])('after attempt %i waits about %i ms', (attempts, ms) => {
    expect(backOffMs(attempts, 0.5)).toBe(ms);
    expect(backOffMs(attempts, 0)).toBe(ms * 0.75);
    expect(backOffMs(attempts, 1)).toBe(ms * 1.25);
  });

  test('what failed is tried again when its time has come, not before, with why it failed', async () => {
    const attempts: number[] = [];
    const at = world({
      only: {
        job: async (effect) => {
          attempts.push(effect.attempts);
          return { outcome: 'retry', why: { code: 'mail-down' } };
        },
      },
    });
    await at.ask('e1', 'job');
    await at.runner.drain();
    expect(await at.effect('e1')).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastError: { code: 'mail-down' },
      dueAt: '2026-03-10T15:00:02.000Z',
    });
    at.pass(1_999);
    await at.runner.drain();
    expect(attempts).toEqual([1]);
    at.pass(1);
    await at.runner.drain();
    expect(attempts).toEqual([1, 2]);
    expect((await at.effect('e1')).dueAt).toBe('2026-03-10T15:00:06.000Z');
  });

  test('a deed that throws is a fault and is tried again; its text stays inside', async () => {
    const at = world({
      only: {
        job: async () => {
          throw new Error('secret detail');
        },
      },
    });
    await at.ask('e1', 'job');
    await at.runner.drain();
    expect(at.faults).toHaveLength(1);
    expect(await at.effect('e1')).toMatchObject({
      state: 'waiting',
      lastError: { code: 'fault' },
    });
  });

  test('what was cancelled is not tried again', async () => {
    const deed = vi.fn<Deed>(async () => ({ outcome: 'cancelled', why: { code: 'link-not-awaited' } }));
    const at = world({ only: { job: deed } });
    await at.ask('e1', 'job');
    await at.runner.drain();
    at.pass(3_600_000);
    await at.runner.drain();
    expect(deed).toHaveBeenCalledTimes(1);
    expect(await at.effect('e1')).toMatchObject({ state: 'cancelled', lastError: { code: 'link-not-awaited' } });
  });
});

describe('fences', () => {
  test('whoever lost the lease writes nothing: neither done nor a retry', async () => {
    const at = world({
      only: {
        job: async () => {
          // While this deed dawdled, its lease ran out and somebody else did it.
          at.pass(20_000);
          const { effect: other } = await at.log.leaseEffect({
            at: '2026-03-10T15:00:20.000Z',
            leaseMs: 10_000,
            worker: 'another',
            kinds: ['job'],
          });
          expect(await at.settle(other!, 'done')).toBe(true);
          return { outcome: 'retry', why: { code: 'mail-slow' } };
        },
      },
    });
    await at.ask('e1', 'job');
    await at.runner.drain();
    expect(await at.effect('e1')).toMatchObject({ state: 'done', attempts: 2, fence: 2, lastError: null });
    const late = { ...(await at.effect('e1')), fence: 1 };
    expect(await at.settle(late, 'failed')).toBe(false);
  });

  test('a deed that a crash left under a lease is taken up when the lease has run out', async () => {
    const at = world({ only: { job: (effect) => settled(() => at.log)(effect) } });
    await at.ask('e1', 'job');
    await at.log.leaseEffect({ at: '2026-03-10T15:00:00.000Z', leaseMs: 10_000, worker: 'another' });
    await at.runner.drain();
    expect((await at.effect('e1')).state).toBe('running');
    at.pass(10_000);
    await at.runner.drain();
    expect(await at.effect('e1')).toMatchObject({ state: 'done', attempts: 2, fence: 2 });
  });
});

describe('lanes', () => {
  test('a deed that hangs in one lane holds up its lane, not the other', async () => {
    let letGo: () => void = () => undefined;
    const hangs = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const done: string[] = [];
    const finish = async (effect: Effect) => {
      done.push(effect.effectId);
      return settled(() => at.log)(effect);
    };
    const at = world({
      mail: {
        mail: async (effect) => {
          if (effect.effectId === 'm1') await hangs;
          return finish(effect);
        },
      },
      disable: { disable: finish },
    });
    await at.ask('m1', 'mail');
    await at.ask('m2', 'mail');
    await at.ask('d1', 'disable');
    at.runner.start();
    await vi.waitFor(() => {
      expect(done).toEqual(['d1']);
    });
    await at.ask('d2', 'disable');
    await vi.waitFor(() => {
      expect(done).toEqual(['d1', 'd2']);
    });
    letGo();
    await vi.waitFor(() => {
      expect(done).toEqual(['d1', 'd2', 'm1', 'm2']);
    });
  });

  test("draining waits for what one lane's deed asks of another", async () => {
    const done: string[] = [];
    const at = world({
      first: {
        first: async (effect) => {
          await at.ask('second', 'second');
          done.push('first');
          return settled(() => at.log)(effect);
        },
      },
      second: {
        second: async (effect) => {
          for (let turn = 0; turn < 20; turn += 1)
            await new Promise((resolve) => {
              setImmediate(resolve);
            });
          done.push('second');
          return settled(() => at.log)(effect);
        },
      },
    });
    at.runner.start();
    await at.ask('first', 'first');
    await at.runner.drain();
    expect(done).toEqual(['first', 'second']);
  });
});

test('draining ends although something of a kind that nobody here does is due', async () => {
  const at = world({ only: { job: (effect) => settled(() => at.log)(effect) } });
  await at.ask('strange', "a-later-version's");
  await at.ask('known', 'job');
  await at.runner.drain();
  expect([(await at.effect('strange')).state, (await at.effect('known')).state]).toEqual(['waiting', 'done']);
});

describe('sleeping', () => {
  test('wakes for the next thing that is due, and goes on by itself', async () => {
    const at = world({ only: { job: (effect) => settled(() => at.log)(effect) } });
    await at.ask('later', 'job', 30_000);
    at.runner.start();
    await vi.waitFor(() => {
      expect([...at.timers].map(({ ms }) => ms)).toEqual([30_000]);
    });
    at.pass(30_000);
    for (const timer of at.timers) timer.run();
    await vi.waitFor(async () => {
      expect((await at.effect('later')).state).toBe('done');
    });
  });

  test('never sleeps longer than a minute, for clocks jump', async () => {
    const at = world({ only: { job: (effect) => settled(() => at.log)(effect) } });
    await at.ask('tomorrow', 'job', 86_400_000);
    at.runner.start();
    await vi.waitFor(() => {
      expect([...at.timers].map(({ ms }) => ms)).toEqual([60_000]);
    });
  });

  test('leaves one timer a lane however often it was woken, and none after the stop', async () => {
    const at = world({
      one: { job: (effect) => settled(() => at.log)(effect) },
      two: { other: (effect) => settled(() => at.log)(effect) },
    });
    at.runner.start();
    for (let n = 0; n < 20; n += 1) await at.ask(`e${n}`, n % 2 === 0 ? 'job' : 'other');
    await at.runner.drain();
    await vi.waitFor(() => {
      expect(at.timers.size).toBe(2);
    });
    await at.runner.stop();
    expect(at.timers.size).toBe(0);
    const deeds = (await at.log.effectsOf({ limit: 100 })).filter(({ state }) => state === 'done').length;
    await at.ask('after the stop', 'job');
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    expect(deeds).toBe(20);
    expect((await at.effect('after the stop')).state).toBe('waiting');
  });
});

describe('waking by what happened', () => {
  const counting = (lanes: Parameters<typeof world>[0]) => {
    const at = world(lanes);
    const calls: string[] = [];
    const log = at.log;
    const heard: EventLog = {
      ...log,
      leaseEffect: (request) => (calls.push(`lease ${request.kinds?.join(' ')}`), log.leaseEffect(request)),
      nextDue: (kinds) => (calls.push(`due ${kinds?.join(' ')}`), log.nextDue(kinds)),
      effectsOf: (filter) => (calls.push('effects'), log.effectsOf(filter)),
    };
    return { ...at, calls, heard };
  };
  const settledDown = async (): Promise<void> => {
    for (let turn = 0; turn < 30; turn += 1)
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
  };
  const makeRunner = (at: ReturnType<typeof counting>, lanes: RunnerDeps['lanes']): Runner => {
    const runner = createRunner({
      log: at.heard,
      clock: { now: () => new Date('2026-03-10T15:00:00.000Z') },
      worker: 'this desk',
      random: () => 0.5,
      onFault: (_, error) => at.faults.push(error),
      onChange: () => undefined,
      setTimer: (run, ms) => {
        const timer = { run, ms };
        at.timers.add(timer);
        return () => at.timers.delete(timer);
      },
      lanes,
    });
    started.push(runner);
    return runner;
  };
  const lane = (name: string, deed: Deed) => ({ name, kinds: { [name]: deed }, leaseMs: 10_000 });
  const twoLanes = async () => {
    const at = counting({});
    const deed = settled(() => at.log);
    const runner = makeRunner(at, [lane('mail', deed), lane('disable', deed)]);
    runner.start();
    await settledDown();
    at.calls.length = 0;
    return at;
  };
  const noted = (at: ReturnType<typeof counting>) =>
    at.log.append({
      streams: [
        { stream: 'case:1', events: [{ eventId: 'n', type: 'case.noted', schema: 1, actor: 'desk', data: {} }] },
      ],
      at: '2026-03-10T15:00:00.000Z',
    });

  test('a note asks for no deed, so no lane asks the store for anything', async () => {
    const at = await twoLanes();
    await noted(at);
    await settledDown();
    expect(at.calls).toEqual([]);
  });

  test('a mail wakes the lane that sends it, and no other', async () => {
    const at = await twoLanes();
    await at.ask('m1', 'mail');
    await settledDown();
    expect((await at.effect('m1')).state).toBe('done');
    // The lease says that no other waits: nobody has to ask again.
    expect(at.calls).toEqual(['lease mail']);
  });

  test('what is due later sets the alarm of its lane without a question', async () => {
    const at = await twoLanes();
    await at.ask('d1', 'disable', 30_000);
    await settledDown();
    expect(at.calls).toEqual([]);
    expect([...at.timers].map(({ ms }) => ms).toSorted((a, b) => a - b)).toEqual([30_000, 60_000]);
  });

  test('where nobody knows what was missed, every lane looks', async () => {
    const at = counting({});
    let tell: ((announced: { position: number; lastAt: null; streams: null; free: null }) => void) | undefined;
    const deed = settled(() => at.log);
    const runner = makeRunner(
      { ...at, heard: { ...at.heard, subscribe: (listener) => ((tell = listener), () => undefined) } },
      [lane('mail', deed), lane('disable', deed)],
    );
    runner.start();
    await settledDown();
    at.calls.length = 0;
    tell?.({ position: 1, lastAt: null, streams: null, free: null });
    await settledDown();
    expect(at.calls.filter((call) => call.startsWith('lease')).toSorted()).toEqual(['lease disable', 'lease mail']);
  });
});

describe('what came in while nobody was here', () => {
  test('is fetched before any deed of any lane begins: a repudiation stops the disable that is due (R7)', async () => {
    const order: string[] = [];
    let isFrozen = false;
    const at = world(
      {
        disable: {
          disable: async (effect) => {
            order.push(isFrozen ? 'stopped' : 'disabled');
            return settled(() => at.log)(effect);
          },
        },
        mail: { mail: (effect) => (order.push('mail'), settled(() => at.log)(effect)) },
      },
      {
        fetchFirst: async () => {
          order.push('asked the gate');
          for (let turn = 0; turn < 20; turn += 1)
            await new Promise((resolve) => {
              setImmediate(resolve);
            });
          isFrozen = true;
          order.push('fetched');
        },
      },
    );
    await at.ask('d1', 'disable');
    await at.ask('m1', 'mail');
    at.runner.start();
    await at.runner.drain();
    expect(order.slice(0, 2)).toEqual(['asked the gate', 'fetched']);
    expect(order.slice(2).toSorted()).toEqual(['mail', 'stopped']);
  });

  test('holds every deed while it can’t be fetched, and is asked for again', async () => {
    let isAway = true;
    let asked = 0;
    const at = world(
      { only: { job: (effect) => settled(() => at.log)(effect) } },
      {
        fetchFirst: async () => {
          asked += 1;
          if (isAway) throw new Error('the gate is away');
        },
      },
    );
    await at.ask('e1', 'job');
    at.runner.start();
    await vi.waitFor(() => {
      expect(at.timers.size).toBe(1);
    });
    expect([(await at.effect('e1')).state, at.faults.length]).toEqual(['waiting', 1]);
    // Not many times a second.
    expect([...at.timers][0]!.ms).toBe(1_000);
    isAway = false;
    for (const timer of at.timers) timer.run();
    await vi.waitFor(async () => {
      expect((await at.effect('e1')).state).toBe('done');
    });
    expect(asked).toBe(2);
  });
});
