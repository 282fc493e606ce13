import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityVersion } from '#main/accounts/sample/version';
import { readEndpoint, writeEndpoint } from '#main/sample-world/endpoint';
import { ensureSample, type Sample, type SampleRequest, type SampleRuntime } from '#main/sample-world/ensure-sample';
import { identityClient } from '#support/identity-system';
import { bundledSample } from '#support/sample-bundle';

const entry = resolve('src/main/accounts/sample/serve.ts');
const tokenText = 'token-for-the-process-tests-0123456789';
const lawyer = 'jean-philippe-lariviere';

describe('a sample process', () => {
  let folder: string;
  const pids = new Set<number>();
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sample-'));
  });
  afterEach(async () => {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
      await gone(pid);
    }
    pids.clear();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  });

  const ensure = async (more: Partial<SampleRequest> = {}): Promise<Sample> => {
    const sample = await ensureSample({
      name: 'identity',
      folder,
      entry: entry,
      runtimes: [{ execPath: process.execPath, env: {} }],
      token: tokenText,
      ...more,
    });
    pids.add(sample.pid);
    return sample;
  };
  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      // One that ended and has no parent to wait for it stays in the table as a zombie; with threads left it still
      // holds its files.
      return (
        process.platform !== 'linux' ||
        readdirSync(`/proc/${pid}/task`).length > 1 ||
        !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
      );
    } catch {
      return false;
    }
  };
  const gone = async (pid: number): Promise<void> => {
    while (isAlive(pid)) await wait(20);
  };

  it('is started once and found again', async () => {
    const first = await ensure();
    const second = await ensure();
    expect([first.wasStarted, second.wasStarted]).toEqual([true, false]);
    expect(second.pid).toBe(first.pid);
    expect(await second.heartbeat()).toBe(true);
    expect(readEndpoint(folder)).toMatchObject({
      name: 'identity',
      pid: first.pid,
      port: first.port,
      version: identityVersion,
    });
  });

  describe('under a Node that the driver fails on', () => {
    const standIn = (name: string, script: string): SampleRuntime => {
      const execPath = join(folder, name);
      writeFileSync(execPath, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
      return { execPath, env: {} };
    };
    const works: SampleRuntime = { execPath: process.execPath, env: {} };
    const fuse: SampleRuntime = {
      ...works,
      demand: () => Promise.reject(new Error('this Electron’s fuses don’t allow it')),
    };

    it.each([
      ['dies by a signal', 'kill -SEGV $$'],
      ['exits', 'exit 3'],
      ['stays silent', 'exec sleep 60'],
    ])('that %s, is started under the next one', async (name, script) => {
      const sample = await ensure({ runtimes: [standIn(name, script), fuse, works], silenceMs: 500 });
      expect(await sample.heartbeat()).toBe(true);
    });

    it('is refused in words when there is no other', async () => {
      const first = standIn('exits', 'exit 3');
      await expect(ensure({ runtimes: [first] })).rejects.toThrow(/did not start \(exit 3\)/);
      await expect(ensure({ runtimes: [first, fuse] })).rejects.toThrow(/fuses don’t allow it/);
      await expect(ensure({ runtimes: [] })).rejects.toThrow(/no Node that the database driver runs on is here/);
    });

    it('says so itself, rather than opening its file without encryption', async () => {
      const place = join(folder, 'with-driver');
      const stub = join(place, 'node_modules/better-sqlite3');
      mkdirSync(stub, { recursive: true });
      const real = JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'));
      writeFileSync(
        join(stub, 'index.js'),
        `const Database = require(${real}); const pragma = Database.prototype.pragma;
         Database.prototype.pragma = function (source, options) {
           return /^(?:cipher|key)/.test(source) ? undefined : pragma.call(this, source, options);
         };
         module.exports = Database;`,
      );
      copyFileSync(await bundledSample('identity'), join(place, 'serve.cjs'));
      await expect(ensure({ entry: join(place, 'serve.cjs') })).rejects.toThrow(/did not start \(exit 1\)/);
      expect(existsSync(join(folder, 'identity.db'))).toBe(false);
      expect(readFileSync(join(folder, 'sample.log'), 'utf8')).toContain('NoCipher');
    });
  });

  it('is one process when several start it at once', async () => {
    const samples = await Promise.all([1, 2, 3].map(() => ensure()));
    expect(new Set(samples.map(({ pid }) => pid)).size).toBe(1);
  });

  it('survives the program that started it', async () => {
    const script = join(folder, 'starter.mts');
    writeFileSync(
      script,
      `import { ensureSample } from ${JSON.stringify(resolve('src/main/sample-world/ensure-sample.ts'))};
      const { pid } = await ensureSample(JSON.parse(process.argv[2]));
      console.log(pid);`,
    );
    const request = {
      name: 'identity',
      folder,
      entry: entry,
      runtimes: [{ execPath: process.execPath, env: {} }],
      token: tokenText,
    };
    const pid = Number(execFileSync(process.execPath, [script, JSON.stringify(request)], { encoding: 'utf8' }));
    pids.add(pid);
    expect(isAlive(pid)).toBe(true);
    expect((await ensure()).pid).toBe(pid);
  });

  it('closes cleanly on SIGTERM and answers on the same port afterwards', async () => {
    const first = await ensure();
    process.kill(first.pid, 'SIGTERM');
    await gone(first.pid);
    expect(await first.heartbeat()).toBe(false);
    expect(readdirSync(folder).filter((file) => file.startsWith('identity.db'))).toEqual(['identity.db']);
    const second = await ensure();
    expect(second.pid).not.toBe(first.pid);
    expect(second.port).toBe(first.port);
  });

  it('takes another port when somebody has its own, and does not show them the token', async () => {
    const first = await ensure();
    process.kill(first.pid, 'SIGKILL');
    await gone(first.pid);
    const seen: string[] = [];
    const squatter = createServer((request, response) => {
      seen.push(`${request.url} ${JSON.stringify(request.headers)}`);
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({ name: 'identity', version: identityVersion, pid: first.pid, proof: '0'.repeat(64) }),
      );
    });
    await new Promise<void>((done, fail) => squatter.once('error', fail).listen(first.port, '127.0.0.1', done));
    const second = await ensure();
    expect(second.port).not.toBe(first.port);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.join()).not.toContain(tokenText);
    await new Promise((done) => squatter.close(done));
  });

  it('has lost nothing that it acknowledged when it was killed', async () => {
    const first = await ensure();
    const client = identityClient(first.baseUrl, tokenText);
    await client.addFirmOf(lawyer);
    const { login, password, code } = await client.credentials(lawyer);
    const { cookies } = await client.signIn(login, password!, code!);
    expect((await client.admin('POST', '/admin/realms/lumen/users/genevieve-lariviere/logout')).body).toEqual({
      ended: 1,
    });
    process.kill(first.pid, 'SIGKILL');
    await gone(first.pid);

    const again = identityClient((await ensure()).baseUrl, tokenText);
    expect(await again.isSignedIn(cookies)).toBe(true);
    expect((await again.signIn(login, password!, code!)).state).toBe('refused');
    expect((await again.admin('POST', '/admin/realms/lumen/users/genevieve-lariviere/logout')).body).toEqual({
      ended: 0,
    });
  });

  it('stops when it is asked to with its token, and not without', async () => {
    const sample = await ensure();
    expect((await fetch(`${sample.baseUrl}/stop`, { method: 'POST' })).status).toBe(401);
    expect(await sample.heartbeat()).toBe(true);
    await sample.stop();
    await gone(sample.pid);
    expect(readEndpoint(folder)?.endedAt).toBeDefined();
  });

  it('ends by itself when nobody asks it anything', async () => {
    const sample = await ensure({ start: { idleMs: 500 } });
    await gone(sample.pid);
    expect(readFileSync(join(folder, 'sample.log'), 'utf8')).toContain('idle');
  });

  it('makes way for a newer version', async () => {
    const sample = await ensure();
    writeEndpoint(folder, { ...readEndpoint(folder)!, version: '0' });
    const newer = await ensure({ version: identityVersion });
    expect(newer.pid).not.toBe(sample.pid);
    await gone(sample.pid);
  });

  it('is not taken for ours when it was started with another token', async () => {
    const sample = await ensure();
    await expect(ensure({ token: 'another-token-that-is-long-enough', startTimeoutMs: 1_500 })).rejects.toThrow(
      /another token/,
    );
    expect(isAlive(sample.pid)).toBe(true);
  });

  it('says where its reason is when it can not start, and names no secret', async () => {
    const sample = await ensure();
    await sample.stop();
    const wrong = 'another-token-that-is-long-enough';
    await expect(ensure({ token: wrong })).rejects.toThrow(/did not start \(exit 1\)/);
    const log = readFileSync(join(folder, 'sample.log'), 'utf8');
    expect(log).toMatch(/can not be opened with this token or seed key/);
    expect(log).not.toContain(wrong);
    expect((await ensure()).wasStarted).toBe(true);
  });

  it.each([
    ['', /nothing came/],
    ['no json\n', /one line of JSON/],
    ['{"token":"0123456789012345678901234"}\n', /folder must be a path/],
    ['{"folder":"FOLDER","token":"short"}\n', /token must have at least 22/],
    ['{"folder":"FOLDER","token":"0123456789012345678901234","seedKey":"short"}\n', /seedKey must have/],
  ])('refuses the start message %j by its field', (line, reason) => {
    const { status, stderr } = spawnSync(process.execPath, [entry], {
      input: line.replace('FOLDER', folder),
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(reason);
    expect(stderr).not.toContain('0123456789012345678901234');
  });

  it('leaves no token, password, code secret or name of a person in its folder, arguments or environment', async () => {
    const sample = await ensure({ start: { seedKey: 'the seed key of this installation' } });
    const client = identityClient(sample.baseUrl, tokenText);
    await client.addFirmOf(lawyer);
    const { login, password, code } = await client.credentials(lawyer);
    await client.signIn(login, password!, code!);
    await client.admin('POST', '/sample/people', { id: 'X' });
    const secrets = [tokenText, 'the seed key of this installation', password!, login, 'Larivière'];
    const seen = readdirSync(folder).map((file) => readFileSync(join(folder, file)));
    if (process.platform === 'linux')
      seen.push(readFileSync(`/proc/${sample.pid}/cmdline`), readFileSync(`/proc/${sample.pid}/environ`));
    for (const secret of secrets) for (const bytes of seen) expect(bytes.includes(secret)).toBe(false);
    expect(statSync(join(folder, 'endpoint.json')).mode & 0o077).toBe(0);
  });

  it('keeps its log small', async () => {
    writeFileSync(join(folder, 'sample.log'), 'x'.repeat(400_000));
    await ensure();
    expect(statSync(join(folder, 'sample.log')).size).toBeLessThan(10_000);
  });

  it('gives no answer to a page whose host name was made to point here', async () => {
    const sample = await ensure();
    const status = await new Promise<number | undefined>((done, fail) => {
      get({ port: sample.port, host: '127.0.0.1', agent: false, headers: { host: 'evil.example' } }, (response) =>
        done(response.resume().statusCode),
      ).once('error', fail);
    });
    expect(status).toBe(421);
  });
});
