import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

/** Unpacks a zip's files into `folder`. `place` names each entry's path in there, or leaves it out with undefined. */
export const unzip = async (zip, folder, place) => {
  const archive = await openPromise(zip, { lazyEntries: true });
  try {
    for await (const entry of archive.eachEntry()) {
      const inside = entry.fileName.endsWith('/') ? undefined : place(entry.fileName);
      if (!inside) continue;
      const file = join(folder, inside);
      if (!file.startsWith(folder + sep)) throw new Error(`${entry.fileName} would leave ${folder}`);
      await mkdir(dirname(file), { recursive: true });
      const mode = (entry.externalFileAttributes >>> 16) & 0o755;
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file, { mode: mode || 0o644 }));
    }
  } finally {
    archive.close();
  }
};
