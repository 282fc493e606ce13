import { afterEach, describe, expect, it } from 'vitest';
import { type Deed, type Runner } from '#main/effects/runner';
import type { EventLog } from '#main/store/log/event-log';
import { createMemoryLog } from '#main/store/log/memory-log';
import { quietRunner } from '#support/memory-desk';

const at = '2026-03-10T15:00:00.000Z';
const minuteMs = 60_000;
const runners: Runner[] = [];
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
});

const askFor = async (log: EventLog, effectId: string, kind: string): Promise<void> => {
  await log.append({
    streams: [{ stream: 'desk', events: [{ eventId: effectId, type: 'asked', schema: 1, actor: 'desk', data: {} }] }],
    effects: [{ effectId, kind, stream: 'desk', dueAt: at, payload: {} }],
    at,
  });
};
const runnerOver = (log: EventLog, kinds: Readonly<Record<string, Deed>>, worker: string): Runner => {
  const runner = quietRunner({
    log,
    worker,
    clock: { now: () => new Date(at) },
    lanes: Object.entries(kinds).map(([kind, deed]) => ({ name: kind, kinds: { [kind]: deed }, leaseMs: minuteMs })),
  });
  runners.push(runner);
  return runner;
};
const doneIn =
  (log: EventLog, did: string[]): Deed =>
  async ({ effectId, fence }) => {
    did.push(effectId);
    await log.append({ streams: [], settles: [{ effectId, fence, state: 'done' }], at });
    return { outcome: 'settled' };
  };

describe('a lease that nobody holds any more', () => {
  it('is taken back by the worker whose name it carries, at its start', async () => {
    const log = createMemoryLog();
    await askFor(log, 'e1', 'mail');
    await log.leaseEffect({ at, leaseMs: minuteMs, worker: 'this desk' });
    const did: string[] = [];
    await runnerOver(log, { mail: doneIn(log, did) }, 'this desk').drain();
    expect(did).toEqual(['e1']);
  });

  it('is left alone where another desk holds it: somebody may be at work', async () => {
    const log = createMemoryLog();
    await askFor(log, 'e1', 'mail');
    await log.leaseEffect({ at, leaseMs: minuteMs, worker: 'another desk' });
    const did: string[] = [];
    const runner = runnerOver(log, { mail: doneIn(log, did) }, 'this desk');
    await runner.drain();
    runner.storeRestarted();
    await runner.drain();
    expect(did).toEqual([]);
  });

  it('is taken back when a store that died took its answer along', async () => {
    const log = createMemoryLog();
    const did: string[] = [];
    const runner = runnerOver(log, { mail: doneIn(log, did) }, 'this desk');
    await runner.drain();
    await askFor(log, 'e1', 'mail');
    // Leased, and nobody was told.
    await log.leaseEffect({ at, leaseMs: minuteMs, worker: 'this desk' });
    await runner.drain();
    expect(did).toEqual([]);
    runner.storeRestarted();
    await runner.drain();
    expect(did).toEqual(['e1']);
  });

  it('is never one that a deed is under way with: it is done once, whatever the store does meanwhile', async () => {
    const log = createMemoryLog();
    const did: string[] = [];
    const runner: Runner = runnerOver(
      log,
      {
        slow: async (effect) => {
          runner.storeRestarted();
          await Promise.resolve();
          return doneIn(log, did)(effect);
        },
        other: doneIn(log, did),
      },
      'this desk',
    );
    await askFor(log, 'e1', 'slow');
    await askFor(log, 'e2', 'other');
    await runner.drain();
    expect(did.toSorted()).toEqual(['e1', 'e2']);
  });
});
