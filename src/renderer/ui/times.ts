/** Times as the console writes them, in a zone: `10:24` or `Today, 17:00`, `Thu 12, 17:00`, `5 Nov`. */
import { calendarIds, calendarOf } from '#domain/sla/calendar';
import type { Calendar } from '#domain/sla/calendar';
import { dateInZone, inZone } from '#domain/sla/zone';

/** The calendar of an id; the default one where nothing was counted yet. */
export const deskCalendar = (id?: string): Calendar =>
  calendarOf(calendarIds.find((known) => known === id) ?? 'ca-federal');

const isSameDay = (a: number, b: number, zone: string): boolean => dateInZone(a, zone) === dateInZone(b, zone);
const daysApart = (a: number, b: number, zone: string): number =>
  Math.abs(inZone(a, zone).startOf('day').diff(inZone(b, zone).startOf('day'), 'days').days);

/** A moment near now: `Today, 17:00`, `Thu 12, 17:00`; farther away with the month, in another year with that. */
export const whenText = (iso: string, nowMs: number, zone: string): string => {
  const ms = Date.parse(iso);
  const at = inZone(ms, zone);
  if (isSameDay(ms, nowMs, zone)) return `Today, ${at.toFormat('HH:mm')}`;
  if (daysApart(ms, nowMs, zone) < 15) return at.toFormat('ccc d, HH:mm');
  return at.toFormat(at.year === inZone(nowMs, zone).year ? 'd LLL, HH:mm' : 'd LLL yyyy');
};

/** The same where a list is read from the top: today's stand alone as `10:24`. */
export const stampText = (iso: string, nowMs: number, zone: string): string =>
  isSameDay(Date.parse(iso), nowMs, zone)
    ? inZone(Date.parse(iso), zone).toFormat('HH:mm')
    : whenText(iso, nowMs, zone);

/** `14 Mar 2024`. */
export const dateText = (iso: string, zone: string): string => inZone(Date.parse(iso), zone).toFormat('d LLL yyyy');

/** `5 Nov`, or with the year when it is another one. */
export const dayText = (iso: string, nowMs: number, zone: string): string => {
  const at = inZone(Date.parse(iso), zone);
  return at.toFormat(at.year === inZone(nowMs, zone).year ? 'd LLL' : 'd LLL yyyy');
};

/** `10:24`. */
export const timeText = (ms: number, zone: string): string => inZone(ms, zone).toFormat('HH:mm');

/** Everything about a moment, for who hovers or focuses it: `Thursday 12 November 2026, 17:00 (America/Vancouver)`. */
export const fullText = (iso: string, zone: string): string =>
  `${inZone(Date.parse(iso), zone).toFormat('cccc d LLLL yyyy, HH:mm')} (${zone})`;
