/** What no window of the desk may do, whatever a page in it tries (Electron's items 5, 11, 12, 13, 14, 15). */
import { app } from 'electron';
import type { Session, WebContents } from 'electron';

/** Denies every permission in a session, or all but the camera for one origin (the practice phone). */
export const denyPermissions = (session: Session, cameraFor?: () => string | null): void => {
  const isCamera = (permission: string, origin: string): boolean => permission === 'media' && cameraFor !== undefined && cameraFor() === origin;
  const originOf = (url: string): string => { try { return new URL(url).origin; } catch { return ''; } };
  session.setPermissionRequestHandler((_, permission, answer, details) => answer(isCamera(permission, originOf(details.requestingUrl))));
  session.setPermissionCheckHandler((_, permission, requestingOrigin) => isCamera(permission, originOf(requestingOrigin)));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
};

/** Where a window may go by itself, and what becomes of a link that wants a new one. */
export type Bounds = { readonly mayNavigate: (url: string) => boolean; readonly onOpen: (url: string) => void };

/** Holds one window inside its bounds. */
export const confine = (contents: WebContents, bounds: Bounds): void => {
  const hold = (event: { preventDefault(): void }, url: string): void => { if (!bounds.mayNavigate(url)) event.preventDefault(); };
  contents.on('will-navigate', (event) => hold(event, event.url));
  contents.on('will-redirect', (event) => hold(event, event.url));
  contents.on('will-frame-navigate', (event) => { if (!event.isMainFrame && !event.url.startsWith('about:') && !bounds.mayNavigate(event.url)) event.preventDefault(); });
  contents.setWindowOpenHandler(({ url }) => { bounds.onOpen(url); return { action: 'deny' }; });
};

/** For every web contents that is ever made, before its own bounds: nothing is allowed. */
export const hardenAll = (): void => {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
};

/** A packaged desk does not listen to a debugger; true when it must not start. */
export const refusesDebugger = (isPackaged: boolean, hasSwitch: (name: string) => boolean): boolean => isPackaged && ['remote-debugging-port', 'remote-debugging-pipe', 'inspect', 'inspect-brk'].some(hasSwitch);
