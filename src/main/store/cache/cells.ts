/** Marks and clocks of a case, the same in its row and at its head. Runs in the store process, too. */
import type { CaseView } from '#contract/cases';
import type { QueueRow } from '#contract/queue';
import type { CaseState } from '#domain/case/state';
import { mayBeNotMe, unreadMessages } from '#domain/case/messages';
import type { Due } from '#domain/sla/due';
import { currentLink, isOpen, isRepudiated } from '#domain/case/state';

/** A recovered account that is still without 2FA. */
export const isWatched = (state: CaseState): boolean =>
  state.status === 'recovered' && state.watch !== null && state.watch.endedAt === null;

/** R7: what has to be looked into now: a repudiation, unread words that may be one, or an account to secure. */
export const isAlert = (state: CaseState): boolean =>
  isRepudiated(state) ||
  unreadMessages(state).some(({ saysNotMe }) => saysNotMe) ||
  (state.reSecures !== null && isOpen(state));

/** R6: once 2FA went off, a notice that did not arrive can't hold anything back any more. */
const bounceMarks = ({ mails, disable }: CaseState): CaseView['marks'] => {
  const bounced = mails.filter(({ state }) => state === 'bounced');
  if (bounced.length === 0) return [];
  return disable?.begunAt != null && bounced.some(({ template }) => template.endsWith('-notice'))
    ? ['notice-bounced']
    : ['mail-bounced'];
};

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
  ...bounceMarks(state),
  ...(unreadMessages(state).length > 0 ? ['message-unread' as const] : []),
  ...(mayBeNotMe(state) ? ['maybe-not-me' as const] : []),
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

/** When a mail server first took the outcome's mail, which stops the review's clock; sending it again moves nothing. */
const outcomeToldAt = (state: CaseState): string | null =>
  state.mails
    .filter(
      (mail) =>
        ['disabled-notice', 'temporary-notice', 'approval-notice', 'check-failed', 'ask-again'].includes(
          mail.template,
        ) &&
        state.result !== null &&
        mail.askedAt >= state.result.at,
    )
    .map((mail) => mail.toldAt)
    .reduce<string | null>((first, at) => (at !== null && (first === null || at < first) ? at : first), null);

/** The promise that the review's clock counts to; null before one was given. */
export const reviewDue = ({ status, fallback, submission }: CaseState): Due | null =>
  (status === 'fallback-review' ? fallback?.due : submission?.due) ?? null;

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
