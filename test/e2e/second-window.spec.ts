import { expect } from '@playwright/test';
import { launchDesk } from '#support/electron-app';
import { test } from './desk';

test('A second start of the same desk brings the first to the front and ends', async ({ desks }) => {
  const { app } = await desks.start();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize());
  const focused = app.evaluate(
    ({ app: electron }) =>
      new Promise<boolean>((resolve) => {
        electron.once('second-instance', () => resolve(true));
      }),
  );
  const second = await launchDesk({ dataFolder: desks.folder }).catch(() => null);
  // It is gone before anybody could speak to it, or soon after.
  if (second !== null)
    await new Promise((resolve) => {
      if (second.process().exitCode === null) second.process().once('exit', resolve);
      else resolve(null);
    });
  expect(await focused).toBe(true);
  expect(
    await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => [window.isMinimized(), window.isVisible()]),
    ),
  ).toEqual([[false, true]]);
});

test('Two folders are two desks', async ({ desks }) => {
  const first = await desks.start();
  const second = await launchDesk({ dataFolder: `${desks.folder}/another` });
  try {
    const page = await second.firstWindow();
    await expect(page.getByRole('heading', { name: 'How do you want to start?' })).toBeVisible();
    await expect(first.page.getByRole('heading', { name: 'How do you want to start?' })).toBeVisible();
  } finally {
    await second.close();
  }
});
