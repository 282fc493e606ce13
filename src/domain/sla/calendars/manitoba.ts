import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const code = day.unverified(
  'Employment Standards Code, CCSM, c E110, s. 21(1)',
  'cfib-fcei.ca, General Holidays in Manitoba',
);
const louisRiel = day.opened(
  'Employment Standards Code, CCSM, c E110, s. 21(1)(a.1)',
  'web2.gov.mb.ca, SM 2007, c 18, s. 1',
);
const orangeShirt = day.opened(
  'Employment Standards Code, CCSM, c E110, s. 21(1), by SM 2023, c 50',
  'web2.gov.mb.ca, SM 2023, c 50',
);
const remembrance = day.opened('Remembrance Day Act, CCSM, c R80, s. 2', 'web2.gov.mb.ca, R80');
const orangeShirtDay = day.ownDay(9, 30, {
  en: 'Orange Shirt Day (National Day for Truth and Reconciliation)',
  fr: 'Journée du chandail orange (Journée nationale de la vérité et de la réconciliation)',
});

/**
 * The general holidays, and Remembrance Day, on which an Act of its own forbids most work. Terry Fox Day (August) is
 * no general holiday.
 */
export const manitoba: Calendar = {
  ...deskHours,
  id: 'ca-mb',
  name: 'Manitoba',
  nameFr: 'Manitoba',
  timeZone: 'America/Winnipeg',
  holidays: [
    day.newYearsDay(code),
    day.thirdMondayOfFebruary({ en: 'Louis Riel Day', fr: 'Jour de Louis Riel' })(louisRiel, { since: 2008 }),
    day.goodFriday(code),
    day.victoriaDay(code),
    day.canadaDay(code),
    day.labourDay(code),
    orangeShirtDay(orangeShirt, { since: 2024 }),
    day.thanksgiving(code),
    day.remembranceDay(remembrance),
    day.christmas(code),
  ],
};
