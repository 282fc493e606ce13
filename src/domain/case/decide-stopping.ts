/** What stops a case, lets it go on, and ends it (R6, R7, R8). */
import { coolingOffHours } from '../policy/policy';
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import type { CaseEvent } from './events';
import { noticesTo } from './notices';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import type { CaseState } from './state';
import { isOpen, isRepudiated } from './state';

type Answer = Decision<CaseEvent>;
const minReason = 10;
const hourMs = 3_600_000;

/** A colleague's stop, or the owner's word (R7). */
export const freeze = (state: CaseState, command: CaseCommand & { kind: 'freeze' }, facts: CaseFacts): Answer => {
  const isOwners = command.via !== 'staff';
  const isSilent = command.words.trim() === '' && command.saidAbout === undefined;
  // A colleague's stop does not swallow the owner's word: the repudiation is recorded over it, and what is said later
  // as well. After the end every word counts: what was secured may have been unlocked since.
  if (state.frozen !== null && (!isOwners || (state.frozen.via !== 'staff' && isSilent && isOpen(state)))) return yes();
  if (command.via === 'told' && command.words.trim().length < 3)
    return no('reason-missing', 'Say what the owner said, and how you know that it was them: field "words".', {
      rule: 'R7',
    });
  return yes({
    type: 'case.frozen',
    data: {
      by: actorName(facts.actor),
      via: command.via,
      at: facts.now,
      ...(command.channel === undefined ? {} : { channel: command.channel }),
      ...(command.mailId === undefined ? {} : { mailId: command.mailId }),
      ...(command.saidAbout === undefined ? {} : { saidAbout: command.saidAbout }),
    },
    contact: { words: command.words },
  });
};

/**
 * R7, R8: the owner's word was overruled. Before anything runs every known address hears of it, and has the time to say
 * it again.
 */
const objectAgain = (state: CaseState, facts: CaseFacts): readonly CaseEvent[] => {
  const run = state.disable;
  if (run === null || run.begunAt !== null) return [];
  const hours = Math.max(run.coolingOffHours, coolingOffHours(facts.policy, true));
  const dueAt = new Date(Math.max(Date.parse(run.dueAt), Date.parse(facts.now) + hours * hourMs)).toISOString();
  if (dueAt === run.dueAt) return [];
  // The time before does not count: what is left runs from now.
  const awayMs = Date.parse(dueAt) - Date.parse(run.approvedAt) - hours * hourMs;
  return [
    {
      type: 'case.cooling-off-changed',
      data: {
        effectId: facts.mint.effect(),
        why: 'repudiated',
        hours,
        awayMs: Math.max(run.awayMs, awayMs),
        dueAt,
        at: facts.now,
      },
    },
    ...noticesTo(state, 'cooling-off-changed', facts),
  ];
};

/** A lead lifts a freeze, with a reason (R7). */
export const unfreeze = (state: CaseState, command: CaseCommand & { kind: 'unfreeze' }, facts: CaseFacts): Answer => {
  if (command.reason.trim().length < minReason)
    return no(
      'reason-missing',
      `Say why the freeze may be lifted, in at least ${minReason} characters: field "reason".`,
      { rule: 'R7' },
    );
  // A disable that had stopped of itself stays stopped: letting it go on is a reviewer's, not a lead's.
  const restart =
    state.disable !== null && state.disable.finishedAt === null && state.disable.stopped === null && isOpen(state);
  const lifted: CaseEvent = {
    type: 'case.unfrozen',
    data: { by: actorName(facts.actor), at: facts.now, ...(restart ? { effectId: facts.mint.effect() } : {}) },
    contact: { reason: command.reason },
  };
  return yes<CaseEvent>(lifted, ...(restart && isRepudiated(state) ? objectAgain(state, facts) : []));
};

/** The end of a case, with its outcome and, if wanted, a word to the customer. */
export const close = (state: CaseState, command: CaseCommand & { kind: 'close' }, facts: CaseFacts): Answer => {
  if (command.reason.trim().length < 3) return no('reason-missing', 'Say why the case is closed: field "reason".');
  if (command.outcome === 'duplicate' && (command.duplicateOf ?? '') === '')
    return no('reason-missing', 'Name the case that this one repeats: field "duplicateOf".');
  return yes<CaseEvent>(
    {
      type: 'case.closed',
      data: {
        outcome: command.outcome,
        by: actorName(facts.actor),
        at: facts.now,
        ...(command.outcome === 'duplicate' && command.duplicateOf !== undefined
          ? { duplicateOf: command.duplicateOf }
          : {}),
      },
      contact: { reason: command.reason },
    },
    ...(command.tell === true ? noticesTo(state, 'closed-notice', facts) : []),
  );
};
