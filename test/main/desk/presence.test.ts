import { describe, expect, it } from 'vitest';
import { whileAway } from '#main/desk/presence';
import type { Effect } from '#main/store/log/event-log';

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
  lastError: null,
  progress: null,
});

describe('what is said of the time in which the desk was closed', () => {
  const since = '2026-11-23T18:00:00.000Z';
  it('counts what fell due, gravest first, and nothing that is still to come', () => {
    const effects = [
      effect('expire-link', '2026-11-24T02:00:00.000Z'),
      effect('expire-link', '2026-11-24T03:00:00.000Z'),
      effect('wake', '2026-11-24T07:00:00.000Z'),
      effect('open-re-secure', since),
      effect('watch', '2026-11-24T09:00:00.000Z'),
      effect('wake', '2026-11-24T01:00:00.000Z', 'done'),
    ];
    expect(whileAway(effects, since, now)).toBe(
      'While the desk was closed (14 hours): 1 account to secure, 2 links ended, 1 case came back.',
    );
  });
  it.each([
    ['nothing fell due', [], since],
    ['it was only started again', [effect('wake', '2026-11-24T07:59:00.000Z')], '2026-11-24T07:58:00.000Z'],
    ['nobody knows since when', [effect('wake', since)], null],
  ] as const)('is nothing where %s', (_, effects, from) => {
    expect(whileAway([...effects], from, now)).toBeNull();
  });
});
