/**
 * The alternate methods: the evidence that each demands, its strength, and who it is open to (PRODUCT.md, step 6; R1,
 * R20).
 */
import type { AccountFacts } from '../case/account';
import { knownMembers } from '../case/account';
import type { FallbackKind } from '../case/events';
import { fallbackKinds } from '../case/events';
import type { Policy } from '../policy/policy';

export type FallbackItem = { readonly key: string; readonly words: string };
export type KindFacts = {
  readonly title: string;
  readonly what: string;
  readonly strength: 'strong' | 'weak';
  /** What somebody must have seen before reviewers are asked; each is answered, and none may be missing. */
  readonly items: readonly FallbackItem[];
  /** Whether a code must come back from somebody in the firm. */
  readonly attested: boolean;
  /** What to say, in order. R1: nothing here asks what somebody knows. */
  readonly script: readonly string[];
};

/** All kinds. */
export const kindFacts: Readonly<Record<FallbackKind, KindFacts>> = {
  'live-video-call': {
    title: 'Live video call',
    what: 'A colleague calls the customer and sees person and ID together.',
    strength: 'strong',
    attested: false,
    items: [
      { key: 'invited-at-known-address', words: 'The invitation went to an address from before the case' },
      { key: 'id-beside-face', words: 'The ID was held beside the face, both sides, in good light' },
      { key: 'same-person', words: 'The person on the ID is the person on the call' },
      { key: 'name-read', words: "The name on the ID was read out and is the account's name" },
      { key: 'asked-movements', words: 'Asked movements were made at once: head to the side, hand before the face' },
      { key: 'no-coaching', words: 'Nobody else led the person through the call' },
    ],
    script: [
      'Say who you are and that the call is not recorded.',
      'Ask the person to show both sides of the ID, then to hold it beside their face.',
      'Ask for a slow turn of the head to a side that you choose, then for a hand passed before the face.',
      'Never ask for a code, a password, a birthday or anything else that a stranger could have read.',
      'Anything odd: end the call politely and stop the case.',
    ],
  },
  'firm-attestation': {
    title: "Firm administrator's attestation",
    what: 'Somebody in the firm who may vouch gets a code at an address from before the case, and reads it to you.',
    strength: 'weak',
    attested: true,
    items: [
      { key: 'called-back', words: 'You called the administrator back on a number that the account had before' },
      { key: 'knows-the-request', words: 'The administrator spoke with the colleague in person or by voice' },
    ],
    script: [
      'Call the administrator on a number from the account, not one that the caller gave.',
      'Ask whether they have spoken with their colleague themself about this.',
      'Ask for the eight digits from the email, and type them in. You never see them beforehand.',
    ],
  },
  'billing-proof': {
    title: 'Billing proof',
    what: "Proof of the firm's latest payment, sent from an address from before the case.",
    strength: 'weak',
    attested: false,
    items: [
      { key: 'came-from-known-address', words: 'It came from an address from before the case' },
      {
        key: 'latest-payment',
        words: 'It shows the latest payment: amount, day and the last four digits fit the billing records',
      },
      { key: 'same-payer', words: "The payer's name is the account's or the firm's" },
    ],
    script: [
      'Ask for a statement of the latest payment, with everything else blacked out.',
      'Compare it with billing yourself; never tell what you are looking for.',
    ],
  },
  'notarised-letter': {
    title: 'Notarised letter',
    what: 'A notary confirms identity and signature; the letter is checked with the notary.',
    strength: 'strong',
    attested: false,
    items: [
      { key: 'original-seen', words: 'The letter was seen with its seal and signature' },
      { key: 'notary-found', words: 'The notary is in the public register of the chamber' },
      { key: 'notary-called', words: "The notary's office, called on the register's number, confirms the letter" },
      { key: 'name-and-account', words: "It names the account's holder and the address of the account" },
    ],
    script: [
      'Look the notary up yourself; never use a number from the letter.',
      "Ask the office for the letter's date and file number.",
    ],
  },
};

export type KindStanding = { readonly kind: FallbackKind; readonly open: boolean; readonly why: string };

/**
 * Who may be asked to vouch: the Primary Subscriber, or an administrator with 2FA on themself, never for the Primary
 * Subscriber. Not whose own account is locked: somebody else may have had it.
 */
export const attestorsOf = (facts: AccountFacts): Exclude<AccountFacts['members'], 'unknown'> =>
  knownMembers(facts).filter(
    (member) =>
      member.accountId !== facts.accountId &&
      member.locked !== true &&
      (member.role === 'primary-subscriber' ||
        (member.role === 'administrator' && member.hasSecondFactor && facts.role !== 'primary-subscriber')),
  );

const standing = (kind: FallbackKind, facts: AccountFacts, policy: Policy): KindStanding => {
  if (policy.threatLevel === 'elevated' && kindFacts[kind].strength === 'weak')
    return { kind, open: false, why: 'Closed while the threat level is elevated (R20).' };
  if (kind === 'firm-attestation') {
    if (facts.members === 'unknown')
      return { kind, open: false, why: 'Nobody here knows who belongs to the firm, so nobody can be asked to vouch.' };
    if (facts.members.length <= 1) return { kind, open: false, why: 'A one-member firm has nobody who could vouch.' };
    if (facts.firmStatus === 'suspended')
      return { kind, open: false, why: 'The firm is suspended: nobody vouches in its name.' };
    if (attestorsOf(facts).length === 0)
      return {
        kind,
        open: false,
        why:
          facts.role === 'primary-subscriber'
            ? 'An administrator may not vouch for the Primary Subscriber.'
            : 'No administrator with 2FA on themself, and no Primary Subscriber, is there to vouch.',
      };
  }
  if (kind === 'billing-proof' && facts.role !== 'primary-subscriber')
    return {
      kind,
      open: false,
      why:
        facts.role === 'unknown'
          ? "Only the Primary Subscriber sees the firm's billing, and nobody here knows who that is."
          : "Only the Primary Subscriber sees the firm's billing.",
    };
  return {
    kind,
    open: true,
    why:
      kindFacts[kind].strength === 'strong'
        ? 'Strong: open to everybody.'
        : 'Weak: stands beside what is known otherwise.',
  };
};

/** Which kinds are open for this account under this policy, with the reason for each. */
export const kindsFor = (facts: AccountFacts, policy: Policy): readonly KindStanding[] =>
  fallbackKinds.map((kind) => standing(kind, facts, policy));
