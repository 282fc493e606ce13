/** Shapes of what happens to the guidance, stream `guidance`. Nothing in it may be personal. */
import { z } from 'zod';
import { actor, count, digest, id, language, text, time, version } from '../log/fields';
import { kind } from '../log/kind';
import { countings } from '../sla/due';
import { feedbackKinds, sectionIds } from './events';

const number = z.number();
/** What the article takes from the policy. */
export const guidanceValues = z.strictObject({
  /** R4, hours of real time. */
  linkHours: number,
  linkReminderHours: number,
  /** R11, per account. */
  linksPerDay: count,
  /** R5, days. */
  recentContactDays: number,
  /** R6, days. */
  replacedContactDays: number,
  /** The promise, after the submission. */
  reviewBusinessDays: number,
  counting: z.enum(countings),
  /**
   * R8, hours: without raised risk, with it, and the longest that any account may wait (R20). The threat level of the
   * day is not the article's to tell.
   */
  coolingOffHours: number,
  coolingOffRaisedHours: number,
  coolingOffLongestHours: number,
  /** R16, hours. */
  temporaryAccessHours: number,
  /** R9: reviewers, at least. */
  fallbackApprovals: count,
  attestationHours: number,
  /** R18. */
  evidenceDays: number,
  /** Days after the disable, rising. */
  watchReminderDays: z.array(number),
});
export const feedback = z.strictObject({
  feedbackId: id,
  section: z.enum(sectionIds),
  kind: z.enum(feedbackKinds),
  language,
  comment: text,
  at: time,
});

export const guidanceKinds = {
  /** `article` is the digest of the texts, `values` what they took from the policy then. */
  'guidance.approved': kind({
    data: z.strictObject({ by: actor, at: time, policyVersion: version, article: digest, values: guidanceValues }),
  }),
  'guidance.feedback': kind({ data: feedback }),
  'guidance.feedback-done': kind({ data: z.strictObject({ feedbackId: id, by: actor, at: time }) }),
} as const;
