import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { account, caseIn } from '#support/example-case';
import { decisionView } from '../case/state';
import { beginLook, canGoOn, firstSeenOf, inParts, nothingSeen, takeSeen } from './seen';
import type { SeenGroup } from './seen-events';

const day = (n: number): string => new Date(Date.UTC(2026, 2, n, 9)).toISOString();
const looked = (...days: readonly number[]) => {
  const seen = nothingSeen();
  takeSeen(seen, { type: 'seen.begun', data: {} }, day(1));
  takeSeen(seen, { type: 'seen.changed', data: { appeared: [['a', 'x']], gone: [] } }, day(1));
  for (const at of days) takeSeen(seen, { type: 'seen.looked', data: { accounts: 1 } }, day(at));
  return seen;
};

describe('since when an address was seen', () => {
  test.each([
    ['after one whole look', [1], 2, 1],
    ['without a whole look yet', [], 2, null],
    ['six days after the last', [1, 2], 8, 1],
    ['seven days after the last', [1, 2], 9, null],
    ['over a gap of six days', [1, 7], 8, 1],
    ['over a gap of seven days', [1, 8], 9, 8],
    ['over a first look that took seven days to finish', [8], 9, 8],
    ['by a clock that is behind', [1, 2], 0, null],
  ])('%s', (_, looks, now, since) => {
    expect(firstSeenOf(looked(...looks), 'a', 'x', day(now))?.since ?? null).toBe(since === null ? null : day(since));
  });
});

describe('an address that came since', () => {
  const change = (appeared: readonly SeenGroup[], gone: readonly SeenGroup[] = []) =>
    ({ type: 'seen.changed', data: { appeared, gone } }) as const;
  const whole = { type: 'seen.looked', data: { accounts: 1 } } as const;

  test('a whole look before is new, one that the first look showed is not', () => {
    const seen = looked(1);
    takeSeen(
      seen,
      change([
        ['a', 'y'],
        ['b', 'z'],
      ]),
      day(2),
    );
    takeSeen(seen, whole, day(2));
    expect(firstSeenOf(seen, 'a', 'x', day(3))).toEqual({ since: day(1), isNew: false });
    expect(firstSeenOf(seen, 'a', 'y', day(3))).toEqual({ since: day(2), isNew: true });
    expect(firstSeenOf(seen, 'b', 'z', day(3))).toEqual({ since: day(2), isNew: true });
    expect(firstSeenOf(seen, 'c', 'z', day(3))).toBeNull();
  });

  test('a gap is as old as the others: nobody knows what came in it', () => {
    const seen = looked(1);
    takeSeen(seen, change([['a', 'y']]), day(2));
    takeSeen(seen, whole, day(2));
    takeSeen(seen, whole, day(12));
    for (const address of ['x', 'y'])
      expect(firstSeenOf(seen, 'a', address, day(12))).toEqual({ since: day(12), isNew: false });
  });

  test('it went counts from its return, and addresses are counted as they come and go', () => {
    const seen = looked(1);
    expect(seen.addressCount).toBe(1);
    takeSeen(seen, change([['a', 'y']], [['a', 'x']]), day(2));
    takeSeen(seen, whole, day(2));
    expect([firstSeenOf(seen, 'a', 'x', day(3)), seen.addressCount]).toEqual([null, 1]);
    takeSeen(seen, change([['a', 'x', 'y']]), day(3));
    takeSeen(seen, whole, day(3));
    expect(firstSeenOf(seen, 'a', 'x', day(4))).toEqual({ since: day(3), isNew: true });
    expect(seen.addressCount).toBe(2);
    takeSeen(
      seen,
      change(
        [],
        [
          ['a', 'x', 'y'],
          ['nobody', 'x'],
        ],
      ),
      day(4),
    );
    expect([seen.addressCount, seen.accounts.size]).toEqual([0, 0]);
  });
});

test('a look goes on for a day, and not over a log that knows fewer accounts', () => {
  const seen = looked(1);
  const look = beginLook(seen, day(2));
  expect(canGoOn(look, seen, day(2))).toBe(true);
  expect(canGoOn(look, seen, day(3))).toBe(false);
  expect(canGoOn(look, seen, day(1))).toBe(false);
  expect(canGoOn(look, nothingSeen(), day(2))).toBe(false);
  expect(canGoOn({ ...look, shown: new Uint8Array(0) }, seen, day(2))).toBe(false);
});

test('changes are parted into events that each hold no more than they may, and lose nothing', () => {
  const group = fc
    .tuple(fc.string({ minLength: 1 }), fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 30 }))
    .map(([head, rest]): SeenGroup => [head, ...rest]);
  const pairs = (groups: readonly SeenGroup[]) =>
    groups.flatMap(([head, ...rest]) => rest.map((one) => JSON.stringify([head, one])));
  fc.assert(
    fc.property(fc.array(group), fc.array(group), fc.integer({ min: 2, max: 40 }), (appeared, gone, most) => {
      const parts = inParts({ appeared, gone }, most);
      for (const part of parts) {
        expect([...part.appeared, ...part.gone].flat().length).toBeLessThanOrEqual(most);
        expect([...part.appeared, ...part.gone].flat().length).toBeGreaterThan(0);
      }
      expect(parts.flatMap((part) => pairs(part.appeared))).toEqual(pairs(appeared));
      expect(parts.flatMap((part) => pairs(part.gone))).toEqual(pairs(gone));
    }),
  );
});

test('a lower bound of an age is no part of what is approved: it moves while nothing changes (R23)', () => {
  const state = caseIn('in-review').state();
  const viewWith = (age: object) => {
    const at = { id: 'old', address: 'o@x.example', since: null, until: null, ...age };
    return JSON.stringify(decisionView({ ...state, account: account({ addresses: [at] }) }));
  };
  const unknown = viewWith({});
  for (const basis of ['unchanged', 'first-seen', 'appeared'])
    expect(viewWith({ since: day(1), basis }), basis).toBe(unknown);
  expect(viewWith({ since: day(1) })).not.toBe(unknown);
  expect(viewWith({ until: day(1) })).not.toBe(unknown);
});
