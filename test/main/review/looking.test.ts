/** Passing without looking (R13), and a picture's handle that outlives its case (R18), at a whole desk. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkKinds } from '#domain/case/events';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';

const { folder, desk, work, startAgain } = practiceDesk({
  policy: { signalFirmAccounts: 99, approvalsWithoutProvider: 2 },
});

type Value = 'pass' | 'fail';
const marksOf = (value: Value, changed?: string) =>
  checkKinds.map((check) => ({ check, value, reason: 'as seen', ...(changed === undefined ? {} : { changed }) }));
const look = async (caseId: string, by: string) => {
  await work.as(by);
  return await desk.ask('review.get', { caseId });
};
const open = async (caseId: string, evidenceId: string): Promise<string> =>
  (await desk.ask('review.openPicture', { caseId, evidenceId })).handle;
const uncover = (caseId: string, digest: string, value: Value) => ({
  caseId,
  digest,
  marks: marksOf(value),
  printedName: 'As printed',
});
const decision = (caseId: string, digest: string, by: string, marks: ReturnType<typeof marksOf>) => ({
  caseId,
  digest,
  decision: 'pass' as const,
  marks,
  printedName: 'As printed',
  nameReason: 'The ID prints it in another order.',
  note: '',
  askAgain: null,
  code: desk.code(by),
});

describe('passing without looking (R13)', () => {
  test('four fails uncover nothing and four passes decide nothing while no picture was opened', async () => {
    const caseId = await work.caseInReview('callum-reid', 'callum@prairie-sky.example');
    const { digest, pictures, looked } = await look(caseId, staff.reviewer);
    expect(looked).toEqual({ opened: [], unreadable: [], first: null });
    const unseen = {
      code: 'not-looked',
      rule: 'R13',
      way: 'Open the front of the ID, the back of the ID and the selfie first.',
    };
    expect(await desk.refusal('review.uncover', uncover(caseId, digest, 'fail'))).toMatchObject(unseen);
    const pass = () => decision(caseId, digest, staff.reviewer, marksOf('pass'));
    expect(await desk.refusal('review.decide', pass())).toMatchObject(unseen);
    for (const { evidenceId } of pictures.slice(0, 2)) await open(caseId, evidenceId);
    expect(await desk.refusal('review.decide', pass())).toMatchObject({
      code: 'not-looked',
      way: 'Open the selfie first.',
    });
    await open(caseId, pictures[2]!.evidenceId);
    expect(await desk.refusal('review.decide', pass())).toMatchObject({
      code: 'not-compared',
      way: 'Open the comparison first.',
    });
    expect((await work.events(caseId)).filter(({ type }) => type === 'case.decided')).toEqual([]);
  });

  test('the marks that uncovered decide, over a second comparison and a restart; the second reviewer looks for themself', async () => {
    const caseId = await work.caseInReview('luc-tessier', 'ltessier@tessier-beauchemin.example');
    const first = await look(caseId, staff.reviewer);
    for (const { evidenceId } of first.pictures) await open(caseId, evidenceId);
    expect(await desk.ask('review.uncover', uncover(caseId, first.digest, 'fail'))).toMatchObject({ changed: [] });
    await desk.ask('review.uncover', uncover(caseId, first.digest, 'pass'));

    await startAgain();
    const { digest, looked, pictures } = await look(caseId, staff.reviewer);
    expect(looked).toMatchObject({
      opened: pictures.map(({ evidenceId }) => evidenceId),
      first: { document: 'fail', name: 'fail', face: 'fail', liveness: 'fail' },
    });
    const silent = decision(caseId, digest, staff.reviewer, marksOf('pass'));
    expect(await desk.refusal('review.decide', silent)).toMatchObject({
      code: 'change-unexplained',
      rule: 'R13',
      way: 'Say why you changed it, or set it back.',
    });
    const why = 'I had pressed the wrong key.';
    const explained = decision(caseId, digest, staff.reviewer, marksOf('pass', why));
    expect(await desk.ask('review.decide', explained)).toMatchObject({ approvalsLeft: 1 });
    const theirOwn = (await work.history(caseId)).find(({ words }) => words.includes('passed all four checks'));
    expect(theirOwn?.detail).toContain(`Changed name from fail to pass after the comparison: ${why}`);

    const second = await look(caseId, staff.otherReviewer);
    expect(second.looked).toEqual({ opened: [], unreadable: [], first: null });
    expect(JSON.stringify(await work.history(caseId))).not.toContain(why);
    const theirs = () => decision(caseId, second.digest, staff.otherReviewer, marksOf('pass'));
    expect(await desk.refusal('review.decide', theirs())).toMatchObject({ code: 'not-looked' });
    for (const { evidenceId } of second.pictures) await open(caseId, evidenceId);
    const { changed } = await desk.ask('review.uncover', uncover(caseId, second.digest, 'pass'));
    expect(changed).toContainEqual({
      by: 'Daniel Achebe',
      check: 'name',
      before: 'fail',
      value: 'pass',
      reason: why,
    });
    expect(await desk.ask('review.decide', theirs())).toMatchObject({ approvalsLeft: 0 });
    await work.settle();
  });

  test('where a picture is damaged the check is not passed, and can be asked for again', async () => {
    const caseId = await work.caseInReview('thomas-roy', 't.roy@delisle-roy.example');
    const { digest, pictures } = await look(caseId, staff.reviewer);
    const [damaged, ...others] = pictures.map(({ evidenceId }) => evidenceId);
    const files = await readdir(join(folder.path, 'evidence'), { recursive: true });
    const file = files.find((name) => name.includes(damaged!))!;
    await writeFile(join(folder.path, 'evidence', file), 'not a picture any more');
    const again = {
      ...decision(caseId, digest, staff.reviewer, []),
      decision: 'ask-again' as const,
      askAgain: 'blurred' as const,
    };
    for (const evidenceId of others) await open(caseId, evidenceId);
    expect(await desk.refusal('review.decide', again)).toMatchObject({
      code: 'not-looked',
      way: 'Open the front of the ID first.',
    });
    expect(await desk.refusal('review.openPicture', { caseId, evidenceId: damaged! })).toMatchObject({
      code: 'evidence-gone',
      way: 'Ask again, with a new link, or fail the check.',
    });
    expect((await look(caseId, staff.reviewer)).looked).toMatchObject({ unreadable: [damaged], opened: others });
    await desk.ask('review.uncover', uncover(caseId, digest, 'pass'));
    expect(
      await desk.refusal('review.decide', decision(caseId, digest, staff.reviewer, marksOf('pass'))),
    ).toMatchObject({ code: 'not-looked' });
    expect(await desk.ask('review.decide', { ...again, code: desk.code(staff.reviewer) })).toMatchObject({
      status: 'awaiting-customer',
    });
    expect((await work.history(caseId)).map(({ words }) => words)).toContain(
      "Daniel Achebe could not open a picture: its file can't be read",
    );
    await work.settle();
  });
});

describe("a picture's handle", () => {
  test('dies when the case is stopped, when it is decided, and when somebody else sits there', async () => {
    const to = 'moira@prairie-sky.example';
    const caseId = await work.caseInReview('moira-o-donnell', to);
    const { pictures, digest } = await look(caseId, staff.reviewer);
    const [front, back, selfie] = pictures.map(({ evidenceId }) => evidenceId);
    const [toCross, beforeFreeze] = [await open(caseId, front!), await open(caseId, front!)];
    expect((await desk.app.takePicture(toCross))?.contentType).toBe('image/jpeg');
    await work.sayNotMe(to);
    expect(await desk.app.takePicture(beforeFreeze)).toBeNull();

    await work.as(staff.lead);
    await desk.ask('cases.unfreeze', {
      caseId,
      reason: 'Called the customer back: it was them.',
      code: desk.code(staff.lead),
    });
    await look(caseId, staff.reviewer);
    const beforeAnother = await open(caseId, back!);
    await work.as(staff.otherReviewer);
    expect(await desk.app.takePicture(beforeAnother)).toBeNull();

    await look(caseId, staff.reviewer);
    const beforeDeciding = await open(caseId, selfie!);
    const fail = {
      ...decision(caseId, digest, staff.reviewer, marksOf('fail')),
      digest: (await look(caseId, staff.reviewer)).digest,
      decision: 'fail' as const,
    };
    await open(caseId, back!);
    await desk.ask('review.decide', fail);
    expect(await desk.app.takePicture(beforeDeciding)).toBeNull();
    await work.settle();
  });
});
