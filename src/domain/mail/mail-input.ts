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

type Field = { [T in MailTemplate]: keyof MailInputs[T] }[MailTemplate];
/**
 * How each field that a mail may have is held: a `name` is of other people's choosing, cleaned and never refused; a
 * `choice` is of a closed list, and `apart` is held elsewhere. One that is not here does not compile.
 */
const heldAs: Readonly<
  Record<Field, 'line' | 'prose' | 'name' | 'list' | 'link' | 'date' | 'count' | 'choice' | 'apart'>
> = {
  brand: 'apart',
  timeZone: 'apart',
  ownWords: 'apart',
  subject: 'line',
  caseNumber: 'line',
  code: 'line',
  intro: 'prose',
  recipientName: 'name',
  account: 'name',
  colleague: 'name',
  steps: 'list',
  instructions: 'list',
  linkUrl: 'link',
  notMeUrl: 'link',
  signInUrl: 'link',
  guidanceUrl: 'link',
  expiresAt: 'date',
  requestedAt: 'date',
  disabledAt: 'date',
  turnsOffAt: 'date',
  until: 'date',
  days: 'count',
  reasons: 'choice',
  channel: 'choice',
  way: 'choice',
  method: 'choice',
  outcome: 'choice',
  locked: 'choice',
  sessionsEnded: 'choice',
  isAsked: 'choice',
  codesGone: 'choice',
};

/** A field's value, cleaned; null and what is not there stay so. Throws MailInputError. */
const held = (field: Field, value: unknown): unknown => {
  switch (heldAs[field]) {
    case 'line':
      return typeof value === 'string' ? oneLine(field, value) : value;
    case 'prose':
      return typeof value === 'string' ? oneLine(field, value, maxProse) : value;
    case 'name':
      return typeof value === 'string' ? shownName(value) : value;
    case 'list':
      return Array.isArray(value)
        ? value.map((line, index) => oneLine(`${field}.${index}`, String(line), maxProse))
        : value;
    case 'link':
      return typeof value === 'string' ? webAddress(field, value) : value;
    case 'date':
      if (value instanceof Date && Number.isNaN(value.getTime()))
        throw new MailInputError(field, 'must be a valid date');
      return value;
    case 'count':
      if (typeof value === 'number' && !(Number.isInteger(value) && value >= 1))
        throw new MailInputError(field, 'must be a whole number of at least 1');
      return value;
    case 'choice':
    case 'apart':
      return value;
  }
};

/**
 * The same input with every name on one line and every link checked. Throws MailInputError that names the field, for
 * what is the desk's own; what other people chose is cleaned.
 */
export const checkMailInput = <T extends MailTemplate>(input: MailInputs[T]): MailInputs[T] => {
  const changed = Object.fromEntries(
    Object.entries(input).map(([field, value]) => [field, held(field as Field, value)]),
  );
  const brand: Brand = {
    company: oneLine('brand.company', input.brand.company),
    product: oneLine('brand.product', input.brand.product),
    support: oneLine('brand.support', input.brand.support),
  };
  return { ...input, ...changed, brand, timeZone: knownZone(input.timeZone) };
};
