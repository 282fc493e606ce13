/** Whether what came by mail was read, and what waits until it is (R7, R9). */
import type { Refusal } from './refusal';
import { no } from './refusal';
import type { CaseMessage, CaseState } from './state';

/** R9: who opened the case, opened it again, passed over self-help or sent its link. */
const broughtItOn = ({ openedBy, reopeners, overriders, senders }: CaseState, name: string): boolean =>
  [openedBy, ...reopeners, ...overriders, ...senders].includes(name);

/**
 * A person's message that nobody has read. Words that could be "this wasn't me" are judged by somebody who did not bring
 * the case on: a colleague who means harm must not be the one who reads them away (R9).
 */
export const holdsDisable = (state: CaseState, { kind, saysNotMe, readBy }: CaseMessage): boolean =>
  kind === 'message' && !readBy.some(({ by }) => !saysNotMe || !broughtItOn(state, by));

/** The messages for which a disable waits. */
export const unreadMessages = (state: CaseState): readonly CaseMessage[] =>
  state.received.filter((message) => holdsDisable(state, message));

/** Whether a case has words that could be a repudiation, said in mail and not recorded as one since. */
export const mayBeNotMe = ({ received, frozen, repudiations }: CaseState): boolean =>
  repudiations === 0 && frozen === null && received.some(({ kind, saysNotMe }) => kind === 'message' && saysNotMe);

/** R7: why a disable waits; null where nothing is unread. */
export const unreadRefusal = (state: CaseState): Refusal | null => {
  const unread = unreadMessages(state);
  if (unread.length === 0) return null;
  const isRead = unread.every(({ readBy }) => readBy.length > 0);
  return no(
    'message-unread',
    isRead
      ? "A message says what could be “this wasn't me”, and only who brought this case on has read it: nothing is turned off before somebody else has."
      : unread.length === 1
        ? 'A message from the customer is unread: nothing is turned off before somebody has read it.'
        : `${unread.length} messages from the customer are unread: nothing is turned off before somebody has read them.`,
    {
      rule: isRead ? 'R9' : 'R7',
      way: isRead ? 'Ask a colleague to read it.' : unread.length === 1 ? 'Read it.' : 'Read them.',
    },
  ).refusal;
};
