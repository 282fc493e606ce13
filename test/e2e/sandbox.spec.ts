import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { test } from './desk';

const statusOf = async (pid: number): Promise<string> => await readFile(`/proc/${pid}/status`, 'utf8');

test('@sandbox The page’s process is really sandboxed: seccomp filters its calls to the system, and it can gain no rights', async ({
  desks,
}) => {
  test.skip(process.platform !== 'linux', 'Seen in /proc, which only Linux has.');
  const { app, page } = await desks.start({ sandbox: true });
  await expect(page.getByRole('heading', { name: 'How do you want to start?' })).toBeVisible();
  const renderer = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  );
  const status = await statusOf(renderer);
  // 2 is SECCOMP_MODE_FILTER (proc(5)).
  expect(status).toMatch(/^Seccomp:\t2$/m);
  expect(status).toMatch(/^NoNewPrivs:\t1$/m);
  expect(status).toMatch(/^CapEff:\t0+$/m);
  expect(process.getuid?.()).not.toBe(0);
  const words = await readFile(`/proc/${renderer}/cmdline`, 'utf8');
  expect(words).toContain('--type=renderer');
  expect(words).not.toContain('--no-sandbox');

  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = (
      BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
    ).getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});
