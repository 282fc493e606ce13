import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Policy } from './policy';
import { approvalsForFallback, approvalsForPass, coolingOffHours, defaultPolicy } from './policy';
import type { PolicyKey, PolicyValues } from './values';
import { checkPolicy, definitionOf, minOf, policyDefinitions, policyKeys, valueWords } from './values';

const practice: PolicyValues = defaultPolicy('practice');
const real: PolicyValues = defaultPolicy('real');
const withValue = (values: PolicyValues, more: Partial<Record<PolicyKey, unknown>>): PolicyValues =>
  ({ ...values, ...more }) as PolicyValues;

describe('the values of the policy', () => {
  it('are defined one by one: every field of the policy, and no other', () => {
    expect([...policyKeys].toSorted()).toEqual(
      Object.keys(practice)
        .filter((key) => key !== 'version')
        .toSorted(),
    );
    for (const { title, words, rule } of policyDefinitions) {
      expect(title.length).toBeGreaterThan(2);
      expect(words.endsWith('.'), title).toBe(true);
      expect(rule === null || /^R\d+$/.test(rule)).toBe(true);
    }
  });

  it('start inside their bounds on both kinds of desk', () => {
    expect(checkPolicy(practice, 'practice')).toEqual([]);
    expect(checkPolicy(real, 'real')).toEqual([]);
  });

  it('start as version 1 of every desk that was ever made: a release that wants others changes them by a new version', () => {
    expect(defaultPolicy('real')).toEqual({
      version: 1,
      linkHours: 72,
      linksPerAccountAndDay: 3,
      linksPerAgentAndHour: 20,
      reviewBusinessDays: 2,
      counting: 'calendar-day',
      calendarId: 'ca-federal',
      recentContactDays: 14,
      replacedContactDays: 30,
      approvalsWithoutProvider: 2,
      threatLevel: 'normal',
      approvalsForFallback: 2,
      approvalsElevated: 2,
      approvalsForFallbackElevated: 3,
      coolingOffHoursNormal: 0,
      coolingOffHoursRaised: 24,
      coolingOffHoursElevated: 24,
      coolingOffHoursRaisedElevated: 48,
      temporaryAccessHours: 24,
      linkReminderHours: 24,
      watchReminderDays: [1, 3, 7],
      attestationHours: 24,
      reopenDays: 30,
      signalDays: 7,
      signalFirmAccounts: 3,
      signalCallerAccounts: 3,
      signalUnusedLinks: 3,
      evidenceDays: 10,
      idleMinutes: 10,
    });
    expect(defaultPolicy('practice')).toEqual({ ...defaultPolicy('real'), approvalsWithoutProvider: 1 });
  });

  it.each(
    policyDefinitions.flatMap((definition) =>
      definition.is.kind === 'integer' ? [[definition.key, definition.is] as const] : [],
    ),
  )('%s has bounds that name it', (key, is) => {
    for (const value of [is.min - 1, is.max + 1, is.min + 0.5, Number.NaN, '7', null, [1]])
      expect(checkPolicy(withValue(practice, { [key]: value }), 'practice')[0], String(value)).toMatchObject({
        field: key,
        rule: definitionOf(key).rule,
      });
    for (const value of [is.min, is.max])
      expect(
        checkPolicy(withValue(practice, { [key]: value }), 'practice').filter((problem) =>
          /whole number/.test(problem.message),
        ),
      ).toEqual([]);
  });

  it.each(policyDefinitions.flatMap((definition) => (definition.is.kind === 'choice' ? [definition.key] : [])))(
    '%s is one of its choices',
    (key) => {
      expect(checkPolicy(withValue(practice, { [key]: 'whatever' }), 'practice')).toMatchObject([{ field: key }]);
    },
  );

  it.each([[[1, 3]], [[1, 3, 3]], [[3, 2, 7]], [[0, 3, 7]], [[1, 3, 61]], [[1, 2, 3, 4]], ['1,3,7'], [[1, 2.5, 7]]])(
    'reminders after %j are no rising days',
    (value) => {
      expect(checkPolicy(withValue(practice, { watchReminderDays: value }), 'practice')).toEqual([
        {
          field: 'watchReminderDays',
          rule: null,
          message: 'Reminders to turn 2FA on: 3 whole numbers from 1 to 60, each greater than the one before.',
        },
      ]);
    },
  );

  it.each<readonly [Partial<Policy>, PolicyKey, string, RegExp]>([
    [
      { coolingOffHoursNormal: 25, coolingOffHoursElevated: 25 },
      'coolingOffHoursRaised',
      'R8',
      /not shorter than without raised risk \(25 hours\)/,
    ],
    [
      { coolingOffHoursNormal: 30, coolingOffHoursRaised: 30, coolingOffHoursElevated: 24 },
      'coolingOffHoursElevated',
      'R20',
      /not shorter than at the normal level \(30 hours\)/,
    ],
    [
      { coolingOffHoursRaised: 72 },
      'coolingOffHoursRaisedElevated',
      'R20',
      /not shorter than at the normal level \(72 hours\)/,
    ],
    [
      { coolingOffHoursElevated: 60 },
      'coolingOffHoursRaisedElevated',
      'R20',
      /not shorter than without raised risk \(60 hours\)/,
    ],
    [{ linkHours: 24 }, 'linkReminderHours', 'R4', /less than a link is good for \(24 hours\)/],
    [{ reviewBusinessDays: 5, evidenceDays: 9 }, 'evidenceDays', 'R18', /twice the 5 business days/],
  ])('%j: values that hold each other', (more, field, rule, words) => {
    const problems = checkPolicy(withValue(practice, more), 'practice');
    expect(problems).toMatchObject([{ field, rule }]);
    expect(problems[0]?.message).toMatch(words);
  });

  it('never let a real desk go below two approvals without a provider (R9)', () => {
    expect(checkPolicy(withValue(real, { approvalsWithoutProvider: 1 }), 'real')).toEqual([
      {
        field: 'approvalsWithoutProvider',
        rule: 'R9',
        message: 'Approvals without a provider: a real desk asks for 2 at least.',
      },
    ]);
    expect(checkPolicy(withValue(practice, { approvalsWithoutProvider: 1 }), 'practice')).toEqual([]);
  });

  it('read as words', () => {
    expect([
      valueWords('linkHours', 72),
      valueWords('attestationHours', 1),
      valueWords('threatLevel', 'elevated'),
      valueWords('watchReminderDays', [1, 3, 7]),
      valueWords('linksPerAccountAndDay', 1),
    ]).toEqual(['72 hours', '1 hour', 'Elevated', '1, 3 and 7 days after the disable', '1 a day']);
  });
});

/** Any policy that a desk may set. */
const anyPolicy = (desk: 'practice' | 'real') =>
  fc
    .record(
      Object.fromEntries(
        policyDefinitions.map(({ key, is }) => [
          key,
          is.kind === 'integer'
            ? fc.integer({ min: minOf(is, desk), max: is.max })
            : is.kind === 'choice'
              ? fc.constantFrom(...is.options.map((option) => option.value))
              : fc
                  .uniqueArray(fc.integer({ min: is.min, max: is.max }), { minLength: is.count, maxLength: is.count })
                  .map((days) => days.toSorted((a, b) => a - b)),
        ]),
      ),
    )
    .map((values) => ({ ...values, version: 1 }) as unknown as Policy)
    .filter((policy) => checkPolicy(policy, desk).length === 0);

describe('any policy that may be set', () => {
  test('asks at the elevated level for as much as at the normal one, at least (R20)', () => {
    fc.assert(
      fc.property(anyPolicy('practice'), (policy) => {
        const [normal, elevated] = (['normal', 'elevated'] as const).map((threatLevel) => ({
          ...policy,
          threatLevel,
        })) as [Policy, Policy];
        for (const flag of [true, false]) {
          expect(approvalsForPass(elevated, flag)).toBeGreaterThanOrEqual(approvalsForPass(normal, flag));
          expect(coolingOffHours(elevated, flag)).toBeGreaterThanOrEqual(coolingOffHours(normal, flag));
        }
        expect(approvalsForPass(elevated, true)).toBeGreaterThanOrEqual(2);
        expect(approvalsForFallback(elevated)).toBeGreaterThanOrEqual(Math.max(3, approvalsForFallback(normal)));
      }),
    );
  });
  test('on a real desk needs two people for every pass that no provider stands behind (R9)', () => {
    fc.assert(
      fc.property(
        anyPolicy('real'),
        (policy) => approvalsForPass(policy, false) >= 2 && approvalsForFallback(policy) >= 2,
      ),
    );
  });
});
