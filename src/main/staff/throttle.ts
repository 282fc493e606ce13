/** Refusals of passwords and codes, their record in the log, and the waits that follow (R21). */
import { blockedUntil, freeAttempts, type Attempts } from '#domain/access/attempts';
import type { CallError } from '#contract/errors';
import { inZone } from '#domain/sla/zone';
import { createQueues } from '#main/files/one-at-a-time';
import { CallFailure } from '#main/ipc/failure';
import type { EventLog } from '#main/store/log/event-log';
import { checkCode, clockOffWords } from './codes';
import type { StaffDirectory } from './directory';
import { appendFailure, auditEvent, codesStream, signInStream } from './staff-log';

export type ThrottleDeps = {
  readonly log: EventLog;
  readonly directory: StaffDirectory;
  readonly now: () => Date;
  readonly timeZone: () => string;
};

const inWords = (seconds: number): string =>
  seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;

export type Throttle = ReturnType<typeof createThrottle>;

export const createThrottle = (deps: ThrottleDeps) => {
  const queue = createQueues();
  const clockTime = (iso: string): string => inZone(Date.parse(iso), deps.timeZone()).toFormat('HH:mm:ss');

  /** Throws `throttled` while a wait runs. Such an attempt is not looked at, and makes the wait no longer. */
  const demandMayTry = async (kind: 'sign-in' | 'codes', staffId: string): Promise<Attempts> => {
    const attempts = await deps.directory.attempts(kind, staffId);
    const now = deps.now();
    const until = blockedUntil(attempts, now.toISOString());
    if (until === null) return attempts;
    const seconds = Math.max(1, Math.ceil((Date.parse(until) - now.getTime()) / 1000));
    throw new CallFailure({
      code: 'throttled',
      message: `Too many wrong attempts. The next one counts from ${clockTime(until)}, in ${inWords(seconds)}.`,
      rule: 'R21',
      way: 'Wait until then.',
    });
  };

  /** Writes a wrong attempt down before its answer goes out. */
  const record = async (kind: 'sign-in' | 'codes', staffId: string, why: CallError['code']): Promise<void> => {
    const result = await deps.log.append({
      streams: [
        {
          stream: kind === 'sign-in' ? signInStream(staffId) : codesStream(staffId),
          events: [
            auditEvent(
              kind === 'sign-in' ? 'staff.sign-in-failed' : 'staff.code-refused',
              staffId,
              deps.now().toISOString(),
              { why },
            ),
          ],
        },
      ],
      at: deps.now().toISOString(),
    });
    if (!result.ok) throw appendFailure(result);
  };

  const triesLeft = (attempts: Attempts): string => {
    const left = freeAttempts - attempts.failures - 1;
    return left <= 0
      ? 'The next try has to wait.'
      : `${left} ${left === 1 ? 'try is' : 'tries are'} left before a wait.`;
  };

  return {
    /** Attempts of one person come one after the other, so that many at once are still counted. */
    inTurn: async <T>(staffId: string, work: () => Promise<T>): Promise<T> => await queue(staffId, work),
    demandMayTry,
    record,
    /**
     * The time step of a right code; a wrong one is recorded and refused (`wrong-code`, `clock-off`). Call it inside
     * inTurn.
     */
    async demandCode(
      staffId: string,
      secret: string,
      code: string,
    ): Promise<{ readonly step: number; readonly attempts: Attempts }> {
      const attempts = await demandMayTry('codes', staffId);
      const check = checkCode(secret, code, deps.now());
      if (check.outcome === 'fits') return { step: check.step, attempts };
      const error: CallError =
        check.outcome === 'clock-off'
          ? {
              code: 'clock-off',
              message: clockOffWords(check.seconds),
              rule: 'R21',
              field: 'code',
              way: 'Set both clocks by the network, then try the next code.',
            }
          : { code: 'wrong-code', message: `That code is wrong. ${triesLeft(attempts)}`, rule: 'R21', field: 'code' };
      await record('codes', staffId, error.code);
      throw new CallFailure(error);
    },
  };
};
