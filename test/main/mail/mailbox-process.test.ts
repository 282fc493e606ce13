import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailMessageId } from '#main/mail/message-id';
import { createMailboxClient } from '#main/mail/sample/mailbox-client';
import { createSmtpMail } from '#main/mail/smtp-mail';
import { ensureSample, type Sample } from '#main/sample-world/ensure-sample';

const tokenText = 'token-for-the-process-tests-0123456789';
const smtpPassword = 'password-for-the-process-tests';
// Inside the project, so that the bundle finds the native driver.
const outFolder = resolve(`node_modules/.cache/recovery-desk/mailbox-${process.pid}`);

const pids = new Set<number>();
let folder: string;
beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: resolve('src/main/mail/sample/serve.ts'),
      outDir: outFolder,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'sample-mailbox.cjs' } },
    },
  });
});
afterAll(() => rmSync(outFolder, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rd-mailbox-'));
});
afterEach(async () => {
  for (const pid of pids) await kill(pid);
  pids.clear();
  rmSync(folder, { recursive: true, force: true });
});

const kill = async (pid: number): Promise<void> => {
  try {
    process.kill(pid, 'SIGKILL');
    // A killed child stays in the table until it is waited for; its files are closed by then.
    while (process.platform === 'linux' && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))) await wait(10);
  } catch {
    // It is gone.
  }
};
const start = async (): Promise<Sample> => {
  const sample = await ensureSample({
    name: 'mailbox',
    folder,
    entry: join(outFolder, 'sample-mailbox.cjs'),
    runtimes: [{ execPath: process.execPath, env: {} }],
    token: tokenText,
    start: { smtpPassword: smtpPassword },
  });
  pids.add(sample.pid);
  return sample;
};
const send = async (sample: Sample, effectId: string): Promise<string> => {
  const mail = createSmtpMail({
    host: '127.0.0.1',
    port: Number(sample.facts['smtpPort']),
    secure: false,
    auth: { user: 'desk', pass: smtpPassword },
    from: { name: 'Lumen Practice', address: 'security@lumen-practice.example' },
    pool: { maxConnections: 1 },
    allowPlainLoopback: true,
  });
  const result = await mail.send({
    messageId: mailMessageId({ effectId, firstAttemptAt: new Date(), domain: 'x.example' }),
    to: 'monique@delisle-roy.example',
    replyTo: 'security+rd1001.aaaaaaaaaaaaaaaa@lumen-practice.example',
    isAutomatic: true,
    timeZone: 'America/Toronto',
    subject: effectId,
    text: 'Hello',
    html: '<p>Hello</p>',
    inlineImages: [],
  });
  mail.close();
  return result.outcome;
};

describe("the mailbox's process", () => {
  it('has after a SIGKILL every letter that it said it had taken, on the same ports', async () => {
    const before = await start();
    for (const effectId of ['a', 'b', 'c']) expect(await send(before, effectId)).toBe('accepted');
    await kill(before.pid);
    const after = await start();
    expect([after.wasStarted, after.port, after.facts]).toEqual([true, before.port, before.facts]);
    const client = createMailboxClient({ baseUrl: after.baseUrl, token: tokenText });
    expect((await client.list()).map(({ subject }) => subject)).toEqual(['c', 'b', 'a']);
    expect(await send(after, 'd')).toBe('accepted');
  });

  it('is well again after a restart, and leaves no secret in its folder', async () => {
    const before = await start();
    const client = createMailboxClient({ baseUrl: before.baseUrl, token: tokenText });
    await client.faults.add({ kind: 'answer', code: 451, times: 9 });
    expect(await send(before, 'a')).toBe('later');
    await before.stop();
    const after = await start();
    expect(await send(after, 'a')).toBe('accepted');
    expect(await client.list()).toHaveLength(1);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile())
        expect(readFileSync(join(entry.parentPath, entry.name), 'latin1')).not.toMatch(
          new RegExp(`${tokenText}|${smtpPassword}`),
        );
    }
  });
});
