import type { CalendarId } from '../sla/calendar';

/**
 * The desk's versioned rules. Every number a rule needs is here, with its default; a case keeps the version it was
 * decided under.
 */
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
  readonly calendarId: CalendarId;
  /** R5: an address changed within so many days is not used for links. */
  readonly recentContactDays: number;
  /** R6: replaced addresses of so many days are told, too. */
  readonly replacedContactDays: number;
  /** R9: approvals that a pass without any provider's result asks for. A practice desk may set one. */
  readonly approvalsWithoutProvider: 1 | 2;
  /** R20: a lead sets it; `elevated` asks for more people and more time, and closes the weak kinds of fallback. */
  readonly threatLevel: 'normal' | 'elevated';
  /** R9: different reviewers that approve a fallback, and so many more people under R20. */
  readonly approvalsForFallback: 2 | 3;
  /** R20: approvals under the elevated level; never fewer than the normal ones. */
  readonly approvalsElevated: 2 | 3;
  readonly approvalsForFallbackElevated: 3 | 4;
  /** R8, hours: for an account without raised risk, for one with it, and both under the elevated level (R20). */
  readonly coolingOffHoursNormal: number;
  readonly coolingOffHoursRaised: number;
  readonly coolingOffHoursElevated: number;
  readonly coolingOffHoursRaisedElevated: number;
  /** R16, hours for which the password alone opens an account, where that is chosen instead of a disable. */
  readonly temporaryAccessHours: number;
  /** Hours before a link's end at which its reminder goes out. */
  readonly linkReminderHours: number;
  /** Days after the disable at which an account that is still without 2FA is reminded, rising. */
  readonly watchReminderDays: readonly [number, number, number];
  /** Hours for which a firm administrator's attestation code is good. */
  readonly attestationHours: number;
  /** Days in which a closed case may be opened again. */
  readonly reopenDays: number;
  /**
   * Reconnaissance: so many accounts of one firm, or of one caller, within so many days; so many links without a
   * submission.
   */
  readonly signalDays: number;
  readonly signalFirmAccounts: number;
  readonly signalCallerAccounts: number;
  readonly signalUnusedLinks: number;
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
  threatLevel: 'normal',
  approvalsForFallback: 2,
  approvalsElevated: 2,
  approvalsForFallbackElevated: 3,
  coolingOffHoursNormal: 0,
  coolingOffHoursRaised: 24,
  coolingOffHoursElevated: 24,
  coolingOffHoursRaisedElevated: 48,
  temporaryAccessHours: 24,
  linkReminderHours: 24,
  watchReminderDays: [1, 3, 7],
  attestationHours: 24,
  reopenDays: 30,
  signalDays: 7,
  signalFirmAccounts: 3,
  signalCallerAccounts: 3,
  signalUnusedLinks: 3,
  evidenceDays: 10,
  idleMinutes: 10,
} as const;

/** What a desk starts with. Only a practice desk may begin with one approval (R9). */
export const defaultPolicy = (desk: 'practice' | 'real'): Policy => ({
  ...shared,
  approvalsWithoutProvider: desk === 'practice' ? 1 : 2,
});

/** R20: approvals that a pass asks for. A provider's result counts as one pair of eyes. */
export const approvalsForPass = (policy: Policy, hasProviderResult: boolean): number => {
  const usual = hasProviderResult ? 1 : policy.approvalsWithoutProvider;
  return policy.threatLevel === 'elevated' ? Math.max(usual, policy.approvalsElevated) : usual;
};

/** R9, R20: approvals that a fallback asks for. */
export const approvalsForFallback = (policy: Policy): number =>
  policy.threatLevel === 'elevated'
    ? Math.max(policy.approvalsForFallback, policy.approvalsForFallbackElevated)
    : policy.approvalsForFallback;

/** R8, R20: hours between the decision and the disable. */
export const coolingOffHours = (policy: Policy, isRaised: boolean): number => {
  const usual = isRaised ? policy.coolingOffHoursRaised : policy.coolingOffHoursNormal;
  return policy.threatLevel === 'elevated'
    ? Math.max(usual, isRaised ? policy.coolingOffHoursRaisedElevated : policy.coolingOffHoursElevated)
    : usual;
};
