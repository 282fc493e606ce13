/** How the cache is told from the log: pure modules that the store runs over the events, in order. */
import type { KeyName, StoredEvent, StreamName } from '../log/event-log';
import type { Db } from '../sqlite';

/** Whole streams, as far as the log went when they were read. */
export type Streams = ReadonlyMap<StreamName, readonly StoredEvent[]>;

/** A projection's statements over one opened cache. */
export type Projector = {
  /**
   * Takes up to some thousand events in order, in a transaction that the store holds. Each exactly once. Must not throw
   * for an event that the log took: the cache could never get past it. What it can't use it leaves out.
   */
  readonly apply: (events: readonly StoredEvent[], streams: Streams) => void;
  /** Streams that it needs from their beginning to take these events, because it keeps too little of them. */
  readonly lacks?: (events: readonly StoredEvent[]) => readonly StreamName[];
  /** The transaction was undone: what is in memory of it is wrong, and the same events are told again. */
  readonly undone?: () => void;
  /** Takes out what a destroyed key sealed. Without it the whole cache is built anew. */
  readonly forget?: (keys: readonly KeyName[]) => void;
  /** At the end of a rebuild, before the indexes: what is cheaper once than per event (the search). */
  readonly finish?: () => void;
};

/** One feature's tables. Change anything in it, and `version`, and the cache is built anew at the next start. */
export type Projection = {
  readonly name: string;
  readonly version: number;
  /** CREATE TABLE statements, STRICT, without indexes. */
  readonly tables: string;
  /** CREATE INDEX statements: run last on a rebuild. Each costs 4–12 µs an event. */
  readonly indexes: string;
  /** `rebuilding`: rows may be left for `finish`. */
  readonly open: (db: Db, mode: 'live' | 'rebuilding') => Projector;
};
