/** Words for what an account has, the same in every sentence of main's. */
import type { CaseFactor, Risk, RiskReason } from '#domain/case/account';

const words: Readonly<Record<RiskReason, string>> = {
  administrator: 'Firm Administrator',
  'primary-subscriber': 'Primary Subscriber',
  'contact-changed': 'a contact address changed shortly before',
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
};
