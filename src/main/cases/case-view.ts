/** A case as the window shows it, for one person at one moment. Only what that person may see leaves main. */
import type { CaseView } from '#contract/cases';
import type { MayFacts } from '#domain/case/asks';
import { barredFrom } from '#domain/case/offers';
import { holdsDisable, mayBeNotMe, unreadMessages } from '#domain/case/messages';
import type { Ground } from '#domain/case/rests-on';
import { writtenByNewer } from '#domain/case/rests-on';
import type { CaseMessage, CaseState } from '#domain/case/state';
import { isOpen } from '#domain/case/state';
import type { Policy } from '#domain/policy/policy';
import type { Calendar } from '#domain/sla/calendar';
import type { Due } from '#domain/sla/due';
import { explainDue } from '#domain/sla/explain';
import { inZone } from '#domain/sla/zone';
import type { Session } from '#main/ipc/handlers';
import type { Effect, StoredEvent } from '#main/store/log/event-log';
import { riskWords } from '#contract/words/risk';
import { accountView, selfHelpView } from './account-view';
import { marksOf, reviewCell } from '#main/store/cache/cells';
import type { Directory } from './directory';
import { approverOf, nameOfActor } from './directory';
import { disableView, doneBefore, isReadingBack, labelOf } from './disable-view';
import type { Enquiry } from './enquiries';
import { fallbackKindsOf, fallbackViewOf } from './fallback-view';
import { linkGateView, linkView, mailsView } from './link-view';
import { nextActionFor } from './next-action';
import type { OtherCases } from './other-cases';
import { promisedIfNow } from './promised';
import { barredView, refusalView } from '#contract/refusals';
import { securesView } from './secures-view';
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
  /** What a newer version wrote beside the case: nothing that rests on it is offered. */
  readonly held: readonly Ground[];
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

const maybeNotMeView = (state: CaseState): CaseView['maybeNotMe'] => {
  const said = mayBeNotMe(state) ? state.received.findLast(({ saysNotMe }) => saysNotMe) : undefined;
  return said === undefined
    ? null
    : { messageId: said.messageId, at: said.at, from: said.from, holds: holdsDisable(state, said) };
};

/** Those that this person has not read come first. */
const unreadFor = (state: CaseState, by: string): CaseView['unread'] => {
  const isMine = (message: CaseMessage): number => (message.readBy.some((reader) => reader.by === by) ? 1 : 0);
  return unreadMessages(state)
    .toSorted((a, b) => isMine(a) - isMine(b))
    .map(({ messageId }) => messageId);
};

/** The whole view. */
export const caseViewOf = (state: CaseState, stored: readonly StoredEvent[], facts: ViewFacts): CaseView => {
  const { session, policy, calendar, directory, now } = facts;
  const nameOf = (actor: string): string => nameOfActor(directory, actor);
  const who = { id: session.staffId, role: session.role, address: session.address };
  const owner = state.owner === null ? null : directory.find(state.owner);
  const due = state.submission?.due;
  const ifNow = due === undefined && isOpen(state) ? promisedIfNow(policy, now) : null;
  const mayFacts: MayFacts = {
    now,
    policy,
    actor: { kind: 'staff', ...who },
    isReadingBack: isReadingBack(state, facts.effects),
    approver: (name) => approverOf(directory, name),
    held: facts.held,
  };
  const barred = barredFrom(state, mayFacts);
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
      saidAbout: state.frozen.saidAbout,
      words: state.frozen.words,
      done: doneBefore(state, labelOf(state), facts.effects),
    },
    next: nextActionFor(state, session, barred),
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
    selfHelp: selfHelpView(state, nameOf),
    override: state.override && {
      by: nameOf(state.override.by),
      at: state.override.at,
      reason: state.override.reason ?? '(erased)',
    },
    linkGate: linkGateView(state, policy),
    link: linkView(state),
    review: {
      ...reviewCell(state),
      startedAt: state.submission?.at ?? null,
      due: due === undefined ? null : dueView(due),
      ifSubmittedNow: ifNow && dueView(ifNow),
    },
    numbers: {
      linkHours: policy.linkHours,
      reviewBusinessDays: policy.reviewBusinessDays,
      recentContactDays: policy.recentContactDays,
      watchReminderDays: [...policy.watchReminderDays],
    },
    unread: unreadFor(state, `staff:${session.staffId}`),
    maybeNotMe: maybeNotMeView(state),
    mails: mailsView(state, facts.effects, mayFacts),
    disable: disableView(state, facts.effects, when, policy, now),
    fallback: fallbackViewOf(state, mayFacts, nameOf),
    fallbackKinds: barred.openFallback === null ? fallbackKindsOf(state, policy) : [],
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
    standsStill: state.unread > 0 ? refusalView(writtenByNewer('case')) : null,
    enquiries: facts.enquiries.map((one) => ({ ...one, by: nameOf(one.by) })),
    barred: barredView(barred),
  };
};
