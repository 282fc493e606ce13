/** What can happen to the policy, stream `desk`. Reasons are about rules, not people: they stay in the data. */
import type { Roll } from '../access/staff-events';
import type { Policy } from './policy';
import type { PolicyKey, PolicyValue } from './values';
import { policyKeys } from './values';

export type PolicyChanges = { readonly [K in PolicyKey]?: { readonly from: PolicyValue; readonly to: PolicyValue } };

export type PolicyEvent =
  | {
      readonly type: 'policy.changed';
      readonly data: {
        /** Of the policy with this change; one more than before. */
        readonly version: number;
        readonly changes: PolicyChanges;
        /** Actor names. Where it took two leads, `by` asked first and `secondedBy` wrote this. */
        readonly by: string;
        readonly secondedBy: string | null;
        readonly askId: string | null;
        readonly at: string;
        readonly reason: string;
        readonly secondReason: string | null;
      };
    }
  /**
   * One lead's word for a change that takes two (see access/second-lead.ts). It is void when the version is not this
   * one any more.
   */
  | {
      readonly type: 'policy.change-asked';
      readonly data: {
        readonly askId: string;
        readonly basedOn: number;
        readonly changes: PolicyChanges;
        readonly by: string;
        readonly at: string;
        readonly reason: string;
      };
    };

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

const known = new Set<string>(policyKeys);
/** A policy with other values; a value that this version of the desk doesn't know is left out. */
export const withChanges = (policy: Policy, changes: PolicyChanges): Policy => {
  const to = Object.entries(changes).flatMap(([key, change]) => (known.has(key) ? [[key, change.to] as const] : []));
  return { ...policy, ...Object.fromEntries(to) };
};

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
