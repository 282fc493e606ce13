import { describe, expect, test } from 'vitest';
import { promisedFrom, promisedIfNow } from '#main/cases/promised';
import { queueHandlers } from '#main/cases/queue-handlers';
import { CallFailure } from '#main/ipc/failure';
import { rowValues } from '#main/store/cache/case-row';
import { caseIn, policyOf } from '#support/example-case';

const beyond = '2045-12-30T15:00:00.000Z';
const policy = policyOf();

describe('a due time beyond the years that the calendars know', () => {
  test('is refused by name where it would be promised', () => {
    expect(() => promisedFrom(policy, beyond)).toThrow(CallFailure);
    try {
      promisedFrom(policy, beyond);
    } catch (error) {
      expect((error as CallFailure).error).toEqual({
        code: 'bad-time',
        message: 'No due time can be promised: the calendars know holidays until 2045.',
        rule: 'R22',
        way: 'Update this desk, and look at its clock.',
      });
    }
  });

  test('is not shown where nothing was promised yet, and the queue opens all the same', async () => {
    expect(promisedIfNow(policy, beyond)).toBeNull();
    expect(promisedIfNow(policy, '2026-11-10T15:00:00.000Z')?.dueAt).toBe('2026-11-14T00:00:00.000Z');
    const row = {
      case_id: 'case-1',
      number: 'RD-1001',
      review_state: 'not-started',
      review_at: null,
      review_calendar: null,
      owner: null,
      marks: '[]',
      watch_since: null,
      next_step: 'wait-for-form',
    };
    const list = queueHandlers({
      cache: { query: async () => ({ rows: [row], isCut: false }) },
      directory: { find: () => null },
      policy: () => policy,
    } as never)['queue.page'];
    const context = { session: null, seat: null, now: () => new Date(beyond) };
    const { rows } = await list(context, { view: 'all-open', search: 'RD', after: null });
    expect(rows).toMatchObject([{ review: { state: 'not-started', at: null }, reviewCalendar: null }]);
  });
});

test('a case’s row names the calendar that its promise was given on, whatever the desk’s is by now', () => {
  const state = caseIn('in-review').state();
  const due = { ...state.submission!.due, calendar: { ...state.submission!.due.calendar, id: 'ca-qc' as const } };
  expect(rowValues({ ...state, submission: { ...state.submission!, due } }).reviewCalendar).toBe('ca-qc');
  expect(rowValues(caseIn('triage').state()).reviewCalendar).toBeNull();
});
