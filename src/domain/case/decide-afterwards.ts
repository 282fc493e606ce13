/** What comes after and beside the way back: watching, securing again, snoozing, opening again. */
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import type { CaseEvent, SecureStep } from './events';
import { noticesTo } from './notices';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import type { CaseState } from './state';

type AfterCommand = Extract<
  CaseCommand,
  { kind: 'watch-looked' | 'step-secure' | 'stop-secure' | 'snooze' | 'wake' | 'reopen' }
>;
const dayMs = 86_400_000;
const minReason = 10;

/** The steps that secure an account after a repudiation, in order. */
export const secureSteps: readonly SecureStep[] = ['sessions', 'lock'];

/** The next step of securing; null when all are done. */
export const nextSecureStep = (state: CaseState): SecureStep | null =>
  secureSteps.find((step) => !state.secure.steps.some((done) => done.step === step)) ?? null;

const lookedAt = (state: CaseState, factors: number, facts: CaseFacts): Decision<CaseEvent> => {
  const { watch } = state;
  if (watch === null) return no('wrong-status', 'Only a recovered account is watched.');
  if (watch.endedAt !== null) return yes();
  if (factors > 0) return yes({ type: 'case.watch-ended', data: { factors, at: facts.now } });
  const days = Math.floor((Date.parse(facts.now) - Date.parse(watch.since)) / dayMs);
  // A reminder for each day of the policy that has come since the last look, one at most.
  const last =
    watch.lastLookAt === null ? -1 : Math.floor((Date.parse(watch.lastLookAt) - Date.parse(watch.since)) / dayMs);
  const due = facts.policy.watchReminderDays.some((day) => day > last && day <= days);
  return yes<CaseEvent>(
    { type: 'case.watch-looked', data: { look: watch.looks + 1, days, at: facts.now } },
    ...(due && state.frozen === null ? noticesTo(state, 'enrol-reminder', facts, { days }) : []),
  );
};

const reopen = (state: CaseState, reason: string, facts: CaseFacts): Decision<CaseEvent> => {
  if (reason.trim().length < minReason)
    return no('reason-missing', `Say why it is opened again, in at least ${minReason} characters: field "reason".`);
  // R6: a request that comes back is told like a new one.
  return yes<CaseEvent>(
    { type: 'case.reopened', data: { by: actorName(facts.actor), at: facts.now }, contact: { reason } },
    ...noticesTo(state, 'request-notice', facts),
  );
};

/** Commands that no one clock or link is behind. */
export const decideAfterwards = (state: CaseState, command: AfterCommand, facts: CaseFacts): Decision<CaseEvent> => {
  const at = facts.now;
  switch (command.kind) {
    case 'watch-looked':
      return lookedAt(state, command.factors, facts);
    case 'step-secure':
      return state.secure.steps.some((done) => done.step === command.step)
        ? yes()
        : yes<CaseEvent>(
            { type: 'case.secure-step', data: { step: command.step, readBack: command.readBack, at } },
            ...(command.step === 'lock' ? noticesTo(state, 're-secured', facts) : []),
          );
    case 'stop-secure':
      // R6: the owner is told also where a lock is nothing that the desk can do, once.
      return yes<CaseEvent>(
        { type: 'case.secure-stopped', data: { step: command.step, found: command.found, at } },
        ...(command.found.code === 'cannot-lock' && state.secure.stopped?.found.code !== 'cannot-lock'
          ? noticesTo(state, 're-secured', facts)
          : []),
      );
    case 'snooze':
      if (command.until !== null && command.until <= at)
        return no('bad-time', 'The time lies in the past: field "until".');
      if (command.until !== null && Date.parse(command.until) - Date.parse(at) > 30 * dayMs)
        return no('bad-time', 'A case is put aside for thirty days at most: field "until".');
      if (command.reason.trim().length < 3) return no('reason-missing', 'Say what the case waits for: field "reason".');
      return yes({
        type: 'case.snoozed',
        data: { until: command.until, snoozeId: facts.mint.effect(), by: actorName(facts.actor), at },
        contact: { reason: command.reason },
      });
    case 'wake':
      return state.snooze === null || (command.snoozeId !== null && state.snooze.snoozeId !== command.snoozeId)
        ? yes()
        : yes({ type: 'case.woken', data: { by: actorName(facts.actor), at } });
    case 'reopen':
      return reopen(state, command.reason, facts);
  }
};
