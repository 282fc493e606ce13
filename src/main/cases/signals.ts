/**
 * Signals of reconnaissance: counted over the desk's cases and the account's facts when a request comes in. Each is a
 * mark with its reason; none decides (PRODUCT.md R8, issue of risk).
 */
import type { AccountFacts } from '#domain/case/account';
import type { Signal, SignalSeen } from '#domain/case/events';
import type { Policy } from '#domain/policy/policy';
import { inZone } from '#domain/sla/zone';
import { signalFacts } from '#main/store/cache/case-queries';
import { callerKey } from '#main/store/cache/case-row';
import type { CacheReader } from '#main/store/spawn';

const dayMs = 86_400_000;

/** A request at night, or on a weekend, by the account's own clock. */
const isUnusualTime = (at: string, timeZone: string): boolean => {
  const local = inZone(Date.parse(at), timeZone);
  return local.weekday > 5 || local.hour < 6 || local.hour >= 22;
};

export type Request = {
  readonly account: AccountFacts;
  readonly callerGave: string;
  readonly at: string;
  /** Of the document that was submitted; null before. */
  readonly country: string | null;
};

/** What this request looks like beside the others of the last days. */
export const signalsOf = async (
  request: Request,
  policy: Policy,
  cache: CacheReader,
): Promise<readonly SignalSeen[]> => {
  const { account, at } = request;
  const seen = await cache.query(signalFacts, {
    firmId: account.firmId,
    accountId: account.accountId,
    caller: callerKey(request.callerGave),
    since: new Date(Date.parse(at) - policy.signalDays * dayMs).toISOString(),
  });
  const found: SignalSeen[] = [];
  // The account that asks now counts as one of them.
  if (account.firmId !== null && seen.firm + 1 >= policy.signalFirmAccounts)
    found.push({ signal: 'firm-cluster', count: seen.firm + 1 });
  if (seen.caller + 1 >= policy.signalCallerAccounts) found.push({ signal: 'caller-cluster', count: seen.caller + 1 });
  if (seen.unusedLinks >= policy.signalUnusedLinks) found.push({ signal: 'unused-links', count: seen.unusedLinks });
  if (isUnusualTime(at, account.timeZone)) found.push({ signal: 'unusual-time', count: 1 });
  if (request.country !== null && account.firmCountry != null && request.country !== account.firmCountry)
    found.push({ signal: 'unusual-country', count: 1 });
  return found;
};

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
