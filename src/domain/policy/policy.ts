/** The desk's versioned rules. Every number a rule needs is here, with its default; a case keeps the version it was decided under. */
export type Policy = {
  readonly version: number;
  /** R4: hours of real time after the first attempt to send. */
  readonly linkHours: number;
  /** R11. */
  readonly linksPerAccountAndDay: number;
  readonly linksPerAgentAndHour: number;
  /** The promise, in business days after the submission. */
  readonly reviewBusinessDays: number;
  readonly counting: 'calendar-day' | 'next-business-day';
  readonly calendarId: 'ca-federal';
  /** R5: an address changed within so many days is not used for links. */
  readonly recentContactDays: number;
  /** R6: replaced addresses of so many days are told, too. */
  readonly replacedContactDays: number;
  /** R9: approvals that a pass without any provider's result asks for. A practice desk may set one. */
  readonly approvalsWithoutProvider: 1 | 2;
  /** R8, hours. */
  readonly coolingOffHoursRaised: number;
  /** R18, days. */
  readonly evidenceDays: number;
  /** R21, minutes without a touch. */
  readonly idleMinutes: number;
};

const shared = {
  version: 1,
  linkHours: 72,
  linksPerAccountAndDay: 3,
  linksPerAgentAndHour: 20,
  reviewBusinessDays: 2,
  counting: 'calendar-day',
  calendarId: 'ca-federal',
  recentContactDays: 14,
  replacedContactDays: 30,
  coolingOffHoursRaised: 24,
  evidenceDays: 10,
  idleMinutes: 10,
} as const;

/** What a desk starts with. Only a practice desk may begin with one approval (R9). */
export const defaultPolicy = (desk: 'practice' | 'real'): Policy => ({ ...shared, approvalsWithoutProvider: desk === 'practice' ? 1 : 2 });
