import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { ensureNode } from './lib/node.mjs';

// node scripts/shot.mjs [--data FOLDER] [--out FOLDER] [--name NAME] [--size 1280x800] [--with FILE]
// Opens the desk on a screen nobody sees and saves NAME-light.png and NAME-dark.png, to look at a screen while
// working on it. `--with` names a module (.ts or .mjs) whose `act(page, app)` runs before the pictures: it signs in,
// clicks, types. Without --data the desk gets an empty folder that is removed.

ensureNode();
const { command, say } = await import('./lib/project.mjs');
const { ensureElectron, electronEnv } = await import('./lib/electron.mjs');
const { ensureSystem } = await import('./lib/system.mjs');
const { ensureBuilt } = await import('./lib/build.mjs');
const { withHiddenDisplay } = await import('./lib/display.mjs');

await command(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: 'string' },
      out: { type: 'string', default: 'demo-output/shots' },
      name: { type: 'string', default: 'desk' },
      size: { type: 'string', default: '1280x800' },
      with: { type: 'string' },
    },
  });
  const [width, height] = values.size.split('x').map(Number);
  const electron = await ensureElectron();
  await ensureSystem({ ...electron, xvfb: true });
  await ensureBuilt();
  const own = values.data === undefined ? await mkdtemp(join(tmpdir(), 'recovery-desk-shot-')) : undefined;
  await mkdir(values.out, { recursive: true });
  try {
    await withHiddenDisplay(async ({ env }) => {
      Object.assign(process.env, electronEnv(electron), env);
      await import('./lib/typescript.mjs');
      const { launchDesk } = await import('../test/support/electron-app.ts');
      const app = await launchDesk({ dataFolder: resolve(own ?? values.data) });
      try {
        const page = await app.firstWindow();
        page.on('console', (message) => say(`[page ${message.type()}] ${message.text()}`));
        page.on('pageerror', (error) => say(`[page error] ${error.message}`));
        app.process().stderr.on('data', (chunk) => process.stderr.write(chunk));
        const window = await app.browserWindow(page);
        await window.evaluate((shown, size) => shown.setContentSize(size.width, size.height), { width, height });
        await page.waitForLoadState();
        if (values.with) await (await import(pathToFileURL(resolve(values.with)).href)).act(page, app);
        for (const colorScheme of ['light', 'dark']) {
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          await page.waitForTimeout(500);
          const path = join(values.out, `${values.name}-${colorScheme}.png`);
          await page.screenshot({ path });
          say(path);
        }
      } finally {
        await app.close();
      }
    });
  } finally {
    if (own) await rm(own, { recursive: true, force: true });
  }
});
