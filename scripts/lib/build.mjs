import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { Advice, at, bin, say, seconds } from './project.mjs';
import { collect } from './run.mjs';

const sources = ['src', 'resources', 'package.json', 'package-lock.json', 'tsconfig.json', 'electron.vite.config.ts'];
const stamp = at('out', '.built-from');

/** Builds the app into `out/` when its sources changed since the last build; shows that it does. */
export const ensureBuilt = async () => {
  if (await isBuilt()) return;
  await mkdir(at('out'), { recursive: true });
  await withLock(at('out', '.lock'), async () => {
    if (await isBuilt()) return;
    const from = await fingerprint();
    const began = performance.now();
    say(existsSync(stamp) ? 'Building the app, since its sources changed …' : 'Building the app …');
    await forgetBuild();
    const { code, output } = await collect(process.execPath, [bin('electron-vite'), 'build']);
    if (code !== 0) throw new Advice(`${output.trim()}\nThe build failed.`);
    await writeFile(stamp, from);
    say(`Built in ${seconds(began)}.`);
  });
};

/** What is in `out/` is no longer a whole build of known sources. */
export const forgetBuild = () => rm(stamp, { force: true });

const isBuilt = async () => {
  const from = await readFile(stamp, 'utf8').catch(() => undefined);
  return from !== undefined && existsSync(at('out/main/index.cjs')) && from === (await fingerprint());
};

/** Names, sizes and times of the sources: also a file that was removed changes it. */
const fingerprint = async () => {
  const hash = createHash('sha256');
  for (const each of sources) await add(hash, each);
  return hash.digest('hex');
};

const add = async (hash, path) => {
  const found = await stat(at(path)).catch(() => undefined);
  if (found?.isDirectory()) {
    for (const entry of (await readdir(at(path))).sort()) await add(hash, join(path, entry));
  } else if (found && !/\.test\.tsx?$/.test(path)) {
    hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
  }
};
