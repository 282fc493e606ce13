/**
 * The desk's windows. Console and practice authenticator show our page; mailbox, phone and sign-in show the sample
 * world's.
 */
import { join } from 'node:path';
import { BrowserWindow, nativeTheme, session } from 'electron';
import type { Session } from 'electron';
import { maySampleNavigate, originOf, webPreferences } from './bounds';
import { confine, denyPermissions } from './harden';
import { deskOrigin } from './trusted-sender';

const ground = (): string => (nativeTheme.shouldUseDarkColors ? '#15171c' : '#ffffff');

/** In memory: nothing of a desk's page stays when it closes. */
export const deskSession = (): Session => session.fromPartition('desk');

/** The console, or a smaller window of the same page at a route. */
export const openDeskWindow = (
  route: string,
  size: {
    readonly width: number;
    readonly height: number;
    readonly minWidth: number;
    readonly minHeight: number;
    readonly title: string;
  },
): BrowserWindow => {
  const window = new BrowserWindow({
    ...size,
    show: false,
    backgroundColor: ground(),
    autoHideMenuBar: true,
    webPreferences: {
      ...webPreferences,
      session: deskSession(),
      preload: join(import.meta.dirname, '../preload/index.cjs'),
    },
  });
  // Not on Linux, where it does nothing: keeps pictures out of screen recordings (R18).
  window.setContentProtection(true);
  confine(window.webContents, { mayNavigate: () => false, onOpen: () => undefined });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(`${deskOrigin}/${route}`);
  return window;
};

export type SampleOrigins = () => {
  readonly pages: string | null;
  readonly identity: string | null;
  readonly mailbox: string | null;
};

/** Windows of the sample world: the customer's side of a practice desk, each kind in a session of its own. */
export const sampleWindows = (origins: SampleOrigins) => {
  const world = (): readonly (string | null)[] => {
    const known = origins();
    return [known.pages, known.identity, known.mailbox];
  };
  const isSample = (url: string): boolean => maySampleNavigate(url, url, world());
  const open = new Map<string, BrowserWindow>();

  const show = (kind: 'mailbox' | 'phone' | 'identity', url: string): void => {
    if (!isSample(url)) return;
    const existing = open.get(kind);
    if (existing !== undefined && !existing.isDestroyed()) {
      void existing.loadURL(url);
      existing.show();
      existing.focus();
      return;
    }
    const own = session.fromPartition(`sample-${kind}`);
    denyPermissions(own, kind === 'phone' ? () => origins().pages : undefined);
    const size =
      kind === 'phone'
        ? { width: 390, height: 844, title: "The customer's phone (practice)" }
        : kind === 'mailbox'
          ? { width: 1040, height: 760, title: "The customers' inbox (practice)" }
          : { width: 560, height: 760, title: 'Sign in to Lumen Practice (practice)' };
    const window = new BrowserWindow({
      ...size,
      useContentSize: true,
      backgroundColor: ground(),
      autoHideMenuBar: true,
      webPreferences: { ...webPreferences, session: own },
    });
    // A window that shows nothing yet is on its way to what it was opened for, and may be sent on from there.
    const shown = (): string => window.webContents.getURL() || url;
    // What a customer opens from a message lands on the phone, as it would in the world; nothing leaves the sample
    // world.
    confine(window.webContents, {
      mayNavigate: (target) => maySampleNavigate(target, shown(), world()),
      onOpen: (target) => show(originOf(target) === origins().identity ? 'identity' : 'phone', target),
    });
    window.on('closed', () => open.delete(kind));
    open.set(kind, window);
    void window.loadURL(url);
  };
  return {
    show,
    closeAll: () => {
      for (const window of open.values()) window.destroy();
      open.clear();
    },
  };
};
