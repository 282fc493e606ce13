import { describe, expect, test } from 'vitest';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';

const third = 'sophie-lavallee';
const { desk, work } = practiceDesk({ policy: { approvalsWithoutProvider: 2 } });

const pass = async (caseId: string, by: string) =>
  desk.ask('review.decide', await work.decision(caseId, by, { decision: 'pass' }));

describe('a desk whose policy asks for two approvals', () => {
  test('the first waits for a second, the same person is refused, the second completes and authorises', async () => {
    const caseId = await work.caseInReview('callum-reid', 'callum@prairie-sky.example');
    expect(await pass(caseId, staff.reviewer)).toEqual({ status: 'awaiting-second', approvalsLeft: 1 });
    await work.settle();
    expect(await work.view(caseId)).toMatchObject({
      status: 'awaiting-second',
      disable: null,
      next: { refusal: { rule: 'R9' } },
    });
    const shown = await desk.ask('review.get', { caseId });
    expect(shown).toMatchObject({
      mayDecide: false,
      approvalsNeeded: 2,
      approvals: [{ by: 'Daniel Achebe' }],
      pictures: [],
    });
    const again = await work.decision(caseId, staff.reviewer, { decision: 'pass' });
    expect(await desk.refusal('review.decide', again)).toMatchObject({ code: 'decided-already', rule: 'R9' });
    expect(await desk.refusal('review.openPicture', { caseId, evidenceId: 'any' })).toMatchObject({
      code: 'decided-already',
    });
    const { rows } = await desk.ask('review.list', {});
    expect(rows.find((row) => row.caseId === caseId)).toMatchObject({ status: 'awaiting-second', mayDecide: false });
    expect((await work.identity().admin('GET', '/sample/people/callum-reid/credentials')).status).toBe(200);

    await work.as(staff.otherReviewer);
    expect((await desk.ask('review.get', { caseId })).pictures).toHaveLength(3);
    expect(await pass(caseId, staff.otherReviewer)).toMatchObject({ approvalsLeft: 0 });
    await work.settle();
    expect(await work.view(caseId)).toMatchObject({ status: 'recovered' });
    const approved = (await work.events(caseId)).find((event) => event.type === 'case.approved')!;
    expect(approved.data.decisions).toHaveLength(2);
    expect((await work.history(caseId)).filter(({ signed }) => signed).map(({ by }) => by)).toEqual([
      'Ines Kowalczyk',
      'Daniel Achebe',
    ]);
  });

  test('what changes in between voids the first approval: both are needed anew, and then it runs (R23)', async () => {
    const caseId = await work.caseInReview('thomas-roy', 't.roy@delisle-roy.example');
    await pass(caseId, staff.reviewer);
    await work.settle();
    await work.identity().enrol('thomas-roy', 'Tablet');
    await work.as(staff.otherReviewer);
    const shown = await desk.ask('review.get', { caseId });
    expect(shown).toMatchObject({ approvals: [], mayDecide: true });
    expect(await work.view(caseId)).toMatchObject({ status: 'in-review' });
    expect((await work.history(caseId)).find(({ words }) => words.startsWith('Account read'))).toMatchObject({
      tone: 'warn',
      detail: 'What was approved has changed: both approvals are needed anew',
    });
    expect(await pass(caseId, staff.otherReviewer)).toEqual({ status: 'awaiting-second', approvalsLeft: 1 });
    expect(await pass(caseId, staff.reviewer)).toMatchObject({ approvalsLeft: 0 });
    await work.settle();
    expect(await work.view(caseId)).toMatchObject({ status: 'recovered' });
    expect((await work.events(caseId)).filter(({ type }) => type === 'case.disable-stopped')).toEqual([]);
    expect(await desk.ask('cases.verify', { caseId })).toMatchObject({ ok: true });
  });

  test('a second reviewer who says no ends it, one who asks again starts the check anew for everybody', async () => {
    const failed = await work.caseInReview('luc-tessier', 'ltessier@tessier-beauchemin.example');
    await pass(failed, staff.reviewer).catch(() => undefined);
    const to = 'suvarna@tessier-beauchemin.example';
    const asked = await work.caseInReview('suvarna', to);
    await pass(asked, staff.reviewer);
    expect(
      await desk.ask('review.decide', await work.decision(asked, staff.otherReviewer, { decision: 'ask-again' })),
    ).toMatchObject({ status: 'awaiting-customer' });
    await work.settle();
    expect(await work.submitForm(await work.linkUrl(to))).toMatchObject({ status: 200 });
    await work.as(staff.reviewer);
    expect(await desk.ask('review.get', { caseId: asked })).toMatchObject({ approvals: [], mayDecide: true });
    await pass(asked, third);
    expect(
      await desk.ask('review.decide', await work.decision(asked, staff.reviewer, { decision: 'fail' })),
    ).toMatchObject({ status: 'failed' });
    await work.settle();
    expect(await work.view(asked)).toMatchObject({ status: 'failed', disable: null });
  });

  test('a repudiation between the two approvals stops the second', async () => {
    const to = 'hannah@northlight.example';
    const caseId = await work.caseInReview('hannah-brandt', to);
    await pass(caseId, staff.reviewer);
    const second = await work.decision(caseId, staff.otherReviewer, { decision: 'pass' });
    await work.sayNotMe(to);
    expect(await desk.refusal('review.decide', second)).toMatchObject({ code: 'frozen', rule: 'R7' });
    await work.settle();
    expect(await work.view(caseId)).toMatchObject({ status: 'awaiting-second', disable: null });
  });
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults).toEqual([]);
});
