/**
 * What every end-to-end test starts from: a data folder of its own, the built desk on it, and nothing left afterwards.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { CallInput, CallName, CallOutput } from '#contract/calls';
import { launchDesk } from '#support/electron-app';
import { killSampleWorld } from '#support/practice-world';

/** A desk that runs. */
export type Desk = {
  readonly folder: string;
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the window's console said that it should not have, and errors of its scripts. */
  readonly complaints: readonly string[];
};

export type Desks = {
  readonly folder: string;
  /** Starts the desk on the test's folder, again after it was killed or closed. */
  start(options?: { readonly sandbox?: boolean }): Promise<Desk>;
  /** SIGKILL, as the system does when it runs out of memory. Returns when it is gone. */
  kill(desk: Desk): Promise<void>;
};

/** A call over the window's own bridge, which must succeed. */
export const ask = async <N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
  const answer = await page.evaluate(
    ([asked, given]) =>
      (
        window as unknown as {
          desk: {
            call: (
              name: unknown,
              input: unknown,
            ) => Promise<{ ok: true; value: unknown } | { ok: false; error: unknown }>;
          };
        }
      ).desk.call(asked, given),
    [name, input] as const,
  );
  if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`);
  return answer.value as CallOutput<N>;
};

export const test = base.extend<{ desks: Desks }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
  desks: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'recovery-desk-e2e-'));
    const running = new Set<ElectronApplication>();
    await use({
      folder,
      async start(options = {}) {
        const app = await launchDesk({ dataFolder: folder, ...options });
        running.add(app);
        app.context().setDefaultTimeout(15_000);
        const page = await app.firstWindow();
        const complaints: string[] = [];
        page.on('console', (message) => {
          if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
        });
        page.on('pageerror', (error) => complaints.push(String(error)));
        await page.waitForLoadState();
        return { folder, app, page, complaints };
      },
      async kill({ app }) {
        running.delete(app);
        const gone = new Promise((resolve) => app.process().once('exit', resolve));
        app.process().kill('SIGKILL');
        await gone;
        await app.close().catch(() => undefined);
      },
    });
    for (const app of running) await app.close().catch(() => undefined);
    killSampleWorld(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
});

/** The process id of the desk's store, whichever way it was started. */
export const storePid = async ({ app }: Desk): Promise<number> => {
  const metrics = await app.evaluate(({ app: electron }) =>
    electron
      .getAppMetrics()
      .filter(({ serviceName, name }) => `${serviceName} ${name}`.includes('Recovery Desk store'))
      .map(({ pid }) => pid),
  );
  if (metrics[0] !== undefined) return metrics[0];
  const main = app.process().pid;
  for (const entry of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const [stat, words] = await Promise.all(
      ['stat', 'cmdline'].map((file) => readFile(`/proc/${entry}/${file}`, 'utf8').catch(() => '')),
    );
    // Its name may hold spaces and brackets; the parent is the second figure after the last bracket.
    const parent = Number(stat!.slice(stat!.lastIndexOf(')') + 2).split(' ')[1]);
    if (parent === main && words!.includes('store.cjs')) return Number(entry);
  }
  throw new Error('the store’s process was not found');
};
