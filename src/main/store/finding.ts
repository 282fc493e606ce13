/** A finding outlives the process that made it: a restart must not give a tampered log another minute of writing. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from './protocol';

const findingFile = 'log.finding';
const unreadable: Finding = {
  ok: false,
  finding: 'changed',
  stream: null,
  version: null,
  message: 'The log was found changed at an earlier start.',
};

/** Keeps the finding beside the log. It holds stream and version, nothing personal. */
export const rememberFinding = (folder: string, finding: Finding): void => {
  const fd = openSync(join(folder, findingFile), 'w', 0o600);
  try {
    writeSync(fd, JSON.stringify(finding));
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

/** The finding of an earlier run; null when there was none. */
export const recallFinding = (folder: string): Finding | null => {
  const file = join(folder, findingFile);
  if (!existsSync(file)) return null;
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Finding>;
    return { ...unreadable, ...kept, ok: false };
  } catch {
    return unreadable;
  }
};

export const forgetFinding = (folder: string): void => rmSync(join(folder, findingFile), { force: true });
