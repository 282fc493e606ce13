/** What stopping, securing, closing and opening again make of a case. */
import type { EventsOf } from '../../log/kind';
import type { stoppingKinds } from '../schemas/stopping';
import type { CaseState } from '../state';
import { allVoid } from './check';
import { deadLinks, withPerson } from './link';
import { riskWith } from './risk';

type StoppingEvent = EventsOf<typeof stoppingKinds>;

/** The case after one of these. */
export const evolveStopping = (state: CaseState, event: StoppingEvent): CaseState => {
  switch (event.type) {
    case 'case.secure-step':
      return {
        ...state,
        secure: {
          steps: [...state.secure.steps, { step: event.data.step, readBack: event.data.readBack, at: event.data.at }],
          stopped: null,
        },
      };
    case 'case.secure-stopped':
      return {
        ...state,
        secure: { ...state.secure, stopped: { step: event.data.step, found: event.data.found, at: event.data.at } },
      };
    case 'case.frozen':
      return {
        ...state,
        repudiations: state.repudiations + (event.data.via === 'staff' ? 0 : 1),
        frozen: {
          by: event.data.by,
          via: event.data.via,
          at: event.data.at,
          saidAbout: event.data.saidAbout ?? null,
          words: event.contact?.words ?? null,
        },
      };
    case 'case.unfrozen':
      return {
        ...state,
        frozen: null,
        disable:
          state.disable && event.data.effectId !== undefined
            ? { ...state.disable, effectId: event.data.effectId }
            : state.disable,
      };
    case 'case.closed':
      return {
        ...state,
        status: 'closed',
        frozen: null,
        closedFrozen: state.frozen !== null,
        outcome: event.data.outcome,
        closedAt: event.data.at,
        duplicateOf: event.data.duplicateOf ?? null,
      };
    case 'case.reopened':
      // What was approved or submitted before is void: the way begins anew, self-help that was ruled out stays so.
      return {
        ...state,
        status: 'triage',
        closedFrozen: false,
        reopeners: withPerson(state.reopeners, event.data.by),
        outcome: null,
        closedAt: null,
        duplicateOf: null,
        links: deadLinks(state.links),
        submission: null,
        result: null,
        decisions: allVoid(state.decisions),
        disable: null,
        fallback: null,
        fallbacksRefused: 0,
        risk: riskWith(state.risk, { ...state, fallback: null }),
      };
  }
};
