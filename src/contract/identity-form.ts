/**
 * What the customer's form and the pages behind it agree on. Plain constants and types: the form's bundle stays small.
 */
import type { DocumentKind, PictureSlot } from '#domain/case/events';

/** The texts of the terms carry this; a submission names the version that the person saw. */
export const termsVersion = '2026-11-01';

/** The pictures that a kind of ID takes, and the selfie. */
export const slotsFor = (kind: DocumentKind): readonly PictureSlot[] =>
  kind === 'passport' ? ['front', 'selfie'] : ['front', 'back', 'selfie'];

export type FormLanguage = 'en' | 'fr';

/** Limits that the form keeps to and the server holds. */
export const pictureLimits = { bytes: 10 * 1024 * 1024, minSidePx: 400, maxSidePx: 12_000 } as const;

/** Answer to `GET /v/<token>/state`. Never a word about the account. */
export type FormState = {
  readonly companyName: string;
  readonly language: FormLanguage;
  /** ISO; null while the first mail is still on its way. */
  readonly expiresAt: string | null;
  /** IANA zone of the customer. */
  readonly timeZone: string;
  /** Pictures that are there already (a reload, another device). They can be replaced, never looked at again. */
  readonly pictures: readonly { readonly slot: PictureSlot; readonly at: string }[];
};

/** Body of `POST /v/<token>/submit`. */
export type FormSubmission = {
  /** A UUID, chosen once per submission: the same again gets the same good answer. */
  readonly submissionId: string;
  readonly termsVersion: string;
  readonly language: FormLanguage;
  /** ISO 3166-1 alpha-2, who issued the ID. */
  readonly country: string;
  readonly documentKind: DocumentKind;
  readonly capture: 'automatic' | 'manual';
};

/** Why the pages say no, in codes; the form has the words. */
export const formRefusals = [
  'used',
  'expired',
  'replaced',
  'stopped',
  'unknown',
  'refused-too-often',
  'too-many',
  'busy',
  'unavailable',
  'too-large',
  'empty',
  'not-a-picture',
  'heic',
  'damaged',
  'too-small',
  'too-big-sides',
  'terms',
  'incomplete',
  'malformed',
] as const;
export type FormRefusal = (typeof formRefusals)[number];
export type FormAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: FormRefusal; readonly message: string };
