import { existsSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { areas } from './allowed.mjs';

const endings = ['', '.ts', '.tsx', '.mjs', '.js', '.d.ts', '/index.ts', '/index.tsx'];
const isFile = (path) => existsSync(path) && statSync(path).isFile();

/** A path from the root, with `/` on every platform; what lies outside begins with `../`. */
export const pathFrom = (root, path) => relative(root, path).split(sep).join('/');

/** The name of the area that a path (from the root) belongs to; null for what is no source. */
export const areaOf = (path) => {
  const found = Object.entries(areas)
    .flatMap(([name, { at }]) => at.map((place) => ({ name, place })))
    .filter(({ place }) =>
      place.startsWith('*')
        ? path.endsWith(place.slice(1))
        : place.endsWith('/')
          ? path.startsWith(place)
          : path === place,
    );
  // A test beside what it tests is a test; else the longest path counts.
  const rank = ({ place }) => (place.startsWith('*') ? Number.POSITIVE_INFINITY : place.length);
  return found.toSorted((a, b) => rank(b) - rank(a))[0]?.name ?? null;
};

/** The `imports` of package.json: `#main/*` and the like. */
const aliasesOf = (root) =>
  Object.entries(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).imports ?? {}).map(([from, to]) => ({
    head: from.slice(0, from.indexOf('*')),
    target: (rest) => to.replace('*', rest),
  }));

/**
 * What an import in `file` means: `{ path }` from the root, `{ package }`, `{ node }`, or null when it leads nowhere.
 */
export const createResolver = (root, aliasRoot = root) => {
  const aliases = aliasesOf(aliasRoot);
  const there = (path) => {
    const found = endings.map((ending) => path + ending).find(isFile);
    return found === undefined ? null : { path: pathFrom(root, found) };
  };
  return (file, specifier) => {
    const [asked] = specifier.split('?');
    if (asked.startsWith('.')) return there(resolve(dirname(file), asked));
    const alias = aliases.find(({ head }) => asked.startsWith(head));
    if (alias !== undefined) return there(join(root, alias.target(asked.slice(alias.head.length))));
    if (isBuiltin(asked)) return { node: asked };
    const [name] = /^(@[a-z0-9-]+\/)?[a-z0-9][a-z0-9._-]*/.exec(asked) ?? [];
    return name === undefined || asked.includes(':') ? null : { package: name };
  };
};
