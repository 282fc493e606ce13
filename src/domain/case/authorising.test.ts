/** Whose word counts, and for what: what a subtle change of the rules would let through (R5, R9, R15, R20). */
import { describe, expect, test } from 'vitest';
import { account, addresses, agent, caseIn, decide, desk, digest, hoursOn, open } from '#support/example-case';
import { policyOf, reviewer, secondReviewer, submitForm, world } from '#support/example-case';
import { decideFallback, fallbackIn, letDesk, thirdReviewer } from '#support/every-case';
import { mayExecute } from './decide-disable';
import type { Policy } from '../policy/policy';
import type { MayFacts } from './asks';
import { lookedAtAll } from './looking';
import { mayDecide } from './may-decide';
import { mayDisable, stillAuthorised } from './may-disable';
import { mayOffer } from './may-do';
import type { CaseState } from './state';

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
    mayDecide(at.state(), decision, { actor: reviewer, policy: policyOf(), looked: lookedAtAll(at.state()) })?.code ??
    null;

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

describe('what was authorised', () => {
  const stoppedHalfway = () => {
    const at = caseIn('disabling');
    at.must({ kind: 'step-disable', step: 'list', readBack: { code: 'listed', factors: 2, sessions: 0 } }, desk);
    at.must({ kind: 'step-disable', step: 're-enrolment', readBack: { code: 'enrolment-demanded' } }, desk);
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
    return at.state();
  };
  const facts = (more: Partial<MayFacts> = {}): MayFacts => ({
    now: hoursOn(99),
    policy: policyOf(),
    actor: reviewer,
    ...more,
  });

  test('waits for the longer of two cooling-offs: the one it was decided under, and the one of now (R8)', () => {
    const { state } = caseIn('approved');
    const longer = policyOf({ coolingOffHoursNormal: 24 });
    const [notice] = state().mails.filter(({ template }) => template === 'approval-notice');
    const told = {
      ...state(),
      mails: state().mails.map((mail) => (mail === notice ? { ...mail, toldAt: state().disable!.approvedAt } : mail)),
    };
    const approvedAt = Date.parse(told.disable!.approvedAt);
    const after = (hours: number) => new Date(approvedAt + hours * 3_600_000).toISOString();
    const codeAfter = (hours: number, policy: Policy) =>
      mayDisable(told, 'begin-disable', facts({ now: after(hours), policy }))?.code ?? null;
    expect([codeAfter(0, policyOf()), codeAfter(23, longer), codeAfter(24, longer)]).toEqual([
      null,
      'cooling-off',
      null,
    ]);
  });

  test('is not taken back once a factor was removed, nor while the desk still reads back what was done (R15)', () => {
    expect(mayDisable(stoppedHalfway(), 'revoke-approval', facts())).toMatchObject({
      code: 'already-done',
      rule: 'R15',
    });
    const untouched = caseIn('needs-attention').state();
    expect(mayDisable(untouched, 'revoke-approval', facts())).toBeNull();
    expect(mayDisable(untouched, 'revoke-approval', facts({ isReadingBack: true }))).toMatchObject({
      code: 'wrong-status',
      way: 'Try again in a moment.',
    });
  });

  test('by a weak method goes on once it has begun, though the level was elevated since: half of it is worse', () => {
    const { state } = fallbackIn('approved', { method: 'firm-attestation' });
    const needsTwo = policyOf({ threatLevel: 'elevated', approvalsForFallbackElevated: 2 as 3 });
    const begun = { ...state(), disable: { ...state().disable!, begunAt: hoursOn(26) } };
    expect(stillAuthorised(begun, needsTwo)).toBeNull();
    expect(stillAuthorised({ ...begun, disable: { ...begun.disable, begunAt: null } }, needsTwo)).toMatchObject({
      code: 'fallback-closed',
    });
  });

  test('is not finished while it stands still, whatever step comes next', () => {
    expect(mayDisable(stoppedHalfway(), 'finish-disable', facts())).toMatchObject({
      code: 'wrong-status',
      rule: 'R15',
    });
  });

  test('is let go on only where it would not stop again at once (R8, R24)', () => {
    const offered = (state: CaseState, more: Partial<MayFacts> = {}) =>
      mayOffer(state, { kind: 'resume-disable' }, facts(more))?.code ?? null;
    const approver = () => reviewer;
    expect(offered(stoppedHalfway(), { approver })).toBeNull();
    expect(offered(stoppedHalfway(), { approver: () => null })).toBe('role-may-not');
    expect(offered(stoppedHalfway(), { approver, policy: elevated })).toBe('approvals-missing');

    const stopped = caseIn('needs-attention').state();
    const untold = (begunAt: string | null): CaseState => ({
      ...stopped,
      disable: { ...stopped.disable!, begunAt, coolingOffHours: 24 },
      mails: stopped.mails.map((mail) => ({ ...mail, state: 'failed', toldAt: null })),
    });
    expect(offered(untold(null), { approver })).toBe('cooling-off');
    expect(offered(untold(hoursOn(1)), { approver })).toBeNull();
    // A cooling-off that can still run is waited for by the desk.
    const waiting = {
      ...untold(null),
      mails: stopped.mails.map((mail) => ({ ...mail, state: 'waiting' as const, toldAt: null })),
    };
    expect(offered(waiting, { approver })).toBeNull();
  });
});
