/** The one place that says yes or no to a change of the policy. Pure: facts in, events or a named refusal out. */
import type { Role } from '../access/roles';
import { may } from '../access/roles';
import type { Roll } from '../access/staff-events';
import { activeLeads } from '../access/staff-events';
import type { Policy } from './policy';
import type { PolicyChanges, PolicyEvent, PolicyState } from './policy-events';
import { policyAskedHours, standingPolicyAsked, withChanges } from './policy-events';
import type { DeskKind, PolicyKey, PolicyProblem, PolicyValue } from './values';
import { checkPolicy, policyKeys } from './values';

/** New values by key; what is left out stays. */
export type WantedValues = { readonly [K in PolicyKey]?: PolicyValue };
export type PolicyCommand = {
  readonly values: WantedValues;
  /** The version that the person was shown. */
  readonly basedOn: number;
  readonly reason: string;
};
export type PolicyFacts = {
  readonly now: string;
  readonly desk: DeskKind;
  readonly actor: { readonly staffId: string; readonly role: Role };
  readonly roll: Roll;
  readonly mintAskId: () => string;
};
export type PolicyRefusal = {
  readonly code: 'role-may-not' | 'conflict' | 'reason-missing' | 'bad-input' | 'decided-already' | 'approvals-missing';
  readonly message: string;
  readonly rule?: string;
  readonly way?: string;
  readonly field?: string;
};
export type PolicyDecision =
  /** `refusal`: this much is written down, and the person is told why no more. */
  | { readonly ok: true; readonly events: readonly PolicyEvent[]; readonly refusal?: PolicyRefusal }
  | { readonly ok: false; readonly refusal: PolicyRefusal };

/** Shortest reason for a change. */
export const minPolicyReason = 10;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What of the wanted differs from what holds, in the order of the page. */
export const changesOf = (policy: Policy, wanted: WantedValues): PolicyChanges =>
  Object.fromEntries(
    policyKeys.flatMap((key) => {
      const to = wanted[key];
      return to === undefined || isSame(to, policy[key]) ? [] : [[key, { from: policy[key], to }] as const];
    }),
  );

/**
 * What stands against the wanted values on such a desk. What was wrong before, since an older desk knew other bounds,
 * must not hinder a change of something else.
 */
export const problemsOf = (policy: Policy, wanted: WantedValues, desk: DeskKind): readonly PolicyProblem[] => {
  const changes = changesOf(policy, wanted);
  const before = checkPolicy(policy, desk);
  return checkPolicy(withChanges(policy, changes), desk).filter(
    (problem) => changes[problem.field] !== undefined || !before.some((old) => old.message === problem.message),
  );
};

const no = (
  code: PolicyRefusal['code'],
  message: string,
  more: Omit<PolicyRefusal, 'code' | 'message'> = {},
): { readonly ok: false; readonly refusal: PolicyRefusal } => ({ ok: false, refusal: { code, message, ...more } });

/** Yes with events, or no with a named refusal. */
export const decidePolicy = (state: PolicyState, command: PolicyCommand, facts: PolicyFacts): PolicyDecision => {
  if (!may(facts.actor.role, 'policy:change'))
    return no('role-may-not', 'Only a lead changes the policy.', { rule: 'R20', way: 'Ask a lead.' });
  if (command.basedOn !== state.current.version)
    return no(
      'conflict',
      `The policy was changed meanwhile: it is at version ${state.current.version} now. Nothing of yours was written.`,
      { way: 'Look at it again, then change it.' },
    );
  const changes = changesOf(state.current, command.values);
  if (Object.keys(changes).length === 0) return no('bad-input', '"values": nothing would change.', { field: 'values' });
  const problem = problemsOf(state.current, command.values, facts.desk)[0];
  if (problem !== undefined)
    return no('bad-input', problem.message, {
      field: problem.field,
      ...(problem.rule === null ? {} : { rule: problem.rule }),
    });
  const reason = command.reason.trim();
  if (reason.length < minPolicyReason)
    return no(
      'reason-missing',
      `Say why the policy changes, in at least ${minPolicyReason} characters: field "reason".`,
      { field: 'reason' },
    );
  const by = `staff:${facts.actor.staffId}`;
  const version = state.current.version + 1;
  if (facts.desk === 'practice' || activeLeads(facts.roll) < 2)
    return {
      ok: true,
      events: [
        {
          type: 'policy.changed',
          data: { version, changes, by, secondedBy: null, askId: null, at: facts.now, reason, secondReason: null },
        },
      ],
    };
  const same = standingPolicyAsked(state, facts).filter((one) =>
    isSame(changesOf(state.current, toOf(one.changes)), changes),
  );
  const other = same.find((one) => one.by !== by);
  if (other !== undefined)
    return {
      ok: true,
      events: [
        {
          type: 'policy.changed',
          data: {
            version,
            changes,
            by: other.by,
            secondedBy: by,
            askId: other.askId,
            at: facts.now,
            reason: other.reason,
            secondReason: reason,
          },
        },
      ],
    };
  if (same.length > 0)
    return no('decided-already', 'You have asked for this already. It takes a second lead.', {
      way: 'Another lead has to ask for the same.',
    });
  return {
    ok: true,
    events: [
      {
        type: 'policy.change-asked',
        data: { askId: facts.mintAskId(), basedOn: state.current.version, changes, by, at: facts.now, reason },
      },
    ],
    refusal: {
      code: 'approvals-missing',
      message: `This desk has more than one lead, so a second one has to ask for the same. Your word is written down and counts for ${policyAskedHours / 24} days.`,
      way: 'Another lead has to ask for the same.',
    },
  };
};

/** The values that a change leads to. */
export const toOf = (changes: PolicyChanges): WantedValues =>
  Object.fromEntries(Object.entries(changes).map(([key, change]) => [key, change.to]));
