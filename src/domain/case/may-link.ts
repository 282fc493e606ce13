/** Whether a way back, a link or a message may go out (R3, R4, R5). */
import type { Policy } from '../policy/policy';
import { addressStanding, usableForLink } from './account';
import type { MayFacts } from './asks';
import { contactDays } from './notices';
import type { Refusal } from './refusal';
import { no } from './refusal';
import { openWays } from './self-help';
import type { Way } from './events';
import { ways } from './events';
import type { CaseMail, CaseState, CaseStatus } from './state';
import { currentLink, isOpen, linkOf } from './state';

const beforeTheLink: readonly CaseStatus[] = ['triage', 'awaiting-admin'];
/** Where a link may still be sent: before its form was submitted. */
const beforeTheForm: readonly CaseStatus[] = [...beforeTheLink, 'awaiting-customer', 'link-expired'];
const noneLeft = 'No address is left for a link: the alternate method is the way.';

/** R3: a faster way that nobody tried, ruled out or passed over. */
export const selfHelpRefusal = (state: CaseState): Refusal | null =>
  state.override === null && openWays(state).length > 0
    ? no('self-help-open', 'A faster way back is not ruled out yet.', {
        rule: 'R3',
        way: 'Record the ways that are open, or override with a reason.',
      }).refusal
    : null;

/**
 * R5, asked of the account as it was read last: an address that was replaced meanwhile gets no link any more. Without
 * an address: whether any is left. `chosen`: the text that was chosen under this id; another one is another address.
 */
export const addressRefusal = (
  state: CaseState,
  addressId: string | undefined,
  policy: Pick<Policy, 'recentContactDays' | 'replacedContactDays'>,
  chosen?: string,
): Refusal | null => {
  if (state.account === null)
    return no('not-found', 'The account was not read yet.', { way: 'Read the account again.' }).refusal;
  const others = usableForLink(state.account, state.openedAt, contactDays(policy)).length;
  if (addressId === undefined)
    return others > 0
      ? null
      : no(
          'address-too-new',
          `No address is known to have been there ${policy.recentContactDays} days before the case.`,
          { rule: 'R5', way: noneLeft },
        ).refusal;
  const address = state.account.addresses.find((candidate) => candidate.id === addressId);
  if (address === undefined)
    return no('address-not-known', 'A link goes only to an address that the account had before the case.', {
      rule: 'R5',
    }).refusal;
  const standing = addressStanding(address, state.openedAt, contactDays(policy));
  const isSame = chosen === undefined || address.address === chosen;
  if (standing === 'usable' && isSame) return null;
  return no(
    'address-too-new',
    !isSame || standing === 'replaced' || standing === 'replaced-long-ago'
      ? 'This address was replaced: it is told, but gets neither a link nor an answer.'
      : `This address was changed less than ${policy.recentContactDays} days before the case, or nobody knows when: it gets neither a link nor an answer.`,
    { rule: 'R5', way: others > 0 ? 'Choose an older address.' : noneLeft },
  ).refusal;
};

/** R5: the same of a message that was asked for: the text chosen is the text mailed, or nothing leaves. */
export const mailedAddressRefusal = (
  state: CaseState,
  mail: CaseMail,
  policy: Pick<Policy, 'recentContactDays' | 'replacedContactDays'>,
): Refusal | null => addressRefusal(state, mail.addressId, policy, mail.to?.address ?? '');

/** R3, R5: what stands before a link, one by one; the link may go when all are met. */
export const linkConditions = (
  state: CaseState,
  policy: Pick<Policy, 'recentContactDays' | 'replacedContactDays'>,
): readonly { readonly of: Way | 'address'; readonly met: boolean }[] => {
  const left = openWays(state);
  return [
    ...ways.map((way) => ({ of: way, met: state.override !== null || !left.includes(way) })),
    { of: 'address', met: addressRefusal(state, undefined, policy) === null },
  ];
};

export const mayRecordWay = (state: CaseState): Refusal | null =>
  beforeTheLink.includes(state.status)
    ? null
    : no('wrong-status', 'Self-help is recorded before a link is sent.', { rule: 'R3' }).refusal;

/** A way may come to be open when a link went out already: then it is passed over before the next one. */
export const mayOverrideSelfHelp = (state: CaseState): Refusal | null =>
  beforeTheForm.includes(state.status)
    ? null
    : no('wrong-status', 'Self-help is overridden before the form was submitted.', { rule: 'R3' }).refusal;

export const maySendSelfHelp = (
  state: CaseState,
  addressId: string | undefined,
  { policy }: Pick<MayFacts, 'policy'>,
): Refusal | null =>
  beforeTheLink.includes(state.status)
    ? addressRefusal(state, addressId, policy)
    : no('wrong-status', 'Self-help comes before a link.', { rule: 'R3' }).refusal;

export const maySendLink = (
  state: CaseState,
  addressId: string | undefined,
  { policy }: Pick<MayFacts, 'policy'>,
): Refusal | null =>
  beforeTheForm.includes(state.status)
    ? (selfHelpRefusal(state) ?? addressRefusal(state, addressId, policy))
    : no('wrong-status', 'A link is sent before the form was submitted.', { rule: 'R4' }).refusal;

/**
 * Words to the customer, in any status: they bring nothing on. While the case is frozen whoever looks into it writes,
 * and nobody else (R7).
 */
export const maySendAnswer = (
  state: CaseState,
  addressId: string | undefined,
  { policy, actor }: Pick<MayFacts, 'policy' | 'actor'>,
): Refusal | null =>
  state.frozen !== null && !(actor.kind === 'staff' && actor.role === 'lead')
    ? no('frozen', 'This case is frozen: while a lead looks into it, only a lead writes to the customer.', {
        rule: 'R7',
        way: 'Ask a lead. What you wrote is kept.',
      }).refusal
    : addressRefusal(state, addressId, policy);

/** What a message is about may be over: nobody would be helped by it. */
const overRefusal = (state: CaseState, mail: CaseMail, now: string): Refusal | null => {
  const asked = state.fallback?.attestation;
  if (
    mail.template === 'attestation-request' &&
    (state.fallback?.stage !== 'preparing' || asked?.mailId !== mail.mailId || asked.expiresAt <= now)
  )
    return no('code-expired', 'This code is not waited for any more.', { way: 'Send a new one.' }).refusal;
  return (mail.template === 'approval-notice' || mail.template === 'cooling-off-changed') && state.disable === null
    ? no('wrong-status', 'The approval was taken back: there is nothing to tell.').refusal
    : null;
};

/** Repeats a message: the same link with the same end (PRODUCT.md, step 2), or what no mail server took. */
export const maySendAgain = (
  state: CaseState,
  mailId: string,
  { now, policy }: Pick<MayFacts, 'now' | 'policy'>,
): Refusal | null => {
  const mail = state.mails.find((candidate) => candidate.mailId === mailId);
  if (mail === undefined) return no('not-found', 'There is no such message on this case.').refusal;
  if (mail.state === 'waiting') return no('wrong-status', 'This message is still on its way.').refusal;
  if (mail.state === 'undone')
    return no('wrong-status', 'This mail was taken back.', { way: 'Write it again.' }).refusal;
  const link = linkOf(state, mailId);
  if (link !== null) {
    if (!isOpen(state)) return no('closed', 'This case is closed: its link stays dead.', { rule: 'R4' }).refusal;
    if (link.state === 'used') return no('link-used', 'This link was used already.', { rule: 'R4' }).refusal;
    if (link.state === 'replaced' || link !== currentLink(state))
      return no('link-replaced', 'A newer link replaced this one.', { rule: 'R4' }).refusal;
    if (link.state === 'expired' || (link.expiresAt !== null && link.expiresAt <= now))
      return no('link-expired', 'This link has expired.', { rule: 'R4', way: 'Send a new link.' }).refusal;
    const refusal = mailedAddressRefusal(state, mail, policy);
    if (refusal !== null) return refusal;
  }
  return overRefusal(state, mail, now);
};
