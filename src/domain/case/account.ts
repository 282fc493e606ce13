/** The account's facts as the case keeps them: what a decision is about, and what it is bound to (R5, R15, R23). */
import type { AccountId } from './account-id';

export type FirmRole = 'member' | 'administrator' | 'primary-subscriber';
export type CaseFactor = {
  readonly id: string;
  readonly kind: 'totp' | 'security-key' | 'backup-codes';
  readonly label: string;
  readonly createdAt: string;
  readonly codesLeft?: number;
};
export type CaseAddress = {
  readonly id: string;
  readonly address: string;
  readonly since: string | null;
  readonly until: string | null;
};

export type AccountFacts = {
  readonly accountId: AccountId;
  readonly name: string;
  readonly nameSince: string | null;
  readonly login: string;
  readonly firmId: AccountId;
  readonly firmName: string;
  readonly firmStatus: 'active' | 'suspended';
  readonly role: FirmRole;
  readonly language: 'en' | 'fr';
  readonly timeZone: string;
  readonly factors: readonly CaseFactor[];
  readonly sessions: readonly { readonly id: string; readonly device: string; readonly lastSeenAt: string }[];
  readonly addresses: readonly CaseAddress[];
  readonly members: readonly {
    readonly accountId: AccountId;
    readonly name: string;
    readonly role: FirmRole;
    readonly hasSecondFactor: boolean;
    readonly locked?: boolean;
  }[];
  /** The identity system's own; null where it can't say. */
  readonly firmCountry?: string | null;
  readonly locked?: boolean;
  readonly temporaryAccessUntil?: string | null;
  readonly readAt: string;
};

/** R9: whether an account is a colleague's own. */
export const isAccountOf = (facts: Pick<AccountFacts, 'login' | 'addresses'>, address: string): boolean =>
  [facts.login, ...facts.addresses.map((known) => known.address)].some(
    (known) => known.toLowerCase() === address.toLowerCase(),
  );

const dayMs = 86_400_000;

export type AddressStanding = 'usable' | 'too-new' | 'unknown-since' | 'replaced' | 'replaced-long-ago';

/** R5, R6: how an address may be used, seen from the moment the case was opened. */
export const addressStanding = (
  address: CaseAddress,
  openedAt: string,
  days: { readonly recent: number; readonly replaced: number },
): AddressStanding => {
  const opened = Date.parse(openedAt);
  if (address.until !== null)
    return opened - Date.parse(address.until) <= days.replaced * dayMs ? 'replaced' : 'replaced-long-ago';
  if (address.since === null) return 'unknown-since';
  return opened - Date.parse(address.since) < days.recent * dayMs ? 'too-new' : 'usable';
};

/** R5: where a link may go. */
export const usableForLink = (
  facts: AccountFacts,
  openedAt: string,
  days: { readonly recent: number; readonly replaced: number },
): readonly CaseAddress[] => facts.addresses.filter((address) => addressStanding(address, openedAt, days) === 'usable');

/** R6: who is told of a request, an approval and a disable: every known address, replaced ones of the last days too. */
export const knownAddresses = (
  facts: AccountFacts,
  openedAt: string,
  days: { readonly recent: number; readonly replaced: number },
): readonly CaseAddress[] =>
  facts.addresses.filter((address) => addressStanding(address, openedAt, days) !== 'replaced-long-ago');

export type RiskReason = 'administrator' | 'primary-subscriber' | 'contact-changed' | 'fallback' | 'reconnaissance';
export type Risk = { readonly level: 'normal' | 'raised'; readonly reasons: readonly RiskReason[] };

/** R8: what asks for a cooling-off between decision and disable. */
export const riskOf = (
  facts: AccountFacts,
  openedAt: string,
  days: { readonly recent: number; readonly replaced: number },
): Risk => {
  const reasons: RiskReason[] = [];
  if (facts.role === 'administrator') reasons.push('administrator');
  if (facts.role === 'primary-subscriber') reasons.push('primary-subscriber');
  const changed = facts.addresses.some((address) =>
    ['too-new', 'unknown-since', 'replaced'].includes(addressStanding(address, openedAt, days)),
  );
  if (changed) reasons.push('contact-changed');
  return { level: reasons.length === 0 ? 'normal' : 'raised', reasons };
};

/** The risk with one more reason. */
export const withReason = (risk: Risk, reason: RiskReason): Risk =>
  risk.reasons.includes(reason) ? risk : { level: 'raised', reasons: [...risk.reasons, reason] };
