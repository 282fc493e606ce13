/**
 * Main of an Electron without windows, for tests: a store over a real utility process. `STORE_ENTRY` is the process's
 * script; `STORE_NODE` a newer Node for the way after it. The test asks through what lies in `globalThis`.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { launchFork } from '#main/store/launch-fork';
import { createStoreClient, type StoreChannel } from '#main/store/spawn';
import { createStoreWays } from '#main/store/ways';
import { app } from 'electron';
import { launchUtility } from '../../src/main/electron/launch-utility';

const env = (name: string): string => process.env[name] ?? '';
const folder = env('STORE_FOLDER');
app.setPath('userData', join(folder, 'browser'));

const begin = () => {
  let running: StoreChannel | null = null;
  const utility = launchUtility(env('STORE_ENTRY'));
  const ways = createStoreWays({
    ways: [
      { way: 'utility', launch: () => (running = utility()) },
      { way: 'node', launch: launchFork(env('STORE_ENTRY'), env('STORE_NODE')) },
    ],
  });
  const store = createStoreClient(ways.launch, {
    open: () => ({
      folder: join(folder, 'store'),
      wrapKey: randomBytes(32),
      deskSigningKey: Buffer.from(env('STORE_SIGNING_KEY'), 'base64'),
    }),
    backoffMs: 5,
  });
  app.on('before-quit', () => void store.close());
  return { store, taken: ways.taken, kill: () => running?.kill() };
};

export type StoreInElectron = ReturnType<typeof begin>;

void app.whenReady().then(() => {
  Object.assign(globalThis, { storeInElectron: begin() });
});
