/** Calendar dates without time or zone, `2026-05-18`, by the Gregorian calendar. */
export type IsoDate = string;
/** ISO 8601: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const dayMs = 86_400_000;
const dayNumber = (date: IsoDate): number => Date.parse(`${date}T00:00:00.000Z`) / dayMs;

/** The date of a year, a month from 1 and a day; days outside the month roll over. */
export const dateOf = (year: number, month: number, day: number): IsoDate =>
  new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);

/** The date so many days later, or earlier when negative. */
export const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date((dayNumber(date) + days) * dayMs).toISOString().slice(0, 10);

/** The day of the week; 1 January 1970 was a Thursday. */
export const weekdayOf = (date: IsoDate): Weekday => (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as Weekday;

/** Year, month from 1 and day of a date. */
export const partsOf = (date: IsoDate): { readonly year: number; readonly month: number; readonly day: number } => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

/** Easter Sunday in the Gregorian calendar, by the computus of Meeus (Astronomical Algorithms, ch. 8). */
export const easterSunday = (year: number): IsoDate => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return dateOf(year, Math.floor(n / 31), (n % 31) + 1);
};
