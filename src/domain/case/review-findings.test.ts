/** What an outsider tried against the rules of a case, each as it is refused now. */
import { describe, expect, test } from 'vitest';
import {
  account,
  agent,
  caseIn,
  customer,
  daysBefore,
  desk,
  hoursOn,
  lead,
  open,
  policyOf,
  world,
} from '#support/example-case';
import { inCoolingOff } from '#support/every-case';
import { attestorsOf } from '../fallback/kinds';
import { effectsOf } from './consequences';
import { coolingOffEnd } from './cooling-off';

const vouching = (more: { readonly locked?: boolean } = {}) =>
  account({
    members: [
      { accountId: 'lumen:acc-1', name: 'Olga Novak', role: 'member', hasSecondFactor: true },
      {
        accountId: 'lumen:subscriber',
        name: 'Petra Novak',
        role: 'primary-subscriber',
        hasSecondFactor: true,
        ...more,
      },
    ],
  });

describe('whoever vouches', () => {
  test('is not somebody whose own account is locked: it may be in other hands', () => {
    expect(attestorsOf(vouching()).map(({ accountId }) => accountId)).toEqual(['lumen:subscriber']);
    expect(attestorsOf(vouching({ locked: true }))).toEqual([]);
  });

  test("gets no code at an address that is the customer's as well", () => {
    const at = world();
    at.must(open(vouching()), agent);
    at.must({ kind: 'override-self-help', reason: 'She says that none of it is possible.' }, agent);
    at.must(
      { kind: 'open-fallback', fallbackId: 'fb', method: 'firm-attestation', reason: 'There is no camera.' },
      agent,
    );
    const ask = (address: string) =>
      at.try(
        {
          kind: 'ask-attestation',
          attestorId: 'lumen:subscriber',
          attestor: {
            name: 'Petra Novak',
            role: 'primary-subscriber',
            language: 'en',
            timeZone: 'UTC',
            address: { id: 'hers', address, since: daysBefore(400), until: null },
          },
        },
        agent,
      );
    expect(ask('OLGA@firm.example')).toMatchObject({ refusal: { code: 'address-not-known', rule: 'R2' } });
    expect(ask('petra@firm.example').ok).toBe(true);
  });
});

describe('an account that is secured', () => {
  const secured = (locked: boolean) => {
    const at = world();
    at.must(
      {
        kind: 'open-re-secure',
        caseId: 're-secure-case-1',
        number: 'RD-1002',
        account: account({ locked }),
        system: 'Sample',
        reSecures: 'case-1',
        channel: 'email',
        words: '',
      },
      desk,
    );
    for (const step of ['sessions', 'lock'] as const)
      at.must({ kind: 'step-secure', step, readBack: { code: 'removed' } }, desk);
    return at;
  };
  const effectsAfter = (at: ReturnType<typeof secured>, act: () => void) => {
    const before = at.state();
    act();
    return effectsOf(at.events().at(-1)!, before, at.state(), policyOf()).map(({ kind }) => kind);
  };
  const closed = (at: ReturnType<typeof secured>, outcome: 'withdrawn' | 'fraud') => () => {
    at.must({ kind: 'close', outcome, reason: 'Called them back.' }, lead);
  };

  test('is unlocked after a false alarm only when the desk had locked it', () => {
    const [open_, lockedBefore] = [secured(false), secured(true)];
    expect(effectsAfter(open_, closed(open_, 'withdrawn'))).toEqual(['unlock']);
    expect(effectsAfter(lockedBefore, closed(lockedBefore, 'withdrawn'))).toEqual([]);
  });

  test('is secured again when the owner means it after all, on a notice of the securing itself', () => {
    const at = secured(false);
    closed(at, 'withdrawn')();
    expect(
      effectsAfter(at, () => {
        at.must({ kind: 'freeze', via: 'notice', words: '' }, customer);
      }),
    ).toEqual(['open-re-secure']);
    const fraud = secured(false);
    closed(fraud, 'fraud')();
    expect(
      effectsAfter(fraud, () => {
        fraud.must({ kind: 'freeze', via: 'notice', words: '' }, customer);
      }),
    ).toEqual([]);
  });

  test('is asked for anew by each word after the end, also one without a reason over a freeze that nobody lifted', () => {
    const at = caseIn('recovered');
    const say = () => {
      at.must({ kind: 'freeze', via: 'notice', words: '' }, customer);
    };
    const ids = [1, 2].map(() => {
      const before = at.state();
      say();
      return effectsOf(at.events().at(-1)!, before, at.state(), policyOf())[0]!.effectId;
    });
    expect(new Set(ids).size).toBe(2);
  });
});

describe('a case that was closed', () => {
  const reopen = { kind: 'reopen', reason: 'The customer calls again.' } as const;
  test('over a freeze is opened again by a lead alone: anybody else would lift the freeze by it (R7)', () => {
    const at = caseIn('triage');
    at.must({ kind: 'freeze', via: 'notice', words: 'Not me.' }, customer);
    at.must({ kind: 'close', outcome: 'withdrawn', reason: 'Called off.' }, lead);
    expect(at.try(reopen, agent)).toMatchObject({ refusal: { code: 'role-may-not', rule: 'R7' } });
    at.must(reopen, lead);
    at.must({ kind: 'close', outcome: 'withdrawn', reason: 'Called off.' }, agent);
    expect(at.try(reopen, agent).ok).toBe(true);
  });

  test('and comes back is told to every known address like a new request (R6)', () => {
    const at = caseIn('closed');
    at.clock += 48;
    const mails = at.must(reopen, agent).flatMap((event) => (event.type === 'case.mail-asked' ? [event.data] : []));
    expect(mails.map(({ template, addressId, at: when }) => [template, addressId, when])).toEqual([
      ['request-notice', 'old', hoursOn(48)],
      ['request-notice', 'private', hoursOn(48)],
    ]);
  });
});

test('sending the notice of an approval again neither stops nor moves its cooling-off (R8)', () => {
  const at = inCoolingOff();
  const accept = () => {
    for (const { mailId, state } of at.state().mails)
      if (state === 'waiting') at.must({ kind: 'mail-accepted', mailId, messageId: '<x>', rawSha256: 'cc' }, desk);
  };
  accept();
  const end = coolingOffEnd(at.state(), policyOf());
  at.clock += 20;
  for (const { mailId, template } of at.state().mails)
    if (template === 'approval-notice') at.must({ kind: 'send-again', mailId }, agent);
  expect(coolingOffEnd(at.state(), policyOf())).toEqual(end);
  accept();
  expect(coolingOffEnd(at.state(), policyOf())).toEqual(end);
});

describe('a further request', () => {
  const attach = { kind: 'attach', channel: 'phone', callerWords: 'Still locked out.' } as const;
  test('is told to every known address like the first, once a day at most, and not over a freeze', () => {
    const at = caseIn('triage');
    expect(at.must(attach, agent).map(({ type }) => type)).toEqual(['case.request-attached']);
    at.clock += 25;
    expect(
      at
        .must(attach, agent)
        .filter((event) => event.type === 'case.mail-asked' && event.data.template === 'request-notice').length,
    ).toBeGreaterThan(0);
    expect(at.must(attach, agent).map(({ type }) => type)).toEqual(['case.request-attached']);
    at.clock += 25;
    at.must({ kind: 'freeze', via: 'notice', words: '' }, customer);
    expect(at.must(attach, agent).map(({ type }) => type)).toEqual(['case.request-attached']);
  });
});

describe('a case in review', () => {
  test('whose pictures are gone goes on by an alternate method; one whose pictures are there is decided', () => {
    const at = caseIn('in-review');
    const begin = {
      kind: 'open-fallback',
      fallbackId: 'fb',
      method: 'live-video-call',
      reason: 'The pictures were destroyed.',
    } as const;
    expect(at.try(begin, agent)).toMatchObject({ refusal: { code: 'wrong-status' } });
    at.must({ kind: 'evidence-destroyed', checkId: at.state().submission!.checkId, why: 'ten-days' }, desk);
    at.must(begin, agent);
    expect(at.state()).toMatchObject({ status: 'fallback-review', fallback: { stage: 'preparing' } });
  });
});
