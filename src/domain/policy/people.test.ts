import { describe, expect, it } from 'vitest';
import { peopleWarnings, threatDifference } from './people';
import { approvalsForFallback, approvalsForPass, coolingOffHours, defaultPolicy } from './policy';

describe('the threat level', () => {
  it('says before it is set what it changes', () => {
    expect(
      threatDifference(defaultPolicy('practice')).map(
        ({ what, normal, elevated }) => `${what}: ${normal} → ${elevated}`,
      ),
    ).toEqual([
      'A pass of our own form: 1 reviewer → 2 reviewers',
      'A pass with a provider’s result: 1 reviewer → 2 reviewers',
      'An alternate method: 2 reviewers → 3 reviewers',
      'Cooling-off: none → 24 hours',
      'Cooling-off with raised risk: 24 hours → 48 hours',
      "Firm administrator's attestation: open → closed",
      'Billing proof: open → closed',
    ]);
  });
  it('tells a pass of our own form from one with a provider’s result, and one hour from several', () => {
    const policy = { ...defaultPolicy('real'), coolingOffHoursNormal: 1, coolingOffHoursRaised: 2 };
    const normal = Object.fromEntries(threatDifference(policy).map((line) => [line.what, line.normal]));
    expect(normal).toMatchObject({
      'A pass of our own form': '2 reviewers',
      'A pass with a provider’s result': '1 reviewer',
      'Cooling-off': '1 hour',
      'Cooling-off with raised risk': '2 hours',
    });
  });
  it('asks for no fewer and no less than the normal one, whatever the numbers (R20)', () => {
    const policy = {
      ...defaultPolicy('real'),
      threatLevel: 'elevated' as const,
      approvalsWithoutProvider: 2 as const,
      approvalsForFallback: 3 as const,
      approvalsForFallbackElevated: 3 as const,
      coolingOffHoursNormal: 70,
      coolingOffHoursRaised: 90,
    };
    expect(approvalsForPass(policy, false)).toBe(2);
    expect(approvalsForFallback({ ...policy, approvalsForFallbackElevated: 4 })).toBe(4);
    expect(approvalsForFallback(policy)).toBe(3);
    expect([coolingOffHours(policy, false), coolingOffHours(policy, true)]).toEqual([70, 90]);
  });
  it('says the same whichever level holds now', () => {
    const policy = defaultPolicy('real');
    expect(threatDifference({ ...policy, threatLevel: 'elevated' })).toEqual(threatDifference(policy));
  });
});

describe('too few people', () => {
  it('are warned of where more approvals are asked for than reviewers are at work', () => {
    const policy = defaultPolicy('practice');
    const elevated = { ...policy, threatLevel: 'elevated' as const };
    expect(peopleWarnings(policy, 2)).toEqual([]);
    expect(peopleWarnings(elevated, 3)).toEqual([]);
    expect(peopleWarnings(elevated, 2)).toEqual([
      'An alternate method asks for 3 reviewers; 2 are at work. None could be approved.',
    ]);
    expect(peopleWarnings(elevated, 1)).toEqual([
      'A pass of our own form asks for 2 reviewers; one is at work. No such case could be approved.',
      'An alternate method asks for 3 reviewers; one is at work. None could be approved.',
    ]);
    expect(peopleWarnings(policy, 0)).toEqual([
      expect.stringContaining('; nobody is at work. No such case'),
      expect.stringContaining('; nobody is at work. None'),
    ]);
    // A provider would be one pair of eyes: our own form has none behind it.
    expect(peopleWarnings(defaultPolicy('real'), 1)[0]).toContain('A pass of our own form asks for 2 reviewers');
  });
});
