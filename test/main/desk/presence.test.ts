import { describe, expect, it, test } from 'vitest';
import { loadCase } from '#main/cases/change-case';
import { toNewEvent } from '#main/store/log/stored-case';
import { comeBack, lengthenCoolingOffs, whileAway } from '#main/desk/presence';
import { createMemoryLog } from '#main/store/log/memory-log';
import { desk, hoursOn } from '#support/example-case';
import { inCoolingOff } from '#support/every-case';
import type { Effect } from '#main/store/log/event-log';
import { casesOver, quietRunner } from '#support/memory-desk';

const now = new Date('2026-11-24T08:00:00.000Z');
const effect = (kind: string, dueAt: string, state: Effect['state'] = 'waiting'): Effect => ({
  effectId: `${kind}-${dueAt}`,
  kind,
  stream: 'case:x',
  dueAt,
  payload: {},
  state,
  attempts: 0,
  fence: 0,
  leaseUntil: null,
  worker: null,
  lastError: null,
  progress: null,
});

const listed = async function* (effects: readonly Effect[]): AsyncGenerator<Effect> {
  yield* effects;
};

describe('what is said of the time in which the desk was closed', () => {
  const since = '2026-11-23T18:00:00.000Z';
  it('counts what fell due, gravest first, and nothing that is still to come', async () => {
    const effects = [
      effect('expire-link', '2026-11-24T02:00:00.000Z'),
      effect('expire-link', '2026-11-24T03:00:00.000Z'),
      effect('wake', '2026-11-24T07:00:00.000Z'),
      effect('open-re-secure', since),
      effect('watch', '2026-11-24T09:00:00.000Z'),
      effect('wake', '2026-11-24T01:00:00.000Z', 'done'),
    ];
    expect(await whileAway(listed(effects), since, now)).toBe(
      'While the desk was closed (14 hours): 1 account to secure, 2 links ended, 1 case came back.',
    );
  });
  it.each([
    ['nothing fell due', [], since],
    ['it was only started again', [effect('wake', '2026-11-24T07:59:00.000Z')], '2026-11-24T07:58:00.000Z'],
    ['nobody knows since when', [effect('wake', since)], null],
  ] as const)('is nothing where %s', async (_, effects, from) => {
    expect(await whileAway(listed(effects), from, now)).toBeNull();
  });
});

describe('a disable whose cooling-off would have ended meanwhile', () => {
  test('is not said to have fallen due: it is lengthened before it runs (R8)', async () => {
    const since = '2026-11-23T18:00:00.000Z';
    const effects = [effect('disable', '2026-11-23T17:00:00.000Z'), effect('disable', '2026-11-24T02:00:00.000Z')];
    expect(await whileAway(listed(effects), since, now)).toBe(
      'While the desk was closed (14 hours): 1 disable fell due.',
    );
  });
});

describe('a desk that comes back', () => {
  const world = () => {
    const order: string[] = [];
    let isAway = false;
    const back = comeBack({
      fetchFirst: async () => {
        await Promise.resolve();
        if (isAway) throw new Error('the gate is away');
        order.push('fetched');
      },
      lengthen: async () => {
        await Promise.resolve();
        order.push('lengthened');
      },
      stayHere: () => void order.push('here'),
    });
    return { order, back, gate: (away: boolean) => void (isAway = away) };
  };

  test('fetches what came in, then lengthens the cooling-offs, then says that it is here: all before any deed', async () => {
    const at = world();
    const log = createMemoryLog();
    await log.append({
      streams: [],
      effects: [{ effectId: 'd1', kind: 'disable', stream: 'case:x', dueAt: hoursOn(0), payload: {} }],
      at: hoursOn(0),
    });
    const runner = quietRunner({
      log,
      clock: { now: () => new Date(hoursOn(1)) },
      fetchFirst: at.back,
      lanes: [
        {
          name: 'disable',
          leaseMs: 60_000,
          kinds: {
            disable: async () => {
              at.order.push('disabled');
              return { outcome: 'cancelled', why: { code: 'disable-finished' } };
            },
          },
        },
      ],
    });
    await runner.drain();
    expect(at.order).toEqual(['fetched', 'lengthened', 'here', 'disabled']);
  });

  test('lengthens nothing and is not here while it can’t fetch, so its absence is not forgotten', async () => {
    const at = world();
    at.gate(true);
    await expect(at.back()).rejects.toThrow('the gate is away');
    expect(at.order).toEqual([]);
    at.gate(false);
    await at.back();
    expect(at.order).toEqual(['fetched', 'lengthened', 'here']);
  });
});

describe('more than any page holds', () => {
  it('is counted whole', async () => {
    const effects = Array.from({ length: 2300 }, (_, n) =>
      effect('wake', '2026-11-24T07:00:00.000Z', n < 2200 ? 'waiting' : 'done'),
    );
    expect(await whileAway(listed(effects), '2026-11-23T18:00:00.000Z', now)).toContain(': 2200 cases came back.');
  });

  it('is lengthened whole: the oldest of 1 200 cooling-offs, too (R8)', async () => {
    const log = createMemoryLog();
    const at = inCoolingOff();
    const { caseId, disable } = at.state();
    const asked = (effectId: string, ofCase: string) => ({
      effectId,
      kind: 'disable',
      stream: `case:${ofCase}`,
      dueAt: disable!.dueAt,
      payload: { caseId: ofCase },
    });
    await log.append({
      streams: [
        {
          stream: `case:${caseId}`,
          events: at.events().map((event, n) => toNewEvent(caseId, event, desk, `event-${n}`)),
        },
      ],
      effects: [
        asked(disable!.effectId, caseId),
        ...Array.from({ length: 1199 }, (_, n) => asked(`e${n}`, `gone-${n}`)),
      ],
      at: hoursOn(1),
    });
    await lengthenCoolingOffs(casesOver(log, { clock: { now: () => new Date(hoursOn(11)) } }), hoursOn(1));
    const after = (await loadCase(log, caseId))!.state.disable!;
    expect(Date.parse(after.dueAt) - Date.parse(disable!.dueAt)).toBe(10 * 3_600_000);
  });
});
