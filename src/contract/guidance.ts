import { z } from 'zod';
import { feedbackKinds, guidanceLanguages, sectionIds } from '#domain/guidance/events';
import { guidanceValueNames } from '#domain/guidance/values';
import { countings } from '#domain/sla/due';
import { command, query } from './endpoint';
import { done, isoTime, nothing, oneTimeCode } from './shared';

const whole = z.number();
const guidanceValues = z.strictObject({
  linkHours: whole,
  linkReminderHours: whole,
  linksPerDay: whole,
  recentContactDays: whole,
  replacedContactDays: whole,
  reviewBusinessDays: whole,
  counting: z.enum(countings),
  coolingOffHours: whole,
  coolingOffRaisedHours: whole,
  coolingOffLongestHours: whole,
  temporaryAccessHours: whole,
  fallbackApprovals: whole,
  attestationHours: whole,
  evidenceDays: whole,
  watchReminderDays: z.array(whole),
});

const staleReason = z.discriminatedUnion('why', [
  z.strictObject({ why: z.literal('review-due'), since: isoTime }),
  z.strictObject({
    why: z.literal('value-changed'),
    value: z.enum(guidanceValueNames),
    was: z.string(),
    now: z.string(),
  }),
  z.strictObject({ why: z.literal('text-changed') }),
]);
const standing = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('never-approved') }),
  z.strictObject({ state: z.literal('current'), reviewBy: isoTime }),
  z.strictObject({ state: z.literal('stale'), reviewBy: isoTime, reasons: z.array(staleReason) }),
]);

const guidanceView = z.strictObject({
  /** Null on a desk that serves no pages. */
  addresses: z.strictObject({ en: z.string(), fr: z.string() }).nullable(),
  /** What the article is made from, with `values`: the screen shows the same texts as the page. */
  names: z.strictObject({ product: z.string(), support: z.string() }),
  values: guidanceValues,
  /** Of texts and values as shown: an approval is bound to it. */
  digest: z.string(),
  policyVersion: z.number(),
  approval: z.strictObject({ by: z.string(), at: isoTime, policyVersion: z.number() }).nullable(),
  standing,
  reviewEveryDays: z.number(),
});
export type GuidanceView = z.infer<typeof guidanceView>;

const feedbackRow = z.strictObject({
  feedbackId: z.string(),
  section: z.enum(sectionIds),
  kind: z.enum(feedbackKinds),
  language: z.enum(guidanceLanguages),
  /** A stranger's words: shown as text, never as anything else. */
  comment: z.string(),
  at: isoTime,
  done: z.strictObject({ by: z.string(), at: isoTime }).nullable(),
});
export type FeedbackRow = z.infer<typeof feedbackRow>;
const sectionFeedback = z.strictObject({
  section: z.enum(sectionIds),
  counts: z.record(z.enum(feedbackKinds), z.number()),
  waiting: z.number(),
});
export type SectionFeedback = z.infer<typeof sectionFeedback>;

export const guidanceCalls = {
  /** The article's standing, and what its texts are made from. */
  'guidance.get': query('guidance:read', nothing, guidanceView),
  /** What customers said: counts by section, and newest first at most 200 that wait and 50 that are done. */
  'guidance.feedback': query(
    'guidance:manage',
    nothing,
    z.strictObject({ sections: z.array(sectionFeedback), waiting: z.array(feedbackRow), done: z.array(feedbackRow) }),
  ),
  /** Somebody read the article and stands by it; `view-changed` when it is not what `digest` says any more. */
  'guidance.approve': command(
    'guidance:manage',
    z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits'), code: oneTimeCode }),
    done,
  ),
  'guidance.markDone': command(
    'guidance:manage',
    z.strictObject({ feedbackIds: z.array(z.string().min(1).max(64)).min(1).max(200) }),
    done,
  ),
};
