/** One handler for each call of contract/policy.ts. */
import type { policyCalls, PolicyChangeView, PolicyView, WantedPolicyValues } from '#contract/policy';
import { activeLeads } from '#domain/access/staff-events';
import type { Roll } from '#domain/access/staff-events';
import type { WantedValues } from '#domain/policy/decide-policy';
import { changesOf, problemsOf, toOf } from '#domain/policy/decide-policy';
import { peopleWarnings, threatDifference } from '#domain/policy/people';
import type { PolicyChanged, PolicyChanges } from '#domain/policy/policy-events';
import { policyAskedHours, standingPolicyAsked, withChanges } from '#domain/policy/policy-events';
import { treatedDifferently, type TreatedDifferently } from '#domain/policy/preview';
import type { DeskKind, PolicyDefinition, PolicyKey, PolicyValue } from '#domain/policy/values';
import { defaultOf, definitionOf, minOf, policyDefinitions, policyKeys, valueWords } from '#domain/policy/values';
import type { HandlersOf } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import { statePages } from '#main/store/cache/case-queries';
import { openCaseStates } from '#main/store/cache/policy-queries';
import type { StoredEvent } from '#main/store/log/event-log';
import type { CacheReader } from '#main/store/spawn';
import type { ChangePolicyDeps } from './change-policy';
import { changePolicy } from './change-policy';

export type PolicyHandlersDeps = ChangePolicyDeps & {
  readonly cache: CacheReader;
  readonly nameOf: (actor: string) => string;
  /** R24: whether the signature of a row is its actor's. */
  readonly isSigned: (row: StoredEvent) => boolean;
};

type ValueView = WantedPolicyValues[PolicyKey] & {};
const historyShown = 200;
/** A preview asks every open case, counts all that differ, and names so many. */
const mostNamed = 1000;

/** Lists cross the bridge as copies. */
const crossing = (value: PolicyValue): ValueView => (typeof value === 'object' ? [...value] : value);
const crossingAll = (values: WantedValues): WantedPolicyValues =>
  Object.fromEntries(
    policyKeys.flatMap((key) => {
      const value = values[key];
      return value === undefined ? [] : [[key, crossing(value)] as const];
    }),
  );

const changesView = (changes: PolicyChanges): PolicyChangeView['changes'] =>
  policyKeys.flatMap((key) => {
    const change = changes[key];
    return change === undefined
      ? []
      : [{ key, title: definitionOf(key).title, from: valueWords(key, change.from), to: valueWords(key, change.to) }];
  });
const isView = (is: PolicyDefinition['is'], desk: DeskKind): PolicyView['values'][number]['is'] => {
  switch (is.kind) {
    case 'integer':
      return { kind: 'integer', min: minOf(is, desk), max: is.max };
    case 'rising':
      return { ...is };
    case 'choice':
      return { kind: 'choice', options: is.options.map((option) => ({ ...option })) };
  }
};
const activeReviewers = (roll: Roll): number =>
  [...roll.values()].filter((entry) => entry.role === 'reviewer' && entry.standing === 'active').length;

export const policyHandlers = (deps: PolicyHandlersDeps): HandlersOf<typeof policyCalls> => {
  const { policies, desk, nameOf } = deps;
  const read = async () => {
    await deps.directory.refresh();
    const [
      { state },
      {
        state: { roll },
      },
    ] = await Promise.all([policies.refresh(), deps.directory.roll()]);
    return { state, roll };
  };
  /** R24: said where the policy is read, since nobody would look for it in the log. */
  const unsigned = (): readonly string[] =>
    policies.refused() === 0
      ? []
      : [
          `${policies.refused() === 1 ? 'An entry' : `${policies.refused()} entries`} in the log would change the policy without a signature that holds. The policy above is without ${policies.refused() === 1 ? 'it' : 'them'}.`,
        ];
  const who = (change: PolicyChanged) => ({
    version: change.version,
    at: change.at,
    by: nameOf(change.by),
    secondedBy: change.secondedBy === null ? null : nameOf(change.secondedBy),
    reason: change.reason,
  });

  return {
    'policy.get': async (context) => {
      const session = sessionOf(context);
      const { state, roll } = await read();
      const { current, history } = state;
      const newestFirst = history.toReversed();
      return {
        version: current.version,
        values: policyDefinitions.map((definition) => {
          const { key } = definition;
          const value = current[key];
          const first = defaultOf(key, desk);
          const last = newestFirst.find((change) => change.changes[key] !== undefined);
          return {
            ...definition,
            is: isView(definition.is, desk),
            value: crossing(value),
            default: crossing(first),
            valueWords: valueWords(key, value),
            defaultWords: valueWords(key, first),
            isDefault: JSON.stringify(value) === JSON.stringify(first),
            last: last === undefined ? null : who(last),
          };
        }),
        history: newestFirst.slice(0, historyShown).map((change) => {
          const row = policies.row(change.version);
          return {
            ...who(change),
            secondReason: change.secondReason,
            signed: row !== null && deps.isSigned(row),
            changes: changesView(change.changes),
          };
        }),
        asked: standingPolicyAsked(state, { roll, now: deps.now().toISOString() }).map((one) => ({
          askId: one.askId,
          by: nameOf(one.by),
          isMine: one.by === `staff:${session.staffId}`,
          at: one.at,
          until: new Date(Date.parse(one.at) + policyAskedHours * 3_600_000).toISOString(),
          reason: one.reason,
          changes: changesView(one.changes),
          values: crossingAll(toOf(one.changes)),
        })),
        threat: threatDifference(current).map((line) => ({ ...line })),
        people: { reviewers: activeReviewers(roll), leads: activeLeads(roll) },
        takesTwo: desk === 'real' && activeLeads(roll) >= 2,
        warnings: [...peopleWarnings(current, activeReviewers(roll)), ...unsigned()],
      };
    },
    'policy.preview': async (_context, { values }) => {
      const { state, roll } = await read();
      const { current } = state;
      const wanted: WantedValues = values;
      const changes = changesOf(current, wanted);
      const problems = problemsOf(current, wanted, desk);
      const after = { ...withChanges(current, changes), version: current.version + 1 };
      const named: TreatedDifferently[] = [];
      let open = 0;
      let differing = 0;
      if (problems.length === 0 && Object.keys(changes).length > 0)
        for await (const states of statePages((params) => deps.cache.query(openCaseStates, params))) {
          const differ = treatedDifferently(states, current, after, deps.now().toISOString());
          open += states.length;
          differing += differ.length;
          named.push(...differ.slice(0, mostNamed - named.length));
        }
      return {
        changes: changesView(changes),
        problems: problems.map((problem) => ({ ...problem })),
        cases: named.map((one) => ({ ...one, what: [...one.what] })),
        differing,
        open,
        warnings: problems.length > 0 ? [] : [...peopleWarnings(after, activeReviewers(roll))],
        threat: threatDifference(problems.length > 0 ? current : after).map((line) => ({ ...line })),
      };
    },
    'policy.change': async (context, { values, version, reason, code }) => ({
      version: await changePolicy(deps, sessionOf(context), { values, basedOn: version, reason }, code),
    }),
  };
};
