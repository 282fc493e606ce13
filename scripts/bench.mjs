import { pathToFileURL } from 'node:url';
import { ensureNode } from './lib/node.mjs';

// `npm run bench`: builds, then runs test/bench/main.ts; what follows `--` goes to it.

ensureNode();
const { command, at } = await import('./lib/project.mjs');
const { ensureElectron, electronEnv } = await import('./lib/electron.mjs');
const { ensureSystem } = await import('./lib/system.mjs');
const { ensureBuilt } = await import('./lib/build.mjs');
const { withHiddenDisplay } = await import('./lib/display.mjs');
const { runNode } = await import('./lib/run.mjs');

await command(async (args) => {
  const electron = await ensureElectron();
  await ensureSystem({ ...electron, xvfb: true });
  await ensureBuilt();
  const typescript = pathToFileURL(at('scripts/lib/typescript.mjs')).href;
  return withHiddenDisplay(({ env }) =>
    runNode(['--import', typescript, at('test/bench/main.ts'), ...args], { env: { ...electronEnv(electron), ...env } }),
  );
});
