/** Keeping a mail from leaving: taking it back, and stopping one that waits for its next attempt. */
import type { CaseCommand } from '#domain/case/commands';
import { mailEffectId } from '#domain/case/consequences';
import { no } from '#domain/case/refusal';
import type { CaseMail, CaseState } from '#domain/case/state';
import { refused } from '#main/ipc/failure';
import type { Session } from '#main/ipc/handlers';
import { mustLoad, staffActor } from './case-handlers';
import type { CasesDeps } from './change-case';
import { changeCase } from './change-case';
import { isLeaving } from './link-view';

/** A message of a case, or a clear refusal. */
export const mailIn = (state: CaseState, mailId: string): CaseMail => {
  const mail = state.mails.find((candidate) => candidate.mailId === mailId);
  if (mail === undefined) throw refused(no('not-found', 'There is no such message on this case.').refusal);
  return mail;
};

/**
 * The case with the mail kept back. Its deed is settled in the same append, under the fence that was read: where
 * somebody has begun it since, nothing is written, and the answer is `already-leaving`. Asked again it answers the same.
 */
export const keepBack = async (
  cases: CasesDeps,
  session: Session,
  caseId: string,
  command: CaseCommand & { readonly kind: 'undo-mail' | 'cancel-mail' },
): Promise<CaseState> => {
  const mail = mailIn((await mustLoad(cases, caseId)).state, command.mailId);
  const effectId = mailEffectId(mail.mailId, mail.rounds);
  const [effect] = await cases.log.effectsOf({ ids: [effectId], limit: 1 });
  const isBegun = command.kind === 'undo-mail' ? isLeaving(effect) : effect?.state !== 'waiting';
  const { state } = await changeCase(cases, {
    caseId,
    command,
    actor: staffActor(session),
    intentId: `${command.kind}:${mail.mailId}:${mail.rounds}`,
    facts: () => ({ isLeaving: isBegun }),
    ...(effect === undefined ? {} : { settles: [{ effectId, fence: effect.fence, state: 'cancelled' }] }),
  });
  return state;
};
