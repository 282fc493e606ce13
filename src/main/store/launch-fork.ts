import { fork } from 'node:child_process';
import type { StoreChannel } from './spawn';
import type { FromStore, ToStore } from './protocol';

/**
 * The store's threads share one heap of the C library (glibc's name for it; elsewhere it says nothing): with one each, what
 * a thread gave back stays with it, a fifth of the process's memory.
 */
const oneArena = { MALLOC_ARENA_MAX: '1' };

/** Starts the store's bundled entry as a child of this process under a given Node, with what it needs in `env`. */
export const launchFork =
  (entry: string, execPath: string, env: Readonly<Record<string, string>> = {}): (() => StoreChannel) =>
  () => {
    const child = fork(entry, [], {
      execPath,
      env: { ...process.env, ...oneArena, ...env },
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let ended: string | null = null;
    const listeners: ((how: string) => void)[] = [];
    const end = (how: string): void => {
      if (ended !== null) return;
      ended = how;
      for (const listener of listeners) listener(how);
    };
    child.on('exit', (code, signal) =>
      end(signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`),
    );
    child.on('error', (error) => {
      // Without a process there is no exit to come.
      if (child.pid === undefined) end(error.message);
    });
    return {
      postMessage: (message: ToStore) => {
        if (child.connected) child.send(message, () => undefined);
      },
      onMessage: (listener) => void child.on('message', (message) => listener(message as FromStore)),
      onExit: (listener) => {
        if (ended === null) listeners.push(listener);
        else listener(ended);
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
