/**
 * The staff as the log tells of them, held in memory: main asks it without waiting, and reads anew before it decides.
 */
import type { KeyObject } from 'node:crypto';
import { evolveAttempts, noAttempts, type Attempts } from '#domain/access/attempts';
import type { Role } from '#domain/access/roles';
import type { SigningKeyRecord, StaffState } from '#domain/access/staff';
import { evolveStaff, initialsOf } from '#domain/access/staff';
import type { Asked, Roll } from '#domain/access/staff-events';
import { evolveAsked, evolveRoll } from '#domain/access/staff-events';
import type { EventLog, Guard, StoredEvent } from '#main/store/log/event-log';
import { publicKeyOf } from './signing';
import { codesStream, rollStream, signInStream, staffStream, readRollEvent, readStaffEvent } from './staff-log';

export type PublicKey = {
  readonly keyId: string;
  readonly key: KeyObject;
  readonly from: string;
  readonly until: string | null;
};
/** A colleague as other features need one: a name for a sentence, a role for a rule, keys for a signature. */
export type StaffMember = {
  readonly staffId: string;
  readonly name: string;
  readonly initials: string;
  readonly role: Role;
  readonly address: string;
  readonly active: boolean;
  readonly publicKeys: readonly PublicKey[];
};
/** `unread`: how many events of the roll this version can't read. */
export type RollState = { readonly roll: Roll; readonly asked: readonly Asked[]; readonly unread: number };
type Versioned<S> = { readonly state: S; readonly version: number };

export type StaffDirectory = {
  /** By id or actor (`staff:<id>`); null for anybody else. Former colleagues are found, too. */
  find(actor: string): StaffMember | null;
  all(): readonly StaffMember[];
  /** The same from memory, whole. */
  state(staffId: string): StaffState | null;
  /** Key records of an actor, for checkSignature. */
  keysOf(actor: string): readonly SigningKeyRecord[];
  /** Reads what was written since; resolves when memory is as new as the log. */
  refresh(): Promise<void>;
  /** After a refresh: a person with the version of their stream. */
  person(staffId: string): Promise<Versioned<StaffState> | null>;
  /** The roll, and the leads' words that wait for a second one. */
  roll(): Promise<Versioned<RollState>>;
  /** Holds an append to the roll as memory has it. */
  rollGuard(): Guard;
  people(): readonly StaffState[];
  /** Whether a newer version wrote something about this person, or about anybody and the roll, that can't be read here. */
  hasUnread(staffId?: string): boolean;
  /** Wrong and right attempts, fresh from the log. */
  attempts(kind: 'sign-in' | 'codes', staffId: string): Promise<Attempts>;
  /** Called after a refresh in which the roll changed. */
  onRollChange(listener: () => void): () => void;
  close(): void;
};

/** Reads a stream's news into a state that is kept. */
const createFollower = <S>(log: EventLog, stream: string, initial: S, fold: (state: S, event: StoredEvent) => S) => {
  let kept: Versioned<S> = { state: initial, version: 0 };
  let tail: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<Versioned<S>> => {
    for (const event of await log.readStream(stream, kept.version))
      kept = { state: fold(kept.state, event), version: event.version };
    return kept;
  };
  return {
    kept: () => kept,
    // One after the other: two readers at once would fold the same events twice.
    read: async (): Promise<Versioned<S>> => {
      const mine = tail.then(read, read);
      tail = mine.catch(() => {});
      return await mine;
    },
  };
};
type Follower<S> = ReturnType<typeof createFollower<S>>;

const foldAttempts = (attempts: Attempts, event: StoredEvent): Attempts =>
  evolveAttempts(attempts, {
    type: event.type,
    at: typeof event.data['at'] === 'string' ? event.data['at'] : event.recordedAt,
  });

const toMember = (state: StaffState): StaffMember => {
  const name = state.name ?? 'A former colleague';
  return {
    staffId: state.staffId,
    name,
    initials: initialsOf(name),
    role: state.role,
    address: state.address ?? '',
    active: state.standing === 'active',
    publicKeys: state.keys.map((record) => ({
      keyId: record.keyId,
      key: publicKeyOf(record),
      from: record.from,
      until: record.until,
    })),
  };
};

/** Loads the staff from the log and follows it. */
export const createDirectory = async (log: EventLog): Promise<StaffDirectory> => {
  const roll = createFollower<RollState>(
    log,
    rollStream,
    { roll: new Map(), asked: [], unread: 0 },
    (state, stored) => {
      const event = readRollEvent(stored);
      return event.type === 'unread'
        ? { ...state, unread: state.unread + 1 }
        : { ...state, roll: evolveRoll(state.roll, event), asked: evolveAsked(state.asked, event) };
    },
  );
  const staff = new Map<string, Follower<StaffState | null>>();
  const audits = new Map<string, Follower<Attempts>>();
  const members = new Map<string, { readonly of: StaffState; readonly member: StaffMember }>();
  const listeners = new Set<() => void>();
  let closed = false;

  /** People of whom something can't be read. */
  const unread = new Set<string>();
  const followerOf = (staffId: string): Follower<StaffState | null> => {
    const known = staff.get(staffId);
    if (known !== undefined) return known;
    const made = createFollower<StaffState | null>(log, staffStream(staffId), null, (state, stored) => {
      const event = readStaffEvent(stored);
      if (event.type !== 'unread') return evolveStaff(state, event, stored.recordedAt);
      unread.add(staffId);
      return state;
    });
    staff.set(staffId, made);
    return made;
  };
  const state = (staffId: string): StaffState | null => staff.get(staffId)?.kept().state ?? null;
  const member = (one: StaffState): StaffMember => {
    const known = members.get(one.staffId);
    if (known?.of === one) return known.member;
    const made = toMember(one);
    members.set(one.staffId, { of: one, member: made });
    return made;
  };
  const people = (): readonly StaffState[] => [...staff.keys()].map(state).filter((one) => one !== null);
  const idOf = (actor: string): string => (actor.startsWith('staff:') ? actor.slice(6) : actor);

  // Not the follower's version: others read the roll, too, and tell nobody.
  let told = 0;
  const refresh = async (): Promise<void> => {
    const read = async (staffId: string): Promise<unknown> => await followerOf(staffId).read();
    // In one breath, which the store answers at once; who is new on the roll comes after it.
    const known = [...staff.keys()];
    const [now] = await Promise.all([roll.read(), ...known.map(read)]);
    await Promise.all([...now.state.roll.keys()].filter((staffId) => !known.includes(staffId)).map(read));
    if (now.version === told) return;
    told = now.version;
    for (const listener of listeners) listener();
  };

  let wanted = false;
  let running = false;
  const follow = (): void => {
    wanted = true;
    if (running) return;
    running = true;
    void (async () => {
      while (wanted && !closed) {
        wanted = false;
        // A store that is away is asked again at the next commit; who decides reads for themself and is told.
        try {
          if ((await roll.read()).version !== told) await refresh();
        } catch {
          break;
        }
      }
      running = false;
    })();
  };
  const unsubscribe = log.subscribe(({ streams }) => {
    if (streams?.includes(rollStream) ?? true) follow();
  });
  await refresh();

  return {
    find(actor) {
      const found = state(idOf(actor));
      return found && member(found);
    },
    all: () => people().map(member),
    state,
    keysOf: (actor) => state(idOf(actor))?.keys ?? [],
    refresh,
    async person(staffId) {
      // Only who stands on the roll: an id from outside must not make a stream's name.
      const known = staff.get(staffId);
      const [now] = await Promise.all([roll.read(), known?.read()]);
      if (!now.state.roll.has(staffId)) return null;
      const { state: found, version } = known?.kept() ?? (await followerOf(staffId).read());
      return found && { state: found, version };
    },
    roll: roll.read,
    hasUnread: (staffId) =>
      staffId === undefined ? unread.size > 0 || roll.kept().state.unread > 0 : unread.has(staffId),
    rollGuard: () => ({ stream: rollStream, expectedVersion: roll.kept().version }),
    people,
    async attempts(kind, staffId) {
      const stream = kind === 'sign-in' ? signInStream(staffId) : codesStream(staffId);
      const follower = audits.get(stream) ?? createFollower<Attempts>(log, stream, noAttempts, foldAttempts);
      audits.set(stream, follower);
      return (await follower.read()).state;
    },
    onRollChange(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    close() {
      closed = true;
      unsubscribe();
    },
  };
};
