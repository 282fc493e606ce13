/** What opening, reading, triage, assigning and putting aside make of a case. */
import type { EventsOf } from '../../log/kind';
import type { openingKinds } from '../schemas/opening';
import type { CaseState } from '../state';
import { allVoid } from './check';
import { ofFallback } from './fallback';
import { withPerson } from './link';
import { riskWith, withSignals } from './risk';

type OpeningEvent = Exclude<EventsOf<typeof openingKinds>, { readonly type: 'case.opened' }>;

/** The case after one of these. */
export const evolveOpening = (state: CaseState, event: OpeningEvent): CaseState => {
  switch (event.type) {
    case 'case.account-read':
      return {
        ...state,
        account: event.contact?.facts ?? state.account,
        accountSystem: event.data.system,
        accountReadAt: event.data.at,
        risk: riskWith(event.data.risk, state),
        ...(event.data.voidsApprovals !== true
          ? {}
          : state.status === 'fallback-review'
            ? { fallback: ofFallback(state, (fallback) => ({ ...fallback, decisions: allVoid(fallback.decisions) })) }
            : { status: 'in-review' as const, decisions: allVoid(state.decisions) }),
      };
    case 'case.triage-computed':
      return { ...state, triage: event.data.findings };
    case 'case.signals-seen': {
      const seen = [
        ...state.signals.filter((before_) => !event.data.signals.some((one) => one.signal === before_.signal)),
        ...event.data.signals,
      ];
      return { ...state, signals: seen, risk: withSignals(state.risk, seen) };
    }
    case 'case.request-attached':
      return { ...state, requests: state.requests + 1 };
    case 'case.assigned':
      return { ...state, owner: event.data.to };
    case 'case.snoozed':
      return {
        ...state,
        snooze: {
          snoozeId: event.data.snoozeId,
          until: event.data.until,
          by: event.data.by,
          at: event.data.at,
          reason: event.contact?.reason ?? null,
        },
      };
    case 'case.woken':
      return state;
    case 'case.noted':
      return state;
    case 'case.way-recorded':
      return {
        ...state,
        status:
          event.data.way !== 'someone-in-the-firm' || event.data.outcome === 'worked'
            ? state.status
            : event.data.outcome === 'offered'
              ? 'awaiting-admin'
              : 'triage',
        selfHelp: {
          ...state.selfHelp,
          [event.data.way]: {
            outcome: event.data.outcome,
            by: event.data.by,
            at: event.data.at,
            why: event.contact?.why ?? null,
            because: event.data.because ?? null,
          },
        },
      };
    case 'case.self-help-overridden':
      return {
        ...state,
        override: { by: event.data.by, at: event.data.at, reason: event.contact?.reason ?? null },
        overriders: withPerson(state.overriders, event.data.by),
      };
  }
};
