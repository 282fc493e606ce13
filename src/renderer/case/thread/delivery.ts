/** How far a message came, in words. */
import type { MailView } from '#contract/thread';
import { whenText } from '../../ui/times';
import { threadTexts } from './texts';

const order: readonly MailView['state'][] = ['failed', 'bounced', 'waiting', 'sending', 'undone', 'cancelled', 'sent'];

/** What is worst of several: the one that a person looks at first. */
export const worstOf = (mails: readonly MailView[]): MailView['state'] =>
  order.find((state) => mails.some((mail) => mail.state === state)) ?? 'sent';

/** One recipient's delivery, whole: `Put off, 3 attempts so far. … Next attempt Today, 10:35.` */
export const deliveryText = (mail: MailView, nowMs: number, zone: string): string => {
  const when = (iso: string): string => whenText(iso, nowMs, zone);
  if (mail.undoUntil !== null) return `${threadTexts.leavesSoon}.`;
  if (mail.state === 'waiting' && mail.nextTryAt !== null)
    return `${threadTexts.putOff}, ${threadTexts.attempts(mail.attempts)}. ${mail.why ?? ''} ${threadTexts.nextTry(when(mail.nextTryAt))}`;
  const state = threadTexts.state[mail.state];
  const at = mail.state === 'sent' && mail.settledAt !== null ? `, ${when(mail.settledAt)}` : '';
  return mail.why === null ? `${state}${at}.` : `${state}. ${mail.why}`;
};

/** The same in a line under a message's own time, for all that it went to. */
export const deliveriesText = (mails: readonly MailView[], nowMs: number, zone: string): string => {
  const [first] = mails;
  const answered = mails.some(({ answeredAt }) => answeredAt !== null) ? ` ${threadTexts.answered}.` : '';
  if (first !== undefined && mails.length === 1)
    return `${first.state === 'sent' ? `${threadTexts.state.sent}.` : deliveryText(first, nowMs, zone)}${answered}`;
  const worst = worstOf(mails);
  const those = mails.filter(({ state }) => state === worst);
  return `${threadTexts.several(worst, those.length, mails.length)}.${answered}`;
};
