/** Words for what an account has, the same in every sentence of main's. */
import type { Limit } from '#contract/shared';
import { limitKinds } from '#contract/shared';
import type { AccountFacts, AddressStanding, Capabilities, CaseAddress, CaseFactor } from '#domain/case/account';
import { addressStanding } from '#domain/case/account';
import { contactDays } from '#domain/case/notices';
import type { CaseState } from '#domain/case/state';
import { linkOf } from '#domain/case/state';
import type { Policy } from '#domain/policy/policy';

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

/** R5: what became of the links that left, told by what was mailed: each text once that no link would go to now. */
const linkWords = (state: CaseState, { addresses }: AccountFacts, policy: Policy) => {
  const went = state.mails.flatMap((mail) =>
    mail.toldAt !== null && mail.to !== null && linkOf(state, mail.mailId) !== null ? [mail.to] : [],
  );
  const isUsable = (to: CaseAddress): boolean =>
    addresses.some(
      (known) =>
        known.id === to.id &&
        known.address === to.address &&
        addressStanding(known, state.openedAt, contactDays(policy)) === 'usable',
    );
  const odd = [...new Set(went.filter((to) => !isUsable(to)).map(({ address }) => address))];
  return {
    odd: odd.length === 0 ? null : `A link went to ${odd.join(', ')}, which no link goes to now`,
    none: went.length === 0 ? 'no link was mailed' : 'not used for a link',
  };
};

/** R5: whether a contact address changed shortly before the case, as far as anybody knows, and what a link went to. */
export const contactWords = (state: CaseState, account: AccountFacts, policy: Policy): string => {
  const { odd, none } = linkWords(state, account, policy);
  const standings = account.addresses.map((address) => addressStanding(address, state.openedAt, contactDays(policy)));
  const of = (...which: readonly AddressStanding[]): string | null => {
    const count = standings.filter((standing) => which.includes(standing)).length;
    return count === 0 ? null : `${count} ${count === 1 ? 'address' : 'addresses'}`;
  };
  const changed = of('too-new', 'replaced');
  const unknown = of('unknown-since');
  const found = [
    ...(changed === null ? [] : [`${changed} changed lately`]),
    ...(unknown === null ? [] : [`${changed === null ? 'Unknown' : 'unknown'} for ${unknown}`]),
  ];
  if (found.length === 0) return odd ?? `Not in the last ${policy.recentContactDays} days`;
  return odd === null ? `${found.join(', ')}: ${none}` : `${found.join(', ')}. ${odd}`;
};

/** A member of `fixed` is what the system calls a second factor that it lists and doesn't let anybody remove. */
type Known = { readonly ages: boolean; readonly firms: boolean; readonly fixed: readonly string[] };

/**
 * What a system can't do or doesn't say, a sentence each: read before a decision, so that nobody decides about more than
 * will happen (R15).
 */
export const systemLimits = (can: Capabilities, { ages, firms, fixed }: Known): Limit[] => {
  const limits: Record<Limit['about'], readonly (string | false)[]> = {
    demand: [
      can.demand === 'none' &&
        'It can’t ask for 2FA at the next sign-in: the password alone signs in until the customer sets 2FA up.',
      can.demand === 'stored' &&
        'It stores the demand to set 2FA up, and does not enforce it: the password alone signs in until then.',
    ],
    removal: [can.removal === 'all' && 'It removes all second factors at once, one that is set up in that moment too.'],
    factor: fixed.map((name) => `The desk can’t remove “${name}” there: somebody does it by hand first.`),
    sessions: [
      can.sessions === 'ended' &&
        'It lists no sessions: whether one is alive is unknown, and that they ended can’t be read back.',
      can.sessions === 'neither' && 'It neither lists nor ends sessions: those that are alive last until they run out.',
    ],
    codes: [
      can.backupCodes === 'seen' && 'It says whether there are backup codes, and not how many are left.',
      can.backupCodes === 'unknown' && 'It does not say whether there are backup codes.',
    ],
    lock: [!can.lock && 'The desk can’t lock the account there: after “this wasn’t me” somebody does it by hand.'],
    access: [!can.temporaryAccess && 'It offers no temporary access.'],
    ages: [!ages && 'It does not say since when an email address is there.'],
    firms: [!firms && 'It knows no firms: role and colleagues are unknown.'],
  };
  return limitKinds.flatMap((about) => limits[about].flatMap((words) => (words === false ? [] : [{ about, words }])));
};

/** The same for one account, as it was read. */
export const limitsOf = ({ capabilities: can, factors, addresses, members, role }: AccountFacts): Limit[] =>
  systemLimits(can, {
    // What this desk saw there is not the system's word.
    ages: addresses.every(
      ({ since, basis, until }) => until !== null || (since !== null && basis !== 'first-seen' && basis !== 'appeared'),
    ),
    firms: members !== 'unknown' && role !== 'unknown',
    fixed: factors.filter(({ removable }) => removable === false).map((factor) => factor.label || factorWords(factor)),
  });
