/** A real store process over a folder of its own, for tests that want the truth rather than the in-memory log. */
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchFork } from '#main/store/launch-fork';
import type { StoreOpening } from '#main/store/protocol';
import { createStoreClient, type StoreChannel, type StoreClient } from '#main/store/spawn';
import { bundledStore } from './store-bundle';

/** A new folder that `remove` takes away again. */
export const temporaryFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'recovery-desk-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
};

/** PKCS #8 bytes of a new Ed25519 key. */
export const newDeskSigningKey = (): Buffer =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });

export type StoreInTest = {
  readonly client: StoreClient;
  /** SIGKILL, as a crash would; the client starts it again. */
  kill(): void;
};

/** Entry of a store with a small cache of its own, for tests whose events are not the desk's. */
export const exampleStore = join(import.meta.dirname, 'example-store.ts');

/**
 * Starts the bundled store (the desk's own, unless another entry is given) over a folder. The same keys open it again.
 */
export const startStoreProcess = async (opening: StoreOpening, entry?: string): Promise<StoreInTest> => {
  const launch = launchFork(await bundledStore(entry), process.execPath);
  let running: StoreChannel | null = null;
  const client = createStoreClient(() => (running = launch()), {
    open: () => ({
      ...opening,
      wrapKey: Buffer.from(opening.wrapKey),
      deskSigningKey: Buffer.from(opening.deskSigningKey),
    }),
    backoffMs: 5,
  });
  return { client, kill: () => running?.kill() };
};
