import { describe, expect, test } from 'vitest';
import {
  account,
  addresses,
  agent,
  caseIn,
  customer,
  decide,
  desk,
  digest,
  hoursOn,
  open,
  otherAgent,
  reviewer,
  submission,
  world,
} from '#support/example-case';
import type { World } from '#support/example-case';
import { letDesk, openFallback } from '#support/every-case';
import { currentLink } from './state';

const checkOf = (at: World): string => currentLink(at.state())!.checkId;

describe('where a link goes (R5)', () => {
  const ready = (facts = account({ addresses: Object.values(addresses) })): World => {
    const at = world();
    at.must(open(facts), agent);
    return at;
  };
  test.each([
    ['new', 'address-too-new'],
    ['unknown', 'address-too-new'],
    ['gone', 'address-too-new'],
    ['long-gone', 'address-too-new'],
    ['never-heard-of', 'address-not-known'],
  ] as const)('not to "%s"', (addressId, code) => {
    expect(ready().try({ kind: 'send-link', addressId, language: 'en' }, agent)).toMatchObject({
      refusal: { code, rule: 'R5' },
    });
  });

  test('with no usable address the refusal points to the alternate method', () => {
    expect(
      ready(account({ addresses: [addresses.tooNew] })).try(
        { kind: 'send-link', addressId: 'new', language: 'en' },
        agent,
      ),
    ).toMatchObject({ refusal: { way: expect.stringContaining('alternate method') as string } });
  });

  test('not again to an address that was replaced meanwhile: neither the same link nor a new one', () => {
    const replacedSince = account({ addresses: [{ ...addresses.usable, until: hoursOn(2) }] });
    const waiting = caseIn('awaiting-customer');
    waiting.must({ kind: 'read-account', account: replacedSince, system: 'Sample' }, agent);
    expect(waiting.try({ kind: 'send-again', mailId: currentLink(waiting.state())!.mailId }, agent)).toMatchObject({
      refusal: { code: 'address-too-new', rule: 'R5' },
    });
    const reviewed = caseIn('in-review');
    reviewed.must({ kind: 'read-account', account: replacedSince, system: 'Sample' }, desk);
    expect(reviewed.try(decide('ask-again', digest(reviewed.state())), reviewer)).toMatchObject({
      refusal: { code: 'address-too-new', rule: 'R5' },
    });
  });
});

describe('a link is used once, by its submission (R4)', () => {
  test('used', () => {
    const at = caseIn('in-review');
    expect(at.try(submission(checkOf(at)), customer)).toMatchObject({ refusal: { code: 'link-used', rule: 'R4' } });
  });

  test('replaced by a newer one', () => {
    const at = caseIn('awaiting-customer');
    const first = checkOf(at);
    at.must({ kind: 'send-link', addressId: 'private', language: 'en' }, agent);
    at.must({ kind: 'start-link-clock', checkId: checkOf(at) }, desk);
    expect(at.try(submission(first), customer)).toMatchObject({ refusal: { code: 'link-replaced', rule: 'R4' } });
    expect(at.try({ kind: 'send-again', mailId: at.state().links[0]!.mailId }, agent)).toMatchObject({
      refusal: { code: 'link-replaced' },
    });
    at.must(submission(checkOf(at)), customer);
  });

  test('dead, once another way was taken in its place', () => {
    const at = caseIn('awaiting-customer');
    at.must(openFallback(), agent);
    expect(at.try(submission(checkOf(at)), customer)).toMatchObject({ refusal: { code: 'link-replaced', rule: 'R4' } });
    at.must({ kind: 'withdraw-fallback', reason: 'They found a camera.' }, agent);
    expect(at.try(submission(checkOf(at)), customer)).toMatchObject({ refusal: { code: 'link-replaced' } });
    expect(at.try({ kind: 'send-again', mailId: currentLink(at.state())!.mailId }, agent)).toMatchObject({
      refusal: { code: 'link-replaced' },
    });
  });

  test('ended: at the very end and whether or not the desk has noticed', () => {
    const at = caseIn('awaiting-customer');
    at.clock = 71.999;
    expect(at.try(submission(checkOf(at)), customer).ok).toBe(true);
    at.clock = 72;
    expect(at.try(submission(checkOf(at)), customer)).toMatchObject({ refusal: { code: 'link-expired', rule: 'R4' } });
    at.must({ kind: 'expire-link', checkId: checkOf(at) }, desk);
    expect(at.try(submission(checkOf(at)), customer)).toMatchObject({ refusal: { code: 'link-expired' } });
  });

  test('its end is fixed when sending begins, whatever comes after', () => {
    const at = caseIn('awaiting-customer');
    const end = currentLink(at.state())?.expiresAt;
    expect(end).toBe(hoursOn(72));
    at.clock = 10;
    expect(at.must({ kind: 'start-link-clock', checkId: checkOf(at) }, desk)).toEqual([]);
    at.must({ kind: 'send-again', mailId: currentLink(at.state())!.mailId }, agent);
    at.must(
      {
        kind: 'mail-failed',
        mailId: currentLink(at.state())!.mailId,
        why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' },
      },
      desk,
    );
    at.must({ kind: 'send-again', mailId: currentLink(at.state())!.mailId }, agent);
    expect(currentLink(at.state())).toMatchObject({ expiresAt: end, state: 'running', number: 1 });
  });

  test('opening changes nothing but that it was opened', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'open-link', checkId: checkOf(at), device: 'phone' }, customer);
    expect(at.must({ kind: 'open-link', checkId: checkOf(at), device: 'computer' }, customer)).toEqual([]);
    expect(at.state().status).toBe('awaiting-customer');
  });
});

describe('the reminder', () => {
  const remind = (at: World) => at.must({ kind: 'remind-link', checkId: checkOf(at) }, desk);

  test('goes once, to where the link went, in its language', () => {
    const at = caseIn('awaiting-customer');
    at.clock = 48;
    expect(remind(at)).toMatchObject([
      { type: 'case.mail-asked', data: { template: 'link-reminder', addressId: 'old', checkId: checkOf(at) } },
    ]);
    expect(remind(at)).toEqual([]);
    at.must({ kind: 'send-link', addressId: 'private', language: 'fr' }, otherAgent);
    letDesk(at);
    expect(remind(at)).toMatchObject([{ data: { addressId: 'private', language: 'fr' } }]);
  });

  test.each([
    [
      'the form came',
      (at: World) => {
        at.must(submission(checkOf(at)), customer);
      },
    ],
    [
      'the link has ended',
      (at: World) => {
        at.clock = 72;
      },
    ],
    [
      'its mail could not be delivered',
      (at: World) => {
        const { mailId } = currentLink(at.state())!;
        at.must({ kind: 'send-again', mailId }, agent);
        at.must(
          { kind: 'mail-failed', mailId, why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' } },
          desk,
        );
      },
    ],
    [
      'its address was replaced',
      (at: World) => {
        at.must(
          {
            kind: 'read-account',
            account: account({ addresses: [{ ...addresses.usable, until: hoursOn(2) }] }),
            system: 'Sample',
          },
          desk,
        );
      },
    ],
  ] as const)('does not go where %s', (_, meanwhile) => {
    const at = caseIn('awaiting-customer');
    meanwhile(at);
    expect(remind(at)).toEqual([]);
  });
});
