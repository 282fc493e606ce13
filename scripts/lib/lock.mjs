import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const beatMs = 2_000;
const deadMs = 20_000;

/** Does `work` while no other process does the same under this lock file. A lock whose holder died is taken over. */
export const withLock = async (file, work) => {
  await mkdir(dirname(file), { recursive: true });
  while (!(await take(file))) {
    if (await isDead(file)) await clear(file);
    else await wait(200);
  }
  const beat = setInterval(() => {
    utimes(file, new Date(), new Date()).catch(() => {});
  }, beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    await rm(file, { force: true });
  }
};

const take = async (file) => {
  try {
    const handle = await open(file, 'wx');
    await handle.write(String(process.pid));
    await handle.close();
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
};

const isDead = async (file) => {
  try {
    // Not by process id alone: the same number may live again in another container or after a restart.
    if (Date.now() - (await stat(file)).mtimeMs > deadMs) return true;
    const pid = Number(await readFile(file, 'utf8'));
    if (pid > 0) process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
};

/** Two may find the same dead lock: only one can rename it away. */
const clear = async (file) => {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(() => {});
  await rm(aside, { force: true });
};
