/** A case as its events tell it. `evolve` is the only way to it. */
import type { Due } from '../sla/due';
import type { AccountFacts, CaseFactor, Risk } from './account';
import type { AskAgainReason, CaseEvent, CaseEventOf, Channel, CheckKind, DecisionMade, DisableStep, MailTemplate, Outcome, ProviderVerdict, Way, WayOutcome } from './events';

export const statuses = [
  'triage', 'awaiting-admin', 'awaiting-customer', 'link-expired', 'submitted', 'in-review', 'awaiting-second', 'approved',
  'disabling', 'needs-attention', 'recovered', 'failed', 'fallback-review', 'closed',
] as const;
export type CaseStatus = (typeof statuses)[number];

export type LinkState = 'asked' | 'running' | 'opened' | 'used' | 'expired' | 'replaced' | 'undeliverable';
export type CaseLink = {
  readonly checkId: string; readonly number: number; readonly tokenHash: string; readonly mailId: string; readonly by: string;
  readonly askedAt: string; readonly expiresAt: string | null; readonly openedAt: string | null; readonly state: LinkState;
};
export type CaseMail = {
  readonly mailId: string; readonly template: MailTemplate; readonly addressId: string; readonly noticeHash: string; readonly language: 'en' | 'fr';
  readonly askedAt: string; readonly askAgain: AskAgainReason | null; readonly state: 'waiting' | 'sent' | 'failed'; readonly settledAt: string | null; readonly why: string | null; readonly rounds: number;
};
export type CaseDecision = DecisionMade & { readonly printedName: string | null; readonly nameReason: string | null; readonly note: string | null; readonly void: boolean };
export type DisableRun = {
  readonly effectId: string; readonly factors: readonly CaseFactor[]; readonly addressIds: readonly string[]; readonly coolingOffHours: number; readonly dueAt: string; readonly approvedAt: string; readonly begunAt: string | null;
  readonly steps: readonly { readonly step: DisableStep; readonly readBack: string; readonly at: string }[];
  readonly stopped: { readonly step: DisableStep; readonly reason: CaseEventOf<'case.disable-stopped'>['data']['reason']; readonly found: string; readonly at: string } | null;
  readonly finishedAt: string | null;
};

export type CaseState = {
  readonly caseId: string; readonly number: string; readonly accountId: string; readonly firmId: string; readonly version: number;
  readonly status: CaseStatus; readonly frozen: { readonly by: string; readonly via: 'notice' | 'staff'; readonly at: string; readonly words: string | null } | null;
  readonly openedBy: string; readonly openedAt: string; readonly channel: Channel; readonly policyVersion: number; readonly requests: number;
  readonly callerWords: string | null; readonly callerGave: string | null; readonly reference: string | null;
  readonly owner: string | null;
  readonly account: AccountFacts | null; readonly accountSystem: string | null; readonly accountReadAt: string | null; readonly risk: Risk;
  readonly selfHelp: Readonly<Record<Way, { readonly outcome: WayOutcome; readonly by: string; readonly at: string; readonly why: string | null } | null>>;
  readonly override: { readonly by: string; readonly at: string; readonly reason: string | null } | null;
  readonly links: readonly CaseLink[]; readonly senders: readonly string[]; readonly mails: readonly CaseMail[];
  readonly submission: (CaseEventOf<'case.submitted'>['data'] & { readonly evidence: 'kept' | 'destroyed' }) | null;
  readonly result: { readonly provider: string; readonly rows: Readonly<Record<CheckKind, ProviderVerdict>>; readonly approvalsNeeded: number; readonly due: Due; readonly at: string } | null;
  readonly decisions: readonly CaseDecision[];
  readonly disable: DisableRun | null;
  readonly outcome: Outcome | 'recovered' | null; readonly closedAt: string | null; readonly updatedAt: string;
};

const replace = <T>(list: readonly T[], match: (item: T) => boolean, change: (item: T) => T): readonly T[] => list.map((item) => (match(item) ? change(item) : item));

/** The newest link, whatever became of it. */
export const currentLink = (state: CaseState): CaseLink | null => state.links.at(-1) ?? null;
/** Approvals that still count: the passes over the check that is in review. */
export const standingApprovals = (state: CaseState): readonly CaseDecision[] => state.decisions.filter((made) => made.decision === 'pass' && !made.void);
/** Whether nothing more can happen but a late repudiation (R10 counts `recovered` as closed). */
export const isOpen = (state: CaseState): boolean => state.status !== 'closed' && state.status !== 'recovered';

const opened = (event: CaseEventOf<'case.opened'>): CaseState => ({
  caseId: event.data.caseId, number: event.data.number, accountId: event.data.accountId, firmId: event.data.firmId, version: 1,
  status: 'triage', frozen: null, openedBy: event.data.by, openedAt: event.data.at, channel: event.data.channel, policyVersion: event.data.policyVersion, requests: 1,
  callerWords: event.contact?.callerWords ?? null, callerGave: event.contact?.callerGave ?? null, reference: event.contact?.reference ?? null,
  owner: null, account: null, accountSystem: null, accountReadAt: null, risk: { level: 'normal', reasons: [] },
  selfHelp: { 'still-signed-in': null, 'backup-code': null, 'someone-in-the-firm': null }, override: null,
  links: [], senders: [], mails: [], submission: null, result: null, decisions: [], disable: null, outcome: null, closedAt: null, updatedAt: event.data.at,
});

/** What an event makes of a case. Total: an event on nothing but `case.opened` is an error of the log, not of a person. */
export const evolve = (before: CaseState | null, event: CaseEvent): CaseState => {
  if (event.type === 'case.opened') return opened(event);
  if (before === null) throw new Error(`${event.type} on a case that was never opened`);
  const state: CaseState = { ...before, version: before.version + 1, updatedAt: event.data.at };
  switch (event.type) {
    case 'case.account-read':
      return { ...state, account: event.contact?.facts ?? state.account, accountSystem: event.data.system, accountReadAt: event.data.at, risk: event.data.risk,
        ...(event.data.voidsApprovals === true ? { status: 'in-review' as const, decisions: state.decisions.map((made) => ({ ...made, void: true })) } : {}) };
    case 'case.request-attached':
      return { ...state, requests: state.requests + 1 };
    case 'case.assigned':
      return { ...state, owner: event.data.to };
    case 'case.noted':
      return state;
    case 'case.way-recorded':
      return { ...state, status: event.data.way !== 'someone-in-the-firm' ? state.status : event.data.outcome === 'offered' ? 'awaiting-admin' : 'triage',
        selfHelp: { ...state.selfHelp, [event.data.way]: { outcome: event.data.outcome, by: event.data.by, at: event.data.at, why: event.contact?.why ?? null } } };
    case 'case.self-help-overridden':
      return { ...state, override: { by: event.data.by, at: event.data.at, reason: event.contact?.reason ?? null } };
    case 'case.mail-asked':
      return { ...state, mails: [...state.mails, { mailId: event.data.mailId, template: event.data.template, addressId: event.data.addressId, noticeHash: event.data.noticeHash, language: event.data.language, askedAt: event.data.at, askAgain: event.data.askAgain ?? null, state: 'waiting', settledAt: null, why: null, rounds: 1 }] };
    case 'case.link-asked':
      return { ...state, status: 'awaiting-customer', submission: null, result: null,
        senders: event.data.by.startsWith('staff:') && !state.senders.includes(event.data.by) ? [...state.senders, event.data.by] : state.senders,
        links: [...state.links.map((link) => (link.state === 'used' || link.state === 'expired' ? link : { ...link, state: 'replaced' as const })),
          { checkId: event.data.checkId, number: event.data.linkNumber, tokenHash: event.data.tokenHash, mailId: event.data.mailId, by: event.data.by, askedAt: event.data.at, expiresAt: null, openedAt: null, state: 'asked' }] };
    case 'case.link-clock-started':
      return { ...state, links: replace(state.links, (link) => link.checkId === event.data.checkId, (link) => ({ ...link, expiresAt: event.data.expiresAt, state: link.state === 'asked' ? 'running' : link.state })) };
    case 'case.mail-accepted':
      return { ...state, mails: replace(state.mails, (mail) => mail.mailId === event.data.mailId, (mail) => ({ ...mail, state: 'sent', settledAt: event.data.at, why: null })) };
    case 'case.mail-failed':
      return { ...state, mails: replace(state.mails, (mail) => mail.mailId === event.data.mailId, (mail) => ({ ...mail, state: 'failed', settledAt: event.data.at, why: event.data.why })),
        links: replace(state.links, (link) => link.mailId === event.data.mailId && (link.state === 'asked' || link.state === 'running'), (link) => ({ ...link, state: 'undeliverable' })) };
    case 'case.mail-asked-again':
      return { ...state, mails: replace(state.mails, (mail) => mail.mailId === event.data.mailId, (mail) => ({ ...mail, state: 'waiting', settledAt: null, why: null, rounds: mail.rounds + 1 })),
        links: replace(state.links, (link) => link.mailId === event.data.mailId && link.state === 'undeliverable', (link) => ({ ...link, state: link.expiresAt === null ? 'asked' : 'running' })) };
    case 'case.link-opened':
      return { ...state, links: replace(state.links, (link) => link.checkId === event.data.checkId && link.openedAt === null, (link) => ({ ...link, openedAt: event.data.at, state: link.state === 'running' ? 'opened' : link.state })) };
    case 'case.link-expired':
      return { ...state, status: state.status === 'awaiting-customer' ? 'link-expired' : state.status, links: replace(state.links, (link) => link.checkId === event.data.checkId, (link) => ({ ...link, state: 'expired' })) };
    case 'case.submitted':
      return { ...state, status: 'submitted', submission: { ...event.data, evidence: 'kept' }, links: replace(state.links, (link) => link.checkId === event.data.checkId, (link) => ({ ...link, state: 'used' })) };
    case 'case.result-arrived':
      return { ...state, status: 'in-review', result: { provider: event.data.provider, rows: event.data.rows, approvalsNeeded: event.data.approvalsNeeded, due: event.data.due, at: event.data.at },
        decisions: state.decisions.map((made) => ({ ...made, void: true })) };
    case 'case.decided': {
      const made: CaseDecision = { ...event.data, printedName: event.identity?.printedName ?? null, nameReason: event.identity?.nameReason ?? null, note: event.identity?.note ?? null, void: false };
      const status = event.data.decision === 'fail' ? 'failed' : event.data.decision === 'pass' ? 'awaiting-second' : state.status;
      // R23: passes over different views never add up.
      const earlierOnes = event.data.decision !== 'pass' ? state.decisions : state.decisions.map((earlier) => (earlier.digest === made.digest ? earlier : { ...earlier, void: true }));
      return { ...state, status, decisions: [...earlierOnes, made] };
    }
    case 'case.approved':
      return { ...state, status: 'approved', disable: { effectId: event.data.effectId, factors: event.data.factors.map((factor) => ({ ...factor, label: event.contact?.labels[factor.id] ?? '' })), addressIds: event.data.addressIds, coolingOffHours: event.data.coolingOffHours, dueAt: event.data.dueAt, approvedAt: event.data.at, begunAt: null, steps: [], stopped: null, finishedAt: null } };
    case 'case.disable-begun':
      return { ...state, status: 'disabling', disable: state.disable && { ...state.disable, begunAt: state.disable.begunAt ?? event.data.at, stopped: null } };
    case 'case.disable-step':
      return { ...state, disable: state.disable && { ...state.disable, steps: [...state.disable.steps, { step: event.data.step, readBack: event.data.readBack, at: event.data.at }] } };
    case 'case.disable-stopped':
      return { ...state, status: 'needs-attention', disable: state.disable && { ...state.disable, stopped: { step: event.data.step, reason: event.data.reason, found: event.contact?.found ?? '(erased)', at: event.data.at } } };
    case 'case.disable-resumed':
      return { ...state, status: state.disable?.begunAt ? 'disabling' : 'approved', disable: state.disable && { ...state.disable, effectId: event.data.effectId, stopped: null } };
    case 'case.recovered':
      return { ...state, status: 'recovered', outcome: 'recovered', closedAt: event.data.at, disable: state.disable && { ...state.disable, finishedAt: event.data.at } };
    case 'case.evidence-destroyed':
      return { ...state, submission: state.submission?.checkId === event.data.checkId ? { ...state.submission, evidence: 'destroyed' } : state.submission };
    case 'case.frozen':
      return { ...state, frozen: { by: event.data.by, via: event.data.via, at: event.data.at, words: event.contact?.words ?? null } };
    case 'case.unfrozen':
      return { ...state, frozen: null, disable: state.disable && event.data.effectId !== undefined ? { ...state.disable, effectId: event.data.effectId } : state.disable };
    case 'case.closed':
      return { ...state, status: 'closed', outcome: event.data.outcome, closedAt: event.data.at };
  }
};

/** A case from its events; null when there are none. */
export const replay = (events: readonly CaseEvent[]): CaseState | null => events.reduce<CaseState | null>(evolve, null);

/** R23: what an approval is bound to: who, which pictures, which factors go, which address got the link, which policy. */
export const decisionView = (state: CaseState) => ({
  case: state.caseId, account: state.accountId, name: state.account?.name ?? null,
  factors: (state.account?.factors ?? []).map((factor) => factor.id).toSorted(), addresses: (state.account?.addresses ?? []).map((address) => `${address.id} ${address.since ?? '?'} ${address.until ?? ''}`).toSorted(),
  linkMail: currentLink(state)?.mailId ?? null, pictures: (state.submission?.pictures ?? []).map((picture) => `${picture.slot} ${picture.sha256}`),
  rows: state.result?.rows ?? null, risk: state.risk, override: state.override !== null, policy: state.policyVersion,
});
