/** The reading thread: answers questions to the cache, one after the other, and nothing else. */
import { parentPort } from 'node:worker_threads';
import { isDamaged } from '../sqlite';
import { openCacheToRead } from './open';
import { maxRows, type AnyCacheQuery } from './query';

export type ReaderJob = { readonly role: 'reader'; readonly folder: string; readonly cacheKey: Uint8Array };
export type ToReader =
  | { readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly stop: true };
export type FromReader =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly fault: 'unknown' | 'damaged' | 'failed'; readonly message: string };

/** Runs until it is told to stop. */
export const runReader = (job: ReaderJob, queries: readonly AnyCacheQuery[]): void => {
  const port = parentPort!;
  const known = new Map(queries.map((query) => [query.name, query]));
  const prepared = new Map<string, (params: never) => unknown>();
  const db = openCacheToRead(job.folder, job.cacheKey);

  const answer = (name: string, params: unknown): unknown => {
    let run = prepared.get(name);
    if (run === undefined) {
      run = known.get(name)!.prepare(db);
      prepared.set(name, run);
    }
    const value = run(params as never);
    if (Array.isArray(value) && value.length > maxRows)
      throw new Error(`the question ${name} answered ${value.length} rows; ${maxRows} is the most`);
    return value;
  };

  const say = (message: FromReader): void => port.postMessage(message);

  port.on('message', (asked: ToReader) => {
    if ('stop' in asked) {
      db.close();
      port.close();
      return;
    }
    const { id, name } = asked;
    if (!known.has(name)) {
      say({ id, fault: 'unknown', message: `the cache knows no question ${name}` });
      return;
    }
    try {
      say({ id, value: answer(name, asked.params) });
    } catch (error) {
      say({
        id,
        fault: isDamaged(error) ? 'damaged' : 'failed',
        message: error instanceof Error ? error.message : 'the question failed',
      });
    }
  });
};
