/** What no line of the program may say. A linter holds most of it; this holds what it has no rule for. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.(?:ts|tsx|js|html|css)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name),
    )
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
const sources = filesIn('src').map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const saying = (pattern: RegExp, in_: (path: string) => boolean = () => true): readonly string[] =>
  sources.filter(({ path, text }) => in_(path) && pattern.test(text)).map(({ path }) => path);
const isIn =
  (folder: string) =>
  (path: string): boolean =>
    path.startsWith(folder);

describe('the sources', () => {
  it('are found', () => {
    expect(sources.length).toBeGreaterThan(200);
  });

  it('load nothing from another host into a window', () => {
    expect(saying(/(?:src|href)=["']https?:\/\//, isIn('src/renderer'))).toEqual([]);
    expect(saying(/loadURL\(['"`]https?:/)).toEqual([]);
    expect(saying(/\.loadFile\(|['"`]file:\/\//, isIn('src/main/electron'))).toEqual([]);
  });

  it('turn no guard of a window off', () => {
    expect(
      saying(
        /nodeIntegration(?:InWorker|InSubFrames)?: true|contextIsolation: false|sandbox: false|webSecurity: false|allowRunningInsecureContent: true|experimentalFeatures: true|enableBlinkFeatures|webviewTag: true|no-sandbox|ignore-certificate-errors|disable-web-security/,
      ),
    ).toEqual([]);
  });

  it('hold no webview, and hand no URL to the system', () => {
    expect(saying(/<webview|allowpopups/)).toEqual([]);
    expect(saying(/shell\.open(?:External|Path)|\bshell\b.*from 'electron'/)).toEqual([]);
  });

  it('make windows in one file, from the one list of preferences', () => {
    expect(saying(/new BrowserWindow\(|new WebContentsView\(|new BrowserView\(/)).toEqual([
      join('src', 'main', 'electron', 'windows.ts'),
    ]);
    const windows = sources.find(({ path }) => path.endsWith(join('electron', 'windows.ts')))?.text ?? '';
    const made = windows.match(/new BrowserWindow\(/g) ?? [];
    expect(windows.match(/webPreferences: \{\s*\.\.\.webPreferences,/g)).toHaveLength(made.length);
    expect(windows.match(/confine\(window\.webContents/g)).toHaveLength(made.length);
  });

  it('speak raw IPC in one file a side', () => {
    expect(saying(/\bipcMain\b/)).toEqual([join('src', 'main', 'electron', 'serve-ipc.ts')]);
    expect(saying(/\bipcRenderer\b|contextBridge/)).toEqual([join('src', 'preload', 'index.ts')]);
  });

  it('give the page two functions and nothing of Electron', () => {
    const preload = sources.find(({ path }) => path === join('src', 'preload', 'index.ts'))?.text ?? '';
    expect([...preload.matchAll(/^ {2}(\w+):/gm)].map((match) => match[1])).toEqual(['call', 'onEvent']);
    expect(preload.match(/exposeInMainWorld/g)).toHaveLength(1);
    // The event itself holds its sender: the listener gets the value alone.
    expect(preload).toContain('(_: unknown, event: unknown): void => listener(event)');
  });

  it('write no HTML from text in a page, and evaluate none', () => {
    expect(
      saying(/dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|document\.write\(/, isIn('src/renderer')),
    ).toEqual([]);
    expect(saying(/\bnew Function\(|\beval\(/)).toEqual([]);
  });
});
