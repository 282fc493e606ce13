/** A case as the window shows it, for one person at one moment. Only what that person may see leaves main. */
import type { CaseView } from '#contract/cases';
import { may } from '#domain/access/roles';
import { addressStanding } from '#domain/case/account';
import type { AccountFacts } from '#domain/case/account';
import { disableSteps, nextStep } from '#domain/case/decide-disable';
import { mayDecide } from '#domain/case/decide-review';
import { ways } from '#domain/case/events';
import { openWays } from '#domain/case/self-help';
import type { CaseState } from '#domain/case/state';
import { currentLink, isOpen } from '#domain/case/state';
import type { Policy } from '#domain/policy/policy';
import type { Calendar } from '#domain/sla/calendar';
import type { Due } from '#domain/sla/due';
import { dueAfterBusinessDays } from '#domain/sla/due';
import { explainDue } from '#domain/sla/explain';
import { inZone } from '#domain/sla/zone';
import type { Session } from '#main/ipc/handlers';
import type { Effect, StoredEvent } from '#main/store/log/event-log';
import { linkCell, marksOf, reviewCell } from './cells';
import type { Directory } from './directory';
import { nameOfActor } from './directory';
import { disableStepTitle, historyOf } from './history';
import { nextActionFor } from './next-action';

export type ViewFacts = { readonly now: string; readonly policy: Policy; readonly calendar: Calendar; readonly directory: Directory; readonly session: Session; readonly effects: readonly Effect[] };

const dueView = (due: Due): NonNullable<CaseView['review']['due']> => ({
  dueAt: due.dueAt, calendar: `${due.calendar.name}, v${due.calendar.version}`, lines: [...explainDue(due, 'en')],
  closedDays: due.trace.filter((day) => day.kind === 'holiday').map((day) => ({ date: day.date, name: day.holiday?.en ?? '' })),
});

const roleWords = { member: 'Firm member', administrator: 'Firm Administrator', 'primary-subscriber': 'Primary Subscriber' } as const;

/** Who in the firm may disable 2FA for this person (PRODUCT.md, step 1.3). */
const mayDisable = (facts: AccountFacts): NonNullable<CaseView['account']>['mayDisable'] => facts.members.filter((member) => member.accountId !== facts.accountId && member.role !== 'member').map((member) => {
  if (member.role === 'primary-subscriber') return { name: member.name, role: member.role, may: true, why: 'Primary Subscriber: may disable it.' };
  if (facts.role === 'primary-subscriber') return { name: member.name, role: member.role, may: false, why: 'An administrator may not do it for the Primary Subscriber.' };
  return member.hasSecondFactor ? { name: member.name, role: member.role, may: true, why: 'Firm Administrator with 2FA on: may disable it.' } : { name: member.name, role: member.role, may: false, why: 'May not: has no 2FA on their own account.' };
});

const accountView = (state: CaseState, facts: AccountFacts, policy: Policy): NonNullable<CaseView['account']> => ({
  system: state.accountSystem ?? '', readAt: facts.readAt, name: facts.name, nameSince: facts.nameSince, login: facts.login, firmName: facts.firmName, firmSize: facts.members.length, role: facts.role, language: facts.language, timeZone: facts.timeZone,
  factors: facts.factors.map((factor) => ({ id: factor.id, kind: factor.kind, label: factor.label, createdAt: factor.createdAt, codesLeft: factor.codesLeft ?? null })),
  sessions: facts.sessions.map((session) => ({ device: session.device, lastSeenAt: session.lastSeenAt })),
  addresses: facts.addresses.map((address) => ({ addressId: address.id, address: address.address, since: address.since, until: address.until, standing: addressStanding(address, state.openedAt, { recent: policy.recentContactDays, replaced: policy.replacedContactDays }) })),
  mayDisable: mayDisable(facts),
});

const wayHint = (way: (typeof ways)[number], facts: AccountFacts | null): string => {
  if (facts === null) return 'The account was not read.';
  if (way === 'still-signed-in') return facts.sessions.length === 0 ? 'The identity system knows of no session.' : `${facts.sessions.length === 1 ? 'One session is' : `${facts.sessions.length} sessions are`} alive: ${facts.sessions.map((session) => session.device).join(', ')}. From there the account can be added to a new device.`;
  if (way === 'backup-code') {
    const left = facts.factors.find((factor) => factor.kind === 'backup-codes')?.codesLeft ?? 0;
    return left === 0 ? 'No backup code is left.' : `${left === 1 ? 'One backup code is' : `${left} backup codes are`} left. Never ask for the code itself: it goes in where the app's code is asked for.`;
  }
  const able = mayDisable(facts).filter((member) => member.may);
  if (facts.members.length <= 1) return 'A one-member firm has nobody who could.';
  return able.length === 0 ? 'Nobody in the firm may.' : `May: ${able.map((member) => `${member.name} (${roleWords[member.role]})`).join(', ')}.`;
};

const linkGate = (state: CaseState, facts: AccountFacts | null, policy: Policy): CaseView['linkGate'] => {
  const left = openWays(state);
  const overridden = state.override !== null;
  const usable = facts?.addresses.some((address) => addressStanding(address, state.openedAt, { recent: policy.recentContactDays, replaced: policy.replacedContactDays }) === 'usable') ?? false;
  const conditions = [
    { words: 'No session', met: overridden || !left.includes('still-signed-in') }, { words: 'Backup codes', met: overridden || !left.includes('backup-code') },
    { words: 'Somebody in the firm', met: overridden || !left.includes('someone-in-the-firm') }, { words: 'An address from before the case', met: usable },
  ];
  return { open: conditions.every((condition) => condition.met), conditions };
};

const disableView = (state: CaseState, effects: readonly Effect[], when: (iso: string) => string): CaseView['disable'] => {
  const run = state.disable;
  if (run === null) return null;
  const label = (id: string): string => { const factor = run.factors.find((candidate) => candidate.id === id); return factor === undefined ? 'a second factor' : `${factor.kind === 'totp' ? 'the authenticator app' : factor.kind === 'security-key' ? 'the security key' : 'the backup codes'}${factor.kind === 'backup-codes' ? '' : ` “${factor.label}”`}`; };
  const current = run.begunAt !== null && run.stopped === null && state.frozen === null ? nextStep(run) : null;
  const effect = effects.find((candidate) => candidate.effectId === run.effectId);
  return {
    effectId: run.effectId, approvedAt: run.approvedAt, dueAt: run.dueAt, coolingOffHours: run.coolingOffHours, finishedAt: run.finishedAt,
    steps: disableSteps(run).map((step) => {
      const done = run.steps.find((candidate) => candidate.step === step);
      const stopped = run.stopped?.step === step;
      return { key: step, title: disableStepTitle(step, label, done !== undefined, run.addressIds.length), state: done ? 'done' as const : stopped ? 'stopped' as const : current === step ? 'running' as const : 'waiting' as const, readBack: done?.readBack ?? (stopped ? run.stopped?.found ?? null : null), at: done?.at ?? null };
    }),
    stopped: run.stopped === null ? null : { reason: run.stopped.reason, found: run.stopped.found, at: run.stopped.at, ways: run.stopped.reason === 'account-changed' || run.stopped.reason === 'check-refused' ? ['resume', 'close', 'stop'] : ['resume', 'stop'] },
    retrying: effect?.state === 'waiting' && effect.lastError !== null ? `${effect.lastError} Next try ${when(effect.dueAt)}.` : null,
  };
};

/** The whole view. */
export const caseViewOf = (state: CaseState, stored: readonly StoredEvent[], facts: ViewFacts): CaseView => {
  const { session, policy, calendar, directory, now } = facts;
  const nameOf = (actor: string): string => nameOfActor(directory, actor);
  const who = { id: session.staffId, role: session.role, address: session.address };
  const owner = state.owner === null ? null : directory.find(state.owner);
  const link = currentLink(state);
  const linkMail = state.mails.find((mail) => mail.mailId === link?.mailId);
  const addressOf = (id: string | undefined): string => state.account?.addresses.find((address) => address.id === id)?.address ?? '(erased)';
  const due = state.result?.due;
  const gate = linkGate(state, state.account, policy);
  // The log tells effects newest first: the latest round of a message is the one that counts.
  const effectOf = (mailId: string): Effect | undefined => facts.effects.find((effect) => effect.kind === 'send-mail' && effect.payload['mailId'] === mailId);
  const when = (iso: string): string => inZone(Date.parse(iso), calendar.timeZone).setLocale('en-CA').toFormat('ccc d LLL, HH:mm');
  return {
    caseId: state.caseId, number: state.number, version: stored.at(-1)?.version ?? 0, person: state.account?.name ?? '(erased)', firm: state.account?.firmName ?? '(erased)', status: state.status, outcome: state.outcome,
    frozen: state.frozen && { at: state.frozen.at, by: nameOf(state.frozen.by), via: state.frozen.via, words: state.frozen.words },
    next: nextActionFor(state, who), owner: owner && { staffId: owner.staffId, name: owner.name, initials: owner.initials, role: owner.role }, marks: marksOf(state),
    openedAt: state.openedAt, openedBy: nameOf(state.openedBy), channel: state.channel, callerWords: state.callerWords ?? '', callerGave: state.callerGave ?? '', reference: state.reference ?? '', requests: state.requests,
    account: state.account && accountView(state, state.account, policy), risk: { level: state.risk.level, reasons: state.risk.reasons.map((reason) => reason.replaceAll('-', ' ')) },
    selfHelp: ways.map((way) => { const done = state.selfHelp[way]; return { way, outcome: done?.outcome ?? null, why: done?.why ?? null, by: done ? nameOf(done.by) : null, at: done?.at ?? null, hint: wayHint(way, state.account) }; }),
    override: state.override && { by: nameOf(state.override.by), at: state.override.at, reason: state.override.reason ?? '(erased)' },
    linkGate: gate,
    link: link && { ...linkCell(state), sentAt: link.expiresAt === null ? null : new Date(Date.parse(link.expiresAt) - policy.linkHours * 3_600_000).toISOString(), openedAt: link.openedAt, to: linkMail ? addressOf(linkMail.addressId) : null, number: link.number },
    review: { ...reviewCell(state), startedAt: state.submission?.at ?? null, due: due === undefined ? null : dueView(due), ifSubmittedNow: due === undefined && isOpen(state) ? dueView(dueAfterBusinessDays({ from: now, days: policy.reviewBusinessDays, calendar, counting: policy.counting })) : null },
    mails: state.mails.toReversed().map((mail) => ({ mailId: mail.mailId, template: mail.template, to: addressOf(mail.addressId), language: mail.language, askedAt: mail.askedAt, state: mail.state === 'waiting' && effectOf(mail.mailId)?.state === 'cancelled' ? 'cancelled' as const : mail.state, settledAt: mail.settledAt, why: mail.why ?? effectOf(mail.mailId)?.lastError ?? null, canSendAgain: mail.state !== 'waiting' && (isOpen(state) || mail.mailId !== link?.mailId) && state.frozen === null && may(session.role, 'mail:retry') && (mail.state === 'failed' || mail.mailId === link?.mailId) && !(mail.mailId === link?.mailId && ['used', 'expired', 'replaced'].includes(link.state)) })),
    history: [...historyOf(stored, nameOf, when, may(session.role, 'evidence:view'))], disable: disableView(state, facts.effects, when),
    can: {
      work: may(session.role, 'case:work') && isOpen(state) && state.frozen === null, sendLink: may(session.role, 'link:send') && gate.open && isOpen(state) && state.frozen === null && ['triage', 'awaiting-admin', 'awaiting-customer', 'link-expired'].includes(state.status),
      decide: mayDecide(state, who) === null && (state.status === 'in-review' || state.status === 'awaiting-second'), freeze: isOpen(state) && state.frozen === null, unfreeze: session.role === 'lead' && state.frozen !== null,
      assign: may(session.role, 'case:assign') && isOpen(state), close: may(session.role, 'case:close') && isOpen(state) && state.frozen === null && state.status !== 'approved' && state.status !== 'disabling' && (state.status !== 'needs-attention' || session.role === 'reviewer'), resume: may(session.role, 'disable:resume') && state.status === 'needs-attention' && state.frozen === null,
    },
  };
};
