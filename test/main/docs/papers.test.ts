import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const decisions = readdirSync(join(root, 'docs/adr')).filter((name) => /^\d{4}-/.test(name));
const papers = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/performance.md',
  'docs/adr/README.md',
  ...decisions.map((name) => `docs/adr/${name}`),
  'src/main/accounts/README.md',
  'src/main/sample-world/README.md',
];
const files = ['src', 'test', 'scripts', 'docs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
);
const fileNames = new Set(files.map((path) => basename(path)));
const sources = files
  .filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.endsWith('papers.test.ts'))
  .map(read)
  .join('\n');

describe('the papers', () => {
  it.each(papers)('%s names no file that is not there', (paper) => {
    const text = read(paper);
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, to = '']) => join(dirname(paper), to));
    const paths = [...text.matchAll(/`((?:src|test|scripts|docs|resources)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    const named = [...text.matchAll(/`(?:[\w-]+\/)*([\w.-]+\.(?:tsx?|mjs|py))`/g)].map(([, name = '']) => name);
    expect([...links, ...paths].filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(named.filter((name) => !fileNames.has(name))).toEqual([]);
  });

  it.each(papers)('%s names nothing in the code by a name that it does not have', (paper) => {
    const names = [...read(paper).matchAll(/`([a-z]+[A-Z]\w*|[A-Z]+_[A-Z_]+|[A-Z][a-z]+[A-Z]\w*)(?:\([^`]*\))?`/g)];
    expect(names.map(([, name = '']) => name).filter((name) => !sources.includes(name))).toEqual([]);
  });

  it('list every decision under its own title, and say of a replaced one by which', () => {
    const list = read('docs/adr/README.md');
    for (const name of decisions) {
      const [, number = '', title = ''] = /^# (\d+)\. (.+)$/m.exec(read(`docs/adr/${name}`)) ?? [];
      const replaced = /^Replaced by \[(\d{4})\]/m.exec(read(`docs/adr/${name}`))?.[1];
      expect(number.padStart(4, '0'), name).toBe(name.slice(0, 4));
      expect(list).toContain(
        `- [${name.slice(0, 4)}](${name}) ${title}${replaced === undefined ? '' : ` (replaced by ${replaced})`}\n`,
      );
    }
  });
});
