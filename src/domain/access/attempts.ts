/** How often somebody may try a password or a code. Derived from the log, so that a restart forgives nothing. */

/** What the streams `audit:sign-in:<staffId>` and `audit:codes:<staffId>` tell. */
export type Attempts = {
  readonly failures: number;
  readonly lastFailureAt: string | null;
  readonly lastSuccessAt: string | null;
};
export const noAttempts: Attempts = { failures: 0, lastFailureAt: null, lastSuccessAt: null };

/** Wrong ones in a row that cost nothing yet, the first wait after them, and the longest. */
export const freeAttempts = 5;
export const firstWaitMs = 30_000;
export const longestWaitMs = 3_600_000;

const failed = new Set(['staff.sign-in-failed', 'staff.code-refused']);
const succeeded = new Set(['staff.signed-in', 'staff.code-accepted']);

/** One more event of such a stream; others (a lock, a sign-out) count for nothing. */
export const evolveAttempts = (attempts: Attempts, event: { readonly type: string; readonly at: string }): Attempts => {
  if (failed.has(event.type)) return { ...attempts, failures: attempts.failures + 1, lastFailureAt: event.at };
  return succeeded.has(event.type) ? { failures: 0, lastFailureAt: null, lastSuccessAt: event.at } : attempts;
};

/**
 * Milliseconds to wait after so many wrong attempts in a row: 30 s after the fifth, then twice as long each time, an
 * hour at most.
 */
export const waitMsAfter = (failures: number): number =>
  failures < freeAttempts ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(20, failures - freeAttempts));

/** Until when no attempt counts, ISO; null when one may be made now. */
export const blockedUntil = (attempts: Attempts, now: string): string | null => {
  if (attempts.lastFailureAt === null) return null;
  const end = new Date(Date.parse(attempts.lastFailureAt) + waitMsAfter(attempts.failures)).toISOString();
  return waitMsAfter(attempts.failures) > 0 && end > now ? end : null;
};
