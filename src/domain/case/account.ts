/** The account's facts as the case keeps them: what a decision is about, and what it is bound to (R5, R15, R23). */
import type { Of } from '../log/kind';
import type {
  accountFacts,
  capabilities,
  caseAddress,
  caseFactor,
  firmRole,
  risk,
  riskReason,
} from './schemas/account-facts';

export type FirmRole = Of<typeof firmRole>;
export type CaseFactor = Of<typeof caseFactor>;
export type CaseAddress = Of<typeof caseAddress>;
/** What an account's system can do and say. */
export type Capabilities = Of<typeof capabilities>;
export type AccountFacts = Of<typeof accountFacts>;

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
  if (opened - Date.parse(address.since) >= days.recent * dayMs) return 'usable';
  // A record that doesn't reach back far enough, or a first look, shows no change: only that nobody knows.
  return address.basis === undefined || address.basis === 'appeared' ? 'too-new' : 'unknown-since';
};

/** R8: whether who reads it was there before the case, by R5's days; one that was replaced since, or lately, counts too. */
export const isFromBefore = (
  address: CaseAddress,
  openedAt: string,
  days: { readonly recent: number; readonly replaced: number },
): boolean => {
  const standing = addressStanding(address, openedAt, days);
  return standing === 'replaced'
    ? addressStanding({ ...address, until: null }, openedAt, days) === 'usable'
    : standing === 'usable';
};

/** A record that rolled on shows less; with what it showed before, and no gap between the two, it shows as much. */
const isShownFurtherBack = (known: CaseAddress, now: CaseAddress, lookedAt: string): boolean =>
  known.basis === 'unchanged' &&
  now.basis === 'unchanged' &&
  known.since !== null &&
  now.since !== null &&
  known.since < now.since &&
  now.since <= lookedAt;

/**
 * R5: an address that the look before did not list came after it, whatever age its system gives it: written under
 * another's id, without an age, or dated back. What a look has found is never older in a later one, nor forgotten where
 * its system does not say it any more: the same text is the same mailbox.
 */
export const sinceLastLook = <T extends AccountFacts>(before: AccountFacts | null, now: T): T =>
  before === null
    ? now
    : {
        ...now,
        addresses: now.addresses.map((address) => {
          const known = before.addresses.find(
            (one) => one.address === address.address && (address.until !== null || one.until === null),
          );
          const since = known === undefined ? before.readAt : known.since;
          if (known !== undefined && isShownFurtherBack(known, address, before.readAt))
            return { ...address, since: known.since };
          if (since === null || (address.since !== null && since <= address.since)) return address;
          const { basis: _basis, ...rest } = address;
          return { ...rest, since, ...(known?.basis !== undefined && { basis: known.basis }) };
        }),
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

export type RiskReason = Of<typeof riskReason>;
export type Risk = Of<typeof risk>;

/** R8: what asks for a cooling-off between decision and disable. */
export const riskOf = (
  facts: AccountFacts,
  openedAt: string,
  days: { readonly recent: number; readonly replaced: number },
): Risk => {
  const reasons: RiskReason[] = [];
  if (facts.role === 'administrator') reasons.push('administrator');
  if (facts.role === 'primary-subscriber') reasons.push('primary-subscriber');
  if (facts.role === 'unknown') reasons.push('role-unknown');
  const standings = facts.addresses.map((address) => addressStanding(address, openedAt, days));
  if (standings.some((standing) => standing === 'too-new' || standing === 'replaced')) reasons.push('contact-changed');
  if (standings.includes('unknown-since')) reasons.push('contact-age-unknown');
  return { level: reasons.length === 0 ? 'normal' : 'raised', reasons };
};

/** The risk with one more reason. */
export const withReason = (risk: Risk, reason: RiskReason): Risk =>
  risk.reasons.includes(reason) ? risk : { level: 'raised', reasons: [...risk.reasons, reason] };

/** The account's members as far as anybody knows them: nobody known is not nobody there. */
export const knownMembers = (facts: Pick<AccountFacts, 'members'>) =>
  facts.members === 'unknown' ? [] : facts.members;
/** The sessions that are listed: none where the system lists none, which says nothing about there being none. */
export const listedSessions = (facts: Pick<AccountFacts, 'sessions'>) =>
  facts.sessions === 'unknown' ? [] : facts.sessions;
