import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withProgress } from './progress.mjs';
import { Advice, say } from './project.mjs';
import { collect } from './run.mjs';

/** What each package manager calls the packages, and how it is told to install them. */
const managers = [
  {
    program: 'apt-get',
    // Debian 13 and Ubuntu 24.04 renamed some with a `t64` at the end.
    libraries: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'],
    xvfb: ['xvfb'],
    install: (names) => `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`,
  },
  {
    program: 'dnf',
    libraries: ['gtk3', 'nss', 'alsa-lib', 'mesa-libgbm'],
    xvfb: ['xorg-x11-server-Xvfb'],
    install: (names) => `dnf install -y ${names.join(' ')}`,
  },
  {
    program: 'pacman',
    libraries: ['gtk3', 'nss', 'alsa-lib', 'mesa'],
    xvfb: ['xorg-server-xvfb'],
    install: (names) => `pacman -S --needed ${names.join(' ')}`,
  },
];

/**
 * Makes sure that Electron finds its shared libraries here and, when asked, that Xvfb is there.
 * As root on Debian and Ubuntu it installs what is missing; elsewhere it says what to type.
 */
export const ensureSystem = async ({ executable, xvfb = false }) => {
  if (process.platform !== 'linux') return;
  const missing = await findMissing(executable, xvfb);
  if (!isMissing(missing)) return;
  const manager = managers.find(({ program }) => findProgram(program));
  const what = nameAll(missing);
  if (!manager)
    throw new Advice(`This system lacks what Electron needs: ${what}. Install it with the system's package manager.`);
  const isApt = manager.program === 'apt-get';
  const listed = [...(missing.libraries.length > 0 ? manager.libraries : []), ...(missing.xvfb ? manager.xvfb : [])];
  if (!isApt || process.getuid() !== 0) {
    const names = isApt ? await currentNames(listed) : listed;
    throw new Advice(`This system lacks ${what}. Type:\n  ${asRoot(manager.install(names))}`);
  }
  await installByApt(listed, what);
  const still = await findMissing(executable, xvfb);
  if (isMissing(still))
    throw new Advice(`After installing ${listed.join(' ')} this system still lacks ${nameAll(still)}.`);
};

/** Why Chromium can't put its sandbox around pages here for an ordinary user, with the cure; undefined when it can. */
export const sandboxProblem = async (executable, who = {}) => {
  if (process.platform !== 'linux') return undefined;
  const helper = join(executable, '..', 'chrome-sandbox');
  const { output: rights } = await collect('stat', ['-c', '%u %a', helper]);
  if (rights.trim() === '0 4755') return undefined;
  const { code } = await collect('unshare', ['--user', '--map-root-user', 'true'], who);
  if (code === 0) return undefined;
  return `This system gives ordinary programs no user namespaces, which Chromium's sandbox needs. Type:\n  sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`;
};

/** The full path of a program on the PATH, or undefined. */
export const findProgram = (name) => {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
};

/** A bare system lacks thirty: one line names the first and counts the others. */
const nameAll = ({ libraries, xvfb }) => {
  const names = [...(xvfb ? ['Xvfb'] : []), ...libraries];
  return names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
};

const isMissing = ({ libraries, xvfb }) => libraries.length > 0 || xvfb;

const findMissing = async (executable, xvfb) => {
  const { output } = await collect('ldd', [executable]);
  const libraries = [...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
  // Newer Electrons load GTK when they start, so that ldd doesn't see it.
  if (libraries.length === 0 && !/libgtk-3/.test(output)) {
    const known = await collect(findProgram('ldconfig') ?? 'ldconfig', ['-p']);
    if (known.code === 0 && !/libgtk-3\.so\.0/.test(known.output)) libraries.push('libgtk-3.so.0');
  }
  return { libraries: [...new Set(libraries)], xvfb: xvfb && !findProgram('Xvfb') };
};

const installByApt = async (listed, what) => {
  say(`Installing the system packages that Electron needs here (missing: ${what}).`);
  const apt = (...args) =>
    collect('apt-get', ['-o', 'DPkg::Lock::Timeout=120', '-q', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  const update = await withProgress('apt-get update', () => apt('update'));
  const names = await currentNames(listed);
  const install = await withProgress(`apt-get install ${names.join(' ')}`, () =>
    apt('install', '-y', '--no-install-recommends', ...names),
  );
  if (install.code === 0) return;
  const said = `${update.code === 0 ? '' : update.output}${install.output}`.trim().split('\n').slice(-12).join('\n');
  throw new Advice(
    `${said}\nThe system packages could not be installed. Type:\n  ${asRoot(managers[0].install(names))}`,
  );
};

/** Each name as this release of Debian or Ubuntu has it. */
const currentNames = async (names) => {
  return Promise.all(
    names.map(async (name) => {
      const { output } = await collect('apt-cache', ['policy', `${name}t64`]);
      return /Candidate: (?!\(none\))/.test(output) ? `${name}t64` : name;
    }),
  );
};

const asRoot = (line) =>
  process.getuid() === 0
    ? line
    : line
        .split(' && ')
        .map((part) => `sudo ${part}`)
        .join(' && ');
