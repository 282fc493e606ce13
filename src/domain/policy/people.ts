/** R20: what the threat level changes, and whether enough people are there for what a policy asks. */
import { fallbackKinds } from '../case/events';
import { kindFacts } from '../fallback/kinds';
import type { Policy } from './policy';
import { approvalsForFallback, approvalsForPass, coolingOffHours } from './policy';

const hours = (n: number): string => (n === 0 ? 'none' : n === 1 ? '1 hour' : `${n} hours`);
const reviewers = (n: number): string => (n === 1 ? '1 reviewer' : `${n} reviewers`);

export type ThreatLine = { readonly what: string; readonly normal: string; readonly elevated: string };

/** Everything that differs between the two levels under these values, as it will be said before the level is set. */
export const threatDifference = (policy: Policy): readonly ThreatLine[] => {
  const [normal, elevated]: readonly [Policy, Policy] = [
    { ...policy, threatLevel: 'normal' },
    { ...policy, threatLevel: 'elevated' },
  ];
  const line = (what: string, of: (level: Policy) => string): ThreatLine => ({
    what,
    normal: of(normal),
    elevated: of(elevated),
  });
  return [
    line('A pass of our own form', (level) => reviewers(approvalsForPass(level, false))),
    line('A pass with a provider’s result', (level) => reviewers(approvalsForPass(level, true))),
    line('An alternate method', (level) => reviewers(approvalsForFallback(level))),
    line('Cooling-off', (level) => hours(coolingOffHours(level, false))),
    line('Cooling-off with raised risk', (level) => hours(coolingOffHours(level, true))),
    ...fallbackKinds
      .filter((kind) => kindFacts[kind].strength === 'weak')
      .map((kind) => ({ what: kindFacts[kind].title, normal: 'open', elevated: 'closed' })),
  ];
};

/**
 * One sentence for each thing that nobody could approve. `active`: reviewers at work. Whoever opened a case or sent its
 * link doesn't count for that case (R9), so this is the least.
 */
export const peopleWarnings = (policy: Policy, active: number): readonly string[] => {
  const there = active === 0 ? 'nobody is' : active === 1 ? 'one is' : `${active} are`;
  const pass = approvalsForPass(policy, false);
  const fallback = approvalsForFallback(policy);
  return [
    ...(pass > active
      ? [`A pass of our own form asks for ${reviewers(pass)}; ${there} at work. No such case could be approved.`]
      : []),
    ...(fallback > active
      ? [`An alternate method asks for ${reviewers(fallback)}; ${there} at work. None could be approved.`]
      : []),
  ];
};
