/** What the Electron that runs was told at its packaging (electronjs.org/docs/latest/tutorial/fuses). No Electron runs here. */
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Stands before the fuses in the program's file; a version, a count and one letter a fuse follow. */
const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const runAsNodeAt = sentinel.length + 2;
const on = '1'.charCodeAt(0);
const chunkBytes = 8 * 1024 * 1024;

/** On macOS the program is a stub beside the file that holds Electron. */
export const fuseFile = (executable: string, platform: NodeJS.Platform): string =>
  platform === 'darwin'
    ? join(dirname(executable), '../Frameworks/Electron Framework.framework/Electron Framework')
    : executable;

/** Whether ELECTRON_RUN_AS_NODE works in this file: false, too, when nothing in it says so. */
export const mayRunAsNode = async (file: string): Promise<boolean> => {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const buffer = Buffer.alloc(chunkBytes + runAsNodeAt);
    let found = false;
    for (let position = 0; ; position += chunkBytes) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      const read = buffer.subarray(0, bytesRead);
      // A program for two processors holds them twice.
      for (let at = read.indexOf(sentinel); at !== -1; at = read.indexOf(sentinel, at + 1)) {
        if (at + runAsNodeAt >= bytesRead) break;
        if (read[at + runAsNodeAt] !== on) return false;
        found = true;
      }
      if (bytesRead < buffer.length) return found;
    }
  } finally {
    await handle.close();
  }
};
