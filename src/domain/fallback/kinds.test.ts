import { describe, expect, test } from 'vitest';
import { account, policyOf } from '#support/example-case';
import type { AccountFacts, FirmRole } from '../case/account';
import type { FallbackKind } from '../case/events';
import { fallbackKinds } from '../case/events';
import { approvalsForFallback, defaultPolicy } from '../policy/policy';
import { kindInstructions } from './instructions';
import { attestorsOf, kindFacts, kindsFor } from './kinds';

const me = (role: FirmRole) => ({ accountId: 'lumen:acc-1' as const, name: 'Olga Novak', role, hasSecondFactor: true });
const admin = { accountId: 'lumen:acc-2', name: 'Adam Roy', role: 'administrator', hasSecondFactor: true } as const;
const adminWithout = {
  accountId: 'lumen:acc-3',
  name: 'Ada Lim',
  role: 'administrator',
  hasSecondFactor: false,
} as const;
const primary = {
  accountId: 'lumen:acc-4',
  name: 'Pia Primo',
  role: 'primary-subscriber',
  hasSecondFactor: false,
} as const;
const colleague = { accountId: 'lumen:acc-5', name: 'Colm Lee', role: 'member', hasSecondFactor: true } as const;
const firm = (
  role: FirmRole,
  others: Exclude<AccountFacts['members'], 'unknown'>,
  more: Partial<AccountFacts> = {},
): AccountFacts => account({ role, members: [me(role), ...others], ...more });

const elevated = policyOf({ threatLevel: 'elevated' });
const short: Readonly<Record<FallbackKind, string>> = {
  'live-video-call': 'video',
  'firm-attestation': 'attestation',
  'billing-proof': 'billing',
  'notarised-letter': 'letter',
};
const open = (facts: AccountFacts, policy = policyOf()): string =>
  kindsFor(facts, policy)
    .filter((kind) => kind.open)
    .map(({ kind }) => short[kind])
    .join(' ');

describe('which methods are open', () => {
  test.each([
    // who                                                        normal                                elevated (R20)
    ['a member, an administrator there', firm('member', [admin]), 'video attestation letter', 'video letter'],
    ['a member, an administrator without 2FA', firm('member', [adminWithout]), 'video letter', 'video letter'],
    ['a member, the Primary Subscriber there', firm('member', [primary]), 'video attestation letter', 'video letter'],
    ['a member among members', firm('member', [colleague]), 'video letter', 'video letter'],
    ['a member alone in the firm', firm('member', []), 'video letter', 'video letter'],
    [
      'a member of a suspended firm',
      firm('member', [admin, primary], { firmStatus: 'suspended' }),
      'video letter',
      'video letter',
    ],
    ['an administrator, another one there', firm('administrator', [admin]), 'video attestation letter', 'video letter'],
    [
      'an administrator, the Primary Subscriber there',
      firm('administrator', [primary]),
      'video attestation letter',
      'video letter',
    ],
    ['an administrator, the only one', firm('administrator', [colleague]), 'video letter', 'video letter'],
    [
      'the Primary Subscriber, an administrator there',
      firm('primary-subscriber', [admin]),
      'video billing letter',
      'video letter',
    ],
    ['the Primary Subscriber alone', firm('primary-subscriber', []), 'video billing letter', 'video letter'],
    [
      'the Primary Subscriber of a suspended firm',
      firm('primary-subscriber', [admin], { firmStatus: 'suspended' }),
      'video billing letter',
      'video letter',
    ],
  ] as const)('for %s', (_, facts, normal, whenElevated) => {
    expect(open(facts)).toBe(normal);
    expect(open(facts, elevated)).toBe(whenElevated);
    for (const policy of [policyOf(), elevated])
      for (const { why } of kindsFor(facts, policy)) expect(why).toMatch(/^[A-Z].*[.]$/);
  });

  test.each([
    [
      'the firm’s people are unknown',
      account({ role: 'member', members: 'unknown' }),
      'firm-attestation',
      'Nobody here knows',
    ],
    ['the firm has one member', firm('member', []), 'firm-attestation', 'one-member firm'],
    ['the firm is suspended', firm('member', [admin], { firmStatus: 'suspended' }), 'firm-attestation', 'is suspended'],
    ['it is the Primary Subscriber', firm('primary-subscriber', [admin]), 'firm-attestation', 'may not vouch for'],
    ['nobody there may vouch', firm('member', [colleague]), 'firm-attestation', 'No administrator with 2FA'],
    [
      'the role is unknown',
      account({ role: 'unknown', members: [admin] }),
      'billing-proof',
      'nobody here knows who that is',
    ],
    ['it is a member', firm('member', [admin]), 'billing-proof', "sees the firm's billing."],
    ['nothing speaks against a strong one', firm('member', [admin]), 'live-video-call', 'Strong'],
    ['nothing speaks against a weak one', firm('member', [admin]), 'firm-attestation', 'Weak'],
  ] as const)('and why, where %s', (_, facts, kind, words) => {
    expect(kindsFor(facts, policyOf()).find((one) => one.kind === kind)!.why).toContain(words);
  });

  test('there is always one: nobody is left without a way', () => {
    for (const role of ['member', 'administrator', 'primary-subscriber'] as const)
      for (const policy of [policyOf(), elevated])
        expect(open(firm(role, [], { firmStatus: 'suspended', addresses: [] }), policy)).not.toBe('');
  });
});

describe('who may vouch', () => {
  test.each([
    ['a member', 'member', ['Adam Roy', 'Pia Primo']],
    ['an administrator', 'administrator', ['Adam Roy', 'Pia Primo']],
    ['the Primary Subscriber', 'primary-subscriber', ['Pia Primo']],
  ] as const)('for %s: the Primary Subscriber, or an administrator with 2FA on themself', (_, role, names) => {
    expect(attestorsOf(firm(role, [admin, adminWithout, primary, colleague])).map(({ name }) => name)).toEqual(names);
  });

  test('nobody whose own account is locked, whoever they are', () => {
    for (const [role, who] of [
      ['member', admin],
      ['member', primary],
    ] as const) {
      expect(attestorsOf(firm(role, [{ ...who, locked: false }]))).toHaveLength(1);
      expect(attestorsOf(firm(role, [{ ...who, locked: true }]))).toEqual([]);
      expect(open(firm(role, [{ ...who, locked: true }]))).toBe('video letter');
    }
  });

  test('nobody for themself', () => {
    expect(attestorsOf(account({ role: 'administrator', members: [{ ...me('administrator') }] }))).toEqual([]);
  });
});

describe('each method', () => {
  test.each(fallbackKinds)('%s says what must be seen, how, and to the customer in both languages', (kind) => {
    const facts = kindFacts[kind];
    expect(facts.items.length).toBeGreaterThan(1);
    expect(new Set(facts.items.map(({ key }) => key)).size).toBe(facts.items.length);
    expect(facts.script.length).toBeGreaterThan(0);
    for (const language of ['en', 'fr'] as const)
      for (const sentence of kindInstructions[kind][language]) expect(sentence).toMatch(/^\p{Lu}.*[.]$/u);
    expect(kindInstructions[kind].fr.length).toBe(kindInstructions[kind].en.length);
  });

  test('asks nothing that a stranger could have read, and promises no reason (R1, R14)', () => {
    const words = JSON.stringify([kindFacts, kindInstructions])
      .toLowerCase()
      .replaceAll('never ask for a code, a password, a birthday', '');
    for (const forbidden of [
      'date of birth',
      'mother',
      'maiden',
      'secret question',
      'birthday',
      'because your',
      'did not match',
      'ne correspond',
    ])
      expect(words).not.toContain(forbidden);
  });

  test('is strong or weak, and only weak ones close (R20)', () => {
    expect(Object.fromEntries(fallbackKinds.map((kind) => [short[kind], kindFacts[kind].strength]))).toEqual({
      video: 'strong',
      attestation: 'weak',
      billing: 'weak',
      letter: 'strong',
    });
  });
});

test.each([
  ['normal', defaultPolicy('practice'), 2],
  ['normal on a real desk', defaultPolicy('real'), 2],
  ['elevated', elevated, 3],
  [
    'elevated, never fewer than normal',
    policyOf({ threatLevel: 'elevated', approvalsForFallback: 3, approvalsForFallbackElevated: 3 }),
    3,
  ],
] as const)('approvals of a fallback, %s (R9, R20)', (_, policy, people) => {
  expect(approvalsForFallback(policy)).toBe(people);
});
