/** R16: where the identity system offers temporary access, a pass may give that instead of turning 2FA off. */
import { expect, test } from 'vitest';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';
import { sampleAccount } from '#main/desk/back-ends';

const { desk, work } = practiceDesk({ policy: { signalFirmAccounts: 99 } });

test('the password alone opens the account for a while; the factors stay, sessions end, and every address is told', async () => {
  const caseId = await work.caseInReview('callum-reid', 'callum@prairie-sky.example');
  await work.as(staff.reviewer);
  expect(await desk.ask('review.get', { caseId })).toMatchObject({ temporaryAccessHours: 24 });
  await desk.ask(
    'review.decide',
    await work.decision(caseId, staff.reviewer, { decision: 'pass', how: 'temporary-access' }),
  );
  await work.settle();
  const view = await work.view(caseId);
  expect(view).toMatchObject({ status: 'recovered', watch: null, disable: { how: 'temporary-access' } });
  expect(view.disable!.steps.map(({ key, state }) => [key, state])).toEqual(
    ['list', 'sessions', 'grant', 'compare', 'tell'].map((key) => [key, 'done']),
  );
  const account = (await work.opened().backEnds.accounts.read(sampleAccount('callum-reid')))!;
  expect(account).toMatchObject({ factors: [{ kind: 'totp' }], temporaryAccessUntil: expect.any(String) as string });
  expect(view.mails.filter(({ template }) => template === 'temporary-notice').map(({ state }) => state)).toEqual([
    'sent',
  ]);
  expect(view.mails.some(({ template }) => template === 'disabled-notice')).toBe(false);
  expect((await work.text((await work.letters('callum@prairie-sky.example'))[0]!)).replaceAll(/\s+/g, ' ')).toContain(
    'the password alone opens this account',
  );
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults).toEqual([]);
});
