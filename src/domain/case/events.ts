/**
 * What can happen to a case. `data` is free of personal content; `contact` and `identity` are sealed with the case's
 * two keys.
 */
import type { Due } from '../sla/due';
import type { AccountId } from './account-id';
import type { AccountFacts, CaseAddress, CaseFactor, FirmRole, Risk } from './account';

export const channels = ['phone', 'email', 'chat', 'in-person'] as const;
export type Channel = (typeof channels)[number];

/** The ways back that come before a link, fastest first (PRODUCT.md, step 1). */
export const ways = ['still-signed-in', 'backup-code', 'someone-in-the-firm'] as const;
export type Way = (typeof ways)[number];
export const wayOutcomes = ['offered', 'tried', 'impossible', 'worked', 'taken-back'] as const;
export type WayOutcome = (typeof wayOutcomes)[number];

/** The four checks of one identity verification. */
export const checkKinds = ['document', 'name', 'face', 'liveness'] as const;
export type CheckKind = (typeof checkKinds)[number];
export const markValues = ['pass', 'fail', 'cannot-tell'] as const;
export type MarkValue = (typeof markValues)[number];
export type ProviderVerdict = 'pass' | 'review' | 'fail' | 'no-result';

export const askAgainReasons = ['blurred', 'wrong-side', 'cropped', 'glare', 'too-dark'] as const;
export type AskAgainReason = (typeof askAgainReasons)[number];

export const mailTemplates = [
  'recovery-link',
  'request-notice',
  'approval-notice',
  'disabled-notice',
  'temporary-notice',
  'check-failed',
  'ask-again',
  'self-help',
  'link-reminder',
  'fallback-asked',
  'attestation-request',
  'fallback-failed',
  'cooling-off-changed',
  're-secured',
  'enrol-reminder',
  'closed-notice',
] as const;
export type MailTemplate = (typeof mailTemplates)[number];

export const outcomes = ['self-served', 'disabled-by-admin', 'withdrawn', 'rejected', 'duplicate', 'fraud'] as const;
export type Outcome = (typeof outcomes)[number];

/** The alternate methods (PRODUCT.md, step 6). R1: none of them asks what somebody knows. */
export const fallbackKinds = ['live-video-call', 'firm-attestation', 'billing-proof', 'notarised-letter'] as const;
export type FallbackKind = (typeof fallbackKinds)[number];

/** Signals of reconnaissance: each is a mark with its count, none decides by itself. */
export const signals = ['firm-cluster', 'caller-cluster', 'unused-links', 'unusual-time', 'unusual-country'] as const;
export type Signal = (typeof signals)[number];
export type SignalSeen = { readonly signal: Signal; readonly count: number };

/** What the account's facts say about a way back (PRODUCT.md, step 1). */
export type WayFound = { readonly way: Way; readonly open: boolean; readonly reason: string; readonly count: number };

export type CoolingOffChange = 'notice-late' | 'pages-away' | 'policy' | 'repudiated';
export type SecureStep = 'sessions' | 'lock' | 'unlock';
/** Whose word froze the case: pressed on a notice, told to the staff by phone or reply, or the staff's own stop. */
export type FreezeVia = 'notice' | 'told' | 'staff';

export const pictureSlots = ['front', 'back', 'selfie'] as const;
export type PictureSlot = (typeof pictureSlots)[number];
export type Picture = {
  readonly slot: PictureSlot;
  readonly evidenceId: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly contentType: string;
};

export const documentKinds = ['passport', 'driving-licence', 'identity-card', 'residence-permit'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** R16: 2FA goes off, or stays while the password alone opens the account for some hours. */
export const howKinds = ['disable', 'temporary-access'] as const;
export type How = (typeof howKinds)[number];

/** The steps of a disable, in their order (R15). A factor's step carries its id: `factor:<id>`. */
export type DisableStep = 'list' | `factor:${string}` | 'sessions' | 'grant' | 're-enrolment' | 'compare' | 'tell';

export type Mark = { readonly check: CheckKind; readonly value: MarkValue; readonly reason: string };
/** An approval or another decision as it was signed: what, by whom, over which digest of what was shown (R23). */
export type DecisionMade = {
  readonly decisionId: string;
  readonly by: string;
  readonly decision: 'pass' | 'fail' | 'ask-again';
  readonly marks: readonly Omit<Mark, 'reason'>[];
  readonly digest: string;
  readonly nameRule: string;
  readonly nameEqual: boolean;
  readonly at: string;
  readonly policyVersion: number;
  readonly askAgain?: AskAgainReason;
  /** R16; a plain disable when it is not there. */
  readonly how?: 'temporary-access';
};

/** Who in the firm vouches for a colleague, with the address (known before the case) that the code went to. */
export type Attestor = {
  readonly name: string;
  readonly role: FirmRole;
  readonly language: 'en' | 'fr';
  readonly timeZone: string;
  readonly address: CaseAddress;
};
/** One reviewer's word over a fallback, as it was signed. */
export type FallbackDecisionMade = {
  readonly decisionId: string;
  readonly fallbackId: string;
  readonly by: string;
  readonly decision: 'approve' | 'refuse';
  readonly digest: string;
  readonly policyVersion: number;
  readonly at: string;
  readonly how?: 'temporary-access';
};

type E<T extends string, D, P extends object = object> = { readonly type: T; readonly data: D } & P;
type Contact<C> = { readonly contact?: C };
type Identity<C> = { readonly identity?: C };

export type CaseEvent =
  | E<
      'case.opened',
      {
        readonly caseId: string;
        readonly number: string;
        readonly accountId: AccountId;
        readonly firmId: AccountId;
        readonly by: string;
        readonly channel: Channel;
        readonly at: string;
        readonly policyVersion: number;
        /** After a repudiation of what was done already: end the sessions, lock the account. */
        readonly reSecures?: string;
      },
      Contact<{ readonly callerWords: string; readonly callerGave: string; readonly reference: string }>
    >
  | E<
      'case.account-read',
      {
        readonly at: string;
        readonly system: string;
        readonly risk: Risk;
        /** R23: what was approved has changed. */
        readonly voidsApprovals?: true;
      },
      Contact<{ readonly facts: AccountFacts }>
    >
  | E<'case.triage-computed', { readonly findings: readonly WayFound[]; readonly at: string }>
  | E<'case.signals-seen', { readonly signals: readonly SignalSeen[]; readonly at: string }>
  | E<
      'case.request-attached',
      { readonly by: string; readonly channel: Channel; readonly at: string },
      Contact<{ readonly callerWords: string }>
    >
  | E<
      'case.assigned',
      { readonly to: string | null; readonly by: string; readonly at: string },
      Contact<{ readonly note: string }>
    >
  | E<
      'case.snoozed',
      {
        /** Null: until something happens. */
        readonly until: string | null;
        readonly snoozeId: string;
        readonly by: string;
        readonly at: string;
      },
      Contact<{ readonly reason: string }>
    >
  | E<'case.woken', { readonly by: string; readonly at: string }>
  | E<'case.noted', { readonly by: string; readonly at: string }, Contact<{ readonly text: string }>>
  | E<
      'case.way-recorded',
      { readonly way: Way; readonly outcome: WayOutcome; readonly by: string; readonly at: string },
      Contact<{ readonly why: string }>
    >
  | E<'case.self-help-overridden', { readonly by: string; readonly at: string }, Contact<{ readonly reason: string }>>
  | E<
      'case.mail-asked',
      {
        readonly mailId: string;
        readonly template: MailTemplate;
        readonly addressId: string;
        readonly noticeHash: string;
        readonly language: 'en' | 'fr';
        readonly at: string;
        readonly askAgain?: AskAgainReason;
        /** Of a self-help mail. */
        readonly way?: Way;
        /** Of a reminder: the link that it repeats. */
        readonly checkId?: string;
        /** Days without 2FA, of a reminder to enrol. */
        readonly days?: number;
      }
    >
  | E<
      'case.link-asked',
      {
        readonly checkId: string;
        readonly linkNumber: number;
        readonly tokenHash: string;
        readonly mailId: string;
        readonly by: string;
        readonly at: string;
      }
    >
  | E<'case.link-clock-started', { readonly checkId: string; readonly expiresAt: string; readonly at: string }>
  | E<
      'case.mail-accepted',
      { readonly mailId: string; readonly messageId: string; readonly rawSha256: string; readonly at: string }
    >
  | E<'case.mail-failed', { readonly mailId: string; readonly why: string; readonly at: string }>
  | E<'case.mail-asked-again', { readonly mailId: string; readonly by: string; readonly at: string }>
  | E<
      'case.link-opened',
      { readonly checkId: string; readonly device: 'phone' | 'computer' | 'other'; readonly at: string }
    >
  | E<'case.link-expired', { readonly checkId: string; readonly at: string }>
  | E<
      'case.submitted',
      {
        readonly checkId: string;
        readonly submissionId: string;
        readonly termsVersion: string;
        readonly language: 'en' | 'fr';
        readonly country: string;
        readonly documentKind: DocumentKind;
        readonly capture: 'automatic' | 'manual';
        readonly pictures: readonly Picture[];
        readonly at: string;
      }
    >
  | E<
      'case.result-arrived',
      {
        readonly checkId: string;
        readonly provider: string;
        readonly rows: Readonly<Record<CheckKind, ProviderVerdict>>;
        readonly approvalsNeeded: number;
        readonly due: Due;
        readonly at: string;
      }
    >
  | E<
      'case.decided',
      DecisionMade,
      Identity<{
        readonly printedName: string;
        readonly nameReason: string;
        readonly note: string;
        readonly reasons: Readonly<Partial<Record<CheckKind, string>>>;
      }>
    >
  | E<
      'case.approved',
      {
        readonly decisions: readonly string[];
        readonly factors: readonly Omit<CaseFactor, 'label'>[];
        readonly addressIds: readonly string[];
        readonly via: 'check' | 'fallback';
        readonly how?: 'temporary-access';
        readonly policyVersion: number;
        readonly coolingOffHours: number;
        readonly dueAt: string;
        readonly effectId: string;
        readonly at: string;
      },
      Contact<{ readonly labels: Readonly<Record<string, string>> }>
    >
  | E<
      'case.cooling-off-changed',
      {
        readonly effectId: string;
        readonly why: CoolingOffChange;
        readonly hours: number;
        /** Time in which no repudiation could arrive (R8), added up. */
        readonly awayMs: number;
        readonly dueAt: string;
        readonly at: string;
      }
    >
  | E<'case.approval-revoked', { readonly by: string; readonly at: string }, Contact<{ readonly reason: string }>>
  | E<
      'case.fallback-opened',
      { readonly fallbackId: string; readonly kind: FallbackKind; readonly by: string; readonly at: string },
      Contact<{ readonly reason: string }>
    >
  | E<
      'case.fallback-item',
      {
        readonly fallbackId: string;
        readonly item: string;
        readonly value: 'seen' | 'missing';
        readonly by: string;
        readonly at: string;
      },
      Contact<{ readonly note: string }>
    >
  | E<
      'case.attestation-asked',
      {
        readonly fallbackId: string;
        readonly attestorId: AccountId;
        readonly mailId: string;
        readonly codeHash: string;
        readonly expiresAt: string;
        readonly by: string;
        readonly at: string;
      },
      Contact<{ readonly attestor: Attestor }>
    >
  | E<
      'case.attestation-answered',
      { readonly fallbackId: string; readonly ok: boolean; readonly by: string; readonly at: string }
    >
  | E<
      'case.fallback-submitted',
      {
        readonly fallbackId: string;
        readonly approvalsNeeded: number;
        readonly due: Due;
        readonly by: string;
        readonly at: string;
      }
    >
  | E<'case.fallback-decided', FallbackDecisionMade, Identity<{ readonly reason: string }>>
  | E<
      'case.fallback-withdrawn',
      { readonly fallbackId: string; readonly by: string; readonly at: string },
      Contact<{ readonly reason: string }>
    >
  | E<'case.disable-begun', { readonly effectId: string; readonly at: string }>
  | E<
      'case.disable-step',
      { readonly effectId: string; readonly step: DisableStep; readonly readBack: string; readonly at: string }
    >
  | E<
      'case.disable-stopped',
      {
        readonly effectId: string;
        readonly step: DisableStep;
        readonly reason: 'account-changed' | 'identity-system' | 'read-back-differs' | 'check-refused';
        readonly at: string;
      },
      Contact<{ readonly found: string }>
    >
  | E<'case.disable-resumed', { readonly effectId: string; readonly by: string; readonly at: string }>
  | E<'case.recovered', { readonly at: string }>
  | E<
      'case.evidence-destroyed',
      { readonly checkId: string; readonly why: 'decided' | 'ten-days' | 'closed' | 'unsent'; readonly at: string }
    >
  | E<'case.watch-looked', { readonly look: number; readonly days: number; readonly at: string }>
  | E<'case.watch-ended', { readonly factors: number; readonly at: string }>
  | E<'case.secure-step', { readonly step: SecureStep; readonly readBack: string; readonly at: string }>
  | E<'case.secure-stopped', { readonly step: SecureStep; readonly found: string; readonly at: string }>
  | E<
      'case.frozen',
      {
        readonly by: string;
        readonly via: FreezeVia;
        readonly channel?: Channel;
        readonly mailId?: string;
        readonly at: string;
      },
      Contact<{ readonly words: string }>
    >
  | E<
      'case.unfrozen',
      { readonly by: string; readonly effectId?: string; readonly at: string },
      Contact<{ readonly reason: string }>
    >
  | E<
      'case.closed',
      { readonly outcome: Outcome; readonly by: string; readonly at: string; readonly duplicateOf?: string },
      Contact<{ readonly reason: string }>
    >
  | E<'case.reopened', { readonly by: string; readonly at: string }, Contact<{ readonly reason: string }>>;

export type CaseEventType = CaseEvent['type'];
/** The event of one type. */
export type CaseEventOf<T extends CaseEventType> = Extract<CaseEvent, { readonly type: T }>;
