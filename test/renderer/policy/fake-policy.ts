/** A small policy behind the fake desk: the domain's own values, checks and differences, over two open cases. */
import type { PolicyView, WantedPolicyValues } from '#contract/policy';
import { changesOf, problemsOf } from '#domain/policy/decide-policy';
import type { WantedValues } from '#domain/policy/decide-policy';
import { peopleWarnings, threatDifference } from '#domain/policy/people';
import type { Policy } from '#domain/policy/policy';
import { defaultPolicy } from '#domain/policy/policy';
import { withChanges } from '#domain/policy/policy-events';
import { definitionOf, policyDefinitions, policyKeys, valueWords } from '#domain/policy/values';
import type { FakeDesk } from '../fake-desk';
import { refuse } from '../fake-desk';
import { morning, personOf } from '../fake-world';

export const wrongCode = '000000';
type FakePolicy = {
  policy: Policy;
  history: PolicyView['history'];
  asked: PolicyView['asked'];
  reviewers: number;
  takesTwo: boolean;
};
const copy = (value: unknown): never => (Array.isArray(value) ? [...(value as readonly number[])] : value) as never;

/** Gives a fake desk a policy that can be read, previewed and changed. */
export const addPolicy = (desk: FakeDesk, more: Partial<FakePolicy> = {}): FakePolicy => {
  const fake: FakePolicy = {
    policy: defaultPolicy('practice'),
    history: [],
    asked: [],
    reviewers: 3,
    takesTwo: false,
    ...more,
  };
  const changed = (wanted: WantedValues) => {
    const changes = changesOf(fake.policy, wanted);
    return policyKeys.flatMap((key) =>
      changes[key] === undefined
        ? []
        : [
            {
              key,
              title: definitionOf(key).title,
              from: valueWords(key, changes[key].from),
              to: valueWords(key, changes[key].to),
            },
          ],
    );
  };
  desk.on('policy.get', () => ({
    version: fake.policy.version,
    values: policyDefinitions.map((definition) => {
      const value = fake.policy[definition.key];
      const first = defaultPolicy('practice')[definition.key];
      const last = fake.history.find((change) => change.changes.some(({ key }) => key === definition.key));
      return {
        ...definition,
        is: (definition.is.kind === 'integer'
          ? { kind: 'integer', min: definition.is.min, max: definition.is.max }
          : { ...definition.is }) as never,
        value: copy(value),
        default: copy(first),
        valueWords: valueWords(definition.key, value),
        defaultWords: valueWords(definition.key, first),
        isDefault: JSON.stringify(value) === JSON.stringify(first),
        last:
          last === undefined
            ? null
            : { version: last.version, at: last.at, by: last.by, secondedBy: last.secondedBy, reason: last.reason },
      };
    }),
    history: fake.history,
    asked: fake.asked,
    threat: [...threatDifference(fake.policy)],
    people: { reviewers: fake.reviewers, leads: 1 },
    takesTwo: fake.takesTwo,
    warnings: [...peopleWarnings(fake.policy, fake.reviewers)],
  }));
  desk.on('policy.preview', ({ values }) => {
    const problems = [...problemsOf(fake.policy, values as WantedValues, 'practice')];
    const after = withChanges(fake.policy, changesOf(fake.policy, values as WantedValues));
    return {
      changes: changed(values as WantedValues),
      problems,
      open: problems.length > 0 ? 0 : 2,
      differing: problems.length === 0 && values.linkHours !== undefined ? 1 : 0,
      threat: [...threatDifference(after)],
      warnings: [...peopleWarnings(after, fake.reviewers)],
      cases:
        problems.length === 0 && values.linkHours !== undefined
          ? [
              {
                caseId: 'case-1',
                number: 'RD-2301',
                person: 'Kwame Osei',
                what: [`Its next link is good for ${String(values.linkHours)} hours instead of 72.`],
              },
            ]
          : [],
    };
  });
  desk.on('policy.change', ({ values, reason, code, version }) => {
    if (code === wrongCode) return refuse('wrong-code', 'That code is wrong. Four tries are left.');
    if (version !== fake.policy.version)
      return refuse(
        'conflict',
        `The policy was changed meanwhile: it is at version ${fake.policy.version} now. Nothing of yours was written.`,
        { way: 'Look at it again, then change it.' },
      );
    if (fake.takesTwo)
      return refuse('approvals-missing', 'This desk has more than one lead, so a second one has to ask for the same.', {
        way: 'Another lead has to ask for the same.',
      });
    setPolicy(values, reason);
    return { version: fake.policy.version };
  });
  const setPolicy = (values: WantedPolicyValues, reason: string): void => {
    const changes = changed(values as WantedValues);
    fake.policy = {
      ...withChanges(fake.policy, changesOf(fake.policy, values as WantedValues)),
      version: fake.policy.version + 1,
    };
    fake.history = [
      {
        version: fake.policy.version,
        at: new Date(morning).toISOString(),
        by: personOf('rosa').name,
        secondedBy: null,
        reason,
        secondReason: null,
        signed: true,
        changes,
      },
      ...fake.history,
    ];
    desk.emit({ type: 'changed', topics: ['policy'] });
  };
  return fake;
};
