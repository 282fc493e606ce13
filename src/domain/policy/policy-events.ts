/** What can happen to the policy, stream `desk`, and what it makes of it; the shapes are in `policy-schemas.ts`. */
import type { Roll } from '../access/staff-events';
import type { EventsOf, Of } from '../log/kind';
import type { Policy } from './policy';
import type { policyChanges, policyKinds } from './policy-schemas';

export type PolicyChanges = Of<typeof policyChanges>;
export type PolicyEvent = EventsOf<typeof policyKinds>;

export type PolicyChanged = Extract<PolicyEvent, { readonly type: 'policy.changed' }>['data'];
export type PolicyAsked = Extract<PolicyEvent, { readonly type: 'policy.change-asked' }>['data'];

export type PolicyState = {
  readonly current: Policy;
  /** All versions, the first (what the desk started with) at 0. */
  readonly versions: readonly Policy[];
  /** Oldest first. */
  readonly history: readonly PolicyChanged[];
  /** Words of leads on this version that wait for a second one, stale ones too. */
  readonly asked: readonly PolicyAsked[];
};

/** Before any event. */
export const startOfPolicy = (first: Policy): PolicyState => ({
  current: first,
  versions: [first],
  history: [],
  asked: [],
});

/** A policy with other values. */
export const withChanges = (policy: Policy, changes: PolicyChanges): Policy => ({
  ...policy,
  ...Object.fromEntries(Object.entries(changes).map(([key, change]) => [key, change.to] as const)),
});

/** The policy after one more event. */
export const evolvePolicy = (state: PolicyState, event: PolicyEvent): PolicyState => {
  switch (event.type) {
    case 'policy.change-asked':
      return event.data.basedOn === state.current.version ? { ...state, asked: [...state.asked, event.data] } : state;
    case 'policy.changed': {
      const current: Policy = { ...withChanges(state.current, event.data.changes), version: event.data.version };
      return { current, versions: [...state.versions, current], history: [...state.history, event.data], asked: [] };
    }
  }
};

/** Hours for which a lead's word waits for a second one. */
export const policyAskedHours = 72;

/** Words that still count: fresh, about the present version, and of somebody who is still a lead at work. */
export const standingPolicyAsked = (
  state: PolicyState,
  facts: { readonly roll: Roll; readonly now: string },
): readonly PolicyAsked[] =>
  state.asked.filter((one) => {
    const asker = facts.roll.get(one.by.replace(/^staff:/, ''));
    return (
      asker?.role === 'lead' &&
      asker.standing === 'active' &&
      Date.parse(facts.now) - Date.parse(one.at) < policyAskedHours * 3_600_000
    );
  });
