import type { Calendar } from './calendar';
import { openMsBetween, workingDayMs } from './due';
import { instantMs } from './zone';

/** How a clock is shown: over, less than one working day left to act, or running. */
export type ClockTone = 'late' | 'soon' | 'running';

/**
 * How a running clock is shown (theme.md, "Clock cells"). `soon` is counted in open hours for both kinds: a link with
 * 47 real hours left is soon when a holiday lies in between. A link is over at its end; a review done at closing time
 * is in time.
 */
export const clockTone = (clock: {
  readonly kind: 'link' | 'review';
  readonly now: string;
  readonly dueAt: string;
  readonly calendar: Calendar;
}): ClockTone => {
  const leftMs = instantMs('dueAt', clock.dueAt) - instantMs('now', clock.now);
  if (leftMs < 0 || (leftMs === 0 && clock.kind === 'link')) return 'late';
  return openMsBetween(clock.now, clock.dueAt, clock.calendar) < workingDayMs(clock.calendar) ? 'soon' : 'running';
};

/**
 * A span in whole minutes, rounded down: `36 m`, `6 h 36 m`, `51 h 06 m`, and real time beyond the 72 hours of a link
 * `4 d 2 h`.
 * Open business time stays in hours however long, since its day has 8 of them. Negative spans show as `0 m`.
 */
export const formatSpan = (ms: number, of: 'real' | 'open' = 'real'): string => {
  if (!Number.isFinite(ms)) throw new RangeError(`ms: must be a finite number of milliseconds, not ${ms}.`);
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  if (of === 'real' && minutes > 72 * 60) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  if (hours === 0) return `${minutes} m`;
  return `${hours} h ${String(minutes % 60).padStart(2, '0')} m`;
};
