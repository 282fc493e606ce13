/**
 * Every value of the policy: what it means, its bounds, and the rules between values. The page, the check and the tests
 * read this one list.
 */
import { countings } from '../sla/due';
import { calendarIds, calendarOf } from '../sla/calendar';
import type { Policy } from './policy';
import { defaultPolicy } from './policy';

export type DeskKind = 'practice' | 'real';
export type PolicyValues = Omit<Policy, 'version'>;
export type PolicyKey = keyof PolicyValues;
export type PolicyValue = number | string | readonly number[];

export const policyGroups = [
  'threat',
  'link',
  'review',
  'cooling-off',
  'fallback',
  'limits',
  'evidence',
  'watching',
  'reconnaissance',
  'desk',
] as const;
export type PolicyGroup = (typeof policyGroups)[number];

export type PolicyKind =
  /** A whole number; a real desk may ask for more than a practice desk. */
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly minReal?: number }
  /** So many whole numbers, each greater than the one before. */
  | { readonly kind: 'rising'; readonly count: number; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string; readonly words: string }[] };

export type PolicyDefinition = {
  readonly key: PolicyKey;
  readonly group: PolicyGroup;
  readonly title: string;
  readonly unit: string | null;
  /** The number in the specification; null where no rule asks for the number. */
  readonly rule: string | null;
  readonly is: PolicyKind;
  readonly words: string;
};

const whole = (min: number, max: number, minReal?: number): PolicyKind => ({
  kind: 'integer',
  min,
  max,
  ...(minReal === undefined ? {} : { minReal }),
});
const countingWords: Readonly<Record<Policy['counting'], string>> = {
  'calendar-day': 'From the day of the submission',
  'next-business-day': 'After closing time, from the next business day',
};
/** By name, and with what a lead must know before choosing: days whose law could not be opened. */
const calendarWords = (id: Policy['calendarId']): string => {
  const { name, holidays } = calendarOf(id);
  const unverified = holidays.filter(({ source }) => source.isUnverified).length;
  return unverified === 0 ? name : `${name} (${unverified} of ${holidays.length} rules unverified)`;
};

const definitions: Readonly<Record<PolicyKey, Omit<PolicyDefinition, 'key'>>> = {
  threatLevel: {
    group: 'threat',
    title: 'Threat level',
    unit: null,
    rule: 'R20',
    is: {
      kind: 'choice',
      options: [
        { value: 'normal', words: 'Normal' },
        { value: 'elevated', words: 'Elevated' },
      ],
    },
    words: 'Elevated asks for more people and more time, and closes the weak alternate methods.',
  },
  approvalsElevated: {
    group: 'threat',
    title: 'Approvals for a pass, elevated',
    unit: 'reviewers',
    rule: 'R20',
    is: whole(2, 3),
    words: 'Different reviewers who pass a check while the threat level is elevated.',
  },
  approvalsForFallbackElevated: {
    group: 'threat',
    title: 'Approvals for a fallback, elevated',
    unit: 'reviewers',
    rule: 'R20',
    is: whole(3, 4),
    words: 'Different reviewers who approve an alternate method while the threat level is elevated.',
  },
  coolingOffHoursElevated: {
    group: 'threat',
    title: 'Cooling-off, elevated',
    unit: 'hours',
    rule: 'R20',
    is: whole(1, 168),
    words: 'Between decision and disable for an account without raised risk, while the threat level is elevated.',
  },
  coolingOffHoursRaisedElevated: {
    group: 'threat',
    title: 'Cooling-off with raised risk, elevated',
    unit: 'hours',
    rule: 'R20',
    is: whole(1, 336),
    words: 'The same for an account with raised risk.',
  },
  linkHours: {
    group: 'link',
    title: 'A link is good for',
    unit: 'hours',
    rule: 'R4',
    is: whole(12, 168),
    words: 'Counted from the first attempt to send it; a link that runs keeps its end.',
  },
  linkReminderHours: {
    group: 'link',
    title: 'Reminder before it ends',
    unit: 'hours',
    rule: null,
    is: whole(1, 96),
    words: 'The customer is reminded once, so long before the link ends.',
  },
  recentContactDays: {
    group: 'link',
    title: 'An address must be older than',
    unit: 'days',
    rule: 'R5',
    is: whole(14, 90),
    words: 'One that was changed more recently before the case gets no link, and raises the risk.',
  },
  replacedContactDays: {
    group: 'link',
    title: 'A replaced address is told for',
    unit: 'days',
    rule: 'R6',
    is: whole(7, 365),
    words: 'It gets every notice, never a link.',
  },
  reviewBusinessDays: {
    group: 'review',
    title: 'The review is promised within',
    unit: 'business days',
    rule: 'R22',
    is: whole(1, 5),
    words: 'Counted on the calendar from the submission.',
  },
  counting: {
    group: 'review',
    title: 'Business days are counted',
    unit: null,
    rule: 'R22',
    is: { kind: 'choice', options: countings.map((value) => ({ value, words: countingWords[value] })) },
    words: 'What a submission late in the day, or on a day off, counts as.',
  },
  calendarId: {
    group: 'review',
    title: 'Calendar',
    unit: null,
    rule: 'R22',
    is: { kind: 'choice', options: calendarIds.map((value) => ({ value, words: calendarWords(value) })) },
    words:
      'Its holidays and hours; every due time names its version. Promises that were given keep theirs. Unverified: the law itself could not be opened.',
  },
  approvalsWithoutProvider: {
    group: 'review',
    title: 'Approvals without a provider',
    unit: 'reviewers',
    rule: 'R9',
    is: whole(1, 2, 2),
    words: 'Different reviewers who pass a check of our own form, which no provider stands behind.',
  },
  coolingOffHoursNormal: {
    group: 'cooling-off',
    title: 'Cooling-off',
    unit: 'hours',
    rule: 'R8',
    is: whole(0, 72),
    words: 'Between decision and disable for an account without raised risk.',
  },
  coolingOffHoursRaised: {
    group: 'cooling-off',
    title: 'Cooling-off with raised risk',
    unit: 'hours',
    rule: 'R8',
    is: whole(1, 168),
    words: 'For administrators, a recently changed address, an alternate method, a reconnaissance mark.',
  },
  temporaryAccessHours: {
    group: 'cooling-off',
    title: 'Temporary access lasts',
    unit: 'hours',
    rule: 'R16',
    is: whole(1, 72),
    words:
      'Where it is chosen instead of a disable: the password alone opens the account, and the second factors stay.',
  },
  approvalsForFallback: {
    group: 'fallback',
    title: 'Approvals for a fallback',
    unit: 'reviewers',
    rule: 'R9',
    is: whole(2, 3),
    words: 'Different reviewers who approve an alternate method.',
  },
  attestationHours: {
    group: 'fallback',
    title: 'An attestation code is good for',
    unit: 'hours',
    rule: null,
    is: whole(1, 72),
    words: 'The code that a firm administrator gets and reads back.',
  },
  linksPerAccountAndDay: {
    group: 'limits',
    title: 'Links for an account',
    unit: 'a day',
    rule: 'R11',
    is: whole(1, 10),
    words: 'Sending again repeats the same link and costs none.',
  },
  linksPerAgentAndHour: {
    group: 'limits',
    title: 'Links by a colleague',
    unit: 'an hour',
    rule: 'R11',
    is: whole(1, 100),
    words: 'What one person may send in an hour.',
  },
  evidenceDays: {
    group: 'evidence',
    title: 'ID pictures are kept for',
    unit: 'days',
    rule: 'R18',
    is: whole(2, 10),
    words: 'At most: a decision destroys them earlier. Never more than ten days.',
  },
  watchReminderDays: {
    group: 'watching',
    title: 'Reminders to turn 2FA on',
    unit: 'days after the disable',
    rule: null,
    is: { kind: 'rising', count: 3, min: 1, max: 60 },
    words: 'Sent while the account is still without 2FA.',
  },
  reopenDays: {
    group: 'watching',
    title: 'A closed case may be opened again for',
    unit: 'days',
    rule: null,
    is: whole(1, 365),
    words: 'Later a new request opens a new case.',
  },
  signalDays: {
    group: 'reconnaissance',
    title: 'Looks back over',
    unit: 'days',
    rule: 'R8',
    is: whole(1, 30),
    words: 'How far back the marks below look.',
  },
  signalFirmAccounts: {
    group: 'reconnaissance',
    title: 'Accounts of one firm',
    unit: 'accounts',
    rule: 'R8',
    is: whole(2, 20),
    words: 'From so many on, their cases are marked and their risk is raised.',
  },
  signalCallerAccounts: {
    group: 'reconnaissance',
    title: 'Accounts for one caller',
    unit: 'accounts',
    rule: 'R8',
    is: whole(2, 20),
    words: 'From so many on, their cases are marked and their risk is raised.',
  },
  signalUnusedLinks: {
    group: 'reconnaissance',
    title: 'Links without a submission',
    unit: 'links',
    rule: 'R8',
    is: whole(2, 10),
    words: 'From so many on, the case is marked and its risk is raised.',
  },
  idleMinutes: {
    group: 'desk',
    title: 'The desk locks after',
    unit: 'idle minutes',
    rule: 'R21',
    is: whole(1, 30),
    words: 'Without a touch of keyboard or mouse.',
  },
};

/** In the order of the page. */
export const policyDefinitions: readonly PolicyDefinition[] = (Object.keys(definitions) as PolicyKey[]).map((key) => ({
  key,
  ...definitions[key],
}));
export const policyKeys: readonly PolicyKey[] = policyDefinitions.map(({ key }) => key);
export const definitionOf = (key: PolicyKey): PolicyDefinition => ({ key, ...definitions[key] });

/** The least that a desk of this kind may set; R9 lets only a practice desk ask for one approval. */
export const minOf = (is: Extract<PolicyKind, { readonly kind: 'integer' }>, desk: DeskKind): number =>
  desk === 'real' ? (is.minReal ?? is.min) : is.min;

/** What a desk starts with. */
export const defaultOf = (key: PolicyKey, desk: DeskKind): PolicyValue => defaultPolicy(desk)[key];

/** `field` and `rule` of what a policy may not be; `message` names both for a person. */
export type PolicyProblem = { readonly field: PolicyKey; readonly rule: string | null; readonly message: string };

/** A value as a sentence has it: `72 hours`, `Elevated`, `1, 3 and 7 days after the disable`. */
export const valueWords = (key: PolicyKey, value: PolicyValue): string => {
  const { is, unit } = definitions[key];
  if (is.kind === 'choice') return is.options.find((option) => option.value === value)?.words ?? String(value);
  const number = typeof value === 'object' ? `${value.slice(0, -1).join(', ')} and ${value.at(-1)}` : String(value);
  if (unit === null) return number;
  return `${number} ${value === 1 && unit.endsWith('s') ? unit.slice(0, -1) : unit}`;
};

const boundsProblem = (
  { key, title, rule, is }: PolicyDefinition,
  value: unknown,
  desk: DeskKind,
): PolicyProblem | null => {
  const problem = (message: string): PolicyProblem => ({ field: key, rule, message: `${title}: ${message}` });
  switch (is.kind) {
    case 'choice':
      return is.options.some((option) => option.value === value)
        ? null
        : problem(`one of ${is.options.map((option) => `"${option.value}"`).join(', ')}.`);
    case 'integer': {
      const min = minOf(is, desk);
      if (Number.isInteger(value) && (value as number) >= min && (value as number) <= is.max) return null;
      return problem(
        min > is.min && value === is.min
          ? `a real desk asks for ${min} at least.`
          : `a whole number from ${min} to ${is.max}.`,
      );
    }
    case 'rising': {
      const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
      const fits =
        list.length === is.count &&
        list.every(
          (one, at) =>
            Number.isInteger(one) &&
            (one as number) >= is.min &&
            (one as number) <= is.max &&
            (at === 0 || (one as number) > (list[at - 1] as number)),
        );
      return fits
        ? null
        : problem(`${is.count} whole numbers from ${is.min} to ${is.max}, each greater than the one before.`);
    }
  }
};

/** Two values that hold each other: `field` is named, `with` is what it is measured by. */
const between: readonly {
  readonly field: PolicyKey;
  readonly with: PolicyKey;
  readonly rule: string;
  readonly holds: (policy: PolicyValues) => boolean;
  readonly says: (policy: PolicyValues) => string;
}[] = [
  {
    field: 'approvalsElevated',
    with: 'approvalsWithoutProvider',
    rule: 'R20',
    holds: (p) => p.approvalsElevated >= p.approvalsWithoutProvider,
    says: (p) => `not fewer than at the normal level (${p.approvalsWithoutProvider}).`,
  },
  {
    field: 'approvalsForFallbackElevated',
    with: 'approvalsForFallback',
    rule: 'R20',
    holds: (p) => p.approvalsForFallbackElevated >= p.approvalsForFallback,
    says: (p) => `not fewer than at the normal level (${p.approvalsForFallback}).`,
  },
  {
    field: 'coolingOffHoursRaised',
    with: 'coolingOffHoursNormal',
    rule: 'R8',
    holds: (p) => p.coolingOffHoursRaised >= p.coolingOffHoursNormal,
    says: (p) => `not shorter than without raised risk (${p.coolingOffHoursNormal} hours).`,
  },
  {
    field: 'coolingOffHoursElevated',
    with: 'coolingOffHoursNormal',
    rule: 'R20',
    holds: (p) => p.coolingOffHoursElevated >= p.coolingOffHoursNormal,
    says: (p) => `not shorter than at the normal level (${p.coolingOffHoursNormal} hours).`,
  },
  {
    field: 'coolingOffHoursRaisedElevated',
    with: 'coolingOffHoursRaised',
    rule: 'R20',
    holds: (p) => p.coolingOffHoursRaisedElevated >= p.coolingOffHoursRaised,
    says: (p) => `not shorter than at the normal level (${p.coolingOffHoursRaised} hours).`,
  },
  {
    field: 'coolingOffHoursRaisedElevated',
    with: 'coolingOffHoursElevated',
    rule: 'R20',
    holds: (p) => p.coolingOffHoursRaisedElevated >= p.coolingOffHoursElevated,
    says: (p) => `not shorter than without raised risk (${p.coolingOffHoursElevated} hours).`,
  },
  {
    field: 'linkReminderHours',
    with: 'linkHours',
    rule: 'R4',
    holds: (p) => p.linkReminderHours < p.linkHours,
    says: (p) => `less than a link is good for (${p.linkHours} hours).`,
  },
  {
    field: 'evidenceDays',
    with: 'reviewBusinessDays',
    rule: 'R18',
    holds: (p) => p.evidenceDays >= 2 * p.reviewBusinessDays,
    says: (p) =>
      `twice the ${p.reviewBusinessDays} business days of the review at least, or the pictures could be gone before it ends.`,
  },
];

/**
 * What a policy may not be; empty when it may be set on such a desk. Rules between two values are asked only where each
 * by itself is right.
 */
export const checkPolicy = (values: PolicyValues, desk: DeskKind): readonly PolicyProblem[] => {
  const alone = policyDefinitions.flatMap(
    (definition) => boundsProblem(definition, values[definition.key], desk) ?? [],
  );
  const isWrong = (key: PolicyKey): boolean => alone.some(({ field }) => field === key);
  return [
    ...alone,
    ...between
      .filter((one) => !isWrong(one.field) && !isWrong(one.with) && !one.holds(values))
      .map(({ field, rule, says }) => ({ field, rule, message: `${definitions[field].title}: ${says(values)}` })),
  ];
};
