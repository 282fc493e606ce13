/** What is offered of a case to each person, without a desk: over every situation that the rules tell apart. */
import { describe, expect, test } from 'vitest';
import type { Offer } from '#domain/case/offers';
import type { CommandKind } from '#domain/case/asks';
import type { CaseCommand } from '#domain/case/commands';
import { signals } from '#domain/case/events';
import { whose } from '#domain/case/asks';
import { caseCalls } from '#contract/cases';
import { reviewCalls } from '#contract/review';
import type { Situation } from '#support/every-case';
import { fallbackIn, frozenSituations, situations, standing } from '#support/every-case';
import { account, agent, desk, hoursOn, open, policyOf, submission, world } from '#support/example-case';
import type { Effect } from '#main/store/log/event-log';
import { viewOf } from '#support/view-of-case';
import type { Who } from '#support/view-of-case';

const columns = [
  ...situations.map((situation) => [situation, false] as const),
  ...frozenSituations.map((situation) => [situation, true] as const),
];

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

describe('what stands beside it', () => {
  const waiting = () => standing('awaiting-customer');

  test('until a form comes in, when its review would be due if it came now (R22); afterwards when it is', () => {
    const before = viewOf(waiting(), 'agent').review;
    expect(before).toMatchObject({ state: 'not-started', due: null, startedAt: null });
    expect(before.ifSubmittedNow?.dueAt).toMatch(/^2026-/);
    const after = viewOf(standing('in-review'), 'agent').review;
    expect(after).toMatchObject({ state: 'running', due: { dueAt: after.at }, ifSubmittedNow: null });
    expect(viewOf(standing('closed'), 'agent').review).toMatchObject({ due: null, ifSubmittedNow: null });
  });

  test('the holidays in a due time, by name, and no other day', () => {
    // A Friday afternoon before a Monday that is a holiday.
    const { due } = submission('check-1', '2026-09-04T20:00:00.000Z') as Extract<CaseCommand, { kind: 'submit' }>;
    const { state, ...more } = standing('in-review');
    const inLaborDay = { ...state, submission: { ...state.submission!, due } };
    expect(viewOf({ state: inLaborDay, ...more }, 'agent').review.due?.closedDays).toEqual([
      { date: '2026-09-07', name: 'Labour Day' },
    ]);
  });

  test('the kinds of alternate method are for whoever may open one', () => {
    const kinds = (who: Who) => viewOf(waiting(), who).fallbackKinds.length;
    expect(kinds('agent')).toBeGreaterThan(3);
    expect(kinds('reviewer')).toBe(0);
    expect(kinds('lead')).toBe(0);
  });

  test('that a newer version wrote to it, and nothing else, makes it stand still', () => {
    const { state, ...more } = waiting();
    expect(viewOf({ state, ...more }, 'agent').standsStill).toBeNull();
    expect(viewOf({ state: { ...state, unread: 1 }, ...more }, 'agent').standsStill).toMatchObject({
      code: 'written-by-newer',
    });
  });

  test('each signal in words', () => {
    const { state, ...more } = waiting();
    const all = signals.map((signal) => ({ signal, count: 4 }));
    const seen = viewOf({ state: { ...state, signals: all }, ...more }, 'agent').signals;
    expect(seen.map(({ signal }) => signal)).toEqual([...signals]);
    expect(new Set(seen.map(({ explanation }) => explanation)).size).toBe(signals.length);
    expect(seen[0]?.explanation).toMatch(/^4 accounts of this firm .* within 7 days/);
  });

  test('for how many whole days an account is without 2FA', () => {
    const { state, policy } = standing('recovered');
    const days = (hours: number) => viewOf({ state, clock: hours, policy }, 'agent').watch?.days;
    const since = (Date.parse(state.watch!.since) - Date.parse(hoursOn(0))) / 3_600_000;
    expect([days(since), days(since + 23), days(since + 24), days(since + 50)]).toEqual([0, 0, 1, 2]);
    const over = { ...state, watch: { ...state.watch!, endedAt: hoursOn(since + 30) } };
    expect(viewOf({ state: over, clock: since + 900, policy }, 'agent').watch?.days).toBe(1);
  });

  test('a message that is being sent says so, and no other one does; one that nobody needs any more says that', () => {
    const at = world();
    at.must(open(), agent);
    const [first, second] = at.state().mails;
    const effect = (mailId: string, more: Partial<Effect>): Effect => ({
      effectId: `mail:${mailId}`,
      kind: 'send-mail',
      stream: 'case:case-1',
      dueAt: hoursOn(0),
      payload: { mailId },
      state: 'running',
      attempts: 1,
      fence: 0,
      leaseUntil: null,
      worker: null,
      lastError: null,
      progress: null,
      ...more,
    });
    const seen = (effects: readonly Effect[], state = at.state()) =>
      viewOf({ state, clock: 1, policy: policyOf() }, 'agent', { effects }).mails.map((mail) => mail.state);
    expect(seen([effect(first!.mailId, {})])).toEqual(['waiting', 'sending']);
    expect(seen([effect(second!.mailId, {})])).toEqual(['sending', 'waiting']);
    expect(seen([effect(first!.mailId, { kind: 'wake' })])).toEqual(['waiting', 'waiting']);
    expect(seen([effect(first!.mailId, { state: 'waiting' })])).toEqual(['waiting', 'waiting']);
    const accepted = { ...at.state(), mails: at.state().mails.map((mail) => ({ ...mail, state: 'sent' as const })) };
    expect(seen([effect(first!.mailId, {})], accepted)).toEqual(['sent', 'sent']);
    at.must({ kind: 'cancel-mail', mailId: first!.mailId, why: { code: 'link-replaced' } }, desk);
    expect(seen([])).toEqual(['waiting', 'cancelled']);
  });

  test('the gate of a link is open when every condition is met, and not before (R3, R5)', () => {
    expect(viewOf(standing('triage'), 'agent').linkGate.open).toBe(true);
    const at = world();
    at.must(open(account({ sessions: [{ id: 's', device: 'A phone', lastSeenAt: hoursOn(0) }] })), agent);
    const gate = viewOf({ state: at.state(), clock: 1, policy: policyOf() }, 'agent').linkGate;
    expect(gate.open).toBe(false);
    expect(gate.conditions.filter(({ met }) => !met)).toEqual([{ of: 'still-signed-in', met: false }]);
  });

  test('to whom its newest link went', () => {
    const { state, ...more } = waiting();
    expect(viewOf({ state, ...more }, 'agent').link).toMatchObject({ to: 'olga@firm.example', number: 1 });
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
    'cases.sendAgain': 'send-again',
    'cases.freeze': 'freeze',
    'cases.recordRepudiation': 'freeze',
    'cases.unfreeze': 'unfreeze',
    'cases.close': 'close',
    'cases.reopen': 'reopen',
    'cases.revokeApproval': 'revoke-approval',
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
