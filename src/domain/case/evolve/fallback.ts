/** What the alternate method makes of a case. */
import type { EventsOf } from '../../log/kind';
import { withReason } from '../account';
import type { fallbackEventKinds } from '../schemas/fallback';
import type { CaseState, Fallback } from '../state';
import { deadLinks } from './link';
import { riskWith } from './risk';

type FallbackEvent = EventsOf<typeof fallbackEventKinds>;

/** The case's alternate method with a change; null where there is none. */
export const ofFallback = (state: CaseState, change: (fallback: Fallback) => Fallback): Fallback | null =>
  state.fallback && change(state.fallback);
const withPreparer = (fallback: Fallback, by: string): readonly string[] =>
  fallback.preparers.includes(by) ? fallback.preparers : [...fallback.preparers, by];

/** The case after one of these. */
export const evolveFallback = (state: CaseState, event: FallbackEvent): CaseState => {
  switch (event.type) {
    case 'case.fallback-opened':
      return {
        ...state,
        status: 'fallback-review',
        links: deadLinks(state.links),
        risk: withReason(state.risk, 'fallback'),
        fallback: {
          fallbackId: event.data.fallbackId,
          kind: event.data.kind,
          openedBy: event.data.by,
          openedAt: event.data.at,
          reason: event.contact?.reason ?? null,
          stage: 'preparing',
          items: {},
          preparers: [event.data.by],
          attestation: null,
          approvalsNeeded: 0,
          due: null,
          decisions: [],
        },
      };
    case 'case.fallback-item':
      return {
        ...state,
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          preparers: withPreparer(fallback, event.data.by),
          items: {
            ...fallback.items,
            [event.data.item]: {
              value: event.data.value,
              note: event.contact?.note ?? null,
              by: event.data.by,
              at: event.data.at,
            },
          },
        })),
      };
    case 'case.attestation-asked':
      return {
        ...state,
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          preparers: withPreparer(fallback, event.data.by),
          attestation: {
            attestorId: event.data.attestorId,
            attestor: event.contact?.attestor ?? null,
            mailId: event.data.mailId,
            codeHash: event.data.codeHash,
            expiresAt: event.data.expiresAt,
            wrong: 0,
            answeredAt: null,
          },
        })),
      };
    case 'case.attestation-answered':
      return {
        ...state,
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          preparers: withPreparer(fallback, event.data.by),
          attestation:
            fallback.attestation &&
            (event.data.ok
              ? { ...fallback.attestation, answeredAt: event.data.at }
              : { ...fallback.attestation, wrong: fallback.attestation.wrong + 1 }),
        })),
      };
    case 'case.fallback-submitted':
      return {
        ...state,
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          stage: 'deciding',
          preparers: withPreparer(fallback, event.data.by),
          approvalsNeeded: event.data.approvalsNeeded,
          due: event.data.due,
        })),
      };
    case 'case.fallback-decided': {
      const made = { ...event.data, reason: event.identity?.reason ?? null, void: false };
      const refused = event.data.decision === 'refuse';
      return {
        ...state,
        status: refused ? 'failed' : state.status,
        fallbacksRefused: state.fallbacksRefused + (refused ? 1 : 0),
        // R23: approvals over different views never add up.
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          stage: refused ? 'refused' : fallback.stage,
          decisions: [
            ...fallback.decisions.map((earlier) =>
              refused || earlier.digest === made.digest ? earlier : { ...earlier, void: true },
            ),
            made,
          ],
        })),
      };
    }
    case 'case.fallback-withdrawn': {
      const fallback = ofFallback(state, (before) => ({ ...before, stage: 'withdrawn' }));
      return {
        ...state,
        status:
          state.decisions.some((made) => made.decision === 'fail' && !made.void) || state.fallbacksRefused > 0
            ? 'failed'
            : 'triage',
        fallback,
        risk: riskWith(state.risk, { ...state, fallback }),
      };
    }
  }
};
