/** What may be asked of a case, by whom it is asked, and the facts a decision about it needs. */
import type { Role } from '../access/roles';
import type { MailLanguage } from '../mail/language';
import type { Written } from '../mail/written';
import type { Policy } from '../policy/policy';
import type { Due } from '../sla/due';
import type { AccountFacts } from './account';
import type { AccountId } from './account-id';
import type {
  AskAgainReason,
  Attestor,
  CaseEventOf,
  Channel,
  CheckOutcome,
  CheckRows,
  CoolingOffChange,
  DisableStep,
  FallbackKind,
  Found,
  How,
  Mark,
  MatchedBy,
  Outcome,
  ReadBack,
  ReceivedKind,
  SecureStep,
  SignalSeen,
  WaitReason,
  Way,
  WayOutcome,
} from './events';
import type { Looked } from './looking';
import type { Ground } from './rests-on';

/** What a person writes into a mail; the subject is null where the template gives it. */
export type OwnText = { readonly subject: string | null; readonly written: Written };
/** A mail that a person of the staff sends by hand, from a draft of theirs. */
export type ByHand = {
  readonly addressId: string;
  readonly language: MailLanguage;
  /** Once sent, a draft is not sent again. */
  readonly draftId?: string;
  readonly own?: OwnText;
};

/** A message that belongs to a case, as its reader found it. */
export type ReceivedMessage = {
  /** Of the message in the desk's own count. */
  readonly messageId: string;
  readonly kind: ReceivedKind;
  readonly matchedBy: MatchedBy;
  /** Of ours: what it answers; null where that is not known. */
  readonly mailId: string | null;
  /** As its header says; null where that names nobody, or more than one. */
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly subject: string;
  readonly saysNotMe: boolean;
  readonly dmarc: 'pass' | 'fail' | null;
};

export type CaseCommand =
  | {
      readonly kind: 'open';
      readonly caseId: string;
      readonly number: string;
      readonly account: AccountFacts;
      readonly system: string;
      readonly channel: Channel;
      readonly callerWords: string;
      readonly callerGave: string;
      readonly reference: string;
      readonly signals?: readonly SignalSeen[];
      /** Whoever opens it works on it. */
      readonly take?: boolean;
    }
  | {
      readonly kind: 'open-re-secure';
      readonly caseId: string;
      readonly number: string;
      readonly account: AccountFacts;
      readonly system: string;
      readonly reSecures: string;
      readonly channel: Channel;
      readonly words: string;
    }
  | {
      readonly kind: 'attach';
      readonly channel: Channel;
      readonly callerWords: string;
      readonly signals?: readonly SignalSeen[];
    }
  | { readonly kind: 'read-account'; readonly account: AccountFacts; readonly system: string }
  | { readonly kind: 'assign'; readonly to: string | null; readonly note?: string }
  | { readonly kind: 'snooze'; readonly until: string | null; readonly reason: string }
  | { readonly kind: 'wake'; readonly snoozeId: string | null }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'record-way'; readonly way: Way; readonly outcome: WayOutcome; readonly why: string }
  | { readonly kind: 'override-self-help'; readonly reason: string }
  | ({ readonly kind: 'send-self-help'; readonly way: Way } & ByHand)
  | ({ readonly kind: 'send-link' } & ByHand)
  | ({ readonly kind: 'send-answer'; readonly own: OwnText } & ByHand)
  | { readonly kind: 'send-again'; readonly mailId: string }
  | { readonly kind: 'undo-mail'; readonly mailId: string }
  | { readonly kind: 'cancel-mail'; readonly mailId: string; readonly why?: Found }
  | { readonly kind: 'start-link-clock'; readonly checkId: string }
  | {
      readonly kind: 'mail-accepted';
      readonly mailId: string;
      readonly messageId: string;
      readonly rawSha256: string;
      readonly subject?: string;
    }
  | {
      readonly kind: 'mail-failed';
      readonly mailId: string;
      readonly why: Found;
      readonly attempts?: number;
      readonly subject?: string;
    }
  | { readonly kind: 'receive-message'; readonly message: ReceivedMessage }
  | { readonly kind: 'read-message'; readonly messageId: string }
  /** `says`: what the other server said, as it wrote it. */
  | { readonly kind: 'mail-bounced'; readonly mailId: string; readonly status: string; readonly says: string }
  | { readonly kind: 'open-link'; readonly checkId: string; readonly device: 'phone' | 'computer' | 'other' }
  | { readonly kind: 'remind-link'; readonly checkId: string }
  | { readonly kind: 'expire-link'; readonly checkId: string }
  | {
      readonly kind: 'submit';
      readonly submission: Omit<CaseEventOf<'case.submitted'>['data'], 'at' | 'provider' | 'due'>;
      readonly provider: string;
      readonly due: Due;
    }
  | {
      readonly kind: 'record-result';
      readonly checkId: string;
      readonly outcome: CheckOutcome;
      readonly codes: readonly string[];
      readonly rows: CheckRows;
    }
  | { readonly kind: 'result-late'; readonly checkId: string; readonly why: WaitReason }
  | {
      readonly kind: 'decide';
      readonly decisionId: string;
      readonly decision: 'pass' | 'fail' | 'ask-again';
      readonly marks: readonly Mark[];
      readonly printedName: string;
      readonly nameReason: string;
      readonly note: string;
      readonly digest: string;
      readonly askAgain?: AskAgainReason;
      readonly how?: How;
    }
  | {
      readonly kind: 'open-fallback';
      readonly fallbackId: string;
      readonly method: FallbackKind;
      readonly reason: string;
    }
  | {
      readonly kind: 'set-fallback-item';
      readonly item: string;
      readonly value: 'seen' | 'missing';
      readonly note: string;
    }
  | { readonly kind: 'ask-attestation'; readonly attestorId: AccountId; readonly attestor: Attestor }
  | { readonly kind: 'answer-attestation'; /** Of the digits as typed. */ readonly codeHash: string }
  | { readonly kind: 'submit-fallback'; readonly due: Due }
  | {
      readonly kind: 'decide-fallback';
      readonly decisionId: string;
      readonly fallbackId: string;
      readonly decision: 'approve' | 'refuse';
      readonly reason: string;
      readonly digest: string;
      readonly how?: How;
    }
  | { readonly kind: 'withdraw-fallback'; readonly reason: string }
  | {
      readonly kind: 'change-cooling-off';
      readonly why: CoolingOffChange;
      readonly hours: number;
      readonly awayMs: number;
      readonly dueAt: string;
    }
  | { readonly kind: 'revoke-approval'; readonly reason: string }
  | { readonly kind: 'watch-looked'; readonly factors: number }
  | { readonly kind: 'step-secure'; readonly step: SecureStep; readonly readBack: ReadBack }
  | { readonly kind: 'stop-secure'; readonly step: SecureStep; readonly found: Found }
  | { readonly kind: 'begin-disable' }
  | { readonly kind: 'step-disable'; readonly step: DisableStep; readonly readBack: ReadBack }
  | {
      readonly kind: 'stop-disable';
      readonly step: DisableStep;
      readonly reason: CaseEventOf<'case.disable-stopped'>['data']['reason'];
      readonly found: Found;
    }
  | { readonly kind: 'resume-disable' }
  | { readonly kind: 'finish-disable' }
  | {
      readonly kind: 'evidence-destroyed';
      readonly checkId: string;
      readonly why: CaseEventOf<'case.evidence-destroyed'>['data']['why'];
    }
  | {
      readonly kind: 'freeze';
      readonly via: 'notice' | 'told' | 'staff';
      readonly mailId?: string;
      readonly channel?: Channel;
      /** The number of the account's other case that it was said about. */
      readonly saidAbout?: string;
      readonly words: string;
    }
  | { readonly kind: 'unfreeze'; readonly reason: string }
  | {
      readonly kind: 'close';
      readonly outcome: Outcome;
      readonly reason: string;
      /** Tell the customer, where there are words for it. */
      readonly tell?: boolean;
      readonly duplicateOf?: string;
    }
  | { readonly kind: 'reopen'; readonly reason: string };

/** Who asks. Only staff have a role; addresses are compared so that nobody acts on their own account (R9). */
export type CaseActor =
  | { readonly kind: 'staff'; readonly id: string; readonly role: Role; readonly address: string }
  | { readonly kind: 'customer' }
  | { readonly kind: 'desk' };

export type CaseFacts = {
  /** ISO UTC from the one clock. */
  readonly now: string;
  readonly actor: CaseActor;
  readonly policy: Policy;
  /** What a newer version wrote something about: nothing that rests on it is decided. */
  readonly held?: readonly Ground[];
  /** Fresh identifiers and hashes of tokens: the domain makes no randomness of its own. */
  readonly mint: {
    readonly mail: () => { readonly mailId: string; readonly noticeHash: string };
    readonly link: (linkNumber: number) => { readonly checkId: string; readonly tokenHash: string };
    readonly effect: () => string;
    /** What is kept of the code that a message carries to whoever vouches. */
    readonly attestationCode: (mailId: string) => string;
  };
  /** R23: digest of the decision view as it is now. */
  readonly digestNow?: string;
  /** R7: whether the desk is still reading back what had been done when a disable was stopped. */
  readonly isReadingBack?: boolean;
  /** Whether the deed of the mail that is to be taken back or given up was begun: the outbox's word. */
  readonly isLeaving?: boolean;
  /** R13: what whoever decides did with the pictures; nothing, where nobody says. */
  readonly looked?: Looked;
  /** R12: the name rule's answer over the account's name and the typed one. */
  readonly name?: { readonly rule: string; readonly equal: boolean };
};

/** The log's name for who asks. */
export const actorName = (actor: CaseActor): `staff:${string}` | 'customer' | 'desk' =>
  actor.kind === 'staff' ? `staff:${actor.id}` : actor.kind;
