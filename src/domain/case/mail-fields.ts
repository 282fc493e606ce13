/** What a case's merge fields stand for, in the mail's language; one without a value is left out. */
import { spokenFirm, spokenName } from '../mail/clean';
import type { FieldValues } from '../mail/fields';
import type { MailLanguage } from '../mail/language';
import { formatWhen, knownZone } from '../mail/when';
import type { CaseState } from './state';
import { currentLink } from './state';

export const mailFieldValues = (
  state: CaseState,
  of: { readonly language: MailLanguage; readonly by: string; readonly support: string; readonly now: string },
): FieldValues => {
  const { account, submission } = state;
  if (account === null) return {};
  const link = currentLink(state);
  const when = (at: string): string => formatWhen(new Date(at), knownZone(account.timeZone), of.language);
  const ends =
    link?.expiresAt != null && (link.state === 'running' || link.state === 'opened') && link.expiresAt > of.now
      ? link.expiresAt
      : null;
  const isAwaited = state.status === 'submitted' || state.status === 'in-review' || state.status === 'awaiting-second';
  // A name that can't be said has no value: who writes says it in their own words, or does without.
  const name = spokenName(account.name);
  const firm = spokenFirm(account.firmName);
  const by = spokenName(of.by);
  return {
    ...(name === null ? {} : { name }),
    ...(firm === null ? {} : { firm }),
    'case-number': state.number,
    ...(by === null ? {} : { 'agent-name': by }),
    support: of.support,
    ...(ends === null ? {} : { 'link-end': when(ends) }),
    ...(submission !== null && isAwaited ? { 'answer-due': when(submission.due.dueAt) } : {}),
  };
};
