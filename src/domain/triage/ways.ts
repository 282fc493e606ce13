/** Which ways back are open before a link, who in the firm may help, and the words for both (PRODUCT.md, step 1). */
import type { AccountFacts, FirmRole } from '../case/account';
import type { AccountId } from '../case/account-id';
import type { Way, WayFound } from '../case/events';
import { knownMembers, listedSessions } from '../case/account';
import { wordsFor } from './way-texts';
import type { WayWords } from './way-texts';

export type FindingReason =
  | 'session-alive'
  | 'no-session'
  | 'sessions-unknown'
  | 'codes-left'
  | 'no-codes'
  | 'codes-unknown'
  | 'helpers-there'
  | 'solo-firm'
  | 'firm-unknown'
  | 'nobody-may'
  | 'firm-suspended'
  | 'account-locked'
  | 'no-second-factor';
/**
 * `count` is of the sessions, codes or helpers that are of use: a way is open when there is one, or when nobody knows
 * whether there is one (`…-unknown`): then the customer is asked.
 */
export type WayFinding = WayFound & { readonly reason: FindingReason };

export type HelperReason =
  | 'primary-subscriber'
  | 'administrator'
  | 'own-second-factor-off'
  | 'for-primary-subscriber'
  | 'helper-locked'
  | 'firm-suspended'
  | 'account-locked'
  | 'no-second-factor';
/** Somebody in the firm with a role that counts, and whether they may disable 2FA for the person. */
export type Helper = {
  readonly accountId: AccountId;
  readonly name: string;
  readonly role: FirmRole;
  readonly may: boolean;
  readonly why: HelperReason;
};

type Member = Exclude<AccountFacts['members'], 'unknown'>[number];
/** What triage looks at. */
export type TriageFacts = Pick<
  AccountFacts,
  'accountId' | 'role' | 'firmStatus' | 'locked' | 'factors' | 'sessions' | 'members' | 'capabilities'
>;

/** Of those that are counted. */
const codesLeft = (facts: TriageFacts): number =>
  facts.factors.reduce(
    (sum, factor) =>
      sum + (factor.kind === 'backup-codes' && typeof factor.codesLeft === 'number' ? factor.codesLeft : 0),
    0,
  );
/** Whether codes may be left that nobody counts, or even lists. */
const mayHaveCodes = (facts: TriageFacts): boolean =>
  facts.capabilities.backupCodes === 'unknown' ||
  facts.factors.some((factor) => factor.kind === 'backup-codes' && factor.codesLeft === 'unknown');

/** Backup codes that are used up ask nobody for anything. */
const hasSecondFactor = (facts: TriageFacts): boolean =>
  facts.factors.some((factor) => factor.kind !== 'backup-codes' || factor.codesLeft === 'unknown') ||
  codesLeft(facts) > 0;

/** What closes every way that begins with a sign-in. */
const closedFor = (facts: TriageFacts): 'firm-suspended' | 'account-locked' | null =>
  facts.firmStatus === 'suspended' ? 'firm-suspended' : facts.locked === true ? 'account-locked' : null;

const standing = (member: Member, facts: TriageFacts): Pick<Helper, 'may' | 'why'> => {
  const refuse = (why: HelperReason) => ({ may: false, why });
  const closed = closedFor(facts);
  if (closed !== null) return refuse(closed);
  if (!hasSecondFactor(facts)) return refuse('no-second-factor');
  if (member.locked === true) return refuse('helper-locked');
  if (member.role === 'primary-subscriber') return { may: true, why: 'primary-subscriber' };
  if (facts.role === 'primary-subscriber') return refuse('for-primary-subscriber');
  return member.hasSecondFactor ? { may: true, why: 'administrator' } : refuse('own-second-factor-off');
};

/**
 * Who in the firm may disable 2FA for this person, with the reason for each who may not. Plain members are left out,
 * and so is the person.
 */
export const helpersOf = (facts: TriageFacts): readonly Helper[] =>
  knownMembers(facts)
    .filter((member) => member.accountId !== facts.accountId && member.role !== 'member')
    .map((member) => ({
      accountId: member.accountId,
      name: member.name,
      role: member.role,
      ...standing(member, facts),
    }));

const found = (way: Way, count: number, open: FindingReason, none: FindingReason): WayFinding => ({
  way,
  open: count > 0,
  reason: count > 0 ? open : none,
  count,
});

/** Nobody knows, so the customer is asked: it counts as open until they have answered. */
const ask = (way: Way, reason: FindingReason): WayFinding => ({ way, open: true, reason, count: 0 });

/** R3: the three ways, fastest first, each with why it is open or not. */
export const waysBack = (facts: TriageFacts): readonly WayFinding[] => {
  const closed = closedFor(facts);
  if (closed !== null)
    return (['still-signed-in', 'backup-code', 'someone-in-the-firm'] as const).map((way) =>
      found(way, 0, closed, closed),
    );
  const isOff = !hasSecondFactor(facts);
  const helpers = helpersOf(facts).filter((helper) => helper.may).length;
  const isSolo = knownMembers(facts).every((member) => member.accountId === facts.accountId);
  const left = codesLeft(facts);
  return [
    !isOff && facts.sessions === 'unknown'
      ? ask('still-signed-in', 'sessions-unknown')
      : found(
          'still-signed-in',
          listedSessions(facts).length,
          'session-alive',
          isOff ? 'no-second-factor' : 'no-session',
        ),
    !isOff && left === 0 && mayHaveCodes(facts)
      ? ask('backup-code', 'codes-unknown')
      : found('backup-code', left, 'codes-left', isOff ? 'no-second-factor' : 'no-codes'),
    !isOff && facts.members === 'unknown'
      ? ask('someone-in-the-firm', 'firm-unknown')
      : found(
          'someone-in-the-firm',
          helpers,
          'helpers-there',
          isOff ? 'no-second-factor' : isSolo ? 'solo-firm' : 'nobody-may',
        ),
  ];
};

/** Roles in a firm, as the staff read them. */
export const roleWords: Readonly<Record<FirmRole | 'unknown', string>> = {
  unknown: 'Role unknown',
  member: 'Firm member',
  administrator: 'Firm Administrator',
  'primary-subscriber': 'Primary Subscriber',
};

const helperWords: Readonly<Record<HelperReason, string>> = {
  'primary-subscriber': 'Primary Subscriber: may disable it.',
  administrator: 'Firm Administrator with 2FA on: may disable it.',
  'own-second-factor-off': 'May not: has no 2FA on their own account.',
  'for-primary-subscriber': 'An administrator may not do it for the Primary Subscriber.',
  'helper-locked': 'Can’t: their own account is locked.',
  'firm-suspended': 'Can’t: the firm is suspended, so nobody in it can sign in.',
  'account-locked': 'Can’t: the account is locked, and disabling 2FA would not open it.',
  'no-second-factor': 'Nothing to disable: 2FA is off.',
};

/** For the agent: why somebody in the firm may, or may not. */
export const explainHelper = (helper: Pick<Helper, 'why'>): string => helperWords[helper.why];

const nobodyWords: Readonly<Partial<Record<HelperReason, string>>> = {
  'own-second-factor-off': 'has no 2FA on their own account',
  'for-primary-subscriber': 'may not do it for the Primary Subscriber',
  'helper-locked': 'has a locked account',
};

const nobodyMay = (facts: TriageFacts): string => {
  const those = helpersOf(facts).flatMap((helper) =>
    nobodyWords[helper.why] === undefined
      ? []
      : [`${helper.name} (${roleWords[helper.role]}) ${nobodyWords[helper.why]}`],
  );
  return those.length === 0
    ? 'Nobody in the firm may: nobody else is a Firm Administrator or the Primary Subscriber.'
    : `Nobody in the firm may: ${those.join('; ')}.`;
};

const explanations: Readonly<Record<FindingReason, (count: number, facts: TriageFacts) => string>> = {
  'session-alive': (count, facts) =>
    `${count === 1 ? 'One session is' : `${count} sessions are`} alive: ${listedSessions(facts)
      .map((session) => session.device)
      .join(', ')}. From there the account can be added to a new device.`,
  'sessions-unknown': () =>
    'Ask: the identity system lists no sessions, so nobody here knows whether one is alive somewhere.',
  'codes-unknown': () =>
    'Ask whether they kept backup codes, never for a code itself: the identity system does not say how many are left.',
  'firm-unknown': () =>
    'Ask who looks after accounts in their firm: the identity system knows no firms, so nobody here knows who may help.',
  'no-session': () => 'The identity system knows of no session.',
  'codes-left': (count) =>
    `${count === 1 ? 'One backup code is' : `${count} backup codes are`} left. Never ask for the code itself: it goes in where the app’s code is asked for.`,
  'no-codes': () => 'No backup code is left.',
  'helpers-there': (_, facts) =>
    `May: ${helpersOf(facts)
      .filter((helper) => helper.may)
      .map((helper) => `${helper.name} (${roleWords[helper.role]})`)
      .join(', ')}.`,
  'solo-firm': () => 'A one-member firm has nobody who could.',
  'nobody-may': (_, facts) => nobodyMay(facts),
  'firm-suspended': () => 'The firm is suspended: nobody in it can sign in, whatever their second factor.',
  'account-locked': () => 'The account is locked: neither a session nor a code opens it.',
  'no-second-factor': () => '2FA is off for this account: the password alone signs in.',
};

/**
 * For the agent: one sentence or two on why a way is open or not. A finding of an older log may have a reason that
 * isn't known any more.
 */
export const explainFinding = (finding: Pick<WayFound, 'reason' | 'count'>, facts: TriageFacts): string => {
  const explain = Object.hasOwn(explanations, finding.reason) ? explanations[finding.reason as FindingReason] : null;
  return explain === null ? '' : explain(finding.count, facts);
};

/**
 * What to say or send to the customer. It names neither devices nor people nor how many codes are left: whoever asks
 * may be somebody else. `never` is for the agent: what must not be asked for.
 */
export const wayWords = (way: Way, facts: TriageFacts, language: 'en' | 'fr'): WayWords => {
  const able = new Set(
    helpersOf(facts)
      .filter((helper) => helper.may)
      .map((helper) => helper.role),
  );
  const who = able.size === 1 ? (able.has('administrator') ? 'administrator' : 'primary-subscriber') : 'both';
  return wordsFor(way, who, language);
};
