import type { WebFrameMain } from 'electron';

export const deskOrigin = 'app://desk';

/** Electron's item 17: only the main frame of a desk's window, showing our own page, is heard. Fails closed. */
export const isTrustedSender = (frame: Pick<WebFrameMain, 'url' | 'parent'> | null | undefined): boolean => {
  if (frame === null || frame === undefined || frame.parent !== null) return false;
  try {
    const url = new URL(frame.url);
    return url.protocol === 'app:' && url.host === 'desk';
  } catch {
    return false;
  }
};
