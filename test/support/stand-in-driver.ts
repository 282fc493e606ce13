/** The bundled store beside a driver that fails in one way: what a machine that nobody here has may do to it. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundledStore } from './store-bundle';

const real = JSON.stringify(createRequire(import.meta.url).resolve('better-sqlite3'));

/** The real driver, with one thing about it changed. */
const changed = (body: string): string => `const Database = require(${real});\n${body}\nmodule.exports = Database;\n`;

const drivers = {
  works: changed(''),
  'dies by a signal': `module.exports = class { constructor() { process.kill(process.pid, 'SIGSEGV'); for (;;); } };`,
  'hangs in the driver': `module.exports = class { constructor() { for (;;); } };`,
  'exits at once': 'process.exit(3);',
  'can’t load the driver': `
    module.exports = class { constructor() { throw new Error('invalid ELF header'); } };
    module.exports.SqliteError = class extends Error {};`,
  'has no package of the driver': `throw new Error("Cannot find module 'better-sqlite3'");`,
  'has a driver without encryption': changed(`
    const pragma = Database.prototype.pragma;
    Database.prototype.pragma = function (source, options) {
      return /^(?:cipher|key)/.test(source) ? undefined : pragma.call(this, source, options);
    };`),
  'says that it encrypts and doesn’t': changed(`
    const pragma = Database.prototype.pragma;
    Database.prototype.pragma = function (source, options) {
      return /^key/.test(source) ? undefined : pragma.call(this, source, options);
    };`),
  'reads other bytes back': changed(`
    const prepare = Database.prototype.prepare;
    Database.prototype.prepare = function (sql) {
      return prepare.call(this, /^SELECT bytes/.test(sql) ? 'SELECT zeroblob(64) AS bytes FROM proof' : sql);
    };`),
  'dies when the folder is opened': changed(`
    module.exports = class extends Database {
      constructor(file, options) {
        if (file.endsWith('store.lock')) process.kill(process.pid, 'SIGSEGV');
        super(file, options);
      }
    };`).replace(/module\.exports = Database;\n$/, ''),
} as const;

export type DriverStandIn = keyof typeof drivers;

/** The store's entry in `folder`, with that driver. */
export const storeWithDriver = async (folder: string, name: DriverStandIn): Promise<string> => {
  const place = join(folder, name.replaceAll(/\W/g, '-'));
  const packageFolder = join(place, 'node_modules', 'better-sqlite3');
  mkdirSync(packageFolder, { recursive: true });
  writeFileSync(join(packageFolder, 'index.js'), drivers[name]);
  const entry = join(place, 'store.cjs');
  copyFileSync(await bundledStore(), entry);
  return entry;
};
