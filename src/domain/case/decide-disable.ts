/** The disable's way through its steps (R15, R24). The effect does the deeds; here stands what they may mean. */
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { noticesTo } from './notices';
import type { Decider } from './may-decide';
import type { DisableKind } from './may-disable';
import { coolingOffRefusal, heldByMessage, stillAuthorised } from './may-disable';
import type { Policy } from '../policy/policy';
import type { CaseEvent } from './events';
import type { Decision, Refusal } from './refusal';
import { no, yes } from './refusal';
import type { Ground } from './rests-on';
import { heldByNewer } from './rests-on';
import type { CaseState } from './state';
import { isOpen } from './state';

type DisableCommand = Extract<CaseCommand, { kind: DisableKind }>;

/** R24: asked again by whoever executes, from the log, at that moment. Null when the disable may go on. */
export const mayExecute = (
  state: CaseState,
  now: string,
  policy: Policy,
  staffById: (name: string) => Decider | null,
  held: readonly Ground[] = [],
): Refusal | null => {
  const unread = heldByNewer(state, 'begin-disable', held);
  if (unread !== null) return unread;
  if (state.frozen !== null) return no('frozen', 'The case is frozen.', { rule: 'R7' }).refusal;
  if (state.disable === null || (state.status !== 'approved' && state.status !== 'disabling'))
    return no('wrong-status', 'Nothing authorises a disable.').refusal;
  return (
    stillAuthorised(state, policy, staffById) ??
    (state.disable.begunAt === null ? coolingOffRefusal(state, now, policy) : null) ??
    heldByMessage(state)
  );
};

const revoke = (reason: string, facts: CaseFacts): Decision<CaseEvent> => {
  if (reason.trim().length < 10)
    return no('reason-missing', 'Say why the approval is taken back, in at least 10 characters: field "reason".');
  return yes({
    type: 'case.approval-revoked',
    data: { by: actorName(facts.actor), at: facts.now },
    contact: { reason },
  });
};

/** Commands on the disable of a case. */
export const decideDisable = (state: CaseState, command: DisableCommand, facts: CaseFacts): Decision<CaseEvent> => {
  const run = state.disable;
  if (run === null) return no('wrong-status', 'Nothing authorises a disable.');
  const at = facts.now;
  switch (command.kind) {
    case 'change-cooling-off':
      // R8: it can only grow; nobody shortens it.
      if (command.dueAt <= run.dueAt) return yes();
      return yes<CaseEvent>(
        {
          type: 'case.cooling-off-changed',
          data: {
            effectId: facts.mint.effect(),
            why: command.why,
            hours: Math.max(run.coolingOffHours, command.hours),
            awayMs: Math.max(run.awayMs, command.awayMs),
            dueAt: command.dueAt,
            at,
          },
        },
        // A frozen case promises nobody a time: nothing will happen then.
        ...(state.frozen === null && Date.parse(command.dueAt) - Date.parse(run.dueAt) >= 3_600_000
          ? noticesTo(state, 'cooling-off-changed', facts)
          : []),
      );
    case 'revoke-approval':
      return revoke(command.reason, facts);
    case 'begin-disable':
      if (state.status === 'disabling' && run.stopped === null) return yes();
      return yes({ type: 'case.disable-begun', data: { effectId: run.effectId, at } });
    case 'step-disable':
      return run.steps.some((done) => done.step === command.step)
        ? yes()
        : yes({
            type: 'case.disable-step',
            data: { effectId: run.effectId, step: command.step, readBack: command.readBack, at },
          });
    case 'stop-disable':
      return run.stopped !== null || !isOpen(state)
        ? yes()
        : yes({
            type: 'case.disable-stopped',
            data: { effectId: run.effectId, step: command.step, reason: command.reason, at },
            contact: { found: command.found },
          });
    case 'resume-disable':
      return yes({
        type: 'case.disable-resumed',
        data: { effectId: facts.mint.effect(), by: actorName(facts.actor), at },
      });
    case 'finish-disable':
      return yes<CaseEvent>(
        ...noticesTo(state, run.how === 'temporary-access' ? 'temporary-notice' : 'disabled-notice', facts),
        {
          type: 'case.disable-step',
          data: {
            effectId: run.effectId,
            step: 'tell',
            readBack: { code: 'told', addresses: run.addressIds.length },
            at,
          },
        },
        { type: 'case.recovered', data: { at } },
      );
  }
};
