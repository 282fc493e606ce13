/**
 * The alternate method with the real parts: evidence, a code by real mail, two reviewers, and a disable after its
 * cooling-off.
 */
import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { kindFacts } from '#domain/fallback/kinds';
import { needlesFor, searchFolder } from '#support/byte-search';
import { staff } from '#support/case-work';
import { practiceDesk } from '#support/practice-desk-around';

const { folder, desk, work } = practiceDesk({ policy: { signalFirmAccounts: 99 } });

const hours = 3_600_000;

/** A case whose check failed, with another method opened. */
const opened = async (
  accountId: string,
  address: string,
  kind: 'live-video-call' | 'firm-attestation' | 'notarised-letter',
): Promise<string> => {
  const caseId = await work.caseInReview(accountId, address);
  await desk.ask('review.decide', await work.decision(caseId, staff.reviewer, { decision: 'fail' }));
  await work.settle();
  await work.as(staff.agent);
  await desk.ask('fallback.open', { caseId, kind, reason: 'The check did not lead to a yes.' });
  await work.settle();
  return caseId;
};
const gather = async (caseId: string): Promise<void> => {
  const view = await work.view(caseId);
  for (const item of kindFacts[view.fallback!.kind].items)
    await desk.ask('fallback.setItem', {
      caseId,
      item: item.key,
      value: 'seen',
      note: 'Seen on the call, kept in the vault.',
    });
};
const decide = async (
  caseId: string,
  by: string,
  decision: 'approve' | 'refuse',
  reason = 'Everything was there and fits.',
) => {
  await work.as(by);
  const { digest, fallback } = await desk.ask('fallback.get', { caseId });
  return desk.ask('fallback.decide', {
    caseId,
    fallbackId: fallback.fallbackId,
    decision,
    reason,
    digest,
    code: desk.code(by),
  });
};
const refusedTo = async (caseId: string, by: string): Promise<string> => {
  await work.as(by);
  const view = await work.view(caseId);
  return (
    await desk.refusal('fallback.decide', {
      caseId,
      fallbackId: view.fallback!.fallbackId,
      decision: 'approve',
      reason: 'Everything was there and fits.',
      digest: 'none',
      code: desk.code(by),
    })
  ).code;
};

describe('a live video call after a failed check', () => {
  let caseId = '';
  test('is offered with words that say nothing of why, and asks the reviewers only when all of its evidence is there', async () => {
    caseId = await opened('nguyen-thi-minh-khai', 'khai@osei-chan.example', 'live-video-call');
    const letter = (await work.letters('khai@osei-chan.example')).find(
      ({ subject }) => !/request|demand|not lead|another way/i.test(subject),
    );
    expect(letter).toBeDefined();
    expect(await work.view(caseId)).toMatchObject({
      status: 'fallback-review',
      next: { action: 'prepare-fallback' },
      fallback: { stage: 'preparing', strength: 'strong' },
    });
    expect((await desk.refusal('fallback.submit', { caseId })).code).toBe('evidence-missing');
    await gather(caseId);
    await desk.ask('fallback.submit', { caseId });
    expect(await work.view(caseId)).toMatchObject({
      next: { action: 'wait' },
      fallback: { stage: 'deciding', approvalsNeeded: 2, approvals: 0 },
    });
  });

  test("is decided neither by who opened the case nor by a lead, and its reviewers never see each other's word before their own", async () => {
    expect(await refusedTo(caseId, staff.agent)).toBe('not-permitted');
    expect(await refusedTo(caseId, staff.lead)).toBe('not-permitted');
    expect(await decide(caseId, staff.reviewer, 'approve', 'First reviewer saw the ID held beside the face.')).toEqual({
      status: 'fallback-review',
      approvalsLeft: 1,
    });
    await work.as(staff.otherReviewer);
    const seen = JSON.stringify([await desk.ask('fallback.get', { caseId }), await work.view(caseId)]);
    expect(seen).not.toContain('First reviewer');
    expect(seen).not.toMatch(/Daniel[^"]*approved/);
    expect(await desk.ask('fallback.get', { caseId })).toMatchObject({
      fallback: { approvals: 1, decisions: [], mayDecide: true },
    });
  });

  test("takes two different people: the first can't give the second approval, whatever session they sign in with", async () => {
    expect(await refusedTo(caseId, staff.reviewer)).toBe('decided-already');
    await desk.ask('session.signOut', {});
    work.forgetSession();
    expect(await refusedTo(caseId, staff.reviewer)).toBe('decided-already');
    expect(await decide(caseId, staff.otherReviewer, 'approve')).toEqual({ status: 'approved', approvalsLeft: 0 });
  });

  test('waits for the cooling-off that an alternate method asks for, tells every known address, then disables', async () => {
    await work.settle();
    expect(await work.view(caseId)).toMatchObject({
      status: 'approved',
      next: { action: 'cooling-off' },
      disable: {
        via: 'fallback',
        coolingOff: {
          hours: 24,
          state: 'running',
          reasons: expect.arrayContaining(['an alternate method']) as string[],
        },
      },
    });
    await work.later(23 * hours);
    expect((await work.view(caseId)).status).toBe('approved');
    await work.later(2 * hours);
    const view = await work.view(caseId);
    expect(view).toMatchObject({
      status: 'recovered',
      disable: { coolingOff: { state: 'ended' } },
      watch: { endedAt: null },
    });
    expect(view.mails.map(({ template }) => template)).toEqual(
      expect.arrayContaining(['approval-notice', 'disabled-notice', 'fallback-asked']),
    );
    expect(await desk.ask('cases.verify', { caseId })).toMatchObject({ ok: true });
  });

  test('is watched until 2FA is on again: reminders after a day, three and seven, then no more once it is on', async () => {
    const reminders = async () =>
      (await work.view(caseId)).mails.filter(({ template }) => template === 'enrol-reminder').length;
    const each = (await work.view(caseId)).account!.addresses.filter(
      ({ standing }) => standing !== 'replaced-long-ago',
    ).length;
    await work.later(25 * hours);
    expect(await reminders()).toBe(each);
    expect(await desk.ask('queue.counts', {})).toMatchObject({ watched: 1 });
    await work.later(48 * hours);
    expect(await reminders()).toBe(2 * each);
    await work.identity().enrol('nguyen-thi-minh-khai', 'The new phone');
    expect(await desk.ask('cases.checkWatch', { caseId })).toEqual({ factors: 1 });
    expect(await work.view(caseId)).toMatchObject({
      watch: { endedAt: expect.any(String) as string },
      next: { action: 'none' },
    });
    await work.later(5 * 24 * hours);
    expect(await reminders()).toBe(2 * each);
    expect(await desk.ask('queue.counts', {})).toMatchObject({ watched: 0 });
  });
});

describe("a firm administrator's attestation", () => {
  test("is a code at an address from before the case, read out and typed; five wrong ones void it; either reviewer's no is no", async () => {
    const caseId = await opened('callum-reid', 'callum@prairie-sky.example', 'firm-attestation');
    const view = await work.view(caseId);
    const [candidate] = view.fallback!.attestation!.candidates;
    await desk.ask('fallback.askAttestation', { caseId, attestorId: candidate!.accountId });
    await work.settle();
    const attestor = (await work.opened().backEnds.accounts.read(candidate!.accountId))!.addresses.find(
      ({ until }) => until === null,
    )!.address;
    const digits = /\b(\d{4})\s(\d{4})\b/.exec(await work.text((await work.letters(attestor))[0]!))!;
    expect(JSON.stringify(await work.view(caseId))).not.toContain(digits[0]);
    for (let left = 4; left >= 0; left -= 1)
      expect(await desk.ask('fallback.answerAttestation', { caseId, digits: '0000 0000' })).toEqual({
        ok: false,
        attemptsLeft: left,
      });
    expect((await desk.refusal('fallback.answerAttestation', { caseId, digits: digits[0] })).code).toBe('code-expired');
    await desk.ask('fallback.askAttestation', { caseId, attestorId: candidate!.accountId });
    await work.settle();
    const fresh = /\b(\d{4})\s(\d{4})\b/.exec(await work.text((await work.letters(attestor))[0]!))![0];
    expect(fresh).not.toBe(digits[0]);
    expect(await desk.ask('fallback.answerAttestation', { caseId, digits: fresh })).toMatchObject({ ok: true });
    // Neither the void nor the used digits rest anywhere but in the mailbox of whoever vouched.
    const needles = [digits[0], fresh].flatMap((code) => [
      ...needlesFor('digits', code.replace(/\s/, '')),
      ...needlesFor('digits', code),
    ]);
    expect(searchFolder(folder.path, needles, (file) => file.startsWith(join('sample-world', 'mailbox'))).hits).toEqual(
      [],
    );
    await gather(caseId);
    await desk.ask('fallback.submit', { caseId });
    await decide(caseId, staff.reviewer, 'approve');
    expect(await decide(caseId, staff.otherReviewer, 'refuse', 'The administrator sounded led.')).toEqual({
      status: 'failed',
      approvalsLeft: 0,
    });
    await work.settle();
    await work.as(staff.agent);
    const after = await work.view(caseId);
    expect(after).toMatchObject({
      status: 'failed',
      fallback: { stage: 'refused' },
      barred: { openFallback: null, close: null },
    });
    expect(after.mails.some(({ template }) => template === 'fallback-failed')).toBe(true);
    // It ends with words for it.
    await desk.ask('cases.close', {
      caseId,
      outcome: 'rejected',
      reason: 'No method is left.',
      tell: true,
      duplicateOf: null,
    });
    await work.settle();
    expect(
      (await work.view(caseId)).mails.some(({ template, state }) => template === 'closed-notice' && state === 'sent'),
    ).toBe(true);
  });
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults).toEqual([]);
});
