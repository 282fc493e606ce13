/** The case that a view of the fake desk tells of, as the domain knows one: so that it can be asked who may do what. */
import { noResultRows } from '#domain/case/decide-check';
import type { CaseView } from '#contract/cases';
import { barredView, refusalView } from '#contract/refusals';
import type { Person } from '#contract/shared';
import type { AccountFacts } from '#domain/case/account';
import type { MayFacts } from '#domain/case/asks';
import type { CaseDecision, CaseLink, CaseMail, CaseState, DisableRun, Fallback } from '#domain/case/state';
import { evolve } from '#domain/case/evolve';
import { mayOffer } from '#domain/case/may-do';
import { linkConditions } from '#domain/case/may-link';
import { barredFrom } from '#domain/case/offers';
import { defaultPolicy } from '#domain/policy/policy';
import { calendarOf } from '#domain/sla/calendar';
import { dueAfterBusinessDays } from '#domain/sla/due';
import { everyCapability } from '#support/capabilities';
import { morning, people } from '../fake-world';

const policy = defaultPolicy('practice');
const now = new Date(morning).toISOString();
const due = dueAfterBusinessDays({ from: now, days: 2, calendar: calendarOf('ca-federal'), counting: 'calendar-day' });
const staffOf = (name: string): string => `staff:${people.find((person) => person.name === name)?.staffId ?? name}`;

const accountOf = (view: CaseView): AccountFacts | null =>
  view.account && {
    accountId: `sample:account-${view.caseId}`,
    name: view.account.name,
    nameSince: view.account.nameSince,
    login: view.account.login,
    firmId: `sample:${view.firm}`,
    firmName: view.account.firmName,
    firmStatus: 'active',
    role: view.account.role,
    language: view.account.language,
    timeZone: view.account.timeZone,
    factors: view.account.factors.map(({ id, kind, label, createdAt }) => ({ id, kind, label, createdAt })),
    capabilities: everyCapability,
    sessions: [],
    addresses: view.account.addresses.map(({ addressId, address, since, until }) => ({
      id: addressId,
      address,
      since,
      until,
    })),
    members: view.account.mayDisable.map(({ name, role, may }) => ({
      accountId: `sample:${name}`,
      name,
      role,
      hasSecondFactor: may,
    })),
    readAt: view.account.readAt,
  };

/** Where a case's page shows no such text, its mail went to the first address. */
const wentTo = ({ account }: CaseView, to: string) => ({
  id: account?.addresses.find(({ address }) => address === to)?.addressId ?? 'a1',
  address: account?.addresses.find(({ address, addressId }) => address === to || addressId === 'a1')?.address ?? to,
  since: null,
  until: null,
});
const mailsOf = (view: CaseView): readonly CaseMail[] =>
  view.mails.toReversed().map((mail) => ({
    mailId: mail.mailId,
    template: mail.template,
    addressId: wentTo(view, mail.to).id,
    to: wentTo(view, mail.to),
    noticeHash: '',
    language: mail.language,
    askedAt: mail.askedAt,
    askAgain: null,
    way: null,
    checkId: null,
    days: null,
    by: null,
    draftId: null,
    own: null,
    state: mail.state === 'sending' ? 'waiting' : mail.state,
    settledAt: mail.settledAt,
    toldAt: mail.settledAt,
    why: mail.why === null ? null : { code: 'mail-unknown' as const },
    attempts: null,
    rounds: 1,
    before: null,
  }));

const linksOf = (view: CaseView): readonly CaseLink[] => {
  const { link } = view;
  if (link === null) return [];
  const known = ['running', 'used', 'expired', 'replaced', 'undeliverable'] as const;
  return [
    {
      checkId: 'check-1',
      number: link.number,
      tokenHash: '',
      mailId: view.mails.find(({ template }) => template === 'recovery-link')?.mailId ?? '',
      by: staffOf(view.openedBy),
      askedAt: link.sentAt ?? view.openedAt,
      startedAt: link.sentAt,
      expiresAt: link.at,
      openedAt: link.openedAt,
      state: known.find((state) => state === link.state) ?? 'asked',
    },
  ];
};

const runOf = (view: CaseView, account: AccountFacts | null): DisableRun | null => {
  const run = view.disable;
  if (run === null) return null;
  const done = run.steps.flatMap(({ key, state, at }) =>
    state === 'done'
      ? [{ step: key as DisableRun['steps'][number]['step'], readBack: { code: 'removed' as const }, at: at ?? now }]
      : [],
  );
  return {
    effectId: run.effectId,
    factors: account?.factors ?? [],
    addressIds: [],
    via: run.via,
    removal: 'each',
    demand: 'in-force',
    how: run.how,
    policyVersion: policy.version,
    coolingOffHours: run.coolingOffHours,
    awayMs: 0,
    changed: null,
    dueAt: run.dueAt,
    approvedAt: run.approvedAt,
    begunAt: view.status === 'approved' ? null : run.dueAt,
    steps: done,
    stopped: run.stopped && {
      step: 'list',
      reason: 'account-changed',
      found: { code: 'account-changed' },
      at: run.stopped.at,
    },
    finishedAt: run.finishedAt,
  };
};

/** What was authorised by a check was approved by somebody, whom the view doesn't name (R9). */
const decisionsOf = (run: CaseView['disable']): readonly CaseDecision[] =>
  run?.via !== 'check'
    ? []
    : [
        {
          decisionId: 'decision-1',
          decision: 'pass',
          by: 'staff:whoever-approved',
          digest: 'digest-1',
          at: run.approvedAt,
          marks: [],
          nameRule: 'name-1',
          nameEqual: true,
          policyVersion: policy.version,
          printedName: null,
          nameReason: null,
          note: null,
          void: false,
        },
      ];

const fallbackOf = (view: CaseView): Fallback | null =>
  view.fallback && {
    fallbackId: view.fallback.fallbackId,
    kind: view.fallback.kind,
    openedBy: staffOf(view.fallback.openedBy),
    openedAt: view.fallback.openedAt,
    reason: view.fallback.reason,
    stage: view.fallback.stage,
    items: Object.fromEntries(
      view.fallback.items.flatMap(({ key, value, note, by, at }) =>
        value === null ? [] : [[key, { value, note, by: staffOf(by ?? ''), at: at ?? now }]],
      ),
    ),
    preparers: [staffOf(view.fallback.openedBy)],
    attestation: null,
    approvalsNeeded: view.fallback.approvalsNeeded,
    due: null,
    decisions: [],
  };

/** What the view leaves out is as in a case that was just opened. */
export const stateOf = (view: CaseView): CaseState => {
  const account = accountOf(view);
  const opened = evolve(null, {
    type: 'case.opened',
    data: {
      caseId: view.caseId,
      number: view.number,
      accountId: `sample:account-${view.caseId}`,
      firmId: `sample:${view.firm}`,
      by: staffOf(view.openedBy),
      channel: view.channel,
      at: view.openedAt,
      policyVersion: policy.version,
    },
  });
  const said = (way: CaseView['selfHelp'][number]['way']) => {
    const found = view.selfHelp.find((one) => one.way === way);
    return found?.outcome == null
      ? null
      : { outcome: found.outcome, by: staffOf(found.by ?? ''), at: found.at ?? now, why: found.why, because: null };
  };
  const isSubmitted = view.review.startedAt !== null;
  return {
    ...opened,
    status: view.status,
    account,
    frozen: view.frozen && { ...view.frozen, by: staffOf(view.frozen.by) },
    owner: view.owner?.staffId ?? null,
    reSecures: view.secures?.of.caseId ?? null,
    triage: view.selfHelp.map(({ way, open }) => ({ way, open, reason: '', count: 0 })),
    selfHelp: {
      'still-signed-in': said('still-signed-in'),
      'backup-code': said('backup-code'),
      'someone-in-the-firm': said('someone-in-the-firm'),
    },
    override: view.override && { ...view.override, by: staffOf(view.override.by) },
    snooze: view.snooze && { snoozeId: 'snooze-1', ...view.snooze },
    links: linksOf(view),
    mails: mailsOf(view),
    submission: isSubmitted
      ? {
          checkId: 'check-1',
          submissionId: 'submission-1',
          termsVersion: '1',
          language: 'en',
          country: 'CA',
          documentKind: 'passport',
          capture: 'automatic',
          pictures: [],
          provider: 'own-form',
          due,
          at: view.review.startedAt ?? now,
          evidence: 'kept',
          late: null,
        }
      : null,
    result:
      isSubmitted && view.status !== 'submitted'
        ? {
            provider: 'own-form',
            outcome: 'none',
            codes: [],
            rows: noResultRows,
            approvalsNeeded: 1,
            at: view.review.startedAt ?? now,
          }
        : null,
    decisions: decisionsOf(view.disable),
    disable: runOf(view, account),
    fallback: fallbackOf(view),
    watch: view.watch,
    unread: view.standsStill === null ? 0 : 1,
    closedAt: view.status === 'closed' ? now : null,
    outcome: view.status === 'recovered' ? 'recovered' : view.status === 'closed' ? 'withdrawn' : null,
  };
};

/** What the domain's answer rests on, for whoever asks. */
export const factsFor = (me: Person): MayFacts => ({
  now,
  policy,
  actor: { kind: 'staff', id: me.staffId, role: me.role, address: `${me.staffId}@desk.example` },
});

/** The view as it is answered: who may do what is the domain's word, for whoever asks. */
export const answered = (view: CaseView, me: Person): CaseView => {
  const state = stateOf(view);
  const facts = factsFor(me);
  const barred = barredFrom(state, facts);
  const conditions = [...linkConditions(state, policy)];
  return {
    ...view,
    barred: barredView(barred),
    linkGate: { open: conditions.every(({ met }) => met), conditions },
    fallbackKinds: barred.openFallback === null ? view.fallbackKinds : [],
    mails: view.mails.map((mail) => ({
      ...mail,
      barredAgain: refusalView(mayOffer(state, { kind: 'send-again', mailId: mail.mailId }, facts)),
    })),
  };
};
