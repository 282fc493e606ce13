/** A desk that dies by SIGKILL in the middle of a disable, or of sending a mail: a process of its own, as Electron's main is one. */
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import type { DisableStep } from '#domain/case/events';
import type { Asked } from './deed-journal';
import { bundledSample } from './sample-bundle';
import { bundledStore } from './store-bundle';

export type KillAt =
  | { readonly step: DisableStep; readonly moment: 'before' | 'done' }
  /** So long after it has started: whatever it is at then. */
  | { readonly afterMs: number };
export type DeskOrders = {
  readonly folder: string;
  readonly ahead: number;
  readonly kill: KillAt;
  readonly journal: string;
  readonly store: string;
  readonly reader: string;
  readonly identity: string;
  readonly mailbox: string;
  readonly rendererFolder: string;
};

const root = join(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/recovery-desk');
const patienceMs = 25_000;

const sources = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))
    .toSorted();

const bundledDesk = async (): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of [
    ...sources('src/domain'),
    ...sources('src/contract'),
    ...sources('src/main'),
    ...sources('test/support'),
  ])
    hash.update(file).update(readFileSync(join(root, file)));
  const target = join(cache, `desk-${hash.digest('hex').slice(0, 20)}.cjs`);
  if (existsSync(target)) return target;
  mkdirSync(cache, { recursive: true });
  const own = `${target}.${process.pid}.cjs`;
  const bundle = await rolldown({
    input: join(root, 'test/support/desk-process-entry.ts'),
    platform: 'node',
    external: ['better-sqlite3'],
    cwd: root,
    logLevel: 'silent',
  });
  await bundle.write({ file: own, format: 'cjs', codeSplitting: false });
  await bundle.close();
  renameSync(own, target);
  return target;
};

const journalOf = (folder: string): string => `${folder}.journal`;
/** Where a killed desk's stdout and stderr went. */
export const outputOf = (folder: string): string => `${folder}.output`;
/** Takes away what lies beside the folder. */
export const removeTraces = (folder: string): void => {
  for (const file of [journalOf(folder), outputOf(folder)]) rmSync(file, { force: true });
};

/**
 * Opens the desk of a folder and lets it work until it kills itself; answers what it had asked of the identity system.
 */
export const dieAt = async (folder: string, ahead: number, kill: KillAt): Promise<readonly Asked[]> => {
  const orders: DeskOrders = {
    folder,
    ahead,
    kill,
    journal: journalOf(folder),
    store: await bundledStore(),
    reader: await bundledStore(join(root, 'src/main/mail/receive/serve-reader.ts')),
    identity: await bundledSample('identity'),
    mailbox: await bundledSample('mailbox'),
    rendererFolder: join(root, 'out/renderer'),
  };
  const output = openSync(outputOf(folder), 'a', 0o600);
  const child = fork(await bundledDesk(), [], { execArgv: [], stdio: ['ignore', output, output, 'ipc'] });
  const how = await new Promise<string>((resolve) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      resolve('it never came to that step');
    }, patienceMs);
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      resolve(signal ?? `code ${code}`);
    });
    child.send(orders);
  });
  closeSync(output);
  if (how !== 'SIGKILL')
    throw new Error(
      `the desk should have died at ${JSON.stringify(kill)}: ${how}\n${readFileSync(outputOf(folder), 'utf8')}`,
    );
  return existsSync(orders.journal)
    ? readFileSync(orders.journal, 'utf8')
        .trim()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Asked)
    : [];
};
