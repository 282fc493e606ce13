import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.unverified(
  'Employment Standards Act, SNB 1982, c E-7.2, s. 1',
  'gnb.ca, Days of Rest Act, Frequently Asked Questions',
);
const familyDay = day.opened(
  'Employment Standards Act, SNB 1982, c E-7.2, s. 1, as amended',
  'legnb.ca, Bill 67 (58-3), s. 2',
);

/**
 * Eight public holidays since 2018. Victoria Day, Thanksgiving and Boxing Day are days of rest for shops, no public
 * holidays.
 */
export const newBrunswick: Calendar = {
  ...deskHours,
  id: 'ca-nb',
  name: 'New Brunswick',
  nameFr: 'Nouveau-Brunswick',
  timeZone: 'America/Moncton',
  holidays: [
    day.newYearsDay(act),
    day.thirdMondayOfFebruary(day.familyName)(familyDay, { since: 2018 }),
    day.goodFriday(act),
    day.canadaDay(act),
    day.firstMondayOfAugust({ en: 'New Brunswick Day', fr: 'Fête du Nouveau-Brunswick' })(act),
    day.labourDay(act),
    day.remembranceDay(act),
    day.christmas(act),
  ],
};
