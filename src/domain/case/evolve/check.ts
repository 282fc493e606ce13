/** What the identity check and its decisions make of a case. */
import type { EventsOf } from '../../log/kind';
import { withReason } from '../account';
import type { checkEventKinds } from '../schemas/check';
import type { CaseDecision, CaseState } from '../state';
import { replace } from './link';

type CheckEvent = EventsOf<typeof checkEventKinds>;

/** Decisions that count no more. */
export const allVoid = <D extends { readonly void: boolean }>(decisions: readonly D[]): readonly D[] =>
  decisions.map((made) => ({ ...made, void: true }));

/** The case after one of these. */
export const evolveCheck = (state: CaseState, event: CheckEvent): CaseState => {
  switch (event.type) {
    case 'case.submitted':
      return {
        ...state,
        status: 'submitted',
        submission: { ...event.data, evidence: 'kept', late: null },
        // What an earlier check brought, and what was decided of it, is not about this one.
        result: null,
        decisions: allVoid(state.decisions),
        links: replace(
          state.links,
          (link) => link.checkId === event.data.checkId,
          (link) => ({ ...link, state: 'used' }),
        ),
      };
    case 'case.result-arrived':
      return {
        ...state,
        status: 'in-review',
        result: {
          provider: event.data.provider,
          outcome: event.data.outcome,
          codes: event.data.codes,
          rows: event.data.rows,
          approvalsNeeded: event.data.approvalsNeeded,
          at: event.data.at,
        },
      };
    case 'case.result-late':
      return {
        ...state,
        submission:
          state.submission?.checkId === event.data.checkId
            ? { ...state.submission, late: { why: event.data.why, at: event.data.at } }
            : state.submission,
      };
    case 'case.decided': {
      const made: CaseDecision = {
        ...event.data,
        printedName: event.identity?.printedName ?? null,
        nameReason: event.identity?.nameReason ?? null,
        note: event.identity?.note ?? null,
        void: false,
      };
      const status =
        event.data.decision === 'fail' ? 'failed' : event.data.decision === 'pass' ? 'awaiting-second' : state.status;
      // R23: passes over different views never add up.
      const earlierOnes =
        event.data.decision !== 'pass'
          ? state.decisions
          : state.decisions.map((earlier) => (earlier.digest === made.digest ? earlier : { ...earlier, void: true }));
      return {
        ...state,
        status,
        decisions: [...earlierOnes, made],
        risk: made.decision === 'fail' ? withReason(state.risk, 'failed-check') : state.risk,
      };
    }
    case 'case.evidence-destroyed':
      return {
        ...state,
        submission:
          state.submission?.checkId === event.data.checkId
            ? { ...state.submission, evidence: 'destroyed' }
            : state.submission,
      };
  }
};
