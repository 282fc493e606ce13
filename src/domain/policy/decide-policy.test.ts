import { describe, expect, it } from 'vitest';
import type { Role } from '../access/roles';
import type { Roll, RollEntry } from '../access/staff-events';
import type { JsonObject } from '../json';
import { readEvent } from '../log/kind';
import type { PolicyCommand, PolicyFacts } from './decide-policy';
import { changesOf, decidePolicy } from './decide-policy';
import { defaultPolicy } from './policy';
import type { PolicyEvent, PolicyState } from './policy-events';
import { evolvePolicy, policyAskedHours, standingPolicyAsked, startOfPolicy } from './policy-events';
import { policyKinds } from './policy-schemas';

const now = '2026-11-10T18:00:00.000Z';
const later = (hours: number): string => new Date(Date.parse(now) + hours * 3_600_000).toISOString();
const rollOf = (...people: readonly (readonly [string, Role, RollEntry['standing']?])[]): Roll =>
  new Map(people.map(([id, role, standing]) => [id, { role, standing: standing ?? 'active' }]));
const twoLeads = rollOf(['ruth', 'lead'], ['lena', 'lead'], ['rita', 'reviewer']);
const start = (desk: 'practice' | 'real' = 'practice'): PolicyState => startOfPolicy(defaultPolicy(desk));
const facts = (more: Partial<PolicyFacts> = {}, who = 'ruth', role: Role = 'lead'): PolicyFacts => ({
  now,
  desk: 'practice',
  actor: { staffId: who, role },
  roll: twoLeads,
  mintAskId: () => 'ask-1',
  ...more,
});
const command = (more: Partial<PolicyCommand> = {}): PolicyCommand => ({
  values: { linkHours: 48 },
  basedOn: 1,
  reason: 'Most forms come within a day.',
  ...more,
});
const after = (state: PolicyState, events: readonly PolicyEvent[]): PolicyState => events.reduce(evolvePolicy, state);
const must = (state: PolicyState, asked: PolicyCommand, given: PolicyFacts): PolicyState => {
  const decision = decidePolicy(state, asked, given);
  if (!decision.ok) throw new Error(decision.refusal.message);
  return after(state, decision.events);
};

describe('a change of the policy', () => {
  it('makes a new version that says who, why, from what and to what', () => {
    const state = must(
      start(),
      command({ values: { linkHours: 48, idleMinutes: 10, threatLevel: 'elevated' } }),
      facts(),
    );
    expect(state.current).toEqual({ ...defaultPolicy('practice'), version: 2, linkHours: 48, threatLevel: 'elevated' });
    expect(state.history).toEqual([
      {
        version: 2,
        changes: { threatLevel: { from: 'normal', to: 'elevated' }, linkHours: { from: 72, to: 48 } },
        by: 'staff:ruth',
        secondedBy: null,
        askId: null,
        at: now,
        reason: 'Most forms come within a day.',
        secondReason: null,
      },
    ]);
    expect(state.versions.map((policy) => policy.linkHours)).toEqual([72, 48]);
  });

  it.each<readonly [string, Partial<PolicyCommand>, PolicyFacts, object]>([
    ['an agent', {}, facts({}, 'agnes', 'agent'), { code: 'role-may-not' }],
    ['a reviewer', {}, facts({}, 'rita', 'reviewer'), { code: 'role-may-not' }],
    ['a version that is not the present one', { basedOn: 0 }, facts(), { code: 'conflict' }],
    ['nothing that would change', { values: { linkHours: 72 } }, facts(), { code: 'bad-input', field: 'values' }],
    [
      'a value outside its bounds',
      { values: { linkHours: 500 } },
      facts(),
      {
        code: 'bad-input',
        field: 'linkHours',
        rule: 'R4',
        message: 'A link is good for: a whole number from 12 to 168.',
      },
    ],
    [
      'values that don’t fit each other',
      { values: { linkHours: 24 } },
      facts(),
      { code: 'bad-input', field: 'linkReminderHours', rule: 'R4' },
    ],
    [
      'one approval on a real desk',
      { values: { approvalsWithoutProvider: 1 } },
      facts({ desk: 'real' }),
      { code: 'bad-input', field: 'approvalsWithoutProvider', rule: 'R9' },
    ],
    ['no reason', { reason: '   short  ' }, facts(), { code: 'reason-missing', field: 'reason' }],
  ])('is refused with %s', (_, more, given, refusal) => {
    expect(decidePolicy(start(given.desk), command(more), given)).toMatchObject({ ok: false, refusal });
  });

  it('is not hindered by a value that an older desk let be, only by touching it', () => {
    const old = startOfPolicy({ ...defaultPolicy('practice'), idleMinutes: 99 });
    expect(must(old, command(), facts()).current).toMatchObject({ linkHours: 48, idleMinutes: 99 });
    expect(decidePolicy(old, command({ values: { idleMinutes: 98 } }), facts())).toMatchObject({
      ok: false,
      refusal: { field: 'idleMinutes' },
    });
    expect(decidePolicy(old, command({ values: { linkHours: 24 } }), facts())).toMatchObject({
      ok: false,
      refusal: { field: 'linkReminderHours' },
    });
  });

  it('takes one lead on a practice desk, and where a real desk has one', () => {
    expect(must(start(), command(), facts()).current.version).toBe(2);
    expect(
      must(start('real'), command(), facts({ desk: 'real', roll: rollOf(['ruth', 'lead'], ['lena', 'lead', 'reset']) }))
        .current.version,
    ).toBe(2);
  });
});

describe('on a real desk with two leads', () => {
  const ruth = facts({ desk: 'real' });
  const lena = facts({ desk: 'real', now: later(1) }, 'lena');

  it('the first word is written down and changes nothing; the same wish of another lead changes it, with both names', () => {
    const first = decidePolicy(start('real'), command(), ruth);
    expect(first).toMatchObject({
      ok: true,
      events: [{ type: 'policy.change-asked', data: { askId: 'ask-1', basedOn: 1, by: 'staff:ruth' } }],
      refusal: { code: 'approvals-missing' },
    });
    const waiting = must(start('real'), command(), ruth);
    expect(waiting.current.version).toBe(1);
    const state = must(waiting, command({ reason: 'I looked at the numbers, too.' }), lena);
    expect(state.history).toMatchObject([
      {
        version: 2,
        by: 'staff:ruth',
        secondedBy: 'staff:lena',
        askId: 'ask-1',
        reason: 'Most forms come within a day.',
        secondReason: 'I looked at the numbers, too.',
      },
    ]);
    expect(state.asked).toEqual([]);
  });

  it('one lead’s word twice is still one', () => {
    expect(
      decidePolicy(must(start('real'), command(), ruth), command({ reason: 'I ask for it again.' }), ruth),
    ).toMatchObject({ ok: false, refusal: { code: 'decided-already' } });
  });

  it('another wish is a word of its own', () => {
    const waiting = must(start('real'), command(), ruth);
    expect(decidePolicy(waiting, command({ values: { linkHours: 36 } }), lena)).toMatchObject({
      ok: true,
      events: [{ type: 'policy.change-asked' }],
    });
    expect(decidePolicy(waiting, command({ values: { linkHours: 48, idleMinutes: 5 } }), lena)).toMatchObject({
      ok: true,
      events: [{ type: 'policy.change-asked' }],
    });
  });

  it('a word is void after three days, when its lead is none any more, and when the policy changed meanwhile', () => {
    const waiting = must(start('real'), command(), ruth);
    const standing = (given: Partial<PolicyFacts>) =>
      standingPolicyAsked(waiting, { roll: twoLeads, now: later(1), ...given }).length;
    expect([
      standing({}),
      standing({ now: later(policyAskedHours) }),
      standing({ roll: rollOf(['ruth', 'reviewer'], ['lena', 'lead']) }),
      standing({ roll: rollOf(['ruth', 'lead', 'ended'], ['lena', 'lead']) }),
    ]).toEqual([1, 0, 0, 0]);
    expect(
      decidePolicy(waiting, command(), facts({ desk: 'real', now: later(policyAskedHours) }, 'lena')),
    ).toMatchObject({ ok: true, events: [{ type: 'policy.change-asked' }] });
    const changed = evolvePolicy(waiting, {
      type: 'policy.changed',
      data: {
        version: 2,
        changes: { idleMinutes: { from: 10, to: 5 } },
        by: 'staff:ruth',
        secondedBy: 'staff:lena',
        askId: null,
        at: later(1),
        reason: 'x',
        secondReason: 'y',
      },
    });
    expect(changed.asked).toEqual([]);
    expect(
      evolvePolicy(changed, {
        type: 'policy.change-asked',
        data: { askId: 'late', basedOn: 1, changes: {}, by: 'staff:ruth', at: later(2), reason: 'x' },
      }).asked,
    ).toEqual([]);
  });
});

describe('the log of the policy', () => {
  it('does not read a change of a value that this version of the desk doesn’t know, not even in part', () => {
    const row = (changes: JsonObject) => ({
      type: 'policy.changed',
      schema: 1,
      recordedAt: now,
      data: {
        version: 2,
        changes,
        by: 'staff:ruth',
        secondedBy: null,
        askId: null,
        at: now,
        reason: 'x',
        secondReason: null,
      },
    });
    const known = { linkHours: { from: 72, to: 48 } };
    expect(readEvent(policyKinds, row(known))).toMatchObject({ type: 'policy.changed', data: { changes: known } });
    expect(readEvent(policyKinds, row({ ...known, someday: { from: 1, to: 2 } })).type).toBe('unread');
  });
  it('takes what is the same for no change, lists too', () => {
    expect(
      changesOf(defaultPolicy('practice'), { watchReminderDays: [1, 3, 7], linkHours: 72, threatLevel: 'normal' }),
    ).toEqual({});
  });
});
