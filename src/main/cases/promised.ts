/** When a review that begins now is due, by the policy and the calendar of the moment (R22). */
import { no } from '#domain/case/refusal';
import type { Policy } from '#domain/policy/policy';
import { calendarOf, calendarYears, OutsideCalendarYears } from '#domain/sla/calendar';
import { dueAfterBusinessDays } from '#domain/sla/due';
import type { Due } from '#domain/sla/due';
import { refused } from '#main/ipc/failure';

/** Null where the count leaves the years that calendars know: nothing can be promised. `now`: ISO. */
export const promisedIfNow = (policy: Policy, now: string): Due | null => {
  try {
    return dueAfterBusinessDays({
      from: now,
      days: policy.reviewBusinessDays,
      calendar: calendarOf(policy.calendarId),
      counting: policy.counting,
    });
  } catch (error) {
    if (error instanceof OutsideCalendarYears) return null;
    throw error;
  }
};

/** The promise that is given. Throws CallFailure `bad-time` where none can be. */
export const promisedFrom = (policy: Policy, now: string): Due => {
  const due = promisedIfNow(policy, now);
  if (due === null)
    throw refused(
      no('bad-time', `No due time can be promised: the calendars know holidays until ${calendarYears.last}.`, {
        rule: 'R22',
        way: 'Update this desk, and look at its clock.',
      }).refusal,
    );
  return due;
};
