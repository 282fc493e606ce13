/** Who may decide a case or its alternate method, and what they may decide (R2, R9, R15, R18, R20). */
import { kindFacts, kindsFor } from '../fallback/kinds';
import type { Policy } from '../policy/policy';
import { isAccountOf } from './account';
import type { MayFacts } from './asks';
import type { FallbackKind } from './events';
import { decideWithoutLooking, notLooked } from './looking';
import { mailedAddressRefusal } from './may-link';
import type { Refusal } from './refusal';
import { no } from './refusal';
import type { CaseState } from './state';
import { currentLink } from './state';

export type Decider = { readonly id: string; readonly role: string; readonly address: string };
const refuse = (...of: Parameters<typeof no>): Refusal => no(...of).refusal;
const another = { rule: 'R9', way: 'Another reviewer.' } as const;

/**
 * R9: why a person may authorise nothing in this case; null when they may. Asked by the decision, by whoever lets a
 * stopped disable go on, and again by whoever executes.
 */
export const barredFromAuthorising = (state: CaseState, staff: Decider, via: 'check' | 'fallback'): Refusal | null => {
  const name = `staff:${staff.id}`;
  if (staff.role !== 'reviewer')
    return refuse(
      'role-may-not',
      via === 'fallback' ? 'Only security reviewers approve a fallback.' : 'Only a security reviewer decides.',
      { rule: 'R9', way: 'Ask a reviewer.' },
    );
  if (state.openedBy === name)
    return refuse('opener-decides', 'You opened this case. Whoever opens a case does not decide it.', another);
  if (state.reopeners.includes(name))
    return refuse('opener-decides', 'You opened this case again. Whoever does so does not decide it.', another);
  if (state.overriders.includes(name))
    return refuse('overrider-decides', 'You passed over self-help. Whoever does so does not decide.', another);
  if (state.senders.includes(name))
    return refuse('sender-decides', 'You sent its link. Whoever sends the link does not decide.', another);
  if (state.account !== null && isAccountOf(state.account, staff.address))
    return refuse('own-account', 'This is your own account.', another);
  if (via === 'fallback' && state.fallback?.preparers.includes(name))
    return refuse(
      'preparer-decides',
      'You gathered evidence for this fallback. Whoever gathers it does not decide.',
      another,
    );
  return null;
};

/** The same, and that they have not decided it already: each approval needs another reviewer. */
export const barredFromDeciding = (state: CaseState, staff: Decider, via: 'check' | 'fallback'): Refusal | null => {
  const barred = barredFromAuthorising(state, staff, via);
  if (barred !== null) return barred;
  const made = via === 'fallback' ? (state.fallback?.decisions ?? []) : state.decisions;
  if (!made.some((one) => !one.void && one.by === `staff:${staff.id}`)) return null;
  return via === 'fallback'
    ? refuse('decided-already', 'You decided this fallback already. The next approval needs another reviewer.', another)
    : refuse('decided-already', 'You approved this case already. The second approval needs another reviewer.', another);
};

const noFactor = (state: CaseState): Refusal | null =>
  (state.account?.factors.length ?? 0) === 0
    ? refuse('no-factor', 'The account has no second factor: there is nothing to disable.', {
        rule: 'R15',
        way: 'Close the case as self-served.',
      })
    : null;

/** R20: whether a method is open to this account under this policy. */
export const methodRefusal = (state: CaseState, kind: FallbackKind, policy: Policy): Refusal | null => {
  if (state.account === null) return refuse('not-found', 'The account was not read yet.');
  const standing = kindsFor(state.account, policy).find((one) => one.kind === kind);
  return standing?.open === true
    ? null
    : refuse('fallback-closed', standing?.why ?? 'There is no such method.', {
        rule: 'R20',
        way: 'Choose another method.',
      });
};

/** R20: a method that was approved, and was closed since. */
export const closedSince = (state: CaseState, policy: Policy): Refusal | null =>
  state.disable?.via === 'fallback' &&
  policy.threatLevel === 'elevated' &&
  state.fallback !== null &&
  kindFacts[state.fallback.kind].strength === 'weak'
    ? refuse('fallback-closed', 'The threat level was elevated since: this method is closed.', {
        rule: 'R20',
        way: 'Take the approval back and choose another method.',
      })
    : null;

type Decision = 'pass' | 'fail' | 'ask-again';
/** What a reviewer may decide of a check: pass and fail ask for pictures, *ask again* for an address (R5, R18). */
const decisionRefusal = (state: CaseState, decision: Decision, policy: Policy): Refusal | null => {
  if (decision === 'ask-again') {
    const told = state.mails.find((mail) => mail.mailId === currentLink(state)?.mailId);
    return told === undefined
      ? refuse('address-not-known', 'The address of the last link is not known any more.', { rule: 'R5' })
      : mailedAddressRefusal(state, told, policy);
  }
  if (state.submission?.evidence === 'destroyed')
    return refuse('evidence-gone', "The pictures were destroyed: they can't be judged any more.", {
      rule: 'R18',
      way: 'Ask again, with a new link.',
    });
  return decision === 'pass' ? noFactor(state) : null;
};
const anyOf = <T>(choices: readonly T[], refusalOf: (choice: T) => Refusal | null): Refusal | null => {
  const refusals = choices.map(refusalOf);
  return refusals.includes(null) ? null : (refusals[0] ?? null);
};

/** Without a decision: whether they may look and judge at all. With one: whether they may take it now (R13). */
export const mayDecide = (
  state: CaseState,
  decision: Decision | undefined,
  { actor, policy, looked = notLooked }: Pick<MayFacts, 'actor' | 'policy' | 'looked'>,
): Refusal | null => {
  if (state.status !== 'in-review' && state.status !== 'awaiting-second')
    return refuse('wrong-status', 'There is nothing to decide: the case is not in review.');
  if (actor.kind !== 'staff') return refuse('role-may-not', 'Only a security reviewer decides.', { rule: 'R9' });
  const barred = barredFromDeciding(state, actor, 'check');
  if (barred !== null) return barred;
  if (state.submission === null || state.result === null || state.account === null)
    return refuse('wrong-status', 'The submission is missing.');
  return decision === undefined
    ? anyOf(['pass', 'fail', 'ask-again'] as const, (one) => decisionRefusal(state, one, policy))
    : (decisionRefusal(state, decision, policy) ?? decideWithoutLooking(state, decision, looked));
};

export const mayDecideFallback = (
  state: CaseState,
  decision: 'approve' | 'refuse' | undefined,
  { actor, policy }: Pick<MayFacts, 'actor' | 'policy'>,
): Refusal | null => {
  const { fallback } = state;
  if (fallback === null || state.status !== 'fallback-review')
    return refuse('wrong-status', 'No alternate method is under way.');
  if (fallback.stage !== 'deciding')
    return refuse('wrong-status', 'The evidence is still being gathered: there is nothing to decide yet.');
  if (actor.kind !== 'staff')
    return refuse('role-may-not', 'Only security reviewers approve a fallback.', { rule: 'R9' });
  const barred = barredFromDeciding(state, actor, 'fallback');
  if (barred !== null) return barred;
  return decision === 'approve' ? (methodRefusal(state, fallback.kind, policy) ?? noFactor(state)) : null;
};

/** R16: only where the account's system offers it; looked at again by the deed. */
export const accessRefusal = ({ account }: Pick<CaseState, 'account'>): Refusal | null =>
  account?.capabilities.temporaryAccess === false
    ? no('access-not-offered', 'The account’s identity system offers no temporary access: field "how".', {
        rule: 'R16',
        way: 'Disable 2FA instead.',
      }).refusal
    : null;
