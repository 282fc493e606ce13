/**
 * What can happen to the guidance, stream `guidance`. Nothing in it may be personal: feedback is anonymous, and its
 * comment is cleaned before it comes here.
 */
import type { EventsOf, Of } from '../log/kind';
import type { feedback, guidanceKinds } from './guidance-schemas';

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

export type Feedback = Of<typeof feedback>;
export type GuidanceEvent = EventsOf<typeof guidanceKinds>;
