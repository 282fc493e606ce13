import { partsOf, weekdayOf, type IsoDate } from './dates';
import type { Due, TraceDay } from './due';
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
    observed: 'A holiday on a weekend is kept on the next free business day',
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
    observed: 'Un jour férié qui tombe la fin de semaine est reporté au prochain jour ouvrable libre',
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

const noteOf = (day: TraceDay, due: Due, language: Language): string => {
  const say = words[language];
  switch (day.kind) {
    case 'day-0':
      return day.holiday === undefined ? say.zero : `${say.zero}; ${say.holiday(day.holiday[language])}`;
    case 'after-closing':
      return say.afterClosing(clockText(due.calendar.closes, language));
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
  const time = first?.kind === 'after-closing' && minute === calendar.closes ? submitted.toFormat('HH:mm:ss') : minute;
  const lines: string[] = [
    say.calendar(
      language === 'fr' ? calendar.nameFr : calendar.name,
      calendar.version,
      clockText(calendar.opens, language),
      clockText(calendar.closes, language),
      calendar.timeZone,
    ),
    say.counting[due.counting],
  ];
  if (calendar.observedRule === 'next-business-day' && due.trace.some((day) => day.observedFor !== undefined))
    lines.push(say.observed);
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
