import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  calendarIds,
  calendarOf,
  calendarYears,
  holidayOn,
  holidaysOf,
  observedRules,
  type Calendar,
  type CalendarId,
} from '#domain/sla/calendar';
import { countings, dueAfterBusinessDays } from '#domain/sla/due';
import { dateByRule, easterDays } from '#domain/sla/holiday-rule';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const oneOf = <T extends string>(known: readonly T[], text: string | undefined): T => {
  const found = known.find((each) => each === text);
  if (found === undefined) throw new Error(`${text} is none of ${known.join(', ')}`);
  return found;
};

const withChoice = (calendar: Calendar, choice: string): Calendar => {
  const [key, value] = choice.split('=');
  if (key === 'easterDay') return { ...calendar, easterDay: oneOf(easterDays, value) };
  if (key === 'observedRule') return { ...calendar, observedRule: oneOf(observedRules, value) };
  return calendar;
};

/** Counted by due-dates.py with the packages that it names, and with nothing of this project. */
const table = read('due-dates.csv')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [id, choice = '', counting, days, from = '', due = '', why = ''] = line.split(',');
    return {
      id: oneOf(calendarIds, id),
      choice,
      counting: oneOf(countings, counting),
      days: Number(days),
      from,
      due,
      why,
    };
  });

describe('the table of due dates that another language and another holiday library counted', () => {
  test('has all fourteen calendars in both countings, thousands of rows, and every case that is asked for', () => {
    expect(table.length).toBeGreaterThan(3000);
    for (const id of calendarIds)
      for (const counting of countings)
        expect(table.filter((row) => row.id === id && row.counting === counting).length).toBeGreaterThan(80);
    expect(new Set(table.map(({ why }) => why))).toEqual(
      new Set([
        'ordinary',
        'before opening',
        'closing minute',
        'last minute of a day',
        'weekend',
        'Victoria Day',
        'year end',
        'two holidays in a row',
        'in lieu',
        'clocks go forward',
        'clocks go back',
        'clocks that stay',
        'Yukon',
        'leap day',
        'no leap day',
        'February',
        'own days',
        'funeral',
        '30 September',
        'Thanksgiving',
        'Remembrance Day',
        'first year',
        'last year',
        'half hour',
        'date line',
        'Easter',
      ]),
    );
  });

  test.each(calendarIds)('agrees with every due time of %s', (id) => {
    const counted = table
      .filter((row) => row.id === id)
      .map((row) => ({
        ...row,
        due: dueAfterBusinessDays({ ...row, calendar: withChoice(calendarOf(id), row.choice) }).dueAt,
      }));
    expect(counted).toEqual(table.filter((row) => row.id === id));
  });
});

describe('the days that the holidays package closes by itself', () => {
  const { weekdays } = JSON.parse(read('package-differences.json')) as {
    readonly weekdays: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  };

  test('differ by the Queen’s funeral, by Manitoba’s Remembrance Day, and by days in lieu that it doesn’t know', () => {
    for (const [id, sides] of Object.entries(weekdays)) {
      const calendar = calendarOf(oneOf(calendarIds, id));
      expect(sides['only the package'] ?? ['2022-09-19']).toEqual(['2022-09-19']);
      for (const date of sides['only here'] ?? []) {
        const holiday = holidayOn(calendar, date);
        expect([id, date, holiday?.observedFor !== undefined || (id === 'ca-mb' && date.endsWith('-11-11'))]).toEqual([
          id,
          date,
          true,
        ]);
      }
    }
    expect(Object.keys(weekdays)).not.toContain('ca-federal');
    expect(Object.keys(weekdays)).not.toContain('ca-sk');
  });
});

describe('the days that the date-holidays package calls public', () => {
  const { dates } = JSON.parse(read('date-holidays.json')) as { readonly dates: Readonly<Record<string, string>> };

  const years = Array.from({ length: 31 }, (_, index) => calendarYears.first + index);
  const nameOfTheirs = (date: string): string => {
    const year = Number(date.slice(0, 4));
    if (date === dateByRule({ kind: 'easter', daysAfterSunday: 1 }, year)) return 'Easter Monday';
    if (date === dateByRule({ kind: 'fixed', month: 12, day: 26 }, year)) return 'Boxing Day';
    if (date === dateByRule({ kind: 'nth-weekday', month: 8, weekday: 5, nth: 3 }, year)) return 'Gold Cup Parade';
    return date;
  };
  /** Each day that only one of the two has, with the number of years in which it has it. */
  const differences = (id: CalendarId): Readonly<Record<string, number>> => {
    const theirs = new Set(dates[id]?.split(' '));
    const ours = new Map(
      years
        .flatMap((year) => holidaysOf(calendarOf(id), year))
        .map(({ date, observedFor, name }) => [observedFor ?? date, name.en]),
    );
    const found = [
      ...[...ours].flatMap(([date, name]) => (theirs.has(date) ? [] : [`here ${name}`])),
      ...[...theirs].flatMap((date) => (ours.has(date) ? [] : [`there ${nameOfTheirs(date)}`])),
    ];
    return Object.fromEntries([...new Set(found)].map((what) => [what, found.filter((each) => each === what).length]));
  };
  const truth = 'here National Day for Truth and Reconciliation';

  test('differ by five days federally, by days younger than it, and by optional ones that it calls public', () => {
    expect(Object.fromEntries(calendarIds.map((id) => [id, differences(id)]))).toEqual({
      'ca-federal': {
        'here Victoria Day': 31,
        'here Thanksgiving Day': 31,
        'here Remembrance Day': 31,
        'here Boxing Day': 31,
        [truth]: 25,
      },
      'ca-ab': {},
      'ca-bc': { [truth]: 23 },
      'ca-mb': {
        'here Remembrance Day': 31,
        'here Orange Shirt Day (National Day for Truth and Reconciliation)': 22,
      },
      'ca-nb': {},
      'ca-nl': {},
      'ca-ns': {},
      'ca-nt': { [truth]: 24, 'there Easter Monday': 31, 'there Boxing Day': 31 },
      'ca-nu': { 'here Nunavut Day': 26, [truth]: 24 },
      'ca-on': { 'there Easter Monday': 31 },
      'ca-pe': { 'here Funeral of Queen Elizabeth II': 1, [truth]: 24, 'there Gold Cup Parade': 31 },
      'ca-qc': {},
      'ca-sk': {},
      'ca-yt': { [truth]: 23, 'there Easter Monday': 31 },
    });
  });
});
