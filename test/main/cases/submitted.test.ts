import { describe, expect, test } from 'vitest';
import { barredFrom } from '#domain/case/offers';
import type { CaseState } from '#domain/case/state';
import { nextActionFor } from '#main/cases/next-action';
import { reviewCell } from '#main/store/cache/cells';
import { nextStepOf } from '#domain/case/next-step';
import { nextStepWords } from '#contract/words/next-step';
import { caseIn, customer, desk, hoursOn, policyOf, result, reviewer, rowsBut } from '#support/example-case';
import type { World } from '#support/example-case';

const nextWords = (state: CaseState): string => nextStepWords[nextStepOf(state)];

const nextFor = (state: CaseState) =>
  nextActionFor(
    state,
    { role: 'reviewer', staffId: reviewer.id },
    barredFrom(state, { now: hoursOn(1), policy: policyOf(), actor: reviewer }),
  );
const late = (at: World, why: 'pending' | 'down' | 'slow' | 'unexpected'): World => {
  at.must({ kind: 'result-late', checkId: at.state().submission!.checkId, why }, desk);
  return at;
};

describe('a case whose form came in, with the provider at work', () => {
  test('says in the queue and at its head who is at work, and its clock runs from the submission (R22)', () => {
    const { state } = caseIn('submitted');
    expect(nextWords(state())).toBe('Provider at work');
    expect(nextFor(state())).toMatchObject({
      action: 'wait',
      reason: 'The provider is at work. The desk asks it by itself.',
    });
    expect(reviewCell(state())).toEqual({ state: 'running', at: state().submission!.due.dueAt });
  });

  test('keeps that clock when the result arrives', () => {
    const at = caseIn('submitted');
    const before = reviewCell(at.state());
    at.clock += 20;
    at.must(result(at.state().submission!.checkId), desk);
    expect(reviewCell(at.state())).toEqual(before);
  });

  test.each([
    ['pending', 'The provider is still at work.'],
    ['down', "The provider can't be reached."],
    ['slow', 'The provider does not answer in time.'],
    ['unexpected', 'The provider answers in a way that is not known.'],
  ] as const)('says that a result stays away, why, and what comes of it: %s', (why, words) => {
    const at = late(caseIn('submitted'), why);
    expect(nextWords(at.state())).toBe('No result yet');
    const { reason } = nextFor(at.state());
    expect(reason).toContain(words);
    expect(reason).toContain('24 hours after the submission people decide without it, or ask again.');
  });

  test('is woken by its result, and by one that stays away, when somebody had put it aside', () => {
    const snoozed = (): World => {
      const at = caseIn('submitted');
      at.must({ kind: 'snooze', until: hoursOn(90), reason: 'Waits for the provider.' }, reviewer);
      return at;
    };
    expect(late(snoozed(), 'down').state().snooze).toBeNull();
    const at = snoozed();
    at.must(result(at.state().submission!.checkId), desk);
    expect(at.state().snooze).toBeNull();
  });

  test('stands still while it is frozen', () => {
    const at = caseIn('submitted');
    at.must({ kind: 'freeze', via: 'notice', words: 'This was not me.' }, customer);
    expect(nextWords(at.state())).toBe('A lead looks into it');
    expect(reviewCell(at.state()).state).toBe('stopped');
    expect(nextFor(at.state()).action).not.toBe('wait');
  });

  test('says in review whether a provider gave a verdict, and never which (R13)', () => {
    const reasonAfter = (more: Parameters<typeof result>[1]): string => {
      const at = caseIn('submitted');
      at.must(result(at.state().submission!.checkId, more), desk);
      return nextFor(at.state()).reason;
    };
    expect(reasonAfter({})).toContain('Our own form has no provider behind it');
    expect(reasonAfter({ outcome: 'error', codes: ['no-answer'] })).toContain('The provider gave no verdict');
    expect(reasonAfter({ outcome: 'failed', rows: rowsBut('fail') })).toBe(
      reasonAfter({ outcome: 'passed', rows: rowsBut('pass') }),
    );
  });
});
