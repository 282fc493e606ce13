/**
 * The layers hold: test/layers is a small tree of deliberate violations beside what is allowed. A line that has to be
 * refused ends in a comment that names the rule.
 */
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
type Area = {
  readonly at: readonly string[];
  readonly may: readonly string[];
  readonly packages: readonly string[];
  readonly also: readonly string[];
};
type Diagnostic = {
  readonly filename: string;
  readonly code: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
};

/** Every source under a folder, as a path from the root. */
const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => /\.(tsx?|mjs)$/.test(path));

const rulesOn = (line: string): readonly string[] => /\/\/ (layers.*)$/.exec(line)?.[1]?.split(' ') ?? [];
/** What a file says about itself, as `file:line rule`. */
const said = (path: string): readonly string[] =>
  readFileSync(join(root, path), 'utf8')
    .split('\n')
    .flatMap((line, index) => rulesOn(line).map((rule) => `${path}:${index + 1} ${rule}`));

describe('the tree of violations', () => {
  let refused: readonly string[] = [];
  beforeAll(async () => {
    // It ends with 1, since there is what it refuses.
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(root, 'node_modules/oxlint/bin/oxlint'), '-c', 'test/layers/oxlintrc.json', '-f', 'json', 'test/layers'],
      { cwd: root, maxBuffer: 2 ** 24 },
    ).catch((error: unknown) => error as { stdout: string });
    const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] };
    refused = diagnostics.map(({ filename, code, labels }) => `${filename}:${labels[0]?.span.line ?? 0} ${code}`);
  }, 60_000);

  it.each(sourcesIn('test/layers').filter((path) => said(path).length > 0))(
    '%s is refused where it says so, by the rule that it names, and nowhere else',
    (path) => {
      expect([...new Set(refused.filter((one) => one.startsWith(`${path}:`)))].toSorted()).toEqual(
        said(path).toSorted(),
      );
    },
  );

  it('has a clean twin for what is allowed, and nothing of that is refused', () => {
    const clean = sourcesIn('test/layers').filter((path) => said(path).length === 0);
    expect(clean.length).toBeGreaterThan(15);
    expect(clean.filter((path) => refused.some((one) => one.startsWith(`${path}:`)))).toEqual([]);
  });

  it('has a violation of every rule', () => {
    expect(new Set(refused.map((one) => one.split(' ')[1]))).toEqual(
      new Set(['layers(imports)', 'layers(pure)', 'layers(raw-ipc)']),
    );
  });
});

describe('the table of who may import whom', () => {
  let areas: Readonly<Record<string, Area>> = {};
  beforeAll(async () => {
    ({ areas } = (await import(join(root, 'scripts/layers/allowed.mjs'))) as { areas: typeof areas });
  });
  /** All that an area stands on, however far below. */
  const under = (name: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const add = (one: string): void => {
      for (const next of areas[one]?.may ?? []) {
        if (!found.has(next)) {
          found.add(next);
          add(next);
        }
      }
    };
    add(name);
    return found;
  };

  it('has an order: each area stands only on those above it', () => {
    const order = Object.keys(areas);
    const backwards = order.flatMap((name, index) =>
      (areas[name]?.may ?? [])
        .filter((other) => other !== '*' && !order.slice(0, index).includes(other))
        .map((other) => `${name} -> ${other}`),
    );
    expect(backwards).toEqual([]);
    expect(order).toContain('domain');
  });

  it('lets the customers’ pages and the sample world stand without the rest of main', () => {
    expect([...under('pages')].toSorted()).toEqual(['contract', 'domain', 'files', 'ports']);
    expect([...under('sample')].toSorted()).toEqual(['domain', 'driver', 'ports']);
  });

  it('makes the sample world nobody’s back end but a practice desk’s', () => {
    const users = Object.keys(areas).filter((name) => areas[name]?.may.includes('sample'));
    expect(users).toEqual(['desk', 'electron']);
  });

  it('leaves Electron to main/electron and the preload, and tests to tests and scripts', () => {
    const of = (is: (area: Area) => boolean) => Object.keys(areas).filter((name) => areas[name] && is(areas[name]));
    expect(of(({ packages }) => packages.includes('electron'))).toEqual(['preload', 'electron']);
    expect(of(({ may }) => may.includes('tests'))).toEqual(['scripts']);
    expect(of(({ may }) => may.includes('*'))).toEqual(['tests']);
  });
});

describe('the project', () => {
  it('is held to all three rules, and no file switches one off', () => {
    const { rules, overrides } = JSON.parse(readFileSync(join(root, '.oxlintrc.json'), 'utf8')) as {
      readonly rules: Readonly<Record<string, unknown>>;
      readonly overrides: readonly { readonly rules: Readonly<Record<string, unknown>> }[];
    };
    expect(rules).toMatchObject({ 'layers/imports': 'error', 'layers/pure': 'error', 'layers/raw-ipc': 'error' });
    expect(overrides.flatMap((one) => Object.keys(one.rules)).filter((rule) => rule.startsWith('layers/'))).toEqual([]);
    const switchesOff = /(?:oxlint|eslint)-disable(?:-next-line|-line)?\s*(?:\*\/|$|.*layers)/m;
    expect(sourcesIn('src').filter((path) => switchesOff.test(readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });
});
