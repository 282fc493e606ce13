/** A mail that somebody wrote waits for a moment before it leaves, and its sender may take it back as long as it waits. */
import type { MayFacts } from './asks';
import { actorName } from './commands';
import type { Refusal } from './refusal';
import { no } from './refusal';
import type { CaseMail, CaseState } from './state';

/** So long a mail waits that its sender wrote in the composer, ms. */
export const undoMs = 10_000;

/** When a mail leaves that was asked for then: one that has a draft can be taken back, and waits for that. ISO. */
export const leavesAt = (asked: { readonly at: string; readonly draftId?: string }): string =>
  asked.draftId === undefined ? asked.at : new Date(Date.parse(asked.at) + undoMs).toISOString();

/** Whatever of it left can't be called back. */
export const alreadyLeaving = (): Refusal =>
  no('already-leaving', 'This mail is leaving already: it can’t be taken back any more.', {
    way: 'Write another one, or stop the case where it must not be acted on.',
  }).refusal;

/** R6: what the desk tells by itself is nobody's to keep back. */
const ofTheDesk = (mail: CaseMail): Refusal | null =>
  mail.by === null
    ? no('role-may-not', 'The desk sends this by itself: it is not kept back.', { rule: 'R6' }).refusal
    : null;

const mailOf = (state: CaseState, mailId: string): CaseMail | undefined =>
  state.mails.find((candidate) => candidate.mailId === mailId);
const notHere = (): Refusal => no('not-found', 'There is no such message on this case.').refusal;

/** Whether a person wrote it and it arrived nowhere: what they wrote can be taken up again. */
export const canBeRewritten = ({ by, state }: CaseMail): boolean =>
  by !== null && state !== 'waiting' && state !== 'sent';

/**
 * Whether a mail may be taken back: by whoever sent it, as long as nothing of it began to leave. `isLeaving` is the
 * outbox's word; the append is held to it.
 */
export const mayUndoMail = (
  state: CaseState,
  mailId: string,
  { actor, isLeaving }: Pick<MayFacts, 'actor' | 'isLeaving'>,
): Refusal | null => {
  const mail = mailOf(state, mailId);
  if (mail === undefined) return notHere();
  const desks = ofTheDesk(mail);
  if (desks !== null) return desks;
  if (mail.by !== actorName(actor))
    return no('role-may-not', 'Only whoever sent a mail takes it back.', {
      way: 'Ask them at once, or stop the case: while it is stopped no link leaves.',
    }).refusal;
  if (mail.state === 'undone') return no('already-done', 'This mail was taken back already.').refusal;
  return mail.state !== 'waiting' || mail.before === null || isLeaving === true ? alreadyLeaving() : null;
};

/** Whether a mail that waits for its next attempt is given up. The desk's own deed may, over any. */
export const mayCancelMail = (
  state: CaseState,
  mailId: string,
  { actor, isLeaving }: Pick<MayFacts, 'actor' | 'isLeaving'>,
): Refusal | null => {
  const mail = mailOf(state, mailId);
  if (mail === undefined) return notHere();
  if (actor.kind === 'desk') return null;
  const desks = ofTheDesk(mail);
  if (desks !== null) return desks;
  if (mail.state !== 'waiting')
    return no('already-done', 'This mail does not wait any more: there is nothing to stop.').refusal;
  return isLeaving === true ? alreadyLeaving() : null;
};
