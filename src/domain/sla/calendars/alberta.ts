import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const code = day.unverified(
  'Employment Standards Code, RSA 2000, c E-9, s. 25',
  'alberta.ca, Alberta general holidays',
);

/**
 * Nine general holidays. Easter Monday, Heritage Day, 30 September and Boxing Day are each employer’s choice, so not
 * here.
 */
export const alberta: Calendar = {
  ...deskHours,
  id: 'ca-ab',
  name: 'Alberta',
  nameFr: 'Alberta',
  timeZone: 'America/Edmonton',
  holidays: [
    day.newYearsDay(code),
    day.thirdMondayOfFebruary({ en: 'Alberta Family Day', fr: 'Jour de la Famille' })(code, { since: 1990 }),
    day.goodFriday(code),
    day.victoriaDay(code),
    day.canadaDay(code),
    day.labourDay(code),
    day.thanksgiving(code),
    day.remembranceDay(code),
    day.christmas(code),
  ],
};
