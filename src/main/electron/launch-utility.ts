import type { FromStore, ToStore } from '#main/store/protocol';
import type { StoreChannel } from '#main/store/spawn';
import { utilityProcess } from 'electron';

/** Starts the store's bundled entry as Electron's utility process. */
export const launchUtility =
  (entry: string): (() => StoreChannel) =>
  () => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'Recovery Desk store', stdio: 'inherit' });
    let ended: string | null = null;
    let isKilled = false;
    const listeners: ((how: string) => void)[] = [];
    // One that hangs in the driver hears no SIGTERM.
    const kill = (): void => {
      isKilled = true;
      if (child.pid === undefined) return void child.kill();
      try {
        process.kill(child.pid, 'SIGKILL');
      } catch {
        // It is gone.
      }
    };
    child.once('spawn', () => {
      if (isKilled) kill();
    });
    child.once('exit', (code) => {
      ended = `it ended with code ${code}`;
      for (const listener of listeners) listener(ended);
    });
    return {
      postMessage: (message: ToStore) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', (message: FromStore) => listener(message)),
      onExit: (listener) => {
        if (ended === null) listeners.push(listener);
        else listener(ended);
      },
      kill,
    };
  };
