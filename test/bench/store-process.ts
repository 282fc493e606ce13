/** The store process as main has it, with its process id for looking at its memory. */
import { readFileSync } from 'node:fs';
import { launchFork } from '#main/store/launch-fork';
import type { StoreStatus } from '#main/store/protocol';
import { createStoreClient } from '#main/store/spawn';
import type { StoreClient } from '#main/store/spawn';
import { bundled } from './bundle';
import type { BenchDesk } from './desk-folder';

/** Starts it over the bench's folder; `whenReady` waits for a whole cache. */
export const startBenchStore = async (
  desk: BenchDesk,
): Promise<{ readonly client: StoreClient; whenReady(isVerified?: boolean): Promise<void> }> => {
  const client = createStoreClient(launchFork(await bundled('store/bench-store.ts'), process.execPath), {
    open: () => desk.opening(),
  });
  const isReady = (status: StoreStatus, isVerified: boolean): boolean =>
    status.state === 'ready' && status.cache.state === 'ready' && (!isVerified || status.verification.state === 'done');
  return {
    client,
    whenReady: (isVerified = false) =>
      new Promise((resolve, reject) => {
        const look = (status: StoreStatus): void => {
          if (isReady(status, isVerified)) {
            stop();
            resolve();
          }
          if (status.state === 'refused') {
            stop();
            reject(new Error(status.why));
          }
        };
        const stop = client.onStatus(look);
        look(client.status());
      }),
  };
};

/** Most memory that this process's newest child ever held, in bytes; null where the system doesn't tell. */
export const peakOfNewestChild = (): number | null => {
  try {
    const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
    const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${children.at(-1)}/status`, 'utf8'))?.[1];
    return peak === undefined ? null : Number(peak) * 1024;
  } catch {
    return null;
  }
};
