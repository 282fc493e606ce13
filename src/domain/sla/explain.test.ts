import { expect, test } from 'vitest';
import { calendarOf, type Calendar } from './calendar';
import { canadaFederal } from './calendars/federal';
import { dueAfterBusinessDays, type Counting } from './due';
import { explainDue } from './explain';
import { atInZone } from './zone';

const explain = (local: string, counting: Counting, language: 'en' | 'fr', seconds = 0) => {
  const from = new Date(
    atInZone(local.slice(0, 10), local.slice(11), 'America/Vancouver') + seconds * 1000,
  ).toISOString();
  return explainDue(dueAfterBusinessDays({ from, days: 2, calendar: canadaFederal, counting }), language).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );
};

test('a due time names calendar and version and explains itself day by day (R22)', () => {
  expect(explain('2026-05-08 16:59', 'calendar-day', 'en')).toEqual([
    'Calendar: Canada (federal), version 1, open 09:00–17:00, America/Vancouver',
    'The day of the submission is day 0, whatever the hour',
    'Submitted Fri 8 May 2026, 16:59 (day 0, not counted)',
    'Sat 9: weekend',
    'Sun 10: weekend',
    'Mon 11: business day 1',
    'Tue 12: business day 2',
    'Due Tue 12 May 2026, 17:00: closing time of business day 2',
  ]);
});

test('a submission after closing says so, with its seconds when the minute is the closing minute', () => {
  expect(explain('2026-05-15 17:00', 'next-business-day', 'en', 30)).toEqual([
    'Calendar: Canada (federal), version 1, open 09:00–17:00, America/Vancouver',
    'After closing time or on a closed day, the next business day is day 0',
    'Submitted Fri 15 May 2026, 17:00:30 (after closing time, 17:00)',
    'Sat 16: weekend',
    'Sun 17: weekend',
    'Mon 18: holiday, Victoria Day',
    'Tue 19: day 0, not counted',
    'Wed 20: business day 1',
    'Thu 21: business day 2',
    'Due Thu 21 May 2026, 17:00: closing time of business day 2',
  ]);
});

test('a holiday kept on another day says for which, and the month shows where it changes', () => {
  expect(explain('2028-09-29 12:00', 'calendar-day', 'en').slice(2)).toEqual([
    'A holiday on a weekend is kept on the next free business day',
    'Submitted Fri 29 Sep 2028, 12:00 (day 0, not counted)',
    'Sat 30: weekend',
    'Sun 1 Oct: weekend',
    'Mon 2: holiday, National Day for Truth and Reconciliation (for Sat 30 Sep)',
    'Tue 3: business day 1',
    'Wed 4: business day 2',
    'Due Wed 4 Oct 2028, 17:00: closing time of business day 2',
  ]);
});

test('a submission on a holiday names it', () => {
  expect(explain('2026-05-18 12:00', 'calendar-day', 'en')[2]).toBe(
    'Submitted Mon 18 May 2026, 12:00 (day 0, not counted; holiday, Victoria Day)',
  );
  expect(explain('2026-05-18 12:00', 'next-business-day', 'en')[2]).toBe(
    'Submitted Mon 18 May 2026, 12:00 (holiday, Victoria Day)',
  );
});

test('it explains itself in French', () => {
  expect(explain('2026-12-31 17:01', 'next-business-day', 'fr')).toEqual([
    'Calendrier : Canada (fédéral), version 1, ouvert de 09 h 00 à 17 h 00, America/Vancouver',
    'Après la fermeture ou un jour fermé, le jour ouvrable suivant est le jour 0',
    'Envoyé le jeu. 31 déc. 2026 à 17 h 01 (après la fermeture, 17 h 00)',
    'ven. 1er janv. : jour férié, Jour de l’An',
    'sam. 2 : fin de semaine',
    'dim. 3 : fin de semaine',
    'lun. 4 : jour 0, non compté',
    'mar. 5 : jour ouvrable 1',
    'mer. 6 : jour ouvrable 2',
    'Échéance le mer. 6 janv. 2027 à 17 h 00 : fermeture du jour ouvrable 2',
  ]);
});

const explainOn = (calendar: Calendar, from: string, language: 'en' | 'fr') =>
  explainDue(dueAfterBusinessDays({ from, days: 2, calendar, counting: 'next-business-day' }), language).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );

test('it names Québec’s days in Québec’s words', () => {
  expect(explainOn(calendarOf('ca-qc'), '2029-06-22T16:00:00.000Z', 'fr')).toEqual([
    'Calendrier : Québec, version 1, ouvert de 09 h 00 à 17 h 00, America/Toronto',
    'Après la fermeture ou un jour fermé, le jour ouvrable suivant est le jour 0',
    'Un jour férié qui tombe la fin de semaine est reporté au prochain jour ouvrable libre',
    'Envoyé le ven. 22 juin 2029 à 12 h 00 (jour 0, non compté)',
    'sam. 23 : fin de semaine',
    'dim. 24 : fin de semaine',
    'lun. 25 : jour férié, Fête nationale du Québec (pour le dim. 24 juin)',
    'mar. 26 : jour ouvrable 1',
    'mer. 27 : jour ouvrable 2',
    'Échéance le mer. 27 juin 2029 à 17 h 00 : fermeture du jour ouvrable 2',
  ]);
});

test('a weekday’s shorter hours, and a holiday kept on the day before, explain themselves', () => {
  const calendar: Calendar = {
    ...calendarOf('ca-on'),
    observedRule: 'previous-business-day',
    shorterHours: { 5: { opens: '09:00', closes: '12:00' } },
  };
  expect(explainOn(calendar, '2026-12-24T22:30:00.000Z', 'en')).toEqual([
    'Calendar: Ontario, version 1, open 09:00–17:00, America/Toronto',
    'On Fri open 09:00–12:00',
    'After closing time or on a closed day, the next business day is day 0',
    'A holiday on a weekend is kept on the last free business day before it',
    'Submitted Thu 24 Dec 2026, 17:30 (holiday, Boxing Day (for Sat 26 Dec))',
    'Fri 25: holiday, Christmas Day',
    'Sat 26: weekend',
    'Sun 27: weekend',
    'Mon 28: day 0, not counted',
    'Tue 29: business day 1',
    'Wed 30: business day 2',
    'Due Wed 30 Dec 2026, 17:00: closing time of business day 2',
  ]);
  expect(explainOn(calendar, '2026-05-08T16:00:30.000Z', 'en')[3]).toBe(
    'Submitted Fri 8 May 2026, 12:00:30 (after closing time, 12:00)',
  );
});
