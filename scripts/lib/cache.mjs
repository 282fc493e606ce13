import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the commands keep what they fetched, outside the project: it survives `npm ci`. */
export const cacheFolder = () => {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'recovery-desk');
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'recovery-desk', 'Cache');
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'recovery-desk');
  // Nobody else may look into root's home, and the sandbox tests run as somebody else.
  if (process.getuid() === 0) return '/var/cache/recovery-desk';
  return join(homedir(), '.cache', 'recovery-desk');
};
