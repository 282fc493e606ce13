/** What may be done about an authorised disable, by people and by the desk itself (R7, R8, R9, R15). */
import type { MayFacts } from './asks';
import type { CommandKind } from './asks';
import { approvalsNeeded, coolingOffEnd, tellingNotices } from './cooling-off';
import { unreadRefusal } from './messages';
import { nextStep } from './disable-steps';
import type { Decider } from './may-decide';
import { barredFromAuthorising, closedSince } from './may-decide';
import type { Policy } from '../policy/policy';
import type { Refusal } from './refusal';
import { no } from './refusal';
import type { CaseState } from './state';
import { approvalsBehind, hasRemovedFactor } from './state';

/** R8: why an authorised disable does not begin yet; null when the cooling-off has ended. */
export const coolingOffRefusal = (state: CaseState, now: string, policy: Policy): Refusal | null => {
  const end = coolingOffEnd(state, policy);
  if (end?.state === 'nobody-told')
    return no(
      'cooling-off',
      "No notice of the approval was taken for an address from before the case: the owner could not have said “this wasn't me”.",
      {
        rule: 'R8',
        way:
          tellingNotices(state, policy).length > 0
            ? 'Send the notice to such an address again, then let the disable go on.'
            : 'Take the approval back, or close the case: no such address is known.',
      },
    ).refusal;
  return end?.state !== 'ends' || end.at > now || (state.disable !== null && state.disable.dueAt > now)
    ? no('cooling-off', 'The cooling-off has not ended.', { rule: 'R8' }).refusal
    : null;
};

/**
 * R9, R20, R23, R24: whether what was approved would still be, whoever asks. `staffById` is null for whoever is not on
 * the staff any more; without it that is not looked at.
 */
export const stillAuthorised = (
  state: CaseState,
  policy: Policy,
  staffById?: (name: string) => Decider | null,
): Refusal | null => {
  const via = state.disable?.via ?? 'check';
  const approvals = approvalsBehind(state);
  const needed = approvalsNeeded(state, policy);
  if (new Set(approvals.map((made) => made.by)).size < needed)
    return no(
      'approvals-missing',
      `The policy asks for ${needed} approvals by now; ${approvals.length === 1 ? 'one is' : `${approvals.length} are`} there.`,
      { rule: 'R9', way: 'Take the approval back and decide anew.' },
    ).refusal;
  if (new Set(approvals.map((made) => made.digest)).size !== 1)
    return no('view-changed', 'The approvals are not over the same view.', { rule: 'R23' }).refusal;
  for (const made of staffById === undefined ? [] : approvals) {
    const staff = staffById?.(made.by) ?? null;
    const barred =
      staff === null
        ? no('role-may-not', 'An approver is not known to the desk.', {
            rule: 'R9',
            way: 'Take the approval back and decide anew.',
          }).refusal
        : barredFromAuthorising(state, staff, via);
    if (barred !== null) return barred;
  }
  return state.disable?.begunAt === null ? closedSince(state, policy) : null;
};

/** R7: why a disable waits for a person to read; what can't be undone any more is not held half-way. */
export const heldByMessage = (state: CaseState): Refusal | null =>
  hasRemovedFactor(state) ? null : unreadRefusal(state);

/** R24: going on would only stop it again. A cooling-off that can run is waited for. */
export const wouldStopAgain = (state: CaseState, { now, policy, approver }: MayFacts): Refusal | null => {
  if (state.status !== 'needs-attention' || state.disable === null) return null;
  const isUntold = state.disable.begunAt === null && coolingOffEnd(state, policy)?.state === 'nobody-told';
  return stillAuthorised(state, policy, approver) ?? (isUntold ? coolingOffRefusal(state, now, policy) : null);
};

/** Takes an approval back while nothing was removed: a "no" needs nobody's leave, only a reason. */
const mayRevoke = (state: CaseState, isReadingBack: boolean): Refusal | null => {
  if (!['approved', 'disabling', 'needs-attention'].includes(state.status) || state.disable === null)
    return no('wrong-status', 'Nothing is approved.').refusal;
  if (hasRemovedFactor(state))
    return no(
      'already-done',
      `${state.disable.how === 'temporary-access' ? 'Temporary access was given' : 'A second factor was removed'} already: what was done can't be taken back here.`,
      { rule: 'R15', way: 'Let it go on, or close the case as fraud, which secures the account again.' },
    ).refusal;
  // A step may be at work right now; a freeze or a stop makes sure that none is.
  if (state.status === 'disabling' && state.frozen === null)
    return no('wrong-status', 'The disable is under way. Stop the case first.', { rule: 'R7', way: 'Stop the case.' })
      .refusal;
  return isReadingBack
    ? no('wrong-status', 'The desk is still reading back what had been done when this was stopped.', {
        rule: 'R7',
        way: 'Try again in a moment.',
      }).refusal
    : null;
};

/** Whoever approved may let it go on; who opened the case or sent its link may not. */
const mayResume = (state: CaseState, { actor }: MayFacts): Refusal | null => {
  if (state.status !== 'needs-attention') return no('wrong-status', 'The disable is not stopped.').refusal;
  return actor.kind === 'staff' ? barredFromAuthorising(state, actor, state.disable?.via ?? 'check') : null;
};

const mayBegin = (state: CaseState, { now, policy }: MayFacts): Refusal | null => {
  if (state.status !== 'approved' && state.status !== 'disabling')
    return no('wrong-status', 'Nothing authorises a disable.').refusal;
  const tooEarly =
    state.disable?.begunAt === null && state.status === 'approved' ? coolingOffRefusal(state, now, policy) : null;
  return tooEarly ?? heldByMessage(state);
};

const mayFinish = (state: CaseState): Refusal | null => {
  if (state.status !== 'disabling') return no('wrong-status', 'The disable is not under way.', { rule: 'R15' }).refusal;
  return state.disable !== null && nextStep(state.disable) !== 'tell'
    ? no('wrong-status', 'A step of the disable is still open.', { rule: 'R15' }).refusal
    : null;
};

export type DisableKind = Extract<
  CommandKind,
  | 'change-cooling-off'
  | 'revoke-approval'
  | 'begin-disable'
  | 'step-disable'
  | 'stop-disable'
  | 'resume-disable'
  | 'finish-disable'
>;
export const mayDisable = (state: CaseState, kind: DisableKind, facts: MayFacts): Refusal | null => {
  if (state.disable === null)
    return no('wrong-status', kind === 'revoke-approval' ? 'Nothing is approved.' : 'Nothing authorises a disable.')
      .refusal;
  switch (kind) {
    case 'change-cooling-off':
      return state.status === 'approved' ? null : no('wrong-status', 'No cooling-off is running.').refusal;
    case 'revoke-approval':
      return mayRevoke(state, facts.isReadingBack === true);
    case 'begin-disable':
      return mayBegin(state, facts);
    case 'resume-disable':
      return mayResume(state, facts);
    case 'finish-disable':
      return mayFinish(state);
    case 'step-disable':
    case 'stop-disable':
      return null;
  }
};
