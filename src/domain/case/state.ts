/** A case as its events tell it. `evolve` is the only way to it. */
import type { Due } from '../sla/due';
import type { AccountId } from './account-id';
import type { AccountFacts, CaseFactor, Risk } from './account';
import { withReason } from './account';
import type {
  AskAgainReason,
  Attestor,
  CaseEvent,
  CaseEventOf,
  Channel,
  CheckKind,
  CoolingOffChange,
  DecisionMade,
  DisableStep,
  FallbackDecisionMade,
  FallbackKind,
  FreezeVia,
  How,
  MailTemplate,
  Outcome,
  ProviderVerdict,
  SecureStep,
  SignalSeen,
  Way,
  WayFound,
  WayOutcome,
} from './events';

export const statuses = [
  'triage',
  'awaiting-admin',
  'awaiting-customer',
  'link-expired',
  'submitted',
  'in-review',
  'awaiting-second',
  'approved',
  'disabling',
  'needs-attention',
  'recovered',
  'failed',
  'fallback-review',
  'closed',
] as const;
export type CaseStatus = (typeof statuses)[number];

export type LinkState = 'asked' | 'running' | 'opened' | 'used' | 'expired' | 'replaced' | 'undeliverable';
export type CaseLink = {
  readonly checkId: string;
  readonly number: number;
  readonly tokenHash: string;
  readonly mailId: string;
  readonly by: string;
  readonly askedAt: string;
  readonly startedAt: string | null;
  readonly expiresAt: string | null;
  readonly openedAt: string | null;
  readonly state: LinkState;
};
export type CaseMail = {
  readonly mailId: string;
  readonly template: MailTemplate;
  readonly addressId: string;
  readonly noticeHash: string;
  readonly language: 'en' | 'fr';
  readonly askedAt: string;
  readonly askAgain: AskAgainReason | null;
  readonly way: Way | null;
  readonly checkId: string | null;
  readonly days: number | null;
  readonly state: 'waiting' | 'sent' | 'failed';
  readonly settledAt: string | null;
  /** When a mail server first took it: sending again makes nobody told later. */
  readonly toldAt: string | null;
  readonly why: string | null;
  readonly rounds: number;
};
export type CaseDecision = DecisionMade & {
  readonly printedName: string | null;
  readonly nameReason: string | null;
  readonly note: string | null;
  readonly void: boolean;
};
export type DisableRun = {
  readonly effectId: string;
  readonly factors: readonly CaseFactor[];
  readonly addressIds: readonly string[];
  readonly via: 'check' | 'fallback';
  readonly how: How;
  readonly policyVersion: number;
  readonly coolingOffHours: number;
  readonly awayMs: number;
  readonly changed: CoolingOffChange | null;
  readonly dueAt: string;
  readonly approvedAt: string;
  readonly begunAt: string | null;
  readonly steps: readonly { readonly step: DisableStep; readonly readBack: string; readonly at: string }[];
  readonly stopped: {
    readonly step: DisableStep;
    readonly reason: CaseEventOf<'case.disable-stopped'>['data']['reason'];
    readonly found: string;
    readonly at: string;
  } | null;
  readonly finishedAt: string | null;
};

export type Fallback = {
  readonly fallbackId: string;
  readonly kind: FallbackKind;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly reason: string | null;
  readonly stage: 'preparing' | 'deciding' | 'approved' | 'refused' | 'withdrawn';
  readonly items: Readonly<
    Record<
      string,
      { readonly value: 'seen' | 'missing'; readonly note: string | null; readonly by: string; readonly at: string }
    >
  >;
  /** Everybody who prepared it: none of them decides (R9). */
  readonly preparers: readonly string[];
  readonly attestation: {
    readonly attestorId: AccountId;
    readonly attestor: Attestor | null;
    readonly mailId: string;
    readonly codeHash: string;
    readonly expiresAt: string;
    readonly wrong: number;
    readonly answeredAt: string | null;
  } | null;
  readonly approvalsNeeded: number;
  readonly due: Due | null;
  readonly decisions: readonly (FallbackDecisionMade & { readonly reason: string | null; readonly void: boolean })[];
};
/** How a recovered account is watched until 2FA is on again. */
export type Watch = {
  readonly since: string;
  readonly looks: number;
  readonly lastLookAt: string | null;
  readonly endedAt: string | null;
};

export type CaseState = {
  readonly caseId: string;
  readonly number: string;
  readonly accountId: AccountId;
  readonly firmId: AccountId;
  readonly version: number;
  readonly status: CaseStatus;
  readonly frozen: {
    readonly by: string;
    readonly via: FreezeVia;
    readonly at: string;
    readonly words: string | null;
  } | null;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly channel: Channel;
  readonly policyVersion: number;
  readonly requests: number;
  readonly callerWords: string | null;
  readonly callerGave: string | null;
  readonly reference: string | null;
  /** How often the owner said "this wasn't me" about this case (R7). */
  readonly repudiations: number;
  /** Closed over a freeze: opening it again would lift that (R7). */
  readonly closedFrozen: boolean;
  readonly owner: string | null;
  /** The case whose disable was repudiated: this one secures the account again. */
  readonly reSecures: string | null;
  readonly triage: readonly WayFound[];
  readonly signals: readonly SignalSeen[];
  readonly snooze: {
    readonly snoozeId: string;
    readonly until: string | null;
    readonly by: string;
    readonly at: string;
    readonly reason: string | null;
  } | null;
  readonly account: AccountFacts | null;
  readonly accountSystem: string | null;
  readonly accountReadAt: string | null;
  readonly risk: Risk;
  readonly selfHelp: Readonly<
    Record<
      Way,
      { readonly outcome: WayOutcome; readonly by: string; readonly at: string; readonly why: string | null } | null
    >
  >;
  readonly override: { readonly by: string; readonly at: string; readonly reason: string | null } | null;
  readonly links: readonly CaseLink[];
  readonly senders: readonly string[];
  readonly mails: readonly CaseMail[];
  readonly submission: (CaseEventOf<'case.submitted'>['data'] & { readonly evidence: 'kept' | 'destroyed' }) | null;
  readonly result: {
    readonly provider: string;
    readonly rows: Readonly<Record<CheckKind, ProviderVerdict>>;
    readonly approvalsNeeded: number;
    readonly due: Due;
    readonly at: string;
  } | null;
  readonly decisions: readonly CaseDecision[];
  readonly disable: DisableRun | null;
  readonly fallback: Fallback | null;
  readonly fallbacksRefused: number;
  readonly watch: Watch | null;
  readonly secure: {
    readonly steps: readonly { readonly step: SecureStep; readonly readBack: string; readonly at: string }[];
    readonly stopped: { readonly step: SecureStep; readonly found: string; readonly at: string } | null;
  };
  readonly duplicateOf: string | null;
  readonly outcome: Outcome | 'recovered' | null;
  readonly closedAt: string | null;
  readonly updatedAt: string;
};

const replace = <T>(list: readonly T[], match: (item: T) => boolean, change: (item: T) => T): readonly T[] =>
  list.map((item) => (match(item) ? change(item) : item));

/** The newest link, whatever became of it. */
export const currentLink = (state: CaseState): CaseLink | null => state.links.at(-1) ?? null;
/** Approvals that still count: the passes over the check that is in review. */
export const standingApprovals = (state: CaseState): readonly CaseDecision[] =>
  state.decisions.filter((made) => made.decision === 'pass' && !made.void);
/** R9, R24: whose yes a disable rests on. */
export const approvalsBehind = (
  state: CaseState,
): readonly { readonly decisionId: string; readonly by: string; readonly digest: string }[] =>
  state.disable?.via === 'fallback'
    ? (state.fallback?.decisions ?? []).filter((made) => made.decision === 'approve' && !made.void)
    : standingApprovals(state);
/** An address that a message of the case went to: the account's, or whoever's who vouches for it. */
export const addressOf = (state: CaseState, addressId: string): string | null =>
  [
    ...(state.account?.addresses ?? []),
    ...(state.fallback?.attestation?.attestor ? [state.fallback.attestation.attestor.address] : []),
  ].find((address) => address.id === addressId)?.address ?? null;
/** R7: whether somebody said "this wasn't me", on a notice or to the staff. */
export const isRepudiated = (state: CaseState): boolean => state.frozen !== null && state.frozen.via !== 'staff';
/**
 * Whether a step of a disable was done that can't be undone: a factor removed, or the account opened to the password
 * alone for some hours (R16).
 */
export const hasRemovedFactor = (state: CaseState): boolean =>
  state.disable?.steps.some((done) => done.step.startsWith('factor:') || done.step === 'grant') ?? false;
/** Whether the check's result came from a provider; our own form has none. */
export const hasProviderResult = (result: Pick<NonNullable<CaseState['result']>, 'rows'> | null): boolean =>
  result !== null && Object.values(result.rows).some((row) => row !== 'no-result');
/** Whether nothing more can happen but a late repudiation (R10 counts `recovered` as closed). */
export const isOpen = (state: CaseState): boolean => state.status !== 'closed' && state.status !== 'recovered';

const opened = (event: CaseEventOf<'case.opened'>): CaseState => ({
  caseId: event.data.caseId,
  number: event.data.number,
  accountId: event.data.accountId,
  firmId: event.data.firmId,
  version: 1,
  status: event.data.reSecures === undefined ? 'triage' : 'needs-attention',
  frozen: null,
  openedBy: event.data.by,
  openedAt: event.data.at,
  channel: event.data.channel,
  policyVersion: event.data.policyVersion,
  requests: 1,
  callerWords: event.contact?.callerWords ?? null,
  callerGave: event.contact?.callerGave ?? null,
  reference: event.contact?.reference ?? null,
  repudiations: 0,
  closedFrozen: false,
  owner: null,
  reSecures: event.data.reSecures ?? null,
  triage: [],
  signals: [],
  snooze: null,
  account: null,
  accountSystem: null,
  accountReadAt: null,
  risk: { level: 'normal', reasons: [] },
  selfHelp: { 'still-signed-in': null, 'backup-code': null, 'someone-in-the-firm': null },
  override: null,
  links: [],
  senders: [],
  mails: [],
  submission: null,
  result: null,
  decisions: [],
  disable: null,
  fallback: null,
  fallbacksRefused: 0,
  watch: null,
  secure: { steps: [], stopped: null },
  duplicateOf: null,
  outcome: null,
  closedAt: null,
  updatedAt: event.data.at,
});

/** What wakes a case that somebody snoozed: the customer, the clock or trouble, but not the desk's own bookkeeping. */
const wakes = new Set<CaseEvent['type']>([
  'case.request-attached',
  'case.link-opened',
  'case.link-expired',
  'case.submitted',
  'case.mail-failed',
  'case.frozen',
  'case.attestation-answered',
  'case.disable-stopped',
  'case.secure-stopped',
  'case.closed',
  'case.woken',
]);

/**
 * A cluster raises the risk; what can be chance, an hour or a country, only beside something else. None decides by
 * itself.
 */
const clusters = new Set<SignalSeen['signal']>(['firm-cluster', 'caller-cluster', 'unused-links']);
const withSignals = (risk: Risk, seen: readonly SignalSeen[]): Risk =>
  seen.some((one) => clusters.has(one.signal)) || seen.length > 1 ? withReason(risk, 'reconnaissance') : risk;

/**
 * R8: the account's own risk, and what the case itself adds to it: signals that were seen, an alternate method that is
 * on its way or was approved.
 */
const riskWith = (own: Risk, state: Pick<CaseState, 'signals' | 'fallback'>): Risk => {
  const reasons = own.reasons.filter((reason) => reason !== 'reconnaissance' && reason !== 'fallback');
  const seen = withSignals({ level: reasons.length === 0 ? 'normal' : 'raised', reasons }, state.signals);
  return state.fallback === null || state.fallback.stage === 'refused' || state.fallback.stage === 'withdrawn'
    ? seen
    : withReason(seen, 'fallback');
};

const ofFallback = (state: CaseState, change: (fallback: Fallback) => Fallback): Fallback | null =>
  state.fallback && change(state.fallback);
const withPreparer = (fallback: Fallback, by: string): readonly string[] =>
  fallback.preparers.includes(by) ? fallback.preparers : [...fallback.preparers, by];
/** Links that were never used lead nowhere any more. */
const deadLinks = (links: readonly CaseLink[]): readonly CaseLink[] =>
  links.map((link) =>
    link.state === 'used' || link.state === 'expired' ? link : { ...link, state: 'replaced' as const },
  );
const allVoid = <D extends { readonly void: boolean }>(decisions: readonly D[]): readonly D[] =>
  decisions.map((made) => ({ ...made, void: true }));

/**
 * What an event makes of a case. Total: an event on nothing but `case.opened` is an error of the log, not of a person.
 */
export const evolve = (before: CaseState | null, event: CaseEvent): CaseState => {
  if (event.type === 'case.opened') return opened(event);
  if (before === null) throw new Error(`${event.type} on a case that was never opened`);
  const state: CaseState = {
    ...before,
    version: before.version + 1,
    updatedAt: event.data.at,
    snooze: wakes.has(event.type) ? null : before.snooze,
  };
  switch (event.type) {
    case 'case.account-read':
      return {
        ...state,
        account: event.contact?.facts ?? state.account,
        accountSystem: event.data.system,
        accountReadAt: event.data.at,
        risk: riskWith(event.data.risk, state),
        ...(event.data.voidsApprovals !== true
          ? {}
          : state.status === 'fallback-review'
            ? { fallback: ofFallback(state, (fallback) => ({ ...fallback, decisions: allVoid(fallback.decisions) })) }
            : { status: 'in-review' as const, decisions: allVoid(state.decisions) }),
      };
    case 'case.triage-computed':
      return { ...state, triage: event.data.findings };
    case 'case.signals-seen': {
      const seen = [
        ...state.signals.filter((before_) => !event.data.signals.some((one) => one.signal === before_.signal)),
        ...event.data.signals,
      ];
      return { ...state, signals: seen, risk: withSignals(state.risk, seen) };
    }
    case 'case.snoozed':
      return {
        ...state,
        snooze: {
          snoozeId: event.data.snoozeId,
          until: event.data.until,
          by: event.data.by,
          at: event.data.at,
          reason: event.contact?.reason ?? null,
        },
      };
    case 'case.woken':
      return state;
    case 'case.request-attached':
      return { ...state, requests: state.requests + 1 };
    case 'case.assigned':
      return { ...state, owner: event.data.to };
    case 'case.noted':
      return state;
    case 'case.way-recorded':
      return {
        ...state,
        status:
          event.data.way !== 'someone-in-the-firm' || event.data.outcome === 'worked'
            ? state.status
            : event.data.outcome === 'offered'
              ? 'awaiting-admin'
              : 'triage',
        selfHelp: {
          ...state.selfHelp,
          [event.data.way]: {
            outcome: event.data.outcome,
            by: event.data.by,
            at: event.data.at,
            why: event.contact?.why ?? null,
          },
        },
      };
    case 'case.self-help-overridden':
      return { ...state, override: { by: event.data.by, at: event.data.at, reason: event.contact?.reason ?? null } };
    case 'case.mail-asked':
      return {
        ...state,
        mails: [
          ...state.mails,
          {
            mailId: event.data.mailId,
            template: event.data.template,
            addressId: event.data.addressId,
            noticeHash: event.data.noticeHash,
            language: event.data.language,
            askedAt: event.data.at,
            askAgain: event.data.askAgain ?? null,
            way: event.data.way ?? null,
            checkId: event.data.checkId ?? null,
            days: event.data.days ?? null,
            state: 'waiting',
            settledAt: null,
            toldAt: null,
            why: null,
            rounds: 1,
          },
        ],
      };
    case 'case.link-asked':
      return {
        ...state,
        status: 'awaiting-customer',
        submission: null,
        result: null,
        senders:
          event.data.by.startsWith('staff:') && !state.senders.includes(event.data.by)
            ? [...state.senders, event.data.by]
            : state.senders,
        links: [
          ...deadLinks(state.links),
          {
            checkId: event.data.checkId,
            number: event.data.linkNumber,
            tokenHash: event.data.tokenHash,
            mailId: event.data.mailId,
            by: event.data.by,
            askedAt: event.data.at,
            startedAt: null,
            expiresAt: null,
            openedAt: null,
            state: 'asked',
          },
        ],
      };
    case 'case.link-clock-started':
      return {
        ...state,
        links: replace(
          state.links,
          (link) => link.checkId === event.data.checkId,
          (link) => ({
            ...link,
            startedAt: event.data.at,
            expiresAt: event.data.expiresAt,
            state: link.state === 'asked' ? 'running' : link.state,
          }),
        ),
      };
    case 'case.mail-accepted':
      return {
        ...state,
        mails: replace(
          state.mails,
          (mail) => mail.mailId === event.data.mailId,
          (mail) => ({
            ...mail,
            state: 'sent',
            settledAt: event.data.at,
            toldAt: mail.toldAt ?? event.data.at,
            why: null,
          }),
        ),
      };
    case 'case.mail-failed':
      return {
        ...state,
        mails: replace(
          state.mails,
          (mail) => mail.mailId === event.data.mailId,
          (mail) => ({ ...mail, state: 'failed', settledAt: event.data.at, why: event.data.why }),
        ),
        links: replace(
          state.links,
          (link) => link.mailId === event.data.mailId && (link.state === 'asked' || link.state === 'running'),
          (link) => ({ ...link, state: 'undeliverable' }),
        ),
      };
    case 'case.mail-asked-again':
      return {
        ...state,
        mails: replace(
          state.mails,
          (mail) => mail.mailId === event.data.mailId,
          (mail) => ({ ...mail, state: 'waiting', settledAt: null, why: null, rounds: mail.rounds + 1 }),
        ),
        links: replace(
          state.links,
          (link) => link.mailId === event.data.mailId && link.state === 'undeliverable',
          (link) => ({ ...link, state: link.expiresAt === null ? 'asked' : 'running' }),
        ),
      };
    case 'case.link-opened':
      return {
        ...state,
        links: replace(
          state.links,
          (link) => link.checkId === event.data.checkId && link.openedAt === null,
          (link) => ({ ...link, openedAt: event.data.at, state: link.state === 'running' ? 'opened' : link.state }),
        ),
      };
    case 'case.link-expired':
      return {
        ...state,
        status: state.status === 'awaiting-customer' ? 'link-expired' : state.status,
        links: replace(
          state.links,
          (link) => link.checkId === event.data.checkId,
          (link) => ({ ...link, state: 'expired' }),
        ),
      };
    case 'case.submitted':
      return {
        ...state,
        status: 'submitted',
        submission: { ...event.data, evidence: 'kept' },
        links: replace(
          state.links,
          (link) => link.checkId === event.data.checkId,
          (link) => ({ ...link, state: 'used' }),
        ),
      };
    case 'case.result-arrived':
      return {
        ...state,
        status: 'in-review',
        result: {
          provider: event.data.provider,
          rows: event.data.rows,
          approvalsNeeded: event.data.approvalsNeeded,
          due: event.data.due,
          at: event.data.at,
        },
        decisions: allVoid(state.decisions),
      };
    case 'case.decided': {
      const made: CaseDecision = {
        ...event.data,
        printedName: event.identity?.printedName ?? null,
        nameReason: event.identity?.nameReason ?? null,
        note: event.identity?.note ?? null,
        void: false,
      };
      const status =
        event.data.decision === 'fail' ? 'failed' : event.data.decision === 'pass' ? 'awaiting-second' : state.status;
      // R23: passes over different views never add up.
      const earlierOnes =
        event.data.decision !== 'pass'
          ? state.decisions
          : state.decisions.map((earlier) => (earlier.digest === made.digest ? earlier : { ...earlier, void: true }));
      return { ...state, status, decisions: [...earlierOnes, made] };
    }
    case 'case.approved':
      return {
        ...state,
        status: 'approved',
        fallback:
          event.data.via === 'fallback'
            ? ofFallback(state, (fallback) => ({ ...fallback, stage: 'approved' }))
            : state.fallback,
        disable: {
          effectId: event.data.effectId,
          factors: event.data.factors.map((factor) => ({ ...factor, label: event.contact?.labels[factor.id] ?? '' })),
          addressIds: event.data.addressIds,
          via: event.data.via,
          how: event.data.how ?? 'disable',
          policyVersion: event.data.policyVersion,
          coolingOffHours: event.data.coolingOffHours,
          awayMs: 0,
          changed: null,
          dueAt: event.data.dueAt,
          approvedAt: event.data.at,
          begunAt: null,
          steps: [],
          stopped: null,
          finishedAt: null,
        },
      };
    case 'case.cooling-off-changed':
      return {
        ...state,
        disable: state.disable && {
          ...state.disable,
          effectId: event.data.effectId,
          coolingOffHours: event.data.hours,
          awayMs: event.data.awayMs,
          changed: event.data.why,
          dueAt: event.data.dueAt,
        },
      };
    case 'case.approval-revoked':
      return state.disable?.via === 'fallback'
        ? {
            ...state,
            status: 'fallback-review',
            disable: null,
            fallback: ofFallback(state, (fallback) => ({
              ...fallback,
              stage: 'preparing',
              decisions: allVoid(fallback.decisions),
            })),
          }
        : { ...state, status: 'in-review', disable: null, decisions: allVoid(state.decisions) };
    case 'case.fallback-opened':
      return {
        ...state,
        status: 'fallback-review',
        links: deadLinks(state.links),
        risk: withReason(state.risk, 'fallback'),
        fallback: {
          fallbackId: event.data.fallbackId,
          kind: event.data.kind,
          openedBy: event.data.by,
          openedAt: event.data.at,
          reason: event.contact?.reason ?? null,
          stage: 'preparing',
          items: {},
          preparers: [event.data.by],
          attestation: null,
          approvalsNeeded: 0,
          due: null,
          decisions: [],
        },
      };
    case 'case.fallback-item':
      return {
        ...state,
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          preparers: withPreparer(fallback, event.data.by),
          items: {
            ...fallback.items,
            [event.data.item]: {
              value: event.data.value,
              note: event.contact?.note ?? null,
              by: event.data.by,
              at: event.data.at,
            },
          },
        })),
      };
    case 'case.attestation-asked':
      return {
        ...state,
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          preparers: withPreparer(fallback, event.data.by),
          attestation: {
            attestorId: event.data.attestorId,
            attestor: event.contact?.attestor ?? null,
            mailId: event.data.mailId,
            codeHash: event.data.codeHash,
            expiresAt: event.data.expiresAt,
            wrong: 0,
            answeredAt: null,
          },
        })),
      };
    case 'case.attestation-answered':
      return {
        ...state,
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          preparers: withPreparer(fallback, event.data.by),
          attestation:
            fallback.attestation &&
            (event.data.ok
              ? { ...fallback.attestation, answeredAt: event.data.at }
              : { ...fallback.attestation, wrong: fallback.attestation.wrong + 1 }),
        })),
      };
    case 'case.fallback-submitted':
      return {
        ...state,
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          stage: 'deciding',
          preparers: withPreparer(fallback, event.data.by),
          approvalsNeeded: event.data.approvalsNeeded,
          due: event.data.due,
        })),
      };
    case 'case.fallback-decided': {
      const made = { ...event.data, reason: event.identity?.reason ?? null, void: false };
      const refused = event.data.decision === 'refuse';
      return {
        ...state,
        status: refused ? 'failed' : state.status,
        fallbacksRefused: state.fallbacksRefused + (refused ? 1 : 0),
        // R23: approvals over different views never add up.
        fallback: ofFallback(state, (fallback) => ({
          ...fallback,
          stage: refused ? 'refused' : fallback.stage,
          decisions: [
            ...fallback.decisions.map((earlier) =>
              refused || earlier.digest === made.digest ? earlier : { ...earlier, void: true },
            ),
            made,
          ],
        })),
      };
    }
    case 'case.fallback-withdrawn': {
      const fallback = ofFallback(state, (before) => ({ ...before, stage: 'withdrawn' }));
      return {
        ...state,
        status:
          state.decisions.some((made) => made.decision === 'fail' && !made.void) || state.fallbacksRefused > 0
            ? 'failed'
            : 'triage',
        fallback,
        risk: riskWith(state.risk, { ...state, fallback }),
      };
    }
    case 'case.disable-begun':
      return {
        ...state,
        status: 'disabling',
        disable: state.disable && { ...state.disable, begunAt: state.disable.begunAt ?? event.data.at, stopped: null },
      };
    case 'case.disable-step':
      return {
        ...state,
        disable: state.disable && {
          ...state.disable,
          steps: [...state.disable.steps, { step: event.data.step, readBack: event.data.readBack, at: event.data.at }],
        },
      };
    case 'case.disable-stopped':
      return {
        ...state,
        status: 'needs-attention',
        disable: state.disable && {
          ...state.disable,
          stopped: {
            step: event.data.step,
            reason: event.data.reason,
            found: event.contact?.found ?? '(erased)',
            at: event.data.at,
          },
        },
      };
    case 'case.disable-resumed':
      return {
        ...state,
        status: state.disable?.begunAt ? 'disabling' : 'approved',
        disable: state.disable && { ...state.disable, effectId: event.data.effectId, stopped: null },
      };
    case 'case.recovered':
      return {
        ...state,
        status: 'recovered',
        outcome: 'recovered',
        closedAt: event.data.at,
        watch:
          state.disable?.how === 'temporary-access'
            ? null
            : { since: event.data.at, looks: 0, lastLookAt: null, endedAt: null },
        disable: state.disable && { ...state.disable, finishedAt: event.data.at },
      };
    case 'case.evidence-destroyed':
      return {
        ...state,
        submission:
          state.submission?.checkId === event.data.checkId
            ? { ...state.submission, evidence: 'destroyed' }
            : state.submission,
      };
    case 'case.watch-looked':
      return { ...state, watch: state.watch && { ...state.watch, looks: event.data.look, lastLookAt: event.data.at } };
    case 'case.watch-ended':
      return { ...state, watch: state.watch && { ...state.watch, lastLookAt: event.data.at, endedAt: event.data.at } };
    case 'case.secure-step':
      return {
        ...state,
        secure: {
          steps: [...state.secure.steps, { step: event.data.step, readBack: event.data.readBack, at: event.data.at }],
          stopped: null,
        },
      };
    case 'case.secure-stopped':
      return {
        ...state,
        secure: { ...state.secure, stopped: { step: event.data.step, found: event.data.found, at: event.data.at } },
      };
    case 'case.frozen':
      return {
        ...state,
        repudiations: state.repudiations + (event.data.via === 'staff' ? 0 : 1),
        frozen: { by: event.data.by, via: event.data.via, at: event.data.at, words: event.contact?.words ?? null },
      };
    case 'case.unfrozen':
      return {
        ...state,
        frozen: null,
        disable:
          state.disable && event.data.effectId !== undefined
            ? { ...state.disable, effectId: event.data.effectId }
            : state.disable,
      };
    case 'case.closed':
      return {
        ...state,
        status: 'closed',
        frozen: null,
        closedFrozen: state.frozen !== null,
        outcome: event.data.outcome,
        closedAt: event.data.at,
        duplicateOf: event.data.duplicateOf ?? null,
      };
    case 'case.reopened':
      // What was approved or submitted before is void: the way begins anew, self-help that was ruled out stays so.
      return {
        ...state,
        status: 'triage',
        closedFrozen: false,
        outcome: null,
        closedAt: null,
        duplicateOf: null,
        links: deadLinks(state.links),
        submission: null,
        result: null,
        decisions: allVoid(state.decisions),
        disable: null,
        fallback: null,
        fallbacksRefused: 0,
        risk: riskWith(state.risk, { ...state, fallback: null }),
      };
  }
};

/** A case from its events; null when there are none. */
export const replay = (events: readonly CaseEvent[]): CaseState | null => events.reduce<CaseState | null>(evolve, null);

/**
 * R23: what an approval is bound to: who, which pictures, which factors go, which address got the link, which policy.
 */
export const decisionView = (state: CaseState) => ({
  case: state.caseId,
  account: state.accountId,
  name: state.account?.name ?? null,
  factors: (state.account?.factors ?? []).map((factor) => factor.id).toSorted(),
  addresses: (state.account?.addresses ?? [])
    .map((address) => `${address.id} ${address.since ?? '?'} ${address.until ?? ''}`)
    .toSorted(),
  linkMail: currentLink(state)?.mailId ?? null,
  pictures: (state.submission?.pictures ?? []).map((picture) => `${picture.slot} ${picture.sha256}`),
  rows: state.result?.rows ?? null,
  risk: state.risk,
  override: state.override !== null,
  policy: state.policyVersion,
  ...(state.fallback === null
    ? {}
    : {
        fallback: {
          id: state.fallback.fallbackId,
          kind: state.fallback.kind,
          reason: state.fallback.reason,
          items: Object.entries(state.fallback.items)
            .map(([item, { value, note }]) => `${item} ${value} ${note ?? ''}`)
            .toSorted(),
          attested:
            state.fallback.attestation === null
              ? null
              : `${state.fallback.attestation.attestorId} ${state.fallback.attestation.answeredAt ?? ''}`,
        },
      }),
});
