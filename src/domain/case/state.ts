/** A case as its events tell it. `evolve` (evolve.ts) is the only way to it. */
import type { Due } from '../sla/due';
import type { AccountId } from './account-id';
import type { OwnText } from './commands';
import type { AccountFacts, Capabilities, CaseAddress, CaseFactor, Risk } from './account';
import type {
  AskAgainReason,
  Attestor,
  CaseEventOf,
  Channel,
  CheckOutcome,
  CheckRows,
  CoolingOffChange,
  DecisionMade,
  DisableStep,
  FallbackDecisionMade,
  FallbackKind,
  Found,
  FreezeVia,
  How,
  MailTemplate,
  MatchedBy,
  Outcome,
  ReadBack,
  ReceivedKind,
  SaidToBeFrom,
  SecureStep,
  SignalSeen,
  WaitReason,
  Way,
  WayBecause,
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
/** `cancelled`: it is not tried any more. `undone`: its sender took it back, and nothing of it left. */
export const mailStates = ['waiting', 'sent', 'failed', 'bounced', 'cancelled', 'undone'] as const;
export type MailState = (typeof mailStates)[number];
export type CaseMail = {
  readonly mailId: string;
  readonly template: MailTemplate;
  readonly addressId: string;
  /** The address as it stood when this was asked for: what is mailed, whatever its id stands for later. Null: erased. */
  readonly to: CaseAddress | null;
  readonly noticeHash: string;
  readonly language: 'en' | 'fr';
  readonly askedAt: string;
  readonly askAgain: AskAgainReason | null;
  readonly way: Way | null;
  readonly checkId: string | null;
  readonly days: number | null;
  /** Who sent it by hand, and from which draft; null for what the desk writes by itself. */
  readonly by: string | null;
  readonly draftId: string | null;
  /** What they wrote into it; null where nobody wrote anything, or it was erased. */
  readonly own: OwnText | null;
  readonly state: MailState;
  readonly settledAt: string | null;
  /** When a mail server first took it: sending again makes nobody told later. Null, too, once it bounced. */
  readonly toldAt: string | null;
  readonly why: Found | null;
  /** After so many attempts the desk gave up; null where it is final. */
  readonly attempts: number | null;
  readonly rounds: number;
  /** What the case was when this was asked for, as long as its sender may take it back; null otherwise. */
  readonly before: {
    readonly status: CaseStatus;
    readonly link: LinkState | null;
    /** Of a self-help mail: what was recorded of its way. */
    readonly way: CaseState['selfHelp'][Way];
  } | null;
};
/** A message that came. Who it is from is what its header says. */
export type CaseMessage = {
  readonly messageId: string;
  readonly kind: ReceivedKind;
  readonly matchedBy: MatchedBy;
  readonly from: SaidToBeFrom;
  readonly mailId: string | null;
  readonly saysNotMe: boolean;
  readonly dmarc: 'pass' | 'fail' | null;
  readonly at: string;
  /** Null once it was erased. */
  readonly content: { readonly subject: string; readonly name: string; readonly address: string } | null;
  readonly readBy: readonly { readonly by: string; readonly at: string }[];
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
  readonly removal: Capabilities['removal'];
  readonly demand: Capabilities['demand'];
  readonly how: How;
  readonly policyVersion: number;
  readonly coolingOffHours: number;
  readonly awayMs: number;
  readonly changed: CoolingOffChange | null;
  readonly dueAt: string;
  readonly approvedAt: string;
  readonly begunAt: string | null;
  readonly steps: readonly { readonly step: DisableStep; readonly readBack: ReadBack; readonly at: string }[];
  readonly stopped: {
    readonly step: DisableStep;
    readonly reason: CaseEventOf<'case.disable-stopped'>['data']['reason'];
    /** Null when the case's personal content was erased. */
    readonly found: Found | null;
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
  readonly firmId: AccountId | null;
  readonly version: number;
  /** Events of this case that this version can't read: more than none, and it is for looking at (and stopping) alone. */
  readonly unread: number;
  readonly status: CaseStatus;
  readonly frozen: {
    readonly by: string;
    readonly via: FreezeVia;
    readonly at: string;
    /** The number of the account's other case that it was said about; null where it was about this one. */
    readonly saidAbout: string | null;
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
      {
        readonly outcome: WayOutcome;
        readonly by: string;
        readonly at: string;
        /** A person's own words; null where they were erased, or nobody said any. */
        readonly why: string | null;
        readonly because: WayBecause | null;
      } | null
    >
  >;
  readonly override: { readonly by: string; readonly at: string; readonly reason: string | null } | null;
  readonly links: readonly CaseLink[];
  /** R9: whoever sent a link, or sent one again; opened the case again; passed over self-help. None of them decides. */
  readonly senders: readonly string[];
  readonly reopeners: readonly string[];
  readonly overriders: readonly string[];
  readonly mails: readonly CaseMail[];
  /** What came back, the oldest first. */
  readonly received: readonly CaseMessage[];
  readonly submission:
    | (CaseEventOf<'case.submitted'>['data'] & {
        readonly evidence: 'kept' | 'destroyed';
        /** Since when a person should know that the result stays away, and why. */
        readonly late: { readonly why: WaitReason; readonly at: string } | null;
      })
    | null;
  readonly result: {
    readonly provider: string;
    readonly outcome: CheckOutcome;
    readonly codes: readonly string[];
    readonly rows: CheckRows;
    readonly approvalsNeeded: number;
    readonly at: string;
  } | null;
  readonly decisions: readonly CaseDecision[];
  readonly disable: DisableRun | null;
  readonly fallback: Fallback | null;
  readonly fallbacksRefused: number;
  readonly watch: Watch | null;
  readonly secure: {
    readonly steps: readonly { readonly step: SecureStep; readonly readBack: ReadBack; readonly at: string }[];
    readonly stopped: { readonly step: SecureStep; readonly found: Found; readonly at: string } | null;
  };
  readonly duplicateOf: string | null;
  readonly outcome: Outcome | 'recovered' | null;
  readonly closedAt: string | null;
  readonly updatedAt: string;
};

/** The newest link, whatever became of it. */
export const currentLink = (state: CaseState): CaseLink | null => state.links.at(-1) ?? null;
/** The link that a message carries; null where it carries none. */
export const linkOf = ({ links, mails }: CaseState, mailId: string): CaseLink | null => {
  const checkId = mails.find((mail) => mail.mailId === mailId)?.checkId;
  return links.find((link) => link.mailId === mailId || link.checkId === checkId) ?? null;
};
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
/** R7: whether somebody said "this wasn't me", on a notice or to the staff. */
export const isRepudiated = (state: CaseState): boolean => state.frozen !== null && state.frozen.via !== 'staff';
/**
 * Whether a step of a disable was done that can't be undone: a factor removed, or the account opened to the password
 * alone for some hours (R16).
 */
export const hasRemovedFactor = (state: CaseState): boolean =>
  state.disable?.steps.some((done) => done.step.startsWith('factor') || done.step === 'grant') ?? false;
/**
 * R9: whether a provider's result speaks for the customer. A fail doesn't, nor does `review`, which is no soft pass; and
 * neither does a pass that one of its own rows contradicts.
 */
export const hasProviderResult = (result: Pick<NonNullable<CaseState['result']>, 'outcome' | 'rows'> | null): boolean =>
  result?.outcome === 'passed' &&
  Object.values(result.rows).every(({ verdict }) => verdict === 'pass' || verdict === 'no-result') &&
  Object.values(result.rows).some(({ verdict }) => verdict === 'pass');
/** Whether nothing more can happen but a late repudiation (R10 counts `recovered` as closed). */
export const isOpen = (state: CaseState): boolean => state.status !== 'closed' && state.status !== 'recovered';

/** A day of the system's own. How far a record or this desk's looks reach moves by itself; the risk says what it means. */
const ageView = ({ since, basis }: CaseAddress): string => (basis === undefined ? since : null) ?? '?';

/**
 * R23: what an approval is bound to: who, which pictures, which factors go, which address got the link, which policy.
 */
export const decisionView = (state: CaseState) => ({
  case: state.caseId,
  account: state.accountId,
  name: state.account?.name ?? null,
  factors: (state.account?.factors ?? []).map((factor) => factor.id).toSorted(),
  // What can be done, and can't, is part of what is approved; how far a record reaches back moves by itself.
  can:
    state.account === null
      ? null
      : [state.account.capabilities.removal, state.account.capabilities.demand, state.account.capabilities.sessions],
  addresses: (state.account?.addresses ?? [])
    .map((address) => `${address.id} ${address.address} ${ageView(address)} ${address.until ?? ''}`)
    .toSorted(),
  linkMail: currentLink(state)?.mailId ?? null,
  pictures: (state.submission?.pictures ?? []).map((picture) => `${picture.slot} ${picture.sha256}`),
  result: state.result?.outcome ?? null,
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
