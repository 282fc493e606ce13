/** The guidance as its events tell of it. */
import type { Feedback, FeedbackKind, GuidanceEvent, SectionId } from './events';
import { feedbackKinds, sectionIds } from './events';
import type { GuidanceValues } from './values';

export type Approval = {
  readonly by: string;
  readonly at: string;
  readonly policyVersion: number;
  readonly article: string;
  readonly values: GuidanceValues;
};
export type Given = Feedback & { readonly done: { readonly by: string; readonly at: string } | null };

export type GuidanceState = {
  /** The last one; null when the article was never approved. */
  readonly approval: Approval | null;
  readonly feedback: ReadonlyMap<string, Given>;
};
export const noGuidance: GuidanceState = { approval: null, feedback: new Map() };

/** The state after some more events, in their order. A feedback that came twice, or was done twice, counts once. */
export const evolveGuidance = (state: GuidanceState, events: readonly GuidanceEvent[]): GuidanceState => {
  let { approval } = state;
  const feedback = new Map(state.feedback);
  for (const event of events) {
    switch (event.type) {
      case 'guidance.approved':
        approval = event.data;
        break;
      case 'guidance.feedback':
        if (!feedback.has(event.data.feedbackId)) feedback.set(event.data.feedbackId, { ...event.data, done: null });
        break;
      case 'guidance.feedback-done': {
        const given = feedback.get(event.data.feedbackId);
        if (given?.done === null)
          feedback.set(given.feedbackId, { ...given, done: { by: event.data.by, at: event.data.at } });
      }
    }
  }
  return { approval, feedback };
};

/** A bare yes asks for nothing; everything else waits until a lead marks it done. */
export const waits = (given: Given): boolean => given.done === null && (given.kind !== 'yes' || given.comment !== '');

export type SectionCount = {
  readonly section: SectionId;
  readonly kinds: Readonly<Record<FeedbackKind, number>>;
  readonly waiting: number;
};

/** Every section with what was ever said about it, in the article's order. */
export const countFeedback = (state: GuidanceState): readonly SectionCount[] => {
  const all = [...state.feedback.values()];
  return sectionIds.map((section) => {
    const own = all.filter((given) => given.section === section);
    return {
      section,
      kinds: Object.fromEntries(
        feedbackKinds.map((kind) => [kind, own.filter((given) => given.kind === kind).length]),
      ) as Record<FeedbackKind, number>,
      waiting: own.filter(waits).length,
    };
  });
};
