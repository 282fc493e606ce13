/**
 * Who is signed in at a desk. A caller (a window, a connection) opens a seat and holds it; what is signed in at one
 * seat is unknown to the others. What people share wherever they sit is the log's: codes that count once, throttling,
 * access.
 */
import type { JsonObject } from '#domain/json';
import type { LockReason, Seat, Session } from '#main/ipc/handlers';
import type { Claim, EventLog } from '#main/store/log/event-log';
import type { StaffDirectory } from './directory';
import { staffCosts, type StaffCosts } from './enrolment';
import { createSeat, notSignedIn } from './seat';
import type { OpenSeat, SeatChange, SeatDeps } from './seat';
import type { Signer } from './signing';
import { appendFailure, auditEvent, signInStream } from './staff-log';
import type { Throttle } from './throttle';

const checkEveryMs = 5_000;

export type SessionsDeps = {
  readonly log: EventLog;
  readonly directory: StaffDirectory;
  readonly throttle: Throttle;
  readonly now: () => Date;
  /** R21, from the policy. */
  readonly idleMinutes: () => number;
  /** What could not be written down after a lock or a sign-out: it happened all the same. */
  readonly onFault?: (what: string, error: unknown) => void;
  readonly costs?: StaffCosts;
};

export type Sessions = {
  /** A seat for a caller, who is told of its changes alone. */
  open(onChange: (change: SeatChange) => void): Seat;
  /**
   * R21: the claim to put into the append of what was confirmed, so that the code is spent with it. Throws
   * `wrong-code`, `clock-off`, `throttled`.
   */
  readonly confirm: (session: Session, code: string) => Promise<Claim>;
  readonly sign: Signer;
  /** Whether this person is signed in at this seat, and it is not locked. */
  sitting(who: Pick<Session, 'seatId' | 'staffId'>): Session | null;
  /** Every seat: the computer sleeps, or its screen is locked. */
  lockAll(why: LockReason): void;
  /** Looks at idle time, old keys, ended access and changed roles. */
  check(): void;
  /** Checks every few seconds; the answer stops it. */
  watch(): () => void;
  /** Resolves when what happened is written down. */
  settled(): Promise<void>;
  close(): void;
};

export const createSessions = (deps: SessionsDeps): Sessions => {
  const seats = new Map<string, OpenSeat>();
  let writing: Promise<unknown> = Promise.resolve();

  const note: SeatDeps['note'] = (type, staffId, more: JsonObject) => {
    const at = deps.now().toISOString();
    const work = async (): Promise<void> => {
      const result = await deps.log.append({
        streams: [{ stream: signInStream(staffId), events: [auditEvent(type, staffId, at, more)] }],
        at,
      });
      if (!result.ok) throw appendFailure(result);
    };
    writing = writing.then(work).catch((error: unknown) => {
      deps.onFault?.(type, error);
    });
  };
  const shared: SeatDeps = { ...deps, costs: deps.costs ?? staffCosts, note, acceptedCodes: new Set() };
  const seatOf = (session: Session): OpenSeat => {
    const seat = seats.get(session.seatId);
    if (seat === undefined) throw notSignedIn();
    return seat;
  };
  const check = (): void => {
    for (const seat of seats.values()) seat.check();
  };
  const stopFollowing = deps.directory.onRollChange(check);

  return {
    open(onChange) {
      const seat = createSeat(shared, onChange);
      seats.set(seat.id, seat);
      return {
        ...seat,
        close() {
          seat.close();
          seats.delete(seat.id);
        },
      };
    },
    confirm: async (session, code) => await seatOf(session).confirm(session, code),
    sign: async (session, bytes) => seatOf(session).sign(session, bytes),
    sitting({ seatId, staffId }) {
      const standing = seats.get(seatId)?.standing();
      return standing?.state === 'signed-in' && standing.session.staffId === staffId ? standing.session : null;
    },
    lockAll(why) {
      for (const seat of seats.values()) seat.lock(why);
    },
    check,
    watch() {
      const timer = setInterval(check, checkEveryMs);
      timer.unref();
      return () => {
        clearInterval(timer);
      };
    },
    async settled() {
      await writing;
    },
    close() {
      stopFollowing();
      for (const seat of seats.values()) seat.close();
      seats.clear();
    },
  };
};
