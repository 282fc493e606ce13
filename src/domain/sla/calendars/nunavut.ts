import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.unverified('Labour Standards Act, RSNWT (Nu) 1988, c L-1, s. 1', 'nu-lsco.ca, General holidays');
const nunavutDay = day.unverified(
  'Labour Standards Act, RSNWT (Nu) 1988, c L-1, s. 1, designation of 2020',
  'gov.nu.ca, 16 June 2020',
);
const truth = day.unverified(
  'Labour Standards Act, RSNWT (Nu) 1988, c L-1, s. 1, by Bill 5 of 2022',
  'nunatsiaq.com, Bill 5; the holidays package',
);

/**
 * The general holidays of the Labour Standards Act, at the capital’s time; the west of the territory lies in two
 * other zones.
 */
export const nunavut: Calendar = {
  ...deskHours,
  id: 'ca-nu',
  name: 'Nunavut',
  nameFr: 'Nunavut',
  timeZone: 'America/Iqaluit',
  holidays: [
    day.newYearsDay(act),
    day.goodFriday(act),
    day.victoriaDay(act),
    day.canadaDay(act),
    day.ownDay(7, 9, { en: 'Nunavut Day', fr: 'Jour du Nunavut' })(nunavutDay, { since: 2020 }),
    day.firstMondayOfAugust({ en: 'First Monday in August', fr: 'Premier lundi d’août' })(act),
    day.labourDay(act),
    day.truthAndReconciliation(truth, { since: 2022 }),
    day.thanksgiving(act),
    day.remembranceDay(act),
    day.christmas(act),
  ],
};
