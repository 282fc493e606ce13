/** The store's other threads: short-lived ones for long work. Each opens the files for itself, to read. */
import { createPublicKey } from 'node:crypto';
import { parentPort, Worker } from 'node:worker_threads';
import type { StoreRegistry } from './cache/registry';
import { openLogToRead } from './log/log-file';
import type { Checkpoint } from './log/checkpoint';
import type { Verification } from './log/event-log';
import { verifyLog } from './log/verify';

export type VerifyJob = { readonly role: 'verify'; readonly folder: string; readonly logKey: Uint8Array; readonly deskPublicKey: Uint8Array; readonly outside: readonly Checkpoint[] };
export type WorkerJob = VerifyJob;

/** What a worker says while it works, and at the end. */
export type WorkerWord<T> = { readonly done: number } | { readonly result: T };

const say = <T>(word: WorkerWord<T>): void => parentPort?.postMessage(word);

const verify = (job: VerifyJob): Verification => {
  const db = openLogToRead(job.folder, job.logKey);
  try {
    const deskKey = createPublicKey({ key: Buffer.from(job.deskPublicKey), format: 'der', type: 'spki' });
    return verifyLog(db, deskKey, { outside: job.outside, onProgress: (done) => say({ done }) });
  } finally {
    db.close();
  }
};

/** Runs the job that this thread was started for. */
export const runWorker = (job: WorkerJob, _registry: StoreRegistry): void => {
  say({ result: verify(job) });
};

/** Starts a job in a thread of its own; rejects when the thread fails. */
export const inWorker = <T>(entry: string, job: WorkerJob, onProgress: (done: number) => void = () => undefined): { readonly result: Promise<T>; stop(): void } => {
  const worker = new Worker(entry, { workerData: job, execArgv: [] });
  const result = new Promise<T>((resolve, reject) => {
    worker.on('message', (word: WorkerWord<T>) => {
      if ('result' in word) resolve(word.result);
      else onProgress(word.done);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`a thread of the store ended with code ${code}`)));
  });
  return { result, stop: () => void worker.terminate() };
};
