import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.unverified(
  'Employment Standards Act, RSY 2002, c 72, s. 1',
  'yukon.ca, Find a Yukon statutory holiday, 2024',
);
const indigenousPeoples = day.unverified(
  'Employment Standards Act, RSY 2002, c 72, s. 1, by Bill 2 of 2017',
  'yukon-news.com, May 2017',
);
const truth = day.unverified(
  'Employment Standards Act, RSY 2002, c 72, s. 1, by a bill of November 2022',
  'theturtleislandnews.com, 24 November 2022',
);
const discoveryDay = day.thirdMondayOfAugust({ en: 'Discovery Day', fr: 'Jour de la Découverte' });

/** Eleven general holidays since 2023; UTC−7 all year since November 2020. */
export const yukon: Calendar = {
  ...deskHours,
  id: 'ca-yt',
  name: 'Yukon',
  nameFr: 'Yukon',
  timeZone: 'America/Whitehorse',
  holidays: [
    day.newYearsDay(act),
    day.goodFriday(act),
    day.victoriaDay(act),
    day.indigenousPeoplesDay(indigenousPeoples, { since: 2017 }),
    day.canadaDay(act),
    discoveryDay(act),
    day.labourDay(act),
    day.truthAndReconciliation(truth, { since: 2023 }),
    day.thanksgiving(act),
    day.remembranceDay(act),
    day.christmas(act),
  ],
};
