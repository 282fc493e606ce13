import { oneLine, webAddress } from './clean';
import type { Brand } from './mail-document';
import { MailInputError } from './mail-input-error';

/** What every mail needs. `notMeUrl` is the mail's own "this wasn't me" link (R6); `timeZone` is the customer's, IANA. */
export type CommonInput = {
  readonly brand: Brand;
  readonly caseNumber: string;
  readonly recipientName: string;
  readonly timeZone: string;
  readonly notMeUrl: string;
};

type WithLink = CommonInput & { readonly linkUrl: string; readonly expiresAt: Date };

/** What the customer can do better with the pictures; says nothing about what the pictures show (R14). */
export type AskAgainReason = 'blurred' | 'wrong-side' | 'cropped' | 'glare' | 'too-dark';
/** How the request reached the company. */
export type RequestChannel = 'phone' | 'email' | 'chat' | 'other';
/** PRODUCT.md's outcomes of a closed case. */
export type ClosedOutcome = 'self-served' | 'disabled-by-admin' | 'withdrawn' | 'rejected' | 'duplicate' | 'fraud';

/** What each template is made from. `account` is the login; it is masked in the mail. */
export type MailInputs = {
  readonly 'recovery-link': WithLink;
  readonly 'ask-again': WithLink & { readonly reasons: readonly AskAgainReason[] };
  readonly 'request-notice': CommonInput & { readonly account: string; readonly requestedAt: Date; readonly channel: RequestChannel };
  /** `turnsOffAt` is the end of the cooling-off (R8), null when there is none. */
  readonly 'approval-notice': CommonInput & { readonly account: string; readonly turnsOffAt: Date | null };
  readonly 'disabled-notice': CommonInput & { readonly account: string; readonly disabledAt: Date; readonly signInUrl: string | null };
  readonly 'check-failed': CommonInput;
  readonly 'closed-notice': CommonInput & { readonly outcome: ClosedOutcome };
};

/** The mails that customers get. */
export type MailTemplate = keyof MailInputs;

/** All templates, for screens that list them and tests that try them all. */
export const MAIL_TEMPLATES = ['recovery-link', 'request-notice', 'approval-notice', 'disabled-notice', 'check-failed', 'ask-again', 'closed-notice'] as const satisfies readonly MailTemplate[];

const checkDate = (field: string, value: Date) => {
  if (Number.isNaN(value.getTime())) throw new MailInputError(field, 'must be a valid date');
};

const LINES = ['caseNumber', 'recipientName', 'account'] as const;
const LINKS = ['linkUrl', 'notMeUrl', 'signInUrl'] as const;
const DATES = ['expiresAt', 'requestedAt', 'disabledAt', 'turnsOffAt'] as const;

/** The same input with every name on one line and every link checked. Throws MailInputError that names the field. */
export const checkMailInput = <T extends MailTemplate>(input: MailInputs[T]): MailInputs[T] => {
  const fields: Readonly<Record<string, unknown>> = input;
  const changed: Record<string, string> = {};
  for (const field of LINES) {
    const value = fields[field];
    if (typeof value === 'string') changed[field] = oneLine(field, value);
  }
  for (const field of LINKS) {
    const value = fields[field];
    if (typeof value === 'string') changed[field] = webAddress(field, value);
  }
  for (const field of DATES) {
    const value = fields[field];
    if (value instanceof Date) checkDate(field, value);
  }
  const brand: Brand = {
    company: oneLine('brand.company', input.brand.company),
    product: oneLine('brand.product', input.brand.product),
    support: oneLine('brand.support', input.brand.support),
  };
  return { ...input, ...changed, brand };
};
