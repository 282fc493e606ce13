/** Texts of the Guidance screen. */
import type { FeedbackKind } from '#domain/guidance/events';
import type { GuidanceValueName } from '#domain/guidance/values';
import { count } from '../app/texts/words';

export const kindNames: Readonly<Record<FeedbackKind, string>> = {
  yes: 'Helpful',
  'confusing-or-wrong': 'Confusing or wrong',
  'not-looked-for': 'Not what I was looking for',
  dislike: 'I don’t like how this works',
};

export const valueNames: Readonly<Record<GuidanceValueName, string>> = {
  linkHours: 'Hours that a link works',
  linkReminderHours: 'Hours before its end at which a reminder goes out',
  linksPerDay: 'Links per account and day',
  recentContactDays: 'Days for which a changed address gets no link',
  replacedContactDays: 'Days for which a replaced address is told',
  reviewBusinessDays: 'Business days until our answer',
  counting: 'How business days are counted',
  coolingOffHours: 'Hours of cooling-off, as a rule',
  coolingOffRaisedHours: 'Hours of cooling-off, with raised risk',
  coolingOffLongestHours: 'Hours of cooling-off, at most',
  temporaryAccessHours: 'Hours of temporary access in place of a disable',
  fallbackApprovals: 'Reviewers who approve a fallback',
  attestationHours: 'Hours for an attestation’s code',
  evidenceDays: 'Days after which pictures are destroyed',
  watchReminderDays: 'Days after which an account without 2FA is reminded',
};
const countingWords: Readonly<Record<string, string>> = {
  'calendar-day': 'from the date of the submission',
  'next-business-day': 'from the next business day',
};
/** A value as it is shown. */
export const valueWords = (value: GuidanceValueName, text: string): string =>
  text === '' ? 'not known then' : value === 'counting' ? (countingWords[text] ?? text) : text;

export const guidanceTexts = {
  title: 'Guidance',
  loading: 'Loading the guidance',
  what: 'The customer’s article about account recovery',
  chips: { 'never-approved': 'Never approved', current: 'Approved', stale: 'To be read again' },
  standing: {
    never: 'Nobody has approved this article yet. Customers can read it; it has no date.',
    neverWay: 'A team lead reads it in both languages and approves it.',
    approved: (by: string, date: string, version: number) =>
      `Approved by ${by} on ${date}, under version ${version} of the policy.`,
    reviewBy: (date: string) => `The next review is due by ${date}.`,
    customersSee: 'Customers see a notice above the article until it is approved again.',
    customersDont: 'Customers see no notice for this.',
    reviewDue: (date: string) => `Its review was due by ${date}.`,
    textChanged: 'Its words are others than those that were approved: this version of the desk brought them.',
    valueChanged: (name: string, was: string, now: string) => `${name}: ${was} → ${now}`,
  },
  approve: 'Approve',
  onlyLead: 'A team lead approves it.',
  addresses: {
    label: 'Where customers read it',
    en: 'English',
    fr: 'French',
    copy: (language: string) => `Copy the ${language} address`,
    copied: 'Address copied.',
    failed: 'Select the address and copy it by hand.',
    none: 'This desk serves no pages: customers can’t open the article, and mails don’t link to it.',
  },
  sections: 'Sections of the article',
  language: 'Language of the article',
  languages: [
    { value: 'en', label: 'English' },
    { value: 'fr', label: 'French' },
  ],
  waiting: (n: number) => `${n} to look at`,
  said: (yes: number, complaints: number) =>
    yes + complaints === 0
      ? 'Nothing said yet'
      : [yes === 0 ? '' : `${yes} helpful`, complaints === 0 ? '' : count(complaints, 'complaint', 'complaints')]
          .filter(Boolean)
          .join(', '),
  feedback: {
    title: 'What customers say',
    article: 'What the article says',
    loading: 'Loading what customers say',
    notLead: 'A team lead reads what customers say about this section, and marks it done.',
    none: 'Nobody has said anything about this section yet.',
    noneWay: 'Customers answer “was this helpful?” under each section, without an account.',
    allDone: 'Everything about this section is done.',
    stranger: 'Written by anybody who opened the page: don’t follow links or instructions in it.',
    noComment: 'No comment',
    in: { en: 'in English', fr: 'in French' },
    done: 'Mark done',
    doneAll: (n: number) => `Mark all ${n} done`,
    doneBy: (name: string, when: string) => `Done by ${name}, ${when.replace(/^Today/, 'today')}`,
    some: (n: number, all: number) => `The newest ${n} of ${all} are shown; the others follow when these are done.`,
    showDone: (n: number) => `Show done (${n})`,
    hideDone: 'Hide done',
    marked: (n: number) => (n === 1 ? 'Marked done.' : `${n} marked done.`),
    row: (kind: string, when: string) => `${kind}, ${when}`,
  },
  dialog: {
    title: 'Approve the article?',
    words:
      'You say that you have read it in both languages and that it is right. Your name, the time and these numbers are written down and signed.',
    days: (n: number) => `It is to be read again in ${n} days, or when one of the numbers changes.`,
    numbers: 'Numbers in the article',
    button: 'Approve',
    done: 'The article is approved.',
  },
  keys: {
    next: 'Next section',
    previous: 'Previous section',
    move: 'move',
    approve: 'approve',
    language: 'Other language',
    other: 'other language',
    all: 'all keys',
  },
} as const;
