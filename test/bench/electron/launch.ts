/** Starts the bench's small windows in the Electron that the app runs in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import type { StoreOpening } from '#main/store/protocol';
import { newDeskSigningKey } from '#support/store-process';
import { bundled, bundledPage } from '../bundle';

export type BenchWindow = { readonly app: ElectronApplication; readonly page: Page; close(): Promise<void> };

/** Bundles what the windows need, once for all launches. */
export const benchWindows = async (): Promise<{
  launch(kind: 'bridge' | 'empty' | 'page'): Promise<BenchWindow>;
  launch(kind: 'rows', over: StoreOpening): Promise<BenchWindow>;
}> => {
  const [main, preload, store, rendererFolder] = await Promise.all([
    bundled('electron/bench-window.ts'),
    bundled('electron/bench-preload.ts'),
    bundled('store/bench-store.ts'),
    bundledPage(),
  ]);
  return {
    launch: async (kind: 'bridge' | 'empty' | 'page' | 'rows', over?: StoreOpening) => {
      const folder = mkdtempSync(join(tmpdir(), 'recovery-desk-bench-'));
      const env: Record<string, string> = {};
      for (const [name, value] of Object.entries(process.env))
        if (value !== undefined && name !== 'ELECTRON_RUN_AS_NODE') env[name] = value;
      const app = await _electron.launch({
        args: [main],
        chromiumSandbox: process.getuid?.() !== 0 && process.env['RECOVERY_DESK_NO_SANDBOX'] !== '1',
        env: {
          ...env,
          BENCH_WINDOW: kind,
          BENCH_FOLDER: folder,
          BENCH_PRELOAD: preload,
          BENCH_STORE: store,
          BENCH_PAGE: rendererFolder,
          BENCH_SIGNING_KEY: Buffer.from(over?.deskSigningKey ?? newDeskSigningKey()).toString('base64'),
          BENCH_STORE_FOLDER: over?.folder ?? '',
          BENCH_WRAP_KEY: Buffer.from(over?.wrapKey ?? []).toString('base64'),
          RECOVERY_DESK_NODE: process.execPath,
        },
      });
      const close = async (): Promise<void> => {
        await app.close();
        rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
      };
      return { app, page: await app.firstWindow(), close };
    },
  };
};
