import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';
import { linkMail } from '#support/link-mail';

const { folder, desk, work } = practiceDesk({ policy: { signalFirmAccounts: 99 } });

const pictureFiles = async (): Promise<readonly string[]> =>
  (await readdir(join(folder.path, 'evidence'), { recursive: true })).filter((name) => name.endsWith('.sealed'));
const keyFiles = async (): Promise<readonly string[]> =>
  (await readdir(join(folder.path, 'evidence-keys'))).filter((name) => name.endsWith('.key'));
const historyOf = async (caseId: string): Promise<string> =>
  (await work.history(caseId)).map(({ words, detail }) => `${words}${detail === null ? '' : `: ${detail}`}`).join('\n');

describe('evidence', () => {
  let caseId: string;
  beforeAll(async () => {
    caseId = await work.caseInReview('callum-reid', 'callum@prairie-sky.example');
  });

  test("a picture's handle works once; the view is in the history", async () => {
    await work.as(staff.reviewer);
    const { pictures } = await desk.ask('review.get', { caseId });
    expect(pictures.map(({ slot }) => slot)).toEqual(['front', 'back', 'selfie']);
    const { handle } = await desk.ask('review.openPicture', { caseId, evidenceId: pictures[0]!.evidenceId });
    expect((await desk.app.takePicture(handle))?.bytes.byteLength).toBeGreaterThan(1000);
    expect(await desk.app.takePicture(handle)).toBeNull();
    expect(await historyOf(caseId)).toContain('Daniel Achebe looked at a picture');
  });

  test("an agent and a lead can't open it, by no call", async () => {
    const evidenceId = (await work.events(caseId)).find((event) => event.type === 'case.submitted')!.data.pictures[0]!
      .evidenceId;
    for (const who of [staff.agent, staff.lead]) {
      await work.as(who);
      expect(await desk.refusal('review.openPicture', { caseId, evidenceId })).toMatchObject({
        code: 'not-permitted',
        way: expect.stringContaining('reviewer') as string,
      });
      expect(await desk.refusal('review.get', { caseId })).toMatchObject({ code: 'not-permitted' });
      expect(JSON.stringify(await work.view(caseId))).not.toContain(evidenceId);
    }
    await vi.waitFor(async () => {
      const history = await historyOf(caseId);
      for (const name of ['Maya Okafor', 'Ruth Tremblay'])
        expect(history).toContain(`${name} tried to open a picture: refused`);
    });
  });

  test("a picture of another case can't be opened through this one", async () => {
    const other = await work.caseInReview('thomas-roy', 't.roy@delisle-roy.example');
    const evidenceId = (await work.events(other)).find((event) => event.type === 'case.submitted')!.data.pictures[0]!
      .evidenceId;
    await work.as(staff.reviewer);
    expect(await desk.refusal('review.openPicture', { caseId, evidenceId })).toMatchObject({
      code: 'evidence-gone',
      rule: 'R18',
    });
  });

  test('the comparison opens only after the four marks, over what is shown now, and the marks are in the history', async () => {
    const { marks, digest } = await work.decision(caseId, staff.reviewer, { decision: 'pass' });
    expect(
      await desk.refusal('review.uncover', { caseId, digest, marks: marks.slice(1), printedName: 'Callum Reid' }),
    ).toMatchObject({ code: 'bad-input', field: 'marks' });
    expect(
      await desk.refusal('review.uncover', {
        caseId,
        digest,
        marks: [marks[0], marks[0], marks[1], marks[2]],
        printedName: 'Callum Reid',
      }),
    ).toMatchObject({ code: 'marks-missing', rule: 'R13' });
    expect(
      await desk.refusal('review.uncover', { caseId, digest: 'another', marks, printedName: 'Callum Reid' }),
    ).toMatchObject({ code: 'view-changed', rule: 'R23' });
    expect(await desk.ask('review.uncover', { caseId, digest, marks, printedName: 'REID CALLUM' })).toMatchObject({
      equal: true,
    });
    expect(await historyOf(caseId)).toContain('Daniel Achebe set the four marks');
  });
});

describe('deciding', () => {
  test('a pass decides and authorises in one act; pictures and key are gone from the disk, 2FA is off, everybody is told', async () => {
    const to = 'suvarna@tessier-beauchemin.example';
    const before = { pictures: await pictureFiles(), keys: await keyFiles() };
    const caseId = await work.caseInReview('suvarna', to);
    expect((await pictureFiles()).length - before.pictures.length).toBe(3);
    expect((await keyFiles()).length - before.keys.length).toBe(1);
    expect(
      await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' })),
    ).toMatchObject({ approvalsLeft: 0 });
    await work.settle();
    expect(await work.view(caseId)).toMatchObject({ status: 'recovered' });
    expect(await pictureFiles()).toEqual(before.pictures);
    expect(await keyFiles()).toEqual(before.keys);
    expect((await work.letters(to)).length).toBe(4);
    expect((await work.events(caseId)).filter(({ type }) => type === 'case.evidence-destroyed')).toHaveLength(1);
    const decided = (await work.history(caseId)).find(({ words }) => words.includes('passed all four checks'));
    expect(decided).toMatchObject({ by: 'Daniel Achebe', signed: true });
    expect(await desk.ask('cases.verify', { caseId })).toMatchObject({ ok: true });
  });

  test('whoever decides after somebody else is told who did what; a double click decides once', async () => {
    const caseId = await work.caseInReview('luc-tessier', 'ltessier@tessier-beauchemin.example');
    const late = await work.decision(caseId, staff.otherReviewer, { decision: 'fail' });
    const first = await work.decision(caseId, staff.reviewer, { decision: 'fail' });
    const both = await Promise.all([desk.call('review.decide', first), desk.call('review.decide', first)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({
      error: { code: expect.stringMatching(/^(?:conflict|code-used)$/) as string },
    });
    await work.as(staff.otherReviewer);
    expect(await desk.refusal('review.decide', { ...late, code: desk.code(staff.otherReviewer) })).toMatchObject({
      code: 'conflict',
      message: 'Daniel Achebe decided this case already: fail. Nothing of yours was written.',
    });
    expect((await work.events(caseId)).filter(({ type }) => type === 'case.decided')).toHaveLength(1);
    await work.settle();
  });

  test('a fail tells the customer nothing of which part failed (R14)', async () => {
    const to = 'imogen@yates-chambers.example';
    const caseId = await work.caseInReview('imogen-yates', to);
    await desk.ask(
      'review.decide',
      await work.decision(caseId, staff.reviewer, { decision: 'fail', note: 'The portrait is another person.' }),
    );
    await work.settle();
    const body = await work.text((await work.letters(to))[0]!);
    expect(body).not.toMatch(/face|photo|picture|portrait|selfie|liveness|document|match|blurred|name on/i);
    expect(await work.view(caseId)).toMatchObject({ status: 'failed' });
    expect((await work.events(caseId)).filter(({ type }) => type === 'case.evidence-destroyed')).toHaveLength(1);
  });

  test("ask again sends a new link, kills the old one, and destroys the old check's pictures, once", async () => {
    const to = 'hannah@northlight.example';
    const caseId = await work.caseInReview('hannah-brandt', to);
    const [old, files] = [await work.linkUrl(to), (await pictureFiles()).length];
    await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'ask-again' }));
    await work.settle();
    expect((await pictureFiles()).length).toBe(files - 3);
    expect(await work.view(caseId)).toMatchObject({
      status: 'awaiting-customer',
      link: { number: 2, state: 'running' },
    });
    expect(await work.submitForm(old)).toMatchObject({ status: 410 });
    expect(await work.submitForm(await work.linkUrl(to))).toMatchObject({ status: 200 });
    await work.later(11 * 24 * 3_600_000);
    const destroyed = (await work.events(caseId)).flatMap((event) =>
      event.type === 'case.evidence-destroyed' ? [event.data.checkId] : [],
    );
    expect(new Set(destroyed).size).toBe(destroyed.length);
    expect(destroyed).toHaveLength(2);
  });

  test('what changed on the account since it was shown stops the decision, and the next look shows it (R23)', async () => {
    const caseId = await work.caseInReview('jean-paul-lariviere', 'jplariviere@harrow-finch.example');
    const stale = await work.decision(caseId, staff.reviewer, { decision: 'pass' });
    await work.identity().enrol('jean-paul-lariviere', "A stranger's phone");
    expect(await desk.refusal('review.decide', stale)).toMatchObject({ code: 'view-changed', rule: 'R23' });
    const shown = await desk.ask('review.get', { caseId });
    expect(shown.account.factors.map(({ label }) => label)).toContain("A stranger's phone");
    expect(shown.digest).not.toBe(stale.digest);
    // The refused decision did not cost the code.
    await desk.ask('review.decide', {
      ...stale,
      digest: shown.digest,
      decision: 'fail',
      marks: stale.marks.map((mark) => ({ ...mark, value: 'cannot-tell', changed: 'A phone came meanwhile.' })),
    });
    await work.settle();
  });

  test('a code decides once (R21), and a wrong one not at all', async () => {
    const first = await work.caseInReview('dominic-van-der-merwe', 'dvandermerwe@harrow-finch.example');
    const second = await work.caseInReview('william-chan', 'william@osei-chan.example');
    const used = await work.decision(first, staff.reviewer, { decision: 'fail' });
    await desk.ask('review.decide', used);
    const next = await work.decision(second, staff.reviewer, { decision: 'fail' });
    expect(await desk.refusal('review.decide', { ...next, code: used.code })).toMatchObject({
      code: 'code-used',
      rule: 'R21',
    });
    const wrong = String((Number(next.code) + 1) % 1_000_000).padStart(6, '0');
    expect(await desk.refusal('review.decide', { ...next, code: wrong })).toMatchObject({ code: 'wrong-code' });
    expect((await work.view(second)).status).toBe('in-review');
    await work.settle();
  });

  test("a person's work is no conflict with what the desk notes down beside it", async () => {
    const caseId = await work.openCase('jesse-cardinal');
    await work.ruleOut(caseId);
    const addressId = await work.usable(caseId);
    for (let link = 0; link < 3; link += 1)
      await desk.ask('compose.send', linkMail({ caseId, addressId, language: 'en' }));
    await desk.ask('cases.close', {
      caseId,
      outcome: 'withdrawn',
      reason: 'called it off',
      tell: false,
      duplicateOf: null,
    });
    await work.settle();
    expect((await work.view(caseId)).status).toBe('closed');
  });
});

describe('freezing (R7)', () => {
  const codeOf = () => desk.code(staff.lead);
  test('"this wasn\'t me" stops a case in review at once; only a lead lifts it, with a reason and a code of their own', async () => {
    const to = 'moira@prairie-sky.example';
    const caseId = await work.caseInReview('moira-o-donnell', to);
    const decision = await work.decision(caseId, staff.reviewer, { decision: 'fail' });
    const { status, page } = await work.sayNotMe(to, 'I am on holiday, this is not me.');
    expect(status).toBe(200);
    expect(page).toContain('Everything has stopped');
    expect(await work.view(caseId)).toMatchObject({
      status: 'in-review',
      frozen: { by: 'The customer', via: 'notice', words: 'I am on holiday, this is not me.' },
    });
    expect(await desk.refusal('review.decide', decision)).toMatchObject({ code: 'frozen', rule: 'R7' });
    expect(await desk.refusal('cases.sendAgain', { caseId, mailId: 'any' })).toMatchObject({ code: 'not-permitted' });
    expect(
      await desk.refusal('cases.unfreeze', {
        caseId,
        reason: 'Called the customer back.',
        code: desk.code(staff.reviewer),
      }),
    ).toMatchObject({ code: 'not-permitted' });
    await work.as(staff.lead);
    expect(await desk.refusal('cases.unfreeze', { caseId, reason: 'ok', code: codeOf() })).toMatchObject({
      code: 'reason-missing',
      rule: 'R7',
    });
    const code = codeOf();
    await desk.ask('cases.unfreeze', { caseId, reason: 'Called the customer back: it was them.', code });
    expect((await work.view(caseId)).frozen).toBeNull();
    await work.sayNotMe(to);
    expect(
      await desk.refusal('cases.unfreeze', { caseId, reason: 'Called the customer back again.', code }),
    ).toMatchObject({ code: 'code-used', rule: 'R21' });
    await desk.ask('cases.unfreeze', { caseId, reason: 'Called the customer back again.', code: codeOf() });
    const history = await historyOf(caseId);
    expect(history).toContain("“This wasn't me”: everything stopped: I am on holiday, this is not me.");
    expect(history).toContain('Ruth Tremblay tried to lift the freeze: refused (R7)');
    expect(history).toContain('Daniel Achebe tried to decide: refused (R7)');
    // By role alone, too (R17).
    expect(history).toContain('Daniel Achebe tried to send a message again: refused');
  });

  test('a frozen link is out of use, and comes back with the freeze lifted', async () => {
    const to = 'peter@northlight.example';
    const caseId = await work.openCase('peter-nygaard');
    await work.ruleOut(caseId);
    await work.sendLink(caseId);
    const url = await work.linkUrl(to);
    await work.sayNotMe(to);
    expect(await work.submitForm(url)).toMatchObject({ status: 410, code: 'stopped' });
    await work.as(staff.lead);
    await desk.ask('cases.unfreeze', { caseId, reason: 'Called the customer back.', code: codeOf() });
    expect(await work.submitForm(url)).toMatchObject({ status: 200 });
  });

  test('a link that was stopped before it went out can be sent again afterwards', async () => {
    const to = 'wendy@osei-chan.example';
    const caseId = await work.openCase('wendy-chan');
    await work.ruleOut(caseId);
    await work.mailbox().faults.add({ kind: 'answer', code: 451, times: 1, to });
    await work.sendLink(caseId);
    await desk.ask('cases.freeze', { caseId, words: 'The caller sounded odd.' });
    await work.later();
    await work.as(staff.lead);
    await desk.ask('cases.unfreeze', { caseId, reason: 'Called the customer back.', code: codeOf() });
    await work.as(staff.agent);
    const mail = (await work.view(caseId)).mails.find(({ template }) => template === 'recovery-link')!;
    expect(mail).toMatchObject({
      state: 'failed',
      barredAgain: null,
      why: 'The case was stopped before the link was sent.',
    });
    await desk.ask('cases.sendAgain', { caseId, mailId: mail.mailId });
    await work.settle();
    expect((await fetch(`${await work.linkUrl(to)}/state`)).status).toBe(200);
  });

  test('a notice pressed after a recovery still stops the case, and the lift starts nothing', async () => {
    const to = 'khai@osei-chan.example';
    const caseId = await work.caseInReview('nguyen-thi-minh-khai', to);
    await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'pass' }));
    await work.settle();
    await work.sayNotMe(to);
    await work.settle();
    const view = await work.view(caseId);
    expect(view).toMatchObject({
      status: 'recovered',
      frozen: { via: 'notice' },
      marks: expect.arrayContaining(['repudiated']) as string[],
    });
    await work.as(staff.lead);
    await desk.ask('cases.unfreeze', { caseId, reason: 'The customer had forgotten.', code: codeOf() });
    await work.settle();
    expect((await work.view(caseId)).status).toBe('recovered');
    // What was done already is secured in a case of its own, whatever becomes of this one.
    expect(await work.view(view.securedBy?.caseId ?? '')).toMatchObject({
      status: 'needs-attention',
      secures: {
        of: { caseId },
        stopped: null,
        steps: [
          { key: 'sessions', state: 'done' },
          { key: 'lock', state: 'done' },
        ],
      },
    });
  });
});

test('a desk whose store died in the middle goes on with nothing lost', async () => {
  const caseId = await work.caseInReview('claire-dube', 'claire@northlight.example');
  desk.killStore();
  await work.as(staff.reviewer);
  expect((await work.view(caseId)).status).toBe('in-review');
  expect(await desk.ask('cases.verify', { caseId })).toMatchObject({ ok: true });
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults.filter(({ where }) => where !== 'store')).toEqual([]);
});
