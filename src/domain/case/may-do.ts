/**
 * The one answer to "may they?": commands, the view's buttons, the next action and the screens' gates all ask here.
 * What is typed into a command is looked at by `decideCase` afterwards.
 */
import { isAccountOf } from './account';
import type { Ask, CommandKind, MayFacts } from './asks';
import { isNotTheirs } from './asks';
import { mayClose, mayFreeze, mayReopen, maySnooze, mayUnfreeze } from './may-close';
import { mayDecide, mayDecideFallback } from './may-decide';
import { mayDisable, wouldStopAgain } from './may-disable';
import {
  mayAnswerAttestation,
  mayAskAttestation,
  mayOpenFallback,
  mayPrepareFallback,
  maySubmitFallback,
  mayWithdrawFallback,
} from './may-fallback';
import {
  mayOverrideSelfHelp,
  mayRecordWay,
  maySendAgain,
  maySendAnswer,
  maySendLink,
  maySendSelfHelp,
  selfHelpRefusal,
} from './may-link';
import type { Refusal } from './refusal';
import { no } from './refusal';
import { heldByNewer } from './rests-on';
import type { CaseState } from './state';
import { currentLink, isOpen } from './state';
import { mayCancelMail, mayUndoMail } from './undo';

/** Deeds of the desk that already happened, and what people note down: taken whatever happened meanwhile. */
const alwaysTaken = new Set<CommandKind>([
  'open',
  'mail-accepted',
  'mail-failed',
  'receive-message',
  'read-message',
  'mail-bounced',
  'evidence-destroyed',
  'open-link',
  'step-disable',
  'stop-disable',
  'freeze',
  'unfreeze',
  'note',
  // To answer brings no case on; `maySendAnswer` knows who may while it is frozen.
  'send-answer',
  // What is kept from leaving brings nothing on.
  'undo-mail',
  'cancel-mail',
  'assign',
  'attach',
  'expire-link',
  'change-cooling-off',
  'revoke-approval',
  'close',
  'reopen',
  'watch-looked',
  'step-secure',
  'stop-secure',
  'wake',
  'snooze',
]);
/** R9: nobody acts on their own account, but everybody may stop what they never asked for. */
const evenOnOwnAccount = new Set<CommandKind>(['freeze', 'assign']);

/** R7, R10: what holds for whatever would bring a case on. */
const standsStill = (state: CaseState, kind: CommandKind): Refusal | null => {
  if (alwaysTaken.has(kind)) return null;
  if (state.frozen !== null)
    return no('frozen', 'This case is frozen: nothing may run until a lead lifts it.', {
      rule: 'R7',
      way: 'Ask a lead to look into it.',
    }).refusal;
  if (kind === 'send-again') return null;
  if (!isOpen(state)) return no('closed', 'This case is closed.', { way: 'Open it again, or open a new one.' }).refusal;
  return state.reSecures === null
    ? null
    : no('wrong-status', 'This case secures an account: nothing is recovered in it.', {
        rule: 'R7',
        way: 'Close it when the owner was reached; then open a recovery case.',
      }).refusal;
};

const ofItsKind = (state: CaseState, ask: Ask, facts: MayFacts): Refusal | null => {
  switch (ask.kind) {
    case 'open':
      return no('already-open', 'There is a case with this id already.').refusal;
    case 'attach':
      // A closed case takes no more requests; the next one opens another.
      return isOpen(state) ? null : no('closed', 'This case is closed.', { rule: 'R10' }).refusal;
    case 'read-account':
      return state.disable === null
        ? null
        : no(
            'wrong-status',
            "The account's facts stand as they were decided about; the disable reads the account itself at every step.",
            { rule: 'R23' },
          ).refusal;
    case 'snooze':
      return maySnooze(state);
    case 'record-way':
      return mayRecordWay(state);
    case 'override-self-help':
      return mayOverrideSelfHelp(state);
    case 'send-self-help':
      return maySendSelfHelp(state, ask.addressId, facts);
    case 'send-link':
      return maySendLink(state, ask.addressId, facts);
    case 'send-answer':
      return maySendAnswer(state, ask.addressId, facts);
    case 'send-again':
      return maySendAgain(state, ask.mailId, facts);
    case 'undo-mail':
      return mayUndoMail(state, ask.mailId, facts);
    case 'cancel-mail':
      return mayCancelMail(state, ask.mailId, facts);
    case 'decide':
      return mayDecide(state, ask.decision, facts);
    case 'open-fallback':
      return mayOpenFallback(state, ask.method, facts);
    case 'set-fallback-item':
      return mayPrepareFallback(state);
    case 'ask-attestation':
      return mayAskAttestation(state);
    case 'answer-attestation':
      return mayAnswerAttestation(state, facts);
    case 'submit-fallback':
      return maySubmitFallback(state, facts);
    case 'decide-fallback':
      return mayDecideFallback(state, ask.decision, facts);
    case 'withdraw-fallback':
      return mayWithdrawFallback(state);
    case 'change-cooling-off':
    case 'revoke-approval':
    case 'begin-disable':
    case 'step-disable':
    case 'stop-disable':
    case 'resume-disable':
    case 'finish-disable':
      return mayDisable(state, ask.kind, facts);
    case 'watch-looked':
      return state.watch === null ? no('wrong-status', 'Only a recovered account is watched.').refusal : null;
    case 'step-secure':
    case 'stop-secure':
      return state.reSecures === null ? no('wrong-status', 'This case secures nothing.').refusal : null;
    case 'freeze':
      return mayFreeze(state, ask.via);
    case 'unfreeze':
      return mayUnfreeze(state);
    case 'close':
      return mayClose(state, ask.outcome, facts);
    case 'reopen':
      return mayReopen(state, facts);
    // Nothing but who asks, and what they say, stands in the way of these.
    case 'open-re-secure':
    case 'assign':
    case 'wake':
    case 'note':
    case 'start-link-clock':
    case 'mail-accepted':
    case 'mail-failed':
    case 'mail-bounced':
    case 'receive-message':
    case 'read-message':
    case 'open-link':
    case 'remind-link':
    case 'expire-link':
    case 'submit':
    case 'record-result':
    case 'result-late':
    case 'evidence-destroyed':
      return null;
  }
};

/** Null: yes. Otherwise why not, by which rule, and what would make it possible. */
export const mayDo = (state: CaseState, ask: Ask, facts: MayFacts): Refusal | null => {
  const { actor } = facts;
  const notTheirs = isNotTheirs(ask.kind, actor);
  if (notTheirs !== null) return notTheirs;
  const held = heldByNewer(state, ask.kind, facts.held ?? []);
  if (held !== null) return held;
  if (
    actor.kind === 'staff' &&
    state.account !== null &&
    isAccountOf(state.account, actor.address) &&
    !evenOnOwnAccount.has(ask.kind) &&
    ask.kind !== 'open'
  )
    return no('own-account', 'This is your own account: a colleague works on it.', {
      rule: 'R9',
      way: 'Ask a colleague.',
    }).refusal;
  return standsStill(state, ask.kind) ?? ofItsKind(state, ask, facts);
};

/**
 * What would help nobody. It is taken where two people ask at once, but offered to no one. Null where it makes sense.
 */
export const pointless = (state: CaseState, ask: Ask, facts: MayFacts): Refusal | null => {
  switch (ask.kind) {
    case 'assign':
      return isOpen(state) || state.frozen !== null || state.watch?.endedAt === null
        ? null
        : no('closed', 'This case is closed: nobody has to do anything.').refusal;
    case 'freeze':
      return ask.via === 'staff' && state.frozen !== null
        ? no('already-done', 'This case is stopped already.', { rule: 'R7' }).refusal
        : null;
    case 'wake':
      return state.snooze === null ? no('already-done', 'This case is not put aside.').refusal : null;
    case 'watch-looked':
      return state.watch?.endedAt != null
        ? no('already-done', '2FA is on again: the account is not watched any more.').refusal
        : null;
    case 'resume-disable':
      return wouldStopAgain(state, facts);
    case 'override-self-help':
      return selfHelpRefusal(state) === null
        ? no('already-done', 'No faster way is open: there is nothing to pass over.', { rule: 'R3' }).refusal
        : null;
    case 'send-again':
      return state.mails.some((mail) => mail.mailId === ask.mailId && mail.state === 'sent') &&
        currentLink(state)?.mailId !== ask.mailId
        ? no('already-done', 'A mail server took this message: only a link is sent again.').refusal
        : null;
    default:
      return null;
  }
};

/** What a screen offers: what is allowed and makes sense. */
export const mayOffer = (state: CaseState, ask: Ask, facts: MayFacts): Refusal | null =>
  mayDo(state, ask, facts) ?? pointless(state, ask, facts);
