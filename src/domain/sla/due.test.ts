import { describe, expect, test } from 'vitest';
import { canadaFederal } from './calendars/federal';
import { dueAfterBusinessDays, isOpenAt, msLate, openMsBetween, type Counting } from './due';
import { atInZone, inZone } from './zone';

const zone = 'America/Vancouver';
/** An instant from Vancouver's wall clock. */
const at = (local: string): string =>
  new Date(
    atInZone(local.slice(0, 10), local.slice(11, 16), zone) + (local.length > 16 ? Number(local.slice(17)) * 1000 : 0),
  ).toISOString();
const local = (iso: string, timeZone = zone): string => inZone(Date.parse(iso), timeZone).toFormat('yyyy-MM-dd HH:mm');
const due = (from: string, counting: Counting, days = 2): string =>
  local(dueAfterBusinessDays({ from: at(from), days, calendar: canadaFederal, counting }).dueAt);

describe('two business days after a submission', () => {
  // SYSTEMS.md, "Canadian business days": submitted | due by calendar-day | due by next-business-day.
  test.each([
    ['2026-05-08 16:59', '2026-05-12', '2026-05-12'],
    ['2026-05-08 17:01', '2026-05-12', '2026-05-13'],
    ['2026-05-09 10:00', '2026-05-12', '2026-05-13'],
    ['2026-05-15 16:59', '2026-05-20', '2026-05-20'],
    ['2026-05-15 17:01', '2026-05-20', '2026-05-21'],
    ['2026-12-31 16:59', '2027-01-05', '2027-01-05'],
    ['2026-12-31 17:01', '2027-01-05', '2027-01-06'],
    // At closing time sharp is not after it; a second later is.
    ['2026-05-08 17:00', '2026-05-12', '2026-05-12'],
    ['2026-05-08 17:00:01', '2026-05-12', '2026-05-13'],
    // Before opening is the same business day.
    ['2026-05-08 00:00', '2026-05-12', '2026-05-12'],
    // FIELD.md §5.2, column "federal list incl. 28 Dec in lieu".
    ['2026-02-13 12:00', '2026-02-17', '2026-02-17'],
    ['2026-09-29 12:00', '2026-10-02', '2026-10-02'],
    ['2026-10-09 12:00', '2026-10-14', '2026-10-14'],
    ['2026-11-10 12:00', '2026-11-13', '2026-11-13'],
    ['2026-12-23 12:00', '2026-12-29', '2026-12-29'],
    // Christmas of 2027: Saturday and Sunday, kept on Monday and Tuesday.
    ['2027-12-24 12:00', '2027-12-30', '2027-12-30'],
    // On a holiday.
    ['2026-05-18 12:00', '2026-05-20', '2026-05-21'],
  ])('submitted %s', (from, calendarDay, nextBusinessDay) => {
    expect(due(from, 'calendar-day')).toBe(`${calendarDay} 17:00`);
    expect(due(from, 'next-business-day')).toBe(`${nextBusinessDay} 17:00`);
  });

  test('the date of the submission is the one in the calendar’s zone, not in UTC', () => {
    const counted = dueAfterBusinessDays({
      from: '2026-05-09T06:59:59.999Z',
      days: 2,
      calendar: canadaFederal,
      counting: 'calendar-day',
    });
    expect(counted.trace[0]?.date).toBe('2026-05-08');
    expect(counted.dueAt).toBe('2026-05-13T00:00:00.000Z');
  });

  test('the trace says what each date counted for, and the calendar goes with it', () => {
    expect(
      dueAfterBusinessDays({
        from: at('2026-05-15 17:01'),
        days: 2,
        calendar: canadaFederal,
        counting: 'next-business-day',
      }),
    ).toEqual({
      from: '2026-05-16T00:01:00.000Z',
      days: 2,
      counting: 'next-business-day',
      dueAt: '2026-05-22T00:00:00.000Z',
      calendar: {
        id: 'ca-federal',
        version: 1,
        name: 'Canada (federal)',
        nameFr: 'Canada (fédéral)',
        timeZone: zone,
        opens: '09:00',
        closes: '17:00',
        observedRule: 'next-business-day',
      },
      trace: [
        { date: '2026-05-15', kind: 'after-closing' },
        { date: '2026-05-16', kind: 'weekend' },
        { date: '2026-05-17', kind: 'weekend' },
        { date: '2026-05-18', kind: 'holiday', holiday: { en: 'Victoria Day', fr: 'Fête de la Reine' } },
        { date: '2026-05-19', kind: 'day-0' },
        { date: '2026-05-20', kind: 'counted', count: 1 },
        { date: '2026-05-21', kind: 'counted', count: 2 },
      ],
    });
  });

  test('a submission on a holiday keeps the holiday’s name on day 0', () => {
    const counted = dueAfterBusinessDays({
      from: at('2026-05-18 12:00'),
      days: 1,
      calendar: canadaFederal,
      counting: 'calendar-day',
    });
    expect(counted.trace).toEqual([
      { date: '2026-05-18', kind: 'day-0', holiday: { en: 'Victoria Day', fr: 'Fête de la Reine' } },
      { date: '2026-05-19', kind: 'counted', count: 1 },
    ]);
  });

  test('a holiday that stands in for another date says for which', () => {
    const counted = dueAfterBusinessDays({
      from: at('2026-12-24 12:00'),
      days: 2,
      calendar: canadaFederal,
      counting: 'calendar-day',
    });
    expect(counted.trace.find(({ date }) => date === '2026-12-28')).toEqual({
      date: '2026-12-28',
      kind: 'holiday',
      holiday: { en: 'Boxing Day', fr: 'Lendemain de Noël' },
      observedFor: '2026-12-26',
    });
  });

  test('bad input is refused by name', () => {
    const asked = { from: at('2026-05-08 16:59'), days: 2, calendar: canadaFederal, counting: 'calendar-day' as const };
    expect(() => dueAfterBusinessDays({ ...asked, from: '2026-05-08' })).toThrow(/^from: must be an ISO 8601 instant/);
    expect(() => dueAfterBusinessDays({ ...asked, from: '2026-13-08T00:00:00Z' })).toThrow(/^from:/);
    expect(() => dueAfterBusinessDays({ ...asked, from: '9999-12-31T23:59:59Z' })).toThrow(/^from:.*1900 and 2199/);
    expect(() => dueAfterBusinessDays({ ...asked, days: 0 })).toThrow(/^days: must be a whole number/);
    expect(() => dueAfterBusinessDays({ ...asked, days: 1.5 })).toThrow(/^days:/);
    expect(() =>
      dueAfterBusinessDays({ ...asked, calendar: { ...canadaFederal, timeZone: 'America/Vancover' } }),
    ).toThrow(/^timeZone: "America\/Vancover"/);
    expect(() => openMsBetween('yesterday', asked.from, canadaFederal)).toThrow(/^from:/);
    expect(() => isOpenAt('', canadaFederal)).toThrow(/^at:/);
  });
});

describe('whenever it was submitted', () => {
  test('nothing depends on the time zone of the machine', () => {
    // The web's types know no process, and domain tests are checked with them, too.
    const { env } = (
      globalThis as unknown as { readonly process: { readonly env: Record<string, string | undefined> } }
    ).process;
    const before = env['TZ'];
    const asked = [
      '2026-03-08T09:59:00.000Z',
      '2026-05-09T00:01:00.000Z',
      '2026-11-01T08:30:00.000Z',
      '2026-11-11T03:00:00.000Z',
      '2027-01-01T01:01:00.000Z',
    ];
    try {
      const seen = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Vancouver'].map((machine) => {
        env['TZ'] = machine;
        const counted = asked.map((from) => [
          dueAfterBusinessDays({ from, days: 2, calendar: canadaFederal, counting: 'next-business-day' }),
          openMsBetween(from, '2027-02-01T00:00:00.000Z', canadaFederal),
          isOpenAt(from, canadaFederal),
        ]);
        return { offset: new Date(2026, 6, 1).getTimezoneOffset(), counted: JSON.stringify(counted) };
      });
      expect(new Set(seen.map(({ offset }) => offset)).size).toBe(4);
      expect(new Set(seen.map(({ counted }) => counted)).size).toBe(1);
    } finally {
      if (before === undefined) delete env['TZ'];
      else env['TZ'] = before;
    }
  });

  test('four regions keep their summer offset after November 2026, whatever this runtime’s tables say', () => {
    expect(
      dueAfterBusinessDays({
        from: '2027-01-11T20:00:00.000Z',
        days: 2,
        calendar: canadaFederal,
        counting: 'calendar-day',
      }).dueAt,
    ).toBe('2027-01-14T00:00:00.000Z');
    expect(
      dueAfterBusinessDays({
        from: '2026-01-12T20:00:00.000Z',
        days: 2,
        calendar: canadaFederal,
        counting: 'calendar-day',
      }).dueAt,
    ).toBe('2026-01-15T01:00:00.000Z');
    expect(new Date(atInZone('2027-01-13', '17:00', 'America/Edmonton')).toISOString()).toBe(
      '2027-01-13T23:00:00.000Z',
    );
    expect(
      ['America/Winnipeg', 'America/Yellowknife'].map((each) =>
        new Date(atInZone('2027-01-13', '17:00', each)).toISOString(),
      ),
    ).toEqual(['2027-01-13T22:00:00.000Z', '2027-01-13T23:00:00.000Z']);
    expect(local('2026-11-01T09:30:00.000Z')).toBe('2026-11-01 02:30');
    // Not by the runtime's table: Node 24 has the change, Electron's may not.
    expect([
      inZone(Date.UTC(2026, 9, 31), zone).zone.isUniversal,
      inZone(Date.UTC(2026, 10, 2), zone).zone.isUniversal,
    ]).toEqual([false, true]);
  });
});

describe('open hours', () => {
  const hour = 3_600_000;
  test.each([
    ['2026-11-10 10:24', '2026-11-10 17:00', 6.6],
    ['2026-11-10 10:24', '2026-11-12 17:00', 14.6],
    ['2026-05-15 16:00', '2026-05-19 10:00', 2],
    ['2026-05-16 00:00', '2026-05-19 00:00', 0],
    ['2026-05-08 08:00', '2026-05-08 18:00', 8],
    ['2026-05-08 12:00', '2026-05-08 12:00', 0],
    ['2026-05-08 17:00', '2026-05-08 09:00', 0],
  ])('from %s to %s are %d h', (from, to, hours) => {
    expect(openMsBetween(at(from), at(to), canadaFederal)).toBeCloseTo(hours * hour, 3);
  });

  test('a week with a change of clocks has its forty', () => {
    expect(openMsBetween(at('2025-03-03 00:00'), at('2025-03-08 00:00'), canadaFederal)).toBe(40 * hour);
    expect(openMsBetween(at('2025-03-08 00:00'), at('2025-03-15 00:00'), canadaFederal)).toBe(40 * hour);
    expect(openMsBetween(at('2025-10-31 00:00'), at('2025-11-07 00:00'), canadaFederal)).toBe(40 * hour);
  });

  test('begin at opening and end at closing', () => {
    expect(
      [
        at('2026-05-08 09:00'),
        at('2026-05-08 16:59'),
        at('2026-05-08 08:59'),
        at('2026-05-08 17:00'),
        at('2026-05-09 12:00'),
        at('2026-05-18 12:00'),
      ].map((when) => isOpenAt(when, canadaFederal)),
    ).toEqual([true, true, false, false, false, false]);
  });

  test('lateness runs in real time, over the weekend too', () => {
    expect(msLate(at('2026-05-11 09:00'), at('2026-05-08 17:00'))).toBe(64 * hour);
    expect(msLate(at('2026-05-08 17:00'), at('2026-05-08 17:00'))).toBe(0);
    expect(msLate(at('2026-05-08 16:00'), at('2026-05-08 17:00'))).toBe(0);
  });
});
