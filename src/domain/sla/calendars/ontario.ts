import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.unverified(
  'Employment Standards Act, 2000, SO 2000, c 41, s. 1(1)',
  'ottawaemploymentlaw.com, which quotes s. 1(1)',
);
const familyDay = day.unverified('O Reg 285/01, s. 1.1, by O Reg 547/07', 'labour.gov.on.ca, Family Day: FAQ');

/** Nine public holidays. Neither the Civic Holiday nor 30 September nor Remembrance Day is one. */
export const ontario: Calendar = {
  ...deskHours,
  id: 'ca-on',
  name: 'Ontario',
  nameFr: 'Ontario',
  timeZone: 'America/Toronto',
  holidays: [
    day.newYearsDay(act),
    day.thirdMondayOfFebruary(day.familyName)(familyDay, { since: 2008 }),
    day.goodFriday(act),
    day.victoriaDay(act),
    day.canadaDay(act),
    day.labourDay(act),
    day.thanksgiving(act),
    day.christmas(act),
    day.boxingDay(act),
  ],
};
