import { describe, expect, test } from 'vitest';
import { agent, caseIn, customer, decide, desk, digest, lead, policyOf, reviewer } from '#support/example-case';
import type { World } from '#support/example-case';
import { fallbackIn, letDesk, reSecure } from '#support/every-case';
import { claimsOf, effectsOf } from './consequences';
import { outcomes } from './events';
import { closingTakesCode } from './may-close';
import { openWays } from './self-help';

const close = { kind: 'close', outcome: 'withdrawn', reason: 'They called it off.' } as const;
const reopen = { kind: 'reopen', reason: 'They called again about it.' } as const;
/** A disable that stopped when one of two factors was gone. */
const halfWay = (): World => {
  const at = caseIn('disabling');
  for (const step of ['list', 'factor:f1'] as const)
    at.must({ kind: 'step-disable', step, readBack: { code: 'removed' } }, desk);
  at.must(
    {
      kind: 'stop-disable',
      step: 'factor:f2',
      reason: 'identity-system',
      found: { code: 'outside', system: 'accounts', kind: 'down' },
    },
    desk,
  );
  return at;
};

describe('closing', () => {
  test.each(outcomes)('as %s is kept, with the reason', (outcome) => {
    const at = caseIn('in-review');
    at.must({ kind: 'close', outcome, reason: 'As they said.', duplicateOf: 'case-0' }, agent);
    expect(at.state()).toMatchObject({
      status: 'closed',
      outcome,
      duplicateOf: outcome === 'duplicate' ? 'case-0' : null,
    });
    expect(at.events().at(-1)).toMatchObject({ type: 'case.closed', contact: { reason: 'As they said.' } });
  });

  test('asks for a reason, and for the case that a duplicate repeats', () => {
    expect(caseIn('triage').try({ ...close, reason: ' ' }, agent)).toMatchObject({
      refusal: { code: 'reason-missing', message: expect.stringContaining('"reason"') as string },
    });
    expect(caseIn('triage').try({ ...close, outcome: 'duplicate' }, agent)).toMatchObject({
      refusal: { code: 'reason-missing', message: expect.stringContaining('"duplicateOf"') as string },
    });
  });

  test("happens once: a second word would give another open case's account free (R10)", () => {
    for (const status of ['closed', 'recovered'] as const)
      for (const actor of [agent, reviewer, lead])
        expect(caseIn(status).try(close, actor)).toMatchObject({ refusal: { code: 'closed' } });
  });

  test('tells the known addresses where it is asked to', () => {
    const told = caseIn('failed')
      .must({ ...close, outcome: 'rejected', tell: true }, agent)
      .flatMap((event) => (event.type === 'case.mail-asked' ? [`${event.data.template} ${event.data.addressId}`] : []));
    expect(told).toEqual(['closed-notice old', 'closed-notice private']);
    expect(caseIn('failed').must(close, agent)).toHaveLength(1);
  });

  test('waits until a disable that runs was stopped', () => {
    const at = caseIn('disabling');
    expect(at.try(close, reviewer)).toMatchObject({ refusal: { code: 'wrong-status', rule: 'R7' } });
    at.must({ kind: 'freeze', via: 'staff', words: 'odd' }, agent);
    at.must(close, lead);
    expect(at.state()).toMatchObject({ status: 'closed', frozen: null });
  });

  test.each([
    ['an agent', agent, 'withdrawn', false],
    ['an agent as fraud', agent, 'fraud', false],
    ['a reviewer', reviewer, 'withdrawn', true],
    ['a reviewer as fraud', reviewer, 'fraud', true],
  ] as const)('a disable that stopped half-way: %s', (_, actor, outcome, allowed) => {
    const answer = halfWay().try({ ...close, outcome }, actor);
    expect(answer.ok).toBe(allowed);
    if (!answer.ok) expect(answer.refusal).toMatchObject({ code: 'role-may-not', rule: 'R15' });
  });

  test('a frozen one that stopped half-way is closed by a lead as fraud and as nothing else', () => {
    const at = halfWay();
    at.must({ kind: 'freeze', via: 'notice', words: 'This was not me.' }, customer);
    expect(at.try(close, lead)).toMatchObject({ refusal: { code: 'role-may-not', rule: 'R15' } });
    expect(at.try(close, reviewer)).toMatchObject({ refusal: { code: 'frozen', rule: 'R7' } });
    at.must({ ...close, outcome: 'fraud' }, lead);
  });

  test('takes a code where it lifts a freeze or lets an account go, and nowhere else (R21)', () => {
    const frozen = caseIn('in-review');
    expect(closingTakesCode(frozen.state())).toBe(false);
    frozen.must({ kind: 'freeze', via: 'notice', words: 'Not me.' }, customer);
    expect(closingTakesCode(frozen.state())).toBe(true);
    expect(closingTakesCode(reSecure().state())).toBe(true);
    frozen.must(close, lead);
    expect(closingTakesCode(frozen.state())).toBe(false);
  });

  test('an account that is being secured is let go by a lead', () => {
    expect(reSecure().try(close, reviewer)).toMatchObject({ refusal: { code: 'role-may-not', rule: 'R7' } });
    reSecure().must(close, lead);
  });
});

describe('temporary access that was given (R16) can be taken back as little as a factor that was removed', () => {
  const granted = (): World => {
    const at = caseIn('in-review');
    at.must(decide('pass', digest(at.state()), { how: 'temporary-access' }), reviewer);
    letDesk(at, 'disabling');
    for (const step of ['list', 'sessions', 'grant'] as const)
      at.must({ kind: 'step-disable', step, readBack: { code: 'removed' } }, desk);
    at.must(
      {
        kind: 'stop-disable',
        step: 'compare',
        reason: 'identity-system',
        found: { code: 'outside', system: 'accounts', kind: 'down' },
      },
      desk,
    );
    return at;
  };

  test('not by revoking it, nor by opening the case again', () => {
    const at = granted();
    expect(at.try({ kind: 'revoke-approval', reason: 'I read the name wrong.' }, reviewer)).toMatchObject({
      refusal: { code: 'already-done', message: expect.stringContaining('Temporary access') as string },
    });
    at.must(close, reviewer);
    expect(at.try(reopen, agent)).toMatchObject({ refusal: { code: 'already-done' } });
  });

  test.each([
    [
      'closed as fraud',
      (at: World) => {
        at.must({ ...close, outcome: 'fraud' }, reviewer);
      },
    ],
    [
      'repudiated after it was closed',
      (at: World) => {
        at.must(close, reviewer);
        at.must({ kind: 'freeze', via: 'notice', words: 'Not me.' }, customer);
      },
    ],
  ] as const)('it is secured again when the case is %s (R7)', (_, what) => {
    const at = granted();
    what(at);
    expect(effectsOf(at.events().at(-1)!, null, at.state(), policyOf()).map(({ kind }) => kind)).toEqual([
      'open-re-secure',
    ]);
  });
});

describe('opening again', () => {
  test('begins the way anew: links and approvals are dead, self-help that was ruled out stays so', () => {
    const at = caseIn('approved');
    at.must(close, agent);
    at.must(reopen, agent);
    expect(at.state()).toMatchObject({
      status: 'triage',
      outcome: null,
      closedAt: null,
      submission: null,
      result: null,
      disable: null,
      fallback: null,
    });
    expect(at.state().decisions.every((made) => made.void)).toBe(true);
    expect(openWays(at.state())).toEqual([]);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
  });

  test("takes the account's one case again (R10)", () => {
    const at = caseIn('closed');
    const [event] = at.must(reopen, agent);
    expect(claimsOf(event!, at.state(), policyOf())).toMatchObject([
      { kind: 'unique', name: 'open-case:lumen:acc-1', holder: { caseId: at.state().caseId } },
    ]);
  });

  test('is possible for thirty days, with a reason', () => {
    const at = caseIn('closed');
    expect(at.try({ kind: 'reopen', reason: 'short' }, agent)).toMatchObject({
      refusal: { code: 'reason-missing', message: expect.stringContaining('"reason"') as string },
    });
    at.clock += 30 * 24;
    expect(at.try(reopen, agent).ok).toBe(true);
    at.clock += 1;
    expect(at.try(reopen, agent)).toMatchObject({ refusal: { code: 'too-late' } });
  });

  test('one that was closed over a freeze is opened again by a lead alone: it would lift that (R7)', () => {
    const at = caseIn('in-review');
    at.must({ kind: 'freeze', via: 'notice', words: 'This was not me.' }, customer);
    at.must(close, lead);
    for (const who of [agent, reviewer])
      expect(at.try(reopen, who)).toMatchObject({ refusal: { code: 'role-may-not', rule: 'R7', way: 'Ask a lead.' } });
    at.must(reopen, lead);
    expect(at.state().frozen).toBeNull();
  });

  test('a fraud is opened again by a lead alone', () => {
    const at = caseIn('triage');
    at.must({ ...close, outcome: 'fraud' }, agent);
    for (const actor of [agent, reviewer])
      expect(at.try(reopen, actor)).toMatchObject({ refusal: { code: 'role-may-not', rule: 'R7' } });
    at.must(reopen, lead);
  });

  test.each([
    ['that recovered', () => caseIn('recovered'), 'wrong-status'],
    ['that is open', () => caseIn('triage'), 'wrong-status'],
    [
      'that secured an account',
      () => {
        const at = reSecure();
        at.must(close, lead);
        return at;
      },
      'wrong-status',
    ],
    [
      'whose owner has said since that it was not them',
      () => {
        const at = caseIn('closed');
        at.must({ kind: 'freeze', via: 'notice', words: 'Not me.' }, customer);
        return at;
      },
      'frozen',
    ],
    [
      'whose disable had removed a factor',
      () => {
        const at = halfWay();
        at.must(close, reviewer);
        return at;
      },
      'already-done',
    ],
  ] as const)('is not possible for a case %s', (_, of, code) => {
    expect(of().try(reopen, lead)).toMatchObject({ refusal: { code } });
  });

  test('a risk that only the fallback raised is gone with it', () => {
    const at = letDesk(fallbackIn('half'));
    at.must(close, agent);
    at.must(reopen, agent);
    expect(at.state().risk).toEqual({ level: 'normal', reasons: [] });
  });
});
