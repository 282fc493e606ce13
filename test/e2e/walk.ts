/** One whole recovery as its people go through it: each step is something that one of them does, and says so. */
import { rm } from 'node:fs/promises';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { FormLanguage } from '#contract/identity-form';
import { launchBrowser } from '#support/electron-app';
import { linkInPicture, openPracticeWorld, type Mail, type PracticeWorld } from '#support/practice-world';
import { cameraOf, enrolAnew, fillForm, phone } from './customer';
import type { Desk } from './desk';
import type { Hands } from './hands';
import type { Look } from './look';

export const customer = {
  id: 'jean-philippe-lariviere',
  name: 'Jean-Philippe Larivière',
  login: 'jp.lariviere@lariviere-fils.example',
  addresses: ['jp.lariviere@lariviere-fils.example', 'jplariviere@courriel.example'],
  factors: ['iPhone de JP', 'YubiKey 5'],
  printedName: 'Jean-Philippe Luc Larivière',
} as const;

export type Walk = {
  readonly desk: Desk;
  readonly world: PracticeWorld;
  readonly hands: Hands;
  readonly look: Look;
  readonly language: FormLanguage;
};

const step = <T>(title: string, body: () => Promise<T>): Promise<T> => test.step(title, body);
const heading = (page: Page, name: string | RegExp): Locator => page.getByRole('heading', { name });
const button = (page: Page | Locator, name: string | RegExp): Locator => page.getByRole('button', { name });

/** Opens a practice desk in an empty data folder, and its sample world to the test. */
export const openPracticeDesk = (desk: Desk, hands: Hands, look: Look): Promise<PracticeWorld> =>
  step('A newcomer opens the practice desk', async () => {
    const { page, folder } = desk;
    await expect(heading(page, 'How do you want to start?')).toBeVisible();
    await look(page, 'first-start', 'The first start: a practice desk, or a desk of one’s own.');
    await hands.press(button(page, 'Open the practice desk'));
    await expect(heading(page, 'Sign in')).toBeVisible({ timeout: 60_000 });
    await look(page, 'sign-in', 'Nothing is reachable before signing in.');
    return await openPracticeWorld(folder);
  });

const fillSignIn = async (page: Page, hands: Hands, name: string, code: string): Promise<void> => {
  await hands.choose(page.getByRole('combobox', { name: 'Who are you?' }), name);
  await hands.write(page.getByLabel('Password', { exact: true }), 'practice desk');
  await hands.code(page.getByRole('group', { name: 'One-time code' }), code);
  await expect(heading(page, 'Queue').or(heading(page, 'Reviews'))).toBeVisible();
};

/** Signs in by password and a code that is read from the practice authenticator's window. */
export const signInFromAuthenticator = (
  { desk, world, hands, look }: Pick<Walk, 'desk' | 'world' | 'hands' | 'look'>,
  name: string,
  staffId: string,
): Promise<void> =>
  step(`${name} signs in with the password and the code that the authenticator shows`, async () => {
    const { app, page } = desk;
    const opened = app.waitForEvent('window');
    await hands.press(button(page, 'Open the practice authenticator'));
    const authenticator = await opened;
    const line = authenticator.getByRole('listitem').filter({ hasText: name });
    await look(authenticator, 'authenticator', 'The practice authenticator stands for the phones of the sample staff.');
    const seconds = Number(/\d+/.exec((await line.getByLabel(/seconds left/).getAttribute('aria-label')) ?? '')?.[0]);
    // Somebody who sees it end waits for the next one.
    if (seconds < 3) await page.waitForTimeout((seconds + 0.5) * 1000);
    const code = /\d{3} \d{3}/.exec(await line.innerText())?.[0].replace(' ', '') ?? '';
    world.wasUsed(staffId);
    await fillSignIn(page, hands, name, code);
    await authenticator.close();
  });

/** Signs in where the sign-in card stands. */
export const signIn = (
  { desk, world, hands }: Pick<Walk, 'desk' | 'world' | 'hands'>,
  name: string,
  staffId: string,
): Promise<void> => step(`${name} signs in`, async () => fillSignIn(desk.page, hands, name, await world.code(staffId)));

/**
 * Before the recovery: the password opens nothing by itself, and the customer has an old session somewhere. Gives its
 * cookies.
 */
export const lockedOut = ({ world }: Pick<Walk, 'world'>): Promise<string> =>
  step('The customer is locked out: the password alone does not open the account', async () => {
    const { login, password, code } = await world.identity.credentials(customer.id);
    expect(await world.identity.signIn(login, password ?? '')).toMatchObject({ state: 'code-required' });
    expect(await world.identity.signIn(login, password ?? '', '000000')).toMatchObject({ state: 'refused' });
    const old = await world.identity.signIn(login, password ?? '', code ?? '');
    expect(old.state).toBe('signed-in');
    expect(await world.identity.isSignedIn(old.cookies)).toBe(true);
    return old.cookies;
  });

/** The agent opens a case for the caller. */
export const openCase = ({ desk: { page }, hands, look }: Walk): Promise<void> =>
  step(`Maya opens a case for ${customer.name}, who is on the phone`, async () => {
    await look(page, 'queue', 'The queue: what breaks its promise first stands at the top.');
    await hands.press(button(page, 'New case'), 'c');
    const dialog = page.getByRole('dialog', { name: 'New case' });
    await hands.write(dialog.getByLabel('Whose account?'), 'larivi');
    const account = button(dialog, customer.name);
    await expect(account).toBeVisible();
    await look(page, 'find-account', 'The account is found by name, sign-in address or firm.');
    await hands.press(account);
    await hands.write(
      dialog.getByLabel('In their words'),
      'Dropped the phone in the river; the security key is at home in Québec.',
    );
    await hands.write(dialog.getByLabel('Address the caller gave'), 'jp.new@webpost.example');
    await look(page, 'new-case', 'What the caller gives is kept, and never used as an address for the link.');
    await hands.press(button(dialog, 'Open the case'));
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  });

/** The three ways back that come before a link. */
export const ruleOutSelfHelp = ({ desk: { page }, hands, look }: Walk): Promise<void> =>
  step('The faster ways back are gone through, and none is open', async () => {
    const ways = page.getByRole('region', { name: 'Ways back, fastest first' });
    await expect(ways).toBeVisible();
    await look(page, 'triage', 'Three ways that are faster than a verification, each with the account’s own facts.');
    const way = (name: string): Locator =>
      ways.getByRole('listitem').filter({ has: page.getByRole('heading', { name }) });
    await hands.press(button(way('Still signed in somewhere'), /Tried, did not work/), '2');
    // The account has no backup codes: the desk says so by itself, and goes on to the next.
    await expect(way('Use a backup code')).toContainText('No backup code');
    await expect(way('Somebody in the firm disables it').getByText('Fastest open way')).toBeVisible();
    const why = 'Geneviève is in court until Thursday, Étienne has no 2FA.';
    await hands.press(button(way('Somebody in the firm disables it'), /Impossible…/), '3');
    await hands.write(ways.getByLabel('Why is this way impossible?'), why);
    await hands.press(button(ways, 'Record'), 'Enter');
    await expect(way('Somebody in the firm disables it').getByText(why)).toBeVisible();
    await expect(page.getByText('Nothing stands in the way')).toBeVisible();
    await look(page, 'self-help-ruled-out', 'Self-help is ruled out and recorded; the link may be sent.');
  });

/** The link goes to an address that the account had before. */
export const sendLink = ({ desk: { page }, hands, look, language }: Walk): Promise<void> =>
  step('Maya sends the link to an address that the account had before', async () => {
    await hands.press(button(page.getByRole('main'), 'Send link').first(), 's');
    await expect(heading(page, 'Send the link')).toBeVisible();
    await expect(page.getByRole('radio', { name: customer.addresses[0] })).toBeChecked();
    await expect(page.getByText('jp.new@webpost.example')).toHaveCount(0);
    // The account's own language is chosen already; another one is asked about.
    if (language === 'en') await hands.tick(page.getByRole('radio', { name: 'English' }));
    await look(page, 'send-link', 'Only known addresses can be chosen, and the mail is seen as it leaves.');
    await hands.press(button(page, 'Send the link'), 'Control+Enter');
    if (language === 'en') await hands.press(button(page.getByRole('dialog'), 'Send it so'));
    await expect(page.getByText('Awaiting customer').first()).toBeVisible();
    await expect(page.getByRole('status', { name: 'Last act' })).toContainText(/sending in \d+ s/);
    await look(page, 'link-sent', 'The link leaves in ten seconds, and can be taken back until then.');
  });

const subjects = { en: /^Your link to get back/, fr: /^Votre lien pour retrouver/ } as const;

/** Reads the mail from the mailbox and the link from its picture, as a phone would. */
export const readLink = ({
  world,
  language,
}: Pick<Walk, 'world' | 'language'>): Promise<{ readonly mail: Mail; readonly link: string }> =>
  step('The mail arrives, and its QR code is read from the picture', async () => {
    const mail = await world.mail({ to: customer.addresses[0], subject: subjects[language] });
    const link = linkInPicture(mail);
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
    expect(mail.parsed.text).toContain(link);
    expect(mail.parsed.html).toContain(link);
    return { mail, link };
  });

/** The agent looks at what was sent: it stands in the case as it left, but for what is the customer's alone. */
export const openSentMessage = ({ desk: { page }, hands, look, language }: Walk, link: string): Promise<void> =>
  step('Maya opens the message as it left: stand-ins where the link and its QR code were', async () => {
    const thread = page.getByRole('region', { name: 'Thread' });
    await hands.press(thread.getByRole('button', { name: subjects[language] }));
    const message = thread.getByRole('region', { name: /^Message: / });
    const frame = message.frameLocator('iframe');
    await expect(frame.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(frame.getByRole('img')).toHaveAttribute('src', /^data:image\/svg/);
    await look(page, 'sent-message', 'A sent message opens in its case as it left; link and QR code are stand-ins.');
    const html = await page
      .frames()
      .find((one) => one.url().startsWith('app://message/'))!
      .content();
    expect(html).toContain('/secret-link-not-shown-to-staff');
    expect(html).not.toContain(link.split('/').at(-1));
    await hands.press(thread.getByRole('button', { name: subjects[language] }));
    await expect(message).toBeHidden();
  });

/** The form, on the customer's phone. */
export const customerFillsForm = (
  { desk, hands, look, language }: Pick<Walk, 'desk' | 'hands' | 'look' | 'language'>,
  link: string,
  capture: 'camera' | 'upload',
): Promise<void> =>
  step(
    `The customer fills in the form on a phone, ${capture === 'camera' ? 'and its camera takes the pictures' : 'and uploads the pictures'}`,
    async () => {
      const film = capture === 'camera' ? await cameraOf(customer.id, desk.folder) : undefined;
      const browser = await launchBrowser(link, { ...phone, ...(film === undefined ? {} : { fakeCamera: film }) });
      try {
        await fillForm({
          page: browser.page,
          hands,
          language,
          accountId: customer.id,
          capture,
          look: (name, caption) => look(browser.page, name, caption),
        });
      } finally {
        await browser.close();
        if (film !== undefined) await rm(film);
      }
    },
  );

/** The desk's chair is given to somebody who has not signed in since it was started. */
export const signOutForColleague = ({ desk: { page }, hands }: Walk): Promise<void> =>
  step('Maya leaves the desk to a colleague', async () => {
    await hands.pick(button(page, /Maya Okafor/), 'Change who sits here', 'Control+Shift+U');
    const dialog = page.getByRole('dialog', { name: 'Change who sits here' });
    await hands.press(button(dialog, 'Sign out, so that somebody else signs in'));
    await expect(heading(page, 'Sign in')).toBeVisible();
  });

export const reviewReasons = {
  Document: 'Whole, in date, features as they should be',
  Name: 'Same name, one more given name',
  Face: 'Same features',
  Liveness: 'No screen edge, no print, depth in the light',
} as const;

/** The reviewer looks at the evidence and marks what they see. */
export const reviewEvidence = ({ desk: { page }, hands, look }: Walk): Promise<void> =>
  step('Daniel looks at the pictures and marks what he sees', async () => {
    await hands.press(button(page, /^Reviews/), 'g r');
    await expect(heading(page, 'Reviews')).toBeVisible();
    await look(page, 'reviews', 'What waits for a decision, and who may decide it.');
    await hands.open(page.getByRole('row').filter({ hasText: customer.name }));
    await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
    for (const alt of ['Front', 'Back', 'Selfie']) {
      const picture = page.getByAltText(new RegExp(`^${alt}`));
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    }
    await expect(page.getByText('Covered until your four marks stand')).toBeVisible();
    await look(page, 'review', 'The review: pictures at the left, a form at the right that starts blank.');
    for (const [index, [check, reason]] of Object.entries(reviewReasons).entries()) {
      const group = page.getByRole('group', { name: check, exact: true });
      await hands.press(group.getByRole('button', { name: 'Pass' }), `${index + 1} p`);
      await hands.choose(page.getByLabel(`Reason, ${check.toLowerCase()}`).and(page.locator('input')), reason);
    }
    await hands.write(page.getByLabel('The name as the ID prints it'), customer.printedName);
    await look(page, 'review-marked', 'Four marks, each with its reason, and the name as the ID prints it.');
    await hands.press(button(page, 'Open the comparison'), 'Enter');
    await expect(page.getByRole('cell', { name: 'Only on the ID' })).toBeVisible();
    const why = page.getByLabel('Why it is the same person’s name');
    if (await why.isVisible()) await hands.write(why, 'One more given name on the ID; everything else agrees.');
    await look(page, 'review-compared', 'Only now the names are compared, token by token.');
  });

/** One click and one code. Gives back when the dialog lists what will happen; nothing has happened yet. */
export const askToDisable = ({ desk: { page }, hands, look }: Walk): Promise<Locator> =>
  step('Daniel passes, and reads what will happen', async () => {
    await hands.press(button(page, 'Pass and disable'), 'Control+Enter');
    const dialog = page.getByRole('dialog', { name: `Disable 2FA for ${customer.name}?` });
    await expect(dialog).toBeVisible();
    for (const factor of customer.factors) await expect(dialog.getByText(factor)).toBeVisible();
    for (const address of customer.addresses) await expect(dialog.getByText(address).last()).toBeVisible();
    await look(page, 'disable', 'One dialog says what will happen to which account; one code decides and authorises.');
    return dialog;
  });

/** The code, and the steps as they go. */
export const disable = ({ desk: { page }, world, hands, look }: Walk, dialog: Locator): Promise<void> =>
  step('Daniel confirms with a one-time code, and sees each step read back', async () => {
    await hands.code(dialog.getByRole('group', { name: 'Your one-time code' }), await world.code('daniel-achebe'));
    await hands.press(button(dialog, 'Disable 2FA'), 'Enter');
    const steps = page.getByRole('dialog', { name: `2FA is off for ${customer.name}` });
    await expect(steps).toBeVisible({ timeout: 30_000 });
    await expect(steps.getByText('Recovered', { exact: true })).toBeVisible();
    await look(
      page,
      'disable-steps',
      'Every step was done and read back: 2FA is off, and asked for at the next sign-in.',
    );
    await hands.press(button(steps, 'Close').last());
  });

/** What is different now, where it counts: in the identity system and in the mailboxes. */
export const isRecovered = ({ world }: Pick<Walk, 'world'>, oldSession: string): Promise<void> =>
  step(
    'The password alone now leads to enrolling anew; old sessions are gone, and every address was told',
    async () => {
      const { login, password } = await world.identity.credentials(customer.id);
      expect(await world.identity.signIn(login, password ?? '')).toMatchObject({ state: 'enrol-required' });
      expect(await world.identity.isSignedIn(oldSession)).toBe(false);
      await expect
        .poll(
          async () => {
            const mails = (await world.mails()).filter((mail) =>
              mail.to.some((to) => customer.addresses.some((address) => address === to)),
            );
            return customer.addresses.map((address) => mails.filter((mail) => mail.to.includes(address)).length);
          },
          { timeout: 20_000 },
        )
        .toEqual([4, 3]);
    },
  );

/** The customer sets up a new app, in a browser. */
export const customerEnrols = ({ world, look }: Pick<Walk, 'world' | 'look'>): Promise<void> =>
  step('The customer signs in with the password and sets up a new authenticator', async () => {
    const { login, password } = await world.identity.credentials(customer.id);
    const browser = await launchBrowser(`${world.identity.baseUrl}/sign-in`, phone);
    try {
      await enrolAnew(browser.page, login, password ?? '', (name, caption) => look(browser.page, name, caption));
    } finally {
      await browser.close();
    }
    expect((await world.identity.credentials(customer.id)).apps).toHaveLength(1);
  });

/** The screens that the way did not pass. */
export const lookAround = ({ desk: { page }, hands, look }: Walk): Promise<void> =>
  step('Daniel looks around: mail, staff, settings, everything by its keys', async () => {
    await hands.press(button(page, /^Mail/).first(), 'g m');
    await expect(heading(page, 'Mail')).toBeVisible();
    await look(page, 'mail', 'Mail: what waits, was sent, failed, and why.');
    await hands.press(button(page, 'Staff'), 'g t');
    await expect(heading(page, 'Staff')).toBeVisible();
    await look(page, 'staff', 'Staff: who may do what, and the way back for whoever lost their own authenticator.');
    await hands.press(button(page, 'Guidance'), 'g h');
    await expect(heading(page, 'Guidance').first()).toBeVisible();
    await look(
      page,
      'guidance',
      'Guidance: the article that customers read, with its numbers from the policy, and what they say of it.',
    );
    await hands.press(button(page, 'Policy'), 'g p');
    await expect(heading(page, 'Policy').first()).toBeVisible();
    await look(page, 'policy', 'Policy: every number of the rules, its bounds, and who changed it.');
    await hands.press(button(page, 'Settings'), 'g s');
    await expect(heading(page, 'Settings')).toBeVisible();
    await look(page, 'settings', 'Settings: what this desk is connected to, and whether its log is intact.');
    await hands.press(button(page, /^Queue/), 'g q');
    await expect(heading(page, 'Queue')).toBeVisible();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys of this screen' })).toBeVisible();
    await look(page, 'keys', 'Every key of a screen, on a question mark.');
    await page.keyboard.press('Escape');
    await hands.press(button(page, 'Search cases and actions'), 'Control+k');
    const palette = page.getByRole('dialog', { name: 'Search cases and actions' });
    await expect(palette).toBeVisible();
    await page.keyboard.type('la');
    await look(page, 'palette', 'Cases and actions in one search; what can’t be done is listed with its reason.');
    await page.keyboard.press('Escape');
    await expect(palette).toBeHidden();
    await hands.press(button(page, 'Lock the desk'), 'Control+Shift+L');
    await expect(heading(page, 'Locked')).toBeVisible();
    await look(page, 'locked', 'Locked, as it locks itself when nobody is there: a code is enough to go on.');
  });

/** What the links of the mails lead to afterwards. Opening them changes nothing. */
export const lookAtLinks = (
  { world, look, language }: Pick<Walk, 'world' | 'look' | 'language'>,
  link: string,
): Promise<void> =>
  step('A used link says only that it was used; a notice leads to “this wasn’t me”', async () => {
    const notice = (await world.mails()).findLast(
      ({ to, subject }) => to.includes(customer.addresses[0]) && /facteurs|Two-factor/.test(subject),
    );
    const notMe = /http:\/\/127\.0\.0\.1:\d+\/[^\s"<]+/g;
    const addresses = [...new Set((notice?.parsed.text ?? '').match(notMe) ?? [])].filter(
      (address) => new URL(address).origin === new URL(link).origin,
    );
    for (const [url, name, caption] of [
      [link, 'used-link', 'A link works once. What it was for is not told to whoever finds it.'],
      [
        addresses[0] ?? link,
        'not-me',
        'Every notice carries this page; using it freezes a case from its first minute.',
      ],
    ] as const) {
      const browser = await launchBrowser(url, phone);
      try {
        await expect(browser.page.getByRole('heading', { level: 1 })).toBeVisible();
        await look(browser.page, name, caption);
      } finally {
        await browser.close();
      }
    }
    expect(addresses.length, `the notice in ${language} has its page`).toBeGreaterThan(0);
  });
