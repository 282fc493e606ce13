/**
 * What the article takes from the policy. Its texts are functions of these alone, so nothing that they say can change
 * unseen.
 */
import type { Of } from '../log/kind';
import { approvalsForFallback } from '../policy/policy';
import type { Policy } from '../policy/policy';
import type { guidanceValues } from './guidance-schemas';

export type GuidanceValues = Of<typeof guidanceValues>;
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
