/**
 * What the article takes from the policy. Its texts are functions of these alone, so nothing that they say can change
 * unseen.
 */
import { approvalsForFallback } from '../policy/policy';
import type { Policy } from '../policy/policy';
import type { Counting } from '../sla/due';

export type GuidanceValues = {
  /** R4, hours of real time. */
  readonly linkHours: number;
  readonly linkReminderHours: number;
  /** R11, per account. */
  readonly linksPerDay: number;
  /** R5, days. */
  readonly recentContactDays: number;
  /** R6, days. */
  readonly replacedContactDays: number;
  /** The promise, after the submission. */
  readonly reviewBusinessDays: number;
  readonly counting: Counting;
  /**
   * R8, hours: without raised risk, with it, and the longest that any account may wait (R20). The threat level of the
   * day is not the article's to tell.
   */
  readonly coolingOffHours: number;
  readonly coolingOffRaisedHours: number;
  readonly coolingOffLongestHours: number;
  /** R16, hours. */
  readonly temporaryAccessHours: number;
  /** R9: reviewers, at least. */
  readonly fallbackApprovals: number;
  readonly attestationHours: number;
  /** R18. */
  readonly evidenceDays: number;
  /** Days after the disable, rising. */
  readonly watchReminderDays: readonly number[];
};
export type GuidanceValueName = keyof GuidanceValues;

/** The policy as the article tells it. */
export const valuesOf = (policy: Policy): GuidanceValues => ({
  linkHours: policy.linkHours,
  linkReminderHours: policy.linkReminderHours,
  linksPerDay: policy.linksPerAccountAndDay,
  recentContactDays: policy.recentContactDays,
  replacedContactDays: policy.replacedContactDays,
  reviewBusinessDays: policy.reviewBusinessDays,
  counting: policy.counting,
  coolingOffHours: policy.coolingOffHoursNormal,
  coolingOffRaisedHours: policy.coolingOffHoursRaised,
  coolingOffLongestHours: Math.max(
    policy.coolingOffHoursNormal,
    policy.coolingOffHoursRaised,
    policy.coolingOffHoursElevated,
    policy.coolingOffHoursRaisedElevated,
  ),
  temporaryAccessHours: policy.temporaryAccessHours,
  fallbackApprovals: approvalsForFallback({ ...policy, threatLevel: 'normal' }),
  attestationHours: policy.attestationHours,
  evidenceDays: policy.evidenceDays,
  watchReminderDays: [...policy.watchReminderDays],
});

export const guidanceValueNames = [
  'linkHours',
  'linkReminderHours',
  'linksPerDay',
  'recentContactDays',
  'replacedContactDays',
  'reviewBusinessDays',
  'counting',
  'coolingOffHours',
  'coolingOffRaisedHours',
  'coolingOffLongestHours',
  'temporaryAccessHours',
  'fallbackApprovals',
  'attestationHours',
  'evidenceDays',
  'watchReminderDays',
] as const satisfies readonly GuidanceValueName[];

/** A value as a line of text, to compare and to show. */
export const valueText = (value: GuidanceValues[GuidanceValueName]): string =>
  typeof value === 'object' ? value.join(', ') : String(value);
