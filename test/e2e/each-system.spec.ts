/**
 * A practice desk's identity system plays others: what triage, the review, the dialog and its steps say there.
 * RECOVERY_DESK_PICTURES=FOLDER plays all of them and leaves pictures to look at.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { slotsFor, termsVersion } from '#contract/identity-form';
import { linkInPicture } from '#support/practice-world';
import { ask, test } from './desk';
import { mouse } from './hands';
import { axeLook, noLook, pictures } from './look';
import { openPracticeDesk, reviewReasons, signIn, signOutForColleague } from './walk';
import { linkMail } from '#support/link-mail';

const specimens = resolve(import.meta.dirname, '../../resources/specimens/callum-reid');
const folder = process.env['RECOVERY_DESK_PICTURES'];

/** `ages`: it says since when an address is there. */
const systems = [
  { kind: 'google', name: 'Google Workspace', id: 'zoe-levesque-tremblay', ages: false },
  { kind: 'entra', name: 'Microsoft Entra ID', id: 'anne-sophie-beauchemin', ages: true },
  { kind: 'okta', name: 'Okta', id: 'claire-dube', ages: true },
  { kind: 'keycloak-new', name: 'Keycloak as it comes', id: 'luc-tessier', ages: false },
  { kind: 'keycloak', name: 'Keycloak with its event logs on', id: 'benoit-fontaine', ages: true },
  { kind: 'sample', name: 'The sample one, which can do everything', id: 'jean-philippe-lariviere', ages: true },
] as const;
const played = folder === undefined ? systems.slice(0, 1) : systems;

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });

const choose = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: 'Settings' }).click();
  const choice = page.getByRole('combobox', { name: 'The sample identity system plays' });
  await expect(choice).toBeEnabled();
  await choice.click();
  await page.getByRole('option', { name, exact: true }).click();
  await expect(choice).toHaveValue(name);
};

const sendForm = async (url: string): Promise<void> => {
  for (const slot of slotsFor('identity-card')) {
    const body = await readFile(join(specimens, `${slot}.jpg`));
    const headers = { 'content-type': 'image/jpeg' };
    expect((await fetch(`${url}/pictures/${slot}`, { method: 'PUT', headers, body })).ok).toBe(true);
  }
  const answer = await fetch(`${url}/submit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      submissionId: randomUUID(),
      termsVersion,
      language: 'en',
      country: 'CA',
      documentKind: 'identity-card',
      capture: 'automatic',
    }),
  });
  expect(answer.status).toBe(200);
};

test('What a system can’t do is said in triage, before the decision and after it', async ({ desks }) => {
  test.setTimeout(folder === undefined ? 300_000 : 900_000);
  const axe = axeLook();
  const look = folder === undefined ? axe.look : pictures(folder).look;
  const desk = await desks.start();
  const { page } = desk;
  if (folder !== undefined) {
    const window = await desk.app.browserWindow(page);
    await window.evaluate((shown) => shown.setContentSize(1280, 900));
  }
  const world = await openPracticeDesk(desk, mouse, noLook);
  await signIn({ desk, world, hands: mouse }, 'Maya Okafor', 'maya-okafor');
  const cases = new Map<string, { readonly caseId: string; readonly person: string }>();

  for (const { kind, name, id, ages } of played)
    await test.step(`Maya opens a case where it plays ${name}`, async () => {
      await choose(page, name);
      await look(page, `${kind}-1-settings`, name);
      // No link goes to an address of unknown age (R5): there it goes while that is known.
      if (!ages) await ask(page, 'desk.chooseIdentityKind', { kind: 'sample' });
      const accountId = `sample:${id}` as const;
      const opening = { channel: 'phone', callerWords: 'The phone is gone.', callerGave: '', reference: '' } as const;
      const { caseId } = await ask(page, 'cases.open', { accountId, ...opening, take: true });
      const { person, selfHelp, account } = await ask(page, 'cases.get', { caseId });
      cases.set(kind, { caseId, person });
      const link = async () => {
        for (const { way } of selfHelp)
          await ask(page, 'cases.recordWay', { caseId, way, outcome: 'impossible', why: 'Asked: no.' });
        const to = account!.addresses.find(({ standing }) => standing === 'usable')!;
        await ask(page, 'compose.send', linkMail({ caseId, addressId: to.addressId }));
        return linkInPicture(await world.mail({ to: to.address, subject: /^Your link to get back/ }));
      };
      const before = ages ? null : await link();
      if (!ages) {
        await ask(page, 'desk.chooseIdentityKind', { kind });
        await ask(page, 'cases.readAccount', { caseId });
      }
      await page.getByRole('button', { name: /^Queue/ }).click();
      await page.getByRole('row').filter({ hasText: person }).first().dblclick();
      await expect(page.getByRole('region', { name: 'Ways back, fastest first' })).toBeVisible();
      await look(page, `${kind}-2-triage`, 'Triage');
      await sendForm(before ?? (await link()));
    });

  await signOutForColleague({ desk, world, hands: mouse, look: noLook, language: 'en' });
  await signIn({ desk, world, hands: mouse }, 'Daniel Achebe', 'daniel-achebe');
  for (const { kind, name } of played)
    await test.step(`Daniel decides where it plays ${name}`, async () => {
      const { person, caseId } = cases.get(kind)!;
      await ask(page, 'desk.chooseIdentityKind', { kind });
      await page.getByRole('button', { name: /^Reviews/ }).click();
      await page.getByRole('row').filter({ hasText: person }).dblclick();
      await expect(heading(page, person).first()).toBeVisible();
      for (const alt of ['Front', 'Back', 'Selfie']) {
        const picture = page.getByAltText(new RegExp(`^${alt}`));
        await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
      }
      await page.getByText('What its system can’t do or say').or(heading(page, person)).last().scrollIntoViewIfNeeded();
      await look(page, `${kind}-3-review`, 'The review');
      for (const [check, reason] of Object.entries(reviewReasons)) {
        await page.getByRole('group', { name: check, exact: true }).getByRole('button', { name: 'Pass' }).click();
        await mouse.choose(page.getByLabel(`Reason, ${check.toLowerCase()}`).and(page.locator('input')), reason);
      }
      await page.getByLabel('The name as the ID prints it').fill(person);
      await page.getByRole('button', { name: 'Open the comparison' }).click();
      await page.getByRole('button', { name: 'Pass and disable' }).click();
      const dialog = page.getByRole('dialog', { name: `Disable 2FA for ${person}?` });
      await expect(dialog).toBeVisible();
      await look(page, `${kind}-4-dialog`, 'What will happen');
      if (folder !== undefined) {
        await dialog.getByText('Stays as it is:').scrollIntoViewIfNeeded();
        await look(page, `${kind}-5-dialog-end`, 'The rest of it');
      }
      await mouse.code(dialog.getByRole('group', { name: 'Your one-time code' }), await world.code('daniel-achebe'));
      await dialog.getByRole('button', { name: 'Disable 2FA' }).click();
      await expect(dialog).toBeHidden();
      await expect
        .poll(async () => (await ask(page, 'cases.get', { caseId })).status)
        .toMatch(/^(recovered|approved|needs-attention)$/);
      await look(page, `${kind}-6-steps`, 'What happened');
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
      await page.getByRole('button', { name: /^Queue/ }).click();
    });
  axe.expectNothing();
  expect(desk.complaints).toEqual([]);
});
