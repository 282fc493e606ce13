import { join } from 'node:path';
import { contentPolicy, messagePolicy, pageFile } from '../../../src/main/electron/page-files';
import { describe, expect, it } from 'vitest';

const folder = join('/desk', 'renderer');
const directives = (policy: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    policy.split('; ').map((line) => {
      const [name = '', ...values] = line.split(' ');
      return [name, values];
    }),
  );

describe('the policy of our page', () => {
  const policy = directives(contentPolicy('bm9uY2U='));

  it('forbids by default, and opens only what the page needs', () => {
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('connect-src')).toEqual(["'self'"]);
    expect(policy.get('font-src')).toEqual(["'self'"]);
    for (const name of ['base-uri', 'form-action', 'frame-ancestors', 'object-src'])
      expect(policy.get(name)).toEqual(["'none'"]);
  });

  it('runs no script that was not built: no eval, no inline, no host of anybody else', () => {
    const text = contentPolicy('x');
    expect(text).not.toContain('unsafe-eval');
    expect(policy.get('script-src')).not.toContain("'unsafe-inline'");
    expect(text).not.toMatch(/https?:|\*|wss?:/);
  });

  it('takes a style element only with its nonce', () => {
    expect(policy.get('style-src')).toEqual(["'self'", "'nonce-bm9uY2U='"]);
  });
});

describe('the policy of a message in its frame', () => {
  const policy = directives(messagePolicy);

  it('lets it be looked at, and do nothing: no script, nothing from elsewhere, no way out, in our page alone', () => {
    expect(policy.get('sandbox')).toEqual([]);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('img-src')).toEqual(['data:']);
    for (const name of ['base-uri', 'form-action']) expect(policy.get(name)).toEqual(["'none'"]);
    expect(policy.get('frame-ancestors')).toEqual(['app://desk']);
    expect([...policy.keys()]).not.toContain('script-src');
    expect(directives(contentPolicy('x')).get('frame-src')).toEqual(['app://message']);
  });
});

describe('the files behind app://desk', () => {
  it("are the console's own", () => {
    expect(pageFile(folder, '/')).toEqual({
      path: join(folder, 'index.html'),
      contentType: 'text/html; charset=utf-8',
    });
    expect(pageFile(folder, '/assets/index-AbC.js')?.path).toBe(join(folder, 'assets', 'index-AbC.js'));
  });

  it.each([
    '/../main/index.cjs',
    '/..%2f..%2fvault.json',
    '/%2e%2e/%2e%2e/store/log.js',
    '/assets/../../secrets.html',
    '/../renderer-other/index.html',
    '/..',
    '/.',
    '/assets/',
    '/index.html%00.js',
    '/%zz',
    '/vault.json',
    '/log.db',
    '/index.php',
  ])('are nothing else: %s', (path) => {
    expect(pageFile(folder, path)).toBeNull();
  });

  it("are not the customer's form", () => {
    expect(pageFile(folder, '/form/index.html')).toBeNull();
    expect(pageFile(folder, '/assets/../form/index.html')).toBeNull();
  });
});
