import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.unverified(
  'Employment Standards Act, RSPEI 1988, c E-6.2, s. 6',
  'princeedwardisland.ca, Paid holidays',
);
const funeral = day.unverified(
  'Employment Standards Act, RSPEI 1988, c E-6.2, order of September 2022',
  'stewartmckelvey.com, September 2022',
);
const queensFuneral = day.ownDay(9, 19, {
  en: 'Funeral of Queen Elizabeth II',
  fr: 'Funérailles de la reine Elizabeth II',
});

/**
 * Eight paid holidays since 2022, and the one day of the Queen’s funeral, which only this province made one for
 * everybody.
 */
export const princeEdwardIsland: Calendar = {
  ...deskHours,
  id: 'ca-pe',
  name: 'Prince Edward Island',
  nameFr: 'Île-du-Prince-Édouard',
  timeZone: 'America/Halifax',
  holidays: [
    day.newYearsDay(act),
    day.thirdMondayOfFebruary({ en: 'Islander Day', fr: 'Fête des Insulaires' })(act, { since: 2010 }),
    day.goodFriday(act),
    day.canadaDay(act),
    day.labourDay(act),
    queensFuneral(funeral, { since: 2022, until: 2022 }),
    day.truthAndReconciliation(act, { since: 2022 }),
    day.remembranceDay(act),
    day.christmas(act),
  ],
};
