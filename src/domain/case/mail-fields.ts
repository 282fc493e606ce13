/** What a case's merge fields stand for, in the mail's language; one without a value is left out. */
import type { FieldValues } from '../mail/fields';
import type { MailLanguage } from '../mail/language';
import { formatWhen } from '../mail/when';
import type { CaseState } from './state';
import { currentLink } from './state';

export const mailFieldValues = (
  state: CaseState,
  of: { readonly language: MailLanguage; readonly by: string; readonly support: string; readonly now: string },
): FieldValues => {
  const { account, submission } = state;
  if (account === null) return {};
  const link = currentLink(state);
  const when = (at: string): string => formatWhen(new Date(at), account.timeZone, of.language);
  const ends =
    link?.expiresAt != null && (link.state === 'running' || link.state === 'opened') && link.expiresAt > of.now
      ? link.expiresAt
      : null;
  const isAwaited = state.status === 'submitted' || state.status === 'in-review' || state.status === 'awaiting-second';
  return {
    name: account.name,
    ...(account.firmName === '' ? {} : { firm: account.firmName }),
    'case-number': state.number,
    'agent-name': of.by,
    support: of.support,
    ...(ends === null ? {} : { 'link-end': when(ends) }),
    ...(submission !== null && isAwaited ? { 'answer-due': when(submission.due.dueAt) } : {}),
  };
};
