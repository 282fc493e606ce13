import type { Of } from '../log/kind';
import { holidayOn, hoursOn, kindOfDay, type Calendar, type Hours } from './calendar';
import { addDays, type IsoDate } from './dates';
import type { calendarStamp, due, traceDay } from './due-schema';
import { atInZone, dateInZone, instantMs } from './zone';

/**
 * What makes day 0. `calendar-day`: the local date of the submission, whatever the hour or the kind of day: the
 * strictest reading of "up to two business days after you submit". `next-business-day`: a submission later than closing
 * time, or on a day that is no business day, makes the next business day day 0.
 */
export const countings = ['calendar-day', 'next-business-day'] as const;
export type Counting = (typeof countings)[number];

/** One date between submission and due, both included, and what it counted for. */
export type TraceDay = Of<typeof traceDay>;

/**
 * What is kept of the calendar with a due time, so that it explains itself even when the calendar has changed since
 * (R22).
 */
export type CalendarStamp = Of<typeof calendarStamp>;

/** A due time with everything that it came from. Plain JSON: it is stored on the case. Times are ISO 8601 in UTC. */
export type Due = Of<typeof due>;

const stampOf = (calendar: Calendar): CalendarStamp => {
  const { id, version, name, nameFr, timeZone, opens, closes, shorterHours, observedRule } = calendar;
  const stamp = { id, version, name, nameFr, timeZone, opens, closes, observedRule };
  return shorterHours === undefined ? stamp : { ...stamp, shorterHours };
};

/** A date as counting sees it. Its hours are asked for on business days only. */
type Day = {
  readonly kind: ReturnType<typeof kindOfDay>;
  readonly next: IsoDate;
  readonly opensMs: number;
  readonly closesMs: number;
};
const counted = new WeakMap<Calendar, Map<IsoDate, Day>>();

/** Counted once for each calendar and date: a desk's dues all lie within the same few weeks. */
const dayOf = (calendar: Calendar, date: IsoDate): Day => {
  let days = counted.get(calendar);
  if (days === undefined) counted.set(calendar, (days = new Map()));
  let day = days.get(date);
  if (day === undefined) {
    const kind = kindOfDay(calendar, date);
    const { opens, closes } = hoursOn(calendar, date);
    const at = (time: string): number =>
      kind === 'business-day' ? atInZone(date, time, calendar.timeZone) : Number.NaN;
    days.set(date, (day = { kind, next: addDays(date, 1), opensMs: at(opens), closesMs: at(closes) }));
  }
  return day;
};

const holidayFacts = (calendar: Calendar, date: IsoDate): Pick<TraceDay, 'holiday' | 'observedFor'> => {
  const holiday = holidayOn(calendar, date);
  if (holiday === undefined) return {};
  return { holiday: holiday.name, ...(holiday.observedFor === undefined ? {} : { observedFor: holiday.observedFor }) };
};

/**
 * When a promise of so many business days after `from` (the provider's time stamp, ISO 8601) is due: closing time of
 * the last of them, with a trace of every date (SYSTEMS.md "Canadian business days", R22). Throws RangeError that names
 * the field, OutsideCalendarYears where the count leaves the years that calendars know.
 */
export const dueAfterBusinessDays = (asked: {
  readonly from: string;
  readonly days: number;
  readonly calendar: Calendar;
  readonly counting: Counting;
}): Due => {
  const { days, calendar, counting } = asked;
  if (!Number.isInteger(days) || days < 1 || days > 366)
    throw new RangeError(`days: must be a whole number of business days from 1 to 366, not ${days}.`);
  const fromMs = instantMs('from', asked.from);
  const trace: TraceDay[] = [];
  const pushClosed = (closed: IsoDate, kind: 'weekend' | 'holiday'): void => {
    trace.push({ date: closed, kind, ...(kind === 'holiday' ? holidayFacts(calendar, closed) : {}) });
  };

  let date = dateInZone(fromMs, calendar.timeZone);
  let day = dayOf(calendar, date);
  const step = (): void => {
    date = day.next;
    day = dayOf(calendar, date);
  };
  if (counting === 'next-business-day') {
    // Later than closing, not at it: a submission at 17:00:00 sharp came in time.
    if (day.kind === 'business-day' && fromMs > day.closesMs) {
      trace.push({ date, kind: 'after-closing' });
      step();
    }
    for (; day.kind !== 'business-day'; step()) pushClosed(date, day.kind);
  }
  trace.push({ date, kind: 'day-0', ...holidayFacts(calendar, date) });

  for (let count = 0; count < days;) {
    step();
    if (day.kind !== 'business-day') pushClosed(date, day.kind);
    else trace.push({ date, kind: 'counted', count: ++count });
  }
  return {
    from: new Date(fromMs).toISOString(),
    days,
    counting,
    dueAt: new Date(day.closesMs).toISOString(),
    calendar: stampOf(calendar),
    trace,
  };
};

/**
 * Open business milliseconds from one instant to another; 0 when `to` is not after `from`. How late something is says
 * `msLate`.
 */
export const openMsBetween = (from: string, to: string, calendar: Calendar): number => {
  const fromMs = instantMs('from', from);
  const toMs = instantMs('to', to);
  if (toMs <= fromMs) return 0;
  const last = dateInZone(toMs, calendar.timeZone);
  let sum = 0;
  for (let date = dateInZone(fromMs, calendar.timeZone); date <= last;) {
    const { kind, next, opensMs, closesMs } = dayOf(calendar, date);
    if (kind === 'business-day') sum += Math.max(0, Math.min(toMs, closesMs) - Math.max(fromMs, opensMs));
    date = next;
  }
  return sum;
};

/**
 * Real milliseconds after the due time, 0 in time. Real, because a promise broken on Friday evening is broken all
 * weekend.
 */
export const msLate = (now: string, dueAt: string): number =>
  Math.max(0, instantMs('now', now) - instantMs('dueAt', dueAt));

/** Whether the desk is open: on a business day from opening, included, to closing, not included. */
export const isOpenAt = (at: string, calendar: Calendar): boolean => {
  const atMs = instantMs('at', at);
  const { kind, opensMs, closesMs } = dayOf(calendar, dateInZone(atMs, calendar.timeZone));
  return kind === 'business-day' && atMs >= opensMs && atMs < closesMs;
};

/** Length of one ordinary working day of a calendar, by its clock. */
export const workingDayMs = ({ opens, closes }: Hours): number =>
  Date.parse(`1970-01-01T${closes}Z`) - Date.parse(`1970-01-01T${opens}Z`);
