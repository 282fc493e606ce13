import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const code = day.unverified(
  'Labour Standards Code, RSNS 1989, c 246, s. 37',
  'novascotia.ca, Canada Day; michaelcoyle.ca',
);
const heritage = day.unverified(
  'Labour Standards Code, RSNS 1989, c 246, s. 37, by SNS 2013, c 35, s. 4',
  'novascotia.ca, Nova Scotia Heritage Day',
);
const canadaDayMoved = day.unverified(
  'Holidays Act, RSC 1985, c H-5, s. 2, before the Code’s own date',
  'restaurantscanada.org, 27 April 2018',
);
const canadaDay = day.unverified(
  'Labour Standards Code, RSNS 1989, c 246, regulations of 2018',
  'restaurantscanada.org, 27 April 2018',
);
const remembrance = day.opened('Remembrance Day Act, RSNS 1989, c 396, s. 3', 'nslegislature.ca, Remembrance Day Act');

/**
 * Six general holidays, and Remembrance Day by an Act of its own. Since 2018 Canada Day is 1 July here even on a
 * Sunday.
 */
export const novaScotia: Calendar = {
  ...deskHours,
  id: 'ca-ns',
  name: 'Nova Scotia',
  nameFr: 'Nouvelle-Écosse',
  timeZone: 'America/Halifax',
  holidays: [
    day.newYearsDay(code),
    day.thirdMondayOfFebruary({ en: 'Nova Scotia Heritage Day', fr: 'Fête du patrimoine de la Nouvelle-Écosse' })(
      heritage,
      { since: 2015 },
    ),
    day.goodFriday(code),
    day.canadaDay(canadaDayMoved, { until: 2017 }),
    day.ownDay(7, 1, { en: 'Canada Day', fr: 'Fête du Canada' })(canadaDay, { since: 2018 }),
    day.labourDay(code),
    day.remembranceDay(remembrance),
    day.christmas(code),
  ],
};
