/**
 * What the pages ask the desk. They hold no state of their own: the desk knows links and cases, the evidence store
 * pictures.
 */
import type { Channel, DocumentKind, Picture } from '#domain/case/events';

export type PagesLanguage = 'en' | 'fr';
/** Lower-case hex SHA-256 of the token in the URL: all that leaves the handler of it. */
export type TokenHash = string;

/** Where a form link stands (R4). `used` names the submission that used it, so that a repeated send is recognised. */
export type LinkStanding =
  | {
      readonly state: 'open';
      readonly checkId: string;
      readonly caseKey: string;
      readonly language: PagesLanguage;
      readonly expiresAt: string | null;
      readonly timeZone: string;
      readonly submissionsRefused: number;
    }
  | { readonly state: 'used'; readonly submissionId: string }
  | { readonly state: 'expired' | 'replaced' | 'stopped' | 'unknown' };

export type Submission = {
  /** A UUID of the form's; the key of idempotency. */
  readonly submissionId: string;
  readonly termsVersion: string;
  readonly language: PagesLanguage;
  readonly country: string;
  readonly documentKind: DocumentKind;
  readonly capture: 'automatic' | 'manual';
  readonly pictures: readonly Picture[];
};
export type SubmitOutcome = 'accepted' | 'used' | 'expired' | 'replaced' | 'stopped' | 'unknown';
export type SubmissionFault = 'malformed' | 'terms' | 'incomplete';

export type Notice = {
  readonly language: PagesLanguage;
  /** ISO, when the request that the notice tells of came in. */
  readonly requestedAt: string;
  readonly channel: Channel;
  /** As `m•••••e@delisle-roy.example`. */
  readonly maskedAccount: string;
  readonly caseNumber: string;
  readonly alreadyStopped: boolean;
  /** What was asked for had been done before: there is nothing to stop any more, but an account to secure (R7). */
  readonly alreadyDone?: boolean;
  readonly timeZone: string;
};
export type Repudiated = {
  readonly caseNumber: string;
  readonly whatWasDone: 'frozen' | 'already-frozen' | 're-securing';
};

export type PagesDesk = {
  /** Changes nothing, however often it is asked. */
  lookLink(tokenHash: TokenHash): Promise<LinkStanding>;
  /** A person's browser showed the form: a fact for the history, once per link. */
  linkOpened(tokenHash: TokenHash, device: 'phone' | 'computer' | 'other'): Promise<void>;
  /** Idempotent by submissionId: the same submission again is `accepted` again. */
  submit(tokenHash: TokenHash, submission: Submission): Promise<SubmitOutcome>;
  /** R11: a submission that was refused counts. */
  submissionRefused(tokenHash: TokenHash, fault: SubmissionFault): Promise<void>;
  /** Null for a link that was never sent. Old and used ones are still answered. */
  lookNotice(tokenHash: TokenHash): Promise<Notice | null>;
  /** R7. Idempotent: a second time answers `already-frozen`. Null for a link that was never sent. */
  repudiate(tokenHash: TokenHash, more: { readonly words?: string }): Promise<Repudiated | null>;
};
