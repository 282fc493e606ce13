import { describe, expect, it } from 'vitest';
import { peopleWarnings, threatDifference } from './people';
import { defaultPolicy } from './policy';

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
    expect(peopleWarnings(policy, 0)).toHaveLength(2);
  });
});
