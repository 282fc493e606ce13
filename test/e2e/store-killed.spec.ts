import { expect } from '@playwright/test';
import { storePid, test } from './desk';
import { mouse } from './hands';
import { noLook } from './look';
import { openPracticeDesk, signIn } from './walk';

test('The store is killed while people work: the window says so, nothing is lost, and work goes on', async ({
  desks,
}) => {
  const desk = await desks.start();
  const { page } = desk;
  const world = await openPracticeDesk(desk, mouse, noLook);
  await signIn({ desk, world, hands: mouse }, 'Maya Okafor', 'maya-okafor');
  const rows = page.getByRole('grid').getByRole('row');
  await expect(page.getByRole('row').filter({ hasText: 'Hannah Brandt' })).toBeVisible();
  const before = await rows.count();

  const first = await storePid(desk);
  // The banner may be there for a moment only: what it said is kept.
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(document.body.innerText)).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
  process.kill(first, 'SIGKILL');
  await expect
    .poll(() =>
      page.evaluate(() =>
        (window as unknown as { said: string[] }).said.some((words) => words.includes('The store is starting again.')),
      ),
    )
    .toBe(true);
  await expect(page.getByText('The store is starting again.')).toBeHidden({ timeout: 15_000 });
  expect(await storePid(desk)).not.toBe(first);
  await expect(rows).toHaveCount(before);

  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'New case' });
  await dialog.getByLabel('Whose account?').fill('imogen');
  await dialog.getByRole('button', { name: 'Imogen Yates' }).click();
  await dialog.getByRole('button', { name: 'Open the case' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Imogen Yates' })).toBeVisible();
  await page.getByRole('button', { name: 'Back to the queue' }).click();
  await expect(rows).toHaveCount(before + 1);

  await test.step('Twice in a row changes nothing', async () => {
    process.kill(await storePid(desk), 'SIGKILL');
    await expect
      .poll(
        () =>
          page.evaluate(
            async () =>
              (
                await (
                  window as unknown as {
                    desk: { call: (name: string, input: unknown) => Promise<{ ok: boolean; value?: { ok: boolean } }> };
                  }
                ).desk.call('desk.verifyLog', {})
              ).value?.ok,
          ),
        { timeout: 20_000 },
      )
      .toBe(true);
    await expect(rows).toHaveCount(before + 1);
  });
});
