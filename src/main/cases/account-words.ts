/** Words for what an account has, the same in every sentence of main's. */
import type { AccountFacts, CaseFactor, Risk, RiskReason } from '#domain/case/account';

const words: Readonly<Record<RiskReason, string>> = {
  administrator: 'Firm Administrator',
  'primary-subscriber': 'Primary Subscriber',
  'contact-changed': 'a contact address changed shortly before',
  'contact-age-unknown': 'nobody knows since when a contact address is there',
  'role-unknown': 'nobody knows whether this is an administrator',
  fallback: 'an alternate method',
  reconnaissance: 'signals of reconnaissance',
  'failed-check': 'an earlier check that did not pass',
};

/** Why the risk is raised, a phrase each. */
export const riskWords = (risk: Risk): string[] => risk.reasons.map((reason) => words[reason]);

/** The kinds of second factors. */
export const factorKindWords: Readonly<Record<CaseFactor['kind'], string>> = {
  totp: 'Authenticator app',
  'security-key': 'Security key',
  'backup-codes': 'Backup codes',
  other: 'Another second factor',
};

/** What a factor is called: by its kind, or where that says nothing, by the system's own name for it. */
export const factorWords = (factor: Pick<CaseFactor, 'kind' | 'systemName'>): string =>
  factor.kind === 'other' && factor.systemName !== undefined ? factor.systemName : factorKindWords[factor.kind];

/**
 * What the account's system can't do or doesn't say, a sentence each: read before a decision, so that nobody decides about
 * more than will happen (R15).
 */
export const limitsOf = ({ capabilities: can, factors, members, role }: AccountFacts): string[] => [
  ...(can.demand === 'none'
    ? ['It can’t ask for 2FA at the next sign-in: the password alone signs in until the customer sets 2FA up.']
    : can.demand === 'stored'
      ? ['It stores the demand to set 2FA up, and does not enforce it: the password alone signs in until then.']
      : []),
  ...(can.removal === 'all'
    ? ['It removes all second factors at once, one that is set up in that moment too.']
    : factors
        .filter(({ removable }) => removable === false)
        .map(
          (factor) =>
            `The desk can’t remove “${factor.label || factorWords(factor)}” there: somebody does it by hand first.`,
        )),
  ...(can.sessions === 'ended'
    ? ['It lists no sessions: whether one is alive is unknown, and that they ended can’t be read back.']
    : can.sessions === 'neither'
      ? ['It neither lists nor ends sessions: those that are alive last until they run out.']
      : []),
  ...(can.backupCodes === 'counted' ? [] : ['It does not say how many backup codes are left.']),
  ...(can.lock ? [] : ['It can’t lock the account: after “this wasn’t me” somebody does it by hand.']),
  ...(can.historySince === null ? ['It keeps no record of changed addresses.'] : []),
  ...(members === 'unknown' || role === 'unknown' ? ['It knows no firms: role and colleagues are unknown.'] : []),
];
