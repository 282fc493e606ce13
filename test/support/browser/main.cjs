'use strict';

// A customer's browser for tests: one window on one address, with what the web allows a page and no more.

const { app, BrowserWindow, session } = require('electron');

const number = (name) => Number(process.env[name]);

void app.whenReady().then(() => {
  const isCamera = (permission, details) =>
    permission === 'media' && (details.mediaTypes ?? [details.mediaType]).every((type) => type === 'video');
  const own = session.fromPartition('customer');
  own.setPermissionRequestHandler((_page, permission, answer, details) => answer(isCamera(permission, details)));
  own.setPermissionCheckHandler((_page, permission, _origin, details) => isCamera(permission, details));
  const window = new BrowserWindow({
    width: number('BROWSER_WIDTH'),
    height: number('BROWSER_HEIGHT'),
    useContentSize: true,
    autoHideMenuBar: true,
    webPreferences: { session: own, sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  // A page that can't be reached is a page all the same, as in any browser.
  return window.loadURL(process.env.BROWSER_URL).catch(() => {});
});

app.on('window-all-closed', () => app.quit());
