import { addDays, dateOf, easterSunday, weekdayOf, type IsoDate, type Weekday } from './dates';

/** A text in both languages of the desk's customers. */
export type Bilingual = { readonly en: string; readonly fr: string };

/** How a calendar finds the date of a holiday in a year. `since` is the first year. */
export type HolidayRule = { readonly name: Bilingual; readonly since?: number } &
  /** `sundayIsNextDay`: where the law itself puts the holiday on the day after when its date is a Sunday. */
  (
    | { readonly kind: 'fixed'; readonly month: number; readonly day: number; readonly sundayIsNextDay?: boolean }
    | { readonly kind: 'nth-weekday'; readonly month: number; readonly weekday: Weekday; readonly nth: number }
    /** The last such weekday strictly before the date. */
    | { readonly kind: 'weekday-before'; readonly month: number; readonly day: number; readonly weekday: Weekday }
    | { readonly kind: 'easter'; readonly daysAfterSunday: number }
  );

/** Every calendar that this version ships. */
export const calendarIds = ['ca-federal'] as const;
export type CalendarId = (typeof calendarIds)[number];

/**
 * A named, versioned calendar of business days (R22). A change of any value is a new version: cases keep the one they
 * were counted under.
 */
export type Calendar = {
  readonly id: CalendarId;
  readonly version: number;
  readonly name: string;
  readonly nameFr: string;
  /** IANA zone in which dates, opening and closing are meant. */
  readonly timeZone: string;
  /** `HH:mm`, the same day; opening included, closing not. */
  readonly opens: string;
  readonly closes: string;
  readonly weekdays: readonly Weekday[];
  /** What becomes of a holiday on a day that is closed anyway: kept on the next free business day, or lost. */
  readonly observedRule: 'next-business-day' | 'none';
  readonly holidays: readonly HolidayRule[];
};

/** A holiday on the day on which the calendar keeps it; `observedFor` is its own date when that is another one. */
export type Holiday = { readonly date: IsoDate; readonly name: Bilingual; readonly observedFor?: IsoDate };

/**
 * The desk's default calendar. Days: Canada Labour Code, s. 166 "general holiday" (30 September since 2021, S.C. 2021,
 * c. 11); Canada Day: Holidays Act, s. 2; Victoria Day: Interpretation Act, s. 35. The Code lets a holiday of a free
 * weekend be kept on the working day before or after (s. 193(2)); this calendar keeps all of them after.
 */
export const canadaFederal: Calendar = {
  id: 'ca-federal',
  version: 1,
  name: 'Canada (federal)',
  nameFr: 'Canada (fédéral)',
  timeZone: 'America/Vancouver',
  opens: '09:00',
  closes: '17:00',
  weekdays: [1, 2, 3, 4, 5],
  observedRule: 'next-business-day',
  holidays: [
    { kind: 'fixed', month: 1, day: 1, name: { en: 'New Year’s Day', fr: 'Jour de l’An' } },
    { kind: 'easter', daysAfterSunday: -2, name: { en: 'Good Friday', fr: 'Vendredi saint' } },
    { kind: 'weekday-before', month: 5, day: 25, weekday: 1, name: { en: 'Victoria Day', fr: 'Fête de la Reine' } },
    { kind: 'fixed', month: 7, day: 1, sundayIsNextDay: true, name: { en: 'Canada Day', fr: 'Fête du Canada' } },
    { kind: 'nth-weekday', month: 9, weekday: 1, nth: 1, name: { en: 'Labour Day', fr: 'Fête du Travail' } },
    {
      kind: 'fixed',
      month: 9,
      day: 30,
      since: 2021,
      name: {
        en: 'National Day for Truth and Reconciliation',
        fr: 'Journée nationale de la vérité et de la réconciliation',
      },
    },
    { kind: 'nth-weekday', month: 10, weekday: 1, nth: 2, name: { en: 'Thanksgiving Day', fr: 'Action de grâces' } },
    { kind: 'fixed', month: 11, day: 11, name: { en: 'Remembrance Day', fr: 'Jour du Souvenir' } },
    { kind: 'fixed', month: 12, day: 25, name: { en: 'Christmas Day', fr: 'Noël' } },
    { kind: 'fixed', month: 12, day: 26, name: { en: 'Boxing Day', fr: 'Lendemain de Noël' } },
  ],
};

/** The shipped calendar of an id, in its newest version. */
export const calendarOf = (id: CalendarId): Calendar => ({ 'ca-federal': canadaFederal })[id];

const dateByRule = (rule: HolidayRule, year: number): IsoDate => {
  switch (rule.kind) {
    case 'fixed':
      return dateOf(year, rule.month, rule.day);
    case 'nth-weekday': {
      const first = dateOf(year, rule.month, 1);
      return addDays(first, ((rule.weekday - weekdayOf(first) + 7) % 7) + (rule.nth - 1) * 7);
    }
    case 'weekday-before': {
      const limit = dateOf(year, rule.month, rule.day);
      return addDays(limit, -(((weekdayOf(limit) - rule.weekday + 6) % 7) + 1));
    }
    case 'easter':
      return addDays(easterSunday(year), rule.daysAfterSunday);
  }
};

const isWorkingWeekday = (calendar: Calendar, date: IsoDate): boolean => calendar.weekdays.includes(weekdayOf(date));

const computeHolidays = (calendar: Calendar, year: number): readonly Holiday[] => {
  const own = calendar.holidays
    .filter((rule) => rule.since === undefined || year >= rule.since)
    .map((rule) => ({ rule, date: dateByRule(rule, year) }))
    .sort((a, b) => a.date.localeCompare(b.date));
  // A day that is a holiday of its own can't also stand in for another: with Christmas on a Sunday, Boxing Day keeps
  // its Monday.
  const taken = new Set(own.map(({ date }) => date));
  const kept = own.map(({ rule, date }): Holiday => {
    if (rule.kind === 'fixed' && rule.sundayIsNextDay === true && weekdayOf(date) === 7) {
      const next = addDays(date, 1);
      taken.add(next);
      return { date: next, name: rule.name, observedFor: date };
    }
    if (calendar.observedRule === 'none' || isWorkingWeekday(calendar, date)) return { date, name: rule.name };
    let free = addDays(date, 1);
    while (taken.has(free) || !isWorkingWeekday(calendar, free)) free = addDays(free, 1);
    taken.add(free);
    return { date: free, name: rule.name, observedFor: date };
  });
  return kept.sort((a, b) => a.date.localeCompare(b.date));
};

const known = new WeakMap<Calendar, Map<number, ReadonlyMap<IsoDate, Holiday>>>();

const holidaysByDate = (calendar: Calendar, year: number): ReadonlyMap<IsoDate, Holiday> => {
  let years = known.get(calendar);
  if (years === undefined) known.set(calendar, (years = new Map()));
  let days = years.get(year);
  if (days === undefined)
    years.set(year, (days = new Map(computeHolidays(calendar, year).map((holiday) => [holiday.date, holiday]))));
  return days;
};

/**
 * The holidays that a calendar keeps in a year, one entry each, in order of the day they are kept. Throws RangeError
 * outside 1900–2199.
 */
export const holidaysOf = (calendar: Calendar, year: number): readonly Holiday[] => {
  if (!Number.isInteger(year) || year < 1900 || year > 2199)
    throw new RangeError(`year: must be a whole number from 1900 to 2199, not ${year}.`);
  return [...holidaysByDate(calendar, year).values()];
};

/** The holiday that a calendar keeps on a date, if any. */
export const holidayOn = (calendar: Calendar, date: IsoDate): Holiday | undefined =>
  holidaysByDate(calendar, Number(date.slice(0, 4))).get(date);

/** Whether the desk is open on a date: `business-day`, or why not. A weekend that is a holiday, too, is a weekend. */
export const kindOfDay = (calendar: Calendar, date: IsoDate): 'business-day' | 'weekend' | 'holiday' => {
  if (!isWorkingWeekday(calendar, date)) return 'weekend';
  return holidayOn(calendar, date) === undefined ? 'business-day' : 'holiday';
};
