/** The one place that says yes or no to a command on a case. Pure: facts in, events or a named refusal out. */
import { isNotTheirs } from './asks';
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { decideAnswer } from './decide-answer';
import { decideCheck } from './decide-check';
import { decideReview } from './decide-review';
import { decideDisable } from './decide-disable';
import { decideAfterwards } from './decide-afterwards';
import { decideFallback } from './decide-fallback';
import { decideLink, selfHelpMail } from './decide-link';
import { open, openReSecure, readAccount, requestAgain } from './decide-opening';
import { close, freeze, unfreeze } from './decide-stopping';
import type { CaseEvent } from './events';
import { mayDo } from './may-do';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import { newSignals } from './signals';
import type { CaseState } from './state';

type Answer = Decision<CaseEvent>;

const recordWay = (state: CaseState, command: CaseCommand & { kind: 'record-way' }, facts: CaseFacts): Answer => {
  if (command.outcome === 'impossible' && command.why.trim().length < 3)
    return no('reason-missing', 'Say why this way is impossible: field "why".', { rule: 'R3' });
  const at = facts.now;
  const by = actorName(facts.actor);
  if (command.outcome === 'taken-back')
    return state.selfHelp[command.way] === null || state.selfHelp[command.way]?.outcome === 'taken-back'
      ? yes()
      : yes({
          type: 'case.way-recorded',
          data: { way: command.way, outcome: 'taken-back', by, at },
          contact: { why: command.why },
        });
  const recorded: CaseEvent = {
    type: 'case.way-recorded',
    data: { way: command.way, outcome: command.outcome, by, at },
    contact: { why: command.why },
  };
  if (command.outcome !== 'worked') return yes(recorded);
  return yes<CaseEvent>(recorded, {
    type: 'case.closed',
    data: { outcome: command.way === 'someone-in-the-firm' ? 'disabled-by-admin' : 'self-served', by, at },
    contact: { reason: command.why },
  });
};

const subjectOf = ({ subject }: { readonly subject?: string }) =>
  subject === undefined ? {} : { contact: { subject } };

/** A message is settled once: a second word about it says nothing new. */
const settleMail = (state: CaseState, mailId: string, event: CaseEvent): Answer => {
  const mail = state.mails.find((candidate) => candidate.mailId === mailId);
  if (mail === undefined) return no('not-found', 'There is no such message on this case.');
  return mail.state === 'waiting' ? yes(event) : yes();
};

/** What is typed into a command that may be given, and what it makes happen. */
const decideOn = (state: CaseState, command: CaseCommand, facts: CaseFacts): Answer => {
  const at = facts.now;
  const by = actorName(facts.actor);
  switch (command.kind) {
    case 'open':
    case 'open-re-secure':
      return no('already-open', 'There is a case with this id already.');
    case 'attach':
      return yes<CaseEvent>(
        {
          type: 'case.request-attached',
          data: { by, channel: command.channel, at },
          contact: { callerWords: command.callerWords },
        },
        ...newSignals(state, command.signals ?? [], at),
        ...requestAgain(state, facts),
      );
    case 'read-account':
      return readAccount(state, command, facts);
    case 'assign':
      return state.owner === command.to
        ? yes()
        : yes({
            type: 'case.assigned',
            data: { to: command.to, by, at },
            ...((command.note ?? '').trim() === '' ? {} : { contact: { note: (command.note ?? '').trim() } }),
          });
    case 'note':
      return command.text.trim() === ''
        ? no('reason-missing', 'The note is empty: field "text".')
        : yes({ type: 'case.noted', data: { by, at }, contact: { text: command.text } });
    case 'record-way':
      return recordWay(state, command, facts);
    case 'override-self-help':
      if (command.reason.trim().length < 20)
        return no(
          'reason-missing',
          'Say in a sentence (20 characters at least) why self-help is passed over: field "reason". The reviewer sees it.',
          { rule: 'R3' },
        );
      return yes({ type: 'case.self-help-overridden', data: { by, at }, contact: { reason: command.reason } });
    case 'send-self-help':
      return selfHelpMail(command, facts);
    case 'open-fallback':
    case 'set-fallback-item':
    case 'ask-attestation':
    case 'answer-attestation':
    case 'submit-fallback':
    case 'decide-fallback':
    case 'withdraw-fallback':
      return decideFallback(state, command, facts);
    case 'watch-looked':
    case 'step-secure':
    case 'stop-secure':
    case 'snooze':
    case 'wake':
    case 'reopen':
      return decideAfterwards(state, command, facts);
    case 'send-link':
    case 'send-answer':
    case 'send-again':
    case 'undo-mail':
    case 'start-link-clock':
    case 'open-link':
    case 'remind-link':
    case 'expire-link':
    case 'submit':
      return decideLink(state, command, facts);
    case 'receive-message':
    case 'read-message':
    case 'mail-bounced':
      return decideAnswer(state, command, facts);
    case 'record-result':
    case 'result-late':
      return decideCheck(state, command, facts);
    case 'mail-accepted':
      return settleMail(state, command.mailId, {
        type: 'case.mail-accepted',
        data: { mailId: command.mailId, messageId: command.messageId, rawSha256: command.rawSha256, at },
        ...subjectOf(command),
      });
    case 'mail-failed':
      return settleMail(state, command.mailId, {
        type: 'case.mail-failed',
        data: {
          mailId: command.mailId,
          why: command.why,
          ...(command.attempts === undefined ? {} : { attempts: command.attempts }),
          at,
        },
        ...subjectOf(command),
      });
    case 'cancel-mail':
      return settleMail(state, command.mailId, {
        type: 'case.mail-cancelled',
        data: { mailId: command.mailId, by, ...(command.why === undefined ? {} : { why: command.why }), at },
      });
    case 'decide':
      return decideReview(state, command, facts);
    case 'change-cooling-off':
    case 'revoke-approval':
    case 'begin-disable':
    case 'step-disable':
    case 'stop-disable':
    case 'resume-disable':
    case 'finish-disable':
      return decideDisable(state, command, facts);
    case 'evidence-destroyed':
      if (!state.links.some((link) => link.checkId === command.checkId))
        return no('link-unknown', 'There is no such link.', { rule: 'R18' });
      return command.why === 'unsent' ||
        (state.submission?.checkId === command.checkId && state.submission.evidence === 'destroyed')
        ? yes()
        : yes({ type: 'case.evidence-destroyed', data: { checkId: command.checkId, why: command.why, at } });
    case 'freeze':
      return freeze(state, command, facts);
    case 'unfreeze':
      return unfreeze(state, command, facts);
    case 'close':
      return close(state, command, facts);
  }
};

/** Yes with events, or no with a named refusal. `state` is null before the case exists. */
export const decideCase = (state: CaseState | null, command: CaseCommand, facts: CaseFacts): Answer => {
  if (state === null || command.kind === 'open-re-secure') {
    const notTheirs = isNotTheirs(command.kind, facts.actor);
    if (notTheirs !== null) return { ok: false, refusal: notTheirs };
    if (command.kind === 'open-re-secure') return state === null ? openReSecure(command, facts) : yes();
    return command.kind === 'open' ? open(command, facts) : no('not-found', 'There is no such case.');
  }
  const barred = mayDo(state, command, facts);
  if (barred !== null) return { ok: false, refusal: barred };
  return decideOn(state, command, facts);
};
