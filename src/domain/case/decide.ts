/** The one place that says yes or no to a command on a case. Pure: facts in, events or a named refusal out. */
import { coolingOffHours } from '../policy/policy';
import { waysBack } from '../triage/ways';
import type { AccountFacts } from './account';
import { isAccountOf, riskOf } from './account';
import { isNotTheirs } from './asks';
import type { CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { decideCheck } from './decide-check';
import { decideReview } from './decide-review';
import { decideDisable } from './decide-disable';
import { decideAfterwards } from './decide-afterwards';
import { decideFallback } from './decide-fallback';
import { decideLink, selfHelpMail } from './decide-link';
import type { CaseEvent } from './events';
import { mayDo } from './may-do';
import { contactDays, noticesTo } from './notices';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import { newSignals } from './signals';
import type { CaseState } from './state';
import { evolve } from './evolve';
import { decisionView, isOpen, isRepudiated } from './state';

type Answer = Decision<CaseEvent>;
const minReason = 10;
const hourMs = 3_600_000;

const open = (command: CaseCommand & { kind: 'open' }, facts: CaseFacts): Answer => {
  if (facts.actor.kind !== 'staff') return no('role-may-not', 'Only staff open cases.');
  const { account } = command;
  if (isAccountOf(account, facts.actor.address))
    return no('own-account', 'This is your own account. A colleague has to open the case.', { rule: 'R9' });
  const at = facts.now;
  const days = contactDays(facts.policy);
  return yes<CaseEvent>(
    {
      type: 'case.opened',
      data: {
        caseId: command.caseId,
        number: command.number,
        accountId: account.accountId,
        firmId: account.firmId,
        by: actorName(facts.actor),
        channel: command.channel,
        at,
        policyVersion: facts.policy.version,
      },
      contact: { callerWords: command.callerWords, callerGave: command.callerGave, reference: command.reference },
    },
    {
      type: 'case.account-read',
      data: { at, system: command.system, risk: riskOf(account, at, days) },
      contact: { facts: account },
    },
    computed(account, at),
    ...((command.signals ?? []).length === 0
      ? []
      : [{ type: 'case.signals-seen' as const, data: { signals: command.signals ?? [], at } }]),
    ...(command.take === true
      ? [{ type: 'case.assigned' as const, data: { to: facts.actor.id, by: actorName(facts.actor), at } }]
      : []),
    ...noticesTo({ account, openedAt: at }, 'request-notice', facts),
  );
};

/** What the account's facts say about the ways back, written down with them (R3). */
const computed = (account: AccountFacts, at: string): CaseEvent => ({
  type: 'case.triage-computed',
  data: { findings: waysBack(account), at },
});

/** R7: a repudiation of what was done already opens a case that secures the account again. */
const openReSecure = (command: CaseCommand & { kind: 'open-re-secure' }, facts: CaseFacts): Answer => {
  const at = facts.now;
  const { account } = command;
  return yes<CaseEvent>(
    {
      type: 'case.opened',
      data: {
        caseId: command.caseId,
        number: command.number,
        accountId: account.accountId,
        firmId: account.firmId,
        by: actorName(facts.actor),
        channel: command.channel,
        at,
        policyVersion: facts.policy.version,
        reSecures: command.reSecures,
      },
      contact: { callerWords: command.words, callerGave: '', reference: '' },
    },
    {
      type: 'case.account-read',
      data: { at, system: command.system, risk: riskOf(account, at, contactDays(facts.policy)) },
      contact: { facts: account },
    },
  );
};

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

const freeze = (state: CaseState, command: CaseCommand & { kind: 'freeze' }, facts: CaseFacts): Answer => {
  const isOwners = command.via !== 'staff';
  // A colleague's stop does not swallow the owner's word: the repudiation is recorded over it, and what is said later
  // as well. After the end every word counts: what was secured may have been unlocked since.
  if (
    state.frozen !== null &&
    (!isOwners || (state.frozen.via !== 'staff' && command.words.trim() === '' && isOpen(state)))
  )
    return yes();
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
    },
    contact: { words: command.words },
  });
};

const unfreeze = (state: CaseState, command: CaseCommand & { kind: 'unfreeze' }, facts: CaseFacts): Answer => {
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

/** R6: a further request is told like the first, once a day at most: nobody rides unnoticed on another's case. */
const requestAgain = (state: CaseState, facts: CaseFacts): readonly CaseEvent[] => {
  const last = state.mails.findLast((mail) => mail.template === 'request-notice')?.askedAt ?? '';
  return state.frozen !== null || (last !== '' && Date.parse(facts.now) - Date.parse(last) < 24 * hourMs)
    ? []
    : noticesTo(state, 'request-notice', facts);
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

const close = (state: CaseState, command: CaseCommand & { kind: 'close' }, facts: CaseFacts): Answer => {
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

/** What was read of the account. When it changes what the first of two reviewers approved, both approve anew (R23). */
const readAccount = (state: CaseState, command: CaseCommand & { kind: 'read-account' }, facts: CaseFacts): Answer => {
  const read: CaseEvent & { type: 'case.account-read' } = {
    type: 'case.account-read',
    data: {
      at: facts.now,
      system: command.system,
      risk: riskOf(command.account, state.openedAt, contactDays(facts.policy)),
    },
    contact: { facts: command.account },
  };
  // Somebody in the firm did it themself, in the identity system: the case notices (PRODUCT.md, step 1.3).
  if (
    state.status === 'awaiting-admin' &&
    (state.account?.factors.length ?? 0) > 0 &&
    command.account.factors.length === 0
  ) {
    return yes<CaseEvent>(
      read,
      {
        type: 'case.way-recorded',
        data: {
          way: 'someone-in-the-firm',
          outcome: 'worked',
          because: 'no-factor-listed',
          by: actorName(facts.actor),
          at: facts.now,
        },
      },
      {
        type: 'case.closed',
        data: { outcome: 'disabled-by-admin', by: actorName(facts.actor), at: facts.now },
      },
    );
  }
  const findings = computed(command.account, facts.now);
  // Field by field: the log keeps an object's keys in another order than the one they were written in.
  const isNews = waysBack(command.account).some(
    (now) =>
      !state.triage.some(
        (found) =>
          found.way === now.way && found.open === now.open && found.reason === now.reason && found.count === now.count,
      ),
  );
  const isSameView = JSON.stringify(decisionView(state)) === JSON.stringify(decisionView(evolve(state, read)));
  const isHalfApproved =
    state.status === 'awaiting-second' ||
    (state.status === 'fallback-review' && (state.fallback?.decisions ?? []).some((made) => !made.void));
  return yes<CaseEvent>(
    isHalfApproved && !isSameView ? { ...read, data: { ...read.data, voidsApprovals: true } } : read,
    ...(isNews ? [findings] : []),
  );
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
    case 'send-again':
    case 'start-link-clock':
    case 'open-link':
    case 'remind-link':
    case 'expire-link':
    case 'submit':
      return decideLink(state, command, facts);
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
