/** The one place that says yes or no to a command on a case. Pure: facts in, events or a named refusal out. */
import { coolingOffHours } from '../policy/policy';
import { waysBack } from '../triage/ways';
import type { AccountFacts } from './account';
import { isAccountOf, riskOf } from './account';
import type { CaseActor, CaseCommand, CaseFacts } from './commands';
import { actorName } from './commands';
import { decideReview } from './decide-review';
import { decideDisable } from './decide-disable';
import { decideAfterwards } from './decide-afterwards';
import { decideFallback } from './decide-fallback';
import { decideLink, selfHelpMail } from './decide-link';
import type { CaseEvent, SignalSeen } from './events';
import { contactDays, noticesTo } from './notices';
import type { Decision } from './refusal';
import { no, yes } from './refusal';
import type { CaseState } from './state';
import { decisionView, evolve, hasRemovedFactor, isOpen, isRepudiated } from './state';

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
  if (state.status !== 'triage' && state.status !== 'awaiting-admin')
    return no('wrong-status', 'Self-help is recorded before a link is sent.', { rule: 'R3' });
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
  if (facts.actor.kind === 'desk') return no('role-may-not', 'Only people freeze a case.', { rule: 'R7' });
  const isOwners = command.via !== 'staff';
  // A colleague's stop does not swallow the owner's word: the repudiation is recorded over it, and what is said later
  // as well. After the end every word counts: what was secured may have been unlocked since.
  if (
    state.frozen !== null &&
    (!isOwners || (state.frozen.via !== 'staff' && command.words.trim() === '' && isOpen(state)))
  )
    return yes();
  if (!isOwners && !isOpen(state))
    return no('closed', 'This case is closed: there is nothing to stop.', {
      way: "If the owner said “this wasn't me”, record that.",
    });
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
  if (facts.actor.kind !== 'staff' || facts.actor.role !== 'lead')
    return no('role-may-not', 'Only a lead lifts a freeze.', { rule: 'R7', way: 'Ask a lead.' });
  if (state.frozen === null) return no('wrong-status', 'This case is not frozen.');
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
  const role = facts.actor.kind === 'staff' ? facts.actor.role : null;
  if (!isOpen(state)) return no('closed', 'This case is closed.', { way: 'Open it again, or open a new one.' });
  if (state.frozen !== null && role !== 'lead')
    return no('frozen', 'This case is frozen: only a lead closes it.', {
      rule: 'R7',
      way: 'Ask a lead to look into it.',
    });
  if (state.reSecures !== null && role !== 'lead')
    return no('role-may-not', 'An account is being secured: only a lead ends that.', {
      rule: 'R7',
      way: 'Ask a lead.',
    });
  // A step may be at work right now; a freeze makes sure that none is.
  if (state.status === 'disabling' && state.frozen === null)
    return no('wrong-status', 'The disable is under way. Stop the case first.', { rule: 'R7', way: 'Stop the case.' });
  if (
    (hasRemovedFactor(state) || state.status === 'needs-attention') &&
    state.reSecures === null &&
    role !== 'reviewer' &&
    !(role === 'lead' && command.outcome === 'fraud')
  )
    return no('role-may-not', 'A disable stopped half-way: a reviewer closes this case, or a lead as fraud.', {
      rule: 'R15',
      way: 'Ask a reviewer.',
    });
  if (role === 'lead' && state.frozen === null && state.reSecures === null)
    return no('role-may-not', 'Agents and reviewers close cases; a lead closes what is frozen.', { rule: 'R9' });
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
  if (state.disable !== null)
    return no(
      'wrong-status',
      "The account's facts stand as they were decided about; the disable reads the account itself at every step.",
      { rule: 'R23' },
    );
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
        data: { way: 'someone-in-the-firm', outcome: 'worked', by: actorName(facts.actor), at: facts.now },
        contact: { why: 'The identity system lists no second factor any more.' },
      },
      {
        type: 'case.closed',
        data: { outcome: 'disabled-by-admin', by: actorName(facts.actor), at: facts.now },
        contact: { reason: 'Somebody in the firm disabled 2FA.' },
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

/**
 * Signals that were not seen before, or are stronger now. Once people decide, what they saw stands (R23): later ones
 * wait for the next case.
 */
const newSignals = (state: CaseState, found: readonly SignalSeen[], at: string): readonly CaseEvent[] => {
  const news = found.filter(
    (one) => !state.signals.some((seen) => seen.signal === one.signal && seen.count >= one.count),
  );
  return news.length === 0 ||
    !['triage', 'awaiting-admin', 'awaiting-customer', 'link-expired', 'in-review', 'failed'].includes(state.status)
    ? []
    : [{ type: 'case.signals-seen', data: { signals: news, at } }];
};

/** A message is settled once: a second word about it says nothing new. */
const settleMail = (state: CaseState, mailId: string, event: CaseEvent): Answer => {
  const mail = state.mails.find((candidate) => candidate.mailId === mailId);
  if (mail === undefined) return no('not-found', 'There is no such message on this case.');
  return mail.state === 'waiting' ? yes(event) : yes();
};

/** Deeds of the desk that already happened: they are recorded whatever a person did meanwhile. */
const alwaysRecorded = new Set<CaseCommand['kind']>([
  'mail-accepted',
  'mail-failed',
  'evidence-destroyed',
  'open-link',
  'step-disable',
  'stop-disable',
  'freeze',
  'unfreeze',
  'note',
  'assign',
  'attach',
  'expire-link',
  'change-cooling-off',
  'revoke-approval',
  'close',
  'reopen',
  'watch-looked',
  'step-secure',
  'stop-secure',
  'wake',
  'snooze',
  'see-signals',
]);

const staff = ['staff'] as const;
const customer = ['customer'] as const;
const desk = ['desk'] as const;
/** Whose each command is. Among the staff, the calls' guards and the rules themselves tell the roles apart. */
const askedBy: Readonly<Record<CaseCommand['kind'], readonly CaseActor['kind'][]>> = {
  open: staff,
  'open-re-secure': desk,
  attach: staff,
  'read-account': ['staff', 'desk'],
  'see-signals': desk,
  assign: staff,
  snooze: staff,
  wake: ['staff', 'desk'],
  note: staff,
  'record-way': staff,
  'override-self-help': staff,
  'send-self-help': staff,
  'send-link': staff,
  'send-again': staff,
  'start-link-clock': desk,
  'mail-accepted': desk,
  'mail-failed': desk,
  'open-link': customer,
  'remind-link': desk,
  'expire-link': desk,
  submit: customer,
  decide: staff,
  'open-fallback': staff,
  'set-fallback-item': staff,
  'ask-attestation': staff,
  'answer-attestation': staff,
  'submit-fallback': staff,
  'decide-fallback': staff,
  'withdraw-fallback': staff,
  'change-cooling-off': desk,
  'revoke-approval': staff,
  'begin-disable': desk,
  'step-disable': desk,
  'stop-disable': desk,
  'resume-disable': staff,
  'finish-disable': desk,
  'evidence-destroyed': desk,
  'watch-looked': ['staff', 'desk'],
  'step-secure': desk,
  'stop-secure': desk,
  freeze: ['staff', 'customer'],
  unfreeze: staff,
  close: staff,
  reopen: staff,
};
const whose: Readonly<Record<CaseActor['kind'], string>> = {
  staff: "the staff's",
  customer: "the customer's",
  desk: "the desk's own",
};
/** R9: nobody acts on their own account, but everybody may stop what they never asked for. */
const evenOnOwnAccount = new Set<CaseCommand['kind']>(['freeze', 'assign']);

/** Yes with events, or no with a named refusal. `state` is null before the case exists. */
export const decideCase = (state: CaseState | null, command: CaseCommand, facts: CaseFacts): Answer => {
  const { actor } = facts;
  if (!askedBy[command.kind].includes(actor.kind))
    return no('role-may-not', `This is ${askedBy[command.kind].map((kind) => whose[kind]).join(' or ')} to do.`, {
      rule: 'R9',
    });
  if (command.kind === 'open-re-secure') return state === null ? openReSecure(command, facts) : yes();
  if (command.kind === 'open')
    return state === null ? open(command, facts) : no('already-open', 'There is a case with this id already.');
  if (state === null) return no('not-found', 'There is no such case.');
  if (
    actor.kind === 'staff' &&
    state.account !== null &&
    isAccountOf(state.account, actor.address) &&
    !evenOnOwnAccount.has(command.kind)
  )
    return no('own-account', 'This is your own account: a colleague works on it.', {
      rule: 'R9',
      way: 'Ask a colleague.',
    });
  if (!alwaysRecorded.has(command.kind)) {
    if (state.frozen !== null)
      return no('frozen', 'This case is frozen: nothing may run until a lead lifts it.', {
        rule: 'R7',
        way: 'Ask a lead to look into it.',
      });
    if (!isOpen(state) && command.kind !== 'send-again')
      return no('closed', 'This case is closed.', { way: 'Open it again, or open a new one.' });
    if (state.reSecures !== null && command.kind !== 'send-again')
      return no('wrong-status', 'This case secures an account: nothing is recovered in it.', {
        rule: 'R7',
        way: 'Close it when the owner was reached; then open a recovery case.',
      });
  }
  const at = facts.now;
  const by = actorName(facts.actor);
  switch (command.kind) {
    case 'attach':
      // R10: a closed case takes no more requests; the next one opens another.
      if (!isOpen(state)) return no('closed', 'This case is closed.', { rule: 'R10' });
      return yes<CaseEvent>(
        {
          type: 'case.request-attached',
          data: { by, channel: command.channel, at },
          contact: { callerWords: command.callerWords },
        },
        ...newSignals(state, command.signals ?? [], at),
        ...requestAgain(state, facts),
      );
    case 'see-signals':
      return yes(...newSignals(state, command.signals, at));
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
      if (state.status !== 'triage' && state.status !== 'awaiting-admin')
        return no('wrong-status', 'Self-help is overridden before a link is sent.', { rule: 'R3' });
      if (command.reason.trim().length < 20)
        return no(
          'reason-missing',
          'Say in a sentence (20 characters at least) why self-help is passed over: field "reason". The reviewer sees it.',
          { rule: 'R3' },
        );
      return yes({ type: 'case.self-help-overridden', data: { by, at }, contact: { reason: command.reason } });
    case 'send-self-help':
      return selfHelpMail(state, command, facts);
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
    case 'mail-accepted':
      return settleMail(state, command.mailId, {
        type: 'case.mail-accepted',
        data: { mailId: command.mailId, messageId: command.messageId, rawSha256: command.rawSha256, at },
      });
    case 'mail-failed':
      return settleMail(state, command.mailId, {
        type: 'case.mail-failed',
        data: { mailId: command.mailId, why: command.why, at },
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
