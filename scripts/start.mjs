import { ensureNode } from './lib/node.mjs';

// `npm start`: everything the app needs, the build, the app. What follows `--` goes to the app.

ensureNode();
const { command, at, root, say } = await import('./lib/project.mjs');
const { ensureElectron, electronEnv } = await import('./lib/electron.mjs');
const { ensureSystem, sandboxProblem } = await import('./lib/system.mjs');
const { ensureBuilt } = await import('./lib/build.mjs');
const { hasDisplay } = await import('./lib/display.mjs');
const { run, runNode } = await import('./lib/run.mjs');
const { Advice } = await import('./lib/project.mjs');

await command(async (args) => {
  if (!hasDisplay()) {
    say(
      'There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set): running the demo instead, which leaves pictures.',
    );
    return runNode([at('scripts/demo.mjs')]);
  }
  const electron = await ensureElectron();
  await ensureSystem(electron);
  await ensureBuilt();
  const isRoot = process.platform === 'linux' && process.getuid() === 0;
  if (isRoot)
    say('Started as root, where Chromium has no sandbox: --no-sandbox is added. Use an ordinary user for real work.');
  else {
    const problem = await sandboxProblem(electron.executable);
    if (problem) throw new Advice(problem);
  }
  return run(electron.executable, [root, ...(isRoot ? ['--no-sandbox'] : []), ...args], { env: electronEnv(electron) });
});
