import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { calendarIds, calendarOf, hoursOn, kindOfDay, observedRules, type Calendar } from './calendar';
import { addDays, weekdayOf } from './dates';
import { countings, dueAfterBusinessDays, isOpenAt, openMsBetween, type Counting } from './due';
import { easterDays } from './holiday-rule';
import { dateInZone, inZone } from './zone';

const dayMs = 86_400_000;

/**
 * Instants to the millisecond over the years that calendars know, with the days on which clocks change or used to
 * change drawn often.
 */
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(2015, 0, 2), max: Date.UTC(2045, 9, 1) }),
  fc
    .tuple(
      fc.constantFrom('2020-11-01', '2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07'),
      fc.integer({ min: -2 * dayMs, max: 2 * dayMs }),
    )
    .map(([day, ms]) => Date.parse(day) + ms),
);
/** Every shipped calendar, with what it can choose, at home or in a far zone, and with a Friday of its own or without. */
const calendars = fc
  .record(
    {
      id: fc.constantFrom(...calendarIds),
      observedRule: fc.constantFrom(...observedRules),
      easterDay: fc.constantFrom(...easterDays),
      shorterHours: fc.constant({ 5: { opens: '08:30', closes: '12:00' } }),
      timeZone: fc.constantFrom('Asia/Kathmandu', 'Pacific/Kiritimati'),
    },
    { requiredKeys: ['id'] },
  )
  .map(({ id, ...chosen }): Calendar => ({ ...calendarOf(id), ...chosen }));
const cases = fc.record({
  fromMs: instants,
  days: fc.integer({ min: 1, max: 12 }),
  counting: fc.constantFrom(...countings),
  calendar: calendars,
});
const iso = (ms: number): string => new Date(ms).toISOString();
const due = ({
  fromMs,
  ...asked
}: {
  readonly fromMs: number;
  readonly days: number;
  readonly counting: Counting;
  readonly calendar: Calendar;
}) => dueAfterBusinessDays({ from: iso(fromMs), ...asked });
const localDate = (at: string, { timeZone }: Calendar): string => dateInZone(Date.parse(at), timeZone);

describe('whenever it was submitted, on whichever calendar', () => {
  test('it is due at closing time of a business day, after the submission, as many business days on as promised', () => {
    fc.assert(
      fc.property(cases, (asked) => {
        const { calendar } = asked;
        const counted = due(asked);
        const date = localDate(counted.dueAt, calendar);
        expect(inZone(Date.parse(counted.dueAt), calendar.timeZone).toFormat('HH:mm:ss')).toBe(
          `${hoursOn(calendar, date).closes}:00`,
        );
        expect(kindOfDay(calendar, date)).toBe('business-day');
        expect(Date.parse(counted.dueAt)).toBeGreaterThan(asked.fromMs);
        expect(counted.trace.filter(({ kind }) => kind === 'counted').map((day) => day.count)).toEqual(
          Array.from({ length: asked.days }, (_, index) => index + 1),
        );
      }),
    );
  });

  test('it is never due at a closed moment: the last millisecond before it is open, and it is the end of that day', () => {
    fc.assert(
      fc.property(cases, (asked) => {
        const dueMs = Date.parse(due(asked).dueAt);
        expect([isOpenAt(iso(dueMs - 1), asked.calendar), isOpenAt(iso(dueMs), asked.calendar)]).toEqual([true, false]);
      }),
    );
  });

  test('the trace has every date from submission to due once, in order, and one day 0', () => {
    fc.assert(
      fc.property(cases, (asked) => {
        const { trace, dueAt } = due(asked);
        const dates = trace.map(({ date }) => date);
        expect(dates[0]).toBe(dateInZone(asked.fromMs, asked.calendar.timeZone));
        expect(dates.at(-1)).toBe(localDate(dueAt, asked.calendar));
        for (let index = 1; index < dates.length; index++) expect(dates[index]).toBe(addDays(dates[index - 1]!, 1));
        expect(trace.filter(({ kind }) => kind === 'day-0')).toHaveLength(1);
      }),
    );
  });

  test('who submits later is never due earlier', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 10 * dayMs }), (asked, laterMs) => {
        const later = due({ ...asked, fromMs: asked.fromMs + laterMs });
        expect(Date.parse(later.dueAt)).toBeGreaterThanOrEqual(Date.parse(due(asked).dueAt));
      }),
    );
  });

  test('the strict counting is never later than the other, and at most one business day earlier', () => {
    fc.assert(
      fc.property(cases, (asked) => {
        const strict = due({ ...asked, counting: 'calendar-day' });
        const lenient = due({ ...asked, counting: 'next-business-day' });
        const last = localDate(lenient.dueAt, asked.calendar);
        const { opens, closes } = hoursOn(asked.calendar, last);
        const length = Date.parse(`1970-01-01T${closes}Z`) - Date.parse(`1970-01-01T${opens}Z`);
        expect([0, length]).toContain(openMsBetween(strict.dueAt, lenient.dueAt, asked.calendar));
      }),
    );
  });
});

describe('open hours of whichever calendar', () => {
  test('add up, whatever instant lies between', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.integer({ min: 0, max: 20 * dayMs }),
        fc.integer({ min: 0, max: 20 * dayMs }),
        (calendar, start, one, two) => {
          const [a, b, c] = [iso(start), iso(start + one), iso(start + one + two)];
          expect(openMsBetween(a, b, calendar) + openMsBetween(b, c, calendar)).toBe(openMsBetween(a, c, calendar));
        },
      ),
    );
  });

  test('pass only while the desk is open', () => {
    fc.assert(
      fc.property(calendars, instants, (calendar, ms) => {
        expect(openMsBetween(iso(ms), iso(ms + 1), calendar)).toBe(isOpenAt(iso(ms), calendar) ? 1 : 0);
      }),
    );
  });

  test('a Friday that closes at noon is due at noon, and a submission after it is after closing', () => {
    const calendar: Calendar = { ...calendarOf('ca-on'), shorterHours: { 5: { opens: '09:00', closes: '12:00' } } };
    const asked = { days: 2, calendar, counting: 'next-business-day' } as const;
    // Wednesday 6 May 2026, Toronto at UTC−4.
    expect(due({ ...asked, fromMs: Date.parse('2026-05-06T15:00:00Z') }).dueAt).toBe('2026-05-08T16:00:00.000Z');
    expect(weekdayOf('2026-05-08')).toBe(5);
    expect(due({ ...asked, fromMs: Date.parse('2026-05-08T16:00:00Z') }).dueAt).toBe('2026-05-12T21:00:00.000Z');
    expect(due({ ...asked, fromMs: Date.parse('2026-05-08T16:00:01Z') }).dueAt).toBe('2026-05-13T21:00:00.000Z');
    expect(openMsBetween('2026-05-08T13:00:00Z', '2026-05-11T14:00:00Z', calendar)).toBe(4 * 3_600_000);
  });
});
