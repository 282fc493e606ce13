import { DateTime, IANAZone } from 'luxon';
import type { MailLanguage } from './language';
import { MailInputError } from './mail-input-error';
import { noBreakSpace as SPACE } from './words';

const two = (value: number) => String(value).padStart(2, '0');

const englishTime = ({ hour, minute }: DateTime) =>
  `${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)}${SPACE}${hour < 12 ? 'a.m.' : 'p.m.'}`;

const frenchTime = ({ hour, minute }: DateTime) => `${hour}${SPACE}h${minute === 0 ? '' : `${SPACE}${two(minute)}`}`;

/** `Eastern Time`; with its offset's own name (`Eastern Daylight Time`) in the hour that a clock shows twice. */
const zoneName = (local: DateTime, language: MailLanguage): string => {
  const format = new Intl.DateTimeFormat(language === 'fr' ? 'fr-CA' : 'en-CA', {
    timeZone: local.zoneName ?? 'UTC',
    timeZoneName: local.getPossibleOffsets().length > 1 ? 'long' : 'longGeneric',
  });
  const name =
    format.formatToParts(local.toJSDate()).find((part) => part.type === 'timeZoneName')?.value ??
    local.zoneName ??
    'UTC';
  return name.replaceAll("'", '’');
};

/**
 * A moment as its reader lives it: `Thursday, November 12, 2026, 9:40 a.m. (Eastern Time)`,
 * `jeudi 12 novembre 2026, 9 h 40 (heure de l’Est)`. Throws MailInputError for an unknown zone or an invalid date.
 */
export const formatWhen = (at: Date, timeZone: string, language: MailLanguage): string => {
  if (!IANAZone.isValidZone(timeZone))
    throw new MailInputError('timeZone', 'must be the name of an IANA time zone, such as America/Toronto');
  const local = DateTime.fromJSDate(at, { zone: timeZone }).setLocale(language);
  if (!local.isValid) throw new MailInputError('at', 'must be a valid date');
  if (language === 'en')
    return `${local.toFormat('cccc, LLLL d, yyyy')}, ${englishTime(local)} (${zoneName(local, language)})`;
  const day = local.day === 1 ? '1er' : String(local.day);
  return `${local.toFormat('cccc')} ${day}${SPACE}${local.toFormat('LLLL yyyy')}, ${frenchTime(local)} (${zoneName(local, language)})`;
};

/**
 * A zone that can be reckoned with. An identity system may say anything: a time in UTC, which is named, is better than
 * a mail that nobody gets.
 */
export const knownZone = (timeZone: string): string => (IANAZone.isValidZone(timeZone) ? timeZone : 'UTC');

/**
 * The Date header of a mail (RFC 5322 §3.3): the moment as its reader's clock shows it, `Tue, 10 Nov 2026 10:24:00
 * -0800`; in UTC where nobody knows their zone.
 */
export const headerDate = (at: Date, timeZone: string): string =>
  DateTime.fromJSDate(at, { zone: knownZone(timeZone) }).toRFC2822() ?? '';
