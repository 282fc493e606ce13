/** Files that are there whole or not at all, and stay there when the power goes. */
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The mark of a file that was never finished. */
export const unfinished = '.part';

/** Makes the names in a folder durable. Where a platform can't open folders (Windows) the rename itself is. */
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Makes a private folder. */
export const makeFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
};

/** Writes beside, syncs, then takes the name: a crash leaves the old file or the new one. */
export const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const beside = `${path}.${randomBytes(6).toString('hex')}${unfinished}`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } catch (error) {
    await handle.close();
    await rm(beside, { force: true });
    throw error;
  }
  await handle.close();
  await rename(beside, path);
  await syncFolder(dirname(path));
};

/** The bytes of a file, or null when there is none. */
export const readIfThere = async (path: string): Promise<Buffer | null> => {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/**
 * Overwrites a small file with random bytes, syncs, and removes it. What a drive keeps underneath is beyond reach; that
 * is why a key that lies here is wrapped besides.
 */
export const shred = async (path: string): Promise<void> => {
  let handle;
  try {
    handle = await open(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    const { size } = await handle.stat();
    await handle.write(randomBytes(Math.max(1, size)), 0, Math.max(1, size), 0);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rm(path, { force: true });
  await syncFolder(dirname(path));
};
