/** R24: whoever executes a disable asks again, from the log, at that moment. */
import { describe, expect, test } from 'vitest';
import {
  caseIn,
  deliver,
  customer,
  desk,
  hoursOn,
  policyOf,
  promoted,
  reviewer,
  secondReviewer,
} from '#support/example-case';
import { fallbackIn, inCoolingOff, letDesk, thirdReviewer } from '#support/every-case';
import type { CaseActor } from './commands';
import { mayExecute } from './decide-disable';
import { nextStep } from './disable-steps';

const approved = deliver(caseIn('approved')).state();
const elevated = policyOf({ threatLevel: 'elevated' });
const by = (staff: (CaseActor & { kind: 'staff' }) | null) => () => staff;
const byName = (name: string) =>
  [reviewer, secondReviewer, thirdReviewer].find(({ id }) => `staff:${id}` === name) ?? null;

describe('a disable that was approved does not run with', () => {
  test.each([
    ['an approver who is not there any more', by(null), 'role-may-not'],
    ['an approver who is a lead now', by({ ...reviewer, role: 'lead' }), 'role-may-not'],
    ['an approver whose account it turns out to be', by({ ...reviewer, address: 'olga@firm.example' }), 'own-account'],
    ['an approver who opened it', by(promoted), 'opener-decides'],
  ] as const)('%s', (_, staffById, code) => {
    expect(mayExecute(approved, hoursOn(9), policyOf(), staffById)).toMatchObject({ code });
  });

  test('an approver of a fallback who turns out to have gathered its evidence', () => {
    const state = letDesk(fallbackIn('approved'), 'disabling').state();
    expect(mayExecute(state, hoursOn(99), policyOf(), byName)).toBeNull();
    expect(
      mayExecute(
        { ...state, fallback: { ...state.fallback!, preparers: ['staff:ravi'] } },
        hoursOn(99),
        policyOf(),
        byName,
      ),
    ).toMatchObject({ code: 'preparer-decides', rule: 'R9' });
  });

  test('a cooling-off that still runs', () => {
    expect(
      mayExecute(
        { ...approved, disable: { ...approved.disable!, dueAt: hoursOn(24) } },
        hoursOn(9),
        policyOf(),
        by(reviewer),
      ),
    ).toMatchObject({ code: 'cooling-off', rule: 'R8' });
  });

  test('an approval that is missing: as it was when the result came, by the policy of now, or because one was given twice', () => {
    expect(
      mayExecute(
        { ...approved, result: { ...approved.result!, approvalsNeeded: 2 } },
        hoursOn(9),
        policyOf(),
        by(reviewer),
      ),
    ).toMatchObject({ code: 'approvals-missing', rule: 'R9' });
    expect(mayExecute(approved, hoursOn(99), elevated, by(reviewer))).toMatchObject({ code: 'approvals-missing' });
    expect(
      mayExecute(
        {
          ...approved,
          decisions: [...approved.decisions, ...approved.decisions],
          result: { ...approved.result!, approvalsNeeded: 2 },
        },
        hoursOn(9),
        policyOf(),
        by(reviewer),
      ),
    ).toMatchObject({ code: 'approvals-missing' });
    expect(mayExecute(fallbackIn('approved').state(), hoursOn(99), elevated, byName)).toMatchObject({
      code: 'approvals-missing',
    });
  });

  test('approvals over two views', () => {
    const [first, second] = fallbackIn('approved').state().fallback!.decisions;
    const state = fallbackIn('approved').state();
    expect(
      mayExecute(
        { ...state, fallback: { ...state.fallback!, decisions: [first!, { ...second!, digest: 'another' }] } },
        hoursOn(99),
        policyOf(),
        byName,
      ),
    ).toMatchObject({ code: 'view-changed', rule: 'R23' });
  });

  test('a freeze', () => {
    for (const status of ['approved', 'disabling'] as const) {
      const at = caseIn(status);
      at.must({ kind: 'freeze', via: 'notice', words: 'This was not me.' }, customer);
      expect(mayExecute(at.state(), hoursOn(99), policyOf(), by(reviewer))).toMatchObject({
        code: 'frozen',
        rule: 'R7',
      });
    }
  });

  test('a weak method under a level that was elevated since (R20)', () => {
    const at = fallbackIn('approved', { method: 'firm-attestation' });
    const needsTwo = policyOf({ threatLevel: 'elevated', approvalsForFallbackElevated: 2 as 3 });
    expect(mayExecute(letDesk(at, 'disabling').state(), hoursOn(99), needsTwo, byName)).toMatchObject({
      code: 'fallback-closed',
      rule: 'R20',
    });
  });

  test('a status in which nothing is authorised', () => {
    for (const status of ['in-review', 'needs-attention', 'recovered', 'closed'] as const)
      expect(mayExecute(caseIn(status).state(), hoursOn(99), policyOf(), by(reviewer)), status).not.toBeNull();
  });

  test('nothing of that: yes', () => {
    expect(mayExecute(approved, hoursOn(9), policyOf(), by(reviewer))).toBeNull();
  });
});

describe('a disable', () => {
  test('begins at the end of its cooling-off and not before, even if the desk asks', () => {
    const at = inCoolingOff();
    const end = Date.parse(at.state().disable!.dueAt);
    at.clock = (end - Date.parse(hoursOn(0)) - 1) / 3_600_000;
    expect(at.try({ kind: 'begin-disable' }, desk)).toMatchObject({ refusal: { code: 'cooling-off', rule: 'R8' } });
    at.clock += 1 / 3_600_000;
    at.must({ kind: 'begin-disable' }, desk);
    expect(at.must({ kind: 'begin-disable' }, desk)).toEqual([]);
  });

  test('that has begun goes on whatever the clock says: half of it is worse than all', () => {
    const state = caseIn('disabling').state();
    expect(mayExecute(state, hoursOn(-5), policyOf(), by(reviewer))).toBeNull();
  });

  test('does each step once, and is not finished before the last', () => {
    const at = caseIn('disabling');
    expect(at.try({ kind: 'finish-disable' }, desk)).toMatchObject({ refusal: { code: 'wrong-status', rule: 'R15' } });
    for (
      let step = nextStep(at.state().disable!);
      step !== null && step !== 'tell';
      step = nextStep(at.state().disable!)
    ) {
      expect(at.must({ kind: 'step-disable', step, readBack: { code: 'removed' } }, desk)).toHaveLength(1);
      expect(at.must({ kind: 'step-disable', step, readBack: { code: 'removed' } }, desk)).toEqual([]);
    }
    expect(at.state().disable?.steps.map(({ step }) => step)).toEqual([
      'list',
      're-enrolment',
      'factor:f1',
      'factor:f2',
      'sessions',
      'compare',
    ]);
    at.must({ kind: 'finish-disable' }, desk);
    expect(at.state()).toMatchObject({ status: 'recovered', outcome: 'recovered', watch: { looks: 0, endedAt: null } });
  });

  test('that stopped is let go on under a new effect, and keeps what it had done', () => {
    const at = caseIn('disabling');
    at.must({ kind: 'step-disable', step: 'list', readBack: { code: 'listed', factors: 2, sessions: 0 } }, desk);
    const { effectId } = at.state().disable!;
    at.must(
      {
        kind: 'stop-disable',
        step: 'factor:f1',
        reason: 'identity-system',
        found: { code: 'outside', system: 'accounts', kind: 'down' },
      },
      desk,
    );
    expect(
      at.must(
        {
          kind: 'stop-disable',
          step: 'factor:f1',
          reason: 'identity-system',
          found: { code: 'outside', system: 'accounts', kind: 'down' },
        },
        desk,
      ),
    ).toEqual([]);
    at.must({ kind: 'resume-disable' }, secondReviewer);
    expect(at.state()).toMatchObject({ status: 'disabling', disable: { stopped: null, steps: [{ step: 'list' }] } });
    expect(at.state().disable?.effectId).not.toBe(effectId);
  });
});
