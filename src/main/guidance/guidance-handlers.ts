/**
 * Handlers of the Guidance screen: where the article stands, what customers say about it, and what leads do with both.
 */
import type { FeedbackRow, guidanceCalls } from '#contract/guidance';
import { guidanceUrl } from '#domain/guidance/guidance-url';
import { reviewEveryDays } from '#domain/guidance/standing';
import type { Given } from '#domain/guidance/state';
import { countFeedback, waits } from '#domain/guidance/state';
import type { CallContext, HandlersOf, Session } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import { actorOf } from '#main/staff/staff-log';
import type { Signature } from '#main/staff/signing';
import type { JsonObject } from '#domain/json';
import type { Claim } from '#main/store/log/event-log';
import type { Guidance } from './guidance';

export type GuidanceHandlersDeps = {
  readonly guidance: Guidance;
  /** Where customers reach the pages; null on a desk that serves none. */
  readonly origin: () => string | null;
  /** The name of who did something; a former colleague has one, too. */
  readonly nameOf: (staffId: string) => string;
  /** R21. */
  readonly confirm: (session: Session, code: string) => Promise<readonly Claim[]>;
  readonly sign: (session: Session, payload: JsonObject) => Promise<Signature>;
};

const mostWaiting = 200;
const mostDone = 50;
const done = { done: true } as const;

export const guidanceHandlers = (deps: GuidanceHandlersDeps): HandlersOf<typeof guidanceCalls> => {
  const { guidance } = deps;
  const byOf = (context: CallContext) => {
    const { staffId, role } = sessionOf(context);
    return { staffId, role };
  };
  const rowOf = (given: Given): FeedbackRow => ({
    ...given,
    done: given.done === null ? null : { by: deps.nameOf(given.done.by), at: given.done.at },
  });
  return {
    'guidance.get': async () => {
      const { state, standing, values, digest, policyVersion } = await guidance.now();
      const origin = deps.origin();
      return {
        addresses: origin === null ? null : { en: guidanceUrl(origin, 'en'), fr: guidanceUrl(origin, 'fr') },
        names: guidance.names,
        values: { ...values, watchReminderDays: [...values.watchReminderDays] },
        digest,
        policyVersion,
        reviewEveryDays,
        approval:
          state.approval === null
            ? null
            : {
                by: deps.nameOf(state.approval.by),
                at: state.approval.at,
                policyVersion: state.approval.policyVersion,
              },
        standing: standing.state === 'stale' ? { ...standing, reasons: [...standing.reasons] } : standing,
      };
    },
    'guidance.feedback': async () => {
      const { state } = await guidance.now();
      // Newest first; of the same moment, the later one in the log.
      const all = [...state.feedback.values()].toReversed();
      return {
        sections: countFeedback(state).map(({ section, kinds, waiting }) => ({
          section,
          counts: { ...kinds },
          waiting,
        })),
        waiting: all.filter(waits).slice(0, mostWaiting).map(rowOf),
        done: all
          .filter((given) => given.done !== null)
          .toSorted((a, b) => (b.done?.at ?? '').localeCompare(a.done?.at ?? ''))
          .slice(0, mostDone)
          .map(rowOf),
      };
    },
    'guidance.approve': async (context, { digest, code }) => {
      const session = sessionOf(context);
      await guidance.change({
        command: { kind: 'approve', by: byOf(context), shown: digest },
        actor: actorOf(session.staffId),
        claims: () => deps.confirm(session, code),
        sign: (payload) => deps.sign(session, payload),
      });
      return done;
    },
    'guidance.markDone': async (context, { feedbackIds }) => {
      await guidance.change({
        command: { kind: 'mark-done', by: byOf(context), feedbackIds },
        actor: actorOf(sessionOf(context).staffId),
      });
      return done;
    },
  };
};
