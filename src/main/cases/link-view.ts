/** The link, what stands before it, and the case's messages (R3, R4, R5). */
import type { CaseView } from '#contract/cases';
import type { MailView } from '#contract/thread';
import type { MayFacts } from '#domain/case/asks';
import { isNotTheirs } from '#domain/case/asks';
import { linkConditions } from '#domain/case/may-link';
import { mayOffer } from '#domain/case/may-do';
import { canBeRewritten } from '#domain/case/undo';
import type { CaseMail, CaseState } from '#domain/case/state';
import { currentLink } from '#domain/case/state';
import type { Policy } from '#domain/policy/policy';
import type { Effect } from '#main/store/log/event-log';
import { linkCell } from '#main/store/cache/cells';
import { foundWords, unsentWords } from '#contract/words/found';
import { refusalView } from '#contract/refusals';

/** What stands before a link. */
export const linkGateView = (state: CaseState, policy: Policy): CaseView['linkGate'] => {
  const conditions = [...linkConditions(state, policy)];
  return { open: conditions.every((condition) => condition.met), conditions };
};

const toOf = (mail: CaseMail): string => mail.to?.address ?? '(erased)';

/** The newest link. */
export const linkView = (state: CaseState): CaseView['link'] => {
  const link = currentLink(state);
  const mail = state.mails.find((candidate) => candidate.mailId === link?.mailId);
  return (
    link && {
      ...linkCell(state),
      sentAt: link.startedAt,
      openedAt: link.openedAt,
      to: mail ? toOf(mail) : null,
      number: link.number,
    }
  );
};

/** Whether a mail's deed was begun: attempts count for good, whoever holds it now. No deed in sight leaves nothing to keep back. */
export const isLeaving = (effect: Effect | undefined): boolean =>
  effect === undefined || effect.state !== 'waiting' || effect.attempts > 0;

/** Every message, newest first. */
export const mailsView = (state: CaseState, effects: readonly Effect[], facts: MayFacts): CaseView['mails'] =>
  state.mails.toReversed().map((mail): MailView => {
    // The log tells effects newest first: the latest round of a message is the one that counts.
    const effect = effects.find((one) => one.kind === 'send-mail' && one.payload['mailId'] === mail.mailId);
    const { mailId } = mail;
    return {
      mailId,
      template: mail.template,
      to: toOf(mail),
      language: mail.language,
      askedAt: mail.askedAt,
      state: mail.state === 'waiting' && effect?.state === 'running' ? 'sending' : mail.state,
      settledAt: mail.settledAt,
      answeredAt:
        state.received.findLast((message) => message.mailId === mail.mailId && message.kind === 'message')?.at ?? null,
      attempts: effect?.attempts ?? 0,
      nextTryAt: effect?.state === 'waiting' && effect.lastError !== null ? effect.dueAt : null,
      why:
        mail.why !== null
          ? unsentWords(mail.why, mail.attempts)
          : effect?.lastError
            ? foundWords(effect.lastError)
            : null,
      undoUntil:
        effect !== undefined &&
        mayOffer(state, { kind: 'undo-mail', mailId }, { ...facts, isLeaving: isLeaving(effect) }) === null
          ? effect.dueAt
          : null,
      barredCancel: refusalView(
        mayOffer(state, { kind: 'cancel-mail', mailId }, { ...facts, isLeaving: effect?.state !== 'waiting' }),
      ),
      canBeRewritten: canBeRewritten(mail) && isNotTheirs('undo-mail', facts.actor) === null,
      barredAgain: refusalView(mayOffer(state, { kind: 'send-again', mailId }, facts)),
    };
  });
