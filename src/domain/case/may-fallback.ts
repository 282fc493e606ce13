/** Whether an alternate method may begin, and what may be done while its evidence is gathered (R3, R18, R20, R23). */
import { attestorsOf, kindFacts } from '../fallback/kinds';
import type { MayFacts } from './asks';
import type { FallbackKind } from './events';
import { fallbackKinds } from './events';
import { methodRefusal } from './may-decide';
import { selfHelpRefusal } from './may-link';
import type { Refusal } from './refusal';
import { no } from './refusal';
import type { CaseState, Fallback } from './state';

/** After so many wrong codes a new one has to be sent: eight digits can't be guessed in five. */
export const mostWrongCodes = 5;

/** What is still missing before reviewers are asked, in words. */
export const missingOf = (fallback: Fallback): readonly string[] => [
  ...kindFacts[fallback.kind].items
    .filter((item) => fallback.items[item.key]?.value !== 'seen')
    .map((item) => item.words),
  ...(kindFacts[fallback.kind].attested && fallback.attestation?.answeredAt == null
    ? ['The code from whoever vouches']
    : []),
];

/** After a fail, instead of the form, or when its pictures are gone before anybody decided (R18). */
export const mayOpenFallback = (
  state: CaseState,
  method: FallbackKind | undefined,
  { policy }: Pick<MayFacts, 'policy'>,
): Refusal | null => {
  const isAfterTheForm =
    state.status === 'failed' || (state.status === 'in-review' && state.submission?.evidence === 'destroyed');
  if (!isAfterTheForm && !['triage', 'awaiting-admin', 'awaiting-customer', 'link-expired'].includes(state.status))
    return no('wrong-status', 'An alternate method begins after a failed check, or instead of the form.', {
      way: 'Finish what is under way first.',
    }).refusal;
  const barred = isAfterTheForm ? null : selfHelpRefusal(state);
  if (barred !== null) return barred;
  if (method !== undefined) return methodRefusal(state, method, policy);
  const refusals = fallbackKinds.map((kind) => methodRefusal(state, kind, policy));
  return refusals.includes(null) ? null : (refusals[0] ?? null);
};

/** While a method is under way at all. */
export const mayWithdrawFallback = (state: CaseState): Refusal | null =>
  state.fallback === null || state.status !== 'fallback-review'
    ? no('wrong-status', 'No alternate method is under way.').refusal
    : null;

/** R23: what reviewers look at stands still. */
export const mayPrepareFallback = (state: CaseState): Refusal | null =>
  mayWithdrawFallback(state) ??
  (state.fallback?.stage === 'preparing'
    ? null
    : no('wrong-status', 'Reviewers are deciding: the evidence stands as they see it.', {
        rule: 'R23',
        way: 'Take the method back to change it.',
      }).refusal);

export const mayAskAttestation = (state: CaseState): Refusal | null => {
  const barred = mayPrepareFallback(state);
  if (barred !== null || state.fallback === null) return barred;
  if (!kindFacts[state.fallback.kind].attested) return no('wrong-status', 'This method asks nobody to vouch.').refusal;
  return state.account === null || attestorsOf(state.account).length === 0
    ? no('role-may-not', 'Nobody in the firm may vouch any more.', { way: 'Choose another method.' }).refusal
    : null;
};

export const mayAnswerAttestation = (state: CaseState, { now }: Pick<MayFacts, 'now'>): Refusal | null => {
  const barred = mayPrepareFallback(state);
  if (barred !== null) return barred;
  const asked = state.fallback?.attestation ?? null;
  if (asked === null) return no('wrong-status', 'No code was sent yet.').refusal;
  if (asked.answeredAt !== null) return no('already-done', 'The code was accepted already.').refusal;
  if (asked.expiresAt <= now) return no('code-expired', 'This code has ended.', { way: 'Send a new one.' }).refusal;
  return asked.wrong >= mostWrongCodes
    ? no('code-expired', `After ${mostWrongCodes} wrong codes this one is void.`, { way: 'Send a new one.' }).refusal
    : null;
};

export const maySubmitFallback = (state: CaseState, { policy }: Pick<MayFacts, 'policy'>): Refusal | null => {
  const barred = mayPrepareFallback(state);
  if (barred !== null || state.fallback === null) return barred;
  const missing = missingOf(state.fallback);
  return missing.length > 0
    ? no('evidence-missing', `Not all of the evidence is there: ${missing.join('; ')}.`, {
        way: 'Gather it, or take the method back.',
      }).refusal
    : methodRefusal(state, state.fallback.kind, policy);
};
