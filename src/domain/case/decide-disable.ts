/** The disable's way through its steps (R15, R24). The effect does the deeds; here stands what they may mean. */
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { noticesTo } from './notices';
import { approvalsNeeded, coolingOffEnd } from './cooling-off';
import { mayDecideFallback } from './decide-fallback';
import { mayDecide } from './decide-review';
import { kindFacts } from '../fallback/kinds';
import type { Policy } from '../policy/policy';
import type { CaseEvent, DisableStep } from './events';
import type { Decision, Refusal } from './refusal';
import { no, yes } from './refusal';
import type { CaseState, DisableRun } from './state';
import { approvalsBehind, hasRemovedFactor, isOpen } from './state';

type DisableCommand = Extract<
  CaseCommand,
  {
    kind:
      | 'change-cooling-off'
      | 'revoke-approval'
      | 'begin-disable'
      | 'step-disable'
      | 'stop-disable'
      | 'resume-disable'
      | 'finish-disable';
  }
>;

/** R15, R16: the steps of one disable, in order. Temporary access removes nothing. */
export const disableSteps = (run: Pick<DisableRun, 'factors' | 'how'>): readonly DisableStep[] =>
  run.how === 'temporary-access'
    ? ['list', 'sessions', 'grant', 'compare', 'tell']
    : [
        'list',
        ...run.factors.map((factor): DisableStep => `factor:${factor.id}`),
        'sessions',
        're-enrolment',
        'compare',
        'tell',
      ];

/** The step that comes next; null when all are done. */
export const nextStep = (run: DisableRun): DisableStep | null =>
  disableSteps(run).find((step) => !run.steps.some((done) => done.step === step)) ?? null;

/** R9: the approvals themselves stand among the decisions; without them, would this person be allowed to decide? */
const mayAuthorise = (state: CaseState, staff: Parameters<typeof mayDecide>[1]): Refusal | null =>
  state.disable?.via === 'fallback'
    ? mayDecideFallback({ ...state, fallback: state.fallback && { ...state.fallback, decisions: [] } }, staff)
    : mayDecide({ ...state, decisions: [] }, staff);

/** R8: why an authorised disable does not begin yet; null when the cooling-off has ended. */
const coolingOffRefusal = (state: CaseState, now: string, policy: Policy): Refusal | null => {
  const end = coolingOffEnd(state, policy);
  if (end?.state === 'nobody-told')
    return no('cooling-off', "No notice of the approval could be delivered: nobody could have said “this wasn't me”.", {
      rule: 'R8',
      way: 'Send a notice again, then let the disable go on.',
    }).refusal;
  return end?.state !== 'ends' || end.at > now || (state.disable !== null && state.disable.dueAt > now)
    ? no('cooling-off', 'The cooling-off has not ended.', { rule: 'R8' }).refusal
    : null;
};

/** R24: asked again by whoever executes, from the log, at that moment. Null when the disable may go on. */
export const mayExecute = (
  state: CaseState,
  now: string,
  policy: Policy,
  staffById: (name: string) => { readonly id: string; readonly role: string; readonly address: string } | null,
): Refusal | null => {
  if (state.frozen !== null) return no('frozen', 'The case is frozen.', { rule: 'R7' }).refusal;
  if (state.disable === null || (state.status !== 'approved' && state.status !== 'disabling'))
    return no('wrong-status', 'Nothing authorises a disable.').refusal;
  const viaFallback = state.disable.via === 'fallback';
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
        : mayAuthorise(state, staff);
    if (barred !== null) return barred;
  }
  if (state.disable.begunAt !== null) return null;
  if (
    viaFallback &&
    policy.threatLevel === 'elevated' &&
    state.fallback !== null &&
    kindFacts[state.fallback.kind].strength === 'weak'
  )
    return no('fallback-closed', 'The threat level was elevated since: this method is closed.', {
      rule: 'R20',
      way: 'Take the approval back and choose another method.',
    }).refusal;
  return coolingOffRefusal(state, now, policy);
};

/** Takes an approval back while nothing was removed: a "no" needs nobody's leave, only a reason. */
const revoke = (state: CaseState, reason: string, facts: CaseFacts): Decision<CaseEvent> => {
  if (!['approved', 'disabling', 'needs-attention'].includes(state.status) || state.disable === null)
    return no('wrong-status', 'Nothing is approved.');
  if (hasRemovedFactor(state))
    return no(
      'already-done',
      `${state.disable.how === 'temporary-access' ? 'Temporary access was given' : 'A second factor was removed'} already: what was done can't be taken back here.`,
      { rule: 'R15', way: 'Let it go on, or close the case as fraud, which secures the account again.' },
    );
  // A step may be at work right now; a freeze or a stop makes sure that none is.
  if (state.status === 'disabling' && state.frozen === null)
    return no('wrong-status', 'The disable is under way. Stop the case first.', { rule: 'R7', way: 'Stop the case.' });
  if (facts.actor.kind !== 'staff' || facts.actor.role === 'agent')
    return no('role-may-not', 'A reviewer or a lead takes an approval back.', {
      rule: 'R9',
      way: 'Stop the case, and ask a reviewer or a lead.',
    });
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
      if (state.status !== 'approved') return no('wrong-status', 'No cooling-off is running.');
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
      return revoke(state, command.reason, facts);
    case 'begin-disable':
      if (state.status === 'disabling' && run.stopped === null) return yes();
      if (run.begunAt === null && state.status === 'approved') {
        const waits = coolingOffRefusal(state, at, facts.policy);
        if (waits !== null) return { ok: false, refusal: waits };
      }
      return state.status === 'approved' || state.status === 'disabling'
        ? yes({ type: 'case.disable-begun', data: { effectId: run.effectId, at } })
        : no('wrong-status', 'Nothing authorises a disable.');
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
      if (state.status !== 'needs-attention') return no('wrong-status', 'The disable is not stopped.');
      if (facts.actor.kind !== 'staff' || facts.actor.role !== 'reviewer')
        return no('role-may-not', 'Only a security reviewer lets a disable go on.', {
          rule: 'R9',
          way: 'Ask a reviewer.',
        });
      // Whoever approved may let it go on; who opened the case or sent its link may not.
      {
        const barred = mayAuthorise(state, facts.actor);
        if (barred !== null) return { ok: false, refusal: barred };
      }
      return yes({
        type: 'case.disable-resumed',
        data: { effectId: facts.mint.effect(), by: actorName(facts.actor), at },
      });
    case 'finish-disable':
      if (state.status !== 'disabling') return no('wrong-status', 'The disable is not under way.', { rule: 'R15' });
      if (nextStep(run) !== 'tell') return no('wrong-status', 'A step of the disable is still open.', { rule: 'R15' });
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
