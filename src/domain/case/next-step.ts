/** What is next in a case, short: a code, whose words are the catalogue's. */
import { nextSecureStep } from './decide-afterwards';
import { unreadMessages } from './messages';
import { openWays } from './self-help';
import type { CaseState } from './state';
import { currentLink, isOpen } from './state';

export const nextSteps = [
  'lead-looks',
  'secure-by-hand',
  'reach-the-owner',
  'being-secured',
  'send-link',
  'rule-out-self-help',
  'go-on-self-help',
  'ask-the-firm',
  'send-again',
  'choose-address',
  'read-message',
  'wait-opened',
  'wait-unopened',
  'send-new-link',
  'provider-at-work',
  'no-result-yet',
  'ask-again',
  'decide',
  'second-approval',
  'cooling-off',
  'disable-is-due',
  'being-disabled',
  'look-at-disable',
  'temporary-access',
  'on-again',
  'still-without-2fa',
  'asked-to-enrol',
  'another-or-close',
  'offer-method',
  'approve-method',
  'gather-evidence',
  'nothing',
] as const;
export type NextStep = (typeof nextSteps)[number];

/** R5: the newest link was kept from an address that is not the account's any more: sent again it would be again. */
export const lostItsAddress = (state: CaseState): boolean =>
  state.mails.some(({ mailId, why }) => mailId === currentLink(state)?.mailId && why?.code === 'address-replaced');

/** The short next step of a queue's row, the same for everybody. */
export const nextStepOf = (state: CaseState): NextStep => {
  if (state.frozen !== null) return 'lead-looks';
  if (state.reSecures !== null && isOpen(state))
    return state.secure.stopped !== null
      ? 'secure-by-hand'
      : nextSecureStep(state) === null
        ? 'reach-the-owner'
        : 'being-secured';
  // Reviewers decide meanwhile: the disable waits, not they.
  if (unreadMessages(state).length > 0 && state.status !== 'in-review' && state.status !== 'awaiting-second')
    return 'read-message';
  const linkMail = state.mails.find(({ mailId }) => mailId === currentLink(state)?.mailId);
  switch (state.status) {
    case 'triage':
      return state.override !== null || openWays(state).length === 0
        ? 'send-link'
        : !Object.values(state.selfHelp).some((done) => done !== null)
          ? 'rule-out-self-help'
          : 'go-on-self-help';
    case 'awaiting-admin':
      return 'ask-the-firm';
    case 'awaiting-customer':
      if (linkMail?.state === 'bounced' && currentLink(state)?.openedAt == null) return 'choose-address';
      return linkMail?.state === 'failed' || linkMail?.state === 'cancelled'
        ? lostItsAddress(state)
          ? 'send-new-link'
          : 'send-again'
        : currentLink(state)?.openedAt
          ? 'wait-opened'
          : 'wait-unopened';
    case 'link-expired':
      return 'send-new-link';
    case 'submitted':
      return state.submission?.late == null ? 'provider-at-work' : 'no-result-yet';
    case 'in-review':
      return state.submission?.evidence === 'destroyed' ? 'ask-again' : 'decide';
    case 'awaiting-second':
      return 'second-approval';
    case 'approved':
      return state.disable !== null && state.disable.coolingOffHours > 0 ? 'cooling-off' : 'disable-is-due';
    case 'disabling':
      return 'being-disabled';
    case 'needs-attention':
      return 'look-at-disable';
    case 'recovered':
      return state.disable?.how === 'temporary-access'
        ? 'temporary-access'
        : state.watch?.endedAt != null
          ? 'on-again'
          : state.watch !== null && state.watch.looks > 0
            ? 'still-without-2fa'
            : 'asked-to-enrol';
    case 'failed':
      return state.fallbacksRefused > 0 ? 'another-or-close' : 'offer-method';
    case 'fallback-review':
      return state.fallback?.stage === 'deciding' ? 'approve-method' : 'gather-evidence';
    case 'closed':
      return 'nothing';
  }
};
