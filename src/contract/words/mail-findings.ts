/** The catalogue: what a mail is held back for, or asked about, as the person reads it who writes it. */
import type { MergeField } from '#domain/mail/fields';
import type { Finding, LintRule } from '#domain/mail/lint/finding';

/** Merge fields as their chips name them. */
export const fieldWords: Readonly<Record<MergeField, string>> = {
  name: 'Name',
  firm: 'Firm',
  'case-number': 'Case number',
  'agent-name': 'Your name',
  support: 'Support',
  'link-end': 'End of the link',
  'answer-due': 'Answer due',
};

/** Why a field has no value, and where one would come from. */
const missingWords: Readonly<Record<MergeField, string>> = {
  name: 'The account has no name.',
  firm: 'The account belongs to no firm that the identity system knows.',
  'case-number': 'The case has no number.',
  'agent-name': 'Your profile has no name.',
  support: 'The desk has no support line: a lead sets it.',
  'link-end': 'The customer has no link that works: send one first.',
  'answer-due': 'Nothing was submitted, so no answer is due.',
};

const titles: Readonly<Record<LintRule, string>> = {
  empty: 'Nothing is written',
  'field-without-value': 'A field has no value',
  'foreign-link': 'Foreign link',
  'link-text-names-other-host': 'A link’s words name another place',
  'broken-link': 'A link leads nowhere',
  'reveals-check': 'Says which check failed',
  secret: 'Looks like a secret',
  'other-account': 'Somebody else’s account',
  'unseen-characters': 'Characters that nobody sees',
  'too-long': 'Too long',
  'other-language': 'Another language',
  'double-greeting': 'Greets twice',
  promise: 'A promise of your own',
  shouting: 'Reads like a shout',
};

const isField = (about: string | null): about is MergeField => about !== null && Object.hasOwn(fieldWords, about);

const sentence = ({ rule, about, place, severity }: Pick<Finding, 'rule' | 'about' | 'place' | 'severity'>): string => {
  switch (rule) {
    case 'empty':
      return place.part === 'subject' ? 'The mail needs a subject.' : 'The mail needs a sentence of yours.';
    case 'field-without-value':
      return isField(about) ? missingWords[about] : 'It has no value in this case.';
    case 'foreign-link':
      return `${about ?? 'It'} isn’t one of the company’s places.`;
    case 'link-text-names-other-host':
      return `It leads to ${about ?? 'somewhere else'}.`;
    case 'broken-link':
      return 'A link begins with https and holds no password.';
    case 'reveals-check':
      return 'A customer never learns that: it would teach an impostor what to do better.';
    case 'secret':
      return 'Codes, passwords and links of a customer never stand in a mail.';
    case 'other-account':
      return 'You looked at an account with this name or address today, and it isn’t this one.';
    case 'unseen-characters':
      return 'They hide words, or turn a line round.';
    case 'too-long':
      return severity === 'error'
        ? `Mail programs show ${about ?? 'few'} characters of a subject at most.`
        : `More than ${about ?? 'a few thousand'} characters: few people read as much.`;
    case 'other-language':
      return about === 'account' ? 'The account has the other language.' : 'The text isn’t in the mail’s language.';
    case 'double-greeting':
      return 'The mail greets by itself.';
    case 'promise':
      return 'The desk’s policy doesn’t make it.';
    case 'shouting':
      return 'Spam filters look for it, and people hear it.';
  }
};

/** A finding in words: what it is called, and why in a sentence. */
export const findingWords = (finding: Finding): { readonly title: string; readonly why: string } => ({
  title: titles[finding.rule],
  why: sentence(finding),
});
