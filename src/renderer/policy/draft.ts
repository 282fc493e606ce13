/** Wanted values that are not saved: what differs from what holds, and nothing else. */
import type { PolicyValueView, WantedPolicyValues } from '#contract/policy';

export type Wanted = PolicyValueView['value'];
export type Draft = WantedPolicyValues;

const isSame = (a: Wanted | undefined, b: Wanted | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A draft with one more wish; what is wished as it is anyway is no wish. */
export const withWish = (draft: Draft, value: PolicyValueView, wanted: Wanted): Draft => {
  const { [value.key]: _, ...others } = draft;
  return isSame(wanted, value.value) ? others : { ...others, [value.key]: wanted };
};
export const withoutWish = (draft: Draft, key: PolicyValueView['key']): Draft => {
  const { [key]: _, ...others } = draft;
  return others;
};
export const wishes = (draft: Draft): number => Object.keys(draft).length;
