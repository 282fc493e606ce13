/**
 * Main of two small windows for the bench. `bridge`: the desk's own scheme, sender check, router and contract over
 * canned answers, beside a bare channel. `empty`: an empty window and a store process over an empty folder, and nothing
 * else.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { calls } from '#contract/calls';
import { grants } from '#domain/access/roles';
import { createRouter } from '#main/ipc/router';
import { launchFork } from '#main/store/launch-fork';
import { createStoreClient } from '#main/store/spawn';
import { app, BrowserWindow, ipcMain, protocol } from 'electron';
import { registerScheme } from '../../../src/main/electron/app-protocol';
import { launchUtility } from '../../../src/main/electron/launch-utility';
import { serveCalls } from '../../../src/main/electron/serve-ipc';
import { cannedAnswers } from './canned';

const env = (name: string): string => process.env[name] ?? '';
app.setPath('userData', join(env('BENCH_FOLDER'), 'browser'));
const preferences = { sandbox: true, contextIsolation: true, nodeIntegration: false } as const;
// Isolated, a page's clock is good to 5 µs.
const isolated = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const bridge = async (): Promise<void> => {
  protocol.handle('app', () => new Response('<!doctype html><title>bridge</title>', { headers: isolated }));
  const session = {
    staffId: 'maya-okafor',
    role: 'agent' as const,
    name: 'Maya Okafor',
    address: 'maya-okafor@desk.example',
  };
  const handlers = Object.fromEntries(Object.entries(cannedAnswers).map(([name, value]) => [name, async () => value]));
  serveCalls(
    createRouter({
      calls,
      handlers: () => handlers,
      standing: () => ({ state: 'signed-in', session, permissions: grants.agent }),
      now: () => new Date(),
    }),
  );
  ipcMain.handle('bench:bare', (_, name: keyof typeof cannedAnswers) => cannedAnswers[name]);
  const window = new BrowserWindow({
    width: 400,
    height: 300,
    webPreferences: { ...preferences, preload: env('BENCH_PRELOAD') },
  });
  await window.loadURL('app://desk/');
};

const empty = async (): Promise<void> => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false, webPreferences: preferences });
  window.once('ready-to-show', () => window.show());
  const isOldNode = Number(process.versions.node.split('.')[0]) < 22;
  const launch = isOldNode
    ? launchFork(env('BENCH_STORE'), env('RECOVERY_DESK_NODE'))
    : launchUtility(env('BENCH_STORE'));
  const client = createStoreClient(launch, {
    open: () => ({
      folder: join(env('BENCH_FOLDER'), 'store'),
      wrapKey: randomBytes(32),
      deskSigningKey: Buffer.from(env('BENCH_SIGNING_KEY'), 'base64'),
    }),
  });
  app.on('before-quit', () => {
    void client.close();
  });
  await Promise.all([window.loadURL('data:text/html,<title>empty</title>'), client.log.head()]);
  await window.webContents.executeJavaScript("document.title = 'ready'");
};

app.on('window-all-closed', () => app.quit());
registerScheme();
void app.whenReady().then(env('BENCH_WINDOW') === 'bridge' ? bridge : empty);
