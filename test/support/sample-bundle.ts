/**
 * A sample process's entry as one CommonJS file, as the build makes it (its pages are imported as text, which only a
 * bundler does).
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/recovery-desk');

const fingerprint = (): string => {
  const hash = createHash('sha256');
  for (const folder of [
    'src/main/mail',
    'src/main/accounts',
    'src/main/sample-world',
    'src/main/evidence',
    'src/main/store',
    'src/domain',
  ]) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.\w+$/.test(path))
      .toSorted())
      hash.update(file).update(readFileSync(join(root, folder, file)));
  }
  return hash.digest('hex').slice(0, 20);
};

/** Path of the bundled entry, built once for each state of the sources. */
export const bundledSample = async (name: 'identity' | 'mailbox'): Promise<string> => {
  const target = join(cache, `sample-${name}-${fingerprint()}.cjs`);
  if (existsSync(target)) return target;
  mkdirSync(cache, { recursive: true });
  const own = join(cache, `building-${process.pid}-${Math.random().toString(36).slice(2)}`);
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: join(root, name === 'identity' ? 'src/main/accounts/sample/serve.ts' : 'src/main/mail/sample/serve.ts'),
      outDir: own,
      minify: false,
      rollupOptions: {
        external: ['better-sqlite3'],
        output: { format: 'cjs', entryFileNames: 'serve.cjs', codeSplitting: false },
      },
    },
  });
  renameSync(join(own, 'serve.cjs'), target);
  rmSync(own, { recursive: true, force: true });
  return target;
};
