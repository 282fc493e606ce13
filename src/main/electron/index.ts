/** The composition root in Electron: windows, protocol, bridge; everything else is in createApp. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from '#main/app';
import { faultLog } from '#main/desk/fault-log';
import { storeWayWords } from '#main/store/ways';
import { app, BrowserWindow, powerMonitor } from 'electron';
import { registerScheme, serveScheme } from './app-protocol';
import { refusesDebugger } from './bounds';
import { denyPermissions, hardenAll } from './harden';
import { launchReaderUtility } from './launch-reader';
import { setMenu } from './menu';
import { sampleRuntimes, storeWays } from './node-runtime';
import { electronSafeStorage } from './safe-storage';
import { serveCalls } from './serve-ipc';
import { deskSession, openDeskWindow, sampleWindows } from './windows';

const consoleSize = { width: 1440, height: 900, minWidth: 720, minHeight: 450, title: 'Recovery Desk' };
const authenticatorSize = { width: 420, height: 720, minWidth: 360, minHeight: 480, title: 'Practice authenticator' };

/** Another folder is for tests and for people with two desks; the variable names it. */
const dataFolder = process.env['RECOVERY_DESK_DATA'] ?? join(app.getPath('userData'), 'desk');
mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
// Chromium's own files lie beside the desk's, so that the single-instance lock is one per data folder.
app.setPath('userData', join(dataFolder, 'browser'));

if (refusesDebugger(app.isPackaged, (name) => app.commandLine.hasSwitch(name)) || !app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  registerScheme();
  hardenAll();
  let main: BrowserWindow | null = null;
  let authenticator: BrowserWindow | null = null;
  const here = import.meta.dirname;
  const onFault = faultLog(join(dataFolder, 'desk.log'));
  const store = storeWays({
    entry: join(here, 'store.cjs'),
    memory: join(dataFolder, 'browser', 'store-way.json'),
    onTaken: (taken) => {
      if (taken.failed.length === 0) return;
      console.warn(storeWayWords(taken));
      onFault(storeWayWords(taken), null);
    },
  });
  // Its process starts while Electron does.
  store.prepare();
  const sampleWorld = sampleWindows(() => desk.origins());
  const desk = createApp({
    folder: dataFolder,
    clock: { now: () => new Date() },
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    launchStore: store.launch,
    storeWay: store.taken,
    launchReader: launchReaderUtility(join(here, 'message-reader.cjs')),
    sample: {
      runtimes: sampleRuntimes(),
      identity: join(here, 'sample-identity.cjs'),
      mailbox: join(here, 'sample-mailbox.cjs'),
    },
    rendererFolder: join(here, '../renderer'),
    specimens: join(app.getAppPath(), 'resources/specimens'),
    safeStorage: electronSafeStorage,
    show: (window) => {
      if (window.kind !== 'authenticator') return sampleWorld.show(window.kind, window.url);
      if (authenticator !== null && !authenticator.isDestroyed()) {
        authenticator.show();
        authenticator.focus();
        return;
      }
      authenticator = openDeskWindow('#/authenticator', authenticatorSize);
    },
    closeSampleWindows: () => sampleWorld.closeAll(),
    onFault,
  });

  const openConsole = (): void => {
    main = openDeskWindow('', consoleSize);
    main.on('closed', () => {
      main = null;
      authenticator?.destroy();
      sampleWorld.closeAll();
    });
  };
  app.on('second-instance', () => {
    if (main !== null) {
      if (main.isMinimized()) main.restore();
      main.show();
      main.focus();
    }
  });
  app.on('window-all-closed', () => app.quit());
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void desk
      .close()
      .catch((error: unknown) => onFault('closing', error))
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
  void app.whenReady().then(async () => {
    const started = desk.start();
    setMenu();
    denyPermissions(deskSession());
    serveScheme(
      deskSession(),
      join(here, '../renderer'),
      app.isPackaged ? null : (process.env['ELECTRON_RENDERER_URL'] ?? null),
      { picture: desk.takePicture, message: desk.takeMessage },
    );
    serveCalls(desk.connect);
    powerMonitor.on('lock-screen', () => desk.lock());
    powerMonitor.on('suspend', () => desk.lock());
    openConsole();
    await started;
  });
}
