/** What a case's message is made from, at the moment it is sent. Raw links exist only here and in the bytes that leave. */
import { assertNever } from '#domain/assert-never';
import type { RequestChannel } from '#domain/mail/mail-input';
import type { Channel } from '#domain/case/events';
import type { CaseMail, CaseState } from '#domain/case/state';
import type { MailContent } from '#main/mail/compose-mail';

export type MailFacts = {
  readonly brand: { readonly company: string; readonly product: string; readonly support: string };
  /** The customer's side of the pages: `http://127.0.0.1:4712`. */
  readonly pagesOrigin: string;
  readonly signInUrl: string | null;
  readonly token: (kind: 'check' | 'notice', id: string) => string;
};

const channelInMail: Readonly<Record<Channel, RequestChannel>> = { phone: 'phone', email: 'email', chat: 'chat', 'in-person': 'other' };

/** Who gets it and what it is made from; null when the personal content is erased. */
export const caseMailContent = (state: CaseState, mail: CaseMail, facts: MailFacts): { readonly to: string; readonly content: MailContent } | null => {
  const { account } = state;
  const address = account?.addresses.find((candidate) => candidate.id === mail.addressId);
  if (account === null || address === undefined) return null;
  const common = { brand: facts.brand, caseNumber: state.number, recipientName: account.name, timeZone: account.timeZone, notMeUrl: `${facts.pagesOrigin}/n/${facts.token('notice', mail.mailId)}` };
  const link = state.links.find((candidate) => candidate.mailId === mail.mailId);
  const withLink = () => {
    if (link?.expiresAt == null) throw new Error('a link is composed before its clock started');
    return { ...common, linkUrl: `${facts.pagesOrigin}/v/${facts.token('check', link.checkId)}`, expiresAt: new Date(link.expiresAt) };
  };
  const { language } = mail;
  const content = (): MailContent => {
    switch (mail.template) {
      case 'recovery-link': return { template: mail.template, language, input: withLink() };
      case 'ask-again': return { template: mail.template, language, input: { ...withLink(), reasons: mail.askAgain === null ? [] : [mail.askAgain] } };
      case 'request-notice': return { template: mail.template, language, input: { ...common, account: account.login, requestedAt: new Date(state.openedAt), channel: channelInMail[state.channel] } };
      case 'approval-notice': return { template: mail.template, language, input: { ...common, account: account.login, turnsOffAt: state.disable !== null && state.disable.coolingOffHours > 0 ? new Date(state.disable.dueAt) : null } };
      case 'disabled-notice': return { template: mail.template, language, input: { ...common, account: account.login, disabledAt: new Date(mail.askedAt), signInUrl: facts.signInUrl } };
      case 'check-failed': return { template: mail.template, language, input: common };
      default: return assertNever(mail.template);
    }
  };
  return { to: address.address, content: content() };
};
