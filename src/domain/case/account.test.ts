import { describe, expect, test } from 'vitest';
import { account, addresses, daysBefore, hoursOn, openedAt } from '#support/example-case';
import { addressStanding, isAccountOf, knownAddresses, riskOf, sinceLastLook, usableForLink } from './account';
import type { CaseAddress } from './account';

const days = { recent: 14, replaced: 30 };
const address = (since: string | null, until: string | null = null) => ({
  id: 'a',
  address: 'a@x.example',
  since,
  until,
});

describe('an address, seen from the moment the case was opened', () => {
  test.each([
    ['known for years', address(daysBefore(900)), 'usable'],
    ['changed exactly 14 days before', address(daysBefore(14)), 'usable'],
    [
      'changed a millisecond less than 14 days before',
      address(new Date(Date.parse(daysBefore(14)) + 1).toISOString()),
      'too-new',
    ],
    ['changed at the very moment', address(openedAt), 'too-new'],
    ['added after the case was opened', address(hoursOn(5)), 'too-new'],
    ['there since nobody knows when', address(null), 'unknown-since'],
    ['unchanged, as far back as a record reaches', { ...address(daysBefore(5)), basis: 'unchanged' }, 'unknown-since'],
    ['replaced yesterday', address(daysBefore(900), daysBefore(1)), 'replaced'],
    ['replaced exactly 30 days before', address(daysBefore(900), daysBefore(30)), 'replaced'],
    ['replaced 31 days before', address(daysBefore(900), daysBefore(31)), 'replaced-long-ago'],
    ['replaced after the case was opened', address(daysBefore(900), hoursOn(2)), 'replaced'],
    ['of unknown age and replaced', address(null, daysBefore(2)), 'replaced'],
  ] as const)('%s', (_, given, standing) => {
    expect(addressStanding(given, openedAt, days)).toBe(standing);
  });

  test('only a usable one gets links (R5); every one but the long gone is told (R6)', () => {
    const facts = account({ addresses: Object.values(addresses) });
    expect(usableForLink(facts, openedAt, days).map(({ id }) => id)).toEqual(['old']);
    expect(knownAddresses(facts, openedAt, days).map(({ id }) => id)).toEqual(['old', 'new', 'unknown', 'gone']);
  });
});

describe('an address that is read again (R5)', () => {
  const read = (before: Partial<CaseAddress> | null, now: Partial<CaseAddress>) => {
    const facts = (given: Partial<CaseAddress> | null, readAt: string) =>
      account({ readAt, addresses: given === null ? [] : [{ ...address(daysBefore(900)), ...given }] });
    const { addresses: found } = sinceLastLook(facts(before, hoursOn(1)), facts(now, hoursOn(20)));
    return { since: found[0]!.since, basis: found[0]!.basis };
  };
  test.each<readonly [string, Partial<CaseAddress> | null, Partial<CaseAddress>, string | null, CaseAddress['basis']]>([
    ['and is as old as before', {}, {}, daysBefore(900), undefined],
    ['is younger where its system says so', {}, { since: daysBefore(3) }, daysBefore(3), undefined],
    ['is never older than a look has found', { since: daysBefore(3) }, {}, daysBefore(3), undefined],
    [
      'is never older, and says from where that is known',
      { since: daysBefore(3), basis: 'first-seen' },
      { basis: 'unchanged' },
      daysBefore(3),
      'first-seen',
    ],
    ['that no look listed came after the last', null, {}, hoursOn(1), undefined],
    [
      'that no look listed came after the last, whatever a record shows',
      null,
      { basis: 'unchanged' },
      hoursOn(1),
      undefined,
    ],
    ['with another text is another address', { address: 'b@x.example' }, {}, hoursOn(1), undefined],
    ['and had been replaced came back after the last look', { until: daysBefore(9) }, {}, hoursOn(1), undefined],
    ['and was replaced meanwhile is as old as before', {}, { until: hoursOn(9) }, daysBefore(900), undefined],
    ['is as old as before where its system does not say it any more', {}, { since: null }, daysBefore(900), undefined],
    [
      'that no look listed came after the last, where nobody says how old it is',
      null,
      { since: null },
      hoursOn(1),
      undefined,
    ],
    ['of an age that nobody ever said stays so', { since: null }, { since: null }, null, undefined],
    ['of unknown age before has the age that its system gives it now', { since: null }, {}, daysBefore(900), undefined],
    [
      'over a record that rolled on is as old as the two show together',
      { since: daysBefore(80), basis: 'unchanged' },
      { since: daysBefore(60), basis: 'unchanged' },
      daysBefore(80),
      'unchanged',
    ],
    [
      'over a record that begins after the last look is only as old as that shows',
      { since: daysBefore(80), basis: 'unchanged' },
      { since: hoursOn(2), basis: 'unchanged' },
      hoursOn(2),
      'unchanged',
    ],
    [
      'that appeared anew in a record is as young as that says',
      { since: daysBefore(80), basis: 'unchanged' },
      { since: daysBefore(2), basis: 'appeared' },
      daysBefore(2),
      'appeared',
    ],
  ])('%s', (_, before, now, since, basis) => {
    expect(read(before, now)).toEqual({ since, basis });
  });

  test('is not older for a look in between that did not say its age', () => {
    const look = (n: number, addresses: readonly CaseAddress[]) => account({ readAt: hoursOn(n), addresses });
    const without = sinceLastLook(look(0, []), look(1, [address(null)]));
    const { addresses: found } = sinceLastLook(without, look(2, [address(daysBefore(900))]));
    expect(found[0]!.since).toBe(hoursOn(0));
  });

  test('for the first time is as its system says', () => {
    const facts = account();
    expect(sinceLastLook(null, facts)).toBe(facts);
  });
});

describe('risk (R8)', () => {
  test.each([
    ['a member whose addresses are old', account(), []],
    ['an administrator', account({ role: 'administrator' }), ['administrator']],
    ['the Primary Subscriber', account({ role: 'primary-subscriber' }), ['primary-subscriber']],
    ['an address changed lately', account({ addresses: [addresses.usable, addresses.tooNew] }), ['contact-changed']],
    [
      'an address of unknown age',
      account({ addresses: [addresses.usable, addresses.unknown] }),
      ['contact-age-unknown'],
    ],
    ['an address replaced lately', account({ addresses: [addresses.usable, addresses.replaced] }), ['contact-changed']],
    ['an address replaced long ago', account({ addresses: [addresses.usable, addresses.longGone] }), []],
    [
      'an administrator with a new address',
      account({ role: 'administrator', addresses: [addresses.tooNew] }),
      ['administrator', 'contact-changed'],
    ],
  ] as const)('%s', (_, facts, reasons) => {
    expect(riskOf(facts, openedAt, days)).toEqual({ level: reasons.length === 0 ? 'normal' : 'raised', reasons });
  });
});

test("an account is a colleague's own by login or by any address, in any case (R9)", () => {
  const facts = account({
    login: 'Olga@Firm.example',
    addresses: [{ ...addresses.replaced, address: 'Old.Olga@mail.example' }],
  });
  expect(isAccountOf(facts, 'olga@firm.example')).toBe(true);
  expect(isAccountOf(facts, 'old.olga@MAIL.example')).toBe(true);
  expect(isAccountOf(facts, 'someone@else.example')).toBe(false);
});
