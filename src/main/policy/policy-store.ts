/**
 * The policy as the log tells of it, held in memory: main asks it without waiting, and reads anew before it decides.
 */
import type { Policy } from '#domain/policy/policy';
import { defaultPolicy } from '#domain/policy/policy';
import type { PolicyChanged, PolicyEvent, PolicyState } from '#domain/policy/policy-events';
import { evolvePolicy, startOfPolicy } from '#domain/policy/policy-events';
import { readEvent } from '#domain/log/kind';
import { policyKinds } from '#domain/policy/policy-schemas';
import type { EventLog, Guard, StoredEvent } from '#main/store/log/event-log';

export const policyStream = 'desk';

export type PolicyStore = {
  /** At once, from memory. */
  current(): Policy;
  /** A version that held before; null for one that never was. */
  version(n: number): Policy | null;
  /** Oldest first. */
  history(): readonly PolicyChanged[];
  /** The row that made a version, with its signature; null for the first one, which nobody made. */
  row(version: number): StoredEvent | null;
  /** Rows that would change the policy and don't hold: their signature is not their author's (R24). */
  refused(): number;
  /** Whether a newer version wrote something that this one can't read: whatever rests on the policy waits. */
  hasUnread(): boolean;
  /** Holds an append to the policy as memory has it: the one that decided. */
  guard(): Guard;
  /** Reads what was written since. `version` is that of the stream, for an append. */
  refresh(): Promise<{ readonly state: PolicyState; readonly version: number }>;
  close(): void;
};

/** Whoever writes a row is who it says asked for it; the second of two leads, where it took two. */
const isByItsAuthor = (event: PolicyEvent, row: StoredEvent, state: PolicyState): boolean => {
  if (event.type === 'policy.change-asked') return event.data.by === row.actor;
  const { by, secondedBy, askId } = event.data;
  return (
    (secondedBy ?? by) === row.actor &&
    (secondedBy === null ||
      state.asked.some((asked) => asked.askId === askId && asked.by === by && asked.by !== secondedBy))
  );
};

/**
 * Reads the stream and follows it. `overrides` change what the desk starts with; `isSigned` says whether a row's
 * signature is its actor's.
 */
export const createPolicyStore = async (
  log: EventLog,
  desk: 'practice' | 'real',
  overrides: Partial<Policy> = {},
  isSigned: (row: StoredEvent) => boolean | Promise<boolean> = () => true,
): Promise<PolicyStore> => {
  let state = startOfPolicy({ ...defaultPolicy(desk), ...overrides });
  let version = 0;
  let refused = 0;
  let unread = 0;
  const rows = new Map<number, StoredEvent>();
  let closed = false;
  let tail: Promise<unknown> = Promise.resolve();
  const read = async (): Promise<{ readonly state: PolicyState; readonly version: number }> => {
    for (const stored of await log.readStream(policyStream, version)) {
      const event = readEvent(policyKinds, stored);
      if (event.type === 'unread') unread += 1;
      else if (isByItsAuthor(event, stored, state) && (await isSigned(stored))) {
        state = evolvePolicy(state, event);
        if (event.type === 'policy.changed') rows.set(event.data.version, stored);
      } else refused += 1;
      version = stored.version;
    }
    return { state, version };
  };
  // One after the other: two readers at once would fold the same events twice.
  const refresh = async (): ReturnType<typeof read> => {
    const mine = tail.then(read, read);
    tail = mine.catch(() => undefined);
    return await mine;
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
        // A store that is away is asked again at the next commit; who changes the policy reads for themself and is
        // told.
        try {
          await refresh();
        } catch {
          break;
        }
      }
      running = false;
    })();
  };
  const unsubscribe = log.subscribe(({ streams }) => {
    if (streams?.includes(policyStream) ?? true) follow();
  });
  await refresh();
  return {
    current: () => state.current,
    version: (n) => state.versions.find((policy) => policy.version === n) ?? null,
    history: () => state.history,
    row: (n) => rows.get(n) ?? null,
    refused: () => refused,
    hasUnread: () => unread > 0,
    guard: () => ({ stream: policyStream, expectedVersion: version }),
    refresh,
    close() {
      closed = true;
      unsubscribe();
    },
  };
};
