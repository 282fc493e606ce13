import { cp, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Advice, at, root } from './project.mjs';
import { collect } from './run.mjs';

const left = new Set(['.git', 'test-results', 'demo-output']);

/**
 * As root: does `work` with what a process of an ordinary user (`nobody`) needs: ids, a home of its own,
 * and the project, Electron and Node where that user may read them, copied when they are out of its reach.
 */
export async function withOrdinaryUser(electron, work) {
  const [uid, gid] = await Promise.all([idOf('-u'), idOf('-g')]);
  const who = { uid, gid };
  const home = await mkdtemp(join(tmpdir(), 'recovery-desk-user-'));
  await chown(home, uid, gid);
  try {
    const project = (await canUse(who, ['package.json', 'out/main/index.cjs', 'node_modules/electron/package.json'].map((file) => at(file)), [root]))
      ? root
      : await copy(root, join(home, 'project'), (path) => !left.has(path.slice(root.length + 1)));
    const inside = (file) => (file.startsWith(`${root}/`) ? join(project, file.slice(root.length + 1)) : file);
    const node = await reach(who, inside(process.execPath), join(home, 'node'));
    const executable = inside(electron.executable);
    const dist = (await canUse(who, [], [executable])) ? inside(electron.dist) : await copy(electron.dist, join(home, 'electron'));
    return await work({
      ...who,
      home,
      project,
      node,
      electron: { ...electron, dist, executable: join(dist, basename(executable)) },
      env: { HOME: home, TMPDIR: home, USER: 'nobody', LOGNAME: 'nobody', RECOVERY_DESK_NODE: node, XDG_CACHE_HOME: '', XDG_CONFIG_HOME: '', XDG_RUNTIME_DIR: '', DBUS_SESSION_BUS_ADDRESS: '' },
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function idOf(option) {
  const { code, output } = await collect('id', [option, 'nobody']);
  if (code !== 0) throw new Advice('The sandbox tests need an ordinary user, and this system has no user "nobody".');
  return Number(output);
}

async function canUse(who, readable, executable) {
  const checks = [...readable.map((file) => ['-r', file]), ...executable.map((file) => ['-x', file])];
  for (const check of checks) if ((await collect('test', check, { ...who, cwd: '/' })).code !== 0) return false;
  return true;
}

const reach = async (who, file, copied) => ((await canUse(who, [], [file])) ? file : copy(file, copied));

async function copy(from, to, filter = () => true) {
  await cp(from, to, { recursive: true, verbatimSymlinks: true, filter });
  await collect('chmod', ['-R', 'a+rX', to]);
  return to;
}
