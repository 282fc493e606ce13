import { addDays, dateOf, easterSunday, weekdayOf, type IsoDate, type Weekday } from './dates';

/** A text in both languages of the desk's customers. */
export type Bilingual = { readonly en: string; readonly fr: string };

/**
 * The law that makes a day a holiday. `isUnverified`: the text of that section could not be opened; the rule stands on
 * `seen` alone, and says so wherever it is shown.
 */
export type Source = {
  /** Title, chapter and section. */
  readonly statute: string;
  readonly isUnverified: boolean;
  /** What was read: the statute, the act that amended it, or what stands in for them. */
  readonly seen: string;
};

/** Québec's employers choose one of the two (Act respecting labour standards, s. 60, par. 2). */
export const easterDays = ['good-friday', 'easter-monday'] as const;
export type EasterDay = (typeof easterDays)[number];

/** How a date is found in a year. */
export type DateRule =
  /** `sundayIsNextDay`: where the law itself puts the holiday on the day after when its date is a Sunday. */
  | { readonly kind: 'fixed'; readonly month: number; readonly day: number; readonly sundayIsNextDay?: boolean }
  | { readonly kind: 'nth-weekday'; readonly month: number; readonly weekday: Weekday; readonly nth: number }
  /** The last such weekday strictly before the date. */
  | { readonly kind: 'weekday-before'; readonly month: number; readonly day: number; readonly weekday: Weekday }
  | { readonly kind: 'easter'; readonly daysAfterSunday: number };

/**
 * A holiday of a calendar. `since` and `until` are its first and last year; without `since` it is older than any year
 * that calendars count. `onlyWhen`: kept only where the calendar chose that day.
 */
export type HolidayRule = DateRule & {
  readonly name: Bilingual;
  readonly source: Source;
  readonly since?: number;
  readonly until?: number;
  readonly onlyWhen?: EasterDay;
};

/** The date of a rule in a year, before anything is moved off a closed day. */
export const dateByRule = (rule: DateRule, year: number): IsoDate => {
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

/** Whether a rule holds in a year. */
export const holdsIn = ({ since, until }: HolidayRule, year: number): boolean =>
  (since === undefined || year >= since) && (until === undefined || year <= until);
