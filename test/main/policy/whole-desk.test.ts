import Database from 'better-sqlite3';
import { beforeAll, describe, expect, test } from 'vitest';
import { casesProjection } from '#main/store/cache/cases';
import { policyQueries } from '#main/store/cache/policy-queries';
import type { Db } from '#main/store/sqlite';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';

describe('the question about open cases', () => {
  test('is answered from the index of what is open, without a sort', () => {
    const db = new Database(':memory:');
    db.exec(casesProjection.tables);
    db.exec(casesProjection.indexes);
    const asked: string[] = [];
    const spy = new Proxy(db, {
      get: (target, key) =>
        key === 'prepare'
          ? (sql: string) => {
              asked.push(sql);
              return target.prepare(sql);
            }
          : (Reflect.get(target, key) as unknown),
    });
    for (const query of policyQueries) query.prepare(spy as unknown as Db);
    for (const sql of asked) {
      const plan = db
        .prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+/g, "''")}`)
        .all()
        .map((row) => (row as { detail: string }).detail);
      expect(
        plan.some((line) => line.includes('cases_open')),
        plan.join('\n'),
      ).toBe(true);
      expect(
        plan.filter((line) => /^SCAN cases$|^SCAN case_states/.test(line)),
        sql,
      ).toEqual([]);
    }
  });
});

describe('a lead raises the threat level at a desk with open cases', () => {
  const { desk, work, startAgain } = practiceDesk({ policy: { signalFirmAccounts: 99 } });
  let inReview = '';
  let inTriage = '';
  const elevated = { threatLevel: 'elevated' } as const;
  beforeAll(async () => {
    inReview = await work.caseInReview('callum-reid', 'callum@prairie-sky.example');
    inTriage = await work.openCase('jesse-cardinal');
  }, 60_000);

  test('both cases are listed with what would differ, and nothing is written', async () => {
    await work.as(staff.lead);
    const preview = await desk.ask('policy.preview', { values: elevated });
    expect(preview).toMatchObject({ problems: [], open: 2, differing: 2, warnings: [] });
    expect(preview.cases.map(({ caseId }) => caseId).toSorted()).toEqual([inReview, inTriage].toSorted());
    for (const one of preview.cases) expect(one.what[0], one.person).toBe('It needs 2 approvals instead of 1.');
    expect(await desk.ask('policy.preview', { values: { linkHours: 48 } })).toMatchObject({
      cases: [{ caseId: inTriage, what: ['Its next link is good for 48 hours instead of 72.'] }],
    });
    expect(await desk.ask('policy.get', {})).toMatchObject({ version: 1 });
  });

  test('it holds at once: the strip says so, and one pass does not approve any more', async () => {
    expect((await desk.ask('desk.strip', {})).threatLevel).toBe('normal');
    expect(
      await desk.ask('policy.change', {
        values: elevated,
        version: 1,
        reason: 'Three calls for one firm today.',
        code: desk.code(staff.lead),
      }),
    ).toEqual({ version: 2 });
    expect(desk.events).toContainEqual({ type: 'changed', topics: expect.arrayContaining(['policy']) as unknown });
    expect((await desk.ask('desk.strip', {})).threatLevel).toBe('elevated');
    await desk.ask('review.decide', await work.decision(inReview, staff.reviewer, { decision: 'pass' }));
    expect((await work.view(inReview)).status).toBe('awaiting-second');
  });

  test('a case keeps the version that it was decided under, and the next start knows it', async () => {
    await desk.ask('review.decide', await work.decision(inReview, staff.otherReviewer, { decision: 'pass' }));
    const approved = (await work.events(inReview)).find((event) => event.type === 'case.approved');
    expect(approved?.data).toMatchObject({ policyVersion: 2, coolingOffHours: 24 });
    await startAgain();
    await work.as(staff.lead);
    expect(await desk.ask('policy.get', {})).toMatchObject({
      version: 2,
      history: [{ by: 'Ruth Tremblay', reason: 'Three calls for one firm today.', signed: true }],
    });
    await desk.ask('policy.change', {
      values: { threatLevel: 'normal' },
      version: 2,
      reason: 'The calls have stopped since.',
      code: desk.code(staff.lead),
    });
    expect((await work.view(inReview)).disable).toMatchObject({ coolingOffHours: 24 });
  });

  test('an agent reads it, and may neither preview nor change it', async () => {
    await work.as(staff.agent);
    expect((await desk.ask('policy.get', {})).version).toBe(3);
    expect(await desk.refusal('policy.preview', { values: elevated })).toMatchObject({ code: 'not-permitted' });
    expect(
      await desk.refusal('policy.change', {
        values: elevated,
        version: 3,
        reason: 'Because I can, perhaps.',
        code: desk.code(staff.agent),
      }),
    ).toMatchObject({ code: 'not-permitted' });
  });
});

describe('a lead chooses another calendar at a desk with open cases', () => {
  const { desk, work } = practiceDesk({ policy: { signalFirmAccounts: 99 } });
  const stampOf = async (caseId: string): Promise<unknown> =>
    (await work.events(caseId)).flatMap((event) => (event.type === 'case.submitted' ? [event.data.due] : []))[0];

  test('a promise that was given keeps its calendar and version, the next one is counted on the new one (R22)', async () => {
    const before = await work.caseInReview('callum-reid', 'callum@prairie-sky.example');
    const promised = await stampOf(before);
    expect(promised).toMatchObject({ calendar: { id: 'ca-federal', version: 1, timeZone: 'America/Vancouver' } });
    await work.as(staff.lead);
    const calendar = (await desk.ask('policy.get', {})).values.find(({ key }) => key === 'calendarId');
    expect(calendar?.is).toMatchObject({ kind: 'choice' });
    expect(JSON.stringify(calendar?.is)).toContain('Newfoundland and Labrador (6 of 6 rules unverified)');
    await desk.ask('policy.change', {
      values: { calendarId: 'ca-nl' },
      version: 1,
      reason: 'The desk moves to St. John’s.',
      code: desk.code(staff.lead),
    });
    const after = await work.caseInReview('jesse-cardinal', 'jesse@prairie-sky.example');
    expect(await stampOf(before)).toEqual(promised);
    expect((await work.view(before)).review.due).toMatchObject({
      calendar: 'Canada (federal), v1',
      calendarId: 'ca-federal',
    });
    expect((await work.view(after)).review.due).toMatchObject({
      calendar: 'Newfoundland and Labrador, v1',
      calendarId: 'ca-nl',
    });
    await work.as(staff.reviewer);
    expect((await desk.ask('review.list', {})).rows.map(({ caseId, calendarId }) => [caseId, calendarId])).toEqual(
      expect.arrayContaining([
        [before, 'ca-federal'],
        [after, 'ca-nl'],
      ]),
    );
  });
});
