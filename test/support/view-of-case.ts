/** What a case shows to each person, without a desk. */
import { expect } from 'vitest';
import type { CaseView } from '#contract/cases';
import { caseView } from '#contract/cases';
import type { Role } from '#domain/access/roles';
import { calendarOf } from '#domain/sla/calendar';
import { caseViewOf } from '#main/cases/case-view';
import type { ViewFacts } from '#main/cases/case-view';
import type { Directory } from '#main/cases/directory';
import type { Standing } from './every-case';
import { agent, hoursOn, lead, reviewer, secondReviewer } from './example-case';

export const people = { agent, reviewer, 'another reviewer': secondReviewer, lead } as const;
export type Who = keyof typeof people;
const directory: Directory = {
  find: (actor) => {
    const id = actor.replace('staff:', '');
    const role: Role = id === 'lena' ? 'lead' : id.startsWith('r') ? 'reviewer' : 'agent';
    return {
      staffId: id,
      name: id,
      initials: id.slice(0, 2),
      role,
      address: `${id}@desk.example`,
      active: true,
      publicKeys: [],
    };
  },
  all: () => [],
};
/** The view over a case as it stands, which fits the contract; `more` are facts beside the case. */
export const viewOf = ({ state, clock, policy }: Standing, who: Who, more: Partial<ViewFacts> = {}): CaseView => {
  const { id, role, address } = people[who];
  const view = caseViewOf(state, [], {
    now: hoursOn(clock),
    policy,
    calendar: calendarOf('ca-federal'),
    directory,
    session: { staffId: id, name: id, role, address } as ViewFacts['session'],
    effects: [],
    others: {
      secures: state.reSecures === null ? null : { caseId: state.reSecures, number: 'RD-1' },
      securedBy: null,
      duplicateOf: null,
    },
    enquiries: [],
    held: [],
    ...more,
  });
  expect(caseView.safeParse(view).error?.message).toBeUndefined();
  return view;
};
