import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.unverified(
  'Employment Standards Act, SNWT 2007, c 13, s. 22',
  'legalbrief.ca, NWT ESA s. 22; gazette.opennwt.ca lists its amendments',
);
const truth = day.unverified(
  'Employment Standards Act, SNWT 2007, c 13, s. 22, by Bill 47 of 2022',
  'gov.nt.ca, July 2022',
);

/** Eleven statutory holidays since 2022. */
export const northwestTerritories: Calendar = {
  ...deskHours,
  id: 'ca-nt',
  name: 'Northwest Territories',
  nameFr: 'Territoires du Nord-Ouest',
  timeZone: 'America/Yellowknife',
  holidays: [
    day.newYearsDay(act),
    day.goodFriday(act),
    day.victoriaDay(act),
    day.indigenousPeoplesDay(act, { since: 2001 }),
    day.canadaDay(act),
    day.firstMondayOfAugust({ en: 'First Monday in August', fr: 'Premier lundi d’août' })(act),
    day.labourDay(act),
    day.truthAndReconciliation(truth, { since: 2022 }),
    day.thanksgiving(act),
    day.remembranceDay(act),
    day.christmas(act),
  ],
};
