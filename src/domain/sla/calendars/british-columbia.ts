import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.unverified(
  'Employment Standards Act, RSBC 1996, c 113, s. 1',
  'gov.bc.ca, Interpretation Guidelines Manual, ESA s. 44',
);
const familyDay = day.unverified('Family Day Regulation, BC Reg 149/2012', 'blg.com, B.C.’s Family Day news, May 2018');
const familyDayMoved = day.unverified(
  'Family Day Regulation, BC Reg 149/2012, as amended by BC Reg 75/2018',
  'blg.com, B.C.’s Family Day news, May 2018',
);
const truth = day.unverified(
  'National Day for Truth and Reconciliation Act, SBC 2023, c 2',
  'harrisco.com, Bill 2 receives royal assent, March 2023',
);

/** Eleven statutory holidays since 2023. Neither Easter Monday nor Boxing Day is one. */
export const britishColumbia: Calendar = {
  ...deskHours,
  id: 'ca-bc',
  name: 'British Columbia',
  nameFr: 'Colombie-Britannique',
  timeZone: 'America/Vancouver',
  holidays: [
    day.newYearsDay(act),
    day.secondMondayOfFebruary(day.familyName)(familyDay, { since: 2013, until: 2018 }),
    day.thirdMondayOfFebruary(day.familyName)(familyDayMoved, { since: 2019 }),
    day.goodFriday(act),
    day.victoriaDay(act),
    day.canadaDay(act),
    day.firstMondayOfAugust({ en: 'British Columbia Day', fr: 'Fête de la Colombie-Britannique' })(act),
    day.labourDay(act),
    day.truthAndReconciliation(truth, { since: 2023 }),
    day.thanksgiving(act),
    day.remembranceDay(act),
    day.christmas(act),
  ],
};
