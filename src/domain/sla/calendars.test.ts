import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import {
  calendarIds,
  calendarOf,
  calendarYears,
  holidayOn,
  holidaysOf,
  kindOfDay,
  observedRules,
  OutsideCalendarYears,
  type Calendar,
  type CalendarId,
} from './calendar';
import { dateOf, weekdayOf } from './dates';
import { dateByRule, easterDays } from './holiday-rule';
import { dueAfterBusinessDays } from './due';
import { inZone } from './zone';

const all = calendarIds.map(calendarOf);
const names = (id: CalendarId, year: number): readonly string[] =>
  holidaysOf(calendarOf(id), year).map(({ name }) => name.en);
const keptOn = (calendar: Calendar | CalendarId, date: string): string | undefined =>
  holidayOn(typeof calendar === 'string' ? calendarOf(calendar) : calendar, date)?.name.en;

describe('every calendar', () => {
  test('is one of fourteen, each with a name of its own in both languages and a zone that is known', () => {
    expect(all).toHaveLength(14);
    expect(new Set(all.map(({ name }) => name)).size).toBe(14);
    expect(new Set(all.map(({ nameFr }) => nameFr)).size).toBe(14);
    for (const { timeZone } of all) expect(inZone(0, timeZone).isValid).toBe(true);
  });

  test('cites a law and what was read for each of its rules, and names each day in English and French', () => {
    for (const { holidays } of all)
      for (const { source, name } of holidays) {
        expect(source.statute).toMatch(/\d/);
        expect(source.seen.length).toBeGreaterThan(5);
        expect(name.en.length).toBeGreaterThan(5);
        expect(name.fr.length).toBeGreaterThan(3);
      }
  });

  test('says which of its rules stand on something else than the law’s own text', () => {
    const unverified = Object.fromEntries(
      all.map(({ id, holidays }) => [
        id,
        [holidays.filter(({ source }) => source.isUnverified).length, holidays.length],
      ]),
    );
    expect(unverified).toEqual({
      'ca-federal': [0, 10],
      'ca-ab': [9, 9],
      'ca-bc': [12, 12],
      'ca-mb': [7, 10],
      'ca-nb': [7, 8],
      'ca-nl': [6, 6],
      'ca-ns': [7, 8],
      'ca-nt': [11, 11],
      'ca-nu': [11, 11],
      'ca-on': [9, 9],
      'ca-pe': [9, 9],
      'ca-qc': [0, 9],
      'ca-sk': [10, 10],
      'ca-yt': [11, 11],
    });
  });

  test('refuses a year before 2015 and after 2045 by name, and a count that leaves them', () => {
    for (const calendar of all) {
      expect(() => holidaysOf(calendar, 2014)).toThrow(OutsideCalendarYears);
      expect(() => kindOfDay(calendar, '2046-01-02')).toThrow(/2015 to 2045, not those of 2046/);
      expect(() =>
        dueAfterBusinessDays({ from: '2045-12-30T12:00:00Z', days: 2, calendar, counting: 'calendar-day' }),
      ).toThrow(OutsideCalendarYears);
      expect(
        dueAfterBusinessDays({ from: '2045-12-26T12:00:00Z', days: 2, calendar, counting: 'calendar-day' }).dueAt,
      ).toMatch(/^2045-12-2[89]/);
    }
  });
});

const anyCalendar = fc.record(
  {
    id: fc.constantFrom(...calendarIds),
    observedRule: fc.constantFrom(...observedRules),
    easterDay: fc.constantFrom(...easterDays),
  },
  { requiredKeys: ['id'] },
);
const anyYear = fc.integer({ min: calendarYears.first, max: calendarYears.last });

describe('whatever a calendar chose', () => {
  test('each holiday takes one business day away, or none where it is lost: exactly once', () => {
    fc.assert(
      fc.property(anyCalendar, anyYear, ({ id, ...chosen }, year) => {
        const calendar = { ...calendarOf(id), ...chosen };
        const kept = holidaysOf(calendar, year);
        // Of these years' own dates only New Year's can be kept in another year, when it moves back.
        const inForce = calendar.holidays.filter(
          ({ since = 0, until = 9999, onlyWhen }) =>
            year >= since && year <= until && (onlyWhen === undefined || onlyWhen === calendar.easterDay),
        ).length;
        const moved = calendar.observedRule === 'previous-business-day';
        const leaves = moved && weekdayOf(dateOf(year, 1, 1)) > 5 ? 1 : 0;
        const arrives = moved && weekdayOf(dateOf(year + 1, 1, 1)) > 5 ? 1 : 0;
        expect(kept.length).toBe(inForce - leaves + arrives);
        expect(new Set(kept.map(({ date }) => date)).size).toBe(kept.length);
        if (calendar.observedRule !== 'none')
          for (const { date } of kept) expect(kindOfDay(calendar, date)).toBe('holiday');
      }),
    );
  });

  test('a holiday of a working day stays on it, and one that moved stands on the nearest free day of its side', () => {
    fc.assert(
      fc.property(anyCalendar, anyYear, ({ id, ...chosen }, year) => {
        const calendar = { ...calendarOf(id), ...chosen };
        for (const { date, observedFor } of holidaysOf(calendar, year)) {
          if (observedFor === undefined) continue;
          expect(weekdayOf(observedFor)).toBeGreaterThan(5);
          const days = Math.abs(Date.parse(date) - Date.parse(observedFor)) / 86_400_000;
          // The longest: Christmas on a Saturday, with Boxing Day after it.
          expect(days).toBeLessThanOrEqual(3);
          if (calendar.observedRule === 'next-business-day') expect(date > observedFor).toBe(true);
        }
      }),
    );
  });
});

describe('the days that changed, or that only some have', () => {
  test('British Columbia’s Family Day was the second Monday of February until 2018, and is the third from 2019', () => {
    expect(keptOn('ca-bc', '2018-02-12')).toBe('Family Day');
    expect(keptOn('ca-bc', '2018-02-19')).toBeUndefined();
    expect(keptOn('ca-bc', '2019-02-18')).toBe('Family Day');
    expect(keptOn('ca-bc', '2019-02-11')).toBeUndefined();
  });

  test('30 September is a holiday of each since its own year, and of the others never', () => {
    const first = (id: CalendarId): number | undefined =>
      Array.from({ length: 31 }, (_, index) => 2015 + index).find((year) =>
        names(id, year).some((name) => name.includes('Truth and Reconciliation')),
      );
    expect(Object.fromEntries(calendarIds.map((id) => [id, first(id)]))).toEqual({
      'ca-federal': 2021,
      'ca-ab': undefined,
      'ca-bc': 2023,
      'ca-mb': 2024,
      'ca-nb': undefined,
      'ca-nl': undefined,
      'ca-ns': undefined,
      'ca-nt': 2022,
      'ca-nu': 2022,
      'ca-on': undefined,
      'ca-pe': 2022,
      'ca-qc': undefined,
      'ca-sk': undefined,
      'ca-yt': 2023,
    });
  });

  test('Remembrance Day closes everywhere but in Ontario and Québec', () => {
    expect(calendarIds.filter((id) => keptOn(id, '2026-11-11') === undefined)).toEqual(['ca-on', 'ca-qc']);
  });

  test('the third Monday of February has five names, and none federally, in Québec, Newfoundland and the north', () => {
    expect(Object.fromEntries(calendarIds.map((id) => [id, keptOn(id, '2026-02-16')]))).toEqual({
      'ca-federal': undefined,
      'ca-ab': 'Alberta Family Day',
      'ca-bc': 'Family Day',
      'ca-mb': 'Louis Riel Day',
      'ca-nb': 'Family Day',
      'ca-nl': undefined,
      'ca-ns': 'Nova Scotia Heritage Day',
      'ca-nt': undefined,
      'ca-nu': undefined,
      'ca-on': 'Family Day',
      'ca-pe': 'Islander Day',
      'ca-qc': undefined,
      'ca-sk': 'Family Day',
      'ca-yt': undefined,
    });
    expect(keptOn('ca-nb', '2017-02-20')).toBeUndefined();
  });

  test('Québec keeps Good Friday or Easter Monday, as it is chosen, never both', () => {
    const monday: Calendar = { ...calendarOf('ca-qc'), easterDay: 'easter-monday' };
    expect([keptOn('ca-qc', '2026-04-03'), keptOn('ca-qc', '2026-04-06')]).toEqual(['Good Friday', undefined]);
    expect([keptOn(monday, '2026-04-03'), keptOn(monday, '2026-04-06')]).toEqual([undefined, 'Easter Monday']);
  });

  test('a 24 June or 1 July that is a Sunday is kept on the Monday in Québec, by the law itself', () => {
    const unmoved: Calendar = { ...calendarOf('ca-qc'), observedRule: 'none' };
    expect(keptOn(unmoved, '2029-06-25')).toBe('Québec’s National Holiday');
    expect(keptOn(unmoved, '2029-07-02')).toBe('Canada Day');
  });

  test('Nova Scotia’s own Canada Day stays on a Sunday since 2018, unless the calendar keeps it on the next day', () => {
    const unmoved: Calendar = { ...calendarOf('ca-ns'), observedRule: 'none' };
    expect(keptOn(unmoved, '2018-07-02')).toBeUndefined();
    expect(keptOn('ca-ns', '2018-07-02')).toBe('Canada Day');
  });

  test('the Queen’s funeral closed Prince Edward Island on 19 September 2022, that day and nowhere else', () => {
    expect(calendarIds.filter((id) => keptOn(id, '2022-09-19') !== undefined)).toEqual(['ca-pe']);
    expect(keptOn('ca-pe', '2023-09-19')).toBeUndefined();
  });

  test('the north has its own: Nunavut Day since 2020, Discovery Day, National Indigenous Peoples Day', () => {
    expect(keptOn('ca-nu', '2019-07-09')).toBeUndefined();
    expect(keptOn('ca-nu', '2020-07-09')).toBe('Nunavut Day');
    expect(keptOn('ca-yt', '2026-08-17')).toBe('Discovery Day');
    expect(keptOn('ca-yt', '2016-06-21')).toBeUndefined();
    expect([keptOn('ca-yt', '2017-06-21'), keptOn('ca-nt', '2016-06-21')]).toEqual([
      'National Indigenous Peoples Day',
      'National Indigenous Peoples Day',
    ]);
  });

  test('a New Year’s Day that is kept on the day before closes the last day of the old year', () => {
    const before: Calendar = { ...calendarOf('ca-on'), observedRule: 'previous-business-day' };
    expect(holidayOn(before, '2021-12-31')).toMatchObject({
      name: { en: 'New Year’s Day' },
      observedFor: '2022-01-01',
    });
    expect(keptOn(before, '2022-01-03')).toBeUndefined();
  });

  test('rules find the same date however far the year is', () => {
    expect(dateByRule({ kind: 'easter', daysAfterSunday: -2 }, 2045)).toBe('2045-04-07');
  });
});
