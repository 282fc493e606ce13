/**
 * The only place with raw IPC: checks who sends, hands on to the router, and tells the windows that something changed.
 */
import type { CallResult } from '#contract/errors';
import type { BridgeEvent } from '#contract/events';
import { BrowserWindow, ipcMain } from 'electron';
import { isTrustedSender } from './trusted-sender';

/** Serves the calls of trusted windows. */
export const serveCalls = (call: (name: unknown, input: unknown) => Promise<CallResult<unknown>>): void => {
  ipcMain.handle('desk:call', async (event, name: unknown, input: unknown): Promise<CallResult<unknown>> => {
    if (!isTrustedSender(event.senderFrame))
      return { ok: false, error: { code: 'untrusted-sender', message: 'This window may not ask the desk.' } };
    return call(name, input);
  });
};

/** Tells every desk window. */
export const emitEvent = (event: BridgeEvent): void => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (!window.isDestroyed() && isTrustedSender(window.webContents.mainFrame))
      window.webContents.send('desk:event', event);
  }
};
