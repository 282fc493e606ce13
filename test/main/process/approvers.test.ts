/**
 * Who may approve, and on what it rests until the disable has run (R9, R20, R23, R24): alternate methods and checks,
 * with the real parts.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CallInput, CallName, Calls } from '#contract/calls';
import { inboxStates } from '#contract/inbox';
import { calls } from '#contract/calls';
import { queueViews } from '#contract/queue';
import type { Role } from '#domain/access/roles';
import { checkKinds } from '#domain/case/events';
import { kindFacts } from '#domain/fallback/kinds';
import { practicePassword } from '#main/staff/practice-staff';
import { sampleAccount } from '#main/desk/back-ends';
import { staff } from '#support/case-work';
import { journalDeeds, type Asked } from '#support/deed-journal';
import { practiceDesk } from '#support/practice-desk-around';

const hours = 3_600_000;
const third = 'sophie-lavallee';
const asked: Asked[] = [];
const stopListening = journalDeeds((one) => asked.push(one));
afterAll(stopListening);
const { desk, work } = practiceDesk({
  policy: { signalFirmAccounts: 99, signalCallerAccounts: 99, approvalsWithoutProvider: 2 },
});

/** A new colleague, from the invitation to the authenticator. */
const enrol = async (name: string, address: string, role: Role): Promise<string> => {
  await work.as(staff.lead);
  const { staffId, invitation } = await desk.ask('staff.invite', { name, address, role, code: desk.code(staff.lead) });
  const { enrolmentId } = await desk.ask('staff.beginEnrolment', { invitation, password: practicePassword });
  await desk.ask('staff.finishEnrolment', { enrolmentId, code: desk.code(staffId) });
  return staffId;
};
const becomes = async (staffId: string, role: Role): Promise<void> => {
  await work.as(staff.lead);
  await desk.ask('staff.changeRole', { staffId, role, code: desk.code(staff.lead) });
};
const policy = async (values: CallInput<'policy.change'>['values']): Promise<void> => {
  await work.as(staff.lead);
  const { version } = await desk.ask('policy.get', {});
  await desk.ask('policy.change', {
    values,
    version,
    reason: 'Three calls for one firm today.',
    code: desk.code(staff.lead),
  });
};
const truth = async (accountId: string) => {
  const { factors, sessions, locked } = (await work.opened().backEnds.accounts.read(sampleAccount(accountId)))!;
  return { factors: factors.map(({ id }) => id), sessions: sessions.length, locked };
};

const gather = async (caseId: string): Promise<void> => {
  for (const { key } of kindFacts['live-video-call'].items)
    await desk.ask('fallback.setItem', { caseId, item: key, value: 'seen', note: 'Seen on the call.' });
};
/** An alternate method that its reviewers are asked about. */
const asksReviewers = async (accountId: string): Promise<string> => {
  const caseId = await work.openCase(accountId);
  await work.ruleOut(caseId);
  await desk.ask('fallback.open', { caseId, kind: 'live-video-call', reason: 'The phone has no camera that works.' });
  await gather(caseId);
  await desk.ask('fallback.submit', { caseId });
  await work.settle();
  return caseId;
};
const seenBy = async (caseId: string, by: string) => {
  await work.as(by);
  return desk.ask('fallback.get', { caseId });
};
type Decide = CallInput<'fallback.decide'>;
const word = async (caseId: string, by: string, more: Partial<Decide> = {}): Promise<Decide> => {
  const { digest, fallback } = await seenBy(caseId, by);
  return {
    caseId,
    fallbackId: fallback.fallbackId,
    decision: 'approve',
    reason: 'Everything was there and fits.',
    digest,
    code: desk.code(by),
    ...more,
  };
};
const approve = async (caseId: string, by: string, more: Partial<Decide> = {}) => {
  const answer = await desk.ask('fallback.decide', await word(caseId, by, more));
  await work.settle();
  return answer;
};
const pass = async (caseId: string, by: string, more: Partial<CallInput<'review.decide'>> = {}) => {
  const answer = await desk.ask('review.decide', await work.decision(caseId, by, { decision: 'pass', ...more }));
  await work.settle();
  return answer;
};

/** Somebody who may not decide, and the code that says why. */
type Barred = readonly [name: string, who: () => string, code: string];

type QueryName = { [N in CallName]: Calls[N]['kind'] extends 'query' ? N : never }[CallName];
/** What somebody could ask to learn of a case: every reading call there is. */
const allQueries = (
  caseId: string,
  person: string,
  mailIds: readonly string[],
): { readonly [N in QueryName]: readonly CallInput<N>[] } => ({
  'session.state': [{}],
  'desk.state': [{}],
  'desk.strip': [{}],
  'desk.vaultChoices': [{}],
  'desk.practiceCodes': [{}],
  'desk.practiceCustomer': [{ caseId }],
  'desk.identityKinds': [{}],
  'queue.page': [
    ...queueViews.map((view) => ({ view, search: '', after: null })),
    { view: 'all-open', search: person, after: null },
  ],
  'queue.counts': [{}],
  'cases.findAccounts': [{ query: person }],
  'cases.get': [{ caseId }],
  'cases.thread': [{ caseId, show: 'everything', after: null }],
  'inbox.standing': [{}],
  'inbox.list': inboxStates.map((state) => ({ state, after: null })),
  'inbox.message': [{ messageId: 'a'.repeat(32) }],
  'cases.received': [{ caseId, messageId: 'a'.repeat(32) }],
  'cases.message': mailIds.map((mailId) => ({ caseId, mailId })),
  'cases.verify': [{ caseId }],
  'compose.open': [{ caseId }],
  'compose.preview': [
    {
      caseId,
      draft: {
        kind: 'mail',
        draftId: '6b1f5f43-9a59-4c2f-8a43-1d3c9c1a0001',
        template: 'free-answer',
        way: null,
        addressId: null,
        language: 'en',
        subject: 'Your question',
        written: [],
      },
    },
  ],
  'drafts.get': [{ caseId, kind: 'mail' }],
  'cases.colleagues': [{}],
  'fallback.get': [{ caseId }],
  'review.list': [{}],
  'review.get': [{ caseId }],
  'mail.list': [{ state: 'all', after: null }],
  'guidance.get': [{}],
  'guidance.feedback': [{}],
  'policy.get': [{}],
  'policy.preview': [{ values: { linkHours: 48 } }],
  'staff.list': [{}],
  'looks.list': [{}],
});
/**
 * All that these calls, answers and refusals alike, and everything that the desk has told the window, say to who is
 * signed in.
 */
const everythingTold = async (caseId: string, person: string): Promise<string> => {
  const { mails } = await work.view(caseId);
  const queries = allQueries(
    caseId,
    person,
    mails.map(({ mailId }) => mailId),
  );
  expect(Object.keys(queries).toSorted()).toEqual(
    Object.entries(calls)
      .filter(([, { kind }]) => kind === 'query')
      .map(([name]) => name)
      .toSorted(),
  );
  const answers: unknown[] = [];
  for (const [name, inputs] of Object.entries(queries))
    for (const input of inputs) {
      const answer = await desk.call(name, input);
      if (!answer.ok) expect(answer.error.code, `${name}: ${answer.error.message}`).not.toBe('bad-input');
      answers.push(answer);
    }
  return JSON.stringify([answers, desk.events]);
};

describe('an alternate method', () => {
  const to = 'hannah@northlight.example';
  const first = 'Zebra crossing: the first reviewer saw a steady face.';
  let caseId = '';
  let preparer = '';
  let beginner = '';
  let owner = '';
  beforeAll(async () => {
    owner = await enrol('Hannah of the staff', to, 'reviewer');
    preparer = await enrol('Paula Preparing', 'paula@desk.example', 'agent');
    beginner = await enrol('Bruno Beginning', 'bruno@desk.example', 'agent');
    caseId = await work.openCase('hannah-brandt', 'priya-raman');
    await work.as(staff.otherAgent);
    await work.ruleOut(caseId);
    await work.sendLink(caseId);
    await work.as(beginner);
    await desk.ask('fallback.open', { caseId, kind: 'live-video-call', reason: 'The phone has no camera that works.' });
    await work.as(preparer);
    await gather(caseId);
    await work.as('priya-raman');
    await desk.ask('fallback.submit', { caseId });
    for (const one of ['priya-raman', staff.otherAgent, beginner, preparer]) await becomes(one, 'reviewer');
    await work.settle();
  }, 60_000);
  afterAll(async () => {
    for (const one of ['priya-raman', staff.otherAgent, beginner, preparer]) await becomes(one, 'agent');
  });

  test.each<Barred>([
    ['who opened the case', () => 'priya-raman', 'opener-decides'],
    ['who sent its link', () => staff.otherAgent, 'sender-decides'],
    ['who began the method', () => beginner, 'preparer-decides'],
    ['who gathered its evidence', () => preparer, 'preparer-decides'],
    ['whose own account it is', () => owner, 'own-account'],
  ])(
    'is not decided by %s, though they are reviewers by now: neither yes nor no, and the screens say why',
    async (_, who, code) => {
      const input = await word(caseId, who());
      for (const decision of ['approve', 'refuse'] as const)
        expect(await desk.refusal('fallback.decide', { ...input, decision, code: desk.code(who()) })).toMatchObject({
          code,
          rule: 'R9',
        });
      expect((await desk.ask('fallback.get', { caseId })).fallback).toMatchObject({
        mayDecide: false,
        rule: 'R9',
        way: code === 'own-account' ? 'Ask a colleague.' : 'Another reviewer.',
      });
      expect((await desk.ask('review.list', {})).rows.find((row) => row.caseId === caseId)).toMatchObject({
        mayDecide: false,
      });
      expect((await work.view(caseId)).next.refusal).toMatchObject({ rule: 'R9' });
      expect((await work.view(caseId)).fallback).toMatchObject({ approvals: 0 });
    },
  );

  test('is not decided by an agent or a lead, by no call', async () => {
    for (const who of [staff.agent, staff.lead]) {
      await work.as(who);
      expect((await desk.refusal('fallback.get', { caseId })).code).toBe('not-permitted');
      expect(
        (
          await desk.refusal('fallback.decide', {
            caseId,
            fallbackId: 'any',
            decision: 'approve',
            reason: 'Everything was there and fits.',
            digest: 'any',
            code: desk.code(who),
          })
        ).code,
      ).toBe('not-permitted');
    }
  });

  test('gets one approval of one person: not two at the same moment, not a second one, not in another session', async () => {
    const input = await word(caseId, staff.reviewer, { reason: first });
    const both = await Promise.all([
      desk.call('fallback.decide', input),
      desk.call('fallback.decide', { ...input, code: desk.code(staff.reviewer) }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await desk.refusal('fallback.decide', await word(caseId, staff.reviewer))).toMatchObject({
      code: 'decided-already',
      rule: 'R9',
    });
    await desk.ask('session.signOut', {});
    work.forgetSession();
    expect(await desk.refusal('fallback.decide', await word(caseId, staff.reviewer))).toMatchObject({
      code: 'decided-already',
      rule: 'R9',
    });
    // Nor can they turn their yes into a no: that would be a second word.
    expect(
      await desk.refusal('fallback.decide', await word(caseId, staff.reviewer, { decision: 'refuse' })),
    ).toMatchObject({ code: 'decided-already' });
    expect((await work.view(caseId)).fallback).toMatchObject({
      approvals: 1,
      approvalsNeeded: 2,
      decisions: [{ by: 'Daniel Achebe', reason: first }],
    });
  });

  test("shows the second reviewer nothing of the first: no call's answer has their words, no line says who or what", async () => {
    for (const who of [staff.otherReviewer, third, 'priya-raman', preparer, owner]) {
      await work.as(who);
      const told = await everythingTold(caseId, 'Hannah');
      expect(told, who).not.toContain('Zebra crossing');
      expect(/Daniel[^"]*(?:approved|refused)[^"]*/.exec(told)?.[0], who).toBeUndefined();
      const view = await work.view(caseId);
      expect(view.fallback).toMatchObject({ approvals: 1, decisions: [] });
      const history = await work.history(caseId);
      expect(history.filter(({ words }) => words.includes('gave their word'))).toEqual([
        expect.objectContaining({ by: 'A reviewer', detail: null }),
      ]);
      // A refused second try would tell who it was.
      expect(
        history.filter(({ words }) => words.includes('decide the other method')).map(({ by }) => by),
      ).not.toContain('Daniel Achebe');
    }
    for (const letter of await work.mailbox().list({ limit: 200 }))
      expect(await work.text(letter)).not.toContain('Zebra crossing');
  });

  test('shows it to agents and leads never, and to the second reviewer after their own word', async () => {
    expect(await approve(caseId, staff.otherReviewer, { reason: 'The second one agrees.' })).toEqual({
      status: 'approved',
      approvalsLeft: 0,
    });
    expect((await work.view(caseId)).fallback?.decisions.map(({ by, reason }) => [by, reason])).toEqual([
      ['Daniel Achebe', first],
      ['Ines Kowalczyk', 'The second one agrees.'],
    ]);
    for (const who of [staff.agent, staff.lead]) {
      await work.as(who);
      expect(await everythingTold(caseId, 'Hannah'), who).not.toContain('Zebra crossing');
    }
  });

  test('rests on what was shown: an older view is refused, and what changed voids the yes that was there (R23)', async () => {
    const changing = await asksReviewers('siobhan-o-briain');
    await approve(changing, staff.reviewer);
    const old = await word(changing, third);
    await work.identity().enrol('siobhan-o-briain', 'Another phone');
    expect(await desk.refusal('fallback.decide', old)).toMatchObject({ code: 'view-changed', rule: 'R23' });
    expect((await seenBy(changing, staff.otherReviewer)).fallback).toMatchObject({ approvals: 0, mayDecide: true });
    expect(await desk.refusal('fallback.decide', { ...old, code: desk.code(staff.otherReviewer) })).toMatchObject({
      code: 'view-changed',
      rule: 'R23',
    });
    expect(await approve(changing, third)).toEqual({ status: 'fallback-review', approvalsLeft: 1 });
    expect(await approve(changing, staff.reviewer)).toEqual({ status: 'approved', approvalsLeft: 0 });
  });
});

describe('a check that two reviewers pass', () => {
  const to = 'callum@prairie-sky.example';
  const marker = 'Pelican note';
  let caseId = '';
  let owner = '';
  beforeAll(async () => {
    owner = await enrol('Callum of the staff', to, 'reviewer');
    caseId = await work.openCase('callum-reid', 'priya-raman');
    await work.as(staff.otherAgent);
    await work.ruleOut(caseId);
    await work.sendLink(caseId);
    expect((await work.submitForm(await work.linkUrl(to))).status).toBe(200);
    for (const one of ['priya-raman', staff.otherAgent]) await becomes(one, 'reviewer');
  }, 60_000);
  afterAll(async () => {
    for (const one of ['priya-raman', staff.otherAgent]) await becomes(one, 'agent');
  });

  test.each<Barred>([
    ['who opened the case', () => 'priya-raman', 'opener-decides'],
    ['who sent its link', () => staff.otherAgent, 'sender-decides'],
    ['whose own account it is', () => owner, 'own-account'],
  ])('is not decided by %s, nor are its pictures shown to them', async (_, who, code) => {
    await work.as(who());
    expect(await desk.ask('review.get', { caseId })).toMatchObject({ mayDecide: false, rule: 'R9', pictures: [] });
    for (const decision of ['pass', 'fail', 'ask-again'] as const)
      expect(await desk.refusal('review.decide', await work.decision(caseId, who(), { decision }))).toMatchObject({
        code,
        rule: 'R9',
      });
    expect(await desk.refusal('review.openPicture', { caseId, evidenceId: 'any' })).toMatchObject({ code, rule: 'R9' });
    expect(
      await desk.refusal('review.uncover', {
        caseId,
        digest: 'any',
        marks: checkKinds.map((check) => ({ check, value: 'pass' as const, reason: 'as seen' })),
        printedName: 'Callum Reid',
      }),
    ).toMatchObject({ code });
  });

  test('gets one approval of one person, whatever they press at the same moment or in another session', async () => {
    const input = await work.decision(caseId, staff.reviewer, {
      decision: 'pass',
      note: `${marker}: hologram looked at twice.`,
      printedName: 'Callum J Reid',
      nameReason: `${marker}: a middle initial, no other difference.`,
      marks: checkKinds.map((check) => ({ check, value: 'pass', reason: `${marker} on ${check}` })),
    });
    const both = await Promise.all([
      desk.call('review.decide', input),
      desk.call('review.decide', { ...input, code: desk.code(staff.reviewer) }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    await desk.ask('session.signOut', {});
    work.forgetSession();
    for (const decision of ['pass', 'fail'] as const)
      expect(
        await desk.refusal('review.decide', await work.decision(caseId, staff.reviewer, { decision })),
      ).toMatchObject({ code: 'decided-already', rule: 'R9' });
    expect(await work.view(caseId)).toMatchObject({ status: 'awaiting-second' });
  });

  test("starts blank for the second (R13): no call's answer has the first one's reasons, note, or the name they typed", async () => {
    for (const who of [staff.otherReviewer, third, 'priya-raman', staff.agent, staff.lead]) {
      await work.as(who);
      const told = await everythingTold(caseId, 'Callum');
      expect(told, who).not.toContain(marker);
      expect(told, who).not.toContain('Callum J Reid');
    }
    await pass(caseId, staff.otherReviewer);
    await work.as(staff.reviewer);
    expect((await work.history(caseId)).some(({ detail }) => detail?.includes(marker))).toBe(true);
  });

  test('rests on what was shown: an older view is refused', async () => {
    const changing = await work.caseInReview('jean-paul-lariviere', 'jplariviere@harrow-finch.example');
    await pass(changing, staff.reviewer);
    const old = await work.decision(changing, third, { decision: 'pass' });
    await work.identity().enrol('jean-paul-lariviere', 'Another phone');
    expect(await desk.refusal('review.decide', old)).toMatchObject({ code: 'view-changed', rule: 'R23' });
    expect(await work.view(changing)).toMatchObject({ status: 'in-review', disable: null });
  });
});

/** What the identity system was asked to change about the account of one case. */
const askedFor = async (caseId: string): Promise<readonly Asked[]> => {
  const [opened] = await work.events(caseId);
  return asked.filter(
    ({ accountId }) => opened?.type === 'case.opened' && sampleAccount(accountId) === opened.data.accountId,
  );
};
/** What everybody sees of a disable that stopped before it did anything, and that going on helps nothing. */
const expectStopped = async (
  caseId: string,
  accountId: string,
  before: Awaited<ReturnType<typeof truth>>,
  found: string,
): Promise<void> => {
  await work.as(staff.reviewer);
  expect(await work.view(caseId)).toMatchObject({
    status: 'needs-attention',
    frozen: null,
    barred: { revoke: null, close: null, freeze: null, resume: { message: found } },
    disable: { stopped: { reason: 'check-refused', found } },
  });
  await desk.ask('cases.resumeDisable', { caseId, code: desk.code(staff.reviewer) });
  await work.settle();
  expect(await work.view(caseId)).toMatchObject({ status: 'needs-attention', disable: { stopped: { found } } });
  expect(await askedFor(caseId)).toEqual([]);
  expect(await truth(accountId)).toEqual(before);
};
const takeBack = (caseId: string, by: string) =>
  desk.ask('cases.revokeApproval', { caseId, reason: 'It does not stand any more.', code: desk.code(by) });

describe('until the disable has run, whoever executes asks again (R24)', () => {
  test('an approver whose access has ended counts no more: it stops, is taken back, and two others approve anew', async () => {
    const leaving = await enrol('Lena Leaving', 'lena@desk.example', 'reviewer');
    const caseId = await asksReviewers('dominic-van-der-merwe');
    await approve(caseId, staff.reviewer);
    expect(await approve(caseId, leaving)).toMatchObject({ status: 'approved' });
    await work.as(staff.lead);
    await desk.ask('staff.endAccess', { staffId: leaving, handOverTo: null, code: desk.code(staff.lead) });
    const before = await truth('dominic-van-der-merwe');
    await work.later(25 * hours);
    await expectStopped(caseId, 'dominic-van-der-merwe', before, 'An approver is not known to the desk.');
    await work.as(staff.reviewer);
    await takeBack(caseId, staff.reviewer);
    await work.as(staff.agent);
    expect(await work.view(caseId)).toMatchObject({
      status: 'fallback-review',
      disable: null,
      fallback: { stage: 'preparing', approvals: 0, decisions: [] },
    });
    await desk.ask('fallback.submit', { caseId });
    await approve(caseId, staff.otherReviewer);
    // Who approved before may approve again: their word of then is void.
    expect(await approve(caseId, staff.reviewer)).toMatchObject({ status: 'approved' });
    await work.later(25 * hours);
    await work.as(staff.agent);
    expect((await work.view(caseId)).status).toBe('recovered');
    expect((await truth('dominic-van-der-merwe')).factors).toEqual([]);
  });

  test('a threat level that was raised meanwhile asks for more people: between two approvals at once, and after them before the disable', async () => {
    const between = await asksReviewers('thomas-roy');
    await approve(between, staff.reviewer);
    const after = await asksReviewers('nguyen-thi-minh-khai');
    for (const by of [staff.reviewer, staff.otherReviewer]) await approve(after, by);
    const check = await work.caseInReview('imogen-yates', 'imogen@yates-chambers.example');
    for (const by of [staff.reviewer, staff.otherReviewer]) await pass(check, by);
    const accounts = { after: await truth('nguyen-thi-minh-khai'), check: await truth('imogen-yates') };

    await policy({ threatLevel: 'elevated', approvalsElevated: 3 });
    expect(await approve(between, staff.otherReviewer)).toEqual({ status: 'fallback-review', approvalsLeft: 1 });
    expect(await approve(between, third)).toEqual({ status: 'approved', approvalsLeft: 0 });
    await work.as(staff.agent);
    expect(await work.view(between)).toMatchObject({ disable: { coolingOff: { hours: 48, state: 'running' } } });

    await work.later(25 * hours);
    const found = 'The policy asks for 3 approvals by now; 2 are there.';
    await expectStopped(after, 'nguyen-thi-minh-khai', accounts.after, found);
    await expectStopped(check, 'imogen-yates', accounts.check, found);

    // The way on: a lead or a reviewer takes it back, and three approve.
    await work.as(staff.lead);
    await takeBack(after, staff.lead);
    await takeBack(check, staff.lead);
    await work.as(staff.agent);
    expect(await work.view(check)).toMatchObject({ status: 'in-review', disable: null });
    await desk.ask('fallback.submit', { caseId: after });
    expect(await approve(after, staff.otherReviewer)).toMatchObject({ approvalsLeft: 2 });
    expect(await approve(after, third)).toMatchObject({ approvalsLeft: 1 });
    expect(await approve(after, staff.reviewer)).toEqual({ status: 'approved', approvalsLeft: 0 });
    await work.later(30 * hours);
    await work.as(staff.agent);
    expect((await work.view(between)).status).toBe('recovered');
    expect((await work.view(after)).status).toBe('approved');
    await work.later(20 * hours);
    await work.as(staff.agent);
    expect((await work.view(after)).status).toBe('recovered');
  });

  test('a weak method that was approved is closed by the raised level before it runs (R20)', async () => {
    await policy({ threatLevel: 'normal' });
    const caseId = await work.openCase('marie-eve-saint-onge');
    await work.ruleOut(caseId);
    await desk.ask('fallback.open', { caseId, kind: 'billing-proof', reason: 'The phone has no camera that works.' });
    for (const { key } of kindFacts['billing-proof'].items)
      await desk.ask('fallback.setItem', { caseId, item: key, value: 'seen', note: 'Compared with billing.' });
    await desk.ask('fallback.submit', { caseId });
    for (const by of [staff.reviewer, staff.otherReviewer]) await approve(caseId, by);
    const before = await truth('marie-eve-saint-onge');
    await policy({ threatLevel: 'elevated', approvalsForFallbackElevated: 3, approvalsElevated: 2 });
    await work.later(25 * hours);
    await work.as(staff.agent);
    expect(await work.view(caseId)).toMatchObject({
      status: 'needs-attention',
      disable: { stopped: { reason: 'check-refused' } },
    });
    expect(await askedFor(caseId)).toEqual([]);
    expect(await truth('marie-eve-saint-onge')).toEqual(before);
    await work.as(staff.reviewer);
    await takeBack(caseId, staff.reviewer);
    await work.as(staff.agent);
    expect(await desk.refusal('fallback.submit', { caseId })).toMatchObject({ code: 'fallback-closed', rule: 'R20' });
  });
});

test('nothing went wrong inside the desk', () => {
  expect(desk.faults).toEqual([]);
});
