/** `npm run demo`: one whole recovery to look at. Leaves its pictures and mails as one page. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import { launchBrowser } from '#support/electron-app';
import { demoPage } from './demo-page';
import { test, type Desk } from './desk';
import { mouse } from './hands';
import { pictures, type Look } from './look';
import {
  askToDisable,
  customer,
  customerEnrols,
  customerFillsForm,
  disable,
  isRecovered,
  lockedOut,
  lookAround,
  lookAtLinks,
  openCase,
  openPracticeDesk,
  readLink,
  reviewEvidence,
  ruleOutSelfHelp,
  sendLink,
  signIn,
  signInFromAuthenticator,
  signOutForColleague,
  type Walk,
} from './walk';

const folder = resolve(process.env['RECOVERY_DESK_PICTURES'] ?? 'demo-output');
/** Where the README's pictures go, when they are to be made anew. */
const readme = process.env['RECOVERY_DESK_README_PICTURES'];
const forReadme: Readonly<Record<string, 'light' | 'dark'>> = {
  queue: 'light',
  triage: 'light',
  'recovery-mail': 'light',
  'form-capture': 'light',
  review: 'light',
  'disable-steps': 'dark',
};

/** The recovery mail in the customer's inbox, as a page shows it. */
const lookAtMail = async (
  { world, look }: { readonly world: Walk['world']; readonly look: Look },
  id: string,
): Promise<void> => {
  const browser = await launchBrowser(await world.mailbox.openUrl({ to: customer.addresses[0], message: id }), {
    width: 1040,
    height: 900,
  });
  try {
    await expect(browser.page.frameLocator('iframe').getByRole('img').first()).toBeVisible();
    await look(
      browser.page,
      'recovery-mail',
      'The mail in the customer’s inbox: a QR code for the phone, the link, and when it ends.',
    );
  } finally {
    await browser.close();
  }
};

/** Smaller copies of some pictures: a README is read on a page, not on a desk. */
const shrink = async ({ app }: Desk, shots: ReturnType<typeof pictures>['shots'], into: string): Promise<void> => {
  await mkdir(into, { recursive: true });
  for (const [name, scheme] of Object.entries(forReadme)) {
    const shot = shots.find((candidate) => candidate.name === name);
    const file = shot?.files[scheme === 'light' ? 0 : 1];
    if (shot === undefined || file === undefined) throw new Error(`the demo has no picture ${name}`);
    const bytes = await app.evaluate(
      ({ nativeImage }, { path, width }) => {
        const picture = nativeImage.createFromPath(path);
        return picture
          .resize({ width: Math.min(width, picture.getSize().width), quality: 'best' })
          .toJPEG(86)
          .toString('base64');
      },
      { path: join(folder, file), width: shot.isNarrow ? 390 : 1080 },
    );
    await writeFile(join(into, `${name}.jpg`), Buffer.from(bytes, 'base64'));
  }
};

test('One whole recovery', async ({ desks }) => {
  const desk = await desks.start();
  const { look, shots } = pictures(folder);
  const world = await openPracticeDesk(desk, mouse, look);
  const walk: Walk = { desk, world, hands: mouse, look, language: 'en' };
  try {
    await signInFromAuthenticator(walk, 'Maya Okafor', 'maya-okafor');
    const oldSession = await lockedOut(walk);
    await openCase(walk);
    await ruleOutSelfHelp(walk);
    await sendLink(walk);
    const { mail, link } = await readLink(walk);
    await lookAtMail(walk, mail.id);
    await customerFillsForm(walk, link, 'camera');
    await signOutForColleague(walk);
    await signIn(walk, 'Daniel Achebe', 'daniel-achebe');
    await reviewEvidence(walk);
    await disable(walk, await askToDisable(walk));
    await isRecovered(walk, oldSession);
    await customerEnrols(walk);
    await lookAtLinks(walk, link);
    await lookAround(walk);
    if (readme !== undefined) await shrink(desk, shots, resolve(readme));
  } finally {
    const mails = (await world.mails()).filter(({ to }) =>
      to.some((address) => customer.addresses.some((known) => known === address)),
    );
    await writeFile(join(folder, 'index.html'), demoPage({ person: customer.name, shots, mails }));
  }
});
