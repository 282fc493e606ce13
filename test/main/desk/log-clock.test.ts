import { describe, expect, test } from 'vitest';
import { lengthenCoolingOffs } from '#main/desk/presence';
import type { Deed } from '#main/effects/runner';
import { expireLinkDeed } from '#main/effects/small-deeds';
import { loadCase } from '#main/cases/change-case';
import { followClock } from '#main/desk/log-clock';
import { createMemoryLog } from '#main/store/log/memory-log';
import { toNewEvent } from '#main/store/log/stored-case';
import { inCoolingOff } from '#support/every-case';
import { agent, desk, open, openedAt } from '#support/example-case';
import { casesOver, oneCase, quietRunner } from '#support/memory-desk';

const hourMs = 3_600_000;

/** A log with a clock of its own, and a desk whose machine's clock differs from it by so much. */
const apart = async (machineAheadMs: number) => {
  let trueMs = Date.parse(openedAt);
  const own = createMemoryLog({ clock: () => new Date(trueMs) });
  let leases = 0;
  const counted: typeof own = { ...own, leaseEffect: (request) => ((leases += 1), own.leaseEffect(request)) };
  const { log, clock } = followClock(counted, { now: () => new Date(trueMs + machineAheadMs) });
  // As a desk does when it is opened.
  await log.head();
  return {
    log,
    clock,
    leases: () => leases,
    pass: (ms: number) => void (trueMs += ms),
    trueNow: () => new Date(trueMs).toISOString(),
    later: (ms: number) => new Date(trueMs + ms).toISOString(),
  };
};

describe.each([
  ['7 s ahead of the log', 7_000],
  ['7 s behind the log', -7_000],
  ['5 hours ahead of the log', 5 * hourMs],
  ['5 hours behind the log', -5 * hourMs],
])('on a machine whose clock is %s', (_, aheadMs) => {
  test('the desk goes by the log’s clock', async () => {
    const at = await apart(aheadMs);
    expect(at.clock.now().toISOString()).toBe(at.trueNow());
  });

  test('a deed is done when the log says that it is due, put off by the log’s time, and nobody asks in between', async () => {
    const at = await apart(aheadMs);
    const done: string[] = [];
    const deed: Deed = async () => {
      done.push(at.trueNow());
      return { outcome: 'retry', why: { code: 'mail-down' } };
    };
    const alarms: number[] = [];
    const runner = quietRunner({
      log: at.log,
      clock: at.clock,
      lanes: [{ name: 'only', kinds: { job: deed }, leaseMs: 10_000 }],
      setTimer: (_run, ms) => (alarms.push(ms), () => undefined),
    });
    await at.log.append({
      streams: [],
      effects: [{ effectId: 'e', kind: 'job', stream: 'desk', dueAt: at.later(30_000), payload: {} }],
      at: at.clock.now().toISOString(),
    });
    runner.start();
    await runner.drain();
    expect([done, alarms.at(-1)]).toEqual([[], 30_000]);
    at.pass(30_000);
    const before = at.leases();
    const dueAt = at.trueNow();
    await runner.drain();
    expect(done).toEqual([dueAt]);
    expect((await at.log.effectsOf({ limit: 1 }))[0]).toMatchObject({ state: 'waiting', dueAt: at.later(2_000) });
    expect(at.leases() - before).toBeLessThanOrEqual(2);
    await runner.stop();
  });

  test('a link has its 72 hours by the log’s clock, and ends then', async () => {
    const at = await apart(aheadMs);
    const cases = casesOver(at.log, { clock: at.clock });
    const { change, state } = oneCase(cases);
    await change(open(), agent);
    for (const way of ['still-signed-in', 'backup-code', 'someone-in-the-firm'] as const)
      await change({ kind: 'record-way', way, outcome: 'impossible', why: 'It was tried.' }, agent);
    const addressId = (await state()).account!.addresses[0]!.id;
    await change({ kind: 'send-link', addressId, language: 'en' }, agent);
    await change({ kind: 'start-link-clock', checkId: (await state()).links[0]!.checkId }, desk);
    expect((await state()).links[0]!.expiresAt).toBe(at.later(72 * hourMs));
    const runner = quietRunner({
      log: at.log,
      clock: at.clock,
      lanes: [{ name: 'small', kinds: { 'expire-link': expireLinkDeed(cases) }, leaseMs: 10_000 }],
    });
    at.pass(72 * hourMs - 1_000);
    await runner.drain();
    expect((await state()).links[0]!.state).toBe('running');
    at.pass(1_000);
    await runner.drain();
    expect((await state()).links[0]!.state).toBe('expired');
  });

  test('a cooling-off grows by as long as the desk was away by the log’s clock, whatever the machine’s own says (R8)', async () => {
    const at = await apart(aheadMs);
    const cooling = inCoolingOff();
    const { caseId, disable } = cooling.state();
    await at.log.append({
      streams: [
        {
          stream: `case:${caseId}`,
          events: cooling.events().map((event, n) => toNewEvent(caseId, event, desk, `event-${n}`)),
        },
      ],
      effects: [
        {
          effectId: disable!.effectId,
          kind: 'disable',
          stream: `case:${caseId}`,
          dueAt: disable!.dueAt,
          payload: { caseId },
        },
      ],
      at: at.clock.now().toISOString(),
    });
    at.pass(hourMs);
    // What the desk's own note says, written while it was here.
    const since = at.clock.now().toISOString();
    at.pass(10 * hourMs);
    await lengthenCoolingOffs(casesOver(at.log, { clock: at.clock }), since);
    const after = (await loadCase(at.log, caseId))!.state.disable!;
    expect(Date.parse(after.dueAt) - Date.parse(disable!.dueAt)).toBe(10 * hourMs);
  });
});
