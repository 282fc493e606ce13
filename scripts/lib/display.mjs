import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Advice } from './project.mjs';

/** Whether there is a screen to show a window on. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * Does `work` with the environment of a screen nobody sees: an Xvfb of its own that ends with it.
 * `work` also gets `share(uid)`, the same environment for a process of another user.
 */
export const withHiddenDisplay = async (work) => {
  if (process.platform !== 'linux') return work({ env: {}, share: async () => ({}) });
  const folder = await mkdtemp(join(tmpdir(), 'recovery-desk-display-'));
  const cookie = randomBytes(16);
  const key = join(folder, 'authority');
  await writeFile(key, authority(cookie), { mode: 0o600 });
  const screen = await startXvfb(key).catch(async (error) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  const env = (file) => ({
    DISPLAY: `:${screen.number}`,
    XAUTHORITY: file,
    WAYLAND_DISPLAY: '',
    XDG_SESSION_TYPE: 'x11',
  });
  try {
    return await work({
      env: env(key),
      share: async (uid) => {
        const own = await mkdtemp(join(tmpdir(), 'recovery-desk-display-'));
        await writeFile(join(own, 'authority'), authority(cookie), { mode: 0o600 });
        await chown(join(own, 'authority'), uid, -1);
        await chown(own, uid, -1);
        screen.folders.push(own);
        return env(join(own, 'authority'));
      },
    });
  } finally {
    screen.stop();
    for (const each of [folder, ...screen.folders]) await rm(each, { recursive: true, force: true });
  }
};

/**
 * Xvfb picks a free number and tells it over descriptor 3. A shell holds it, which ends it when this process dies in
 * any way.
 */
const startXvfb = async (key) => {
  const options = `-displayfd 3 -screen 0 1920x1200x24 -nolisten tcp -noreset -auth '${key}'`;
  const shell = spawn(
    '/bin/sh',
    ['-c', `Xvfb ${options} </dev/null & server=$!; read -r end; kill $server; wait $server`],
    { stdio: ['pipe', 'ignore', 'pipe', 'pipe'], detached: true },
  );
  let said = '';
  shell.stderr.on('data', (chunk) => {
    said = (said + chunk).slice(-2_000);
  });
  let answer = '';
  const number = await new Promise((done) => {
    const timer = setTimeout(() => done(undefined), 15_000);
    const settle = (value) => {
      clearTimeout(timer);
      done(value);
    };
    shell.stdio[3].on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('\n')) settle(Number(answer));
    });
    shell.stdio[3].on('close', () => settle(undefined));
    shell.on('error', () => settle(undefined));
  });
  const stop = () => shell.stdin.end();
  if (number === undefined) {
    stop();
    throw new Advice(`Xvfb, the screen that nobody sees, did not start. ${said.trim()}`);
  }
  shell.unref();
  for (const stream of [shell.stdin, shell.stderr, shell.stdio[3]]) stream.unref();
  return { number, stop, folders: [] };
};

/** An Xauthority entry that fits every host and display number: it is read by these processes alone. */
const authority = (cookie) => {
  const text = (value) => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const anyHost = Buffer.from([0xff, 0xff]);
  return Buffer.concat([anyHost, text(''), text(''), text('MIT-MAGIC-COOKIE-1'), text(cookie)]);
};
