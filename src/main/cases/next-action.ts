/** What to do next: one action with its reason, for this person (INTERFACE.md, Case). */
import { foundWords, unsentWords } from '#contract/words/found';
import type { CaseView } from '#contract/cases';
import type { WaitReason } from '#domain/case/events';
import { nextSecureStep } from '#domain/case/decide-afterwards';
import type { Barred } from '#domain/case/offers';
import type { Refusal } from '#domain/case/refusal';
import { openWays } from '#domain/case/self-help';
import { unreadMessages, unreadRefusal } from '#domain/case/messages';
import type { CaseMessage, CaseState } from '#domain/case/state';
import { currentLink, isOpen, isRepudiated } from '#domain/case/state';
import { lostItsAddress } from '#domain/case/next-step';
import { refusalView } from '#contract/refusals';
import type { Session } from '#main/ipc/handlers';

type Next = CaseView['next'];

const next = (action: Next['action'], title: string, reason: string, refusal: Refusal | null = null): Next => ({
  action,
  title,
  reason,
  refusal: refusalView(refusal),
});

/** R5: where no address is left for a link, the alternate method is the way on. */
const linkOrMethod = (action: 'send-link' | 'new-link', title: string, reason: string, barred: Barred): Next =>
  barred.sendLink?.code === 'address-too-new' && barred.openFallback === null
    ? next('alternate-method', 'Another method is needed', barred.sendLink.message)
    : next(action, title, reason, barred.sendLink);

const waitWords: Readonly<Record<WaitReason, string>> = {
  pending: 'The provider is still at work.',
  down: "The provider can't be reached.",
  slow: 'The provider does not answer in time.',
  unexpected: 'The provider answers in a way that is not known.',
};
/** Without the verdict: a reviewer marks first (R13). */
const decidesWords = ({ result }: CaseState): string => {
  switch (result?.outcome) {
    case undefined:
    case 'none':
      return 'Our own form has no provider behind it: people decide.';
    case 'expired':
    case 'abandoned':
    case 'error':
      return 'The provider gave no verdict: people decide by the pictures, or ask again.';
    default:
      return "The provider's result is there; people decide.";
  }
};

/** R7: somebody reads what came; where that was done by who brought the case on, somebody else (R9). */
const readNext = (state: CaseState, by: string, unread: readonly CaseMessage[], barred: Barred): Next => {
  const isMine = unread.some(({ readBy }) => !readBy.some((reader) => reader.by === by));
  const waits = state.disable !== null && state.disable.finishedAt === null;
  const title = unread.length === 1 ? 'Read the message' : `Read ${unread.length} messages`;
  const reason = waits
    ? '2FA is not turned off while a message on the case is unread: it may say “this wasn’t me”.'
    : 'The customer wrote, as far as the message says.';
  return next('read-message', title, reason, barred.readMessage ?? (isMine ? null : unreadRefusal(state)));
};

type Reader = Pick<Session, 'role' | 'staffId'>;

/** The case's next action for one person. */
export const nextActionFor = (state: CaseState, { role, staffId }: Reader, barred: Barred): Next => {
  const by = `staff:${staffId}`;
  if (state.reSecures !== null && isOpen(state)) {
    const { stopped } = state.secure;
    if (stopped !== null)
      return next(
        'secure-account',
        'Secure the account by hand',
        `${foundWords(stopped.found)} In the identity system: end the sessions, lock the account. Then reach the owner.`,
        barred.close,
      );
    return nextSecureStep(state) !== null
      ? next(
          'wait',
          'The account is being secured',
          'Its sessions end and it is locked, as far as its system can; each step is read back.',
        )
      : next(
          'secure-account',
          'Reach the owner',
          `${
            state.secure.steps.some(({ readBack }) => readBack.code === 'sessions-not-ended')
              ? 'The account is locked; its sessions last until they run out, and are refused meanwhile.'
              : 'The sessions are ended and the account is locked.'
          } Reach the owner at an address from before the case. Close as fraud when it was not them (the account stays locked), as withdrawn when it was a false alarm (it is unlocked, unless it was locked before).`,
          barred.close,
        );
  }
  if (state.frozen !== null) {
    if (isRepudiated(state) && state.status === 'recovered')
      return next(
        barred.unfreeze === null ? 'lift-freeze' : 'ask-lead',
        'Look at the case that secures the account',
        "2FA was taken off, and then somebody said “this wasn't me”. The desk secures the account in a case of its own. Lift this freeze when that is done.",
        barred.unfreeze,
      );
    const reason =
      state.frozen.via === 'told'
        ? "The owner told the staff “this wasn't me”. Nothing runs until a lead has looked into it."
        : state.frozen.via === 'notice'
          ? "Somebody pressed “this wasn't me” on a notice. Nothing runs until a lead has looked into it."
          : 'A colleague stopped this case. Nothing runs until a lead has looked into it.';
    return barred.unfreeze === null
      ? next('lift-freeze', 'Look into it, then lift the freeze or close the case', reason)
      : next('ask-lead', 'Ask a lead', reason, barred.unfreeze);
  }
  const unread = unreadMessages(state);
  // Reviewers decide meanwhile: the disable waits, not they.
  if (unread.length > 0 && state.status !== 'in-review' && state.status !== 'awaiting-second')
    return readNext(state, by, unread, barred);
  const link = currentLink(state);
  switch (state.status) {
    case 'triage': {
      const left = openWays(state);
      if (state.override === null && left.length > 0)
        return next(
          'rule-out-self-help',
          'Find the fastest way back',
          `${left.length === 1 ? 'One way back is open' : `${left.length} ways back are open`}: the link comes after them.`,
          barred.recordWay,
        );
      return linkOrMethod(
        'send-link',
        'Send the link',
        state.override !== null
          ? 'Self-help was passed over. The link goes to an address from before the case.'
          : 'No faster way is open. The link goes to an address from before the case.',
        barred,
      );
    }
    case 'awaiting-admin':
      return next(
        'rule-out-self-help',
        'Ask whether the firm disabled it',
        'Somebody in the firm was asked. Record how it went.',
        barred.recordWay,
      );
    case 'awaiting-customer': {
      const mail = state.mails.find((candidate) => candidate.mailId === link?.mailId);
      if (mail?.state === 'bounced' && mail.why !== null && link?.openedAt == null)
        return linkOrMethod('new-link', 'Choose another address', foundWords(mail.why), barred);
      if (mail?.state === 'failed' && mail.why !== null && lostItsAddress(state))
        return linkOrMethod('new-link', 'Choose another address', foundWords(mail.why), barred);
      if (mail?.state === 'failed')
        return next(
          'send-again',
          'The message did not arrive',
          mail.why === null ? 'The mail server refused it.' : unsentWords(mail.why, mail.attempts),
          barred.sendLinkAgain,
        );
      if (mail?.state === 'cancelled')
        return next(
          'send-again',
          'The message was stopped',
          'It did not leave, and is not tried again by itself.',
          barred.sendLinkAgain,
        );
      if (mail?.state === 'waiting')
        return next('wait', 'The message is on its way', "The link's time starts with the first attempt to send it.");
      return next(
        'wait',
        link?.openedAt ? 'Wait for the form' : 'Wait for the customer',
        link?.openedAt
          ? 'The link was opened; the form was not submitted yet.'
          : 'The link was sent; it was not opened yet.',
      );
    }
    case 'link-expired':
      return linkOrMethod('new-link', 'Send a new link', 'The link expired before the form was submitted.', barred);
    case 'submitted':
      return next(
        'wait',
        'Wait for the result',
        state.submission?.late == null
          ? 'The provider is at work. The desk asks it by itself.'
          : `${waitWords[state.submission.late.why]} The desk goes on asking; 24 hours after the submission people decide without it, or ask again.`,
      );
    case 'in-review':
    case 'awaiting-second':
      if (role !== 'reviewer')
        return next(
          'wait',
          'A reviewer decides',
          state.status === 'in-review'
            ? 'The form was submitted. A security reviewer looks at the evidence.'
            : 'One reviewer approved. A second, different one completes it.',
        );
      return next(
        'review',
        state.status === 'in-review'
          ? 'Look at the evidence and decide'
          : 'Look at the evidence for the second approval',
        state.status === 'in-review'
          ? `The form was submitted. ${decidesWords(state)}`
          : 'One reviewer approved. A second, different one completes it.',
        barred.decide,
      );
    case 'approved':
      if (state.disable !== null && state.disable.coolingOffHours > 0)
        return next(
          'cooling-off',
          'Wait for the cooling-off',
          "The decision stands; 2FA goes off by itself when the time has run, unless somebody says “this wasn't me”. Nobody can shorten it.",
        );
      return next(
        'watch-disable',
        'The disable is due',
        'The decision authorised it; it starts by itself once a notice of it was taken for an address from before the case.',
      );
    case 'disabling':
      return next(
        'watch-disable',
        '2FA is being disabled',
        'Each step is read back. It goes on by itself, also after a restart.',
      );
    case 'needs-attention':
      return next(
        'resume-disable',
        'The disable stopped',
        state.disable?.stopped?.found ? foundWords(state.disable.stopped.found) : 'Look at what was found.',
        barred.resume,
      );
    case 'recovered':
      if (state.disable?.how === 'temporary-access')
        return next(
          'none',
          'Recovered by temporary access',
          'The password alone opened the account for a while; its second factors stayed.',
        );
      return state.watch === null || state.watch.endedAt !== null
        ? next('none', 'Recovered, and 2FA is on again', 'Nothing is left to do.')
        : next(
            'watch-account',
            'Recovered; watched until 2FA is on again',
            'The desk looks and reminds the customer by itself.',
          );
    case 'failed':
      return next(
        'alternate-method',
        state.fallbacksRefused > 0 ? 'Another method, or the end' : 'Another method is needed',
        state.fallbacksRefused > 0
          ? 'The method was refused. Another kind may still help; otherwise close the case as rejected, with words for the customer.'
          : 'The check did not pass. The customer was told, without saying which part.',
        barred.openFallback,
      );
    case 'fallback-review': {
      if (state.fallback?.stage !== 'deciding')
        return next(
          'prepare-fallback',
          'Gather the evidence',
          'When all of it is there, the reviewers are asked.',
          barred.prepareFallback,
        );
      if (role !== 'reviewer')
        return next(
          'wait',
          'Reviewers decide',
          `${state.fallback.approvalsNeeded} different reviewers have to approve; any one of them can refuse.`,
        );
      return next(
        'decide-fallback',
        'Look at the evidence and decide',
        "Give your own word first: the others' words are shown afterwards.",
        barred.decideFallback,
      );
    }
    case 'closed':
      return state.reSecures === null
        ? next('reopen', 'Closed', 'It can be opened again.', barred.reopen)
        : next('none', 'Closed', 'Nothing is left to do.');
  }
};
