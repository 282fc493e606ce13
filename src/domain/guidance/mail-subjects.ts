/**
 * The subjects that the article quotes, from the mails themselves: a mail that is called something else is quoted so.
 */
import type { MailInputs, MailTemplate } from '../mail/mail-input';
import { renderMail } from '../mail/render-mail';
import type { ArticleNames } from './article';
import type { GuidanceLanguage } from './events';

/** Stands for the case number in a subject. */
export const caseNumberStandIn = '…';

/** The subject line of a mail as customers of this product see it. */
export const subjectOf = <T extends MailTemplate>(
  template: T,
  language: GuidanceLanguage,
  { product, support }: ArticleNames,
): string => {
  const moment = new Date(0);
  const url = 'https://example.invalid/';
  const all = {
    brand: { company: product, product, support },
    caseNumber: caseNumberStandIn,
    recipientName: product,
    timeZone: 'UTC',
    notMeUrl: url,
    account: product,
    linkUrl: url,
    expiresAt: moment,
    reasons: [],
    requestedAt: moment,
    channel: 'phone',
    turnsOffAt: moment,
    disabledAt: moment,
    until: moment,
    signInUrl: null,
    way: 'backup-code',
    intro: product,
    steps: [product],
    guidanceUrl: null,
    colleague: product,
    code: '00000000',
    method: 'live-video-call',
    instructions: [product],
    locked: true,
    sessionsEnded: true,
    isAsked: true,
    codesGone: true,
    days: 1,
    outcome: 'withdrawn',
  } as const;
  // Every field that any mail asks for: one that asks for more fails in the article's test, which renders them all.
  const input = all as unknown as MailInputs[T];
  return renderMail(template, language, input).subject;
};
