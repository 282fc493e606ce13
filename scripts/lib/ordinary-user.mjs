import { chmod, chown, copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { withProgress } from './progress.mjs';
import { Advice, at, root } from './project.mjs';
import { collect } from './run.mjs';

const left = new Set(['.git', 'test-results', 'demo-output']);

/**
 * As root: does `work` with what a process of an ordinary user (`nobody`) needs: ids, a home of its own,
 * and the project, Electron and Node where that user may read them, copied when they are out of its reach.
 */
export const withOrdinaryUser = async (electron, work) => {
  const who = await ordinaryIds();
  const { uid, gid } = who;
  const home = await mkdtemp(join(tmpdir(), 'recovery-desk-user-'));
  await chown(home, uid, gid);
  try {
    const project = (await canUse(
      who,
      ['package.json', 'out/main/index.cjs', 'node_modules/electron/package.json'].map((file) => at(file)),
      [root],
    ))
      ? root
      : await copy(who, root, join(home, 'project'));
    const inside = (file) => (file.startsWith(`${root}/`) ? join(project, file.slice(root.length + 1)) : file);
    const node = await reach(who, inside(process.execPath), join(home, 'node'));
    const executable = inside(electron.executable);
    const dist = (await canUse(who, [], [executable]))
      ? inside(electron.dist)
      : await copy(who, electron.dist, join(home, 'electron'));
    return await work({
      ...who,
      home,
      project,
      node,
      electron: { ...electron, dist, executable: join(dist, basename(executable)) },
      env: {
        HOME: home,
        TMPDIR: home,
        USER: 'nobody',
        LOGNAME: 'nobody',
        RECOVERY_DESK_NODE: node,
        XDG_CACHE_HOME: '',
        XDG_CONFIG_HOME: '',
        XDG_RUNTIME_DIR: '',
        DBUS_SESSION_BUS_ADDRESS: '',
      },
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
};

/** The ids of the ordinary user. */
export const ordinaryIds = async () => {
  const [uid, gid] = await Promise.all([idOf('-u'), idOf('-g')]);
  return { uid, gid };
};

const idOf = async (option) => {
  const { code, output } = await collect('id', [option, 'nobody']);
  if (code !== 0) throw new Advice('The sandbox tests need an ordinary user, and this system has no user "nobody".');
  return Number(output);
};

const canUse = async (who, readable, executable) => {
  const checks = [...readable.map((file) => ['-r', file]), ...executable.map((file) => ['-x', file])];
  for (const check of checks) if ((await collect('test', check, { ...who, cwd: '/' })).code !== 0) return false;
  return true;
};

const reach = async (who, file, copied) => {
  if (await canUse(who, [], [file])) return file;
  await copyFile(file, copied);
  await chmod(copied, 0o755);
  return copied;
};

/**
 * Hard links where the file system and the files' rights allow it; else copies. Both keep the rights of Chromium's
 * sandbox helper.
 */
const copy = async (who, from, to) => {
  const names = (await readdir(from)).filter((name) => from !== root || !left.has(name));
  const take = async (how) => {
    await rm(to, { recursive: true, force: true });
    await mkdir(to);
    return collect('cp', [how, ...names.map((name) => join(from, name)), to]);
  };
  await withProgress('Copying for the user nobody', async () => {
    const linked = await take('-al');
    if (
      linked.code === 0 &&
      (await canUse(
        who,
        names.map((name) => join(to, name)),
        [],
      ))
    )
      return;
    const copied = await take('-a');
    if (copied.code !== 0) throw new Advice(`${from} can't be copied for the user nobody: ${copied.output.trim()}`);
    await collect('chmod', ['-R', 'a+rX', to]);
  });
  return to;
};
