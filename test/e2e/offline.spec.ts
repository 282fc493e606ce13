import { expect } from '@playwright/test';
import { test } from './desk';
import { mouse } from './hands';
import { axeLook } from './look';
import { openPracticeDesk, signIn } from './walk';

test('The identity system goes away: the strip says so, refusals say why, and work goes on when it is back', async ({
  desks,
}) => {
  test.setTimeout(120_000);
  const desk = await desks.start();
  const { page } = desk;
  const { look, expectNothing } = axeLook();
  const world = await openPracticeDesk(desk, mouse, async () => undefined);
  await signIn({ desk, world, hands: mouse }, 'Maya Okafor', 'maya-okafor');

  const findAccount = async (words: string): Promise<void> => {
    await page.getByRole('button', { name: 'New case' }).click();
    await page.getByRole('dialog', { name: 'New case' }).getByLabel('Whose account?').fill(words);
  };
  await test.step('It stops answering, and the next search for an account says so', async () => {
    world.signal('identity', 'SIGSTOP');
    await findAccount('imogen');
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(/identity system/i, { timeout: 15_000 });
    await look(page, 'account-search-offline', 'The search for an account while the identity system is away.');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('banner').getByText('Offline')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText('Reading and notes work.')).toBeVisible();
    await look(page, 'queue-offline', 'The queue while the identity system is away.');
  });

  await test.step('Reading and notes go on', async () => {
    await page.getByRole('row').filter({ hasText: 'Hannah Brandt' }).dblclick();
    await page.getByLabel('Write a note').fill('Called back; the identity system is away.');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await expect(
      page
        .getByRole('list')
        .getByText('the identity system is away')
        .or(page.getByText('Called back; the identity system is away.'))
        .last(),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Back to the queue' }).click();
  });

  await test.step('It answers again, and so does the desk', async () => {
    world.signal('identity', 'SIGCONT');
    await findAccount('imogen');
    await expect(page.getByRole('button', { name: 'Imogen Yates' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('banner').getByText('Online')).toBeVisible({ timeout: 20_000 });
    await expect(page.getByText('Reading and notes work.')).toBeHidden();
  });

  await test.step('It is killed; the desk is started again and brings its sample world back', async () => {
    world.signal('identity', 'SIGKILL');
    await desk.app.close();
    const again = await desks.start();
    await signIn({ desk: again, world, hands: mouse }, 'Maya Okafor', 'maya-okafor');
    await expect(again.page.getByRole('banner').getByText('Online')).toBeVisible();
    await again.page.getByRole('button', { name: 'New case' }).click();
    await again.page.getByRole('dialog', { name: 'New case' }).getByLabel('Whose account?').fill('imogen');
    await expect(again.page.getByRole('button', { name: 'Imogen Yates' })).toBeVisible();
  });
  expectNothing();
});
