import { expect } from '@playwright/test';
import { generateSync } from 'otplib';
import { test } from './desk';
import { axeLook } from './look';

const password = 'a lead’s long password';
const passphrase = 'the desk’s long passphrase';

test('A company sets up its desk, starts it again, and unlocks it with its passphrase', async ({ desks }) => {
  const { look, expectNothing } = axeLook();
  let desk = await desks.start();
  let { page } = desk;
  let secret = '';

  await test.step('It says what this version can’t connect, and refuses what is too short', async () => {
    await page.getByRole('button', { name: 'Set up a desk' }).click();
    await page.getByLabel('Company').fill('Northlight Support');
    await page.getByLabel('Your name').fill('Ruth Tremblay');
    await page.getByLabel('Your email address').fill('ruth@northlight.example');
    await page.getByLabel('Your password').fill('short');
    await page.getByRole('button', { name: 'Next' }).click();
    await expect(page.getByText('12 characters at least.').first()).toBeVisible();
    await look(page, 'set-up', 'Setting up a desk.');
    await page.getByLabel('Your password').fill(password);
    // Where the system has a keyring that encrypts, a passphrase is a choice; else it is the only way.
    const choice = page.getByRole('radio', { name: 'A desk passphrase' });
    if (await choice.isVisible()) await choice.check();
    await page.getByLabel('Desk passphrase', { exact: true }).fill(passphrase);
    await page.getByLabel('Desk passphrase, again').fill(passphrase);
    await page.getByRole('button', { name: 'Next' }).click();
  });

  await test.step('The first lead proves the authenticator and keeps ten backup codes', async () => {
    await expect(page.getByAltText('QR code for the authenticator app')).toBeVisible();
    await look(page, 'set-up-authenticator', 'The lead’s authenticator.');
    secret = (await page.locator('code').innerText()).replaceAll(/\s/g, '');
    await page.getByRole('group', { name: 'One-time code' }).getByRole('textbox').first().click();
    await page.keyboard.type(generateSync({ secret }));
    await expect(page.getByRole('heading', { name: 'Ten backup codes' })).toBeVisible({ timeout: 20_000 });
    await expect(page.getByRole('listitem')).toHaveCount(10);
    await look(page, 'backup-codes', 'Ten backup codes, shown once.');
    await page.getByLabel('I have kept them in a safe place').check();
    await page.getByRole('button', { name: 'Go to the sign-in' }).click();
    await expect(page.getByText('Recovery Desk of Northlight Support')).toBeVisible();
    await expect(page.getByText('Practice desk')).toBeHidden();
  });

  await desk.app.close();
  desk = await desks.start();
  ({ page } = desk);

  await test.step('After a restart a wrong passphrase is refused and the right one opens the desk', async () => {
    await expect(page.getByRole('heading', { name: 'The desk is locked away' })).toBeVisible();
    await look(page, 'passphrase', 'The desk waits for its passphrase.');
    await page.getByLabel('Desk passphrase').fill('not the passphrase');
    await page.getByRole('button', { name: 'Open the desk' }).click();
    await expect(page.getByRole('alert')).toBeVisible({ timeout: 15_000 });
    await page.getByLabel('Desk passphrase').fill(passphrase);
    await page.getByRole('button', { name: 'Open the desk' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible({ timeout: 15_000 });
  });

  await test.step('The lead signs in and finds an empty queue', async () => {
    await page.getByRole('combobox', { name: 'Who are you?' }).click();
    await page.getByRole('option', { name: 'Ruth Tremblay' }).click();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('group', { name: 'One-time code' }).getByRole('textbox').first().click();
    // The code that proved the authenticator was used; one step ahead is accepted.
    await page.keyboard.type(generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }));
    await expect(page.getByText('No case is open')).toBeVisible({ timeout: 15_000 });
    await look(page, 'empty-queue', 'An empty queue.');
  });
  expectNothing();
  expect(desk.complaints).toEqual([]);
});
