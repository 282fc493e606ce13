import { expect, type Page } from '@playwright/test';
import { ask, test } from './desk';
import type { Desk } from './desk';
import { mouse } from './hands';
import { noLook } from './look';
import { openPracticeDesk, signIn } from './walk';

const openCase = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^Queue/ }).click();
  await page
    .getByRole('textbox', { name: /Person, firm, case/ })
    .or(page.getByPlaceholder('Person, firm, case'))
    .first()
    .fill(name);
  await page.getByRole('row').filter({ hasText: name }).first().dblclick();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
};

const leave = async ({ page }: Desk, name: string): Promise<void> => {
  await page
    .getByRole('button', { name: new RegExp(name) })
    .last()
    .click();
  await page.getByRole('menuitem', { name: 'Change who sits here' }).click();
  await page
    .getByRole('dialog', { name: 'Change who sits here' })
    .getByRole('button', { name: 'Sign out, so that somebody else signs in' })
    .click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
};

test('An alternate method takes two reviewers, the owner stops it within its cooling-off, a lead ends it as fraud, and another false alarm is unlocked', async ({
  desks,
}) => {
  test.setTimeout(180_000);
  const desk = await desks.start();
  const { page } = desk;
  const world = await openPracticeDesk(desk, mouse, noLook);
  const approve = async (staffId: string): Promise<void> => {
    await page.getByRole('button', { name: /^Reviews/ }).click();
    await page.getByRole('row').filter({ hasText: 'Suvarna' }).dblclick();
    const form = page.getByRole('region', { name: 'Your decision' });
    await mouse.tick(form.getByRole('radio', { name: 'Approve' }));
    await form.getByLabel('Your reason').fill('The person on the ID is the person on the call.');
    await mouse.code(form.getByRole('group', { name: 'Your one-time code' }), await world.code(staffId));
    await form.getByRole('button', { name: 'Confirm' }).click();
  };

  await test.step('Two reviewers, each for themself', async () => {
    await signIn({ desk, world, hands: mouse }, 'Daniel Achebe', 'daniel-achebe');
    await approve('daniel-achebe');
    await expect(page.getByText('Your approval stands')).toBeVisible();
    await leave(desk, 'Daniel Achebe');
    await signIn({ desk, world, hands: mouse }, 'Ines Kowalczyk', 'ines-kowalczyk');
    await page.getByRole('button', { name: /^Reviews/ }).click();
    await page.getByRole('row').filter({ hasText: 'Suvarna' }).dblclick();
    await expect(page.getByText('1 of 2 approvals so far')).toBeVisible();
    await expect(page.getByText(/Daniel/)).toHaveCount(0);
    await approve('ines-kowalczyk');
    await expect(page.getByText('The fallback is approved')).toBeVisible();
  });

  await test.step('The cooling-off runs, and the owner calls', async () => {
    await openCase(page, 'Suvarna');
    await expect(page.getByRole('heading', { name: 'Wait for the cooling-off' })).toBeVisible();
    await page.getByRole('button', { name: 'Record “this wasn’t me”' }).click();
    const dialog = page.getByRole('dialog', { name: 'Record “this wasn’t me”?' });
    await dialog
      .getByLabel('What did they say, and how do you know that it was them?')
      .fill('Called from the number on file: it was not her.');
    await dialog.getByRole('button', { name: 'Freeze the case' }).click();
    await expect(page.getByText('The owner told us “this wasn’t me”')).toBeVisible();
    await expect(page.getByText('2FA is untouched: the approval can be taken back.')).toBeVisible();
    await leave(desk, 'Ines Kowalczyk');
  });

  await test.step('The lead ends it as fraud', async () => {
    await signIn({ desk, world, hands: mouse }, 'Ruth Tremblay', 'ruth-tremblay');
    await openCase(page, 'Suvarna');
    await page.getByRole('button', { name: 'Close as fraud' }).click();
    const dialog = page.getByRole('dialog', { name: 'Close this case?' });
    await expect(dialog.getByRole('radio', { name: 'Fraud' })).toBeChecked();
    await dialog.getByLabel('In a few words').fill('Somebody else asked, and came through the call.');
    await mouse.code(dialog.getByRole('group', { name: 'Your one-time code' }), await world.code('ruth-tremblay'));
    await dialog.getByRole('button', { name: 'Close the case' }).click();
    await expect(page.getByRole('heading', { name: /^Closed: fraud/ })).toBeVisible();
    const { apps } = await world.identity.credentials('suvarna');
    expect(apps).toHaveLength(1);
  });

  await test.step('The customers’ mailbox opens, and the notice can be read in it', async () => {
    const [mailbox] = await Promise.all([
      desk.app.waitForEvent('window'),
      ask(page, 'desk.openMailbox', { address: null }),
    ]);
    await expect(mailbox.getByText(/suvarna@tessier-beauchemin\.example/).first()).toBeVisible();
    await mailbox.close();
  });

  await test.step('An account that was secured after “this wasn’t me” is unlocked, since it was a false alarm', async () => {
    const { login, password } = await world.identity.credentials('jean-paul-lariviere');
    expect((await world.identity.signIn(login, password ?? '')).state).toBe('refused');
    const secures = page
      .getByRole('row')
      .filter({ hasText: 'Jean-Paul Lariviere' })
      .filter({ hasText: 'Reach the owner' });
    await page.getByRole('button', { name: /^Queue/ }).click();
    await page.getByPlaceholder('Person, firm, case').fill('Jean-Paul');
    await secures.dblclick();
    await expect(page.getByRole('heading', { name: 'Reach the owner' })).toBeVisible();
    await page.getByRole('main').getByRole('button', { name: 'Close the case' }).click();
    const dialog = page.getByRole('dialog', { name: 'Close this case?' });
    await mouse.tick(dialog.getByRole('radio', { name: 'Withdrawn' }));
    await dialog.getByLabel('In a few words').fill('Reached him: pressed the link by mistake.');
    await mouse.code(dialog.getByRole('group', { name: 'Your one-time code' }), await world.code('ruth-tremblay'));
    await dialog.getByRole('button', { name: 'Close the case' }).click();
    await expect(page.getByRole('heading', { name: /^Closed: withdrawn/ })).toBeVisible();
    await expect
      .poll(async () => (await world.identity.signIn(login, password ?? '')).state, { timeout: 20_000 })
      .toBe('enrol-required');
  });
});
