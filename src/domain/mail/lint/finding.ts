import type { MailLanguage } from '../language';
import type { MergeField } from '../fields';
import type { LineAt } from '../written';

/** What is looked for in a mail before it leaves. */
export const lintRules = [
  'empty',
  'field-without-value',
  'foreign-link',
  'link-text-names-other-host',
  'broken-link',
  'reveals-check',
  'secret',
  'other-account',
  'unseen-characters',
  'too-long',
  'other-language',
  'double-greeting',
  'promise',
  'shouting',
] as const;
export type LintRule = (typeof lintRules)[number];

/** Places in a line are counted in UTF-16 units of its text, a merge field as one. */
export type FindingPlace =
  | { readonly part: 'subject'; readonly from: number; readonly to: number }
  | ({ readonly part: 'written'; readonly from: number; readonly to: number } & LineAt);

/** What one press mends. `put` puts the text where the place is, '' takes it out; `unlink` leaves the link's words. */
export type Repair = { readonly kind: 'put'; readonly text: string } | { readonly kind: 'unlink' };

/** An error blocks, a warning asks. `about` is the host, the field or the number that it speaks of; never a secret. */
export type Finding = {
  readonly rule: LintRule;
  readonly severity: 'error' | 'warning';
  readonly place: FindingPlace;
  readonly about: string | null;
  readonly repair: Repair | null;
};

/** What the rules hold a mail against. */
export type LintContext = {
  readonly language: MailLanguage;
  /** The language that the account has; another one is asked about. */
  readonly accountLanguage: MailLanguage;
  /** Hosts that a link may lead to, with all below them: `lumen-practice.example`. */
  readonly ownHosts: readonly string[];
  /** The account's own addresses and whatever else may be written out. */
  readonly ownAddresses: readonly string[];
  /** Names and addresses of other accounts that this person looked at today. */
  readonly otherAccounts: readonly string[];
  readonly fieldsWithValue: readonly MergeField[];
  /** What the policy promises: business days until an answer, hours for which a link works. */
  readonly promised: { readonly businessDays: number; readonly linkHours: number };
};

/** What a rule finds in one text; places are the text's own. `links` are the text's links with their places. */
export type TextToLint = {
  readonly text: string;
  readonly links: readonly { readonly from: number; readonly to: number; readonly url: string }[];
  readonly isFirst: boolean;
};
export type TextFinding = Omit<Finding, 'place'> & { readonly from: number; readonly to: number };
export type TextRule = (given: TextToLint, context: LintContext) => readonly TextFinding[];
