/** The disable's way through its steps (R15, R24). The effect does the deeds; here stands what they may mean. */
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { noticesTo } from './notices';
import { approvalsNeeded } from './cooling-off';
import { barredFromAuthorising, closedSince } from './may-decide';
import type { DisableKind } from './may-disable';
import { coolingOffRefusal } from './may-disable';
import type { Policy } from '../policy/policy';
import type { CaseEvent } from './events';
import type { Decision, Refusal } from './refusal';
import { no, yes } from './refusal';
import type { Ground } from './rests-on';
import { heldByNewer } from './rests-on';
import type { CaseState } from './state';
import { approvalsBehind, isOpen } from './state';

type DisableCommand = Extract<CaseCommand, { kind: DisableKind }>;

/** R24: asked again by whoever executes, from the log, at that moment. Null when the disable may go on. */
export const mayExecute = (
  state: CaseState,
  now: string,
  policy: Policy,
  staffById: (name: string) => { readonly id: string; readonly role: string; readonly address: string } | null,
  held: readonly Ground[] = [],
): Refusal | null => {
  const unread = heldByNewer(state, 'begin-disable', held);
  if (unread !== null) return unread;
  if (state.frozen !== null) return no('frozen', 'The case is frozen.', { rule: 'R7' }).refusal;
  if (state.disable === null || (state.status !== 'approved' && state.status !== 'disabling'))
    return no('wrong-status', 'Nothing authorises a disable.').refusal;
  const { via } = state.disable;
  const approvals = approvalsBehind(state);
  const needed = approvalsNeeded(state, policy);
  if (new Set(approvals.map((made) => made.by)).size < needed)
    return no(
      'approvals-missing',
      `The policy asks for ${needed} approvals by now; ${approvals.length === 1 ? 'one is' : `${approvals.length} are`} there.`,
      { rule: 'R9', way: 'Take the approval back and decide anew.' },
    ).refusal;
  if (new Set(approvals.map((made) => made.digest)).size !== 1)
    return no('view-changed', 'The approvals are not over the same view.', { rule: 'R23' }).refusal;
  for (const made of approvals) {
    const staff = staffById(made.by);
    const barred =
      staff === null
        ? no('role-may-not', 'An approver is not known to the desk.', { rule: 'R9' }).refusal
        : barredFromAuthorising(state, staff, via);
    if (barred !== null) return barred;
  }
  if (state.disable.begunAt !== null) return null;
  return closedSince(state, policy) ?? coolingOffRefusal(state, now, policy);
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
            readBack: `${run.addressIds.length} known ${run.addressIds.length === 1 ? 'address' : 'addresses'}`,
            at,
          },
        },
        { type: 'case.recovered', data: { at } },
      );
  }
};
