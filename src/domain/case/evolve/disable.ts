/** What the disable, and the watch after it, make of a case. */
import type { EventsOf } from '../../log/kind';
import type { disableKinds } from '../schemas/disable';
import type { CaseState } from '../state';
import { allVoid } from './check';
import { ofFallback } from './fallback';

type DisableEvent = EventsOf<typeof disableKinds>;

/** The case after one of these. */
export const evolveDisable = (state: CaseState, event: DisableEvent): CaseState => {
  switch (event.type) {
    case 'case.approved':
      return {
        ...state,
        status: 'approved',
        fallback:
          event.data.via === 'fallback'
            ? ofFallback(state, (fallback) => ({ ...fallback, stage: 'approved' }))
            : state.fallback,
        disable: {
          effectId: event.data.effectId,
          factors: event.data.factors.map((factor) => ({ ...factor, label: event.contact?.labels[factor.id] ?? '' })),
          addressIds: event.data.addressIds,
          via: event.data.via,
          removal: event.data.removal,
          demand: event.data.demand,
          how: event.data.how ?? 'disable',
          policyVersion: event.data.policyVersion,
          coolingOffHours: event.data.coolingOffHours,
          awayMs: 0,
          changed: null,
          dueAt: event.data.dueAt,
          approvedAt: event.data.at,
          begunAt: null,
          steps: [],
          stopped: null,
          finishedAt: null,
        },
      };
    case 'case.cooling-off-changed':
      return {
        ...state,
        disable: state.disable && {
          ...state.disable,
          effectId: event.data.effectId,
          coolingOffHours: event.data.hours,
          awayMs: event.data.awayMs,
          changed: event.data.why,
          dueAt: event.data.dueAt,
        },
      };
    case 'case.approval-revoked':
      return state.disable?.via === 'fallback'
        ? {
            ...state,
            status: 'fallback-review',
            disable: null,
            fallback: ofFallback(state, (fallback) => ({
              ...fallback,
              stage: 'preparing',
              decisions: allVoid(fallback.decisions),
            })),
          }
        : { ...state, status: 'in-review', disable: null, decisions: allVoid(state.decisions) };
    case 'case.disable-begun':
      return {
        ...state,
        status: 'disabling',
        disable: state.disable && { ...state.disable, begunAt: state.disable.begunAt ?? event.data.at, stopped: null },
      };
    case 'case.disable-step':
      return {
        ...state,
        disable: state.disable && {
          ...state.disable,
          steps: [...state.disable.steps, { step: event.data.step, readBack: event.data.readBack, at: event.data.at }],
        },
      };
    case 'case.disable-stopped':
      return {
        ...state,
        status: 'needs-attention',
        disable: state.disable && {
          ...state.disable,
          stopped: {
            step: event.data.step,
            reason: event.data.reason,
            found: event.contact?.found ?? null,
            at: event.data.at,
          },
        },
      };
    case 'case.disable-resumed':
      return {
        ...state,
        status: state.disable?.begunAt ? 'disabling' : 'approved',
        disable: state.disable && { ...state.disable, effectId: event.data.effectId, stopped: null },
      };
    case 'case.recovered':
      return {
        ...state,
        status: 'recovered',
        outcome: 'recovered',
        closedAt: event.data.at,
        watch:
          state.disable?.how === 'temporary-access'
            ? null
            : { since: event.data.at, looks: 0, lastLookAt: null, endedAt: null },
        disable: state.disable && { ...state.disable, finishedAt: event.data.at },
      };
    case 'case.watch-looked':
      return { ...state, watch: state.watch && { ...state.watch, looks: event.data.look, lastLookAt: event.data.at } };
    case 'case.watch-ended':
      return { ...state, watch: state.watch && { ...state.watch, lastLookAt: event.data.at, endedAt: event.data.at } };
  }
};
