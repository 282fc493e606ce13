/** One seat: who signed in there, and the signing keys of those who did since it was opened, in memory alone. */
import { randomUUID } from 'node:crypto';
import { grants, type Role } from '#domain/access/roles';
import type { StaffState } from '#domain/access/staff';
import { backupCodesLeft, presentKey } from '#domain/access/staff';
import type { JsonObject } from '#domain/json';
import { writtenByNewer } from '#domain/case/rests-on';
import { CallFailure, refused } from '#main/ipc/failure';
import type { LockReason, Seat, Session, SessionStanding } from '#main/ipc/handlers';
import type { Append, Claim } from '#main/store/log/event-log';
import { codeClaim } from './codes';
import type { StaffDirectory } from './directory';
import type { StaffCosts } from './enrolment';
import type { SessionsDeps } from './sessions';
import { checkSignIn, wrongCredentials, type SignInCheck } from './sign-in';
import type { OpenKey, Signature } from './signing';
import { actorOf, appendFailure, auditEvent, codesStream, signInStream, staffStream, toNewEvent } from './staff-log';

/** How long a key stays in memory after its sign-in with a password. */
export const rememberedHours = 12;
const startedCodeCount = 500;

/** What all seats of a desk share. */
export type SeatDeps = Omit<SessionsDeps, 'costs' | 'onFault'> & {
  readonly costs: StaffCosts;
  /** Written after the fact: a lock must not wait for a store that is away. */
  readonly note: (type: 'staff.locked' | 'staff.signed-out', staffId: string, more: JsonObject) => void;
  /** Claims of codes that something was confirmed with. */
  readonly acceptedCodes: Set<string>;
};
export type SeatChange = 'locked' | 'signed-out' | 'signed-in';
/** A seat with what only the desk asks of it. */
export type OpenSeat = Seat & {
  confirm(session: Session, code: string): Promise<Claim>;
  sign(session: Session, bytes: Uint8Array): Signature;
  /** Looks at idle time, old keys, ended access and changed roles. */
  check(): void;
};

type Current = {
  readonly staffId: string;
  readonly since: Date;
  lastTouch: number;
  lockedSince: Date | null;
  role: Role;
};
type Remembered = { readonly key: OpenKey; readonly since: number };

const toPerson = (member: {
  readonly staffId: string;
  readonly name: string;
  readonly initials: string;
  readonly role: Role;
}) => ({ staffId: member.staffId, name: member.name, initials: member.initials, role: member.role });
export const notSignedIn = (): CallFailure => new CallFailure({ code: 'not-signed-in', message: 'Sign in first.' });

export const createSeat = (deps: SeatDeps, onChange: (change: SeatChange) => void): OpenSeat => {
  const { costs, directory, throttle, log, note, acceptedCodes } = deps;
  const id = randomUUID();
  const remembered = new Map<string, Remembered>();
  let current: Current | null = null;
  let lastStaffId: string | null = null;
  let isClosed = false;

  const forget = (staffId: string): void => {
    remembered.get(staffId)?.key.wipe();
    remembered.delete(staffId);
  };
  const end = (why: string): void => {
    if (current === null) return;
    const { staffId } = current;
    current = null;
    lastStaffId = staffId;
    forget(staffId);
    note('staff.signed-out', staffId, { why });
    onChange('signed-out');
  };
  const lock = (why: LockReason): void => {
    if (current === null || current.lockedSince !== null) return;
    current.lockedSince = deps.now();
    note('staff.locked', current.staffId, { why });
    onChange('locked');
  };

  /** Still at work, and with this key: whoever enrolled again has another one. */
  const holds = (key: OpenKey): boolean => {
    const person = directory.state(key.staffId);
    return person?.standing === 'active' && presentKey(person)?.keyId === key.keyId;
  };
  const check = (): void => {
    const now = deps.now().getTime();
    for (const [staffId, { since, key }] of remembered) {
      const isActive = holds(key);
      if (isActive && now - since < rememberedHours * 3_600_000) continue;
      if (current?.staffId === staffId) end(isActive ? 'twelve-hours' : 'access');
      else forget(staffId);
    }
    if (current === null) return;
    const role = directory.state(current.staffId)?.role ?? current.role;
    if (role !== current.role) {
      current.role = role;
      onChange(current.lockedSince === null ? 'signed-in' : 'locked');
    }
    if (now - current.lastTouch >= deps.idleMinutes() * 60_000) lock('idle');
  };

  const begin = (staffId: string, key: OpenKey | null): void => {
    if (isClosed) {
      key?.wipe();
      throw notSignedIn();
    }
    const now = deps.now();
    if (key !== null) {
      forget(staffId);
      remembered.set(staffId, { key, since: now.getTime() });
    }
    current = {
      staffId,
      since: now,
      lastTouch: now.getTime(),
      lockedSince: null,
      role: directory.state(staffId)?.role ?? 'agent',
    };
    lastStaffId = staffId;
    onChange('signed-in');
  };

  const sessionNow = (): Session | null => {
    if (current === null) return null;
    const member = directory.find(current.staffId);
    return (
      member && { seatId: id, staffId: member.staffId, role: member.role, name: member.name, address: member.address }
    );
  };
  const standing = (): SessionStanding => {
    check();
    const session = sessionNow();
    if (current === null || session === null) return { state: 'signed-out' };
    return current.lockedSince !== null
      ? { state: 'locked' }
      : { state: 'signed-in', session, permissions: grants[session.role] };
  };
  const demandCurrent = (session: Session): string => {
    const now = standing();
    if (now.state === 'locked') throw new CallFailure({ code: 'locked', message: 'The desk is locked.' });
    if (now.state === 'signed-out' || now.session.staffId !== session.staffId || session.seatId !== id)
      throw notSignedIn();
    return session.staffId;
  };

  const writeSignIn = async (
    person: { readonly state: StaffState; readonly version: number },
    proof: Extract<SignInCheck, { ok: true }>['proof'],
  ): Promise<void> => {
    const { staffId } = person.state;
    const at = deps.now().toISOString();
    const signedIn: Append['streams'][number] = {
      stream: signInStream(staffId),
      events: [auditEvent('staff.signed-in', staffId, at, { with: proof.kind })],
    };
    const result = await log.append(
      proof.kind === 'code'
        ? { streams: [signedIn], claims: [codeClaim(staffId, proof.step)], at }
        : {
            streams: [
              signedIn,
              {
                stream: staffStream(staffId),
                expectedVersion: person.version,
                events: [
                  toNewEvent(
                    {
                      type: 'staff.backup-code-used',
                      data: { staffId, codeSet: proof.codeSet, index: proof.index, at },
                    },
                    actorOf(staffId),
                  ),
                ],
              },
            ],
            claims: [{ kind: 'unique', name: `code:${staffId}:${proof.codeSet}:${proof.index}` }],
            at,
          },
    );
    if (result.ok) return;
    if (result.reason === 'claim-taken') await throttle.record('sign-in', staffId, 'code-used');
    throw appendFailure(result);
  };

  const signIn: Seat['signIn'] = async ({ staffId, password, code }) =>
    await throttle.inTurn(staffId, async () => {
      const person = await directory.person(staffId);
      if (person !== null) await throttle.demandMayTry('sign-in', staffId);
      const found = await checkSignIn(person?.state ?? null, { password, code }, deps.now(), costs);
      if (!found.ok || person === null) {
        if (person !== null && !found.ok) await throttle.record('sign-in', staffId, found.error.code);
        throw new CallFailure(found.ok ? wrongCredentials : found.error);
      }
      // What it says may be that they have no access any more.
      if (directory.hasUnread(staffId)) {
        found.key.wipe();
        throw refused(writtenByNewer('staff'));
      }
      try {
        await writeSignIn(person, found.proof);
      } catch (error) {
        found.key.wipe();
        throw error;
      }
      await directory.refresh();
      // Access may have ended while the password was looked at.
      if (!holds(found.key)) {
        found.key.wipe();
        throw new CallFailure(wrongCredentials);
      }
      begin(staffId, found.key);
    });

  const switchTo: Seat['switchTo'] = async ({ staffId, code }) =>
    await throttle.inTurn(staffId, async () => {
      await directory.refresh();
      check();
      const person = directory.state(staffId);
      if (!remembered.has(staffId) || person?.credentials == null)
        throw new CallFailure({
          ...wrongCredentials,
          message: "Sign in with your password: the desk doesn't hold your key.",
          way: 'Sign in with password and code.',
        });
      const { step, attempts } = await throttle.demandCode(staffId, person.credentials.totpSecret, code);
      const at = deps.now().toISOString();
      const result = await log.append({
        streams: [
          { stream: signInStream(staffId), events: [auditEvent('staff.came-back', staffId, at)] },
          ...(attempts.failures === 0
            ? []
            : [{ stream: codesStream(staffId), events: [auditEvent('staff.code-accepted', staffId, at)] }]),
        ],
        claims: [codeClaim(staffId, step)],
        at,
      });
      if (!result.ok) throw appendFailure(result);
      check();
      if (!remembered.has(staffId)) throw new CallFailure(wrongCredentials);
      begin(staffId, null);
    });

  const confirm: OpenSeat['confirm'] = async (session, code) =>
    await throttle.inTurn(session.staffId, async () => {
      const staffId = demandCurrent(session);
      const secret = (await directory.person(staffId))?.state.credentials?.totpSecret;
      if (secret === undefined) throw notSignedIn();
      const { step, attempts } = await throttle.demandCode(staffId, secret, code);
      demandCurrent(session);
      const claim = codeClaim(staffId, step);
      // A code that was confirmed with before forgives nothing: it may have been looked off a screen.
      if (attempts.failures > 0 && !acceptedCodes.has(claim.name)) {
        const at = deps.now().toISOString();
        const result = await log.append({
          streams: [{ stream: codesStream(staffId), events: [auditEvent('staff.code-accepted', staffId, at)] }],
          at,
        });
        if (!result.ok) throw appendFailure(result);
      }
      if (acceptedCodes.size > startedCodeCount) acceptedCodes.clear();
      acceptedCodes.add(claim.name);
      return claim;
    });

  const state: Seat['state'] = async () => {
    await directory.refresh();
    const now = standing();
    const people = directory
      .all()
      .filter((member) => member.active)
      .map(toPerson)
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
    const who = current === null ? undefined : directory.find(current.staffId);
    if (current === null || who == null || now.state === 'signed-out')
      return { state: 'signed-out', people, lastStaffId: lastStaffId ?? (await lastSeen(directory)) };
    if (now.state === 'locked')
      return {
        state: 'locked',
        who: toPerson(who),
        people,
        since: (current.lockedSince ?? current.since).toISOString(),
      };
    const own = directory.state(who.staffId);
    return {
      state: 'signed-in',
      who: toPerson(who),
      permissions: [...now.permissions],
      idleMinutes: deps.idleMinutes(),
      remembered: people.filter((person) => person.staffId !== who.staffId && remembered.has(person.staffId)),
      backupCodesLeft: own === null ? 0 : backupCodesLeft(own),
    };
  };

  return {
    id,
    standing,
    state,
    signIn,
    switchTo,
    lock,
    confirm,
    check,
    signOut() {
      end('asked');
    },
    touch() {
      check();
      if (current !== null && current.lockedSince === null) current.lastTouch = deps.now().getTime();
    },
    sign(session, bytes) {
      const key = remembered.get(demandCurrent(session))?.key;
      if (key === undefined) throw notSignedIn();
      return key.sign(bytes);
    },
    close() {
      isClosed = true;
      for (const staffId of remembered.keys()) forget(staffId);
      current = null;
    },
  };
};

/** Who signed in last, by the log; null when nobody has. */
const lastSeen = async (directory: StaffDirectory): Promise<string | null> => {
  const seen = await Promise.all(
    directory
      .people()
      .filter((one) => one.standing === 'active')
      .map(async (one) => ({
        staffId: one.staffId,
        at: (await directory.attempts('sign-in', one.staffId)).lastSuccessAt ?? '',
      })),
  );
  return seen.toSorted((a, b) => b.at.localeCompare(a.at)).find((one) => one.at !== '')?.staffId ?? null;
};
