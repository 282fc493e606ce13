/** Whether the article can still be relied on: approved, not due for a review, and about the policy as it is. */
import type { GuidanceState } from './state';
import type { GuidanceValueName, GuidanceValues } from './values';
import { guidanceValueNames, valueText } from './values';

/** Days after an approval in which somebody has to look again. */
export const reviewEveryDays = 180;
const dayMs = 86_400_000;

export type StaleReason =
  | { readonly why: 'review-due'; readonly since: string }
  | { readonly why: 'value-changed'; readonly value: GuidanceValueName; readonly was: string; readonly now: string }
  /** The texts are not those that were approved: a newer version of the desk brought others. */
  | { readonly why: 'text-changed' };

export type Standing =
  | { readonly state: 'never-approved' }
  | { readonly state: 'current'; readonly reviewBy: string }
  | { readonly state: 'stale'; readonly reviewBy: string; readonly reasons: readonly StaleReason[] };

/** Where the article stands at a moment; `values` and `article` are what it says now. */
export const standingOf = (
  state: Pick<GuidanceState, 'approval'>,
  facts: { readonly now: string; readonly values: GuidanceValues; readonly article: string },
): Standing => {
  const { approval } = state;
  if (approval === null) return { state: 'never-approved' };
  const reviewBy = new Date(Date.parse(approval.at) + reviewEveryDays * dayMs).toISOString();
  const reasons: StaleReason[] = [];
  if (Date.parse(facts.now) > Date.parse(reviewBy)) reasons.push({ why: 'review-due', since: reviewBy });
  for (const value of guidanceValueNames) {
    // A value that an older version of the desk didn't know yet counts as another one.
    const was = approval.values[value] === undefined ? '' : valueText(approval.values[value]);
    const now = valueText(facts.values[value]);
    if (was !== now) reasons.push({ why: 'value-changed', value, was, now });
  }
  if (approval.article !== facts.article) reasons.push({ why: 'text-changed' });
  return reasons.length === 0 ? { state: 'current', reviewBy } : { state: 'stale', reviewBy, reasons };
};
