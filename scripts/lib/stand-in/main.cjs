'use strict';

// What `electron FOLDER` does in an official Electron, for the one that comes without it:
// reads `-r MODULE` and the folder from the arguments, and starts the app that its package.json names.

const { readFileSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { app } = require('electron');

const modules = [];
let folder;
const given = process.argv.slice(1);
while (given.length > 0 && folder === undefined) {
  const word = given.shift();
  if (word === '-r' || word === '--require') modules.push(given.shift());
  else if (!word.startsWith('-')) folder = path.resolve(word);
}

if (folder === undefined) {
  console.error('Usage: electron [-r MODULE] FOLDER [arguments]');
  app.exit(2);
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  const about = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  app.setName(about.productName ?? about.name);
  if (about.version) app.setVersion(about.version);
  app.setDesktopName(about.desktopName ?? `${app.getName()}.desktop`);
  app.setAppPath(folder);
  if (!app.commandLine.hasSwitch('user-data-dir')) app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  for (const name of modules) require(path.resolve(name));
  const main = path.join(folder, about.main ?? 'index.js');
  const isModule = main.endsWith('.mjs') || (about.type === 'module' && !main.endsWith('.cjs'));
  const stop = (error) => {
    console.error(error);
    app.exit(1);
  };
  try {
    // Where it can, at once: some calls are allowed only before Electron is ready.
    if (isModule) import(pathToFileURL(main).href).catch(stop);
    else require(main);
  } catch (error) {
    stop(error);
  }
}
