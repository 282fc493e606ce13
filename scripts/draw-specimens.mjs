/**
 * Draws the specimen documents of the practice desk: made-up people of a made-up country, in resources/specimens.
 * The SVG sources are written beside the pictures. Run it again after a change: `node scripts/draw-specimens.mjs`.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, _electron } from '@playwright/test';
import { idBack, idFront, passportPage, scene, selfie } from './specimens/documents.mjs';
import { td1, td3 } from './specimens/mrz.mjs';
import { people } from './specimens/people.mjs';

const root = resolve(import.meta.dirname, '..');
const target = join(root, 'resources', 'specimens');
const font = async (name) =>
  `data:font/woff2;base64,${(await readFile(join(root, 'node_modules', '@fontsource-variable', name))).toString('base64')}`;

/** A page to draw on: a Chromium named by RECOVERY_DESK_CHROMIUM, or the project's own Electron. */
const openPage = async () => {
  const named = process.env.RECOVERY_DESK_CHROMIUM;
  if (named) {
    const browser = await chromium.launch({
      executablePath: named,
      args: ['--no-sandbox', '--force-color-profile=srgb'],
    });
    return {
      page: await browser.newPage({ viewport: { width: 1300, height: 1300 } }),
      close: async () => await browser.close(),
    };
  }
  const { ensureElectron } = await import('./lib/electron.mjs');
  const electron = await ensureElectron();
  const folder = await mkdtemp(join(tmpdir(), 'draw-specimens-'));
  await writeFile(
    join(folder, 'main.cjs'),
    'const { app, BrowserWindow } = require("electron"); app.whenReady().then(() => { new BrowserWindow({ width: 1300, height: 1300, useContentSize: true }).loadURL("about:blank"); });',
  );
  await writeFile(join(folder, 'package.json'), '{ "name": "draw-specimens", "main": "main.cjs" }');
  const app = await _electron.launch({
    executablePath: electron.executable,
    args: ['--no-sandbox', '--force-color-profile=srgb', folder],
  });
  return {
    page: await app.firstWindow(),
    close: async () => {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const faces = `@font-face{font-family:'Specimen Sans';src:url(${await font('inter/files/inter-latin-wght-normal.woff2')});font-weight:100 900}
@font-face{font-family:'Specimen Sans';src:url(${await font('inter/files/inter-latin-ext-wght-normal.woff2')});font-weight:100 900;unicode-range:U+0100-02BA}
@font-face{font-family:'Specimen Mono';src:url(${await font('jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2')});font-weight:100 800}`;

const { page, close } = await openPage();
/** Rasterises a drawing at its own size; `blurPx` for the one that has to be asked for again. */
const paint = async (svg, quality, blurPx = 0) => {
  await page.setContent(
    `<style>${faces}body{margin:0;background:#999}svg{display:block;${blurPx ? `filter:blur(${blurPx}px)` : ''}}</style><div id="drawing" style="width:max-content;overflow:hidden">${svg}</div>`,
  );
  await page.evaluate(async () => {
    await Promise.all(
      ['400 16px "Specimen Sans"', '700 16px "Specimen Sans"', '500 16px "Specimen Mono"'].map(
        async (face) => await document.fonts.load(face),
      ),
    );
    await document.fonts.ready;
  });
  return await page.locator('#drawing').screenshot({ type: 'jpeg', quality });
};

const index = [];
for (const person of people) {
  const folder = join(target, person.accountId);
  await mkdir(folder, { recursive: true });
  const isPassport = person.kind === 'passport';
  const lines = isPassport ? td3(person) : td1(person);
  const documents = isPassport
    ? { front: passportPage(person, lines) }
    : { front: idFront(person), back: idBack(person, lines) };
  const pictures = {};
  for (const [slot, svg] of Object.entries({ ...documents, selfie: selfie(person) })) {
    await writeFile(join(folder, `${slot}.svg`), `${svg}\n`);
    const isBlurred = person.blurred === slot;
    await writeFile(
      join(folder, `${slot}.jpg`),
      await paint(
        slot === 'selfie' ? svg : scene(svg, { width: 1120, height: isPassport ? 820 : 740, ground: 'table' }),
        80,
        isBlurred ? 7 : 0,
      ),
    );
    // As a camera sees it: 16:9, for the film of the fake camera.
    await writeFile(
      join(folder, `camera-${slot}.jpg`),
      await paint(
        scene(svg, { width: 1280, height: 720, ground: slot === 'selfie' ? 'room' : 'desk' }),
        72,
        isBlurred ? 7 : 0,
      ),
    );
    pictures[slot] = `${slot}.jpg`;
  }
  index.push({
    accountId: person.accountId,
    documentKind: isPassport ? 'passport' : 'identity-card',
    shows: person.shows,
    surname: person.surname,
    givenNames: person.givenNames,
    documentNumber: person.number,
    mrz: lines,
    pictures,
  });
}
await close();
await writeFile(join(target, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
