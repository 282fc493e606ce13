import { DateTime, FixedOffsetZone } from 'luxon';
import type { IsoDate } from './dates';

/**
 * Zones whose clocks stopped changing after the time zone tables of older runtimes were made. Electron's table and
 * Node's may be years apart, and a due time must not depend on which process counted it. As of IANA tzdata 2026f,
 * British Columbia, Alberta, the Northwest Territories and Manitoba don't turn their clocks back in November 2026, nor
 * ever again; 2026c knows the first two. Drop an entry when every runtime that the desk ships with has that table or a
 * newer one.
 */
const sinceThenFixed: Readonly<Record<string, { readonly fromMs: number; readonly offsetMinutes: number }>> = {
  'America/Vancouver': { fromMs: Date.UTC(2026, 10, 1, 9), offsetMinutes: -420 },
  'America/Edmonton': { fromMs: Date.UTC(2026, 10, 1, 8), offsetMinutes: -360 },
  'America/Yellowknife': { fromMs: Date.UTC(2026, 10, 1, 8), offsetMinutes: -360 },
  'America/Inuvik': { fromMs: Date.UTC(2026, 10, 1, 8), offsetMinutes: -360 },
  'America/Winnipeg': { fromMs: Date.UTC(2026, 10, 1, 7), offsetMinutes: -300 },
};

/** The moment as the clocks of an IANA zone show it. Throws RangeError for a zone that this machine doesn't know. */
export const inZone = (atMs: number, timeZone: string): DateTime => {
  const fixed = sinceThenFixed[timeZone];
  const zone = fixed !== undefined && atMs >= fixed.fromMs ? FixedOffsetZone.instance(fixed.offsetMinutes) : timeZone;
  const local = DateTime.fromMillis(atMs, { zone, locale: 'en-CA' });
  if (!local.isValid)
    throw new RangeError(
      `timeZone: ${JSON.stringify(timeZone)} is not an IANA time zone this machine knows, or the time is out of range.`,
    );
  return local;
};

const dayMs = 86_400_000;
const known = new Map<string, Map<number, number | null>>();

/**
 * Minutes east of UTC on a whole UTC day, counted from 1970; null where the clocks change on it. Asked of the tables
 * once for each zone and day: a desk counts with the same few over and over.
 */
const offsetOn = (day: number, timeZone: string): number | null => {
  let days = known.get(timeZone);
  if (days === undefined) known.set(timeZone, (days = new Map()));
  let offset = days.get(day);
  if (offset === undefined) {
    const { offset: from } = inZone(day * dayMs, timeZone);
    offset = inZone((day + 1) * dayMs, timeZone).offset === from ? from : null;
    days.set(day, offset);
  }
  return offset;
};

/** The calendar date that an IANA zone has at a moment. */
export const dateInZone = (atMs: number, timeZone: string): IsoDate => {
  const offset = offsetOn(Math.floor(atMs / dayMs), timeZone);
  return offset === null
    ? inZone(atMs, timeZone).toFormat('yyyy-MM-dd')
    : new Date(atMs + offset * 60_000).toISOString().slice(0, 10);
};

/**
 * The moment, in milliseconds, at which the clocks of an IANA zone show a date and a time `HH:mm`. A time that a clock
 * change skips is the moment after it.
 */
export const atInZone = (date: IsoDate, time: string, timeZone: string): number => {
  const wall = Date.parse(`${date}T${time}:00.000Z`);
  const fixed = sinceThenFixed[timeZone];
  if (fixed !== undefined) {
    const atMs = wall - fixed.offsetMinutes * 60_000;
    if (atMs >= fixed.fromMs) return atMs;
  }
  // The moment lies on the UTC day of the same date or one beside it.
  const day = Math.floor(wall / dayMs);
  const offset = Number.isNaN(wall) ? null : offsetOn(day, timeZone);
  if (offset !== null && offsetOn(day - 1, timeZone) === offset && offsetOn(day + 1, timeZone) === offset)
    return wall - offset * 60_000;
  const local = DateTime.fromISO(`${date}T${time}:00.000`, { zone: timeZone });
  if (!local.isValid)
    throw new RangeError(
      `timeZone: ${JSON.stringify(timeZone)} is not an IANA time zone this machine knows, or ${date} ${time} is not a time.`,
    );
  return local.toMillis();
};

const earliestMs = Date.UTC(1900, 0, 2);
const latestMs = Date.UTC(2199, 0, 1);

/**
 * Milliseconds of an ISO 8601 instant with its offset, between 1900 and 2199. Throws RangeError that names the field.
 */
export const instantMs = (field: string, iso: string): number => {
  const ms = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(iso)
    ? Date.parse(iso)
    : Number.NaN;
  if (!(ms >= earliestMs && ms < latestMs))
    throw new RangeError(
      `${field}: must be an ISO 8601 instant with an offset, between 1900 and 2199, like 2026-05-08T23:59:00.000Z.`,
    );
  return ms;
};
