/** What no window of the desk may do, whatever a page in it tries (Electron's items 5, 11, 12, 13, 14, 15). */
import { app } from 'electron';
import type { Session, WebContents } from 'electron';
import { mayFrameNavigate, mayHave } from './bounds';

/** Denies every permission in a session, or all but the camera for one origin (the practice phone). */
export const denyPermissions = (session: Session, cameraFor?: () => string | null): void => {
  const camera = (): string | null => cameraFor?.() ?? null;
  session.setPermissionRequestHandler((_, permission, answer, details) =>
    answer(
      mayHave(
        { permission, url: details.requestingUrl, media: 'mediaTypes' in details ? (details.mediaTypes ?? []) : [] },
        camera(),
      ),
    ),
  );
  session.setPermissionCheckHandler((_, permission, requestingOrigin, details) =>
    mayHave({ permission, url: requestingOrigin, media: details.mediaType === 'audio' ? ['audio'] : [] }, camera()),
  );
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
};

/** Where a window may go by itself, and what becomes of a link that wants a new one. */
export type Bounds = { readonly mayNavigate: (url: string) => boolean; readonly onOpen: (url: string) => void };

/** Holds one window inside its bounds. */
export const confine = (contents: WebContents, bounds: Bounds): void => {
  const hold = (event: { preventDefault(): void }, url: string): void => {
    if (!bounds.mayNavigate(url)) event.preventDefault();
  };
  contents.on('will-navigate', (event) => hold(event, event.url));
  contents.on('will-redirect', (event) => hold(event, event.url));
  contents.on('will-frame-navigate', (event) => {
    if (!mayFrameNavigate(event, bounds.mayNavigate)) event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    bounds.onOpen(url);
    return { action: 'deny' };
  });
};

/** For every web contents that is ever made, before its own bounds: nothing is allowed. */
export const hardenAll = (): void => {
  app.on('web-contents-created', (_, contents) => {
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
};
