import { readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';

/** The project's folder. */
export const root = resolve(import.meta.dirname, '../..');

/** A path inside the project. */
export const at = (...parts) => join(root, ...parts);

/** Something the person at the keyboard can put right: its message is shown alone, without a stack. */
export class Advice extends Error {}

/** One line for the person who started a command. */
export const say = (line) => process.stdout.write(`${line}\n`);

/** Seconds with one decimal, for a line on the screen. */
export const seconds = (sinceMs) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

/** Runs a command's main function; what it returns is the exit code. */
export const command = async (main) => {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0;
  } catch (error) {
    console.error(error instanceof Advice ? error.message : error);
    process.exitCode = 1;
  }
};

/** The script behind a package's command, to be run by this same Node: no shell, no `.cmd` file, no PATH. */
export const bin = (packageName, name = packageName) => {
  const folder = at('node_modules', packageName);
  const { bin: listed } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof listed === 'string' ? listed : listed[name]);
};

/** The environment for what the commands start: this Node and the project's own commands come first. */
export const childEnv = (extra = {}) => {
  const path = [dirname(process.execPath), at('node_modules', '.bin'), process.env.PATH]
    .filter(Boolean)
    .join(delimiter);
  const env = { ...process.env, PATH: path, RECOVERY_DESK_NODE: process.execPath, ...extra };
  // Some editors' terminals set it; Electron would start as plain Node and show no window.
  delete env.ELECTRON_RUN_AS_NODE;
  return env;
};
