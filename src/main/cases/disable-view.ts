/** An authorised disable as the case shows it: its steps, its cooling-off, and what can be undone (R7, R8, R15). */
import type { CaseView } from '#contract/cases';
import { coolingOffEnd } from '#domain/case/cooling-off';
import { disableSteps, nextStep } from '#domain/case/disable-steps';
import type { CaseState, DisableRun } from '#domain/case/state';
import { hasRemovedFactor } from '#domain/case/state';
import type { Policy } from '#domain/policy/policy';
import type { Effect } from '#main/store/log/event-log';
import { riskWords } from '#contract/words/risk';
import { factorWords } from './account-words';
import { foundWords } from '#contract/words/found';
import type { Planned } from '#contract/words/disable-step';
import { disableStepDone, disableStepPlanned } from '#contract/words/disable-step';
import { readBackWords } from '#contract/words/read-back';

const changedWords = {
  'notice-late': 'The notice of the approval went out late: the time counts from then.',
  'pages-away':
    "The desk was closed for a while: nobody could have said “this wasn't me”, so that time does not count.",
  policy: 'The policy asks for more time since.',
  repudiated: "Somebody said “this wasn't me”, and a lead lifted it: everybody has the time to say it again.",
} as const;

/** R8: a line of its own, never hidden in the review's clock. */
const coolingOffView = (
  state: CaseState,
  policy: Policy,
  now: string,
): NonNullable<CaseView['disable']>['coolingOff'] => {
  const run = state.disable;
  const end = coolingOffEnd(state, policy);
  if (run === null || end === null) return null;
  // Without one the notice is a matter of seconds, and no line of its own; that nobody could be told is.
  if (run.coolingOffHours === 0 && end.state !== 'nobody-told' && (end.state !== 'ends' || end.hours === 0))
    return null;
  const endsAt = end.state === 'ends' && end.at > run.dueAt ? end.at : run.dueAt;
  const stands =
    run.begunAt !== null
      ? ('ended' as const)
      : state.frozen !== null
        ? ('frozen' as const)
        : end.state !== 'ends'
          ? end.state
          : endsAt <= now
            ? ('ended' as const)
            : ('running' as const);
  return {
    hours: end.state === 'ends' ? end.hours : run.coolingOffHours,
    reasons: riskWords(state.risk),
    endsAt,
    state: stands,
    changed: run.changed === null ? null : changedWords[run.changed],
  };
};

/**
 * R7: whether a disable that was stopped is still looked at. The desk may have died, or an answer may have been lost,
 * between a deed and its record: until it was read back, nobody knows.
 */
export const isReadingBack = (state: CaseState, effects: readonly Effect[]): boolean =>
  state.frozen !== null &&
  state.disable !== null &&
  state.disable.begunAt !== null &&
  effects.some(
    (effect) =>
      effect.effectId === state.disable?.effectId && (effect.state === 'waiting' || effect.state === 'running'),
  );

const plannedOf = ({ account }: CaseState, { addressIds, demand, factors }: DisableRun): Planned => ({
  addresses: addressIds.length,
  demand,
  sessions: account?.capabilities.sessions ?? 'listed',
  fixed: factors.filter(({ removable }) => removable === false).map(({ id }) => id),
});

/** R7: what the desk can still do to an account that was opened. */
const stillPossible = ({ account }: CaseState): string => {
  const can = account?.capabilities;
  const ends = can?.sessions !== 'neither';
  if (can?.lock !== false) return `the account can be locked${ends ? ', and its sessions ended' : ''}`;
  return `${ends ? 'its sessions can be ended, and ' : ''}somebody locks the account by hand`;
};

/** R7: what had been done of a disable when it was stopped, and what can be undone. */
export const doneBefore = (state: CaseState, label: (id: string) => string, effects: readonly Effect[]): string[] => {
  const run = state.disable;
  if (run === null) return [];
  const next = nextStep(run);
  const isLooking = run.stopped === null && next !== null && isReadingBack(state, effects);
  const looking = isLooking
    ? [`${disableStepPlanned(next, label, plannedOf(state, run))}: the desk is reading back whether this was done.`]
    : [];
  const steps = run.steps
    .filter((step) => step.step !== 'list' && step.step !== 'compare')
    .map(({ step, readBack }) => `${disableStepDone(step, readBack, label)}: ${readBackWords(readBack)}`);
  if (steps.length === 0) return isLooking ? looking : ['2FA is untouched: the approval can be taken back.'];
  const undo = !hasRemovedFactor(state)
    ? `No second factor was removed: the approval can be taken back.${
        run.steps.some(({ readBack }) => readBack.code === 'enrolment-demanded')
          ? ' The account keeps being asked to set 2FA up anew.'
          : ''
      }`
    : `${
        run.how === 'temporary-access'
          ? "No second factor was removed. Access that was given can't be taken back here"
          : "A removed factor can't be put back"
      }: ${stillPossible(state)}.`;
  return [...steps, ...looking, ...(isLooking && !hasRemovedFactor(state) ? [] : [undo])];
};

/** A factor of the disable in words. */
export const labelOf =
  (state: CaseState) =>
  (id: string): string => {
    const factor = state.disable?.factors.find((candidate) => candidate.id === id);
    return factor === undefined
      ? 'a second factor'
      : `the ${factor.kind === 'other' ? factorWords(factor) : factorWords(factor).toLowerCase()}${factor.kind === 'backup-codes' || factor.label === '' ? '' : ` “${factor.label}”`}`;
  };

const stoppedWords = ({ stopped }: DisableRun): string => (stopped?.found ? foundWords(stopped.found) : '(erased)');

/** The disable with its steps. */
export const disableView = (
  state: CaseState,
  effects: readonly Effect[],
  when: (iso: string) => string,
  policy: Policy,
  now: string,
): CaseView['disable'] => {
  const run = state.disable;
  if (run === null) return null;
  const label = labelOf(state);
  const current = run.begunAt !== null && run.stopped === null && state.frozen === null ? nextStep(run) : null;
  const effect = effects.find((candidate) => candidate.effectId === run.effectId);
  return {
    effectId: run.effectId,
    via: run.via,
    how: run.how,
    coolingOff: coolingOffView(state, policy, now),
    approvedAt: run.approvedAt,
    dueAt: run.dueAt,
    coolingOffHours: run.coolingOffHours,
    finishedAt: run.finishedAt,
    steps: disableSteps(run).map((step) => {
      const done = run.steps.find((candidate) => candidate.step === step);
      const stopped = run.stopped?.step === step;
      return {
        key: step,
        title: done
          ? disableStepDone(step, done.readBack, label)
          : disableStepPlanned(step, label, plannedOf(state, run)),
        state: done
          ? ('done' as const)
          : stopped
            ? ('stopped' as const)
            : current === step
              ? ('running' as const)
              : ('waiting' as const),
        readBack: done ? readBackWords(done.readBack) : stopped ? stoppedWords(run) : null,
        at: done?.at ?? null,
      };
    }),
    stopped:
      run.stopped === null
        ? null
        : {
            reason: run.stopped.reason,
            found: stoppedWords(run),
            at: run.stopped.at,
          },
    retrying:
      effect?.state === 'waiting' && effect.lastError !== null
        ? `${foundWords(effect.lastError)} Next try ${when(effect.dueAt)}.`
        : null,
  };
};
