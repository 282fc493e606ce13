/** A due time as it is stored with a case (R22). */
import { z } from 'zod';
import { calendarIds, observedRules } from './calendar';
import { countings } from './due';

const bilingual = z.strictObject({ en: z.string(), fr: z.string() });
const date = z.iso.date();

export const traceDay = z.strictObject({
  date,
  kind: z.enum(['day-0', 'counted', 'weekend', 'holiday', 'after-closing']),
  count: z.int().exactOptional(),
  holiday: bilingual.exactOptional(),
  /** The holiday's own date when it is another. */
  observedFor: date.exactOptional(),
});
const hours = z.strictObject({ opens: z.string(), closes: z.string() }).exactOptional();
export const calendarStamp = z.strictObject({
  id: z.enum(calendarIds),
  version: z.int(),
  name: z.string(),
  nameFr: z.string(),
  timeZone: z.string(),
  opens: z.string(),
  closes: z.string(),
  /** By ISO weekday. */
  shorterHours: z
    .strictObject({ 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours })
    .exactOptional(),
  observedRule: z.enum(observedRules),
});
export const due = z.strictObject({
  from: z.iso.datetime(),
  days: z.int(),
  counting: z.enum(countings),
  dueAt: z.iso.datetime(),
  calendar: calendarStamp,
  trace: z.array(traceDay),
});
