import { expect } from '@playwright/test';
import { test } from './desk';
import { keyboard } from './hands';
import { noLook } from './look';
import {
  askToDisable,
  customerFillsForm,
  disable,
  isRecovered,
  lockedOut,
  openCase,
  openPracticeDesk,
  readLink,
  reviewEvidence,
  ruleOutSelfHelp,
  sendLink,
  signIn,
  signOutForColleague,
  type Walk,
} from './walk';

test('The whole recovery by keyboard alone, the customer in French and without a camera', async ({ desks }) => {
  test.setTimeout(180_000);
  const desk = await desks.start();
  const world = await openPracticeDesk(desk, keyboard, noLook);
  const walk: Walk = { desk, world, hands: keyboard, look: noLook, language: 'fr' };
  await signIn(walk, 'Maya Okafor', 'maya-okafor');
  const oldSession = await lockedOut(walk);
  await openCase(walk);
  await ruleOutSelfHelp(walk);
  await sendLink(walk);
  const { mail, link } = await readLink(walk);
  expect(mail.parsed.text).toMatch(/Bonjour/);
  await customerFillsForm(walk, link, 'upload');
  await signOutForColleague(walk);
  await signIn(walk, 'Daniel Achebe', 'daniel-achebe');
  await reviewEvidence(walk);
  await disable(walk, await askToDisable(walk));
  await isRecovered(walk, oldSession);
});
