import { describe, expect, test } from 'vitest';
import { account, addresses, daysBefore, hoursOn, openedAt } from '#support/example-case';
import { addressStanding, isAccountOf, knownAddresses, riskOf, usableForLink } from './account';

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
