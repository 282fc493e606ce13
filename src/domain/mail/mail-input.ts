import { maxProse, oneLine, shownName, webAddress } from './clean';
import type { Brand } from './mail-document';
import type { FieldValues } from './fields';
import { MailInputError } from './mail-input-error';
import { knownZone } from './when';
import type { ShowMissing, Written } from './written';

/** What a person of the staff wrote, with what its merge fields stand for. `showMissing` makes a preview. */
export type OwnWords = {
  readonly written: Written;
  readonly values: FieldValues;
  readonly showMissing?: ShowMissing;
};

/**
 * What every mail needs. `notMeUrl` is the mail's own "this wasn't me" link (R6); `timeZone` is the customer's, IANA.
 * `ownWords` stand after the greeting, before what the template says.
 */
export type CommonInput = {
  readonly brand: Brand;
  readonly caseNumber: string;
  readonly recipientName: string;
  readonly timeZone: string;
  readonly notMeUrl: string;
  readonly ownWords?: OwnWords;
};

type WithLink = CommonInput & { readonly linkUrl: string; readonly expiresAt: Date };

/*
 * This folder knows nothing of cases: what it shares with them is said again here, and `main/cases/case-mail.ts` does not
 * compile when the two differ.
 */
/** What the customer can do better with the pictures; says nothing about what the pictures show (R14). */
export type AskAgainReason = 'blurred' | 'wrong-side' | 'cropped' | 'glare' | 'too-dark';
/** How the request reached the company. */
export type RequestChannel = 'phone' | 'email' | 'chat' | 'other';
/** The ways back that need nobody's check. */
export type SelfHelpWay = 'still-signed-in' | 'backup-code' | 'someone-in-the-firm';
export type FallbackMethod = 'live-video-call' | 'firm-attestation' | 'billing-proof' | 'notarised-letter';
/** PRODUCT.md's outcomes of a closed case. */
export type ClosedOutcome = 'self-served' | 'disabled-by-admin' | 'withdrawn' | 'rejected' | 'duplicate' | 'fraud';

/** What each template is made from. `account` is the login; it is masked in the mail. */
export type MailInputs = {
  readonly 'recovery-link': WithLink & { readonly guidanceUrl?: string | null };
  readonly 'link-reminder': WithLink;
  readonly 'ask-again': WithLink & { readonly reasons: readonly AskAgainReason[] };
  readonly 'request-notice': CommonInput & {
    readonly account: string;
    readonly requestedAt: Date;
    readonly channel: RequestChannel;
    readonly guidanceUrl?: string | null;
  };
  /** `turnsOffAt` is the end of the cooling-off (R8), null when there is none. */
  readonly 'approval-notice': CommonInput & { readonly account: string; readonly turnsOffAt: Date | null };
  /**
   * What the account's system did: `sessionsEnded`; `isAsked` to set 2FA up at the next sign-in; `codesGone`, backup codes
   * went with the rest.
   */
  readonly 'disabled-notice': CommonInput & {
    readonly account: string;
    readonly disabledAt: Date;
    readonly signInUrl: string | null;
    readonly sessionsEnded: boolean;
    readonly isAsked: boolean;
    readonly codesGone: boolean;
  };
  readonly 'check-failed': CommonInput;
  /** `intro` and `steps` come in the mail's language. */
  readonly 'self-help': CommonInput & {
    readonly way: SelfHelpWay;
    readonly intro: string;
    readonly steps: readonly string[];
    readonly guidanceUrl: string | null;
  };
  /** To whoever in the firm vouches: eight digits, to be read out. */
  readonly 'attestation-request': CommonInput & {
    readonly colleague: string;
    readonly code: string;
    readonly expiresAt: Date;
  };
  /** `instructions` come in the mail's language. */
  readonly 'fallback-asked': CommonInput & {
    readonly method: FallbackMethod;
    readonly instructions: readonly string[];
  };
  /** R16: the password alone opens the account until then. */
  readonly 'temporary-notice': CommonInput & {
    readonly account: string;
    readonly until: Date;
    readonly signInUrl: string | null;
    readonly sessionsEnded: boolean;
  };
  readonly 'fallback-failed': CommonInput;
  readonly 'cooling-off-changed': CommonInput & { readonly account: string; readonly turnsOffAt: Date };
  readonly 're-secured': CommonInput & {
    readonly account: string;
    readonly locked: boolean;
    readonly sessionsEnded: boolean;
  };
  /** `days` without 2FA. */
  readonly 'enrol-reminder': CommonInput & {
    readonly account: string;
    readonly days: number;
    readonly signInUrl: string | null;
    /** To set 2FA up, at the sign-in. */
    readonly isAsked: boolean;
  };
  readonly 'closed-notice': CommonInput & { readonly outcome: ClosedOutcome };
  /** All of it in a person's own words, but for the greeting and the foot. */
  readonly 'free-answer': CommonInput & { readonly subject: string; readonly ownWords: OwnWords };
};

/** The mails that customers get. */
export type MailTemplate = keyof MailInputs;

const checkDate = (field: string, value: Date) => {
  if (Number.isNaN(value.getTime())) throw new MailInputError(field, 'must be a valid date');
};

const lines = ['subject', 'caseNumber', 'intro', 'code'] as const;
/** Of other people's choosing: cleaned, never refused. */
const names = ['recipientName', 'account', 'colleague'] as const;
const lists = ['steps', 'instructions'] as const;
const links = ['linkUrl', 'notMeUrl', 'signInUrl', 'guidanceUrl'] as const;
const dates = ['expiresAt', 'requestedAt', 'disabledAt', 'turnsOffAt', 'until'] as const;

/**
 * The same input with every name on one line and every link checked. Throws MailInputError that names the field, for
 * what is the desk's own; what other people chose is cleaned.
 */
export const checkMailInput = <T extends MailTemplate>(input: MailInputs[T]): MailInputs[T] => {
  const fields: Readonly<Record<string, unknown>> = input;
  const changed: Record<string, string | readonly string[]> = {};
  for (const field of lines) {
    const value = fields[field];
    if (typeof value === 'string') changed[field] = oneLine(field, value, field === 'intro' ? maxProse : undefined);
  }
  for (const field of names) {
    const value = fields[field];
    if (typeof value === 'string') changed[field] = shownName(value);
  }
  for (const field of lists) {
    const value = fields[field];
    if (Array.isArray(value))
      changed[field] = value.map((line, index) => oneLine(`${field}.${index}`, String(line), maxProse));
  }
  for (const field of links) {
    const value = fields[field];
    if (typeof value === 'string') changed[field] = webAddress(field, value);
  }
  for (const field of dates) {
    const value = fields[field];
    if (value instanceof Date) checkDate(field, value);
  }
  if (typeof fields['days'] === 'number' && !(Number.isInteger(fields['days']) && fields['days'] >= 1))
    throw new MailInputError('days', 'must be a whole number of at least 1');
  const brand: Brand = {
    company: oneLine('brand.company', input.brand.company),
    product: oneLine('brand.product', input.brand.product),
    support: oneLine('brand.support', input.brand.support),
  };
  return { ...input, ...changed, brand, timeZone: knownZone(input.timeZone) };
};
