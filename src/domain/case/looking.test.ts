/** Passing without looking (R13): what a reviewer must have opened, and which marks decide. */
import { expect, test } from 'vitest';
import { caseIn, decide, desk, digest, hoursOn, marks, policyOf, reviewer } from '#support/example-case';
import { decideCase } from './decide';
import { checkKinds } from './events';
import { lookedAtAll, notLooked } from './looking';
import type { Looked } from './looking';
import { mayDo } from './may-do';
import { currentLink } from './state';

const allPass = { document: 'pass', name: 'pass', face: 'pass', liveness: 'pass' } as const;
const reasons = 'I had marked the wrong one.';
const never = (): never => {
  throw new Error('nothing is made for a refusal');
};
const saying = (changed: string) => marks().map((mark) => ({ ...mark, changed }));

test.each<[string, 'pass' | 'fail' | 'ask-again', Partial<Looked>, string | null]>([
  ['a pass without opening a picture', 'pass', { first: allPass }, 'not-looked'],
  ['a fail without opening a picture', 'fail', {}, 'not-looked'],
  ['asking again without opening a picture', 'ask-again', {}, 'not-looked'],
  ['a pass over a picture that could not be read', 'pass', { unreadable: ['e1'], first: allPass }, 'not-looked'],
  ['a fail over a picture that could not be read', 'fail', { unreadable: ['e1'] }, null],
  ['asking again because a picture could not be read', 'ask-again', { unreadable: ['e1'] }, null],
  ['a pass without the comparison', 'pass', { opened: ['e1'] }, 'not-compared'],
  ['a fail without the comparison', 'fail', { opened: ['e1'] }, null],
  ['a pass after both', 'pass', { opened: ['e1'], first: allPass }, null],
  ["a pass over another check's pictures", 'pass', { opened: ['e0'], first: allPass }, 'not-looked'],
])('%s', (_, decision, looked, code) => {
  const at = caseIn('in-review');
  const answer = at.try(decide(decision, digest(at.state())), reviewer, { looked: { ...notLooked, ...looked } });
  expect(answer.ok ? null : answer.refusal.code).toBe(code);
  if (!answer.ok) {
    expect(answer.refusal.rule).toBe('R13');
    expect(answer.refusal.way).toMatch(/^Open the (?:front of the ID|comparison) first\.$/);
  }
});

test('where nobody says what was looked at, nothing was', () => {
  const at = caseIn('in-review');
  expect(
    decideCase(at.state(), decide('pass', digest(at.state())), {
      now: hoursOn(99),
      actor: reviewer,
      policy: policyOf(),
      digestNow: digest(at.state()),
      name: { rule: 'plain-strict-v1', equal: true },
      mint: { mail: never, link: never, effect: never, attestationCode: never },
    }),
  ).toMatchObject({ ok: false, refusal: { code: 'not-looked' } });
});

test('pictures that were destroyed are asked for again without anybody having looked', () => {
  const at = caseIn('in-review');
  at.must({ kind: 'evidence-destroyed', checkId: currentLink(at.state())!.checkId, why: 'ten-days' }, desk);
  expect(at.try(decide('ask-again', digest(at.state())), reviewer, { looked: notLooked }).ok).toBe(true);
});

test.each([
  ['four fails that became four passes, silently', marks(), 'change-unexplained'],
  ['with fewer than ten characters', saying('a slip'), 'change-unexplained'],
  ['with a reason for each', saying(reasons), null],
])('the marks that uncovered are the marks that decide: %s', (_, made, code) => {
  const at = caseIn('in-review');
  const first = { document: 'fail', name: 'fail', face: 'fail', liveness: 'fail' } as const;
  const answer = at.try(decide('pass', digest(at.state()), { marks: made }), reviewer, {
    looked: { ...lookedAtAll(at.state()), first },
  });
  expect(answer.ok ? null : answer.refusal.code).toBe(code);
  if (!answer.ok) return;
  expect(answer.events[0]).toMatchObject({
    type: 'case.decided',
    data: { marks: checkKinds.map((check) => ({ check, value: 'pass', before: 'fail' })) },
    identity: { changes: Object.fromEntries(checkKinds.map((check) => [check, reasons])) },
  });
});

test('a mark set back to what it was needs no reason, and one that was never changed carries none', () => {
  const at = caseIn('in-review');
  const answer = at.try(decide('pass', digest(at.state()), { marks: saying(reasons) }), reviewer, {
    looked: { ...lookedAtAll(at.state()), first: allPass },
  });
  expect(answer).toMatchObject({ ok: true });
  expect(JSON.stringify(answer)).not.toContain(reasons);
});

test('whether somebody may look at all asks for no look', () => {
  const at = caseIn('in-review');
  expect(at.try(decide('pass', digest(at.state())), reviewer, { looked: notLooked }).ok).toBe(false);
  expect(
    mayDo(at.state(), { kind: 'decide' }, { now: at.state().updatedAt, actor: reviewer, policy: policyOf() }),
  ).toBeNull();
});
