import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ways } from '../case/events';
import { explainFinding, explainHelper, helpersOf, type TriageFacts, waysBack, wayWords } from './ways';
import { everyCapability } from '#support/capabilities';
import { knownMembers } from '../case/account';

const app = { id: 'app', kind: 'totp', label: 'Phone', createdAt: '2026-01-05T15:00:00.000Z' } as const;
const key = { id: 'key', kind: 'security-key', label: 'Key', createdAt: '2026-01-05T15:00:00.000Z' } as const;
const codes = (codesLeft: number | 'unknown') =>
  ({ id: 'codes', kind: 'backup-codes', label: '', createdAt: '2026-01-05T15:00:00.000Z', codesLeft }) as const;
const session = { id: 's', device: 'Safari on macOS', lastSeenAt: '2026-11-09T15:00:00.000Z' };
type Member = Exclude<TriageFacts['members'], 'unknown'>[number];
const me: Member = { accountId: 'lumen:me', name: 'Ada Roy', role: 'member', hasSecondFactor: true };
const colleague = (role: Member['role'], hasSecondFactor: boolean, more: Partial<Member> = {}): Member => ({
  accountId: `lumen:${role}-${hasSecondFactor}`,
  name: role === 'administrator' ? 'Bo Lind' : 'Cleo Marsh',
  role,
  hasSecondFactor,
  ...more,
});
const owner = colleague('primary-subscriber', true);
const facts = (more: Partial<TriageFacts> = {}): TriageFacts => ({
  accountId: 'lumen:me',
  role: 'member',
  firmStatus: 'active',
  locked: false,
  factors: [app],
  sessions: [],
  members: [me],
  capabilities: everyCapability,
  ...more,
});
const reasonsOf = (more: Partial<TriageFacts>) => waysBack(facts(more)).map(({ reason }) => reason);

describe('the ways back', () => {
  it('come fastest first, all three, whatever the facts', () => {
    expect(waysBack(facts()).map(({ way }) => way)).toEqual(ways);
  });

  it.each<[string, Partial<TriageFacts>, readonly string[]]>([
    ['nothing is left in a firm of one', {}, ['no-session', 'no-codes', 'solo-firm']],
    ['a session is alive', { sessions: [session, session] }, ['session-alive', 'no-codes', 'solo-firm']],
    ['codes are left', { factors: [app, codes(3)] }, ['no-session', 'codes-left', 'solo-firm']],
    ['all codes are used up', { factors: [app, codes(0)] }, ['no-session', 'no-codes', 'solo-firm']],
    [
      'only codes are left',
      { factors: [codes(1)], members: [me, owner] },
      ['no-session', 'codes-left', 'helpers-there'],
    ],
    ['a security key alone', { factors: [key], members: [me, owner] }, ['no-session', 'no-codes', 'helpers-there']],
    ['the firm lists nobody, not even the person', { members: [] }, ['no-session', 'no-codes', 'solo-firm']],
    [
      'the others are plain members',
      { members: [me, colleague('member', true)] },
      ['no-session', 'no-codes', 'nobody-may'],
    ],
    [
      'an administrator has 2FA on',
      { members: [me, colleague('administrator', true)] },
      ['no-session', 'no-codes', 'helpers-there'],
    ],
    [
      'the only administrator has none',
      { members: [me, colleague('administrator', false)] },
      ['no-session', 'no-codes', 'nobody-may'],
    ],
    [
      'the Primary Subscriber has none',
      { members: [me, colleague('primary-subscriber', false)] },
      ['no-session', 'no-codes', 'helpers-there'],
    ],
    [
      'the Primary Subscriber is the one, beside an administrator',
      {
        role: 'primary-subscriber',
        members: [{ ...me, role: 'primary-subscriber' }, colleague('administrator', true)],
      },
      ['no-session', 'no-codes', 'nobody-may'],
    ],
    [
      'an administrator is the one, alone with members',
      { role: 'administrator', members: [{ ...me, role: 'administrator' }, colleague('member', true)] },
      ['no-session', 'no-codes', 'nobody-may'],
    ],
    [
      'the only administrator is locked',
      { members: [me, colleague('administrator', true, { locked: true })] },
      ['no-session', 'no-codes', 'nobody-may'],
    ],
    ['2FA is off', { factors: [], members: [me, owner] }, ['no-second-factor', 'no-second-factor', 'no-second-factor']],
    [
      '2FA is off and a session is alive',
      { factors: [codes(0)], sessions: [session], members: [me, owner] },
      ['session-alive', 'no-second-factor', 'no-second-factor'],
    ],
    [
      'the firm is suspended',
      { firmStatus: 'suspended', sessions: [session], factors: [app, codes(3)], members: [me, owner] },
      ['firm-suspended', 'firm-suspended', 'firm-suspended'],
    ],
    [
      'the account is locked',
      { locked: true, sessions: [session], factors: [app, codes(3)], members: [me, owner] },
      ['account-locked', 'account-locked', 'account-locked'],
    ],
    ['both', { locked: true, firmStatus: 'suspended' }, ['firm-suspended', 'firm-suspended', 'firm-suspended']],
  ])('say why when %s', (_, more, reasons) => {
    expect(reasonsOf(more)).toEqual(reasons);
  });

  it('count what is of use', () => {
    expect(
      waysBack(
        facts({
          sessions: [session, session],
          factors: [app, codes(3)],
          members: [me, owner, colleague('administrator', false), colleague('administrator', true)],
        }),
      ).map(({ count }) => count),
    ).toEqual([2, 3, 2]);
  });
});

describe('who in the firm may help', () => {
  it.each<[string, Member['role'], Member, boolean, string]>([
    ['the Primary Subscriber with 2FA', 'member', owner, true, 'Primary Subscriber: may disable it.'],
    [
      'the Primary Subscriber without 2FA',
      'member',
      colleague('primary-subscriber', false),
      true,
      'Primary Subscriber: may disable it.',
    ],
    [
      'an administrator with 2FA',
      'member',
      colleague('administrator', true),
      true,
      'Firm Administrator with 2FA on: may disable it.',
    ],
    [
      'an administrator with 2FA, for another',
      'administrator',
      colleague('administrator', true),
      true,
      'Firm Administrator with 2FA on: may disable it.',
    ],
    [
      'an administrator without 2FA',
      'member',
      colleague('administrator', false),
      false,
      'May not: has no 2FA on their own account.',
    ],
    [
      'an administrator, for the Primary Subscriber',
      'primary-subscriber',
      colleague('administrator', true),
      false,
      'An administrator may not do it for the Primary Subscriber.',
    ],
    [
      'the Primary Subscriber, for an administrator',
      'administrator',
      owner,
      true,
      'Primary Subscriber: may disable it.',
    ],
    ['somebody who is locked', 'member', { ...owner, locked: true }, false, 'Can’t: their own account is locked.'],
  ])('says of %s whether and why', (_, role, member, may, words) => {
    const [helper] = helpersOf(facts({ role, members: [{ ...me, role }, member] }));
    expect([helper?.may, helper && explainHelper(helper)]).toEqual([may, words]);
  });

  it('leaves out the person and plain members', () => {
    expect(
      helpersOf(
        facts({ role: 'administrator', members: [{ ...me, role: 'administrator' }, colleague('member', true)] }),
      ),
    ).toEqual([]);
  });
});

describe('what nobody knows', () => {
  it.each<[string, Partial<TriageFacts>, string, RegExp]>([
    ['sessions that no system lists', { sessions: 'unknown' }, 'sessions-unknown', /^Ask/],
    ['codes that are listed and not counted', { factors: [app, codes('unknown')] }, 'codes-unknown', /^Ask/],
    [
      'codes that are not even listed',
      { capabilities: { ...everyCapability, backupCodes: 'unknown' } },
      'codes-unknown',
      /never for a code itself/,
    ],
    ['a firm that no system knows', { members: 'unknown', role: 'unknown' }, 'firm-unknown', /^Ask/],
  ])('never reads as none: %s', (_, more, reason, words) => {
    const finding = waysBack(facts(more)).find((one) => one.reason === reason);
    expect(finding).toMatchObject({ open: true, count: 0 });
    expect(explainFinding(finding!, facts(more))).toMatch(words);
  });

  it('codes that nobody counts are a second factor, used up or not: 2FA is not off', () => {
    expect(reasonsOf({ factors: [codes('unknown')], members: [me, owner] })).toEqual([
      'no-session',
      'codes-unknown',
      'helpers-there',
    ]);
    expect(reasonsOf({ factors: [codes(0)] })).toEqual(['no-second-factor', 'no-second-factor', 'no-second-factor']);
  });

  it('codes that are counted are not asked about, whatever else nobody counts', () => {
    const capabilities = { ...everyCapability, backupCodes: 'unknown' } as const;
    expect(reasonsOf({ factors: [app, codes(3)], capabilities })[1]).toBe('codes-left');
    expect(reasonsOf({ factors: [app, codes('unknown'), codes(3)] })[1]).toBe('codes-left');
  });

  it('is nothing to ask about where 2FA is off, the account locked or its firm suspended', () => {
    const capabilities = { ...everyCapability, backupCodes: 'unknown' } as const;
    const nothing = { sessions: 'unknown', members: 'unknown', capabilities } as const;
    for (const more of [{ factors: [] }, { locked: true }, { firmStatus: 'suspended' }] as const)
      expect(waysBack(facts({ ...nothing, ...more })).some(({ open }) => open)).toBe(false);
  });
});

const anyMember: fc.Arbitrary<Member> = fc.record({
  accountId: fc.constantFrom('lumen:me' as const, 'lumen:a' as const, 'lumen:b' as const, 'lumen:c' as const),
  name: fc.constantFrom('Ada Roy', 'Bo Lind'),
  role: fc.constantFrom('member', 'administrator', 'primary-subscriber'),
  hasSecondFactor: fc.boolean(),
  locked: fc.boolean(),
});
const anyFacts: fc.Arbitrary<TriageFacts> = fc.record({
  accountId: fc.constant('lumen:me' as const),
  role: fc.constantFrom('member' as const, 'administrator' as const, 'primary-subscriber' as const),
  firmStatus: fc.constantFrom('active' as const, 'active' as const, 'suspended' as const),
  locked: fc.boolean(),
  factors: fc.array(fc.oneof(fc.constantFrom(app, key), fc.nat(10).map(codes), fc.constant(codes('unknown'))), {
    maxLength: 3,
  }),
  sessions: fc.oneof(fc.constant('unknown' as const), fc.array(fc.constant(session), { maxLength: 3 })),
  members: fc.oneof(fc.constant('unknown' as const), fc.array(anyMember, { maxLength: 5 })),
  capabilities: fc.constantFrom(everyCapability, { ...everyCapability, backupCodes: 'unknown' as const }),
});

describe('triage, whatever the facts', () => {
  it('calls a way open exactly when something is there to use or nobody knows, and explains every finding in words', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        for (const finding of waysBack(some)) {
          const isUnknown = finding.reason.endsWith('-unknown');
          expect(finding.open).toBe(finding.count > 0 || isUnknown);
          expect(finding.open).toBe(
            isUnknown || ['session-alive', 'codes-left', 'helpers-there'].includes(finding.reason),
          );
          expect(explainFinding(finding, some)).toMatch(/^[A-Z0-9].*\.$/u);
        }
      }),
    );
  });

  it('opens nothing in a suspended firm or for a locked account', () => {
    fc.assert(
      fc.property(
        anyFacts.filter((some) => some.firmStatus === 'suspended' || some.locked === true),
        (some) => {
          expect(waysBack(some).some(({ open }) => open)).toBe(false);
        },
      ),
    );
  });

  it('counts as helpers those who may, never the person, never a plain member, never an administrator without 2FA or for the Primary Subscriber', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        const able = helpersOf(some).filter(({ may }) => may);
        expect(waysBack(some)[2]?.count).toBe(able.length);
        for (const helper of able) {
          expect([helper.accountId === 'lumen:me', helper.role === 'member']).toEqual([false, false]);
          const member = knownMembers(some).filter(
            ({ accountId, role }) => accountId === helper.accountId && role === helper.role,
          );
          if (helper.role === 'administrator')
            expect(some.role !== 'primary-subscriber' && member.some(({ hasSecondFactor }) => hasSecondFactor)).toBe(
              true,
            );
        }
      }),
    );
  });

  it('holds nothing personal in a finding: it is written to the log in clear', () => {
    fc.assert(
      fc.property(anyFacts, (some) => {
        expect(JSON.stringify(waysBack(some))).not.toMatch(/Ada|Bo Lind|Safari/);
      }),
    );
  });

  it('tells a customer neither devices, nor colleagues, nor how many codes there are', () => {
    fc.assert(
      fc.property(
        anyFacts,
        fc.constantFrom(...ways),
        fc.constantFrom('en' as const, 'fr' as const),
        (some, way, language) => {
          const { title, intro, steps, never } = wayWords(way, some, language);
          const all = [title, intro, ...steps, never];
          for (const words of all) expect(words.trim()).not.toBe('');
          expect(steps.length).toBeGreaterThan(2);
          expect(all.join(' ')).not.toMatch(/Ada|Bo Lind|Cleo|Safari|\d+ (backup codes|codes de secours)/);
        },
      ),
    );
  });
});

describe('the words', () => {
  it('say whom to ask by role, as far as there is a choice', () => {
    const introOf = (members: readonly Member[], language: 'en' | 'fr') =>
      wayWords('someone-in-the-firm', facts({ members: [me, ...members] }), language).intro;
    expect(introOf([owner, colleague('administrator', false)], 'en')).toContain('Ask your Primary Subscriber to');
    expect(introOf([colleague('administrator', true)], 'en')).toContain('Ask a Firm Administrator to');
    expect(introOf([owner, colleague('administrator', true)], 'en')).toContain(
      'Ask a Firm Administrator or your Primary Subscriber to',
    );
    expect(introOf([owner], 'fr')).toContain('Demandez à l’abonné principal de votre cabinet de');
    expect(introOf([owner, colleague('administrator', true)], 'fr')).toContain(
      'Demandez à un administrateur du cabinet ou à l’abonné principal de',
    );
  });

  it('tell the agent never to ask for a code or a password, in both languages', () => {
    for (const way of ways) {
      expect(wayWords(way, facts(), 'en').never).toMatch(
        /^Never ask for .*code.*password|^Never ask for .*password.*code/,
      );
      expect(wayWords(way, facts(), 'fr').never).toMatch(/^Ne demandez jamais .*code.*mot de passe/);
    }
  });

  it('are set as French is: narrow spaces before its signs, curly apostrophes', () => {
    for (const way of ways) {
      const { title, intro, steps, never } = wayWords(way, facts(), 'fr');
      for (const words of [title, intro, ...steps, never]) expect(words).not.toMatch(/ [;:!?»]|'|« /);
    }
  });

  it('name who may not and why when nobody may', () => {
    const only = facts({ members: [me, colleague('administrator', false)] });
    expect(explainFinding(waysBack(only)[2]!, only)).toBe(
      'Nobody in the firm may: Bo Lind (Firm Administrator) has no 2FA on their own account.',
    );
    const none = facts({ members: [me, colleague('member', true)] });
    expect(explainFinding(waysBack(none)[2]!, none)).toBe(
      'Nobody in the firm may: nobody else is a Firm Administrator or the Primary Subscriber.',
    );
  });

  it('count what is there, one and several', () => {
    const wordsFor = (at: number, more: Partial<TriageFacts>) =>
      explainFinding(waysBack(facts(more))[at]!, facts(more)).split(/:|\./)[0];
    expect(wordsFor(0, { sessions: [session] })).toBe('One session is alive');
    expect(wordsFor(0, { sessions: [session, session] })).toBe('2 sessions are alive');
    expect(wordsFor(1, { factors: [app, codes(1)] })).toBe('One backup code is left');
    expect(wordsFor(1, { factors: [app, codes(4)] })).toBe('4 backup codes are left');
  });

  it('say nothing about a reason that this version does not know', () => {
    for (const reason of ['moon', 'constructor', '__proto__'])
      expect(explainFinding({ reason, count: 1 }, facts())).toBe('');
  });
});
