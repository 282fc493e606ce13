import { describe, expect, test } from 'vitest';
import { account, agent, caseIn, desk, hoursOn, open, policyOf, world } from '#support/example-case';
import type { World } from '#support/example-case';
import { askOf, letDesk, withColleagues } from '#support/every-case';
import type { AccountFacts } from './account';
import type { CaseEvent } from './events';
import { openWays } from './self-help';
import { replay } from './evolve';

/** A session alive, codes left, somebody in the firm who may: all three ways open. */
const rich: AccountFacts = withColleagues({
  sessions: [{ id: 's1', device: 'Laptop', lastSeenAt: hoursOn(-2) }],
  factors: [
    ...account().factors,
    { id: 'f3', kind: 'backup-codes', label: 'Codes', createdAt: hoursOn(-900), codesLeft: 4 },
  ],
});
const opened = (facts = rich): World => {
  const at = world();
  at.must(open(facts), agent);
  return letDesk(at);
};
const link = { kind: 'send-link', addressId: 'old', language: 'en' } as const;

describe('self-help before a link (R3)', () => {
  test("what the account's facts close needs nobody's word; what they leave open does", () => {
    expect(openWays(opened().state())).toEqual(['still-signed-in', 'backup-code', 'someone-in-the-firm']);
    expect(openWays(opened(withColleagues()).state())).toEqual(['someone-in-the-firm']);
    const alone = opened(account());
    expect(openWays(alone.state())).toEqual([]);
    alone.must(link, agent);
  });

  test('a way that opens while the case waits holds the link back, one that closes lets it go', () => {
    const at = opened(account());
    at.must({ kind: 'read-account', account: rich, system: 'Sample' }, desk);
    expect(at.try(link, agent)).toMatchObject({ refusal: { code: 'self-help-open', rule: 'R3' } });
    at.must({ kind: 'read-account', account: account(), system: 'Sample' }, desk);
    at.must(link, agent);
  });

  test('an account that is read again and leaves the same ways is not news', () => {
    // As the log gives it back: with an object's keys in another order.
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .map(([key, inner]) => [key, sorted(inner)] as const)
                .toSorted(([a], [b]) => a.localeCompare(b)),
            )
          : value;
    const stored = replay(
      opened()
        .events()
        .map((event) => sorted(event) as CaseEvent),
    )!;
    const read = askOf(
      { state: stored, clock: 1, policy: policyOf() },
      { kind: 'read-account', account: { ...rich, readAt: hoursOn(1) }, system: 'Sample' },
      desk,
    );
    expect(read.ok && read.events.map(({ type }) => type)).toEqual(['case.account-read']);
  });

  test('a way counts when it was tried or is impossible, not when it was only offered', () => {
    const at = opened();
    at.must({ kind: 'record-way', way: 'still-signed-in', outcome: 'tried', why: '' }, agent);
    at.must({ kind: 'record-way', way: 'backup-code', outcome: 'impossible', why: 'none left' }, agent);
    at.must({ kind: 'record-way', way: 'someone-in-the-firm', outcome: 'offered', why: '' }, agent);
    expect(openWays(at.state())).toEqual(['someone-in-the-firm']);
    expect(at.try(link, agent)).toMatchObject({ refusal: { code: 'self-help-open', rule: 'R3' } });
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    at.must(link, agent);
  });

  test('an answer that was taken back is no answer, and taking back what was never said says nothing', () => {
    const at = opened();
    expect(at.must({ kind: 'record-way', way: 'backup-code', outcome: 'taken-back', why: '' }, agent)).toEqual([]);
    at.must({ kind: 'record-way', way: 'backup-code', outcome: 'tried', why: '' }, agent);
    at.must({ kind: 'record-way', way: 'backup-code', outcome: 'taken-back', why: 'Wrong case.' }, agent);
    expect(openWays(at.state())).toContain('backup-code');
    expect(at.must({ kind: 'record-way', way: 'backup-code', outcome: 'taken-back', why: '' }, agent)).toEqual([]);
  });

  test("another way's answer does not end the waiting for the firm", () => {
    const at = caseIn('awaiting-admin');
    at.must({ kind: 'record-way', way: 'backup-code', outcome: 'tried', why: '' }, agent);
    expect(at.state().status).toBe('awaiting-admin');
    at.must({ kind: 'record-way', way: 'someone-in-the-firm', outcome: 'tried', why: '' }, agent);
    expect(at.state().status).toBe('triage');
  });

  test('impossible needs a reason, passing over a longer one; both name their field', () => {
    const at = caseIn('triage');
    expect(at.try({ kind: 'record-way', way: 'backup-code', outcome: 'impossible', why: ' ' }, agent)).toMatchObject({
      refusal: { code: 'reason-missing', rule: 'R3', message: expect.stringContaining('"why"') as string },
    });
    expect(at.try({ kind: 'override-self-help', reason: 'too short' }, agent)).toMatchObject({
      refusal: { code: 'reason-missing', rule: 'R3', message: expect.stringContaining('"reason"') as string },
    });
  });

  test.each([
    ['still-signed-in', 'self-served'],
    ['backup-code', 'self-served'],
    ['someone-in-the-firm', 'disabled-by-admin'],
  ] as const)('%s that worked closes the case as %s', (way, outcome) => {
    const at = caseIn('triage');
    at.must({ kind: 'record-way', way, outcome: 'worked', why: '' }, agent);
    expect(at.state()).toMatchObject({ status: 'closed', outcome });
  });

  test.each(['still-signed-in', 'backup-code', 'someone-in-the-firm'] as const)(
    'the words for %s go to an address from before the case, and the way is offered',
    (way) => {
      const at = opened();
      expect(at.try({ kind: 'send-self-help', way, addressId: 'nowhere', language: 'fr' }, agent)).toMatchObject({
        refusal: { code: 'address-not-known', rule: 'R5' },
      });
      at.must({ kind: 'send-self-help', way, addressId: 'private', language: 'fr' }, agent);
      expect(at.state().selfHelp[way]).toMatchObject({ outcome: 'offered' });
      expect(at.state().mails.at(-1)).toMatchObject({
        template: 'self-help',
        addressId: 'private',
        language: 'fr',
        way,
      });
      expect(at.state().status).toBe(way === 'someone-in-the-firm' ? 'awaiting-admin' : 'triage');
      expect(openWays(at.state())).toContain(way);
    },
  );
});

describe('while somebody in the firm was asked', () => {
  test('a disable that they did in the identity system closes the case by itself', () => {
    const at = opened();
    at.must({ kind: 'record-way', way: 'someone-in-the-firm', outcome: 'offered', why: '' }, agent);
    at.must({ kind: 'read-account', account: { ...rich, factors: [] }, system: 'Sample' }, desk);
    expect(at.state()).toMatchObject({
      status: 'closed',
      outcome: 'disabled-by-admin',
      selfHelp: { 'someone-in-the-firm': { outcome: 'worked', by: 'desk' } },
    });
  });

  test('factors that go while nobody was asked close nothing', () => {
    const at = opened();
    at.must({ kind: 'read-account', account: { ...rich, factors: [] }, system: 'Sample' }, desk);
    expect(at.state().status).toBe('triage');
  });
});
