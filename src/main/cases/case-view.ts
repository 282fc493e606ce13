/** A case as the window shows it, for one person at one moment. Only what that person may see leaves main. */
import type { CaseView } from '#contract/cases';
import { may } from '#domain/access/roles';
import { addressStanding } from '#domain/case/account';
import type { AccountFacts } from '#domain/case/account';
import { disableSteps, nextStep } from '#domain/case/disable-steps';
import { barredFromDeciding } from '#domain/case/may-decide';
import { ways } from '#domain/case/events';
import { contactDays } from '#domain/case/notices';
import { coolingOffEnd } from '#domain/case/cooling-off';
import { nextSecureStep, secureSteps } from '#domain/case/decide-afterwards';
import { mayReopen } from '#domain/case/may-close';
import { explainFinding, explainHelper, helpersOf, waysBack, wayWords } from '#domain/triage/ways';
import { openWays } from '#domain/case/self-help';
import type { CaseState } from '#domain/case/state';
import { addressOf, currentLink, hasRemovedFactor, isOpen, isRepudiated } from '#domain/case/state';
import type { Policy } from '#domain/policy/policy';
import type { Calendar } from '#domain/sla/calendar';
import type { Due } from '#domain/sla/due';
import { dueAfterBusinessDays } from '#domain/sla/due';
import { explainDue } from '#domain/sla/explain';
import { inZone } from '#domain/sla/zone';
import type { Session } from '#main/ipc/handlers';
import type { Effect, StoredEvent } from '#main/store/log/event-log';
import { linkCell, marksOf, reviewCell } from '#main/store/cache/cells';
import type { Directory } from './directory';
import { nameOfActor } from './directory';
import type { Enquiry } from './enquiries';
import { fallbackKindsOf, fallbackViewOf, hidesDecisions, mayBeginFallback } from './fallback-view';
import { disableStepTitle, historyOf } from './history';
import { nextActionFor } from './next-action';
import type { OtherCases } from './other-cases';
import { riskWords } from './account-words';
import { signalView } from './signals';

export type ViewFacts = {
  readonly now: string;
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly directory: Directory;
  readonly session: Session;
  readonly effects: readonly Effect[];
  readonly others: OtherCases;
  readonly enquiries: readonly Enquiry[];
};

const dueView = (due: Due): NonNullable<CaseView['review']['due']> => ({
  dueAt: due.dueAt,
  calendar: `${due.calendar.name}, v${due.calendar.version}`,
  calendarId: due.calendar.id,
  lines: [...explainDue(due, 'en')],
  closedDays: due.trace
    .filter((day) => day.kind === 'holiday')
    .map((day) => ({ date: day.date, name: day.holiday?.en ?? '' })),
});

const accountView = (state: CaseState, facts: AccountFacts, policy: Policy): NonNullable<CaseView['account']> => ({
  system: state.accountSystem ?? '',
  readAt: facts.readAt,
  name: facts.name,
  nameSince: facts.nameSince,
  login: facts.login,
  firmName: facts.firmName,
  firmSize: facts.members.length,
  role: facts.role,
  language: facts.language,
  timeZone: facts.timeZone,
  factors: facts.factors.map((factor) => ({
    id: factor.id,
    kind: factor.kind,
    label: factor.label,
    createdAt: factor.createdAt,
    codesLeft: factor.codesLeft ?? null,
  })),
  sessions: facts.sessions.map((session) => ({ device: session.device, lastSeenAt: session.lastSeenAt })),
  addresses: facts.addresses.map((address) => ({
    addressId: address.id,
    address: address.address,
    since: address.since,
    until: address.until,
    standing: addressStanding(address, state.openedAt, contactDays(policy)),
  })),
  mayDisable: helpersOf(facts).map((helper) => ({
    name: helper.name,
    role: helper.role,
    may: helper.may,
    why: explainHelper(helper),
  })),
});

const linkGate = (state: CaseState, facts: AccountFacts | null, policy: Policy): CaseView['linkGate'] => {
  const left = openWays(state);
  const overridden = state.override !== null;
  const usable =
    facts?.addresses.some((address) => addressStanding(address, state.openedAt, contactDays(policy)) === 'usable') ??
    false;
  const conditions = [
    { words: 'No session', met: overridden || !left.includes('still-signed-in') },
    { words: 'Backup codes', met: overridden || !left.includes('backup-code') },
    { words: 'Somebody in the firm', met: overridden || !left.includes('someone-in-the-firm') },
    { words: 'An address from before the case', met: usable },
  ];
  return { open: conditions.every((condition) => condition.met), conditions };
};

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
  if (run === null || end === null || (run.coolingOffHours === 0 && (end.state !== 'ends' || end.hours === 0)))
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

/** R7: what had been done of a disable when it was stopped, and what can be undone. */
const doneBefore = (state: CaseState, label: (id: string) => string, effects: readonly Effect[]): string[] => {
  const run = state.disable;
  if (run === null) return [];
  const next = nextStep(run);
  // The desk may have died, or an answer may have been lost, between a deed and its record: until it was read back,
  // nobody knows.
  const isLooking =
    run.begunAt !== null &&
    run.stopped === null &&
    next !== null &&
    effects.some(
      (effect) => effect.effectId === run.effectId && (effect.state === 'waiting' || effect.state === 'running'),
    );
  const looking = isLooking
    ? [
        `${disableStepTitle(next, label, false, run.addressIds.length)}: the desk is reading back whether this was done.`,
      ]
    : [];
  const steps = run.steps
    .filter((step) => step.step !== 'list' && step.step !== 'compare')
    .map((step) => `${disableStepTitle(step.step, label, true, run.addressIds.length)}: ${step.readBack}`);
  if (steps.length === 0) return isLooking ? looking : ['2FA is untouched: the approval can be taken back.'];
  const undo = !hasRemovedFactor(state)
    ? `No second factor was removed: the approval can be taken back.${
        run.steps.some((done) => done.step === 're-enrolment')
          ? ' The account keeps being asked to set 2FA up anew.'
          : ''
      }`
    : run.how === 'temporary-access'
      ? "No second factor was removed. Access that was given can't be taken back here: the account can be locked, and its sessions ended."
      : "A removed factor can't be put back: the account can be locked, and its sessions ended.";
  return [...steps, ...looking, ...(isLooking && !hasRemovedFactor(state) ? [] : [undo])];
};

const labelOf =
  (state: CaseState) =>
  (id: string): string => {
    const factor = state.disable?.factors.find((candidate) => candidate.id === id);
    return factor === undefined
      ? 'a second factor'
      : `${factor.kind === 'totp' ? 'the authenticator app' : factor.kind === 'security-key' ? 'the security key' : 'the backup codes'}${factor.kind === 'backup-codes' ? '' : ` “${factor.label}”`}`;
  };

const disableView = (
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
        title: disableStepTitle(step, label, done !== undefined, run.addressIds.length),
        state: done
          ? ('done' as const)
          : stopped
            ? ('stopped' as const)
            : current === step
              ? ('running' as const)
              : ('waiting' as const),
        readBack: done?.readBack ?? (stopped ? (run.stopped?.found ?? null) : null),
        at: done?.at ?? null,
      };
    }),
    stopped:
      run.stopped === null
        ? null
        : {
            reason: run.stopped.reason,
            found: run.stopped.found,
            at: run.stopped.at,
            ways: [
              ...(run.stopped.reason === 'check-refused' && !hasRemovedFactor(state) ? [] : ['resume' as const]),
              ...(hasRemovedFactor(state) ? [] : ['revoke' as const]),
              'close' as const,
              'stop' as const,
            ],
          },
    retrying:
      effect?.state === 'waiting' && effect.lastError !== null
        ? `${effect.lastError} Next try ${when(effect.dueAt)}.`
        : null,
  };
};

const wayFacts = (
  way: (typeof ways)[number],
  state: CaseState,
): Pick<CaseView['selfHelp'][number], 'open' | 'hint' | 'words'> => {
  const { account } = state;
  const nothing = { title: '', intro: '', steps: [], never: '' };
  if (account === null) return { open: false, hint: 'The account was not read.', words: { en: nothing, fr: nothing } };
  const found = (state.triage.length > 0 ? state.triage : waysBack(account)).find((one) => one.way === way);
  const words = (language: 'en' | 'fr') => {
    const { title, intro, steps, never } = wayWords(way, account, language);
    return { title, intro, steps: [...steps], never };
  };
  return {
    open: found?.open ?? true,
    hint: found === undefined ? '' : explainFinding(found, account),
    words: { en: words('en'), fr: words('fr') },
  };
};

const secureTitles = {
  sessions: ['End the sessions', 'Ended the sessions'],
  lock: ['Lock the account', 'Locked the account'],
  unlock: ['Unlock the account', 'Unlocked the account'],
} as const;
const securesView = (state: CaseState, of: NonNullable<OtherCases['secures']>): CaseView['secures'] => {
  const current = isOpen(state) && state.secure.stopped === null ? nextSecureStep(state) : null;
  const { stopped } = state.secure;
  const steps = [
    ...secureSteps,
    ...(state.secure.steps.some((done) => done.step === 'unlock') ? ['unlock' as const] : []),
  ];
  return {
    of,
    stopped: stopped?.found ?? null,
    steps: steps.map((step) => {
      const done = state.secure.steps.find((one) => one.step === step);
      return {
        key: step,
        title: secureTitles[step][done ? 1 : 0],
        state: done
          ? ('done' as const)
          : stopped?.step === step
            ? ('stopped' as const)
            : current === step
              ? ('running' as const)
              : ('waiting' as const),
        readBack: done?.readBack ?? (stopped?.step === step ? stopped.found : null),
        at: done?.at ?? null,
      };
    }),
  };
};

const mayClose = (state: CaseState, role: Session['role']): boolean => {
  if (!may(role, 'case:close') || !isOpen(state)) return false;
  if (role === 'lead') return state.frozen !== null || state.reSecures !== null;
  return (
    state.frozen === null &&
    state.reSecures === null &&
    state.status !== 'disabling' &&
    ((!hasRemovedFactor(state) && state.status !== 'needs-attention') || role === 'reviewer')
  );
};

/** The whole view. */
export const caseViewOf = (state: CaseState, stored: readonly StoredEvent[], facts: ViewFacts): CaseView => {
  const { session, policy, calendar, directory, now } = facts;
  const nameOf = (actor: string): string => nameOfActor(directory, actor);
  const who = { id: session.staffId, role: session.role, address: session.address };
  const owner = state.owner === null ? null : directory.find(state.owner);
  const link = currentLink(state);
  const linkMail = state.mails.find((mail) => mail.mailId === link?.mailId);
  const toOf = (id: string): string => addressOf(state, id) ?? '(erased)';
  const due = state.result?.due;
  const gate = linkGate(state, state.account, policy);
  // The log tells effects newest first: the latest round of a message is the one that counts.
  const effectOf = (mailId: string): Effect | undefined =>
    facts.effects.find((effect) => effect.kind === 'send-mail' && effect.payload['mailId'] === mailId);
  const when = (iso: string): string =>
    inZone(Date.parse(iso), calendar.timeZone).setLocale('en-CA').toFormat('ccc d LLL, HH:mm');
  return {
    caseId: state.caseId,
    number: state.number,
    version: stored.at(-1)?.version ?? 0,
    person: state.account?.name ?? '(erased)',
    firm: state.account?.firmName ?? '(erased)',
    status: state.status,
    outcome: state.outcome,
    frozen: state.frozen && {
      at: state.frozen.at,
      by: nameOf(state.frozen.by),
      via: state.frozen.via,
      words: state.frozen.words,
      done: doneBefore(state, labelOf(state), facts.effects),
    },
    next: nextActionFor(state, who),
    owner: owner && { staffId: owner.staffId, name: owner.name, initials: owner.initials, role: owner.role },
    marks: marksOf(state),
    openedAt: state.openedAt,
    openedBy: nameOf(state.openedBy),
    channel: state.channel,
    callerWords: state.callerWords ?? '',
    callerGave: state.callerGave ?? '',
    reference: state.reference ?? '',
    requests: state.requests,
    account: state.account && accountView(state, state.account, policy),
    risk: { level: state.risk.level, reasons: riskWords(state.risk) },
    selfHelp: ways.map((way) => {
      const done = state.selfHelp[way];
      return {
        way,
        outcome: done?.outcome ?? null,
        why: done?.why ?? null,
        by: done ? nameOf(done.by) : null,
        at: done?.at ?? null,
        ...wayFacts(way, state),
      };
    }),
    override: state.override && {
      by: nameOf(state.override.by),
      at: state.override.at,
      reason: state.override.reason ?? '(erased)',
    },
    linkGate: gate,
    link: link && {
      ...linkCell(state),
      sentAt: link.startedAt,
      openedAt: link.openedAt,
      to: linkMail ? toOf(linkMail.addressId) : null,
      number: link.number,
    },
    review: {
      ...reviewCell(state),
      startedAt: state.submission?.at ?? null,
      due: due === undefined ? null : dueView(due),
      ifSubmittedNow:
        due === undefined && isOpen(state)
          ? dueView(
              dueAfterBusinessDays({ from: now, days: policy.reviewBusinessDays, calendar, counting: policy.counting }),
            )
          : null,
    },
    numbers: {
      linkHours: policy.linkHours,
      reviewBusinessDays: policy.reviewBusinessDays,
      recentContactDays: policy.recentContactDays,
      watchReminderDays: [...policy.watchReminderDays],
    },
    mails: state.mails.toReversed().map((mail) => ({
      mailId: mail.mailId,
      template: mail.template,
      to: toOf(mail.addressId),
      language: mail.language,
      askedAt: mail.askedAt,
      state:
        mail.state === 'waiting' && effectOf(mail.mailId)?.state === 'cancelled' ? ('cancelled' as const) : mail.state,
      settledAt: mail.settledAt,
      why: mail.why ?? effectOf(mail.mailId)?.lastError ?? null,
      canSendAgain:
        mail.state !== 'waiting' &&
        (isOpen(state) || mail.mailId !== link?.mailId) &&
        state.frozen === null &&
        may(session.role, 'mail:retry') &&
        (mail.state === 'failed' || mail.mailId === link?.mailId) &&
        !(mail.mailId === link?.mailId && ['used', 'expired', 'replaced'].includes(link.state)),
    })),
    history: [
      ...historyOf(stored, nameOf, when, {
        identity: may(session.role, 'evidence:view'),
        hidesDecisions: hidesDecisions(state, who),
      }),
    ],
    disable: disableView(state, facts.effects, when, policy, now),
    fallback: fallbackViewOf(state, who, policy, nameOf),
    fallbackKinds: may(session.role, 'case:work') ? fallbackKindsOf(state, policy) : [],
    signals: state.signals.map((seen) => signalView(seen, policy)),
    snooze: state.snooze && {
      until: state.snooze.until,
      by: nameOf(state.snooze.by),
      at: state.snooze.at,
      reason: state.snooze.reason ?? '(erased)',
    },
    watch: state.watch && {
      since: state.watch.since,
      days: Math.floor((Date.parse(state.watch.endedAt ?? now) - Date.parse(state.watch.since)) / 86_400_000),
      looks: state.watch.looks,
      lastLookAt: state.watch.lastLookAt,
      endedAt: state.watch.endedAt,
    },
    secures: facts.others.secures && securesView(state, facts.others.secures),
    securedBy: facts.others.securedBy,
    duplicateOf: facts.others.duplicateOf,
    enquiries: facts.enquiries.map((one) => ({ ...one, by: nameOf(one.by) })),
    can: {
      work: may(session.role, 'case:work') && isOpen(state) && state.frozen === null,
      sendLink:
        may(session.role, 'link:send') &&
        gate.open &&
        isOpen(state) &&
        state.frozen === null &&
        ['triage', 'awaiting-admin', 'awaiting-customer', 'link-expired'].includes(state.status),
      decide:
        barredFromDeciding(state, who, 'check') === null &&
        (state.status === 'in-review' || state.status === 'awaiting-second'),
      freeze: isOpen(state) && state.frozen === null,
      unfreeze: session.role === 'lead' && state.frozen !== null,
      assign: may(session.role, 'case:assign') && isOpen(state),
      close: mayClose(state, session.role),
      resume:
        may(session.role, 'disable:resume') &&
        state.status === 'needs-attention' &&
        state.disable !== null &&
        state.frozen === null,
      revoke:
        may(session.role, 'approval:revoke') &&
        state.disable !== null &&
        !hasRemovedFactor(state) &&
        (state.status === 'approved' ||
          state.status === 'needs-attention' ||
          (state.status === 'disabling' && state.frozen !== null)),
      reopen:
        may(session.role, 'case:close') && mayReopen(state, { now, actor: { kind: 'staff', ...who }, policy }) === null,
      snooze: may(session.role, 'case:assign') && isOpen(state) && state.frozen === null,
      openFallback: may(session.role, 'case:work') && mayBeginFallback(state, policy),
      workFallback: may(session.role, 'case:work') && state.status === 'fallback-review' && state.frozen === null,
      tellRepudiation: may(session.role, 'case:stop') && !isRepudiated(state),
      checkWatch: state.watch !== null && state.watch.endedAt === null && state.status === 'recovered',
    },
  };
};
