/** The log's port over the synchronous one of this thread, and what a commit tells. */
import type { Announcement, EventLog, LogHead } from './event-log';
import type { Appended, SqliteLog } from './sqlite-log';

/** What a commit tells; null when nobody has to know. */
export const announcementOf = ({ committed, free }: Appended, head: LogHead): Announcement | null =>
  committed.length === 0 && Object.keys(free).length === 0
    ? null
    : { ...head, streams: [...new Set(committed.map((event) => event.stream))], free };

/** The port over the synchronous log, in this thread: for tests, and for tools that open a folder by themselves. */
export const asEventLog = (log: SqliteLog): EventLog => {
  const listeners = new Set<(announced: Announcement) => void>();
  return {
    append: async (request) => {
      const appended = log.append(request);
      const { result } = appended;
      const announced = announcementOf(appended, log.head());
      if (announced !== null) for (const listener of listeners) listener(announced);
      return result;
    },
    readAfter: async (position, limit) => log.readAfter(position, limit),
    readStream: async (stream, afterVersion) => log.readStream(stream, afterVersion),
    holdersOf: async (names) => log.holdersOf(names),
    head: async () => log.head(),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    destroyKey: async (key) => {
      log.destroyKey(key);
      for (const listener of listeners) listener({ ...log.head(), streams: [], free: {}, erased: true });
    },
    destroyedSince: async (turn) => log.destroyedSince(turn),
    leaseEffect: async (request) => log.leaseEffect(request),
    effectsOf: async (filter) => log.effectsOf(filter),
    nextDue: async (kinds) => log.nextDue(kinds),
    close: async () => log.close(),
  };
};
