import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

const root = resolve(import.meta.dirname, '../..');

/** As root Chromium has no sandbox, and some systems give it to nobody: the command that started the tests says so. */
const hasSandbox = () => process.getuid?.() !== 0 && process.env['RECOVERY_DESK_NO_SANDBOX'] !== '1';

/** Starts the built desk on its own data folder. `sandbox: false` turns Chromium's sandbox off. */
export const launchDesk = async (options: {
  readonly dataFolder: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly sandbox?: boolean;
}): Promise<ElectronApplication> => {
  return _electron.launch({
    cwd: root,
    args: [root, ...(options.args ?? [])],
    env: environment({ RECOVERY_DESK_DATA: options.dataFolder, ...options.env }),
    chromiumSandbox: options.sandbox ?? hasSandbox(),
  });
};

/** Starts Electron on a main script of the tests' own, built already. */
export const launchMain = async (main: string, env: Readonly<Record<string, string>>): Promise<ElectronApplication> =>
  _electron.launch({ cwd: root, args: [main], env: environment(env), chromiumSandbox: hasSandbox() });

/** A customer's browser: the window, and `close()`, which ends it and forgets everything it knew. */
export interface Browser {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/**
 * Opens `url` as a customer would: a page in a Chromium of its own, sandboxed, without a preload, that
 * may ask for the camera and nothing else. Sizes in CSS pixels; `fakeCamera` is the film (.y4m or
 * .mjpeg) that its camera shows.
 */
export const launchBrowser = async (
  url: string,
  options: { readonly width: number; readonly height: number; readonly fakeCamera?: string },
): Promise<Browser> => {
  const profile = await mkdtemp(join(tmpdir(), 'recovery-desk-browser-'));
  const camera =
    options.fakeCamera === undefined
      ? []
      : ['--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${resolve(options.fakeCamera)}`];
  const forget = () => rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  try {
    const app = await _electron.launch({
      args: [join(root, 'test/support/browser'), `--user-data-dir=${profile}`, ...camera],
      env: environment({
        BROWSER_URL: url,
        BROWSER_WIDTH: String(options.width),
        BROWSER_HEIGHT: String(options.height),
      }),
      chromiumSandbox: hasSandbox(),
    });
    const page = await app.firstWindow();
    await page.waitForURL((found) => found.href !== 'about:blank');
    await page.waitForLoadState();
    return {
      app,
      page,
      close: async () => {
        await app.close();
        await forget();
      },
    };
  } catch (error) {
    await forget();
    throw error;
  }
};

const environment = (extra: Readonly<Record<string, string>>): Record<string, string> => {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...extra })) {
    if (value !== undefined && name !== 'ELECTRON_RUN_AS_NODE') env[name] = value;
  }
  return env;
};
