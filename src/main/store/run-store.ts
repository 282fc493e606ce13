/**
 * Which part of the store this thread is: the process that writes, or one of its workers. One bundled file is all of
 * them.
 */
import { isMainThread, workerData } from 'node:worker_threads';
import { proveDriver } from './prove-driver';
import { serveParent } from './serve-parent';
import { openService } from './service';
import type { StoreRegistry } from './cache/registry';
import { runWorker, type WorkerJob } from './workers';

/** Runs what this thread was started as. `entry` is the bundled file that workers are started from again. */
export const runStore = (entry: string, registry: StoreRegistry): void => {
  if (!isMainThread) return void runWorker(workerData as WorkerJob, registry);
  // Whatever SQLite creates beside its files is for the owner alone.
  process.umask(0o077);
  serveParent({ prove: proveDriver, open: (opening, post) => openService({ opening, registry, entry, post }) });
};
