import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { megabytes, withProgress } from './progress.mjs';
import { at } from './project.mjs';
import { collect } from './run.mjs';

const answerMs = 10_000;
const stallMs = 20_000;
const folder = at('node_modules', 'electron');

/** The Electron version that package.json pins. */
export const wantedVersion = () => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

/** The official Electron, when the `electron` package has already unpacked it. */
export const findOfficial = async () => {
  // path.txt is written last: without it the unpacking was cut short.
  const name = await readFile(join(folder, 'path.txt'), 'utf8').catch(() => undefined);
  const dist = join(folder, 'dist');
  if (!name || !existsSync(join(dist, name))) return undefined;
  const version = (await readFile(join(dist, 'version'), 'utf8').catch(() => '')).trim().replace(/^v/, '');
  return version === wantedVersion() ? { dist, executable: join(dist, name), version, official: true } : undefined;
};

/**
 * Downloads and unpacks it as the `electron` package does itself (its cache, checksums, mirror settings),
 * but gives up after 10 s without an answer or 20 s without a byte, where that would wait for ever.
 */
export const fetchOfficial = async () => {
  const version = wantedVersion();
  const fromElectron = createRequire(join(folder, 'package.json'));
  const { downloadArtifact } = await import(pathToFileURL(fromElectron.resolve('@electron/get')).href);
  const cut = new AbortController();
  const giveUpAfter = (ms) => setTimeout(() => cut.abort(new Error(`no answer within ${ms / 1000} s`)), ms);
  let timer = giveUpAfter(answerMs);
  try {
    await withProgress(`Electron ${version}`, (report) =>
      downloadArtifact({
        version,
        artifactName: 'electron',
        cacheRoot: process.env.electron_config_cache,
        checksums: fromElectron('./checksums.json'),
        platform: process.env.ELECTRON_INSTALL_PLATFORM ?? process.env.npm_config_platform ?? process.platform,
        arch: process.env.ELECTRON_INSTALL_ARCH ?? process.env.npm_config_arch ?? process.arch,
        downloadOptions: {
          quiet: true,
          signal: cut.signal,
          getProgressCallback: ({ transferred, total }) => {
            clearTimeout(timer);
            timer = giveUpAfter(stallMs);
            report(`${megabytes(transferred)}${total ? ` of ${megabytes(total)}` : ''}`);
          },
        },
      }),
    );
  } finally {
    clearTimeout(timer);
  }
  const { code, output } = await withProgress(`Electron ${version}`, () =>
    collect(process.execPath, [join(folder, 'install.js')]),
  );
  const installed = code === 0 ? await findOfficial() : undefined;
  if (!installed) throw new Error(output.trim() || 'it could not be unpacked');
  return installed;
};
