/**
 * What can happen to a case, in its words. The shapes are schemas, and stand in `schemas/`: whatever is said of a field
 * is said there. `data` is free of personal content; `contact` and `identity` are sealed with the case's two keys.
 */
import type { EventsOf, Of } from '../log/kind';
import type { matchedBy, receivedKinds, saidToBeFrom } from './schemas/answer';
import type { caseKinds } from './schemas/case-kinds';
import type { checkRow, decisionMade, picture } from './schemas/check';
import type { coolingOffChange, disableStep } from './schemas/disable';
import type { attestor, fallbackDecisionMade } from './schemas/fallback';
import type { readBack } from './schemas/read-back';
import type { found } from './schemas/found';
import type { signalSeen, wayBecause, wayFound } from './schemas/opening';
import type { freezeVia, secureStep } from './schemas/stopping';

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
export const providerVerdicts = ['pass', 'review', 'fail', 'no-result'] as const;
export type ProviderVerdict = (typeof providerVerdicts)[number];
/** What a provider says about one of the four. */
export type CheckRow = Of<typeof checkRow>;
export type CheckRows = Readonly<Record<CheckKind, CheckRow>>;
/** How a check ended. `none`: nobody stands behind the form. The last three: no verdict will come any more. */
export const checkOutcomes = ['passed', 'review', 'failed', 'none', 'expired', 'abandoned', 'error'] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];
/** Why a result stays away: the provider still works on it, or can't be asked. */
export const waitReasons = ['pending', 'down', 'slow', 'unexpected'] as const;
export type WaitReason = (typeof waitReasons)[number];

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
  'free-answer',
] as const;
export type MailTemplate = (typeof mailTemplates)[number];

export type ReceivedKind = (typeof receivedKinds)[number];
export type MatchedBy = (typeof matchedBy)[number];
export type SaidToBeFrom = (typeof saidToBeFrom)[number];

export const outcomes = ['self-served', 'disabled-by-admin', 'withdrawn', 'rejected', 'duplicate', 'fraud'] as const;
export type Outcome = (typeof outcomes)[number];

/** The alternate methods (PRODUCT.md, step 6). R1: none of them asks what somebody knows. */
export const fallbackKinds = ['live-video-call', 'firm-attestation', 'billing-proof', 'notarised-letter'] as const;
export type FallbackKind = (typeof fallbackKinds)[number];

/** Signals of reconnaissance: each is a mark with its count, none decides by itself. */
export const signals = ['firm-cluster', 'caller-cluster', 'unused-links', 'unusual-time', 'unusual-country'] as const;
export type Signal = (typeof signals)[number];
export type SignalSeen = Of<typeof signalSeen>;

/** What the account's facts say about a way back (PRODUCT.md, step 1). */
export type WayFound = Of<typeof wayFound>;

/** Why a way was recorded, where no person said it. */
export type WayBecause = Of<typeof wayBecause>;

export type CoolingOffChange = Of<typeof coolingOffChange>;
/** What was read back after a step of a disable or of securing an account. */
export type ReadBack = Of<typeof readBack>;
/** What stopped a deed, put it off or made it needless. */
export type Found = Of<typeof found>;
export type SecureStep = Of<typeof secureStep>;
/** Whose word froze the case: pressed on a notice, told to the staff by phone or reply, or the staff's own stop. */
export type FreezeVia = Of<typeof freezeVia>;

export const pictureSlots = ['front', 'back', 'selfie'] as const;
export type PictureSlot = (typeof pictureSlots)[number];
export type Picture = Of<typeof picture>;

export const documentKinds = ['passport', 'driving-licence', 'identity-card', 'residence-permit'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** R16: 2FA goes off, or stays while the password alone opens the account for some hours. */
export const howKinds = ['disable', 'temporary-access'] as const;
export type How = (typeof howKinds)[number];

/** The steps of a disable, in their order (R15). A factor's step carries its id: `factor:<id>`. */
export type DisableStep = Of<typeof disableStep>;

export type Mark = {
  readonly check: CheckKind;
  readonly value: MarkValue;
  readonly reason: string;
  /** R13: why it is another one than when the comparison was opened. */
  readonly changed?: string;
};
/** An approval or another decision as it was signed: what, by whom, over which digest of what was shown (R23). */
export type DecisionMade = Of<typeof decisionMade>;

/** Who in the firm vouches for a colleague, with the address (known before the case) that the code went to. */
export type Attestor = Of<typeof attestor>;
/** One reviewer's word over a fallback, as it was signed. */
export type FallbackDecisionMade = Of<typeof fallbackDecisionMade>;

/** What can happen to a case, in the shapes of `schemas/case-kinds.ts`. */
export type CaseEvent = EventsOf<typeof caseKinds>;
export type CaseEventType = CaseEvent['type'];
/** The event of one type. */
export type CaseEventOf<T extends CaseEventType> = Extract<CaseEvent, { readonly type: T }>;
