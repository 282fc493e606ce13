/**
 * Bundles an entry of the bench as the build bundles the app's: CommonJS, with the driver and Electron left outside.
 */
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { rolldown } from 'rolldown';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'node_modules/.cache/recovery-desk/bench');

/** Path of the bundled file; made anew each time, so that it is never of older sources. */
export const bundled = async (entry: string): Promise<string> => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, basename(entry).replace(/\.ts$/, '.cjs'));
  const bundle = await rolldown({
    input: join(import.meta.dirname, entry),
    platform: 'node',
    external: ['better-sqlite3', 'electron'],
    cwd: root,
    logLevel: 'warn',
  });
  await bundle.write({ file, format: 'cjs', codeSplitting: false });
  await bundle.close();
  return file;
};

/** Folder of the page beside which a start is measured, built as the console is. */
export const bundledPage = async (): Promise<string> => {
  const outDir = join(folder, 'page');
  await build({
    configFile: false,
    root: join(import.meta.dirname, 'page'),
    logLevel: 'error',
    plugins: [react()],
    build: { outDir, emptyOutDir: true, target: 'chrome130', minify: true, assetsInlineLimit: 0 },
  });
  return outDir;
};
