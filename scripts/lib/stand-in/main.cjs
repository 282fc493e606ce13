'use strict';

// What `electron PATH` does in an official Electron, for the one that comes without it: reads
// `-r MODULE` and the path from the arguments, and starts the app that the package.json there names,
// or the file itself.

const { existsSync, readFileSync, statSync } = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { app } = require('electron');

/** A failure here must end the process: Electron would show a window and wait. */
const stop = (error) => {
  console.error(error);
  app.exit(1);
};

try {
  const modules = [];
  let place;
  const given = process.argv.slice(1);
  while (given.length > 0 && place === undefined) {
    const word = given.shift();
    if (word === '-r' || word === '--require') modules.push(given.shift());
    else if (!word.startsWith('-')) place = path.resolve(word);
  }
  if (place === undefined) throw new Error('Usage: electron [-r MODULE] PATH [arguments]');
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });

  const folder = statSync(place).isDirectory() ? place : path.dirname(place);
  const packageFile = path.join(folder, 'package.json');
  const about = existsSync(packageFile) ? JSON.parse(readFileSync(packageFile, 'utf8')) : {};
  const main = folder === place ? path.join(folder, about.main ?? 'index.js') : place;
  app.setName(about.productName ?? about.name ?? 'Electron');
  if (about.version) app.setVersion(about.version);
  app.setDesktopName(about.desktopName ?? `${app.getName()}.desktop`);
  app.setAppPath(folder);
  if (!app.commandLine.hasSwitch('user-data-dir'))
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()));

  for (const name of modules) require(path.resolve(name));
  // Where it can, at once: some calls are allowed only before Electron is ready.
  if (main.endsWith('.mjs') || (about.type === 'module' && !main.endsWith('.cjs')))
    import(pathToFileURL(main).href).catch(stop);
  else require(main);
} catch (error) {
  stop(error);
}
