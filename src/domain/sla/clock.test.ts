import { describe, expect, test } from 'vitest';
import { canadaFederal } from './calendars/federal';
import { clockTone, formatSpan } from './clock';
import { atInZone } from './zone';

const at = (local: string): string =>
  new Date(atInZone(local.slice(0, 10), local.slice(11), 'America/Vancouver')).toISOString();
const tone = (kind: 'link' | 'review', now: string, dueAt: string) =>
  clockTone({ kind, now: at(now), dueAt: at(dueAt), calendar: canadaFederal });

describe('the tone of a clock', () => {
  // The desk closes on Wednesday 11 November 2026.
  test.each([
    ['review', '2026-11-10 10:24', '2026-11-09 17:00', 'late'],
    ['review', '2026-11-10 10:24', '2026-11-10 17:00', 'soon'],
    ['review', '2026-11-10 10:24', '2026-11-12 17:00', 'running'],
    ['link', '2026-11-10 10:24', '2026-11-12 09:40', 'soon'],
    ['link', '2026-11-10 10:24', '2026-11-12 10:05', 'soon'],
    ['link', '2026-11-10 10:24', '2026-11-13 09:12', 'running'],
    ['link', '2026-11-10 10:24', '2026-11-09 16:20', 'late'],
  ] as const)('of a %s at %s that ends %s is %s', (kind, now, dueAt, expected) => {
    expect(tone(kind, now, dueAt)).toBe(expected);
  });

  test('is running with exactly one working day left, and soon a minute later', () => {
    expect(tone('review', '2026-11-09 17:00', '2026-11-10 17:00')).toBe('running');
    expect(tone('review', '2026-11-10 09:00', '2026-11-10 17:00')).toBe('running');
    expect(tone('review', '2026-11-10 09:01', '2026-11-10 17:00')).toBe('soon');
  });

  test('is late for a link at its very end, for a review only after it', () => {
    expect(tone('link', '2026-11-10 17:00', '2026-11-10 17:00')).toBe('late');
    expect(tone('review', '2026-11-10 17:00', '2026-11-10 17:00')).toBe('soon');
    expect(tone('review', '2026-11-10 17:01', '2026-11-10 17:00')).toBe('late');
  });
});

describe('a span', () => {
  const minute = 60_000;
  test.each([
    [0, 'real', '0 m'],
    [59_999, 'real', '0 m'],
    [36 * minute, 'real', '36 m'],
    [60 * minute, 'real', '1 h 00 m'],
    [(6 * 60 + 36) * minute + 59_999, 'real', '6 h 36 m'],
    [(51 * 60 + 6) * minute, 'real', '51 h 06 m'],
    [72 * 60 * minute, 'real', '72 h 00 m'],
    [(98 * 60 + 30) * minute, 'real', '4 d 2 h'],
    [(14 * 60 + 36) * minute, 'open', '14 h 36 m'],
    [80 * 60 * minute, 'open', '80 h 00 m'],
    [-5 * minute, 'real', '0 m'],
  ] as const)('of %i ms of %s time reads %s', (ms, of, expected) => {
    expect(formatSpan(ms, of)).toBe(expected);
  });

  test('of no number is refused', () => {
    expect(() => formatSpan(Number.NaN)).toThrow(/^ms: must be a finite number/);
  });
});
