import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { calendarIds, calendarOf, calendarYears, holidayOn, holidaysOf, kindOfDay } from './calendar';
import { canadaFederal } from './calendars/federal';
import { addDays, dateOf, easterSunday, weekdayOf } from './dates';

/**
 * Outside vectors, typed by hand and not made by this code. The days: Canada Labour Code, R.S.C. 1985, c. L-2, s. 166
 * (laws-lois.justice.gc.ca); weekends: s. 193(2), the day after; Canada Day on a Sunday: Holidays Act, R.S.C. 1985, c.
 * H-5, s. 2. The dates, in lieu days included, agree with the list of Canada's federal holidays that the
 * python-holidays project publishes (vacanza/holidays, snapshots/countries/CA_COMMON.json). Order: New Year, Good
 * Friday, Victoria, Canada, Labour, Truth and Reconciliation, Thanksgiving, Remembrance, Christmas, Boxing.
 * `a>b` reads: its own date is a, it is kept on b.
 */
const published: Readonly<Record<number, readonly string[]>> = {
  2024: ['01-01', '03-29', '05-20', '07-01', '09-02', '09-30', '10-14', '11-11', '12-25', '12-26'],
  2025: ['01-01', '04-18', '05-19', '07-01', '09-01', '09-30', '10-13', '11-11', '12-25', '12-26'],
  2026: ['01-01', '04-03', '05-18', '07-01', '09-07', '09-30', '10-12', '11-11', '12-25', '12-26>12-28'],
  2027: ['01-01', '03-26', '05-24', '07-01', '09-06', '09-30', '10-11', '11-11', '12-25>12-27', '12-26>12-28'],
  2028: [
    '01-01>01-03',
    '04-14',
    '05-22',
    '07-01>07-03',
    '09-04',
    '09-30>10-02',
    '10-09',
    '11-11>11-13',
    '12-25',
    '12-26',
  ],
  2029: ['01-01', '03-30', '05-21', '07-01>07-02', '09-03', '09-30>10-01', '10-08', '11-11>11-12', '12-25', '12-26'],
  2030: ['01-01', '04-19', '05-20', '07-01', '09-02', '09-30', '10-14', '11-11', '12-25', '12-26'],
  2031: ['01-01', '04-11', '05-19', '07-01', '09-01', '09-30', '10-13', '11-11', '12-25', '12-26'],
  2032: ['01-01', '03-26', '05-24', '07-01', '09-06', '09-30', '10-11', '11-11', '12-25>12-27', '12-26>12-28'],
};
const names = [
  'New Year’s Day',
  'Good Friday',
  'Victoria Day',
  'Canada Day',
  'Labour Day',
  'National Day for Truth and Reconciliation',
  'Thanksgiving Day',
  'Remembrance Day',
  'Christmas Day',
  'Boxing Day',
];

describe('Canada (federal)', () => {
  test.each(Object.keys(published).map(Number))('keeps the ten general holidays of %i on their days', (year) => {
    const expected = published[year]!.map((entry, index) => {
      const [own, kept] = entry.split('>');
      return {
        date: `${year}-${kept ?? own}`,
        name: names[index],
        ...(kept === undefined ? {} : { observedFor: `${year}-${own}` }),
      };
    });
    expect(
      holidaysOf(canadaFederal, year).map(({ date, name, observedFor }) => ({
        date,
        name: name.en,
        ...(observedFor === undefined ? {} : { observedFor }),
      })),
    ).toEqual(expected);
  });

  test('names every holiday in English and French', () => {
    expect(holidayOn(canadaFederal, '2026-05-18')?.name).toEqual({ en: 'Victoria Day', fr: 'Fête de la Reine' });
    for (const { name } of holidaysOf(canadaFederal, 2026)) {
      expect(name.en.length).toBeGreaterThan(3);
      expect(name.fr.length).toBeGreaterThan(3);
    }
  });

  test('leaves Boxing Day its Monday when Christmas is a Sunday, and keeps Christmas on Tuesday', () => {
    expect(holidayOn(canadaFederal, '2033-12-26')?.name.en).toBe('Boxing Day');
    expect(holidayOn(canadaFederal, '2033-12-27')).toMatchObject({
      name: { en: 'Christmas Day' },
      observedFor: '2033-12-25',
    });
    expect(kindOfDay(canadaFederal, '2033-12-28')).toBe('business-day');
  });

  test('knows no Truth and Reconciliation Day before 2021', () => {
    expect(holidaysOf(canadaFederal, 2020)).toHaveLength(9);
    expect(holidayOn(canadaFederal, '2021-09-30')?.name.en).toBe('National Day for Truth and Reconciliation');
  });

  test('has neither Easter Monday nor the provinces’ days', () => {
    for (const date of ['2026-04-06', '2026-02-16', '2026-08-03', '2026-06-24'])
      expect(kindOfDay(canadaFederal, date)).toBe('business-day');
  });

  test('still moves Canada Day off a Sunday when holidays are otherwise not moved, because the Holidays Act does', () => {
    const unmoved = { ...canadaFederal, observedRule: 'none' as const };
    expect(holidayOn(unmoved, '2029-07-02')).toMatchObject({ name: { en: 'Canada Day' }, observedFor: '2029-07-01' });
    expect(holidayOn(unmoved, '2028-07-03')).toBeUndefined();
    expect(kindOfDay(unmoved, '2026-12-28')).toBe('business-day');
  });

  test('says Saturday is a weekend though Boxing Day falls on it, and Monday is the holiday', () => {
    expect(kindOfDay(canadaFederal, '2026-12-26')).toBe('weekend');
    expect(kindOfDay(canadaFederal, '2026-12-28')).toBe('holiday');
  });

  test('refuses a year that is none', () => {
    expect(() => holidaysOf(canadaFederal, 20.26)).toThrow(/^year: must be a whole number/);
  });

  test('is found by its id', () => {
    for (const id of calendarIds) expect(calendarOf(id).id).toBe(id);
  });

  test('keeps every holiday on a weekday of its own year, no two on one day, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: calendarYears.first, max: calendarYears.last }), (year) => {
        const days = holidaysOf(canadaFederal, year);
        expect(new Set(days.map(({ date }) => date)).size).toBe(year < 2021 ? 9 : 10);
        expect(days.map(({ date }) => date)).toEqual(days.map(({ date }) => date).sort());
        for (const { date } of days) {
          expect(date.slice(0, 4)).toBe(String(year));
          expect(weekdayOf(date)).toBeLessThan(6);
        }
      }),
    );
  });
});

describe('dates', () => {
  test('finds Easter Sunday, in its earliest and latest years too', () => {
    // Astronomical Algorithms (Meeus), ch. 8, and the tables of the Astronomical Society of South Australia.
    const table = [
      '1818-03-22',
      '1886-04-25',
      '1943-04-25',
      '1954-04-18',
      '1991-03-31',
      '1992-04-19',
      '1993-04-11',
      '2000-04-23',
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2038-04-25',
      '2285-03-22',
    ];
    for (const date of table) expect(easterSunday(Number(date.slice(0, 4)))).toBe(date);
  });

  test('steps over months, years and leap days', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(dateOf(2026, 1, 32)).toBe('2026-02-01');
  });

  test('knows the day of the week before and after 1970', () => {
    expect(weekdayOf('2026-05-08')).toBe(5);
    expect(weekdayOf('1969-07-20')).toBe(7);
    expect(weekdayOf('1969-07-21')).toBe(1);
    expect(weekdayOf('1970-01-01')).toBe(4);
  });
});
