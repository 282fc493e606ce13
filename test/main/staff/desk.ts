/** A practice desk's staff in memory, with a clock that the test moves. */
import { createRouter } from '#main/ipc/router';
import { sessionCalls } from '#contract/session';
import { staffCalls } from '#contract/staff';
import type { CallResult } from '#contract/errors';
import type { JsonObject } from '#domain/json';
import type { CallContext, Session } from '#main/ipc/handlers';
import { codeAt, stepOf } from '#main/staff/codes';
import { createDirectory } from '#main/staff/directory';
import { createEnrolments } from '#main/staff/enrolments';
import { enrolPracticeStaff, practicePassword, practiceSecret } from '#main/staff/practice-staff';
import { sessionHandlers } from '#main/staff/session-handlers';
import { createSessions } from '#main/staff/sessions';
import { signedBytes } from '#main/staff/signing';
import { staffHandlers } from '#main/staff/staff-handlers';
import { createThrottle } from '#main/staff/throttle';
import type { EventLog } from '#main/store/log/event-log';
import { createMemoryLog } from '#main/store/log/memory-log';

export const seed = Buffer.alloc(32, 5);
export const cheapCosts = { password: { N: 2 ** 8, r: 8, p: 1 }, backupCodes: { N: 2 ** 8, r: 8, p: 1 } };
export const minutes = (count: number): number => count * 60_000;
export const hours = (count: number): number => count * 3_600_000;

/** The one clock of a test. */
export const createClock = (start = '2026-11-10T18:24:00.000Z') => {
  let time = Date.parse(start);
  return {
    now: () => new Date(time),
    pass: (ms: number) => {
      time += ms;
    },
  };
};
export type TestClock = ReturnType<typeof createClock>;

/** A process of the desk on a log: a second one on the same log is a restart, or another desk. */
export const startDesk = async (
  clock: TestClock,
  log: EventLog = createMemoryLog(),
  startSeed = seed,
  kind: 'practice' | 'real' = 'practice',
) => {
  const { now } = clock;
  const directory = await createDirectory(log);
  await enrolPracticeStaff({ log, directory, now, seed: startSeed, company: 'Practice', costs: cheapCosts });
  const throttle = createThrottle({ log, directory, now, timeZone: () => 'America/Vancouver' });
  const told: string[] = [];
  const sessions = createSessions({
    log,
    directory,
    throttle,
    now,
    idleMinutes: () => 10,
    costs: cheapCosts,
  });
  const seat = sessions.open((reason) => {
    told.push(reason);
  });
  const signing = {
    confirm: async (session: Session, code: string) => [await sessions.confirm(session, code)],
    sign: (session: Session, payload: JsonObject) => sessions.sign(session, signedBytes(payload)),
  };
  const enrolments = createEnrolments({
    log,
    directory,
    desk: kind,
    now,
    throttle,
    company: () => 'Practice',
    newSecretFor: (staffId, generation) => practiceSecret(startSeed, staffId, generation),
    costs: cheapCosts,
  });
  const handedOver: { from: string; to: string | null; by: string | undefined }[] = [];
  const handlers = {
    ...sessionHandlers({ log, directory, desk: kind, now, ...signing, costs: cheapCosts }),
    ...staffHandlers({
      log,
      directory,
      desk: kind,
      now,
      ...signing,
      enrolments,
      openCasesOf: async () => 2,
      handOverCases: async (from: string, to: string | null, context: CallContext) => {
        handedOver.push({ from, to, by: context.session?.staffId });
        return 2;
      },
    }),
  };
  const faults: unknown[] = [];
  const route = createRouter({
    calls: { ...sessionCalls, ...staffCalls },
    handlers: () => handlers,
    now,
    onFault: (_name, error) => {
      faults.push(error);
    },
  });
  /** The code of somebody's authenticator, `steps` from now. */
  const codeOf = (staffId: string, steps = 0): string =>
    codeAt(
      directory.state(staffId)?.credentials?.totpSecret ?? practiceSecret(startSeed, staffId, 0),
      stepOf(now()) + steps,
    );
  const call = async (name: string, input: object = {}): Promise<CallResult<never>> =>
    (await route(seat, name, input)) as CallResult<never>;
  /** The value of a call that must not be refused. */
  const done = async <T = Record<string, unknown>>(name: string, input: object = {}): Promise<T> => {
    const result = await call(name, input);
    if (!result.ok) throw new Error(`${name}: ${result.error.code} ${result.error.message} ${String(faults[0])}`);
    return result.value;
  };
  /** Signs in with password and code, in a step of its own, since a code counts once. */
  const signIn = async (staffId: string, password = practicePassword): Promise<void> => {
    clock.pass(30_000);
    await done('session.signIn', { staffId, password, code: codeOf(staffId) });
  };
  /** A code that was not used yet. */
  const freshCode = (staffId: string): string => {
    clock.pass(30_000);
    return codeOf(staffId);
  };
  return {
    log,
    directory,
    throttle,
    sessions,
    seat,
    ...signing,
    enrolments,
    call,
    done,
    signIn,
    codeOf,
    freshCode,
    told,
    handedOver,
    faults,
  };
};
export type TestDesk = Awaited<ReturnType<typeof startDesk>>;

/** Six digits that fit no step near now. */
export const wrongCode = (desk: TestDesk, staffId: string): string => {
  const near = new Set(Array.from({ length: 61 }, (_, index) => desk.codeOf(staffId, index - 30)));
  return ['000000', '111111', '222222', '333333'].find((code) => !near.has(code)) ?? '444444';
};
