import type { Calendar } from '../calendar';
import * as day from './days';
import { deskHours } from './desk-hours';

const act = day.unverified('Labour Standards Act, RSNL 1990, c L-2, s. 14', 'gov.nl.ca, Public holidays (s. 14)');
const memorialDay = day.ownDay(
  7,
  1,
  { en: 'Canada Day (Memorial Day)', fr: 'Fête du Canada (Jour commémoratif)' },
  { sundayIsNextDay: true },
);

/**
 * The six public holidays of the Labour Standards Act. The other days of the government’s own calendar, and those on
 * which shops close, bind no desk.
 */
export const newfoundlandAndLabrador: Calendar = {
  ...deskHours,
  id: 'ca-nl',
  name: 'Newfoundland and Labrador',
  nameFr: 'Terre-Neuve-et-Labrador',
  timeZone: 'America/St_Johns',
  holidays: [
    day.newYearsDay(act),
    day.goodFriday(act),
    memorialDay(act),
    day.labourDay(act),
    day.remembranceDay(act),
    day.christmas(act),
  ],
};
