/**
 * The store's other threads: one that reads the cache, and short-lived ones for long work. Each opens the files for
 * itself.
 */
import { createPublicKey } from 'node:crypto';
import { parentPort, Worker } from 'node:worker_threads';
import { rebuildCache } from './cache/project';
import { runReader, type ReaderJob } from './cache/reader';
import type { StoreRegistry } from './cache/registry';
import type { Checkpoint } from './log/checkpoint';
import type { Verification } from './log/event-log';
import { openLogToRead } from './log/log-file';
import { asFollowed, logReader } from './log/log-rows';
import { openKeyRing } from './log/seal';
import { verifyLog } from './log/verify';
import { isDamaged } from './sqlite';
import type { StoreKeys } from './store-keys';

export type VerifyJob = {
  readonly role: 'verify';
  readonly folder: string;
  readonly logKey: Uint8Array;
  /** Keys that may introduce themselves in the log: SPKI, DER. */
  readonly trusted: readonly Uint8Array[];
  readonly outside: readonly Checkpoint[];
};
export type RebuildJob = {
  readonly role: 'rebuild';
  readonly folder: string;
  readonly keys: StoreKeys;
  readonly fingerprint: string;
};
export type WorkerJob = VerifyJob | RebuildJob | ReaderJob;

/** What a worker says while it works, and at the end. */
type Word = { readonly done: number } | { readonly result: unknown };

const say = (word: Word): void => parentPort?.postMessage(word);

const damagedWords: Verification = {
  ok: false,
  finding: 'changed',
  stream: null,
  version: null,
  message: 'The file of the log is damaged on the disk: a page of it can’t be read.',
};

const verify = (job: VerifyJob): Verification => {
  const db = openLogToRead(job.folder, job.logKey);
  try {
    const trusted = job.trusted.map((key) => createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' }));
    return verifyLog(db, trusted, { outside: job.outside, onProgress: (done) => say({ done }) });
  } catch (error) {
    if (isDamaged(error)) return damagedWords;
    throw error;
  } finally {
    db.close();
  }
};

const rebuild = async (job: RebuildJob, registry: StoreRegistry): Promise<null> => {
  const db = openLogToRead(job.folder, job.keys.log);
  const ring = openKeyRing(job.folder, job.keys, true);
  try {
    await rebuildCache({
      folder: job.folder,
      key: job.keys.cache,
      fingerprint: job.fingerprint,
      projections: registry.projections,
      log: asFollowed(logReader(db, ring)),
      onProgress: (done) => say({ done }),
    });
    return null;
  } finally {
    ring.close();
    db.close();
  }
};

/** Runs the job that this thread was started for. */
export const runWorker = async (job: WorkerJob, registry: StoreRegistry): Promise<void> => {
  switch (job.role) {
    case 'reader':
      return runReader(job, registry.queries);
    case 'verify':
      return say({ result: verify(job) });
    case 'rebuild':
      return say({ result: await rebuild(job, registry) });
  }
};

/** A rebuild and a verification must do with this much heap, whatever the log's size. */
const maxHeapMb = 512;
/** Garbage of its own that a thread keeps before it clears it away. */
const maxYoungMb = 4;

/** Starts a job in a thread of its own; `result` rejects when the thread fails or is stopped. */
export const inWorker = <T>(
  entry: string,
  job: VerifyJob | RebuildJob,
  onProgress: (done: number) => void = () => undefined,
): { readonly result: Promise<T>; readonly stop: () => Promise<unknown> } => {
  const worker = new Worker(entry, {
    workerData: job,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: maxYoungMb },
  });
  const result = new Promise<T>((resolve, reject) => {
    worker.on('message', (word: Word) => {
      if ('result' in word) resolve(word.result as T);
      else onProgress(word.done);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`a thread of the store ended with code ${code}`)));
  });
  return { result, stop: () => worker.terminate() };
};
