import type { Calendar } from '../calendar';

/**
 * What every shipped calendar begins with: a working week, and a holiday of a free day kept on the next free business
 * day. The Canada Labour Code, s. 193(2), lets it be the day before or after; most provinces leave it to the employer.
 */
export const deskHours = {
  version: 1,
  opens: '09:00',
  closes: '17:00',
  weekdays: [1, 2, 3, 4, 5],
  observedRule: 'next-business-day',
} as const satisfies Partial<Calendar>;
