import { rm, mkdir, readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ensureNode } from './lib/node.mjs';

// `npm run demo`: a recovery from the customer's first mail to the disabled factor, in the real app
// on a screen nobody sees; each step is printed as it happens and leaves a picture in demo-output/.
// `--pictures FOLDER` also makes the README's pictures anew: a few, smaller.

ensureNode();
const { command, at, bin, say } = await import('./lib/project.mjs');
const { ensureElectron, electronEnv } = await import('./lib/electron.mjs');
const { ensureSystem } = await import('./lib/system.mjs');
const { ensureBuilt } = await import('./lib/build.mjs');
const { withHiddenDisplay } = await import('./lib/display.mjs');
const { runNode } = await import('./lib/run.mjs');

await command(async (args) => {
  const { values } = parseArgs({ args, options: { pictures: { type: 'string' } } });
  const electron = await ensureElectron();
  await ensureSystem({ ...electron, xvfb: true });
  await ensureBuilt();
  const folder = at('demo-output');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const code = await withHiddenDisplay(({ env }) =>
    runNode(
      [
        bin('@playwright/test', 'playwright'),
        'test',
        '--project=demo',
        `--reporter=${at('scripts/lib/demo-reporter.mjs')}`,
      ],
      {
        env: {
          ...electronEnv(electron),
          ...env,
          RECOVERY_DESK_PICTURES: folder,
          ...(values.pictures === undefined ? {} : { RECOVERY_DESK_README_PICTURES: values.pictures }),
        },
      },
    ),
  );
  const pictures = (await readdir(folder)).filter((name) => name.endsWith('.png')).length;
  say(
    code === 0
      ? `The customer is back in. All of it on one page, with ${pictures} pictures and the mails: ${at('demo-output', 'index.html')}`
      : `The demo stopped. What it left: ${folder} (${pictures} pictures)`,
  );
  return code;
});
