/** The subjects that the article quotes, from the mails themselves: a mail that is called something else is quoted so. */
import type { MailInputs } from '../mail/mail-input';
import { renderMail } from '../mail/render-mail';
import type { ArticleNames } from './article';
import type { GuidanceLanguage } from './events';

export const quotedMails = ['recovery-link', 'request-notice', 'ask-again', 'check-failed', 'approval-notice', 'disabled-notice'] as const satisfies readonly (keyof MailInputs)[];
export type QuotedMail = (typeof quotedMails)[number];

/** The subject line of a mail as customers of this product see it. */
export const subjectOf = (template: QuotedMail, language: GuidanceLanguage, { product, support }: ArticleNames): string => {
  const moment = new Date(0);
  const common = { brand: { company: product, product, support }, caseNumber: 'RD', recipientName: product, timeZone: 'UTC', notMeUrl: 'https://example.invalid/', account: product, linkUrl: 'https://example.invalid/', expiresAt: moment, reasons: [], requestedAt: moment, channel: 'phone', turnsOffAt: null, disabledAt: moment, signInUrl: null } as const;
  const inputs: { readonly [T in QuotedMail]: MailInputs[T] } = { 'recovery-link': common, 'request-notice': common, 'ask-again': common, 'check-failed': common, 'approval-notice': common, 'disabled-notice': common };
  return renderMail(template, language, inputs[template]).subject;
};
