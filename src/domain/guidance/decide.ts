/** The one place that says yes or no to a change of the guidance. Pure: facts in, events or a named refusal out. */
import { may } from '../access/roles';
import type { Role } from '../access/roles';
import type { Decision } from '../case/refusal';
import { no, yes } from '../case/refusal';
import { cleanComment } from './comment';
import type { FeedbackKind, GuidanceEvent, GuidanceLanguage, SectionId } from './events';
import type { GuidanceState } from './state';
import type { GuidanceValues } from './values';

type Person = { readonly staffId: string; readonly role: Role };
export type GuidanceCommand =
  /** `shown` is the digest of what the lead read (as R23). */
  | { readonly kind: 'approve'; readonly by: Person; readonly shown: string }
  | {
      readonly kind: 'say';
      readonly feedbackId: string;
      readonly section: SectionId;
      readonly feedback: FeedbackKind;
      readonly language: GuidanceLanguage;
      readonly comment: string;
    }
  | { readonly kind: 'mark-done'; readonly by: Person; readonly feedbackIds: readonly string[] };

export type GuidanceFacts = {
  readonly now: string;
  readonly policyVersion: number;
  readonly values: GuidanceValues;
  /** Digest of the texts as they are now. */
  readonly article: string;
  /** Digest of texts and values as they are shown now. */
  readonly digest: string;
};

const onlyLead = () => no('role-may-not', 'Only a team lead keeps the guidance.', { way: 'Ask a team lead.' });

/** Events, or why not. What is done already is done again without an event. */
export const decideGuidance = (
  state: GuidanceState,
  command: GuidanceCommand,
  facts: GuidanceFacts,
): Decision<GuidanceEvent> => {
  const { now: at } = facts;
  switch (command.kind) {
    case 'approve':
      if (!may(command.by.role, 'guidance:manage')) return onlyLead();
      if (command.shown !== facts.digest)
        return no('view-changed', 'The article, or a number in it, changed while you read. Nothing was approved.', {
          rule: 'R23',
          way: 'Read it again, then approve.',
        });
      return yes({
        type: 'guidance.approved',
        data: {
          by: command.by.staffId,
          at,
          policyVersion: facts.policyVersion,
          article: facts.article,
          values: facts.values,
        },
      });
    case 'say':
      return yes({
        type: 'guidance.feedback',
        data: {
          feedbackId: command.feedbackId,
          section: command.section,
          kind: command.feedback,
          language: command.language,
          comment: cleanComment(command.comment),
          at,
        },
      });
    case 'mark-done': {
      if (!may(command.by.role, 'guidance:manage')) return onlyLead();
      const ids = [...new Set(command.feedbackIds)];
      if (ids.some((id) => !state.feedback.has(id))) return no('not-found', 'There is no such feedback.');
      return yes(
        ...ids
          .filter((id) => state.feedback.get(id)?.done === null)
          .map((feedbackId): GuidanceEvent => ({
            type: 'guidance.feedback-done',
            data: { feedbackId, by: command.by.staffId, at },
          })),
      );
    }
  }
};
