/** Marks and clocks of a case, the same in its row and at its head. Runs in the store process, too. */
import type { CaseView } from '#contract/cases';
import type { QueueRow } from '#contract/queue';
import { nextSecureStep } from '#domain/case/decide-afterwards';
import { openWays } from '#domain/case/self-help';
import type { CaseState } from '#domain/case/state';
import { currentLink, isOpen, isRepudiated } from '#domain/case/state';

/** A recovered account that is still without 2FA. */
export const isWatched = (state: CaseState): boolean =>
  state.status === 'recovered' && state.watch !== null && state.watch.endedAt === null;

/** R7: what a lead has to look into now: a repudiation, or an account to secure. */
export const isAlert = (state: CaseState): boolean =>
  isRepudiated(state) || (state.reSecures !== null && isOpen(state));

/** Marks of a case, for its row and its head. */
export const marksOf = (state: CaseState): CaseView['marks'] => [
  ...(state.account?.role === 'primary-subscriber' ? ['primary-subscriber' as const] : []),
  ...(state.account?.role === 'administrator' ? ['administrator' as const] : []),
  ...(state.risk.reasons.includes('contact-changed') ? ['contact-changed' as const] : []),
  ...(state.channel === 'phone' && state.status === 'triage' ? ['on-phone' as const] : []),
  ...(isRepudiated(state) ? ['repudiated' as const] : []),
  ...(state.reSecures !== null ? ['re-secure' as const] : []),
  ...(state.risk.reasons.includes('reconnaissance') ? ['reconnaissance' as const] : []),
  ...(state.snooze !== null ? ['snoozed' as const] : []),
  ...(isWatched(state) ? ['watched' as const] : []),
  ...(state.override !== null ? ['overridden' as const] : []),
  ...(state.mails.some((mail) => mail.state === 'failed') ? ['mail-failed' as const] : []),
  ...(state.requests > 1 ? ['attached' as const] : []),
];

/** The link's clock as a cell. */
export const linkCell = (state: CaseState): QueueRow['link'] => {
  const link = currentLink(state);
  if (link === null) return { state: 'none', at: null };
  if (state.frozen !== null && link.state !== 'used') return { state: 'ended', at: state.frozen.at };
  switch (link.state) {
    case 'asked':
      return { state: 'not-started', at: null };
    case 'running':
    case 'opened':
      return { state: isOpen(state) ? 'running' : 'ended', at: link.expiresAt };
    case 'used':
      return { state: 'used', at: state.submission?.at ?? link.expiresAt };
    case 'expired':
      return { state: 'expired', at: link.expiresAt };
    case 'replaced':
      return { state: 'replaced', at: null };
    case 'undeliverable':
      return { state: 'undeliverable', at: link.expiresAt };
  }
};

/** When the outcome's mail was accepted, which stops the review's clock (SYSTEMS.md). */
const outcomeToldAt = (state: CaseState): string | null =>
  state.mails
    .filter(
      (mail) =>
        mail.state === 'sent' &&
        ['disabled-notice', 'temporary-notice', 'approval-notice', 'check-failed', 'ask-again'].includes(
          mail.template,
        ) &&
        state.result !== null &&
        mail.askedAt >= state.result.at,
    )
    .map((mail) => mail.settledAt)
    .reduce<string | null>((first, at) => (at !== null && (first === null || at < first) ? at : first), null);

/** The review's clock as a cell. */
export const reviewCell = (state: CaseState): QueueRow['review'] => {
  const { fallback } = state;
  if (state.status === 'fallback-review' && fallback !== null) {
    if (state.frozen !== null) return { state: 'stopped', at: state.frozen.at };
    return fallback.due === null ? { state: 'none', at: null } : { state: 'running', at: fallback.due.dueAt };
  }
  const { submission } = state;
  if (submission === null)
    return { state: currentLink(state) !== null && isOpen(state) ? 'not-started' : 'none', at: null };
  const told = outcomeToldAt(state);
  if (told !== null) return { state: told <= submission.due.dueAt ? 'kept' : 'ended', at: told };
  if (state.frozen !== null) return { state: 'stopped', at: state.frozen.at };
  return isOpen(state) ? { state: 'running', at: submission.due.dueAt } : { state: 'ended', at: state.closedAt };
};

/** The short next step of a queue's row, the same for everybody. */
export const nextStepWords = (state: CaseState): string => {
  if (state.frozen !== null) return 'A lead looks into it';
  if (state.reSecures !== null && isOpen(state))
    return state.secure.stopped !== null
      ? 'Secure the account by hand'
      : nextSecureStep(state) === null
        ? 'Reach the owner'
        : 'The account is being secured';
  const mailFailed = state.mails.some(
    (mail) =>
      mail.state === 'failed' &&
      (mail.template === 'recovery-link' || mail.template === 'ask-again') &&
      mail.mailId === currentLink(state)?.mailId,
  );
  switch (state.status) {
    case 'triage':
      return state.override !== null || openWays(state).length === 0
        ? 'Send the link'
        : !Object.values(state.selfHelp).some((done) => done !== null)
          ? 'Rule out self-help'
          : 'Go on with self-help';
    case 'awaiting-admin':
      return 'Ask whether the firm did it';
    case 'awaiting-customer':
      return mailFailed
        ? 'Mail failed: send again'
        : currentLink(state)?.openedAt
          ? 'Wait: opened'
          : 'Wait: not opened yet';
    case 'link-expired':
      return 'Send a new link';
    case 'submitted':
      return state.submission?.late == null ? 'Provider at work' : 'No result yet';
    case 'in-review':
      return state.submission?.evidence === 'destroyed' ? 'Ask again: pictures gone' : 'Decide';
    case 'awaiting-second':
      return 'Second approval';
    case 'approved':
      return state.disable !== null && state.disable.coolingOffHours > 0 ? 'Cooling-off' : 'Disable is due';
    case 'disabling':
      return '2FA is being disabled';
    case 'needs-attention':
      return 'Look at the disable';
    case 'recovered':
      return state.disable?.how === 'temporary-access'
        ? 'Temporary access'
        : state.watch?.endedAt != null
          ? '2FA is on again'
          : state.watch !== null && state.watch.looks > 0
            ? 'Still without 2FA'
            : '2FA off, asked to set it up again';
    case 'failed':
      return state.fallbacksRefused > 0 ? 'Another method, or close' : 'Offer another method';
    case 'fallback-review':
      return state.fallback?.stage === 'deciding' ? 'Approve the other method' : 'Gather the evidence';
    case 'closed':
      return 'Nothing';
  }
};

/** Cases without a running clock are sorted as if they had three days from the last thing that happened. */
const quietDays = 3;
/** A failed check waits for the customer: it breaks nothing by itself. */
const failedDays = 14;
/** When the case breaks a promise; null where no clock runs. */
export const dueOf = (state: CaseState): string | null => {
  // What was decided breaks nothing any more: the answer is on its way.
  if (state.status === 'failed') return null;
  const link = linkCell(state);
  const review = reviewCell(state);
  if (review.state === 'running') return review.at;
  if (state.status === 'approved' && state.disable !== null) return state.disable.dueAt;
  return link.state === 'running' && state.status === 'awaiting-customer' ? link.at : null;
};

/** Where a case stands in the queue: what breaks first is first, and what lies still comes up after some days. */
export const sortAtOf = (state: CaseState): string => {
  if (isAlert(state)) return state.updatedAt;
  if (isWatched(state)) return state.watch?.since ?? state.updatedAt;
  const days = state.status === 'failed' ? failedDays : quietDays;
  return dueOf(state) ?? new Date(Date.parse(state.updatedAt) + days * 86_400_000).toISOString();
};
