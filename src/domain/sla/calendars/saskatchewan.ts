import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.unverified(
  'Saskatchewan Employment Act, SS 2013, c S-15.1, s. 2-30',
  'legalbrief.ca, SEA ss. 2-30 to 2-32; cfib-fcei.ca',
);

/** Ten public holidays; the clocks never change. */
export const saskatchewan: Calendar = {
  ...deskHours,
  id: 'ca-sk',
  name: 'Saskatchewan',
  nameFr: 'Saskatchewan',
  timeZone: 'America/Regina',
  holidays: [
    day.newYearsDay(act),
    day.thirdMondayOfFebruary(day.familyName)(act, { since: 2007 }),
    day.goodFriday(act),
    day.victoriaDay(act),
    day.canadaDay(act),
    day.firstMondayOfAugust({ en: 'Saskatchewan Day', fr: 'Fête de la Saskatchewan' })(act),
    day.labourDay(act),
    day.thanksgiving(act),
    day.remembranceDay(act),
    day.christmas(act),
  ],
};
