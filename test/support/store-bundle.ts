/**
 * The store's entry as one CommonJS file, as the build makes it: its processes and threads in tests are started from
 * it.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/recovery-desk');

const sourceFiles = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))
    .toSorted();

const fingerprint = (entry: string): string => {
  const hash = createHash('sha256').update(entry);
  for (const file of [
    ...sourceFiles('src/main/store'),
    ...sourceFiles('src/main/electron'),
    ...sourceFiles('src/main/cases'),
    ...sourceFiles('src/main/mail/receive'),
    ...sourceFiles('src/domain'),
    ...sourceFiles('src/contract'),
    ...sourceFiles('test/support'),
    'package-lock.json',
  ]) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex').slice(0, 20);
};

/** Path of the bundled entry, built once for each state of the sources. */
export const bundledStore = async (entry = join(root, 'src/main/store/serve.ts')): Promise<string> => {
  mkdirSync(cache, { recursive: true });
  const target = join(cache, `store-${fingerprint(relative(root, entry))}.cjs`);
  if (existsSync(target)) return target;
  // Several test files may build at once: each under its own name, and the last rename wins.
  const own = `${target}.${process.pid}-${Math.random().toString(36).slice(2)}.cjs`;
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    external: ['better-sqlite3', 'electron'],
    cwd: root,
    logLevel: 'warn',
  });
  await bundle.write({ file: own, format: 'cjs', codeSplitting: false });
  await bundle.close();
  renameSync(own, target);
  rmSync(`${own}.map`, { force: true });
  return target;
};
