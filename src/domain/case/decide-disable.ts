/** The disable's way through its steps (R15, R24). The effect does the deeds; here stands what they may mean. */
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { noticesTo } from './notices';
import { mayDecide } from './decide-review';
import type { CaseEvent, DisableStep } from './events';
import type { Decision, Refusal } from './refusal';
import { no, yes } from './refusal';
import type { CaseState, DisableRun } from './state';
import { isOpen, standingApprovals } from './state';

type DisableCommand = Extract<CaseCommand, { kind: 'begin-disable' | 'step-disable' | 'stop-disable' | 'resume-disable' | 'finish-disable' }>;

/** R15: the steps of one disable, in order. */
export const disableSteps = (run: Pick<DisableRun, 'factors'>): readonly DisableStep[] => ['list', ...run.factors.map((factor): DisableStep => `factor:${factor.id}`), 'sessions', 're-enrolment', 'compare', 'tell'];

/** The step that comes next; null when all are done. */
export const nextStep = (run: DisableRun): DisableStep | null => disableSteps(run).find((step) => !run.steps.some((done) => done.step === step)) ?? null;

/** R24: asked again by whoever executes, from the log, at that moment. Null when the disable may go on. */
export const mayExecute = (state: CaseState, now: string, staffById: (name: string) => { readonly id: string; readonly role: string; readonly address: string } | null): Refusal | null => {
  if (state.frozen !== null) return no('frozen', 'The case is frozen.', { rule: 'R7' }).refusal;
  if (state.disable === null || (state.status !== 'approved' && state.status !== 'disabling')) return no('wrong-status', 'Nothing authorises a disable.').refusal;
  if (state.disable.dueAt > now) return no('cooling-off', 'The cooling-off has not ended.', { rule: 'R8' }).refusal;
  const approvals = standingApprovals(state);
  const distinct = new Set(approvals.map((made) => made.by));
  if (state.result === null || distinct.size < state.result.approvalsNeeded) return no('approvals-missing', 'The approvals that the policy asks for are not there.', { rule: 'R9' }).refusal;
  if (new Set(approvals.map((made) => made.digest)).size !== 1) return no('view-changed', 'The approvals are not over the same view.', { rule: 'R23' }).refusal;
  for (const made of approvals) {
    const staff = staffById(made.by);
    // The approvals themselves stand among the decisions: without them, would this person have been allowed?
    const barred = staff === null ? no('role-may-not', 'An approver is not known to the desk.', { rule: 'R9' }).refusal : mayDecide({ ...state, decisions: [] }, staff);
    if (barred !== null) return barred;
  }
  return null;
};

/** Commands on the disable of a case. */
export const decideDisable = (state: CaseState, command: DisableCommand, facts: CaseFacts): Decision<CaseEvent> => {
  const run = state.disable;
  if (run === null) return no('wrong-status', 'Nothing authorises a disable.');
  const at = facts.now;
  switch (command.kind) {
    case 'begin-disable':
      if (state.status === 'disabling' && run.stopped === null) return yes();
      return state.status === 'approved' || state.status === 'disabling' ? yes({ type: 'case.disable-begun', data: { effectId: run.effectId, at } }) : no('wrong-status', 'Nothing authorises a disable.');
    case 'step-disable':
      return run.steps.some((done) => done.step === command.step) ? yes() : yes({ type: 'case.disable-step', data: { effectId: run.effectId, step: command.step, readBack: command.readBack, at } });
    case 'stop-disable':
      return run.stopped !== null || !isOpen(state) ? yes() : yes({ type: 'case.disable-stopped', data: { effectId: run.effectId, step: command.step, reason: command.reason, at }, contact: { found: command.found } });
    case 'resume-disable':
      if (state.status !== 'needs-attention') return no('wrong-status', 'The disable is not stopped.');
      if (facts.actor.kind !== 'staff' || facts.actor.role !== 'reviewer') return no('role-may-not', 'Only a security reviewer lets a disable go on.', { rule: 'R9', way: 'Ask a reviewer.' });
      // Whoever approved may let it go on; who opened the case or sent its link may not.
      { const barred = mayDecide({ ...state, decisions: [] }, facts.actor); if (barred !== null) return { ok: false, refusal: barred }; }
      return yes({ type: 'case.disable-resumed', data: { effectId: facts.mint.effect(), by: actorName(facts.actor), at } });
    case 'finish-disable':
      if (state.status !== 'disabling') return no('wrong-status', 'The disable is not under way.', { rule: 'R15' });
      if (nextStep(run) !== 'tell') return no('wrong-status', 'A step of the disable is still open.', { rule: 'R15' });
      return yes<CaseEvent>(
        ...noticesTo(state, 'disabled-notice', facts),
        { type: 'case.disable-step', data: { effectId: run.effectId, step: 'tell', readBack: `${run.addressIds.length} known ${run.addressIds.length === 1 ? 'address' : 'addresses'}`, at } },
        { type: 'case.recovered', data: { at } },
      );
  }
};
