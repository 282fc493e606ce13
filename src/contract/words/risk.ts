/** The catalogue: why the risk of a case is raised, a phrase each (R8). */
import type { Risk, RiskReason } from '#domain/case/account';

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

export const riskWords = (risk: Pick<Risk, 'reasons'>): string[] => risk.reasons.map((reason) => words[reason]);
