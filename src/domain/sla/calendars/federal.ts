import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const code = day.opened(
  'Canada Labour Code, RSC 1985, c L-2, s. 166',
  'laws.justice.gc.ca, L-2, s. 166, of 2006; SC 2021, c 11, s. 4',
);
const canadaDay = day.opened('Holidays Act, RSC 1985, c H-5, s. 2', 'laws.justice.gc.ca, H-5');
const victoriaDay = day.opened('Holidays Act, RSC 1985, c H-5, s. 4', 'laws.justice.gc.ca, H-5');
const truth = day.opened('SC 2021, c 11, ss. 3–5', 'parl.ca, Bill C-5 (43-2), royal assent');

/** The desk's default calendar: the general holidays of the Canada Labour Code. */
export const canadaFederal: Calendar = {
  ...deskHours,
  id: 'ca-federal',
  name: 'Canada (federal)',
  nameFr: 'Canada (fédéral)',
  timeZone: 'America/Vancouver',
  holidays: [
    day.newYearsDay(code),
    day.goodFriday(code),
    day.victoriaDay(victoriaDay),
    day.canadaDay(canadaDay),
    day.labourDay(code),
    day.truthAndReconciliation(truth, { since: 2021 }),
    day.thanksgiving(code),
    day.remembranceDay(code),
    day.christmas(code),
    day.boxingDay(code),
  ],
};
