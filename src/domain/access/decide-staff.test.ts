import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { StaffActor, StaffCommand, StaffDecision, StaffFacts, StaffRefusalCode } from './decide-staff';
import { decideStaff } from './decide-staff';
import type { Role } from './roles';
import type { StaffState } from './staff';
import { backupCodesLeft, evolveStaff, initialsOf, presentKey } from './staff';
import type { Asked, Roll } from './staff-events';
import { activeLeads, evolveAsked, evolveRoll } from './staff-events';

const day = (days: number, hours = 0): string => new Date(Date.UTC(2026, 10, 10 + days, 18 + hours)).toISOString();
const invitation = (name: string, days = 3) => ({ invitationHash: `hash-${name}`, expiresAt: day(days) });
const cost = { N: 256, r: 8, p: 1 };
const credentials = (keyId: string) => ({
  keyId,
  publicKey: `public-${keyId}`,
  codeSet: `set-${keyId}`,
  credentials: {
    password: { cost, salt: '', hash: '' },
    wrappedKey: { keyId, cost, salt: '', box: '' },
    totpSecret: 'SECRET',
  },
  backupCodes: { salt: 's', cost, hashes: ['a', 'b', 'c'] },
});

/** A desk in memory: its staff and its roll, changed only through decisions. */
const createDesk = (desk: 'practice' | 'real' = 'real') => {
  let roll: Roll = new Map();
  let asked: readonly Asked[] = [];
  let asks = 0;
  const people = new Map<string, StaffState>();
  const facts = (actor: StaffActor, now: string): StaffFacts => ({
    now,
    desk,
    actor,
    roll,
    addresses: new Set(
      [...people.values()].filter((one) => one.standing !== 'ended').map((one) => one.address?.toLowerCase() ?? ''),
    ),
    asked,
    mintAskId: () => `ask-${(asks += 1)}`,
  });
  const ask = (staffId: string, command: StaffCommand, actor: StaffActor, now = day(0)): StaffDecision => {
    const decision = decideStaff(people.get(staffId) ?? null, command, facts(actor, now));
    if (!decision.ok) return decision;
    for (const event of decision.events) {
      const next = evolveStaff(people.get(staffId) ?? null, event, now);
      if (next !== null) people.set(staffId, next);
    }
    for (const event of decision.roll) {
      roll = evolveRoll(roll, event);
      asked = evolveAsked(asked, event);
    }
    return decision;
  };
  const as = (staffId: string): StaffActor => ({ kind: 'staff', staffId, role: people.get(staffId)?.role ?? 'agent' });
  const who = (staffId: string): StaffState => people.get(staffId)!;
  const bring = (staffId: string, role: Role, inviter: StaffActor) => {
    ask(
      staffId,
      {
        kind: 'invite',
        staffId,
        name: `Name ${staffId}`,
        address: `${staffId}@desk.example`,
        role,
        ...invitation(staffId),
      },
      inviter,
    );
    ask(staffId, { kind: 'enrol', invitationHash: `hash-${staffId}`, ...credentials(`${staffId}-1`) }, as(staffId));
  };
  return { ask, as, who, bring, roll: () => roll };
};
const staffed = (leads = 1, kind: 'practice' | 'real' = leads > 1 ? 'practice' : 'real') => {
  const desk = createDesk(kind);
  desk.bring('ruth', 'lead', { kind: 'desk' });
  if (leads > 1) desk.bring('thomas', 'lead', desk.as('ruth'));
  desk.bring('maya', 'agent', desk.as('ruth'));
  desk.bring('daniel', 'reviewer', desk.as('ruth'));
  return desk;
};
const expectRefused = (decision: StaffDecision, code: StaffRefusalCode): void => {
  expect(decision).toMatchObject({ ok: false, refusal: { code } });
};

describe('who joins', () => {
  it('is invited by a lead, and is active once enrolled', () => {
    const desk = staffed();
    expect(desk.who('maya')).toMatchObject({ standing: 'active', role: 'agent', invitation: null });
    expect(desk.roll().get('maya')).toEqual({ role: 'agent', standing: 'active' });
  });

  it('only the first lead comes from a real desk itself; a practice desk brings all its sample staff', () => {
    const real = staffed();
    expectRefused(
      real.ask(
        'x',
        { kind: 'invite', staffId: 'x', name: 'X', address: 'x@desk.example', role: 'lead', ...invitation('x') },
        { kind: 'desk' },
      ),
      'role-may-not',
    );
    const practice = createDesk('practice');
    practice.bring('a', 'lead', { kind: 'desk' });
    practice.bring('b', 'agent', { kind: 'desk' });
    expect(practice.who('b').standing).toBe('active');
  });

  it.each(['agent', 'reviewer'] as const)('is not invited by a %s', (role) => {
    const desk = staffed();
    expectRefused(
      desk.ask(
        'x',
        { kind: 'invite', staffId: 'x', name: 'X', address: 'x@desk.example', role: 'agent', ...invitation('x') },
        { kind: 'staff', staffId: 'maya', role },
      ),
      'role-may-not',
    );
  });

  it('needs a name, an id of their own and an address that no colleague has', () => {
    const desk = staffed();
    const command = {
      kind: 'invite',
      staffId: 'x',
      name: 'X',
      address: 'x@desk.example',
      role: 'agent',
      ...invitation('x'),
    } as const;
    expectRefused(desk.ask('x', { ...command, name: ' ' }, desk.as('ruth')), 'bad-input');
    expectRefused(desk.ask('x', { ...command, address: 'MAYA@desk.example' }, desk.as('ruth')), 'exists-already');
    expectRefused(desk.ask('maya', { ...command, staffId: 'maya' }, desk.as('ruth')), 'exists-already');
    expectRefused(desk.ask('roll', { ...command, staffId: 'roll' }, desk.as('ruth')), 'exists-already');
  });

  it('enrols once, with their own invitation, before it expires', () => {
    const desk = staffed();
    desk.ask(
      'x',
      { kind: 'invite', staffId: 'x', name: 'X', address: 'x@desk.example', role: 'agent', ...invitation('x') },
      desk.as('ruth'),
    );
    expectRefused(
      desk.ask('x', { kind: 'enrol', invitationHash: 'hash-other', ...credentials('x-1') }, desk.as('x')),
      'not-found',
    );
    expectRefused(
      desk.ask('x', { kind: 'enrol', invitationHash: 'hash-x', ...credentials('x-1') }, desk.as('x'), day(3)),
      'wrong-status',
    );
    expect(
      desk.ask('x', { kind: 'enrol', invitationHash: 'hash-x', ...credentials('x-1') }, desk.as('x'), day(2)).ok,
    ).toBe(true);
    expectRefused(
      desk.ask('x', { kind: 'enrol', invitationHash: 'hash-x', ...credentials('x-2') }, desk.as('x')),
      'not-found',
    );
  });

  it('gets a new invitation when the first has expired, and stays invited', () => {
    const desk = staffed();
    desk.ask(
      'x',
      { kind: 'invite', staffId: 'x', name: 'X', address: 'x@desk.example', role: 'agent', ...invitation('x') },
      desk.as('ruth'),
    );
    desk.ask('x', { kind: 'reset-password', ...invitation('again', 9) }, desk.as('ruth'), day(4));
    expect(desk.who('x').standing).toBe('invited');
    const enrolled = desk.ask(
      'x',
      { kind: 'enrol', invitationHash: 'hash-again', ...credentials('x-1') },
      desk.as('x'),
      day(5),
    );
    expect(enrolled).toMatchObject({ ok: true, events: [{ type: 'staff.enrolled' }] });
  });
});

describe('the last lead', () => {
  it("can't be removed, demoted or reset, by nobody", () => {
    const desk = staffed();
    const stale: StaffActor = { kind: 'staff', staffId: 'former', role: 'lead' };
    for (const actor of [desk.as('ruth'), stale]) {
      expectRefused(desk.ask('ruth', { kind: 'end-access', handOverTo: null }, actor), 'last-lead');
      expectRefused(desk.ask('ruth', { kind: 'reset-password', ...invitation('r') }, actor), 'last-lead');
    }
    expectRefused(desk.ask('ruth', { kind: 'change-role', role: 'agent' }, stale), 'last-lead');
    expectRefused(desk.ask('ruth', { kind: 'change-role', role: 'agent' }, desk.as('ruth')), 'role-may-not');
  });

  it('is one who can act: an invited lead, or one who is being reset, does not count', () => {
    const desk = staffed(2);
    desk.ask('thomas', { kind: 'reset-password', ...invitation('t') }, desk.as('ruth'));
    expectRefused(desk.ask('ruth', { kind: 'end-access', handOverTo: null }, desk.as('ruth')), 'last-lead');
    desk.ask('thomas', { kind: 'enrol', invitationHash: 'hash-t', ...credentials('thomas-2') }, desk.as('thomas'));
    expect(desk.ask('ruth', { kind: 'end-access', handOverTo: null }, desk.as('ruth')).ok).toBe(true);
    expect(activeLeads(desk.roll())).toBe(1);
  });

  it('is there after any sequence of changes', () => {
    const ids = ['ruth', 'thomas', 'maya', 'daniel'];
    const step = fc.record({
      actor: fc.constantFrom(...ids),
      target: fc.constantFrom(...ids),
      what: fc.constantFrom('agent' as const, 'reviewer' as const, 'lead' as const, 'end' as const, 'reset' as const),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const desk = staffed(2);
        for (const { actor, target, what } of steps) {
          if (desk.who(actor).standing !== 'active') continue;
          desk.ask(
            target,
            what === 'end'
              ? { kind: 'end-access', handOverTo: null }
              : what === 'reset'
                ? { kind: 'reset-password', ...invitation('x') }
                : { kind: 'change-role', role: what },
            desk.as(actor),
          );
          expect(activeLeads(desk.roll())).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('roles and access', () => {
  it("are changed by leads alone, and never one's own", () => {
    const desk = staffed(2);
    for (const command of [
      { kind: 'change-role', role: 'lead' },
      { kind: 'end-access', handOverTo: null },
      { kind: 'reset-password', ...invitation('d') },
    ] as const)
      expectRefused(desk.ask('daniel', command, desk.as('maya')), 'role-may-not');
    expectRefused(desk.ask('ruth', { kind: 'change-role', role: 'agent' }, desk.as('ruth')), 'role-may-not');
    expectRefused(desk.ask('maya', { kind: 'change-role', role: 'agent' }, desk.as('ruth')), 'wrong-status');
    expectRefused(desk.ask('nobody', { kind: 'change-role', role: 'agent' }, desk.as('ruth')), 'not-found');
    desk.ask('maya', { kind: 'change-role', role: 'reviewer' }, desk.as('ruth'));
    expect(desk.who('maya').role).toBe('reviewer');
  });

  it('end for good: keys stop counting, credentials are forgotten, nothing more happens to them', () => {
    const desk = staffed();
    desk.ask('maya', { kind: 'end-access', handOverTo: 'daniel' }, desk.as('ruth'), day(1));
    expect(desk.who('maya')).toMatchObject({
      standing: 'ended',
      credentials: null,
      keys: [{ keyId: 'maya-1', until: day(1) }],
    });
    expectRefused(desk.ask('maya', { kind: 'change-role', role: 'lead' }, desk.as('ruth')), 'wrong-status');
  });

  it('hand cases over only to a colleague who is at work', () => {
    const desk = staffed();
    expectRefused(desk.ask('maya', { kind: 'end-access', handOverTo: 'maya' }, desk.as('ruth')), 'bad-input');
    expectRefused(desk.ask('maya', { kind: 'end-access', handOverTo: 'nobody' }, desk.as('ruth')), 'not-found');
  });
});

describe('a lost authenticator', () => {
  it("takes two different colleagues within a day, and the second one's word issues the invitation", () => {
    const desk = staffed();
    const vouch = { kind: 'vouch', ...invitation('m') } as const;
    expectRefused(desk.ask('maya', vouch, desk.as('maya')), 'role-may-not');
    expect(desk.ask('maya', vouch, desk.as('ruth'))).toMatchObject({
      ok: true,
      events: [{ type: 'staff.vouched' }],
      roll: [],
    });
    expect(desk.who('maya').standing).toBe('active');
    expectRefused(desk.ask('maya', vouch, desk.as('ruth')), 'decided-already');
    expect(desk.ask('maya', vouch, desk.as('daniel'))).toMatchObject({
      ok: true,
      events: [{ type: 'staff.vouched' }, { type: 'staff.authenticator-reset-asked' }],
    });
    expect(desk.who('maya')).toMatchObject({
      standing: 'reset',
      lost: 'authenticator',
      invitation: { hash: 'hash-m' },
    });
    expectRefused(desk.ask('maya', vouch, desk.as('ruth')), 'wrong-status');
  });

  it('needs two fresh words when the first is older than a day', () => {
    const desk = staffed();
    const vouch = { kind: 'vouch', ...invitation('m', 9) } as const;
    desk.ask('maya', vouch, desk.as('ruth'), day(0));
    expect(desk.ask('maya', vouch, desk.as('daniel'), day(1, 1))).toMatchObject({
      ok: true,
      events: [{ type: 'staff.vouched' }],
    });
    expect(desk.who('maya').standing).toBe('active');
    expect(desk.ask('maya', vouch, desk.as('ruth'), day(1, 2)).ok).toBe(true);
    expect(desk.who('maya').standing).toBe('reset');
  });

  it('can be vouched for again once the invitation that it led to has run out, and not before', () => {
    const desk = staffed();
    const vouch = (hash: string, days: number) => ({ kind: 'vouch', ...invitation(hash, days) }) as const;
    for (const colleague of ['ruth', 'daniel']) desk.ask('maya', vouch('m', 1), desk.as(colleague));
    expectRefused(desk.ask('maya', vouch('n', 2), desk.as('ruth'), day(1, -1)), 'wrong-status');
    for (const colleague of ['ruth', 'daniel']) desk.ask('maya', vouch('n', 2), desk.as(colleague), day(1));
    expect(desk.who('maya')).toMatchObject({ standing: 'reset', invitation: { hash: 'hash-n' }, since: day(0) });
  });

  it('is not how a forgotten password comes back, nor an invitation that nobody took up', () => {
    const desk = staffed();
    desk.ask('maya', { kind: 'reset-password', ...invitation('m', 1) }, desk.as('ruth'));
    desk.ask(
      'x',
      { kind: 'invite', staffId: 'x', name: 'X', address: 'x@desk.example', role: 'agent', ...invitation('x', 1) },
      desk.as('ruth'),
    );
    for (const staffId of ['maya', 'x'])
      expectRefused(
        desk.ask(staffId, { kind: 'vouch', ...invitation('n', 9) }, desk.as('daniel'), day(2)),
        'wrong-status',
      );
    expect(
      desk.ask('maya', { kind: 'enrol', invitationHash: 'hash-m', ...credentials('maya-2') }, desk.as('maya')),
    ).toMatchObject({ events: [{ type: 'staff.re-enrolled', data: { lost: 'password' } }] });
  });

  it('takes two new words each time: one that was given before the last enrolment counts no more', () => {
    const desk = staffed();
    const vouch = { kind: 'vouch', ...invitation('m') } as const;
    desk.ask('maya', vouch, desk.as('ruth'));
    desk.ask('maya', { kind: 'reset-password', ...invitation('p') }, desk.as('ruth'));
    desk.ask('maya', { kind: 'enrol', invitationHash: 'hash-p', ...credentials('maya-2') }, desk.as('maya'));
    desk.ask('maya', vouch, desk.as('daniel'));
    expect(desk.who('maya').standing).toBe('active');
  });

  it('takes colleagues: the desk itself vouches for nobody, and a word of exactly a day ago is over', () => {
    const desk = staffed();
    const vouch = { kind: 'vouch', ...invitation('m', 9) } as const;
    expectRefused(desk.ask('maya', vouch, { kind: 'desk' }), 'role-may-not');
    desk.ask('maya', vouch, desk.as('ruth'), day(0));
    desk.ask('maya', vouch, desk.as('daniel'), day(1));
    expect(desk.who('maya').standing).toBe('active');
  });

  it('leaves each key with the time at which it ended, however often one enrols again', () => {
    const desk = staffed();
    for (const n of [2, 3]) {
      desk.ask('maya', { kind: 'reset-password', ...invitation(`m${n}`, 9) }, desk.as('ruth'), day(n));
      desk.ask(
        'maya',
        { kind: 'enrol', invitationHash: `hash-m${n}`, ...credentials(`maya-${n}`) },
        desk.as('maya'),
        day(n),
      );
    }
    desk.ask('maya', { kind: 'end-access', handOverTo: null }, desk.as('ruth'), day(5));
    expect(desk.who('maya').keys.map(({ keyId, until }) => [keyId, until])).toEqual([
      ['maya-1', day(2)],
      ['maya-2', day(3)],
      ['maya-3', day(5)],
    ]);
    expect(presentKey(desk.who('maya'))).toBeNull();
  });

  it('brings the last lead back, too', () => {
    const desk = staffed();
    for (const colleague of ['maya', 'daniel'])
      desk.ask('ruth', { kind: 'vouch', ...invitation('r') }, desk.as(colleague));
    expect(
      desk.ask('ruth', { kind: 'enrol', invitationHash: 'hash-r', ...credentials('ruth-2') }, desk.as('ruth'), day(1)),
    ).toMatchObject({ ok: true, events: [{ type: 'staff.re-enrolled', data: { lost: 'authenticator' } }] });
    expect(desk.who('ruth').keys).toEqual([
      { keyId: 'ruth-1', publicKey: 'public-ruth-1', from: day(0), until: day(1) },
      { keyId: 'ruth-2', publicKey: 'public-ruth-2', from: day(1), until: null },
    ]);
    expect(presentKey(desk.who('ruth'))?.keyId).toBe('ruth-2');
  });
});

describe('a real desk with two leads', () => {
  const twoLeads = () => {
    const desk = staffed(1, 'real');
    desk.bring('thomas', 'lead', desk.as('ruth'));
    return desk;
  };
  const demote = { kind: 'change-role', role: 'agent' } as const;

  it("changes nothing at the word of one: it is written down, and the second one's word does it", () => {
    const desk = twoLeads();
    expect(desk.ask('daniel', demote, desk.as('ruth'))).toMatchObject({
      ok: true,
      events: [],
      roll: [{ type: 'staff.change-asked' }],
      refusal: { code: 'approvals-missing' },
    });
    expect(desk.who('daniel').role).toBe('reviewer');
    expectRefused(desk.ask('daniel', demote, desk.as('ruth')), 'decided-already');
    expect(desk.ask('daniel', demote, desk.as('thomas'))).toMatchObject({
      ok: true,
      events: [{ type: 'staff.role-changed' }],
      roll: [{ type: 'staff.roll-changed' }, { type: 'staff.change-seconded' }],
    });
    expect(desk.who('daniel').role).toBe('agent');
  });

  it.each([
    [
      'invite',
      'noor',
      {
        kind: 'invite',
        staffId: 'noor',
        name: 'Noor',
        address: 'noor@desk.example',
        role: 'agent',
        ...invitation('n'),
      },
    ],
    ['end-access', 'daniel', { kind: 'end-access', handOverTo: 'maya' }],
    ['reset-password', 'daniel', { kind: 'reset-password', ...invitation('d') }],
  ] as const)('holds for %s, too', (_name, staffId, command) => {
    const desk = twoLeads();
    expect(desk.ask(staffId, command, desk.as('thomas'))).toMatchObject({
      ok: true,
      events: [],
      refusal: { code: 'approvals-missing' },
    });
    const second = desk.ask(
      staffId,
      command.kind === 'invite' ? { ...command, address: 'Noor@desk.example', ...invitation('other') } : command,
      desk.as('ruth'),
    );
    expect(second.ok && second.events).toHaveLength(1);
  });

  const noor = {
    kind: 'invite',
    staffId: 'noor',
    name: 'Noor',
    address: 'noor@desk.example',
    role: 'agent',
    ...invitation('n'),
  } as const;
  const promote = { kind: 'change-role', role: 'lead' } as const;
  const handOver = { kind: 'end-access', handOverTo: 'maya' } as const;
  const reset = { kind: 'reset-password', ...invitation('d') } as const;
  it.each<readonly [string, readonly [string, StaffCommand], readonly [string, StaffCommand]]>([
    ['another role', ['daniel', demote], ['daniel', { kind: 'change-role', role: 'lead' }]],
    ['the role of somebody else', ['daniel', promote], ['maya', promote]],
    ['the invitation of another name', ['noor', noor], ['noor', { ...noor, name: 'Nora' }]],
    ['the invitation of another address', ['noor', noor], ['noor', { ...noor, address: 'noor@other.example' }]],
    ['an invitation to another role', ['noor', noor], ['noor', { ...noor, role: 'lead' }]],
    ['an end without handing over', ['daniel', handOver], ['daniel', { kind: 'end-access', handOverTo: null }]],
    [
      'the end of somebody else',
      ['daniel', { ...handOver, handOverTo: null }],
      ['maya', { ...handOver, handOverTo: null }],
    ],
    ['the password of somebody else', ['daniel', reset], ['maya', reset]],
    ['an end, where a reset was asked for', ['daniel', reset], ['daniel', handOver]],
    ['a reset, where an end was asked for', ['daniel', handOver], ['daniel', reset]],
    ['a reset, where another role was asked for', ['daniel', demote], ['daniel', reset]],
    ['another role, where an invitation was asked for', ['noor', noor], ['daniel', demote]],
  ])('takes the same change for both: %s is another word', (_what, [first, one], [second, other]) => {
    const desk = twoLeads();
    desk.ask(first, one, desk.as('ruth'));
    expect(desk.ask(second, other, desk.as('thomas'))).toMatchObject({
      ok: true,
      events: [],
      roll: [{ type: 'staff.change-asked' }],
      refusal: { code: 'approvals-missing' },
    });
  });

  it('takes a name with spaces around it for the same name', () => {
    const desk = twoLeads();
    desk.ask('noor', noor, desk.as('ruth'));
    desk.ask('noor', { ...noor, name: ' Noor ' }, desk.as('thomas'));
    expect(desk.who('noor').name).toBe('Noor');
  });

  it('needs no second word at a practice desk', () => {
    const desk = staffed(2, 'practice');
    expect(desk.ask('daniel', demote, desk.as('ruth'))).toMatchObject({ events: [{ type: 'staff.role-changed' }] });
  });

  it('forgets a word after three days, and one that was used', () => {
    const desk = twoLeads();
    desk.ask('daniel', demote, desk.as('ruth'), day(0));
    expect(desk.ask('daniel', demote, desk.as('thomas'), day(3))).toMatchObject({
      refusal: { code: 'approvals-missing' },
    });
    expect(desk.ask('daniel', demote, desk.as('ruth'), day(3, 1)).ok && desk.who('daniel').role).toBe('agent');
    expect(desk.ask('daniel', { kind: 'change-role', role: 'reviewer' }, desk.as('ruth'), day(3, 2))).toMatchObject({
      refusal: { code: 'approvals-missing' },
    });
    desk.ask('daniel', { kind: 'change-role', role: 'reviewer' }, desk.as('thomas'), day(3, 3));
    expect(desk.ask('daniel', demote, desk.as('thomas'), day(3, 4))).toMatchObject({
      refusal: { code: 'approvals-missing' },
    });
  });

  it('counts no word of somebody who is no lead any more', () => {
    const desk = twoLeads();
    desk.bring('ines', 'lead', desk.as('ruth'));
    desk.ask(
      'ines',
      {
        kind: 'invite',
        staffId: 'ines',
        name: 'Name ines',
        address: 'ines@desk.example',
        role: 'lead',
        ...invitation('ines'),
      },
      desk.as('thomas'),
    );
    desk.ask('ines', { kind: 'enrol', invitationHash: 'hash-ines', ...credentials('ines-1') }, desk.as('ines'));
    desk.ask('maya', demote, desk.as('thomas'));
    desk.ask('daniel', { kind: 'end-access', handOverTo: null }, desk.as('thomas'));
    for (const lead of ['ruth', 'ines']) desk.ask('thomas', demote, desk.as(lead));
    expect(desk.who('thomas').role).toBe('agent');
    expect(desk.ask('daniel', { kind: 'end-access', handOverTo: null }, desk.as('ruth'))).toMatchObject({
      refusal: { code: 'approvals-missing' },
    });
  });

  it('still lets one lead bring the second one in, and two colleagues vouch', () => {
    const desk = twoLeads();
    expect(desk.who('thomas').standing).toBe('active');
    for (const colleague of ['daniel', 'ruth'])
      desk.ask('maya', { kind: 'vouch', ...invitation('m') }, desk.as(colleague));
    expect(desk.who('maya').standing).toBe('reset');
  });
});

describe('backup codes', () => {
  it('count once each, and a new set replaces all', () => {
    const desk = staffed();
    const use = (codeSet: string, index: number) =>
      desk.ask('maya', { kind: 'use-backup-code', codeSet, index }, desk.as('maya'));
    expect(use('set-maya-1', 1).ok).toBe(true);
    expectRefused(use('set-maya-1', 1), 'code-used');
    expect(backupCodesLeft(desk.who('maya'))).toBe(2);
    desk.ask(
      'maya',
      { kind: 'make-backup-codes', codeSet: 'fresh', backupCodes: { salt: 's', cost, hashes: ['x', 'y'] } },
      desk.as('maya'),
    );
    expectRefused(use('set-maya-1', 2), 'wrong-status');
    expect(backupCodesLeft(desk.who('maya'))).toBe(2);
  });

  it('of somebody whose access ended, or is being reset, count no more, and none are made', () => {
    const desk = staffed();
    desk.ask('maya', { kind: 'reset-password', ...invitation('m') }, desk.as('ruth'));
    expectRefused(
      desk.ask('maya', { kind: 'use-backup-code', codeSet: 'set-maya-1', index: 0 }, desk.as('maya')),
      'wrong-status',
    );
    expectRefused(
      desk.ask(
        'maya',
        { kind: 'make-backup-codes', codeSet: 'x', backupCodes: { salt: '', cost, hashes: [] } },
        desk.as('maya'),
      ),
      'role-may-not',
    );
    desk.ask('daniel', { kind: 'end-access', handOverTo: null }, desk.as('ruth'));
    expect(backupCodesLeft(desk.who('daniel'))).toBe(0);
  });

  it('are made by everybody for themself', () => {
    const desk = staffed();
    expectRefused(
      desk.ask(
        'maya',
        { kind: 'make-backup-codes', codeSet: 'x', backupCodes: { salt: '', cost, hashes: [] } },
        desk.as('ruth'),
      ),
      'role-may-not',
    );
  });
});

describe('initials', () => {
  it.each([
    ['Maya Okafor', 'MO'],
    ['Élodie Gagnon', 'ÉG'],
    ['Cher', 'C'],
    ['  Anne-Marie  de la Tour ', 'AT'],
    ['', '?'],
  ])('of %s are %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
