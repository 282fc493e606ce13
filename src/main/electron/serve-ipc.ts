/**
 * The only place with raw IPC: checks who sends, and gives each window a connection of its own to call through and be
 * told by.
 */
import type { CallResult } from '#contract/errors';
import type { BridgeEvent } from '#contract/events';
import { ipcMain } from 'electron';
import type { WebContents } from 'electron';
import { isTrustedSender } from './trusted-sender';

type Connection = {
  readonly call: (name: unknown, input: unknown) => Promise<CallResult<unknown>>;
  close(): void;
};

/** Serves the calls of trusted windows. A window's connection lives as long as the window. */
export const serveCalls = (connect: (onEvent: (event: BridgeEvent) => void) => Connection): void => {
  const connections = new WeakMap<WebContents, Connection>();
  const connectionOf = (contents: WebContents): Connection => {
    const there = connections.get(contents);
    if (there !== undefined) return there;
    const made = connect((event) => {
      if (!contents.isDestroyed() && isTrustedSender(contents.mainFrame)) contents.send('desk:event', event);
    });
    connections.set(contents, made);
    contents.once('destroyed', () => made.close());
    return made;
  };
  ipcMain.handle('desk:call', async (event, name: unknown, input: unknown): Promise<CallResult<unknown>> => {
    if (!isTrustedSender(event.senderFrame))
      return { ok: false, error: { code: 'untrusted-sender', message: 'This window may not ask the desk.' } };
    return connectionOf(event.sender).call(name, input);
  });
};
