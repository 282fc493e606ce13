/** The link's life: sent to a known address, opened (changes nothing), expired, used by its submission (R3–R5, R11). */
import type { ByHand, CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import type { CaseEvent } from './events';
import { mailedAddressRefusal } from './may-link';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import type { CaseState } from './state';
import { newSignals, signalsOfSubmission } from './signals';
import { currentLink } from './state';

type LinkCommand = Extract<
  CaseCommand,
  {
    kind:
      | 'send-link'
      | 'send-answer'
      | 'send-again'
      | 'undo-mail'
      | 'start-link-clock'
      | 'open-link'
      | 'expire-link'
      | 'remind-link'
      | 'submit';
  }
>;
const hourMs = 3_600_000;

/** Who sends a mail by hand, and what they wrote into it. */
const byHand = ({ draftId, own }: ByHand, facts: CaseFacts) => ({
  data: { by: actorName(facts.actor), ...(draftId === undefined ? {} : { draftId }) },
  ...(own === undefined ? {} : { contact: own }),
});

/** A new link to one address, for whoever asked for it; the one before it dies (R4). */
const newLink = (
  state: CaseState,
  { addressId, language }: Pick<ByHand, 'addressId' | 'language'>,
  by: string,
  facts: CaseFacts,
  more: { readonly askAgain?: CaseEvent & { type: 'case.decided' }; readonly hand?: ReturnType<typeof byHand> } = {},
): readonly CaseEvent[] => {
  const { askAgain, hand } = more;
  const linkNumber = state.links.length + 1;
  const link = facts.mint.link(linkNumber);
  const mail = facts.mint.mail();
  return [
    {
      type: 'case.mail-asked',
      data: {
        ...mail,
        template: askAgain ? 'ask-again' : 'recovery-link',
        addressId,
        language,
        at: facts.now,
        ...(askAgain?.data.askAgain ? { askAgain: askAgain.data.askAgain } : {}),
        ...hand?.data,
      },
      ...(hand?.contact === undefined ? {} : { contact: hand.contact }),
    },
    { type: 'case.link-asked', data: { ...link, linkNumber, mailId: mail.mailId, by, at: facts.now } },
  ];
};

/** The link that follows an *ask again*: to the address of the last one. */
export const linkAgain = (
  state: CaseState,
  decided: CaseEvent & { type: 'case.decided' },
  facts: CaseFacts,
): Decision<CaseEvent> => {
  const told = state.mails.find((mail) => mail.mailId === currentLink(state)?.mailId);
  return told === undefined
    ? no('address-not-known', 'The address of the last link is not known any more.', { rule: 'R5' })
    : yes<CaseEvent>(decided, ...newLink(state, told, 'desk', facts, { askAgain: decided }));
};

const submit = (state: CaseState, command: LinkCommand & { kind: 'submit' }, facts: CaseFacts): Decision<CaseEvent> => {
  const link = state.links.find((candidate) => candidate.checkId === command.submission.checkId);
  if (link === undefined) return no('link-unknown', 'There is no such link.', { rule: 'R4' });
  if (link.state === 'used') return no('link-used', 'This link was used already.', { rule: 'R4' });
  if (link.state === 'replaced' || link !== currentLink(state))
    return no('link-replaced', 'A newer link replaced this one.', { rule: 'R4' });
  if (link.state === 'expired' || link.expiresAt === null || link.expiresAt <= facts.now)
    return no('link-expired', 'This link has expired.', { rule: 'R4' });
  const { provider, due } = command;
  return yes<CaseEvent>(
    { type: 'case.submitted', data: { ...command.submission, provider, due, at: facts.now } },
    ...newSignals(state, signalsOfSubmission(state.account, command.submission.country), facts.now),
  );
};

/** The words for a way back, by mail to an address from before the case; the way counts as offered (R3). */
export const selfHelpMail = (
  command: CaseCommand & { kind: 'send-self-help' },
  facts: CaseFacts,
): Decision<CaseEvent> => {
  const at = facts.now;
  const hand = byHand(command, facts);
  return yes<CaseEvent>(
    {
      type: 'case.mail-asked',
      data: {
        ...facts.mint.mail(),
        template: 'self-help',
        addressId: command.addressId,
        language: command.language,
        way: command.way,
        at,
        ...hand.data,
      },
      ...(hand.contact === undefined ? {} : { contact: hand.contact }),
    },
    {
      type: 'case.way-recorded',
      data: { way: command.way, outcome: 'offered', because: 'steps-mailed', by: actorName(facts.actor), at },
    },
  );
};

/** What a person wrote to the customer, and nothing else in it. */
const answer = (command: LinkCommand & { kind: 'send-answer' }, facts: CaseFacts): CaseEvent => {
  const { data } = byHand(command, facts);
  return {
    type: 'case.mail-asked',
    data: {
      ...facts.mint.mail(),
      template: 'free-answer',
      addressId: command.addressId,
      language: command.language,
      at: facts.now,
      ...data,
    },
    contact: command.own,
  };
};

/** Commands on the link of a case. */
export const decideLink = (state: CaseState, command: LinkCommand, facts: CaseFacts): Decision<CaseEvent> => {
  const at = facts.now;
  switch (command.kind) {
    case 'send-link':
      return yes(...newLink(state, command, actorName(facts.actor), facts, { hand: byHand(command, facts) }));
    case 'send-answer':
      return yes(answer(command, facts));
    case 'send-again':
      return yes({ type: 'case.mail-asked-again', data: { mailId: command.mailId, by: actorName(facts.actor), at } });
    case 'undo-mail':
      return yes({ type: 'case.mail-undone', data: { mailId: command.mailId, by: actorName(facts.actor), at } });
    case 'start-link-clock': {
      const link = state.links.find((candidate) => candidate.checkId === command.checkId);
      if (link === undefined) return no('link-unknown', 'There is no such link.');
      if (link.state === 'replaced') return no('link-replaced', 'A newer link replaced this one.', { rule: 'R4' });
      if (link.expiresAt !== null) return yes();
      return yes({
        type: 'case.link-clock-started',
        data: {
          checkId: link.checkId,
          expiresAt: new Date(Date.parse(at) + facts.policy.linkHours * hourMs).toISOString(),
          at,
        },
      });
    }
    case 'open-link': {
      const link = state.links.find((candidate) => candidate.checkId === command.checkId);
      return link === undefined || link.openedAt !== null || state.frozen !== null
        ? yes()
        : yes({ type: 'case.link-opened', data: { checkId: command.checkId, device: command.device, at } });
    }
    case 'remind-link': {
      const link = state.links.find((candidate) => candidate.checkId === command.checkId);
      const mail = state.mails.find((candidate) => candidate.mailId === link?.mailId);
      const waits =
        link !== undefined &&
        link === currentLink(state) &&
        (link.state === 'running' || link.state === 'opened') &&
        link.expiresAt !== null &&
        link.expiresAt > at &&
        state.status === 'awaiting-customer';
      const reminded = state.mails.some(
        (candidate) => candidate.template === 'link-reminder' && candidate.checkId === command.checkId,
      );
      if (
        !waits ||
        mail === undefined ||
        mail.state !== 'sent' ||
        reminded ||
        mailedAddressRefusal(state, mail, facts.policy) !== null
      )
        return yes();
      return yes({
        type: 'case.mail-asked',
        data: {
          ...facts.mint.mail(),
          template: 'link-reminder',
          addressId: mail.addressId,
          language: mail.language,
          checkId: command.checkId,
          at,
        },
      });
    }
    case 'expire-link': {
      const link = state.links.find((candidate) => candidate.checkId === command.checkId);
      const alive =
        link !== undefined &&
        ['asked', 'running', 'opened', 'undeliverable'].includes(link.state) &&
        link.expiresAt !== null &&
        link.expiresAt <= at;
      return alive ? yes({ type: 'case.link-expired', data: { checkId: command.checkId, at } }) : yes();
    }
    case 'submit':
      return submit(state, command, facts);
  }
};
