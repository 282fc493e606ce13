import { expect } from '@playwright/test';
import { launchBrowser } from '#support/electron-app';
import { ask, test } from './desk';
import { keyboard } from './hands';
import { axeLook } from './look';
import { customer, openCase, openPracticeDesk, signIn, type Walk } from './walk';

test('An answer in an agent’s own words is written, seen as it leaves, sent, found in the mailbox and the case, and answered', async ({
  desks,
}) => {
  test.setTimeout(300_000);
  const desk = await desks.start();
  const { look, expectNothing } = axeLook();
  const world = await openPracticeDesk(desk, keyboard, look);
  const walk: Walk = { desk, world, hands: keyboard, look, language: 'en' };
  await signIn(walk, 'Maya Okafor', 'maya-okafor');
  await openCase(walk);
  const { page } = desk;
  await page.keyboard.press('e');
  // While the ways are gone through, the key begins with the words of one; the template is a choice.
  await expect(page.getByRole('heading', { name: 'Send the steps' })).toBeVisible();
  await keyboard.choose(page.getByRole('combobox', { name: 'Template' }), 'Blank: your own words');
  await expect(page.getByRole('heading', { name: 'Write an email' })).toBeVisible();
  await keyboard.tick(page.getByRole('radio', { name: 'English' }));
  await keyboard.write(page.getByRole('textbox', { name: 'Subject' }), 'Your question about the form');
  const body = page.getByRole('textbox', { name: 'What you write' });
  await page.keyboard.press('Tab');
  await body.focus();
  await page.keyboard.type('Your last picture was too dark.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Your case is {');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('.');
  await expect(page.getByText('Blocked by 1 finding')).toBeVisible();
  await look(page, 'composing', 'What reveals a check is marked, and holds the mail back.');
  await page.keyboard.press('F8');
  await page.keyboard.type('Please take the pictures in daylight.');
  await expect(page.getByText('1 thing to look at')).toBeVisible();
  const frame = page.frameLocator('iframe[title="The message, Desktop, 540 px"]');
  await expect(frame.getByText('Please take the pictures in daylight.')).toBeVisible();
  await expect(page.getByText('Draft kept')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  const asks = page.getByRole('dialog', { name: 'Send it all the same?' });
  await expect(asks).toContainText('Another language');
  await keyboard.press(asks.getByRole('button', { name: 'Send it so' }));
  const lastAct = page.getByRole('status', { name: 'Last act' });
  await expect(lastAct).toContainText(/sending in \d+ s/);
  await look(page, 'sending', 'For ten seconds it can be taken back.');
  await page.keyboard.press('u');
  // As it was, and a mail of its own: nothing of the first one leaves.
  await expect(page.getByRole('textbox', { name: 'Subject' })).toHaveValue('Your question about the form');
  await expect(body).toContainText('Please take the pictures in daylight.');
  await expect(page.getByText('1 thing to look at')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  await keyboard.press(asks.getByRole('button', { name: 'Send it so' }));
  await expect(lastAct).toContainText(/sending in \d+ s/);
  await expect(page.getByText(/Undone: it never left/)).toBeVisible();
  const mail = await world.mail({ to: customer.addresses[0], subject: /^Your question about the form$/ });
  expect(mail.parsed.text).toContain('Please take the pictures in daylight.');
  expect(mail.parsed.text).toMatch(/Your case is RD-\d+\./);
  expect((await world.mails()).filter(({ subject }) => subject === mail.subject)).toHaveLength(1);
  const browser = await launchBrowser(await world.mailbox.openUrl({ to: customer.addresses[0], message: mail.id }), {
    width: 1280,
    height: 800,
  });
  const inbox = browser.page;
  await expect(inbox.getByRole('heading', { name: mail.subject })).toBeVisible();
  await inbox.keyboard.press('r');
  await inbox.keyboard.type('It is bright here now, thank you.');
  await look(inbox, 'customer-answers', 'The customer answers.');
  await inbox.getByRole('button', { name: 'Send to the desk' }).press('Enter');
  await expect(inbox.getByText('Sent. The desk has it within seconds.')).toBeVisible();
  await browser.close();
  const { rows } = await ask(page, 'queue.page', { view: 'mine', search: '', after: null });
  const { caseId } = rows.find(({ person }) => person === customer.name)!;
  await expect
    .poll(async () => JSON.stringify(await ask(page, 'cases.thread', { caseId, show: 'everything', after: null })))
    .toMatch(/"kind":"received"|A message came/);
  expect(await ask(page, 'inbox.standing', {})).toMatchObject({ failing: null, waiting: 0, putAside: 0 });
  expect(desk.complaints).toEqual([]);
  expectNothing();
});
