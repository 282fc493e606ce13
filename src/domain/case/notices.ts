/** R6: who is told, and which days count for an address. */
import { knownAddresses } from './account';
import type { CaseFacts } from './commands';
import type { CaseEvent, MailTemplate } from './events';
import type { CaseState } from './state';

/** Days that R5 and R6 count with. */
export const contactDays = (facts: CaseFacts) => ({ recent: facts.policy.recentContactDays, replaced: facts.policy.replacedContactDays });

/** R6: one notice for each known address. */
export const noticesTo = (state: Pick<CaseState, 'account' | 'openedAt'>, template: MailTemplate, facts: CaseFacts): readonly CaseEvent[] =>
  state.account === null ? [] : knownAddresses(state.account, state.openedAt, contactDays(facts)).map((address) => ({
    type: 'case.mail-asked' as const,
    data: { ...facts.mint.mail(), template, addressId: address.id, language: state.account?.language ?? 'en', at: facts.now },
  }));
