/**
 * What can happen to the guidance, stream `guidance`. Nothing in it may be personal: feedback is anonymous, and its
 * comment is cleaned before it comes here.
 */
import type { GuidanceValues } from './values';

/** The parts of the article, in their order. A name stays for good: feedback is kept by it. */
export const sectionIds = [
  'try-first',
  'recovery',
  'how-long',
  'another-way',
  'emails',
  'not-me',
  'pictures',
  'afterwards',
] as const;
export type SectionId = (typeof sectionIds)[number];

/** Was this helpful? Yes, or one of the three complaints. */
export const feedbackKinds = ['yes', 'confusing-or-wrong', 'not-looked-for', 'dislike'] as const;
export type FeedbackKind = (typeof feedbackKinds)[number];
export const complaints = [
  'confusing-or-wrong',
  'not-looked-for',
  'dislike',
] as const satisfies readonly FeedbackKind[];

export type GuidanceLanguage = 'en' | 'fr';
export const guidanceLanguages = ['en', 'fr'] as const satisfies readonly GuidanceLanguage[];

export type Feedback = {
  readonly feedbackId: string;
  readonly section: SectionId;
  readonly kind: FeedbackKind;
  readonly language: GuidanceLanguage;
  readonly comment: string;
  readonly at: string;
};

type E<T extends string, D> = { readonly type: T; readonly data: D };
export type GuidanceEvent =
  /** `article` is the digest of the texts, `values` what they took from the policy then. */
  | E<
      'guidance.approved',
      {
        readonly by: string;
        readonly at: string;
        readonly policyVersion: number;
        readonly article: string;
        readonly values: GuidanceValues;
      }
    >
  | E<'guidance.feedback', Feedback>
  | E<'guidance.feedback-done', { readonly feedbackId: string; readonly by: string; readonly at: string }>;
