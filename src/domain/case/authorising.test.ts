/** Whose word counts, and for what: what a subtle change of the rules would let through (R5, R9, R15, R20). */
import { describe, expect, test } from 'vitest';
import { account, addresses, agent, caseIn, decide, desk, digest, hoursOn, open } from '#support/example-case';
import { policyOf, reviewer, secondReviewer, submitForm, world } from '#support/example-case';
import { decideFallback, fallbackIn, letDesk, thirdReviewer } from '#support/every-case';
import { mayExecute } from './decide-disable';
import { mayDecide } from './may-decide';

const elevated = policyOf({ threatLevel: 'elevated' });

describe('an approval', () => {
  test('is given once by each, also when somebody else approved since (R9)', () => {
    const at = fallbackIn('half', { policy: elevated });
    at.must(decideFallback(at.state()), secondReviewer);
    for (const again of [reviewer, secondReviewer])
      expect(at.try(decideFallback(at.state()), again)).toMatchObject({
        refusal: { code: 'decided-already', rule: 'R9' },
      });
    at.must(decideFallback(at.state()), thirdReviewer);
    expect(at.state().status).toBe('approved');
  });

  test('of a strong method still counts when the level was elevated since; so does one of a check (R20)', () => {
    const byName = (name: string) =>
      [reviewer, secondReviewer, thirdReviewer].find(({ id }) => `staff:${id}` === name) ?? null;
    const needsTwo = policyOf({ threatLevel: 'elevated', approvalsForFallbackElevated: 2 as 3 });
    const late = hoursOn(999);
    expect(mayExecute(letDesk(fallbackIn('approved'), 'disabling').state(), late, needsTwo, byName)).toBeNull();
    const needsOne = policyOf({ threatLevel: 'elevated', approvalsElevated: 1 as 2 });
    expect(mayExecute(caseIn('disabling').state(), late, needsOne, byName)).toBeNull();
  });
});

describe('a check of an account', () => {
  const inReview = (facts = account()) => {
    const at = world();
    at.must(open(facts), agent);
    at.must({ kind: 'override-self-help', reason: 'Nobody there answers and court is in an hour.' }, agent);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    letDesk(at);
    submitForm(at);
    return at;
  };
  const codeOf = (at: ReturnType<typeof inReview>, decision: 'pass' | 'fail' | 'ask-again') =>
    mayDecide(at.state(), decision, { actor: reviewer, policy: policyOf() })?.code ?? null;

  test('without any second factor can fail or be asked for again, but nothing is there to disable (R15)', () => {
    const at = inReview(account({ factors: [] }));
    expect([codeOf(at, 'pass'), codeOf(at, 'fail'), codeOf(at, 'ask-again')]).toEqual(['no-factor', null, null]);
  });

  test('is asked for again at the address that its link went to, whatever was told to others (R5)', () => {
    const facts = account({ addresses: [addresses.tooNew, addresses.usable] });
    const at = inReview(facts);
    expect(at.state().mails[0]).toMatchObject({ template: 'request-notice', addressId: 'new' });
    expect(codeOf(at, 'ask-again')).toBeNull();
    at.must(decide('ask-again', digest(at.state())), reviewer);
    expect(at.state().mails.at(-1)).toMatchObject({ template: 'ask-again', addressId: 'old' });
  });

  test('is not asked for again at an address that was replaced meanwhile (R5)', () => {
    const at = inReview();
    const replaced = account({
      addresses: [{ ...addresses.usable, until: hoursOn(0) }, ...account().addresses.slice(1)],
    });
    at.must({ kind: 'read-account', account: replaced, system: 'Sample' }, desk);
    expect(codeOf(at, 'ask-again')).toBe('address-too-new');
    expect(codeOf(at, 'pass')).toBeNull();
  });
});
