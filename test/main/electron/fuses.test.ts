import { rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fuseFile, mayRunAsNode } from '../../../src/main/electron/fuses';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const wire = (runAsNode: string): string => `${sentinel}\x01\x08${runAsNode}0110101`;

describe('Electron run as Node', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fuses-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const program = (...parts: readonly (string | Buffer)[]): string => {
    const file = join(folder, 'electron');
    writeFileSync(file, Buffer.concat(parts.map((part) => Buffer.from(part))));
    return file;
  };

  it('is allowed where the fuse is on, wherever it stands in the file', async () => {
    expect(await mayRunAsNode(program('head', wire('1'), 'tail'))).toBe(true);
    // Across the edge of what is read at once.
    const filler = Buffer.alloc(8 * 1024 * 1024 - 20);
    expect(await mayRunAsNode(program(filler, wire('1'), 'tail'))).toBe(true);
    expect(await mayRunAsNode(program(filler, wire('0'), 'tail'))).toBe(false);
  });

  it('is not where the fuse is off, was removed, or is off for one of two processors', async () => {
    for (const parts of [[wire('0')], [wire('r')], [wire('1'), 'between', wire('0')], [wire('0'), wire('1')]])
      expect(await mayRunAsNode(program(...parts)), parts.join(' ')).toBe(false);
  });

  it('is not where nothing says so: another program, a cut file, none', async () => {
    expect(await mayRunAsNode(program('some other program'))).toBe(false);
    expect(await mayRunAsNode(program(sentinel))).toBe(false);
    expect(await mayRunAsNode(join(folder, 'missing'))).toBe(false);
  });

  it('is looked up in the framework on macOS', () => {
    expect(fuseFile('/Applications/Desk.app/Contents/MacOS/Desk', 'darwin')).toBe(
      '/Applications/Desk.app/Contents/Frameworks/Electron Framework.framework/Electron Framework',
    );
    expect(fuseFile('/opt/desk/electron', 'linux')).toBe('/opt/desk/electron');
  });
});
