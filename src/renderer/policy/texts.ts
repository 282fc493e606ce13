/** Texts of the Policy screen. */
import type { PolicyValueView } from '#contract/policy';
import { count } from '../app/texts/words';

export const groupNames: Readonly<Record<PolicyValueView['group'], string>> = {
  threat: 'While the threat level is elevated',
  link: 'Link',
  review: 'Review',
  'cooling-off': 'Cooling-off',
  fallback: 'Alternate method',
  limits: 'Limits',
  evidence: 'Evidence',
  watching: 'Watching and opening again',
  reconnaissance: 'Reconnaissance',
  desk: 'The desk',
};
export const levelNames = { normal: 'Normal', elevated: 'Elevated' } as const;

export const policyTexts = {
  title: 'Policy',
  loading: 'Loading the policy',
  version: (n: number) => `Version ${n}`,
  onlyLead: 'A team lead changes it.',
  takesTwo: 'A change takes two leads.',
  columns: { value: 'Value', now: 'Now', bounds: 'Bounds', first: 'Default', last: 'Last change', change: 'Change' },
  never: 'Never changed',
  isDefault: 'as now',
  between: (min: number, max: number) => (min === max ? `always ${min}` : `${min} to ${max}`),
  each: (countOf: number, min: number, max: number) => `${countOf} rising, ${min} to ${max}`,
  choices: (n: number) => (n === 1 ? 'the only one' : `one of ${n}`),
  change: (title: string) => `Change “${title}”`,
  nth: (title: string, n: number) => `${title}, ${n}`,
  undo: (title: string) => `Leave “${title}” as it is`,
  was: (words: string) => `now ${words}`,
  fixed: 'Nothing to choose',
  by: (who: string, second: string | null) => (second === null ? who : `${who} and ${second}`),
  inVersion: (n: number) => `version ${n}`,
  threat: {
    title: 'Threat level',
    now: (level: string) => `Now: ${level.toLowerCase()}`,
    words:
      'Set by a lead when an attack is likely. It holds at once, for open cases too; a cooling-off that runs can only grow.',
    changes: 'What the threat level changes',
    what: 'What',
    raise: 'Set to elevated',
    lower: 'Set back to normal',
    here: 'holds now',
    notNow: 'Save or drop the other changes first.',
  },
  people: (reviewers: number) => `${count(reviewers, 'reviewer', 'reviewers')} at work`,
  asked: {
    title: (who: string) => `${who} asks for a change`,
    mine: 'You asked for a change',
    until: (when: string) => `Counts until ${when.replace(/^Today/, 'today')}.`,
    same: 'Ask for the same',
    waits: 'It waits for a second lead.',
    reason: 'Why:',
  },
  draft: {
    label: 'Changes that are not saved',
    changed: (n: number) => `${count(n, 'value', 'values')} changed`,
    look: 'See what it changes, and save',
    drop: 'Drop',
    asking: 'Asking the open cases',
    against: (n: number) => `${count(n, 'rule stands', 'rules stand')} against it, marked above.`,
    differ: (n: number, open: number) =>
      open === 0
        ? 'No case is open.'
        : n === 0
          ? `None of ${count(open, 'open case', 'open cases')} would be treated differently.`
          : `${n} of ${count(open, 'open case', 'open cases')} would be treated differently.`,
    first: (named: number) => `The first ${named} to break are listed.`,
  },
  dialog: {
    title: 'Change the policy?',
    threatTitle: (level: string) => `Set the threat level to ${level.toLowerCase()}?`,
    values: 'What changes',
    cases: 'Open cases',
    reason: 'Reason',
    reasonHint: (left: number) =>
      left > 0 ? `Everybody at the desk reads it: ${left} more characters.` : 'Everybody at the desk reads it.',
    button: 'Change policy',
    cancel: 'Cancel',
    close: 'Close',
    none: 'Closed cases and what was decided already stay as they are.',
    all: (n: number) => `Show all ${n}`,
    nothing: 'Nothing would change any more.',
    second: 'It takes a second lead',
    twoWords:
      'This desk has more than one lead: your word is written down, and the change holds once another lead has asked for the same.',
    stale: 'Somebody changed the policy since you opened this page. Close, and look again.',
  },
  done: (version: number) => `The policy is at version ${version} now.`,
  history: {
    title: 'History',
    first: 'What this desk started with',
    none: 'Nobody has changed the policy yet.',
    signed: 'Signed',
    unsigned: 'Its signature does not hold',
    second: 'Second reason:',
    to: 'to',
  },
  keys: {
    next: 'Next value',
    previous: 'Previous value',
    move: 'move',
    edit: 'Change this value',
    save: 'See what it changes, and save',
    all: 'all keys',
    change: 'change',
    look: 'see and save',
  },
} as const;
