/**
 * Main of two small windows for the bench. `bridge`: the desk's own scheme, sender check, router and contract over
 * canned answers, beside a bare channel. `empty`: an empty window and a store process over an empty folder, and nothing
 * else. `page`: the same with the console's bundle in the window, served and secured as the desk does it. `rows`: that
 * over the bench's own store, with the first page of its queue drawn as a plain list.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { calls } from '#contract/calls';
import { grants } from '#domain/access/roles';
import type { Seat } from '#main/ipc/handlers';
import { createRouter } from '#main/ipc/router';
import { queuePage } from '#main/store/cache/case-queries';
import { launchFork } from '#main/store/launch-fork';
import { createStoreClient } from '#main/store/spawn';
import { createStoreWays } from '#main/store/ways';
import { app, BrowserWindow, ipcMain, protocol, session } from 'electron';
import { registerScheme, serveScheme } from '../../../src/main/electron/app-protocol';
import { webPreferences } from '../../../src/main/electron/bounds';
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
    seatId: 'seat-1',
    staffId: 'maya-okafor',
    role: 'agent' as const,
    name: 'Maya Okafor',
    address: 'maya-okafor@desk.example',
  };
  const never = async (): Promise<never> => {
    throw new Error('not asked in a bench');
  };
  const nothing = (): void => undefined;
  const seat: Seat = {
    id: session.seatId,
    standing: () => ({ state: 'signed-in', session, permissions: grants.agent }),
    state: never,
    signIn: never,
    switchTo: never,
    lock: nothing,
    signOut: nothing,
    touch: nothing,
    close: nothing,
  };
  const handlers = Object.fromEntries(Object.entries(cannedAnswers).map(([name, value]) => [name, async () => value]));
  const route = createRouter({ calls, handlers: () => handlers, now: () => new Date() });
  serveCalls(() => ({ call: (name, input) => route(seat, name, input), close: nothing }));
  ipcMain.handle('bench:bare', (_, name: keyof typeof cannedAnswers) => cannedAnswers[name]);
  const window = new BrowserWindow({
    width: 400,
    height: 300,
    webPreferences: { ...preferences, preload: env('BENCH_PRELOAD') },
  });
  await window.loadURL('app://desk/');
};

const startStore = () => {
  const isOldNode = Number(process.versions.node.split('.')[0]) < 22;
  const entry = env('BENCH_STORE');
  const { launch } = createStoreWays({
    ways: [
      isOldNode
        ? { way: 'node', launch: launchFork(entry, env('RECOVERY_DESK_NODE')) }
        : { way: 'utility', launch: launchUtility(entry) },
    ],
  });
  const client = createStoreClient(launch, {
    open: () => ({
      folder: env('BENCH_STORE_FOLDER') || join(env('BENCH_FOLDER'), 'store'),
      wrapKey: env('BENCH_WRAP_KEY') === '' ? randomBytes(32) : Buffer.from(env('BENCH_WRAP_KEY'), 'base64'),
      deskSigningKey: Buffer.from(env('BENCH_SIGNING_KEY'), 'base64'),
    }),
  });
  let isClosed = false;
  // The folder is the next one's only when its store has let go of it.
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    void client.close().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
  return client;
};

const empty = async (): Promise<void> => {
  const window = new BrowserWindow({ width: 1440, height: 900, show: false, webPreferences: preferences });
  window.once('ready-to-show', () => window.show());
  const client = startStore();
  await Promise.all([window.loadURL('data:text/html,<title>empty</title>'), client.log.head()]);
  await window.webContents.executeJavaScript("document.title = 'ready'");
};

const page = async (hasRows = false): Promise<void> => {
  const own = session.fromPartition('desk');
  serveScheme(own, env('BENCH_PAGE'), null, { picture: async () => null, message: async () => null });
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
    show: false,
    webPreferences: { ...webPreferences, session: own, preload: env('BENCH_PRELOAD') },
  });
  window.once('ready-to-show', () => window.show());
  const client = startStore();
  const first = hasRows
    ? client.cache.query(queuePage, { view: 'all-open', staffId: '', until: '', after: null })
    : client.log.head();
  const [found] = await Promise.all([first, window.loadURL('app://desk/')]);
  if (hasRows) await window.webContents.executeJavaScript(`window.drawRows(${JSON.stringify(found)})`);
  await window.webContents.executeJavaScript(`new Promise((resolve) => {
    const look = () => (document.title === '${hasRows ? 'drawn' : 'shown'}' ? resolve() : setTimeout(look, 5));
    look();
  }).then(() => { document.title = 'ready'; })`);
};

app.on('window-all-closed', () => app.quit());
registerScheme();
const windows: Readonly<Record<string, () => Promise<void>>> = {
  bridge,
  empty,
  page: () => page(),
  rows: () => page(true),
};
void app.whenReady().then(windows[env('BENCH_WINDOW')]);
