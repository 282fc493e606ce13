import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.opened('Act respecting labour standards, CQLR, c N-1.1, s. 60', 'cnesst.gouv.qc.ca, LNT, art. 60');
const nationalHoliday = day.opened('National Holiday Act, CQLR, c F-1.1, s. 2', 'legisquebec.gouv.qc.ca, F-1.1, s. 2');
const patriotsDay = day.mondayBefore25May({ en: 'National Patriots’ Day', fr: 'Journée nationale des patriotes' });
/** A 24 June that is a Sunday: 25 June for whoever doesn’t work on Sundays. */
const feteNationale = day.ownDay(
  6,
  24,
  { en: 'Québec’s National Holiday', fr: 'Fête nationale du Québec' },
  { sundayIsNextDay: true },
);

/**
 * Eight holidays, of which each employer chooses Good Friday or Easter Monday: this desk keeps Good Friday until it
 * says otherwise.
 */
export const quebec: Calendar = {
  ...deskHours,
  id: 'ca-qc',
  name: 'Québec',
  nameFr: 'Québec',
  timeZone: 'America/Toronto',
  easterDay: 'good-friday',
  holidays: [
    day.newYearsDay(act),
    { ...day.goodFriday(act), onlyWhen: 'good-friday' },
    { ...day.easterMonday(act), onlyWhen: 'easter-monday' },
    patriotsDay(act),
    feteNationale(nationalHoliday),
    day.canadaDay(act),
    day.labourDay(act),
    day.thanksgiving(act),
    day.christmas(act),
  ],
};
