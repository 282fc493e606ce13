import { beforeEach, describe, expect, it } from 'vitest';
import type { SessionState } from '#contract/session';
import { makeBackupCodes } from '#main/staff/backup-codes';
import { practicePassword, practiceStaff } from '#main/staff/practice-staff';
import { rememberedHours } from '#main/staff/seat';
import { verifySignature } from '#main/staff/signing';
import { createMemoryLog } from '#main/store/log/memory-log';
import type { Append, EventLog } from '#main/store/log/event-log';
import { createClock, hours, minutes, startDesk, wrongCode, type TestClock, type TestDesk } from './desk';

let clock: TestClock;
let desk: TestDesk;
beforeEach(async () => {
  clock = createClock();
  desk = await startDesk(clock);
});

const maya = 'maya-okafor';
const daniel = 'daniel-achebe';
const attempt = async (entry: { staffId?: string; password?: string; code?: string } = {}, on = desk) =>
  await on.call('session.signIn', { staffId: maya, password: practicePassword, code: on.codeOf(maya), ...entry });
const expectError = (result: Awaited<ReturnType<TestDesk['call']>>, code: string): string => {
  expect(result).toMatchObject({ ok: false, error: { code } });
  return result.ok ? '' : result.error.message;
};
const sessionOf = (on = desk) => {
  const standing = on.seat.standing();
  if (standing.state !== 'signed-in') throw new Error(`the desk is ${standing.state}`);
  return standing.session;
};

describe('before anybody signed in', () => {
  it('the desk lists who may, with roles, and says no more', async () => {
    const state = await desk.done<SessionState>('session.state');
    expect(state.state).toBe('signed-out');
    expect(state.state === 'signed-out' && state.people.map((person) => `${person.name}, ${person.role}`)).toEqual([
      'Daniel Achebe, reviewer',
      'Élodie Gagnon, agent',
      'Ines Kowalczyk, reviewer',
      'Maya Okafor, agent',
      'Priya Raman, agent',
      'Ruth Tremblay, lead',
      'Sophie Lavallée, reviewer',
      'Thomas Hale, lead',
    ]);
    expect(JSON.stringify(state)).not.toContain('desk.example');
  });

  it('it remembers, over a restart, who signed in last', async () => {
    await desk.signIn(daniel);
    await desk.signIn(maya);
    const again = await startDesk(clock, desk.log);
    expect(await again.done('session.state')).toMatchObject({ state: 'signed-out', lastStaffId: maya });
  });
});

describe('signing in', () => {
  it('takes password and code, and answers who sits there and what they may', async () => {
    const result = await attempt();
    expect(result).toMatchObject({
      ok: true,
      value: {
        state: 'signed-in',
        who: { name: 'Maya Okafor', initials: 'MO', role: 'agent' },
        idleMinutes: 10,
        remembered: [],
        backupCodesLeft: 10,
      },
    });
    expect(desk.told).toEqual(['signed-in']);
    expect(sessionOf()).toEqual({
      seatId: desk.seat.id,
      staffId: maya,
      role: 'agent',
      name: 'Maya Okafor',
      address: 'maya-okafor@desk.example',
    });
  });

  it("doesn't say which of the two was wrong", async () => {
    const password = expectError(await attempt({ password: 'another password' }), 'wrong-credentials');
    const code = expectError(await attempt({ code: wrongCode(desk, maya) }), 'wrong-credentials');
    const stranger = expectError(await attempt({ staffId: 'nobody' }), 'wrong-credentials');
    const backup = expectError(await attempt({ code: '00000-0000-00000' }), 'wrong-credentials');
    expect(new Set([password, code, stranger, backup]).size).toBe(1);
    expect(desk.seat.standing().state).toBe('signed-out');
  });

  it("with a stranger's id makes no stream in the log", async () => {
    const before = (await desk.log.head()).position;
    for (const staffId of ['nobody', 'roll', 'x'.repeat(64)])
      expectError(await attempt({ staffId }), 'wrong-credentials');
    expect((await desk.log.head()).position).toBe(before);
  });

  it('with a right password and a code of another time names the clock, and by how much', async () => {
    expect(expectError(await attempt({ code: desk.codeOf(maya, -4) }), 'clock-off')).toContain('2 minutes behind');
    expect(
      expectError(await attempt({ code: desk.codeOf(maya, 4), password: 'another password' }), 'wrong-credentials'),
    ).not.toContain('clock');
  });

  it('with a code that was used is refused, in this process and in another one', async () => {
    const code = desk.codeOf(maya);
    await desk.done('session.signIn', { staffId: maya, password: practicePassword, code });
    expectError(await attempt({ code }), 'code-used');
    const other = await startDesk(clock, desk.log);
    expectError(await attempt({ code }, other), 'code-used');
    clock.pass(30_000);
    expect((await attempt({}, other)).ok).toBe(true);
  });

  it('of two at once with one code, lets one in', async () => {
    const other = await startDesk(clock, desk.log);
    const code = desk.codeOf(maya);
    const results = await Promise.all([attempt({ code }), attempt({ code }, other), attempt({ code })]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it('waits after five wrong attempts, and longer after each further one', async () => {
    for (let count = 0; count < 5; count += 1)
      expectError(await attempt({ password: 'another password' }), 'wrong-credentials');
    clock.pass(1_000);
    expect(expectError(await attempt(), 'throttled')).toContain('11:24:30');
    clock.pass(29_000);
    expectError(await attempt({ password: 'another password' }), 'wrong-credentials');
    clock.pass(31_000);
    expectError(await attempt(), 'throttled');
    clock.pass(30_000);
    expect((await attempt()).ok).toBe(true);
    clock.pass(30_000);
    expectError(await attempt({ password: 'another password' }), 'wrong-credentials');
    expect((await attempt()).ok).toBe(true);
  });

  it('counts many attempts at once one by one', async () => {
    const results = await Promise.all(
      Array.from({ length: 12 }, async () => await attempt({ password: 'another password' })),
    );
    expect(results.filter((result) => !result.ok && result.error.code === 'wrong-credentials')).toHaveLength(5);
    expect(results.filter((result) => !result.ok && result.error.code === 'throttled')).toHaveLength(7);
  });

  it('is not forgiven by a restart, nor is a colleague made to wait', async () => {
    for (let count = 0; count < 5; count += 1) await attempt({ password: 'another password' });
    const again = await startDesk(clock, desk.log);
    expectError(await attempt({}, again), 'throttled');
    expect((await attempt({ staffId: daniel, code: again.codeOf(daniel) }, again)).ok).toBe(true);
  });

  it('is refused when nothing can be written down', async () => {
    const log: EventLog = createMemoryLog();
    const full = {
      ...log,
      append: async (request: Append) =>
        isFull
          ? { ok: false as const, reason: 'read-only' as const, why: 'The disk is full.' }
          : await log.append(request),
    };
    let isFull = false;
    const there = await startDesk(clock, full);
    isFull = true;
    expectError(await attempt({}, there), 'read-only');
    expect(there.seat.standing().state).toBe('signed-out');
  });
});

describe('backup codes', () => {
  it('made with a code sign in once each, and the old set is void', async () => {
    await desk.signIn(maya);
    const first = (await desk.done<{ codes: string[] }>('session.makeBackupCodes', { code: desk.freshCode(maya) }))
      .codes;
    const { codes } = await desk.done<{ codes: string[] }>('session.makeBackupCodes', { code: desk.freshCode(maya) });
    expect(codes).toHaveLength(10);
    expectError(await attempt({ code: first[0]! }), 'wrong-credentials');
    expect(await attempt({ code: codes[4]!.toUpperCase() })).toMatchObject({ ok: true, value: { backupCodesLeft: 9 } });
    expectError(await attempt({ code: codes[4]! }), 'code-used');
    const other = await startDesk(clock, desk.log);
    expectError(await attempt({ code: codes[4]! }, other), 'code-used');
    expect((await attempt({ code: codes[5]! }, other)).ok).toBe(true);
  });

  it('are not made with a wrong code', async () => {
    await desk.signIn(maya);
    expectError(await desk.call('session.makeBackupCodes', { code: wrongCode(desk, maya) }), 'wrong-code');
  });

  it('of somebody else open nothing', async () => {
    const { codes } = await makeBackupCodes({ N: 2 ** 8, r: 8, p: 1 });
    expectError(await attempt({ code: codes[0]! }), 'wrong-credentials');
  });
});

describe('the lock', () => {
  it("falls after the policy's idle minutes, at once for the next call, and touching puts it off", async () => {
    await desk.signIn(maya);
    clock.pass(minutes(9));
    await desk.done('session.touch');
    clock.pass(minutes(9));
    expect(desk.seat.standing().state).toBe('signed-in');
    clock.pass(minutes(1));
    expectError(await desk.call('staff.list'), 'locked');
    expect(desk.told).toEqual(['signed-in', 'locked']);
    expect(await desk.done('session.state')).toMatchObject({ state: 'locked', who: { staffId: maya } });
  });

  it('is opened by a code of the same person', async () => {
    await desk.signIn(maya);
    await desk.done('session.lock');
    expect(await desk.done('session.switchTo', { staffId: maya, code: desk.freshCode(maya) })).toMatchObject({
      state: 'signed-in',
      who: { staffId: maya },
    });
  });

  it('is not opened by a wrong or a used one, and signs nothing meanwhile', async () => {
    await desk.signIn(maya);
    const session = sessionOf();
    const used = desk.codeOf(maya);
    desk.seat.lock('system');
    expectError(await desk.call('session.switchTo', { staffId: maya, code: wrongCode(desk, maya) }), 'wrong-code');
    expectError(await desk.call('session.switchTo', { staffId: maya, code: used }), 'code-used');
    await expect(desk.sign(session, { x: 1 })).rejects.toThrow('locked');
    await expect(desk.sessions.confirm(session, used)).rejects.toThrow('locked');
  });

  it("is written down, and falls even when it can't be", async () => {
    await desk.signIn(maya);
    desk.seat.lock('system');
    await desk.sessions.settled();
    const stream = await desk.log.readStream(`audit:sign-in:${maya}`);
    expect(stream.at(-1)).toMatchObject({ type: 'staff.locked', data: { why: 'system' } });
    await desk.done('session.switchTo', { staffId: maya, code: desk.freshCode(maya) });
    await desk.log.close();
    desk.seat.lock('asked');
    await desk.sessions.settled();
    expect(desk.seat.standing().state).toBe('locked');
  });
});

describe('changing places', () => {
  it('takes one code from who signed in since the start, and the password from anybody else', async () => {
    await desk.signIn(maya);
    await desk.signIn(daniel);
    expect(await desk.done('session.state')).toMatchObject({
      who: { staffId: daniel },
      remembered: [{ staffId: maya }],
    });
    expect(await desk.done('session.switchTo', { staffId: maya, code: desk.freshCode(maya) })).toMatchObject({
      who: { staffId: maya },
      remembered: [{ staffId: daniel }],
    });
    expectError(
      await desk.call('session.switchTo', { staffId: 'priya-raman', code: desk.codeOf('priya-raman') }),
      'wrong-credentials',
    );
  });

  it('is not possible after signing out, nor twelve hours after the password', async () => {
    await desk.signIn(maya);
    await desk.signIn(daniel);
    await desk.done('session.signOut');
    expectError(
      await desk.call('session.switchTo', { staffId: daniel, code: desk.freshCode(daniel) }),
      'wrong-credentials',
    );
    await desk.done('session.switchTo', { staffId: maya, code: desk.freshCode(maya) });
    for (let count = 0; count < rememberedHours * 12; count += 1) {
      clock.pass(minutes(5));
      desk.seat.touch();
    }
    expect(desk.seat.standing().state).toBe('signed-out');
    expectError(
      await desk.call('session.switchTo', { staffId: maya, code: desk.freshCode(maya) }),
      'wrong-credentials',
    );
  });

  it('waits after five wrong codes', async () => {
    await desk.signIn(maya);
    for (let count = 0; count < 5; count += 1)
      expectError(await desk.call('session.switchTo', { staffId: maya, code: wrongCode(desk, maya) }), 'wrong-code');
    expectError(await desk.call('session.switchTo', { staffId: maya, code: desk.codeOf(maya, 1) }), 'throttled');
  });
});

describe('confirming with a code', () => {
  const spend = async (claim: Awaited<ReturnType<TestDesk['sessions']['confirm']>>, id: string) =>
    await desk.log.append({
      streams: [
        {
          stream: 'case:1',
          events: [{ eventId: id, type: 'case.noted', schema: 1, actor: `staff:${maya}`, data: {} }],
        },
      ],
      claims: [claim],
      at: clock.now().toISOString(),
    });

  it('gives the claim that spends the code with what was confirmed', async () => {
    await desk.signIn(maya);
    const code = desk.freshCode(maya);
    const claim = await desk.sessions.confirm(sessionOf(), code);
    expect((await spend(claim, 'one')).ok).toBe(true);
    expect(await spend(await desk.sessions.confirm(sessionOf(), code), 'two')).toMatchObject({
      ok: false,
      reason: 'claim-taken',
    });
  });

  it('refuses the code that signed in', async () => {
    await desk.signIn(maya);
    expect(await spend(await desk.sessions.confirm(sessionOf(), desk.codeOf(maya)), 'one')).toMatchObject({
      ok: false,
      reason: 'claim-taken',
    });
  });

  it('says how many tries are left, then waits, and writes each wrong code down', async () => {
    await desk.signIn(maya);
    const session = sessionOf();
    for (const left of ['4 tries are left', '3 tries are left', '2 tries are left', '1 try is left', 'has to wait'])
      await expect(desk.sessions.confirm(session, wrongCode(desk, maya))).rejects.toThrow(left);
    await expect(desk.sessions.confirm(session, desk.codeOf(maya, 1))).rejects.toMatchObject({
      error: { code: 'throttled' },
    });
    expect((await desk.log.readStream(`audit:codes:${maya}`)).map((event) => event.type)).toEqual(
      Array.from({ length: 5 }, () => 'staff.code-refused'),
    );
    clock.pass(30_000);
    expect(await desk.sessions.confirm(session, desk.freshCode(maya))).toMatchObject({ kind: 'unique' });
    await expect(desk.sessions.confirm(session, wrongCode(desk, maya))).rejects.toThrow('4 tries are left');
  });

  it('is not forgiven twice by one and the same code', async () => {
    await desk.signIn(maya);
    const session = sessionOf();
    const code = desk.freshCode(maya);
    await desk.sessions.confirm(session, code);
    for (let count = 0; count < 4; count += 1)
      await expect(desk.sessions.confirm(session, wrongCode(desk, maya))).rejects.toMatchObject({
        error: { code: 'wrong-code' },
      });
    await desk.sessions.confirm(session, code);
    await expect(desk.sessions.confirm(session, wrongCode(desk, maya))).rejects.toThrow('has to wait');
  });

  it('is for who sits there, and nobody else', async () => {
    await desk.signIn(maya);
    const before = sessionOf();
    await desk.signIn(daniel);
    await expect(desk.sessions.confirm(before, desk.codeOf(maya, 1))).rejects.toMatchObject({
      error: { code: 'not-signed-in' },
    });
    await expect(desk.sign(before, { x: 1 })).rejects.toThrow('Sign in first');
  });
});

describe('signing', () => {
  it('is done with the key of who sits there', async () => {
    await desk.signIn(maya);
    const signature = await desk.sign(sessionOf(), { decision: 'pass' });
    expect(signature.by).toBe(`staff:${maya}`);
    const at = clock.now().toISOString();
    expect(verifySignature(desk.directory.keysOf(signature.by), { decision: 'pass' }, signature, at)).toBe(true);
    expect(verifySignature(desk.directory.keysOf(`staff:${daniel}`), { decision: 'pass' }, signature, at)).toBe(false);
    expect(desk.directory.find(`staff:${maya}`)?.publicKeys.map((key) => key.keyId)).toEqual([signature.keyId]);
  });
});

describe('the sample staff', () => {
  it('is enrolled once, however often the desk starts', async () => {
    const head = await desk.log.head();
    const again = await startDesk(clock, desk.log);
    expect(await desk.log.head()).toEqual(head);
    expect(
      again.directory
        .all()
        .map((member) => member.staffId)
        .toSorted(),
    ).toEqual(practiceStaff.map((person) => person.staffId).toSorted());
  });

  it('stands a long day: nobody is asked for the password again within twelve hours', async () => {
    await desk.signIn(maya);
    clock.pass(hours(rememberedHours) - minutes(2));
    expect(
      (await desk.done<SessionState>('session.switchTo', { staffId: maya, code: desk.freshCode(maya) })).state,
    ).toBe('signed-in');
  });
});
