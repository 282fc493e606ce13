/** The customer's side: the identity form on a phone, and signing in to the product. */
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { generateSync } from 'otplib';
import type { FormLanguage } from '#contract/identity-form';
import { specimenFilm } from '#support/camera-film';
import { words } from '../../src/renderer/form/words';
import type { Hands } from './hands';

export const phone = { width: 390, height: 844 } as const;
const specimens = resolve(import.meta.dirname, '../../resources/specimens');

/** What the phone's camera sees: front, back and face of somebody, each for some seconds, over and over. */
export const cameraOf = async (accountId: string, folder: string): Promise<string> => {
  const path = join(folder, `${accountId}.mjpeg`);
  await writeFile(path, await specimenFilm(accountId, ['front', 'back', 'selfie'], 3));
  return path;
};

export type FormRun = {
  readonly page: Page;
  readonly hands: Hands;
  readonly language: FormLanguage;
  readonly accountId: string;
  readonly capture: 'camera' | 'upload';
  /** Called at each page of the form. */
  readonly look: (name: string, caption: string) => Promise<void>;
};

/** Goes through the whole form, as far as the page that says thank you. */
export const fillForm = async (run: FormRun): Promise<void> => {
  const { page, hands, language, look } = run;
  const text = words[language];
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const title = (name: string): Promise<void> => expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await title(text.terms.title);
  await look('form-terms', 'The form on the customer’s phone begins with its terms.');
  await hands.tick(page.getByRole('checkbox'));
  await hands.press(button(text.next));

  await title(text.document.title);
  await expect(page.getByLabel(text.document.country)).toHaveValue('CA');
  await hands.tick(page.getByRole('radio', { name: text.kindsOfCanada['identity-card'] }));
  await look('form-document', 'Country and kind of the ID.');
  await hands.press(button(run.capture === 'camera' ? text.document.camera : text.document.upload));

  if (run.capture === 'camera') {
    await title(text.capture.title(text.slots.front));
    await expect(page.getByText(text.capture.starting)).toBeHidden();
    await look('form-capture', 'The camera takes the picture by itself when the ID is whole, sharp and steady.');
    await expect(page.getByRole('heading', { name: text.capture.title(text.slots.back) })).toBeAttached({
      timeout: 20_000,
    });
    await title(text.selfie.title);
    await isFaceShown(page, run.accountId);
    await look('form-selfie', 'Then a live picture of the person.');
    await hands.press(button(text.selfie.shutter));
  } else {
    for (const slot of ['front', 'back'] as const) {
      await title(text.upload.title(text.slots[slot]));
      await upload(run, slot);
      await expect(page.getByAltText(text.upload.preview)).toBeVisible();
      await look(`form-upload-${slot}`, 'A picture of the ID from a file.');
      await hands.press(button(text.upload.use));
    }
    await title(text.selfie.title);
    await upload(run, 'selfie');
  }
  await title(text.selfie.check);
  await hands.press(button(text.selfie.use));

  await title(text.lookOver.title);
  await expect(page.getByText(text.lookOver.status.sent, { exact: true })).toHaveCount(3);
  await look('form-look-over', 'Everything at a glance before it is sent.');
  await hands.press(button(text.lookOver.submit));
  await title(text.done.title);
  await look('form-done', 'The form is in.');
};

const upload = async (
  { page, hands, language, accountId }: FormRun,
  slot: 'front' | 'back' | 'selfie',
): Promise<void> => {
  const choosing = page.waitForEvent('filechooser');
  // The field itself is hidden, and carries the same name.
  await hands.press(page.locator('button').filter({ hasText: words[language].upload.choose }));
  await (await choosing).setFiles(join(specimens, accountId, `${slot}.jpg`));
};

/** Waits until the camera's film is at the face: its middle is told from the ID's by colour. */
const isFaceShown = async (page: Page, accountId: string): Promise<void> => {
  const picture = await readFile(join(specimens, accountId, 'camera-selfie.jpg'));
  const awayFromFace = () =>
    page.evaluate(
      async (source) => {
        const tone = (of: CanvasImageSource, width: number, height: number): readonly number[] => {
          const context = Object.assign(document.createElement('canvas'), { width: 16, height: 16 }).getContext('2d')!;
          context.drawImage(of, width * 0.3, 0, width * 0.4, height, 0, 0, 16, 16);
          return [...context.getImageData(0, 0, 16, 16).data];
        };
        const face = new Image();
        face.src = source;
        await face.decode();
        const video = document.querySelector('video')!;
        const [seen, wanted] = [
          tone(video, video.videoWidth, video.videoHeight),
          tone(face, face.naturalWidth, face.naturalHeight),
        ];
        return seen.reduce((sum, value, at) => sum + Math.abs(value - wanted[at]!), 0) / seen.length;
      },
      `data:image/jpeg;base64,${picture.toString('base64')}`,
    );
  await expect.poll(awayFromFace, { timeout: 20_000, intervals: [100] }).toBeLessThan(12);
};

/**
 * Signs in to the product with the password alone, and sets up a new authenticator app there, as the product demands.
 */
export const enrolAnew = async (page: Page, login: string, password: string, look: FormRun['look']): Promise<void> => {
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await page.getByRole('button').first().click();
  const secret = (await page.locator('#secret').innerText()).replaceAll(/\s/g, '');
  await look(
    'sign-in-enrol',
    'At the next sign-in the password alone leads to setting up a new app, and nowhere else.',
  );
  await page.locator('#code').fill(generateSync({ secret }));
  await page.locator('form[action="/enrol"] button').click();
  await page.locator('#sessions').waitFor();
  await look('sign-in-home', 'The customer is back in, with a second factor of their own again.');
};
