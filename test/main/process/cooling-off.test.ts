/**
 * The time between decision and disable (R8), with the real parts: it waits, can be stopped, grows, and is never
 * shortened.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';
import { sampleAccount } from '#main/desk/back-ends';

const { desk, work } = practiceDesk({ policy: { signalFirmAccounts: 99 } });

const hours = 3_600_000;
/** A Primary Subscriber's case, approved: it asks for a cooling-off. */
const approved = async (accountId: string, address: string): Promise<string> => {
  const caseId = await work.caseInReview(accountId, address);
  expect(
    await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' })),
  ).toMatchObject({ status: 'approved' });
  await work.settle();
  return caseId;
};
const factors = async (accountId: string): Promise<number> =>
  (await work.opened().backEnds.accounts.read(sampleAccount(accountId)))!.factors.length;

describe('a pass for somebody whose account is worth more', () => {
  test('says why and until when, in the case and in the notice, and disables only then', async () => {
    const caseId = await approved('marie-eve-saint-onge', 'me@cabinet-saint-onge.example');
    const view = await work.view(caseId);
    expect(view).toMatchObject({
      status: 'approved',
      next: { action: 'cooling-off' },
      disable: { coolingOff: { hours: 24, state: 'running', reasons: ['Primary Subscriber'] } },
    });
    const notice = (
      await Promise.all((await work.letters('me@cabinet-saint-onge.example')).map((letter) => work.text(letter)))
    ).join('\n');
    expect(notice).toMatch(/\d{1,2}(?:h| h |:)\d{2}|\d{1,2} h/);
    await work.later(23 * hours);
    expect(await factors('marie-eve-saint-onge')).toBe(1);
    await work.later(2 * hours);
    expect((await work.view(caseId)).status).toBe('recovered');
    expect(await factors('marie-eve-saint-onge')).toBe(0);
  });

  test("“this wasn't me” within it stops everything: when the time has run, nothing happens, and a lead may end it as fraud", async () => {
    const caseId = await approved('imogen-yates', 'imogen@yates-chambers.example');
    await work.sayNotMe('imogen@yates-chambers.example');
    await work.later(30 * hours);
    expect(await work.view(caseId)).toMatchObject({
      status: 'approved',
      frozen: { via: 'notice', done: ['2FA is untouched: the approval can be taken back.'] },
      disable: { coolingOff: { state: 'frozen' } },
    });
    const before = await factors('imogen-yates');
    await work.as(staff.lead);
    await desk.ask('cases.close', {
      caseId,
      outcome: 'fraud',
      reason: 'Reached the owner by phone: not them.',
      tell: false,
      duplicateOf: null,
      code: desk.code(staff.lead),
    });
    await work.later(2 * hours);
    expect(await factors('imogen-yates')).toBe(before);
    expect(await work.view(caseId)).toMatchObject({ status: 'closed', outcome: 'fraud', barred: { reopen: null } });
    await work.as(staff.agent);
    expect(await work.view(caseId)).toMatchObject({ barred: { reopen: { code: 'role-may-not', rule: 'R7' } } });
    expect((await desk.refusal('cases.reopen', { caseId, reason: 'They call again today.' })).code).toBe(
      'role-may-not',
    );
  });

  test('its approval can be taken back while nothing was removed; the case asks for a new decision', async () => {
    const caseId = await approved('kwame-osei', 'kwame@osei-chan.example');
    expect(
      (await desk.refusal('cases.revokeApproval', { caseId, reason: 'no', code: desk.code(staff.reviewer) })).code,
    ).toBe('reason-missing');
    await desk.ask('cases.revokeApproval', {
      caseId,
      reason: "I marked the wrong person's picture.",
      code: desk.code(staff.reviewer),
    });
    await work.later(30 * hours);
    expect(await work.view(caseId)).toMatchObject({ status: 'in-review', disable: null });
    expect(await factors('kwame-osei')).toBe(2);
    // The pictures went with the approval (R18): the customer is asked again.
    expect(await desk.ask('review.get', { caseId })).toMatchObject({ evidence: 'destroyed' });
  });
});

test('time in which the desk was closed does not count, and the next start says what fell due', async () => {
  const caseId = await approved('luc-tessier', 'ltessier@tessier-beauchemin.example');
  const dueBefore = (await work.view(caseId)).disable!.coolingOff!.endsAt;
  await desk.close();
  desk.pass(30 * hours);
  await desk.app.start();
  work.forgetSession();
  await work.as(staff.reviewer);
  await work.settle();
  const view = await work.view(caseId);
  expect(view).toMatchObject({
    status: 'approved',
    disable: { coolingOff: { state: 'running', changed: expect.stringContaining('closed') as string } },
  });
  expect(Date.parse(view.disable!.coolingOff!.endsAt) - Date.parse(dueBefore)).toBeGreaterThan(29 * hours);
  expect(view.mails.some(({ template }) => template === 'cooling-off-changed')).toBe(true);

  // Whoever takes the desk's own note away shortens nothing: the log says when it was here last (R8).
  const { folder } = work.opened();
  await desk.close();
  rmSync(join(folder, 'last-here.json'));
  desk.pass(10 * hours);
  await desk.app.start();
  work.forgetSession();
  await work.as(staff.reviewer);
  await work.settle();
  const after = await work.view(caseId);
  expect(Date.parse(after.disable!.coolingOff!.endsAt) - Date.parse(view.disable!.coolingOff!.endsAt)).toBeGreaterThan(
    9 * hours,
  );
  await work.later(25 * hours);
  expect((await work.view(caseId)).status).toBe('recovered');
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults).toEqual([]);
});
