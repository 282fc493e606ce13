/** The one place that says yes or no to a command on a case. Pure: facts in, events or a named refusal out. */
import { isAccountOf, riskOf } from './account';
import type { CaseActor, CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { decideReview } from './decide-review';
import { decideDisable } from './decide-disable';
import { decideLink } from './decide-link';
import type { CaseEvent } from './events';
import { contactDays, noticesTo } from './notices';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import type { CaseState } from './state';
import { decisionView, evolve, isOpen } from './state';

type Answer = Decision<CaseEvent>;
const minReason = 10;

const open = (command: CaseCommand & { kind: 'open' }, facts: CaseFacts): Answer => {
  if (facts.actor.kind !== 'staff') return no('role-may-not', 'Only staff open cases.');
  const { account } = command;
  if (isAccountOf(account, facts.actor.address)) return no('own-account', 'This is your own account. A colleague has to open the case.', { rule: 'R9' });
  const at = facts.now;
  const days = contactDays(facts);
  return yes<CaseEvent>(
    { type: 'case.opened', data: { caseId: command.caseId, number: command.number, accountId: account.accountId, firmId: account.firmId, by: actorName(facts.actor), channel: command.channel, at, policyVersion: facts.policy.version }, contact: { callerWords: command.callerWords, callerGave: command.callerGave, reference: command.reference } },
    { type: 'case.account-read', data: { at, system: command.system, risk: riskOf(account, at, days) }, contact: { facts: account } },
    ...noticesTo({ account, openedAt: at }, 'request-notice', facts),
  );
};

const recordWay = (state: CaseState, command: CaseCommand & { kind: 'record-way' }, facts: CaseFacts): Answer => {
  if (state.status !== 'triage' && state.status !== 'awaiting-admin') return no('wrong-status', 'Self-help is recorded before a link is sent.', { rule: 'R3' });
  if (command.outcome === 'impossible' && command.why.trim().length < 3) return no('reason-missing', 'Say why this way is impossible: field "why".', { rule: 'R3' });
  const at = facts.now;
  const by = actorName(facts.actor);
  const recorded: CaseEvent = { type: 'case.way-recorded', data: { way: command.way, outcome: command.outcome, by, at }, contact: { why: command.why } };
  if (command.outcome !== 'worked') return yes(recorded);
  return yes<CaseEvent>(recorded, { type: 'case.closed', data: { outcome: command.way === 'someone-in-the-firm' ? 'disabled-by-admin' : 'self-served', by, at }, contact: { reason: command.why } });
};

const freeze = (state: CaseState, command: CaseCommand & { kind: 'freeze' }, facts: CaseFacts): Answer => {
  if (facts.actor.kind === 'desk') return no('role-may-not', 'Only people freeze a case.', { rule: 'R7' });
  // A colleague's stop does not swallow the owner's word: the repudiation is recorded over it, and what is said later as well.
  if (state.frozen !== null && (command.via === 'staff' || (state.frozen.via === 'notice' && command.words.trim() === ''))) return yes();
  if (command.via === 'staff' && !isOpen(state)) return no('closed', 'This case is closed: there is nothing to stop.');
  return yes({ type: 'case.frozen', data: { by: actorName(facts.actor), via: command.via, at: facts.now, ...(command.mailId === undefined ? {} : { mailId: command.mailId }) }, contact: { words: command.words } });
};

const unfreeze = (state: CaseState, command: CaseCommand & { kind: 'unfreeze' }, facts: CaseFacts): Answer => {
  if (facts.actor.kind !== 'staff' || facts.actor.role !== 'lead') return no('role-may-not', 'Only a lead lifts a freeze.', { rule: 'R7', way: 'Ask a lead.' });
  if (state.frozen === null) return no('wrong-status', 'This case is not frozen.');
  if (command.reason.trim().length < minReason) return no('reason-missing', `Say why the freeze may be lifted, in at least ${minReason} characters: field "reason".`, { rule: 'R7' });
  // A disable that had stopped of itself stays stopped: letting it go on is a reviewer's, not a lead's.
  const restart = state.disable !== null && state.disable.finishedAt === null && state.disable.stopped === null && isOpen(state);
  return yes({ type: 'case.unfrozen', data: { by: actorName(facts.actor), at: facts.now, ...(restart ? { effectId: facts.mint.effect() } : {}) }, contact: { reason: command.reason } });
};

const close = (state: CaseState, command: CaseCommand & { kind: 'close' }, facts: CaseFacts): Answer => {
  if (state.status === 'disabling' || state.status === 'approved') return no('wrong-status', 'A disable is authorised. Stop the case first, then a lead decides.', { rule: 'R7' });
  if (state.status === 'needs-attention' && (facts.actor.kind !== 'staff' || facts.actor.role !== 'reviewer')) return no('role-may-not', 'A disable stopped half-way: only a security reviewer closes this case.', { rule: 'R15', way: 'Ask a reviewer.' });
  if (command.reason.trim().length < 3) return no('reason-missing', 'Say why the case is closed: field "reason".');
  return yes({ type: 'case.closed', data: { outcome: command.outcome, by: actorName(facts.actor), at: facts.now }, contact: { reason: command.reason } });
};

/** What was read of the account. When it changes what the first of two reviewers approved, both approve anew (R23). */
const readAccount = (state: CaseState, command: CaseCommand & { kind: 'read-account' }, facts: CaseFacts): Answer => {
  if (state.disable !== null) return no('wrong-status', 'The account\'s facts stand as they were decided about; the disable reads the account itself at every step.', { rule: 'R23' });
  const read: CaseEvent & { type: 'case.account-read' } = { type: 'case.account-read', data: { at: facts.now, system: command.system, risk: riskOf(command.account, state.openedAt, contactDays(facts)) }, contact: { facts: command.account } };
  const isSameView = JSON.stringify(decisionView(state)) === JSON.stringify(decisionView(evolve(state, read)));
  return yes(state.status === 'awaiting-second' && !isSameView ? { ...read, data: { ...read.data, voidsApprovals: true } } : read);
};

/** A message is settled once: a second word about it says nothing new. */
const settleMail = (state: CaseState, mailId: string, event: CaseEvent): Answer => {
  const mail = state.mails.find((candidate) => candidate.mailId === mailId);
  if (mail === undefined) return no('not-found', 'There is no such message on this case.');
  return mail.state === 'waiting' ? yes(event) : yes();
};

/** Deeds of the desk that already happened: they are recorded whatever a person did meanwhile. */
const alwaysRecorded = new Set<CaseCommand['kind']>(['mail-accepted', 'mail-failed', 'evidence-destroyed', 'open-link', 'step-disable', 'stop-disable', 'freeze', 'unfreeze', 'note', 'assign', 'attach', 'expire-link']);

const staff = ['staff'] as const;
const customer = ['customer'] as const;
const desk = ['desk'] as const;
/** Whose each command is. Among the staff, the calls' guards and the rules themselves tell the roles apart. */
const askedBy: Readonly<Record<CaseCommand['kind'], readonly CaseActor['kind'][]>> = {
  open: staff, attach: staff, 'read-account': ['staff', 'desk'], assign: staff, note: staff, 'record-way': staff, 'override-self-help': staff, 'send-link': staff, 'send-again': staff,
  'start-link-clock': desk, 'mail-accepted': desk, 'mail-failed': desk, 'open-link': customer, 'expire-link': desk, submit: customer, decide: staff,
  'begin-disable': desk, 'step-disable': desk, 'stop-disable': desk, 'resume-disable': staff, 'finish-disable': desk, 'evidence-destroyed': desk, freeze: ['staff', 'customer'], unfreeze: staff, close: staff,
};
const whose: Readonly<Record<CaseActor['kind'], string>> = { staff: 'the staff\'s', customer: 'the customer\'s', desk: 'the desk\'s own' };
/** R9: nobody acts on their own account, but everybody may stop what they never asked for. */
const evenOnOwnAccount = new Set<CaseCommand['kind']>(['freeze', 'assign']);

/** Yes with events, or no with a named refusal. `state` is null before the case exists. */
export const decideCase = (state: CaseState | null, command: CaseCommand, facts: CaseFacts): Answer => {
  const { actor } = facts;
  if (!askedBy[command.kind].includes(actor.kind)) return no('role-may-not', `This is ${askedBy[command.kind].map((kind) => whose[kind]).join(' or ')} to do.`, { rule: 'R9' });
  if (command.kind === 'open') return state === null ? open(command, facts) : no('already-open', 'There is a case with this id already.');
  if (state === null) return no('not-found', 'There is no such case.');
  if (actor.kind === 'staff' && state.account !== null && isAccountOf(state.account, actor.address) && !evenOnOwnAccount.has(command.kind)) return no('own-account', 'This is your own account: a colleague works on it.', { rule: 'R9', way: 'Ask a colleague.' });
  if (!alwaysRecorded.has(command.kind)) {
    if (state.frozen !== null) return no('frozen', 'This case is frozen: nothing may run until a lead lifts it.', { rule: 'R7', way: 'Ask a lead to look into it.' });
    if (!isOpen(state) && command.kind !== 'send-again') return no('closed', 'This case is closed.');
  }
  const at = facts.now;
  const by = actorName(facts.actor);
  switch (command.kind) {
    case 'attach':
      // R10: a closed case takes no more requests; the next one opens another.
      if (!isOpen(state)) return no('closed', 'This case is closed.', { rule: 'R10' });
      return yes({ type: 'case.request-attached', data: { by, channel: command.channel, at }, contact: { callerWords: command.callerWords } });
    case 'read-account':
      return readAccount(state, command, facts);
    case 'assign':
      return state.owner === command.to ? yes() : yes({ type: 'case.assigned', data: { to: command.to, by, at } });
    case 'note':
      return command.text.trim() === '' ? no('reason-missing', 'The note is empty: field "text".') : yes({ type: 'case.noted', data: { by, at }, contact: { text: command.text } });
    case 'record-way':
      return recordWay(state, command, facts);
    case 'override-self-help':
      if (state.status !== 'triage' && state.status !== 'awaiting-admin') return no('wrong-status', 'Self-help is overridden before a link is sent.', { rule: 'R3' });
      if (command.reason.trim().length < 20) return no('reason-missing', 'Say in a sentence (20 characters at least) why self-help is passed over: field "reason". The reviewer sees it.', { rule: 'R3' });
      return yes({ type: 'case.self-help-overridden', data: { by, at }, contact: { reason: command.reason } });
    case 'send-link': case 'send-again': case 'start-link-clock': case 'open-link': case 'expire-link': case 'submit':
      return decideLink(state, command, facts);
    case 'mail-accepted':
      return settleMail(state, command.mailId, { type: 'case.mail-accepted', data: { mailId: command.mailId, messageId: command.messageId, rawSha256: command.rawSha256, at } });
    case 'mail-failed':
      return settleMail(state, command.mailId, { type: 'case.mail-failed', data: { mailId: command.mailId, why: command.why, at } });
    case 'decide':
      return decideReview(state, command, facts);
    case 'begin-disable': case 'step-disable': case 'stop-disable': case 'resume-disable': case 'finish-disable':
      return decideDisable(state, command, facts);
    case 'evidence-destroyed':
      return command.why === 'unsent' || (state.submission?.checkId === command.checkId && state.submission.evidence === 'destroyed') ? yes() : yes({ type: 'case.evidence-destroyed', data: { checkId: command.checkId, why: command.why, at } });
    case 'freeze':
      return freeze(state, command, facts);
    case 'unfreeze':
      return unfreeze(state, command, facts);
    case 'close':
      return close(state, command, facts);
  }
};
