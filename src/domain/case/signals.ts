/**
 * Signals of reconnaissance: what a request or a submission looks like beside the desk's other cases of the last days.
 * Each is a mark with its reason; none decides (R8).
 */
import type { Policy } from '../policy/policy';
import { inZone } from '../sla/zone';
import type { AccountFacts } from './account';
import type { CaseEvent, SignalSeen } from './events';
import type { CaseState } from './state';

/** Of the last `policy.signalDays`: other accounts that asked, and links of this account that nobody used. */
export type SignalCounts = {
  readonly firm: number;
  readonly caller: number;
  readonly unusedLinks: number;
};

/** A request at night, or on a weekend, by the account's own clock. */
const isUnusualTime = (at: string, timeZone: string): boolean => {
  const local = inZone(Date.parse(at), timeZone);
  return local.weekday > 5 || local.hour < 6 || local.hour >= 22;
};

/** What a request shows when it comes in. The account that asks now counts as one of them. */
export const signalsOfRequest = (
  account: Pick<AccountFacts, 'firmId' | 'timeZone'>,
  at: string,
  counts: SignalCounts,
  policy: Pick<Policy, 'signalFirmAccounts' | 'signalCallerAccounts' | 'signalUnusedLinks'>,
): readonly SignalSeen[] => {
  const found: SignalSeen[] = [];
  if (account.firmId !== null && counts.firm + 1 >= policy.signalFirmAccounts)
    found.push({ signal: 'firm-cluster', count: counts.firm + 1 });
  if (counts.caller + 1 >= policy.signalCallerAccounts)
    found.push({ signal: 'caller-cluster', count: counts.caller + 1 });
  if (counts.unusedLinks >= policy.signalUnusedLinks) found.push({ signal: 'unused-links', count: counts.unusedLinks });
  if (isUnusualTime(at, account.timeZone)) found.push({ signal: 'unusual-time', count: 1 });
  return found;
};

/** What a submission shows: an ID of another country than the firm's, where the firm's is known. */
export const signalsOfSubmission = (
  account: Pick<AccountFacts, 'firmCountry'> | null,
  country: string,
): readonly SignalSeen[] =>
  account?.firmCountry == null || account.firmCountry === country ? [] : [{ signal: 'unusual-country', count: 1 }];

/**
 * Signals that were not seen before, or are stronger now. Once people decide, what they saw stands (R23): later ones
 * wait for the next case.
 */
export const newSignals = (state: CaseState, found: readonly SignalSeen[], at: string): readonly CaseEvent[] => {
  const news = found.filter(
    (one) => !state.signals.some((seen) => seen.signal === one.signal && seen.count >= one.count),
  );
  return news.length === 0 ||
    !['triage', 'awaiting-admin', 'awaiting-customer', 'link-expired', 'submitted', 'in-review', 'failed'].includes(
      state.status,
    )
    ? []
    : [{ type: 'case.signals-seen', data: { signals: news, at } }];
};
