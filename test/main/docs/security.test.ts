/** What the documents say about places and tests has to be there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

type Row = {
  readonly number: number;
  readonly item: string;
  readonly places: readonly string[];
  readonly tests: readonly { readonly file: string; readonly name: string }[];
  readonly place: string;
};

/** Names in backticks that are files of the project. */
const filesIn = (text: string): readonly string[] =>
  [...text.matchAll(/`((?:src|test|scripts|docs)\/[^`]+|package\.json)`/g)].map((match) => match[1] ?? '');

const rows: readonly Row[] = read('SECURITY.md')
  .split('\n')
  .flatMap((line) => {
    const [, number = '', item = '', place = '', test = ''] = line.split('|').map((cell) => cell.trim());
    if (!/^\d+$/.test(number)) return [];
    return [
      {
        number: Number(number),
        item,
        place,
        places: filesIn(place),
        tests: [...test.matchAll(/`([^`]+)` "([^"]+)"/g)].map((match) => ({
          file: match[1] ?? '',
          name: match[2] ?? '',
        })),
      },
    ];
  });

describe("the table of Electron's items in SECURITY.md", () => {
  it('has all twenty, in order', () => {
    expect(rows.map((row) => row.number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it.each(rows)(
    'names for item $number ($item) a place that exists, or says that there is none',
    ({ places, place }) => {
      if (places.length === 0) expect(place).toMatch(/^nowhere|not held/);
      for (const file of places) expect(existsSync(join(root, file)), file).toBe(true);
    },
  );

  it.each(rows)('names for item $number ($item) a test that exists, by its file and its words', ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const { file, name } of tests) {
      expect(existsSync(join(root, file)), file).toBe(true);
      expect(read(file).replaceAll("\\'", "'"), `${file} has no test "${name}"`).toContain(name);
    }
  });

  it('names functions that their files have', () => {
    for (const { place } of rows) {
      for (const [, file = '', names = ''] of place.matchAll(/`(src\/[^`]+)` \(([^)]*)\)/g)) {
        for (const [, name = ''] of names.matchAll(/`(\w+)`/g))
          expect(read(file), `${file} has no ${name}`).toMatch(new RegExp(`export const ${name}\\b`));
      }
    }
  });

  it('pins one exact version of Electron', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  });
});

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs/adr')).map((name) => `docs/adr/${name}`),
];

describe.each(documents)('%s', (document) => {
  const text = read(document);

  it('links to files that exist', () => {
    // The pictures come from the demo, and are not there before its first run.
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !target.startsWith('docs/pictures/') || existsSync(join(root, 'docs/pictures')));
    for (const target of targets) expect(existsSync(join(root, dirname(document), target)), target).toBe(true);
  });

  it('names files that exist', () => {
    for (const file of filesIn(text)) {
      if (/[*{}…<]|\.\.\.| /.test(file)) continue;
      expect(existsSync(join(root, file)), file).toBe(true);
    }
  });
});

describe('the decisions', () => {
  const names = readdirSync(join(root, 'docs/adr'))
    .filter((name) => /^\d{4}-/.test(name))
    .toSorted();

  it('are numbered without holes, and each is in the list', () => {
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
    const list = read('docs/adr/README.md');
    for (const name of names) expect(list, name).toContain(`(${name})`);
  });

  it.each(names)('say why, what and what follows: %s', (name) => {
    const text = read(`docs/adr/${name}`);
    for (const heading of ['## Context', '## Decision', '## Consequences']) expect(text).toContain(heading);
  });
});

describe('the README', () => {
  it('names commands that exist, and the test command is the one that continuous integration calls', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    for (const [, name = ''] of read('README.md').matchAll(/`npm run ([a-z:]+)`/g))
      expect(scripts, name).toHaveProperty([name]);
    expect(read('README.md')).toContain('npm ci && npm test');
    expect(read('.ci/run')).toMatch(/^npm ci$[\s\S]*^npm test$/m);
  });
});
