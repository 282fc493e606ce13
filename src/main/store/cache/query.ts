/** Questions to the cache: named, bounded, one file a feature. They run in the reader's thread of the store process. */
import type { Db } from '../sqlite';

/**
 * A question and its answer. Main imports it for its name and types only; `prepare` runs in the store process, once per
 * opened cache, and everything it answers must survive a structured clone.
 */
export type CacheQuery<P, R> = {
  readonly name: string;
  readonly prepare: (db: Db) => (params: P) => R;
};

/** What the store is told of: the types are the feature's own affair. */
export type AnyCacheQuery = { readonly name: string; readonly prepare: (db: Db) => (params: never) => unknown };

/** Most rows that an answer may hold: what is longer blocks the reader, and nobody looks at it. */
export const maxRows = 1000;

/** Gives a question its name, `feature.whatItAsks`. */
export const defineQuery = <P, R>(name: string, prepare: (db: Db) => (params: P) => R): CacheQuery<P, R> => ({
  name,
  prepare,
});
