/**
 * The decisions behind harden.ts and windows.ts, as plain functions: no Electron runs here, so each is tested by
 * itself.
 */

/** The origin of a URL; empty for what is none, which equals no origin that is asked for. */
export const originOf = (url: string): string => {
  try {
    const { origin } = new URL(url);
    return origin === 'null' ? '' : origin;
  } catch {
    return '';
  }
};

export type PermissionAsked = { readonly permission: string; readonly url: string; readonly media?: readonly string[] };

/**
 * Whether a page gets a permission (Electron's item 5): none does but the practice phone's, and that gets the camera
 * alone, never the microphone.
 */
export const mayHave = (asked: PermissionAsked, cameraFor: string | null): boolean =>
  asked.permission === 'media' &&
  cameraFor !== null &&
  originOf(asked.url) === cameraFor &&
  (asked.media ?? []).every((kind) => kind === 'video');

/**
 * Whether a frame inside a page may go somewhere (Electron's item 13): nowhere that its window may not. `about:` frames
 * hold nothing, and the desk's own messages come sandboxed under a policy of their own.
 */
export const mayFrameNavigate = (
  frame: { readonly isMainFrame: boolean; readonly url: string },
  mayNavigate: (url: string) => boolean,
): boolean => frame.isMainFrame || /^(?:about:|app:\/\/message\/)/.test(frame.url) || mayNavigate(frame.url);

/**
 * Whether a window of the sample world may go to a URL by itself: only where it is already, and only inside the sample
 * world.
 */
export const maySampleNavigate = (target: string, shown: string, world: readonly (string | null)[]): boolean => {
  const origin = originOf(target);
  return origin !== '' && world.includes(origin) && origin === originOf(shown);
};

const debuggers = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'inspect',
  'inspect-brk',
  'inspect-port',
  'inspect-publish-uid',
];

/** A packaged desk does not listen to a debugger; true when it must not start. */
export const refusesDebugger = (isPackaged: boolean, hasSwitch: (name: string) => boolean): boolean =>
  isPackaged && debuggers.some(hasSwitch);

/** What every window is made with (Electron's items 2, 3, 4, 6, 8, 9, 10, 11). */
export const webPreferences = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
} as const;
