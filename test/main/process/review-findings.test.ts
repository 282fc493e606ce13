/** What an outsider tried against the whole desk, and what holds since. */
import { expect, test } from 'vitest';
import { afterSleep } from '#main/desk/presence';
import { sampleAccount } from '#main/desk/back-ends';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';

let beforeStep: (step: string) => Promise<void> = () => Promise.resolve();
const { desk, work } = practiceDesk({
  deedHooks: {
    beforeDeed: async (step) => {
      await beforeStep(step);
    },
  },
  policy: { signalFirmAccounts: 99, signalCallerAccounts: 99 },
});

const hours = 3_600_000;
const account = async (accountId: string) => (await work.opened().backEnds.accounts.read(sampleAccount(accountId)))!;
const recovered = async (accountId: string, address: string): Promise<string> => {
  const caseId = await work.caseInReview(accountId, address);
  await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
  await work.settle();
  expect((await work.view(caseId)).status).toBe('recovered');
  return caseId;
};
const noticeOf = async (to: string, index: number) =>
  /https?:\/\/\S+\/n\/[\w-]+/.exec(await work.text((await work.letters(to))[index]!))![0];
const say = async (url: string, words = 'Not me.') => {
  const answer = await fetch(`${url}?lang=en`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ word: 'stop', words }),
  });
  await work.settle();
  return answer.text();
};

test("“this wasn't me” about a case that is closed stops the one that is open for the account by now (R7)", async () => {
  const first = await work.openCase('callum-reid');
  const url = await noticeOf('callum@prairie-sky.example', 0);
  await desk.ask('cases.close', {
    caseId: first,
    outcome: 'withdrawn',
    reason: 'Called off.',
    tell: false,
    duplicateOf: null,
  });
  const second = await work.openCase('callum-reid');
  expect(second).not.toBe(first);
  expect(await say(url)).toContain('Everything has stopped');
  expect((await work.view(second)).frozen).not.toBeNull();
});

test("“this wasn't me” after a false alarm was unlocked secures the account again, and the case shows the later round", async () => {
  const caseId = await recovered('dominic-van-der-merwe', 'dvandermerwe@harrow-finch.example');
  const url = await noticeOf('dvandermerwe@harrow-finch.example', 0);
  await say(url);
  const secured = (await work.view(caseId)).securedBy!;
  await work.as(staff.lead);
  await desk.ask('cases.close', {
    caseId: secured.caseId,
    outcome: 'withdrawn',
    reason: 'Said it was a mistake.',
    tell: false,
    duplicateOf: null,
    code: desk.code(staff.lead),
  });
  await work.settle();
  expect((await account('dominic-van-der-merwe')).locked).toBe(false);
  // Without a word, over a freeze that no lead has lifted yet.
  expect(await say(url, '')).toContain('securing the account');
  expect((await account('dominic-van-der-merwe')).locked).toBe(true);
  const again = (await work.view(caseId)).securedBy!;
  expect(again.caseId).not.toBe(secured.caseId);
  expect((await work.view(again.caseId)).status).toBe('needs-attention');
});

test('an account whose securing was closed as fraud before the lock was reached is locked all the same', async () => {
  const caseId = await recovered('hannah-brandt', 'hannah@northlight.example');
  const url = await noticeOf('hannah@northlight.example', 0);
  await work.identity().fault({ path: '/admin/*', method: 'PUT', kind: 'fail-before', times: 1000 });
  await say(url);
  const secured = (await work.view(caseId)).securedBy!;
  await work.as(staff.lead);
  expect((await account('hannah-brandt')).locked).toBe(false);
  await desk.ask('cases.close', {
    caseId: secured.caseId,
    outcome: 'fraud',
    reason: 'Owner on the phone.',
    tell: false,
    duplicateOf: null,
    code: desk.code(staff.lead),
  });
  await work.identity().clearFaults();
  await work.later();
  expect((await account('hannah-brandt')).locked).toBe(true);
});
test("a cooling-off does not run while the computer sleeps: nobody could say “this wasn't me” then (R8)", async () => {
  // A firm administrator, so a day of cooling-off.
  const caseId = await work.caseInReview('oceane-l-heureux', 'oceane@desrosiers-damours.example');
  await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
  await work.settle();
  const first = (await work.view(caseId)).disable!;
  expect(first.coolingOffHours).toBe(24);
  let wall = 0;
  const awake = afterSleep(work.opened().cases, () => wall);
  wall += 60_000;
  await awake();
  expect((await work.view(caseId)).disable!.dueAt).toBe(first.dueAt);
  desk.pass(23 * hours);
  wall += 23 * hours;
  await Promise.all([awake(), awake()]);
  await work.settle();
  work.forgetSession();
  await work.as(staff.agent);
  const after = (await work.view(caseId)).disable!;
  expect(Date.parse(after.dueAt) - Date.parse(first.dueAt)).toBe(23 * hours);
  await work.later(2 * hours);
  expect((await work.view(caseId)).status).toBe('approved');
  await work.later(23 * hours);
  expect((await work.view(caseId)).status).toBe('recovered');
});

test('an unlocking that comes late leaves an account locked that another case secures by now', async () => {
  const caseId = await recovered('suvarna', 'suvarna@tessier-beauchemin.example');
  const url = await noticeOf('suvarna@tessier-beauchemin.example', 0);
  await say(url);
  const secured = (await work.view(caseId)).securedBy!;
  await work.as(staff.lead);
  await work.identity().fault({ path: '/admin/*', method: 'PUT', kind: 'fail-before', times: 1 });
  await desk.ask('cases.close', {
    caseId: secured.caseId,
    outcome: 'withdrawn',
    reason: 'Said it was a mistake.',
    tell: false,
    duplicateOf: null,
    code: desk.code(staff.lead),
  });
  await work.settle();
  await say(url, 'It was no mistake.');
  expect((await work.view(caseId)).securedBy!.caseId).not.toBe(secured.caseId);
  await work.later();
  expect((await account('suvarna')).locked).toBe(true);
});

test('an address that changes after the list was made, and before anything is removed, stops the disable (R8, R24)', async () => {
  const caseId = await work.caseInReview('imogen-yates', 'imogen@yates-chambers.example');
  beforeStep = async (step) => {
    if (!step.startsWith('factor:')) return;
    beforeStep = () => Promise.resolve();
    const changed = await work
      .identity()
      .admin('POST', '/sample/people/imogen-yates/addresses', { address: 'imogen@impostor.example' });
    expect(changed.status).toBe(201);
  };
  await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
  await work.settle();
  // A Primary Subscriber: a day of cooling-off.
  await work.later(25 * hours);
  expect(await work.view(caseId)).toMatchObject({
    status: 'needs-attention',
    disable: { stopped: { reason: 'account-changed' } },
  });
  expect((await account('imogen-yates')).factors.length).toBeGreaterThan(0);
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults).toEqual([]);
});
