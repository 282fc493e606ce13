/** R6: who is told, and which days count for an address. */
import type { Policy } from '../policy/policy';
import { knownAddresses, usableForLink } from './account';
import type { CaseFacts } from './commands';
import type { CaseEvent, MailTemplate } from './events';
import type { CaseState } from './state';
import { currentLink } from './state';

/** Days that R5 and R6 count with. */
export const contactDays = (policy: Pick<Policy, 'recentContactDays' | 'replacedContactDays'>) => ({
  recent: policy.recentContactDays,
  replaced: policy.replacedContactDays,
});

/** R6: one notice for each known address. */
export const noticesTo = (
  state: Pick<CaseState, 'account' | 'openedAt'>,
  template: MailTemplate,
  facts: CaseFacts,
  more: { readonly days?: number } = {},
): readonly CaseEvent[] =>
  state.account === null
    ? []
    : knownAddresses(state.account, state.openedAt, contactDays(facts.policy)).map((address) => ({
        type: 'case.mail-asked' as const,
        data: {
          ...facts.mint.mail(),
          template,
          addressId: address.id,
          language: state.account?.language ?? 'en',
          at: facts.now,
          ...more,
        },
      }));

/**
 * One answer to the customer: where the last link went, or else the first address that may get one. Nothing when none
 * is left.
 */
export const answerTo = (state: CaseState, template: MailTemplate, facts: CaseFacts): readonly CaseEvent[] => {
  const told = state.mails.find((mail) => mail.mailId === currentLink(state)?.mailId);
  const isThere = state.account?.addresses.some(
    ({ id, address }) => id === told?.addressId && address === told.to?.address,
  );
  const addressId =
    (isThere ? told?.addressId : undefined) ??
    (state.account === null
      ? undefined
      : usableForLink(state.account, state.openedAt, contactDays(facts.policy))[0]?.id);
  return addressId === undefined
    ? []
    : [
        {
          type: 'case.mail-asked',
          data: {
            ...facts.mint.mail(),
            template,
            addressId,
            language: told?.language ?? state.account?.language ?? 'en',
            at: facts.now,
          },
        },
      ];
};
