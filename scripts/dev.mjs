import { ensureNode } from './lib/node.mjs';

// `npm run dev`: the app over Vite's development server; changed screens reload at once.

ensureNode();
const { command, bin, Advice } = await import('./lib/project.mjs');
const { ensureElectron, electronEnv } = await import('./lib/electron.mjs');
const { ensureSystem } = await import('./lib/system.mjs');
const { forgetBuild } = await import('./lib/build.mjs');
const { hasDisplay } = await import('./lib/display.mjs');
const { runNode } = await import('./lib/run.mjs');

await command(async (args) => {
  if (!hasDisplay())
    throw new Advice('There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set). See: npm run demo');
  const electron = await ensureElectron();
  await ensureSystem(electron);
  await forgetBuild();
  const isRoot = process.platform === 'linux' && process.getuid() === 0;
  return runNode([bin('electron-vite'), 'dev', '--watch', ...(isRoot ? ['--noSandbox'] : []), ...args], {
    env: electronEnv(electron),
  });
});
