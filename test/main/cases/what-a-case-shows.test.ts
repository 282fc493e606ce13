/** What a case shows to each person, without a desk: the view over every situation that the rules tell apart. */
import { describe, expect, test } from 'vitest';
import type { CaseView } from '#contract/cases';
import { caseCalls, caseView } from '#contract/cases';
import { reviewCalls } from '#contract/review';
import type { Role } from '#domain/access/roles';
import type { CommandKind } from '#domain/case/asks';
import { whose } from '#domain/case/asks';
import type { CaseState } from '#domain/case/state';
import type { Offer } from '#domain/case/offers';
import { calendarOf } from '#domain/sla/calendar';
import { caseViewOf } from '#main/cases/case-view';
import type { Directory } from '#main/cases/directory';
import { dueOf, linkCell, marksOf, reviewCell, sortAtOf } from '#main/store/cache/cells';
import { nextStepOf } from '#domain/case/next-step';
import { nextStepWords } from '#contract/words/next-step';
import type { Situation, Standing } from '#support/every-case';
import { fallbackIn, frozenSituations, situations, standing } from '#support/every-case';
import { account, addresses, agent, caseIn, customer, desk, hoursOn, lead, open } from '#support/example-case';
import { policyOf, reviewer, secondReviewer, world } from '#support/example-case';

const nextWords = (state: CaseState): string => nextStepWords[nextStepOf(state)];

const people = { agent, reviewer, 'another reviewer': secondReviewer, lead } as const;
type Who = keyof typeof people;
const directory: Directory = {
  find: (actor) => {
    const id = actor.replace('staff:', '');
    const role: Role = id === 'lena' ? 'lead' : id.startsWith('r') ? 'reviewer' : 'agent';
    return {
      staffId: id,
      name: id,
      initials: id.slice(0, 2),
      role,
      address: `${id}@desk.example`,
      active: true,
      publicKeys: [],
    };
  },
  all: () => [],
};
const viewOf = ({ state, clock, policy }: Standing, who: Who): CaseView => {
  const { id, role, address } = people[who];
  const view = caseViewOf(state, [], {
    now: hoursOn(clock),
    policy,
    calendar: calendarOf('ca-federal'),
    directory,
    session: { staffId: id, name: id, role, address } as Parameters<typeof caseViewOf>[2]['session'],
    effects: [],
    others: {
      secures: state.reSecures === null ? null : { caseId: state.reSecures, number: 'RD-1' },
      securedBy: null,
      duplicateOf: null,
    },
    enquiries: [],
    held: [],
  });
  expect(caseView.safeParse(view).error?.message).toBeUndefined();
  return view;
};
const columns = [
  ...situations.map((situation) => [situation, false] as const),
  ...frozenSituations.map((situation) => [situation, true] as const),
];

describe('what is next, for whom', () => {
  // Agent, reviewer (who approved where one did), another reviewer, lead. In brackets: somebody else's to do.
  const stands: Readonly<Record<Situation, readonly [string, string, string, string]>> = {
    triage: ['send-link', '(send-link)', '(send-link)', '(send-link)'],
    'awaiting-admin': ['rule-out-self-help', '(rule-out-self-help)', '(rule-out-self-help)', '(rule-out-self-help)'],
    'awaiting-customer': ['wait', 'wait', 'wait', 'wait'],
    'link-expired': ['new-link', '(new-link)', '(new-link)', '(new-link)'],
    submitted: ['wait', 'wait', 'wait', 'wait'],
    'in-review': ['wait', 'review', 'review', 'wait'],
    'awaiting-second': ['wait', '(review)', 'review', 'wait'],
    failed: ['alternate-method', '(alternate-method)', '(alternate-method)', '(alternate-method)'],
    'fallback: gathering': ['prepare-fallback', '(prepare-fallback)', '(prepare-fallback)', '(prepare-fallback)'],
    'fallback: deciding': ['wait', 'decide-fallback', 'decide-fallback', 'wait'],
    approved: ['cooling-off', 'cooling-off', 'cooling-off', 'cooling-off'],
    disabling: ['watch-disable', 'watch-disable', 'watch-disable', 'watch-disable'],
    'needs-attention': ['(resume-disable)', 'resume-disable', 'resume-disable', '(resume-disable)'],
    recovered: ['watch-account', 'watch-account', 'watch-account', 'watch-account'],
    closed: ['reopen', 'reopen', 'reopen', 'reopen'],
    're-secure': ['wait', 'wait', 'wait', 'wait'],
  };
  test.each(situations)('%s', (situation) => {
    const seen = (Object.keys(people) as Who[]).map((who) => {
      const { next } = viewOf(standing(situation), who);
      return next.refusal === null ? next.action : `(${next.action})`;
    });
    expect(seen).toEqual(stands[situation]);
  });

  test.each(frozenSituations)('frozen over %s: a lead looks into it, everybody else asks one (R7)', (situation) => {
    for (const who of ['agent', 'reviewer', 'lead'] as const) {
      const { next } = viewOf(standing(situation, true), who);
      expect(next.action, who).toBe(who === 'lead' ? 'lift-freeze' : 'ask-lead');
      if (who === 'lead') expect(next.refusal).toBeNull();
      else expect(next.refusal, who).toMatchObject({ code: 'role-may-not', rule: 'R7', way: 'Ask a lead.' });
    }
  });

  test('a freeze says what it lies over: before a disable, or after one that another case undoes (R7)', () => {
    expect(viewOf(standing('in-review', true), 'lead').next.title).toMatch(/^Look into it/);
    expect(viewOf(standing('recovered', true), 'lead').next.title).toBe('Look at the case that secures the account');
  });

  test('an approval without a cooling-off is not waited for (R8)', () => {
    const { next } = viewOf({ state: caseIn('approved').state(), clock: 1, policy: policyOf() }, 'reviewer');
    expect(next).toMatchObject({ action: 'watch-disable', title: 'The disable is due' });
  });

  test('a way that is open comes before the link, and each is counted', () => {
    const at = world();
    at.must(open(account({ sessions: [{ id: 's', device: 'A phone', lastSeenAt: hoursOn(0) }] })), agent);
    const now = { state: at.state(), clock: 1, policy: policyOf() };
    expect(viewOf(now, 'agent').next).toMatchObject({
      action: 'rule-out-self-help',
      reason: 'One way back is open: the link comes after them.',
    });
    expect(nextWords(now.state)).toBe('Rule out self-help');
  });

  test('a message of the link that no server took is sent again, unless its case is somebody else’s (R4)', () => {
    const at = world();
    at.must(open(), agent);
    at.must({ kind: 'send-link', addressId: 'old', language: 'en' }, agent);
    const { mailId } = at.state().mails.at(-1)!;
    at.must(
      { kind: 'mail-failed', mailId, why: { code: 'mail-refused', status: '550 5.1.1', says: 'No such mailbox' } },
      desk,
    );
    const now = { state: at.state(), clock: 1, policy: policyOf() };
    expect(viewOf(now, 'agent').next).toMatchObject({
      action: 'send-again',
      reason: 'The mail server refused this mail for good (550 5.1.1). It says: “No such mailbox”',
      refusal: null,
    });
    expect(viewOf(now, 'reviewer').next.refusal).toMatchObject({ code: 'role-may-not' });
    expect(nextWords(now.state)).toBe('Mail failed: send again');
    expect(viewOf(now, 'agent').mails.find((mail) => mail.mailId === mailId)?.barredAgain).toBeNull();
  });

  test('where no address is left, the alternate method is next instead of the link (R5)', () => {
    const at = world();
    at.must(open(account({ addresses: [addresses.tooNew, addresses.unknown] })), agent);
    const view = viewOf({ state: at.state(), clock: 1, policy: policyOf() }, 'agent');
    expect(view.next).toMatchObject({ action: 'alternate-method', refusal: null });
    expect(view.linkGate).toMatchObject({ open: false });
    expect(view.linkGate.conditions.filter(({ met }) => !met)).toEqual([{ of: 'address', met: false }]);
  });

  test('whoever opened a case sees why they do not decide it, though they are a reviewer by now (R9)', () => {
    const { state } = standing('in-review');
    const { next, barred } = viewOf(
      { state: { ...state, openedBy: 'staff:rita' }, clock: 1, policy: policyOf() },
      'reviewer',
    );
    expect(next.action).toBe('review');
    expect(next.refusal).toMatchObject({ code: 'opener-decides', rule: 'R9', way: 'Another reviewer.' });
    expect(barred.decide).toEqual(next.refusal);
  });
});

describe('what is offered, to whom', () => {
  // What moves a case on or back; who is not named is refused.
  type Row = Partial<Record<Offer, readonly Who[]>>;
  const watched = [
    'sendLink',
    'decide',
    'approveFallback',
    'freeze',
    'unfreeze',
    'close',
    'resume',
    'revoke',
    'reopen',
    'openFallback',
    'prepareFallback',
    'checkWatch',
    'tellRepudiation',
  ] as const satisfies readonly Offer[];
  const all: readonly Who[] = ['agent', 'reviewer', 'another reviewer', 'lead'];
  const told: Row = { tellRepudiation: all };
  const running: Row = { ...told, freeze: all };
  const closers: Row = { ...running, close: ['agent', 'reviewer', 'another reviewer'] };
  const both: readonly Who[] = ['reviewer', 'another reviewer'];
  const lifted: Row = { ...told, unfreeze: ['lead'], close: ['lead'] };
  const table: Readonly<Record<Situation, Row>> = {
    triage: { ...closers, sendLink: ['agent'], openFallback: ['agent'] },
    'awaiting-admin': { ...closers, sendLink: ['agent'], openFallback: ['agent'] },
    'awaiting-customer': { ...closers, sendLink: ['agent'], openFallback: ['agent'] },
    'link-expired': { ...closers, sendLink: ['agent'], openFallback: ['agent'] },
    submitted: closers,
    'in-review': { ...closers, decide: both },
    'awaiting-second': { ...closers, decide: ['another reviewer'] },
    failed: { ...closers, openFallback: ['agent'] },
    'fallback: gathering': { ...closers, prepareFallback: ['agent'] },
    'fallback: deciding': { ...closers, approveFallback: both },
    approved: { ...closers, revoke: ['reviewer', 'another reviewer', 'lead'] },
    disabling: running,
    'needs-attention': { ...running, close: both, resume: both, revoke: ['reviewer', 'another reviewer', 'lead'] },
    recovered: { ...told, checkWatch: all },
    closed: { ...told, reopen: all },
    're-secure': { ...running, close: ['lead'] },
  };
  const frozen: Readonly<Record<(typeof frozenSituations)[number], Row>> = {
    triage: lifted,
    'awaiting-customer': lifted,
    submitted: lifted,
    'in-review': lifted,
    'fallback: deciding': lifted,
    approved: { ...lifted, revoke: ['reviewer', 'another reviewer', 'lead'] },
    disabling: { ...lifted, revoke: ['reviewer', 'another reviewer', 'lead'] },
    recovered: { ...told, unfreeze: ['lead'], checkWatch: all },
    closed: { ...told, unfreeze: ['lead'] },
  };
  test.each(columns)('%s (frozen: %s)', (situation, isFrozen) => {
    const at = standing(situation, isFrozen);
    const seen = all.map((who) => [who, viewOf(at, who).barred] as const);
    const offered = Object.fromEntries(
      watched.flatMap((offer) => {
        const whom = seen.flatMap(([who, barred]) => (barred[offer] === null ? [who] : []));
        return whom.length === 0 ? [] : [[offer, whom]];
      }),
    );
    expect(offered).toEqual(isFrozen ? frozen[situation as (typeof frozenSituations)[number]] : table[situation]);
  });

  test('what is not offered says why, and what would make it possible', () => {
    expect(viewOf(standing('in-review'), 'agent').barred.decide).toEqual({
      code: 'role-may-not',
      message: 'Only a security reviewer decides.',
      rule: 'R9',
      way: 'Ask a reviewer.',
    });
    expect(viewOf(standing('triage', true), 'agent').barred.sendLink).toMatchObject({ code: 'frozen', rule: 'R7' });
  });

  test('what the others said of an alternate method is hidden from whoever may still decide it (R9, R13)', () => {
    const at = { state: fallbackIn('half').state(), clock: 2, policy: policyOf() };
    expect(viewOf(at, 'another reviewer').fallback).toMatchObject({ approvals: 1, decisions: [], mayDecide: true });
    expect(viewOf(at, 'reviewer').fallback).toMatchObject({
      mayDecide: false,
      rule: 'R9',
      decisions: [{ by: 'rita', decision: 'approve' }],
    });
  });
});

describe('the two clocks and the marks of a row', () => {
  const cells = (state: CaseState) => [linkCell(state).state, reviewCell(state).state, nextWords(state)];
  const table: Readonly<Record<Situation, readonly [string, string, string]>> = {
    triage: ['none', 'none', 'Send the link'],
    'awaiting-admin': ['none', 'none', 'Ask whether the firm did it'],
    'awaiting-customer': ['running', 'not-started', 'Wait: not opened yet'],
    'link-expired': ['expired', 'not-started', 'Send a new link'],
    submitted: ['used', 'running', 'Provider at work'],
    'in-review': ['used', 'running', 'Decide'],
    'awaiting-second': ['used', 'running', 'Second approval'],
    failed: ['used', 'kept', 'Offer another method'],
    'fallback: gathering': ['none', 'none', 'Gather the evidence'],
    'fallback: deciding': ['none', 'running', 'Approve the other method'],
    approved: ['used', 'kept', 'Cooling-off'],
    disabling: ['used', 'kept', '2FA is being disabled'],
    'needs-attention': ['used', 'kept', 'Look at the disable'],
    recovered: ['used', 'kept', '2FA off, asked to set it up again'],
    closed: ['none', 'none', 'Nothing'],
    're-secure': ['none', 'none', 'The account is being secured'],
  };
  test.each(situations)('%s', (situation) => {
    expect(cells(standing(situation).state)).toEqual(table[situation]);
  });
  test.each(frozenSituations)('frozen over %s: a lead is asked, no clock runs', (situation) => {
    const { state } = standing(situation, true);
    expect(nextWords(state)).toBe('A lead looks into it');
    expect(linkCell(state).state).not.toBe('running');
    expect(reviewCell(state).state).not.toBe('running');
    expect(marksOf(state)).toContain('repudiated');
  });

  test('a review that ends in time is kept, one that ends late is not; without an answer it is still running', () => {
    const { state } = standing('failed');
    const told = reviewCell(state);
    expect(told.state).toBe('kept');
    const { submission } = state;
    const late = { ...state, submission: { ...submission!, due: { ...submission!.due, dueAt: state.openedAt } } };
    expect(reviewCell(late)).toEqual({ state: 'ended', at: told.at });
    expect(reviewCell({ ...state, mails: [] })).toEqual({ state: 'running', at: submission!.due.dueAt });
  });

  test('each mark for its own reason, and none else', () => {
    const at = caseIn('awaiting-customer');
    expect(marksOf(at.state())).toEqual([]);
    const { state } = standing('awaiting-customer');
    expect(marksOf({ ...state, requests: 2 })).toEqual(['attached']);
    expect(marksOf({ ...state, risk: { level: 'raised', reasons: ['contact-changed'] } })).toEqual(['contact-changed']);
    expect(marksOf({ ...state, account: account({ role: 'administrator' }) })).toEqual(['administrator']);
    expect(marksOf({ ...state, account: account({ role: 'primary-subscriber' }) })).toEqual(['primary-subscriber']);
    expect(marksOf({ ...state, override: { by: 'x', at: state.openedAt, reason: 'y' } })).toEqual(['overridden']);
    expect(marksOf({ ...state, mails: state.mails.map((mail) => ({ ...mail, state: 'failed' })) })).toEqual([
      'mail-failed',
    ]);
    expect(marksOf(standing('triage').state)).toEqual(['on-phone']);
    expect(marksOf(standing('recovered').state)).toEqual(['watched']);
    expect(marksOf(standing('re-secure').state)).toContain('re-secure');
  });

  test('an opened link is told from one that was not', () => {
    const at = caseIn('awaiting-customer');
    at.must({ kind: 'open-link', checkId: at.state().links.at(-1)!.checkId, device: 'phone' }, customer);
    expect(nextWords(at.state())).toBe('Wait: opened');
    expect(viewOf({ state: at.state(), clock: 1, policy: policyOf() }, 'agent').next.title).toBe('Wait for the form');
  });
});

describe('the queue: what breaks first is first', () => {
  // By which clock a case can break a promise; null where none runs.
  const due: Readonly<Record<Situation, 'link' | 'review' | 'fallback' | 'disable' | null>> = {
    triage: null,
    'awaiting-admin': null,
    'awaiting-customer': 'link',
    'link-expired': null,
    submitted: 'review',
    'in-review': 'review',
    'awaiting-second': 'review',
    failed: null,
    'fallback: gathering': null,
    'fallback: deciding': 'fallback',
    approved: 'disable',
    disabling: null,
    'needs-attention': null,
    recovered: null,
    closed: null,
    're-secure': null,
  };
  const whenOf = (
    state: CaseState,
  ): Readonly<Record<'link' | 'review' | 'fallback' | 'disable', string | undefined>> => ({
    link: state.links.at(-1)?.expiresAt ?? undefined,
    review: state.submission?.due.dueAt,
    fallback: state.fallback?.due?.dueAt,
    disable: state.disable?.dueAt,
  });
  test.each(situations)('%s', (situation) => {
    const { state } = standing(situation);
    const clock = due[situation];
    expect(dueOf(state)).toBe(clock === null ? null : whenOf(state)[clock]);
  });

  test('a failed case is due by nothing, though its review would still run: it comes up after fourteen days', () => {
    const { state } = standing('failed');
    expect(dueOf({ ...state, mails: [] })).toBeNull();
    expect(sortAtOf(state)).toBe(new Date(Date.parse(state.updatedAt) + 14 * 86_400_000).toISOString());
  });

  test('one without a clock comes up after three days, one with a clock by that', () => {
    const quiet = standing('triage').state;
    expect(sortAtOf(quiet)).toBe(new Date(Date.parse(quiet.updatedAt) + 3 * 86_400_000).toISOString());
    const busy = standing('in-review').state;
    expect(sortAtOf(busy)).toBe(busy.submission!.due.dueAt);
  });

  test('a repudiation stands first, by when it came; a watched account by how long it is without 2FA', () => {
    const alert = standing('in-review', true).state;
    expect(sortAtOf(alert)).toBe(alert.updatedAt);
    expect(sortAtOf(standing('re-secure').state)).toBe(standing('re-secure').state.updatedAt);
    const watched = standing('recovered').state;
    expect(sortAtOf({ ...watched, updatedAt: hoursOn(999) })).toBe(watched.watch!.since);
  });
});

test('a call of the bridge is guarded by the permission that the domain asks for', () => {
  const kindOf: Readonly<Partial<Record<keyof typeof caseCalls, CommandKind>>> = {
    'cases.open': 'open',
    'cases.readAccount': 'read-account',
    'cases.assign': 'assign',
    'cases.note': 'note',
    'cases.recordWay': 'record-way',
    'cases.overrideSelfHelp': 'override-self-help',
    'cases.sendLink': 'send-link',
    'cases.sendAgain': 'send-again',
    'cases.freeze': 'freeze',
    'cases.recordRepudiation': 'freeze',
    'cases.unfreeze': 'unfreeze',
    'cases.close': 'close',
    'cases.reopen': 'reopen',
    'cases.revokeApproval': 'revoke-approval',
    'cases.sendSelfHelp': 'send-self-help',
    'cases.snooze': 'snooze',
    'cases.wake': 'wake',
    'cases.checkWatch': 'watch-looked',
    'cases.resumeDisable': 'resume-disable',
    'fallback.open': 'open-fallback',
    'fallback.setItem': 'set-fallback-item',
    'fallback.askAttestation': 'ask-attestation',
    'fallback.answerAttestation': 'answer-attestation',
    'fallback.submit': 'submit-fallback',
    'fallback.withdraw': 'withdraw-fallback',
    'fallback.decide': 'decide-fallback',
  };
  const commands = Object.entries(caseCalls).filter(([, call]) => call.kind === 'command');
  expect(
    commands.flatMap(([name]) => (kindOf[name as keyof typeof caseCalls] === undefined ? [name] : [])),
    'commands that are none on a case',
  ).toEqual(['cases.logEnquiry']);
  for (const [name, kind] of Object.entries(kindOf))
    expect(caseCalls[name as keyof typeof caseCalls].guard, name).toBe(whose[kind].permission);
  expect(reviewCalls['review.decide'].guard).toBe(whose.decide.permission);
});
