/** Whether a case may be stopped, lifted, put aside, closed or opened again, and by whom (R7, R9, R15). */
import type { CaseCommand } from './commands';
import type { MayFacts } from './asks';
import type { Outcome } from './events';
import type { Refusal } from './refusal';
import { no } from './refusal';
import type { CaseState } from './state';
import { hasRemovedFactor, isOpen } from './state';

const dayMs = 86_400_000;
const askLead = { rule: 'R7', way: 'Ask a lead.' } as const;
const lookInto = { rule: 'R7', way: 'Ask a lead to look into it.' } as const;
const roleOf = ({ actor }: Pick<MayFacts, 'actor'>): string | null => (actor.kind === 'staff' ? actor.role : null);

/** The owner's word is always taken; a colleague's stop while there is something to stop. */
export const mayFreeze = (state: CaseState, via: (CaseCommand & { kind: 'freeze' })['via']): Refusal | null =>
  via === 'staff' && !isOpen(state) && state.frozen === null
    ? no('closed', 'This case is closed: there is nothing to stop.', {
        way: "If the owner said “this wasn't me”, record that.",
      }).refusal
    : null;

export const mayUnfreeze = (state: CaseState): Refusal | null =>
  state.frozen === null ? no('wrong-status', 'This case is not frozen.').refusal : null;

export const maySnooze = (state: CaseState): Refusal | null => {
  if (!isOpen(state)) return no('closed', 'This case is closed.').refusal;
  return state.frozen === null
    ? null
    : no('frozen', 'This case is frozen: it is not put aside before a lead has looked into it.', lookInto).refusal;
};

/** Without an outcome: whether it may be closed with any. */
export const mayClose = (state: CaseState, outcome: Outcome | undefined, facts: MayFacts): Refusal | null => {
  const role = roleOf(facts);
  if (!isOpen(state)) return no('closed', 'This case is closed.', { way: 'Open it again, or open a new one.' }).refusal;
  if (state.frozen !== null && role !== 'lead')
    return no('frozen', 'This case is frozen: only a lead closes it.', lookInto).refusal;
  if (state.reSecures !== null && role !== 'lead')
    return no('role-may-not', 'An account is being secured: only a lead ends that.', askLead).refusal;
  // A step may be at work right now; a freeze makes sure that none is.
  if (state.status === 'disabling' && state.frozen === null)
    return no('wrong-status', 'The disable is under way. Stop the case first.', { rule: 'R7', way: 'Stop the case.' })
      .refusal;
  const isHalfWay =
    (hasRemovedFactor(state) || state.status === 'needs-attention') && state.reSecures === null && role !== 'reviewer';
  if (isHalfWay && !(role === 'lead' && (outcome ?? 'fraud') === 'fraud'))
    return no('role-may-not', 'A disable stopped half-way: a reviewer closes this case, or a lead as fraud.', {
      rule: 'R15',
      way: 'Ask a reviewer.',
    }).refusal;
  if (role === 'lead' && state.frozen === null && state.reSecures === null)
    return no('role-may-not', 'Agents and reviewers close cases; a lead closes what is frozen.', {
      rule: 'R9',
      way: 'Ask an agent or a reviewer.',
    }).refusal;
  return null;
};

/** R21: closing what is frozen lifts that, and ending a securing unlocks the account: both take a code. */
export const closingTakesCode = (state: CaseState): boolean =>
  isOpen(state) && (state.frozen !== null || state.reSecures !== null);

export const mayReopen = (state: CaseState, facts: MayFacts): Refusal | null => {
  const role = roleOf(facts);
  if (state.status !== 'closed' || state.closedAt === null)
    return no(
      'wrong-status',
      state.status === 'recovered'
        ? 'A recovered case stays as it is; a new request opens a new case.'
        : 'The case is open.',
    ).refusal;
  if (state.reSecures !== null)
    return no('wrong-status', 'A re-secure case is not opened again: a new word from the owner opens another.').refusal;
  if (state.frozen !== null)
    return no('frozen', 'This case is frozen: it is opened again when a lead has lifted that.', lookInto).refusal;
  if (hasRemovedFactor(state))
    return no(
      'already-done',
      `${state.disable?.how === 'temporary-access' ? 'Temporary access was given' : 'A second factor was removed'} already: what was done stays on this case.`,
      { rule: 'R15', way: 'Open a new case.' },
    ).refusal;
  if (state.outcome === 'fraud' && role !== 'lead')
    return no('role-may-not', 'This case was closed as fraud: only a lead opens it again.', askLead).refusal;
  if (state.closedFrozen && role !== 'lead')
    return no('role-may-not', 'This case was stopped when it was closed: only a lead opens it again.', askLead).refusal;
  return Date.parse(facts.now) - Date.parse(state.closedAt) > facts.policy.reopenDays * dayMs
    ? no('too-late', `It was closed more than ${facts.policy.reopenDays} days ago.`, { way: 'Open a new case.' })
        .refusal
    : null;
};
