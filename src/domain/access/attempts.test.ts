import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockedUntil,
  evolveAttempts,
  firstWaitMs,
  freeAttempts,
  longestWaitMs,
  noAttempts,
  waitMsAfter,
  type Attempts,
} from './attempts';

const start = Date.UTC(2026, 10, 10, 18);
const at = (ms: number): string => new Date(start + ms).toISOString();
const after = (failures: number): Attempts =>
  Array.from({ length: failures }).reduce<Attempts>(
    (attempts) => evolveAttempts(attempts, { type: 'staff.sign-in-failed', at: at(0) }),
    noAttempts,
  );

describe('wrong attempts', () => {
  it('cost nothing before the fifth', () => {
    expect(blockedUntil(after(freeAttempts - 1), at(0))).toBeNull();
    expect(blockedUntil(after(freeAttempts), at(0))).toBe(at(firstWaitMs));
  });

  it('wait longer each time, an hour at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: freeAttempts, max: 5000 }), (failures) => {
        expect(waitMsAfter(failures + 1)).toBeGreaterThanOrEqual(waitMsAfter(failures));
        expect(waitMsAfter(failures)).toBeLessThanOrEqual(longestWaitMs);
      }),
    );
  });

  it('are possible again when the wait is over, and the next wrong one waits again', () => {
    expect(blockedUntil(after(freeAttempts), at(firstWaitMs))).toBeNull();
    expect(blockedUntil(after(freeAttempts + 1), at(firstWaitMs))).toBe(at(2 * firstWaitMs));
  });

  it('are not forgiven by a clock that is set back', () => {
    expect(blockedUntil(after(freeAttempts), at(-3_600_000))).toBe(at(firstWaitMs));
  });

  it('are forgotten by a right one, and by nothing else', () => {
    const locked = evolveAttempts(after(7), { type: 'staff.locked', at: at(1) });
    expect(locked.failures).toBe(7);
    expect(evolveAttempts(locked, { type: 'staff.signed-in', at: at(2) })).toEqual({
      failures: 0,
      lastFailureAt: null,
      lastSuccessAt: at(2),
    });
  });
});
