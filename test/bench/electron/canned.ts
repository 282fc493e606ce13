/** Answers of three calls of the contract, from small to a page of fifty rows. */
import type { CallInput, CallOutput } from '#contract/calls';

const at = '2025-03-03T09:00:00.000Z';
const maya = { staffId: 'maya-okafor', name: 'Maya Okafor', initials: 'MO', role: 'agent' as const };

export const cannedAnswers = {
  'session.state': {
    state: 'signed-out',
    people: Array.from({ length: 8 }, (_, i) => ({ ...maya, staffId: `maya-${i}` })),
    lastStaffId: 'maya-1',
  } satisfies CallOutput<'session.state'>,
  'queue.counts': {
    allOpen: 1000,
    mine: 12,
    unassigned: 31,
    dueToday: 9,
    reviews: 4,
    snoozed: 0,
    watched: 0,
    alerts: 0,
  } satisfies CallOutput<'queue.counts'>,
  'queue.page': {
    rows: Array.from({ length: 50 }, (_, i) => ({
      caseId: `0193a1f2-7d3c-7c11-9a52-${String(i).padStart(12, '0')}`,
      number: `RD-${1000 + i}`,
      person: 'Maximilien de la Bruère',
      firm: 'Saint-Onge Desrosiers Avocats',
      status: 'in-review' as const,
      frozen: false,
      nextStep: 'Decide',
      link: { state: 'used' as const, at },
      review: { state: 'running' as const, at },
      reviewCalendar: 'ca-federal',
      marks: ['administrator' as const, 'contact-changed' as const],
      unread: 0,
      owner: maya,
      updatedAt: at,
    })),
    next: `${at}|case-50`,
    newest: null,
    calendar: 'ca-federal',
  } satisfies CallOutput<'queue.page'>,
} as const;

export type CannedCall = keyof typeof cannedAnswers;
export const cannedInputs: { readonly [N in CannedCall]: CallInput<N> } = {
  'session.state': {},
  'queue.counts': {},
  'queue.page': { view: 'all-open', search: '', after: null },
};
