import { expect } from '@playwright/test';
import { test } from './desk';
import { mouse } from './hands';
import { axeLook } from './look';
import {
  askToDisable,
  customerEnrols,
  customerFillsForm,
  disable,
  isRecovered,
  lockedOut,
  lookAround,
  lookAtLinks,
  openCase,
  openPracticeDesk,
  openSentMessage,
  readLink,
  reviewEvidence,
  ruleOutSelfHelp,
  sendLink,
  signIn,
  signInFromAuthenticator,
  signOutForColleague,
  type Walk,
} from './walk';

test('A locked-out lawyer gets the account back, and the second factor is really off', async ({ desks }) => {
  test.setTimeout(240_000);
  const desk = await desks.start();
  const axe = axeLook();
  const world = await openPracticeDesk(desk, mouse, axe.look);
  const walk: Walk = { desk, world, hands: mouse, look: axe.look, language: 'en' };
  await signInFromAuthenticator(walk, 'Maya Okafor', 'maya-okafor');
  const oldSession = await lockedOut(walk);
  await openCase(walk);
  await ruleOutSelfHelp(walk);
  await sendLink(walk);
  const { link } = await readLink(walk);
  await openSentMessage(walk, link);
  await customerFillsForm(walk, link, 'camera');
  await signOutForColleague(walk);
  await signIn(walk, 'Daniel Achebe', 'daniel-achebe');
  await reviewEvidence(walk);
  const dialog = await askToDisable(walk);
  await disable(walk, dialog);
  await isRecovered(walk, oldSession);
  await lookAtLinks(walk, link);
  await lookAround(walk);
  await customerEnrols(walk);
  axe.expectNothing();
  expect(desk.complaints).toEqual([]);
});
