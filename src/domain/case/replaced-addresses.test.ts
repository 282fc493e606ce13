import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { account, addresses, agent, caseIn, daysBefore, desk, hoursOn, openedAt } from '#support/example-case';
import { addressStanding, sinceLastLook } from './account';
import type { CaseAddress } from './account';
import { mailedAddressRefusal } from './may-link';
import { currentLink } from './state';

const days = { recent: 14, replaced: 30 };
const standings = (now: readonly CaseAddress[], before: readonly CaseAddress[] = [addresses.usable]) =>
  sinceLastLook(account({ addresses: before }), account({ addresses: now })).addresses.map((address) =>
    addressStanding(address, openedAt, days),
  );

describe('an address that is read again (R5)', () => {
  test.each([
    ['as it was', [addresses.usable], ['usable']],
    ['under another id', [{ ...addresses.usable, id: 'moved' }], ['usable']],
    ['another text under its id', [{ ...addresses.usable, address: 'new@post.example' }], ['too-new']],
    ['one that was not listed, dated back', [{ ...addresses.usable, id: 'x', address: 'x@post.example' }], ['too-new']],
    ['replaced', [{ ...addresses.usable, until: hoursOn(1) }], ['replaced']],
    // The same text is the same mailbox, and an earlier look found it old enough.
    ['of an age that its system does not say any more', [{ ...addresses.usable, since: null }], ['usable']],
    [
      'one that was not listed, of unknown age',
      [{ ...addresses.usable, address: 'x@post.example', since: null }],
      ['too-new'],
    ],
  ] as const)('%s', (_, now, expected) => {
    expect(standings(now)).toEqual(expected);
  });

  test('one that was replaced and is back is as new as its return, whatever its system says', () => {
    expect(standings([{ ...addresses.replaced, until: null }], [addresses.replaced])).toEqual(['too-new']);
  });

  test('what was new to one look stays new to the next', () => {
    const dated = { ...addresses.usable, address: 'x@post.example' };
    const once = sinceLastLook(account({ addresses: [addresses.usable] }), account({ addresses: [dated] }));
    expect(addressStanding(sinceLastLook(once, account({ addresses: [dated] })).addresses[0]!, openedAt, days)).toBe(
      'too-new',
    );
  });
});

const texts = ['olga@firm.example', 'olga@home.example', 'attacker@post.example'] as const;
const anyAddress = fc.record({
  id: fc.constantFrom('old', 'private', 'x'),
  address: fc.constantFrom(...texts),
  since: fc.constantFrom(daysBefore(900), daysBefore(40), daysBefore(5), hoursOn(1), null),
  until: fc.constantFrom(null, null, null, daysBefore(5), hoursOn(1)),
});
const anyAddresses = fc.uniqueArray(anyAddress, { maxLength: 3, selector: ({ id }) => id });
const anyAct = fc.oneof(
  fc.record({ does: fc.constant('read' as const), now: anyAddresses }),
  fc.record({ does: fc.constant('send' as const), addressId: fc.constantFrom('old', 'private', 'x') }),
  fc.constant({ does: 'again' as const }),
  fc.constant({ does: 'remind' as const }),
);

test('whatever happens to addresses, no link is mailed to a text that is not usable then, and was not before the case', () => {
  let left = 0;
  let kept = 0;
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 12 }), (acts) => {
      const at = caseIn('awaiting-customer');
      /** What the identity system has at this moment, and what the case has learned of it. */
      let there: readonly CaseAddress[] = at.state().account!.addresses;
      const look = () => at.ask({ kind: 'read-account', account: account({ addresses: there }), system: 'S' }, desk);
      for (const act of acts) {
        at.clock += 0.5;
        if (act.does === 'read') there = act.now;
        if (act.does === 'send') at.ask({ kind: 'send-link', addressId: act.addressId, language: 'en' }, agent);
        if (act.does === 'again') at.ask({ kind: 'send-again', mailId: currentLink(at.state())!.mailId }, agent);
        if (act.does === 'remind') at.ask({ kind: 'remind-link', checkId: currentLink(at.state())!.checkId }, desk);
        if (act.does === 'read') continue;
        // The deed: the account is read, and the rule asked of what was chosen.
        look();
        for (const mail of at.state().mails.filter(({ state }) => state === 'waiting')) {
          const { mailId } = mail;
          if (mailedAddressRefusal(at.state(), mail, { recentContactDays: 14, replacedContactDays: 30 }) !== null) {
            kept += 1;
            at.must({ kind: 'mail-failed', mailId, why: { code: 'address-replaced' } }, desk);
            continue;
          }
          left += 1;
          const now = there.find(({ id }) => id === mail.addressId);
          expect(mail.to?.address).toBe(now?.address);
          if (now!.since !== null) expect(addressStanding(now!, openedAt, days)).toBe('usable');
          expect(mail.to?.address).not.toBe('attacker@post.example');
          at.must({ kind: 'mail-accepted', mailId, messageId: '<x>', rawSha256: 'aa' }, desk);
        }
      }
    }),
    { numRuns: 300 },
  );
  expect(left).toBeGreaterThan(20);
  expect(kept).toBeGreaterThan(20);
});
