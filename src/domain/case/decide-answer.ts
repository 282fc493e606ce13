/** What comes back by mail, and whoever reads it (R7). A sender's address proves nothing: it decides nothing here. */
import { shownName, withoutUnseen } from '../mail/clean';
import type { Policy } from '../policy/policy';
import { isFromBefore } from './account';
import type { CaseCommand, CaseFacts, ReceivedMessage } from './commands';
import { actorName } from './commands';
import type { CaseEvent, SaidToBeFrom } from './events';
import { unreadMessages } from './messages';
import { contactDays } from './notices';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import type { CaseState } from './state';
import { hasRemovedFactor, isOpen } from './state';

type AnswerCommand = Extract<CaseCommand, { kind: 'receive-message' | 'read-message' | 'mail-bounced' }>;

const mostSaid = 500;
const sameAddress = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Whose address a header claims. */
const saidToBeFrom = (
  { account, fallback, openedAt }: CaseState,
  from: ReceivedMessage['from'],
  policy: Policy,
): SaidToBeFrom => {
  if (from === null) return 'nobody';
  const known = (account?.addresses ?? []).filter(({ address }) => sameAddress(address, from.address));
  if (known.some((address) => isFromBefore(address, openedAt, contactDays(policy)))) return 'from-before';
  if (known.length > 0 || (account !== null && sameAddress(account.login, from.address))) return 'of-the-account';
  const attestor = fallback?.attestation?.attestor?.address.address;
  return attestor !== undefined && sameAddress(attestor, from.address) ? 'attestor' : 'somebody-else';
};

const receive = (state: CaseState, { message }: AnswerCommand & { kind: 'receive-message' }, facts: CaseFacts) => {
  const { messageId, kind, matchedBy, saysNotMe, dmarc, from, mailId } = message;
  if (state.received.some((known) => known.messageId === messageId)) return yes<CaseEvent>();
  return yes<CaseEvent>({
    type: 'case.message-received',
    data: {
      messageId,
      kind,
      matchedBy: facts.actor.kind === 'staff' ? 'person' : matchedBy,
      from: saidToBeFrom(state, from, facts.policy),
      ...(state.mails.some((mail) => mail.mailId === mailId) && mailId !== null ? { mailId } : {}),
      // A machine's words are nobody's.
      saysNotMe: saysNotMe && kind === 'message',
      dmarc,
      at: facts.now,
    },
    contact: {
      subject: shownName(message.subject),
      name: shownName(from?.name ?? ''),
      address: shownName(from?.address ?? ''),
    },
  });
};

/** The disable that waited for this message and nothing else is asked for anew. */
const letsGoOn = (before: CaseState, after: CaseState): boolean =>
  unreadMessages(before).length > 0 &&
  unreadMessages(after).length === 0 &&
  before.disable !== null &&
  before.disable.finishedAt === null &&
  before.disable.stopped === null &&
  before.frozen === null &&
  isOpen(before) &&
  !hasRemovedFactor(before);

const read = (
  state: CaseState,
  { messageId }: AnswerCommand & { kind: 'read-message' },
  facts: CaseFacts,
): Decision<CaseEvent> => {
  const message = state.received.find((known) => known.messageId === messageId);
  if (message === undefined) return no('not-found', 'There is no such message on this case.');
  const by = actorName(facts.actor);
  if (message.readBy.some((reader) => reader.by === by)) return yes();
  const readBy = [...message.readBy, { by, at: facts.now }];
  const after = { ...state, received: state.received.map((one) => (one === message ? { ...one, readBy } : one)) };
  return yes({
    type: 'case.message-read',
    data: { messageId, by, ...(letsGoOn(state, after) ? { effectId: facts.mint.effect() } : {}), at: facts.now },
  });
};

const bounced = (
  state: CaseState,
  { mailId, status, says }: AnswerCommand & { kind: 'mail-bounced' },
  facts: CaseFacts,
): Decision<CaseEvent> => {
  const mail = state.mails.find((candidate) => candidate.mailId === mailId);
  if (mail === undefined) return no('not-found', 'There is no such message on this case.');
  // Nothing new where nobody was told by it.
  if (mail.state !== 'sent' && mail.toldAt === null) return yes();
  return yes({
    type: 'case.mail-bounced',
    data: { mailId, status: /^[245]\.\d{1,3}\.\d{1,3}$/u.test(status) ? status : '', at: facts.now },
    contact: { says: withoutUnseen(says).replace(/\s+/gu, ' ').trim().slice(0, mostSaid) },
  });
};

/** Commands on what comes back. */
export const decideAnswer = (state: CaseState, command: AnswerCommand, facts: CaseFacts): Decision<CaseEvent> => {
  switch (command.kind) {
    case 'receive-message':
      return receive(state, command, facts);
    case 'read-message':
      return read(state, command, facts);
    case 'mail-bounced':
      return bounced(state, command, facts);
  }
};
