/** The days that several calendars share, each with the date that the laws agree on. */
import type { Bilingual, HolidayRule, Source } from '../holiday-rule';

type Years = { readonly since?: number; readonly until?: number };
type Day = (source: Source, years?: Years) => HolidayRule;

/** A source whose text was opened. */
export const opened = (statute: string, seen: string): Source => ({ statute, seen, isUnverified: false });
/** A source whose text could not be opened; `seen` is what stands in for it. */
export const unverified = (statute: string, seen: string): Source => ({ statute, seen, isUnverified: true });

const fixed =
  (month: number, day: number, name: Bilingual, more: { readonly sundayIsNextDay?: boolean } = {}): Day =>
  (source, years = {}) => ({ kind: 'fixed', month, day, ...more, name, source, ...years });
/** Holidays on Mondays are all counted within their month. */
const monday =
  (nth: number, month: number) =>
  (name: Bilingual): Day =>
  (source, years = {}) => ({ kind: 'nth-weekday', month, weekday: 1, nth, name, source, ...years });

export const newYearsDay = fixed(1, 1, { en: 'New Year’s Day', fr: 'Jour de l’An' });
export const goodFriday: Day = (source, years = {}) => ({
  kind: 'easter',
  daysAfterSunday: -2,
  name: { en: 'Good Friday', fr: 'Vendredi saint' },
  source,
  ...years,
});
export const easterMonday: Day = (source, years = {}) => ({
  kind: 'easter',
  daysAfterSunday: 1,
  name: { en: 'Easter Monday', fr: 'Lundi de Pâques' },
  source,
  ...years,
});
/** The day of Victoria Day, under the name that a calendar gives it. */
export const mondayBefore25May =
  (name: Bilingual): Day =>
  (source, years = {}) => ({ kind: 'weekday-before', month: 5, day: 25, weekday: 1, name, source, ...years });
export const victoriaDay = mondayBefore25May({ en: 'Victoria Day', fr: 'Fête de la Reine' });
/** Holidays Act, s. 2: a 1 July that is a Sunday makes 2 July the holiday. */
export const canadaDay = fixed(7, 1, { en: 'Canada Day', fr: 'Fête du Canada' }, { sundayIsNextDay: true });
export const firstMondayOfAugust = monday(1, 8);
export const thirdMondayOfAugust = monday(3, 8);
export const labourDay = monday(1, 9)({ en: 'Labour Day', fr: 'Fête du Travail' });
export const truthAndReconciliation = fixed(9, 30, {
  en: 'National Day for Truth and Reconciliation',
  fr: 'Journée nationale de la vérité et de la réconciliation',
});
export const thanksgiving = monday(2, 10)({ en: 'Thanksgiving Day', fr: 'Action de grâces' });
export const remembranceDay = fixed(11, 11, { en: 'Remembrance Day', fr: 'Jour du Souvenir' });
export const christmas = fixed(12, 25, { en: 'Christmas Day', fr: 'Noël' });
export const boxingDay = fixed(12, 26, { en: 'Boxing Day', fr: 'Lendemain de Noël' });
export const thirdMondayOfFebruary = monday(3, 2);
export const secondMondayOfFebruary = monday(2, 2);
export const familyName: Bilingual = { en: 'Family Day', fr: 'Jour de la Famille' };
export const indigenousPeoplesDay = fixed(6, 21, {
  en: 'National Indigenous Peoples Day',
  fr: 'Journée nationale des peuples autochtones',
});
/** A day that only one calendar has. */
export const ownDay = fixed;
