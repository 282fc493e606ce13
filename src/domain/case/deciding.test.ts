import { describe, expect, test } from 'vitest';
import {
  account,
  agent,
  caseIn,
  decide,
  deliver,
  desk,
  digest,
  hoursOn,
  lead,
  marks,
  person,
  policyOf,
  reviewer,
  rowsBut,
  secondReviewer,
  submitForm,
} from '#support/example-case';
import type { World } from '#support/example-case';
import { letDesk, thirdReviewer } from '#support/every-case';
import { mayExecute } from './decide-disable';
import type { RefusalCode } from './refusal';
import { currentLink, standingApprovals } from './state';

const byName = (name: string) =>
  [reviewer, secondReviewer, thirdReviewer].find(({ id }) => `staff:${id}` === name) ?? null;
const executable = (at: World, policy = policyOf()) => mayExecute(at.state(), hoursOn(99), policy, byName);

describe('a decision', () => {
  const refusalOf = (
    more: Parameters<typeof decide>[2],
    facts: Parameters<World['try']>[2] = {},
    decision: 'pass' | 'fail' | 'ask-again' = 'pass',
  ) => {
    const at = caseIn('in-review');
    const answer = at.try(decide(decision, digest(at.state()), more), reviewer, facts);
    return answer.ok ? null : answer.refusal;
  };
  test.each([
    ['a pass without all four marks', { marks: marks().slice(1) }, {}, 'pass', 'marks-missing', 'R13', '"document"'],
    [
      'a mark without a reason',
      { marks: marks().map((mark) => ({ ...mark, reason: ' ' })) },
      {},
      'pass',
      'reason-missing',
      'R13',
      '"document"',
    ],
    ['a pass against a mark', { marks: marks('cannot-tell') }, {}, 'pass', 'marks-disagree', 'R2', 'face'],
    ['a fail with four good marks', { marks: marks() }, {}, 'fail', 'marks-disagree', 'R13', 'fail'],
    ['a pass without the name as printed', { printedName: '  ' }, {}, 'pass', 'marks-missing', 'R12', '"printedName"'],
    [
      'another name without a reason',
      { nameReason: 'short' },
      { name: { rule: 'plain-strict-v1', equal: false } },
      'pass',
      'name-differs',
      'R12',
      '"nameReason"',
    ],
    [
      'ask again without what to change',
      { askAgain: undefined as never },
      {},
      'ask-again',
      'reason-missing',
      'R13',
      '"askAgain"',
    ],
    ['anything over an old view', { digest: 'what was shown before' }, {}, 'pass', 'view-changed', 'R23', 'changed'],
    [
      'anything where no view can be told',
      {},
      { digestNow: 'something else' },
      'fail',
      'view-changed',
      'R23',
      'changed',
    ],
  ] as const)('%s is refused by name', (_, more, facts, decision, code, rule, words) => {
    expect(refusalOf(more, facts, decision)).toMatchObject({
      code: code satisfies RefusalCode,
      rule,
      message: expect.stringContaining(words) as string,
    });
  });

  test('another name with a reason passes, and both are kept', () => {
    const at = caseIn('in-review');
    at.must(
      decide('pass', digest(at.state()), {
        printedName: 'Olga Nováková',
        nameReason: 'Married name, seen on the licence.',
      }),
      reviewer,
      { name: { rule: 'plain-strict-v1', equal: false } },
    );
    expect(at.state().decisions.at(-1)).toMatchObject({
      printedName: 'Olga Nováková',
      nameEqual: false,
      nameRule: 'plain-strict-v1',
    });
  });

  test('needs pictures that are still there, but asking again does not (R18)', () => {
    const at = caseIn('in-review');
    at.must({ kind: 'evidence-destroyed', checkId: currentLink(at.state())!.checkId, why: 'ten-days' }, desk);
    expect(at.try(decide('pass', digest(at.state())), reviewer)).toMatchObject({
      refusal: { code: 'evidence-gone', rule: 'R18' },
    });
    at.must(decide('ask-again', digest(at.state())), reviewer);
    expect(at.state().status).toBe('awaiting-customer');
  });

  test.each([['administrator'], ['primary-subscriber']] as const)(
    'on an account of a %s waits a day before anything is disabled, and the customer is told (R8)',
    (role) => {
      const at = caseIn('in-review');
      at.must({ kind: 'read-account', account: account({ role }), system: 'Sample' }, desk);
      at.must(decide('pass', digest(at.state())), reviewer);
      expect(at.state()).toMatchObject({
        status: 'approved',
        disable: { coolingOffHours: 24, dueAt: hoursOn(at.clock + 24) },
      });
      expect(at.state().mails.filter(({ template }) => template === 'approval-notice')).toHaveLength(2);
      expect(at.try({ kind: 'begin-disable' }, desk)).toMatchObject({ refusal: { code: 'cooling-off', rule: 'R8' } });
    },
  );

  test('has nothing to disable where no factor is (R15)', () => {
    const at = caseIn('in-review');
    at.must({ kind: 'read-account', account: account({ factors: [] }), system: 'Sample' }, desk);
    expect(at.try(decide('pass', digest(at.state())), reviewer)).toMatchObject({
      refusal: { code: 'no-factor', rule: 'R15' },
    });
  });

  test('that fails tells the customer one thing, at the address that got the link (R14)', () => {
    const at = caseIn('in-review');
    const events = at.must(decide('fail', digest(at.state())), reviewer);
    expect(events.filter((event) => event.type === 'case.mail-asked')).toMatchObject([
      { data: { template: 'check-failed', addressId: 'old' } },
    ]);
  });
});

describe('two approvals (R9, R23)', () => {
  test('the second must be somebody else', () => {
    const at = caseIn('awaiting-second');
    expect(at.try(decide('pass', digest(at.state())), reviewer)).toMatchObject({
      refusal: { code: 'decided-already', rule: 'R9' },
    });
    expect(executable(at)).not.toBeNull();
    at.must(decide('pass', digest(at.state())), secondReviewer);
    expect(at.state().status).toBe('approved');
    deliver(at);
    expect(executable(at)).toBeNull();
  });

  test.each([
    ['fail', 'failed'],
    ['ask-again', 'awaiting-customer'],
  ] as const)("the second's %s counts, whatever the first said", (decision, status) => {
    const at = caseIn('awaiting-second');
    at.must(decide(decision, digest(at.state())), secondReviewer);
    expect(at.state()).toMatchObject({ status, disable: null });
  });

  test('what changes in between voids the first, says so, and both are needed anew', () => {
    const at = caseIn('awaiting-second');
    const before = digest(at.state());
    const [read] = at.must(
      {
        kind: 'read-account',
        account: account({ factors: [], role: 'member', name: 'Olga Novak-Roy' }),
        system: 'Sample',
      },
      desk,
    );
    expect(read).toMatchObject({ type: 'case.account-read', data: { voidsApprovals: true } });
    expect(at.state()).toMatchObject({ status: 'in-review' });
    expect(standingApprovals(at.state())).toEqual([]);
    at.must(
      { kind: 'read-account', account: account({ factors: account().factors.slice(1) }), system: 'Sample' },
      desk,
    );
    expect(at.try(decide('pass', before), secondReviewer)).toMatchObject({
      refusal: { code: 'view-changed', rule: 'R23' },
    });
    at.must(decide('pass', digest(at.state())), secondReviewer);
    expect(at.state().status).toBe('awaiting-second');
    at.must(decide('pass', digest(at.state())), reviewer);
    expect(at.state().status).toBe('approved');
    deliver(at);
    expect(executable(at)).toBeNull();
  });

  test('an account that is read again and is the same voids nothing', () => {
    const at = caseIn('awaiting-second');
    at.must(
      {
        kind: 'read-account',
        account: account({ readAt: hoursOn(3), sessions: [{ id: 's', device: 'Phone', lastSeenAt: hoursOn(2) }] }),
        system: 'Sample',
      },
      agent,
    );
    expect(at.state().status).toBe('awaiting-second');
    expect(standingApprovals(at.state())).toHaveLength(1);
  });

  test.each(['awaiting-second', 'approved', 'needs-attention'] as const)(
    'a second request that attaches brings no signals into a case that is %s: what people decide about stands',
    (status) => {
      const at = caseIn(status);
      const before = digest(at.state());
      at.must(
        { kind: 'attach', channel: 'phone', callerWords: 'Again.', signals: [{ signal: 'caller-cluster', count: 4 }] },
        agent,
      );
      expect(at.state()).toMatchObject({ status, requests: 2, signals: [] });
      expect(digest(at.state())).toBe(before);
    },
  );

  test('passes over different views never add up, even if nothing said that the view changed', () => {
    const at = caseIn('awaiting-second');
    at.must(decide('pass', 'another view'), secondReviewer, { digestNow: 'another view' });
    expect(at.state().status).toBe('awaiting-second');
    expect(standingApprovals(at.state()).map(({ by }) => by)).toEqual(['staff:ravi']);
  });

  test.each([
    ['a practice desk, no provider', policyOf({ approvalsWithoutProvider: 1 }), 'no-result', 1],
    ['a real desk, no provider', policyOf({ approvalsWithoutProvider: 2 }), 'no-result', 2],
    ["a real desk, a provider's result", policyOf({ approvalsWithoutProvider: 2 }), 'pass', 1],
    ['a practice desk, elevated (R20)', policyOf({ threatLevel: 'elevated' }), 'no-result', 2],
    ["a provider's result, elevated (R20)", policyOf({ threatLevel: 'elevated' }), 'pass', 2],
    ['elevated and three (R20)', policyOf({ threatLevel: 'elevated', approvalsElevated: 3 }), 'no-result', 3],
  ] as const)('%s: so many people', (_, policy, face, people) => {
    const at = caseIn('awaiting-customer', policy);
    submitForm(at, { outcome: face === 'pass' ? 'passed' : 'none', rows: rowsBut('no-result', { face }) });
    expect(at.state().result?.approvalsNeeded).toBe(people);
    const able = [reviewer, secondReviewer, thirdReviewer];
    able.slice(0, people).forEach((by, index) => {
      expect(at.state().status).toBe(index === 0 ? 'in-review' : 'awaiting-second');
      at.must(decide('pass', digest(at.state())), by);
    });
    expect(at.state().status).toBe('approved');
  });

  test('a level that was elevated after the result asks for its second approver; one that was lowered again does not take it back', () => {
    const at = caseIn('in-review');
    const elevated = { policy: policyOf({ threatLevel: 'elevated' }) };
    at.must(decide('pass', digest(at.state())), reviewer, elevated);
    expect(at.state().status).toBe('awaiting-second');
    at.must(decide('pass', digest(at.state())), secondReviewer, elevated);
    expect(at.state().status).toBe('approved');
    const real = caseIn('awaiting-second');
    real.must(decide('pass', digest(real.state())), secondReviewer, {
      policy: policyOf({ approvalsWithoutProvider: 1 }),
    });
    expect(standingApprovals(real.state())).toHaveLength(2);
  });
});

describe('an approval that is taken back', () => {
  const revoke = { kind: 'revoke-approval', reason: 'I read the name wrong.' } as const;

  test.each(['approved', 'needs-attention'] as const)(
    'leads a case that is %s back to review, and every approval is void',
    (status) => {
      const at = caseIn(status);
      at.must(revoke, secondReviewer);
      expect(at.state()).toMatchObject({ status: 'in-review', disable: null });
      expect(standingApprovals(at.state())).toEqual([]);
      expect(executable(at)).toMatchObject({ code: 'wrong-status' });
    },
  );

  test('is taken back by a reviewer or a lead, with a reason', () => {
    expect(caseIn('approved').try(revoke, agent)).toMatchObject({ refusal: { code: 'role-may-not', rule: 'R9' } });
    expect(caseIn('approved').try(revoke, lead).ok).toBe(true);
    expect(caseIn('approved').try({ ...revoke, reason: 'no' }, reviewer)).toMatchObject({
      refusal: { code: 'reason-missing', message: expect.stringContaining('"reason"') as string },
    });
  });

  test('is not taken back under a disable that runs, nor where a factor is gone', () => {
    const at = caseIn('disabling');
    expect(at.try(revoke, reviewer)).toMatchObject({ refusal: { code: 'wrong-status', rule: 'R7' } });
    at.must({ kind: 'step-disable', step: 'list', readBack: { code: 'listed', factors: 2, sessions: 0 } }, desk);
    at.must({ kind: 'step-disable', step: 'factor:f1', readBack: { code: 'removed' } }, desk);
    at.must(
      {
        kind: 'stop-disable',
        step: 'factor:f2',
        reason: 'identity-system',
        found: { code: 'outside', system: 'accounts', kind: 'down' },
      },
      desk,
    );
    expect(at.try(revoke, reviewer)).toMatchObject({ refusal: { code: 'already-done', rule: 'R15' } });
  });

  test('its pictures are gone: whoever decides asks for new ones, and the same person may decide again then', () => {
    const at = caseIn('approved');
    at.must({ kind: 'evidence-destroyed', checkId: currentLink(at.state())!.checkId, why: 'decided' }, desk);
    at.must(revoke, reviewer);
    expect(at.try(decide('pass', digest(at.state())), reviewer)).toMatchObject({
      refusal: { code: 'evidence-gone', rule: 'R18' },
    });
    at.must(decide('ask-again', digest(at.state())), reviewer);
    letDesk(at);
    submitForm(at);
    at.must(decide('pass', digest(at.state())), reviewer);
    expect(at.state().status).toBe('approved');
  });
});

test('whoever is a reviewer only since they sent the link does not let its disable go on', () => {
  const at = caseIn('needs-attention');
  expect(at.try({ kind: 'resume-disable' }, person('agnes', 'reviewer'))).toMatchObject({
    refusal: { code: 'opener-decides', rule: 'R9' },
  });
  at.must({ kind: 'resume-disable' }, reviewer);
  expect(at.state()).toMatchObject({ status: 'disabling', disable: { stopped: null } });
});
