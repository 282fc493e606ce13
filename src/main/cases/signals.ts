/** What the signals of reconnaissance are counted from, and their words. What counts as one: domain/case/signals.ts. */
import type { AccountFacts } from '#domain/case/account';
import type { Signal, SignalSeen } from '#domain/case/events';
import type { SignalCounts } from '#domain/case/signals';
import type { Policy } from '#domain/policy/policy';
import { signalFacts } from '#main/store/cache/case-queries';
import { callerKey } from '#main/store/cache/case-row';
import type { CacheReader } from '#main/store/spawn';

const dayMs = 86_400_000;

/** What the desk's other cases of the last `policy.signalDays` say of a request. */
export const signalCountsOf = (
  account: AccountFacts,
  callerGave: string,
  at: string,
  policy: Policy,
  cache: CacheReader,
): Promise<SignalCounts> =>
  cache.query(signalFacts, {
    firmId: account.firmId,
    accountId: account.accountId,
    caller: callerKey(callerGave),
    since: new Date(Date.parse(at) - policy.signalDays * dayMs).toISOString(),
  });

const titles: Readonly<Record<Signal, string>> = {
  'firm-cluster': 'Several accounts of this firm',
  'caller-cluster': 'One caller, several accounts',
  'unused-links': 'Links without a submission',
  'unusual-time': "Outside the firm's usual hours",
  'unusual-country': 'ID from another country',
};
const explained = (seen: SignalSeen, policy: Policy): string => {
  switch (seen.signal) {
    case 'firm-cluster':
      return `${seen.count} accounts of this firm asked for a recovery within ${policy.signalDays} days. Somebody may be working through it.`;
    case 'caller-cluster':
      return `The same caller asked for ${seen.count} different accounts within ${policy.signalDays} days.`;
    case 'unused-links':
      return `${seen.count} links were sent within ${policy.signalDays} days, and none was used.`;
    case 'unusual-time':
      return "The request came at night or on a weekend, by the account's own clock.";
    case 'unusual-country':
      return "The ID was issued in another country than the firm's.";
  }
};

/** A mark as the case shows it. */
export const signalView = (seen: SignalSeen, policy: Policy) => ({
  signal: seen.signal,
  title: titles[seen.signal],
  explanation: explained(seen, policy),
});
