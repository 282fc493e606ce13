import type { Hours } from './calendar';
import { partsOf, weekdayOf, type IsoDate, type Weekday } from './dates';
import type { CalendarStamp, Due, TraceDay } from './due';
import { dateInZone, inZone, instantMs } from './zone';

type Language = 'en' | 'fr';

// Tables of our own, because runtimes abbreviate differently and a stored explanation must read the same everywhere.
const weekdays = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  fr: ['lun.', 'mar.', 'mer.', 'jeu.', 'ven.', 'sam.', 'dim.'],
} as const;
const months = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  fr: ['janv.', 'févr.', 'mars', 'avr.', 'mai', 'juin', 'juill.', 'août', 'sept.', 'oct.', 'nov.', 'déc.'],
} as const;
const nbsp = '\u00a0';

const dayText = (date: IsoDate, language: Language, show: 'day' | 'month' | 'year'): string => {
  const { year, month, day } = partsOf(date);
  const number = language === 'fr' && day === 1 ? '1er' : String(day);
  const parts = [weekdays[language][weekdayOf(date) - 1], number];
  if (show !== 'day') parts.push(months[language][month - 1]);
  if (show === 'year') parts.push(String(year));
  return parts.join(' ');
};

const clockText = (time: string, language: Language): string => {
  if (language === 'en') return time;
  const [hour, minute, second] = time.split(':');
  return `${hour}${nbsp}h${nbsp}${minute}${second === undefined ? '' : `${nbsp}min${nbsp}${second}${nbsp}s`}`;
};

const words = {
  en: {
    calendar: (name: string, version: number, opens: string, closes: string, zone: string) =>
      `Calendar: ${name}, version ${version}, open ${opens}–${closes}, ${zone}`,
    shorter: (day: string, opens: string, closes: string) => `On ${day} open ${opens}–${closes}`,
    observed: {
      'next-business-day': 'A holiday on a weekend is kept on the next free business day',
      'previous-business-day': 'A holiday on a weekend is kept on the last free business day before it',
    },
    counting: {
      'calendar-day': 'The day of the submission is day 0, whatever the hour',
      'next-business-day': 'After closing time or on a closed day, the next business day is day 0',
    },
    submitted: (when: string, note: string) => `Submitted ${when} (${note})`,
    zero: 'day 0, not counted',
    afterClosing: (closes: string) => `after closing time, ${closes}`,
    weekend: 'weekend',
    holiday: (name: string) => `holiday, ${name}`,
    keptFor: (name: string, own: string) => `holiday, ${name} (for ${own})`,
    counted: (count: number) => `business day ${count}`,
    line: (day: string, what: string) => `${day}: ${what}`,
    due: (when: string, days: number) => `Due ${when}: closing time of business day ${days}`,
    at: (day: string, time: string) => `${day}, ${time}`,
  },
  fr: {
    calendar: (name: string, version: number, opens: string, closes: string, zone: string) =>
      `Calendrier${nbsp}: ${name}, version ${version}, ouvert de ${opens} à ${closes}, ${zone}`,
    shorter: (day: string, opens: string, closes: string) => `Le ${day} ouvert de ${opens} à ${closes}`,
    observed: {
      'next-business-day': 'Un jour férié qui tombe la fin de semaine est reporté au prochain jour ouvrable libre',
      'previous-business-day':
        'Un jour férié qui tombe la fin de semaine est avancé au dernier jour ouvrable libre qui précède',
    },
    counting: {
      'calendar-day': 'Le jour de l’envoi est le jour 0, quelle que soit l’heure',
      'next-business-day': 'Après la fermeture ou un jour fermé, le jour ouvrable suivant est le jour 0',
    },
    submitted: (when: string, note: string) => `Envoyé le ${when} (${note})`,
    zero: 'jour 0, non compté',
    afterClosing: (closes: string) => `après la fermeture, ${closes}`,
    weekend: 'fin de semaine',
    holiday: (name: string) => `jour férié, ${name}`,
    keptFor: (name: string, own: string) => `jour férié, ${name} (pour le ${own})`,
    counted: (count: number) => `jour ouvrable ${count}`,
    line: (day: string, what: string) => `${day}${nbsp}: ${what}`,
    due: (when: string, days: number) => `Échéance le ${when}${nbsp}: fermeture du jour ouvrable ${days}`,
    at: (day: string, time: string) => `${day} à ${time}`,
  },
} as const;

const hoursOfTheirOwn = (shorter: CalendarStamp['shorterHours'] = {}): readonly (readonly [Weekday, Hours])[] =>
  ([1, 2, 3, 4, 5, 6, 7] as const).flatMap((weekday) => {
    const hours = shorter[weekday];
    return hours === undefined ? [] : [[weekday, hours] as const];
  });
const closesOn = ({ calendar }: Due, date: IsoDate): string =>
  calendar.shorterHours?.[weekdayOf(date)]?.closes ?? calendar.closes;

const noteOf = (day: TraceDay, due: Due, language: Language): string => {
  const say = words[language];
  switch (day.kind) {
    case 'day-0':
      return day.holiday === undefined ? say.zero : `${say.zero}; ${say.holiday(day.holiday[language])}`;
    case 'after-closing':
      return say.afterClosing(clockText(closesOn(due, day.date), language));
    case 'weekend':
      return say.weekend;
    case 'holiday': {
      const name = day.holiday?.[language] ?? '';
      return day.observedFor === undefined
        ? say.holiday(name)
        : say.keptFor(name, dayText(day.observedFor, language, 'month'));
    }
    case 'counted':
      return say.counted(day.count ?? 0);
  }
};

/**
 * R22: a due time in words, line by line: calendar and version, how it counts, the submission, every date, the due
 * time.
 */
export const explainDue = (due: Due, language: Language): readonly string[] => {
  const say = words[language];
  const { calendar } = due;
  const submitted = inZone(instantMs('from', due.from), calendar.timeZone);
  const first = due.trace[0];
  const minute = submitted.toFormat('HH:mm');
  // 17:00:30 is after a closing time of 17:00: without its seconds the line would contradict itself.
  const time =
    first?.kind === 'after-closing' && minute === closesOn(due, first.date) ? submitted.toFormat('HH:mm:ss') : minute;
  const lines: string[] = [
    say.calendar(
      language === 'fr' ? calendar.nameFr : calendar.name,
      calendar.version,
      clockText(calendar.opens, language),
      clockText(calendar.closes, language),
      calendar.timeZone,
    ),
    ...hoursOfTheirOwn(calendar.shorterHours).map(([weekday, { opens, closes }]) =>
      say.shorter(weekdays[language][weekday - 1] ?? '', clockText(opens, language), clockText(closes, language)),
    ),
    say.counting[due.counting],
  ];
  // Where nothing is moved, only a law moved it (Canada Day off a Sunday): the day's own line says so.
  const { observedRule } = calendar;
  if (observedRule !== 'none' && due.trace.some((day) => day.observedFor !== undefined))
    lines.push(say.observed[observedRule]);
  let month = '';
  for (const [index, day] of due.trace.entries()) {
    if (index === 0)
      lines.push(
        say.submitted(
          say.at(dayText(day.date, language, 'year'), clockText(time, language)),
          noteOf(day, due, language),
        ),
      );
    else
      lines.push(
        say.line(
          dayText(day.date, language, day.date.slice(0, 7) === month ? 'day' : 'month'),
          noteOf(day, due, language),
        ),
      );
    month = day.date.slice(0, 7);
  }
  const dueMs = instantMs('dueAt', due.dueAt);
  const dueDay = dateInZone(dueMs, calendar.timeZone);
  lines.push(
    say.due(
      say.at(
        dayText(dueDay, language, 'year'),
        clockText(inZone(dueMs, calendar.timeZone).toFormat('HH:mm'), language),
      ),
      due.days,
    ),
  );
  return lines;
};
