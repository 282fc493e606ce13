import { alberta } from './calendars/alberta';
import { britishColumbia } from './calendars/british-columbia';
import { canadaFederal } from './calendars/federal';
import { manitoba } from './calendars/manitoba';
import { newBrunswick } from './calendars/new-brunswick';
import { newfoundlandAndLabrador } from './calendars/newfoundland-and-labrador';
import { northwestTerritories } from './calendars/northwest-territories';
import { novaScotia } from './calendars/nova-scotia';
import { nunavut } from './calendars/nunavut';
import { ontario } from './calendars/ontario';
import { princeEdwardIsland } from './calendars/prince-edward-island';
import { quebec } from './calendars/quebec';
import { saskatchewan } from './calendars/saskatchewan';
import { yukon } from './calendars/yukon';
import { addDays, weekdayOf, type IsoDate, type Weekday } from './dates';
import { dateByRule, holdsIn, type Bilingual, type EasterDay, type HolidayRule, type Source } from './holiday-rule';

/** Every calendar that this version ships: federal, then the provinces and territories. */
export const calendarIds = [
  'ca-federal',
  'ca-ab',
  'ca-bc',
  'ca-mb',
  'ca-nb',
  'ca-nl',
  'ca-ns',
  'ca-nt',
  'ca-nu',
  'ca-on',
  'ca-pe',
  'ca-qc',
  'ca-sk',
  'ca-yt',
] as const;
export type CalendarId = (typeof calendarIds)[number];

/** Opening, included, and closing, not: `HH:mm` of the same day. */
export type Hours = { readonly opens: string; readonly closes: string };

/** What becomes of a holiday on a day that is closed anyway: kept on the next or last free business day, or lost. */
export const observedRules = ['next-business-day', 'previous-business-day', 'none'] as const;
export type ObservedRule = (typeof observedRules)[number];

/**
 * A named, versioned calendar of business days (R22). A change of any value that a due time or its explanation rests on
 * is a new version: cases keep the one they were counted under.
 */
export type Calendar = Hours & {
  readonly id: CalendarId;
  readonly version: number;
  readonly name: string;
  readonly nameFr: string;
  /** IANA zone in which dates, opening and closing are meant. */
  readonly timeZone: string;
  /** Weekdays with hours of their own, such as a Friday that closes at noon. */
  readonly shorterHours?: Readonly<Partial<Record<Weekday, Hours>>>;
  readonly weekdays: readonly Weekday[];
  readonly observedRule: ObservedRule;
  /** Which of the two days is kept where the law lets the employer choose (Québec). */
  readonly easterDay?: EasterDay;
  readonly holidays: readonly HolidayRule[];
};

/** A holiday on the day on which the calendar keeps it; `observedFor` is its own date when that is another one. */
export type Holiday = {
  readonly date: IsoDate;
  readonly name: Bilingual;
  readonly source: Source;
  readonly observedFor?: IsoDate;
};

/** The years that the calendars know: their rules were checked for these. */
export const calendarYears = { first: 2015, last: 2045 } as const;

/** A year that no calendar knows: nothing is promised or counted in it. */
export class OutsideCalendarYears extends RangeError {
  override readonly name = 'OutsideCalendarYears';
  readonly year: number;
  constructor(year: number) {
    super(
      `year: the calendars know the holidays from ${calendarYears.first} to ${calendarYears.last}, not those of ${year}.`,
    );
    this.year = year;
  }
}

const shipped: Readonly<Record<CalendarId, Calendar>> = {
  'ca-federal': canadaFederal,
  'ca-ab': alberta,
  'ca-bc': britishColumbia,
  'ca-mb': manitoba,
  'ca-nb': newBrunswick,
  'ca-nl': newfoundlandAndLabrador,
  'ca-ns': novaScotia,
  'ca-nt': northwestTerritories,
  'ca-nu': nunavut,
  'ca-on': ontario,
  'ca-pe': princeEdwardIsland,
  'ca-qc': quebec,
  'ca-sk': saskatchewan,
  'ca-yt': yukon,
};

/** The shipped calendar of an id, in its newest version. */
export const calendarOf = (id: CalendarId): Calendar => shipped[id];

/** Opening and closing on a date, whether or not it is a business day. */
export const hoursOn = (calendar: Calendar, date: IsoDate): Hours =>
  calendar.shorterHours?.[weekdayOf(date)] ?? calendar;

const isWorkingWeekday = (calendar: Calendar, date: IsoDate): boolean => calendar.weekdays.includes(weekdayOf(date));

const computeHolidays = (calendar: Calendar, year: number): readonly Holiday[] => {
  // The years beside it, too: a New Year's Day that is kept on the day before belongs to the old year.
  const own = [year - 1, year, year + 1]
    .flatMap((each) =>
      calendar.holidays
        .filter((rule) => holdsIn(rule, each) && (rule.onlyWhen === undefined || rule.onlyWhen === calendar.easterDay))
        .map((rule) => ({ rule, date: dateByRule(rule, each) })),
    )
    .sort((a, b) => a.date.localeCompare(b.date));
  // A day that is a holiday of its own can't also stand in for another: with Christmas on a Sunday, Boxing Day keeps
  // its Monday.
  const taken = new Set(own.map(({ date }) => date));
  const step = calendar.observedRule === 'previous-business-day' ? -1 : 1;
  const kept = own.map(({ rule, date }): Holiday => {
    const { name, source } = rule;
    const isMovedByLaw = rule.kind === 'fixed' && rule.sundayIsNextDay === true && weekdayOf(date) === 7;
    let day = isMovedByLaw ? addDays(date, 1) : date;
    if (calendar.observedRule !== 'none' && !isWorkingWeekday(calendar, day))
      do day = addDays(day, step);
      while (taken.has(day) || !isWorkingWeekday(calendar, day));
    taken.add(day);
    return { date: day, name, source, ...(day === date ? {} : { observedFor: date }) };
  });
  return kept.filter(({ date }) => Number(date.slice(0, 4)) === year).sort((a, b) => a.date.localeCompare(b.date));
};

const known = new WeakMap<Calendar, Map<number, ReadonlyMap<IsoDate, Holiday>>>();

const holidaysByDate = (calendar: Calendar, year: number): ReadonlyMap<IsoDate, Holiday> => {
  let years = known.get(calendar);
  if (years === undefined) known.set(calendar, (years = new Map()));
  let days = years.get(year);
  if (days === undefined) {
    if (!(year >= calendarYears.first && year <= calendarYears.last)) throw new OutsideCalendarYears(year);
    years.set(year, (days = new Map(computeHolidays(calendar, year).map((holiday) => [holiday.date, holiday]))));
  }
  return days;
};

/**
 * The holidays that a calendar keeps in a year, one entry each, in order of the day they are kept. Throws
 * OutsideCalendarYears.
 */
export const holidaysOf = (calendar: Calendar, year: number): readonly Holiday[] => {
  if (!Number.isInteger(year)) throw new RangeError(`year: must be a whole number, not ${year}.`);
  return [...holidaysByDate(calendar, year).values()];
};

/** The holiday that a calendar keeps on a date, if any. Throws OutsideCalendarYears. */
export const holidayOn = (calendar: Calendar, date: IsoDate): Holiday | undefined =>
  holidaysByDate(calendar, Number(date.slice(0, 4))).get(date);

/**
 * Whether the desk is open on a date: `business-day`, or why not. A weekend that is a holiday, too, is a weekend.
 * Throws OutsideCalendarYears.
 */
export const kindOfDay = (calendar: Calendar, date: IsoDate): 'business-day' | 'weekend' | 'holiday' => {
  const holiday = holidayOn(calendar, date);
  if (!isWorkingWeekday(calendar, date)) return 'weekend';
  return holiday === undefined ? 'business-day' : 'holiday';
};
