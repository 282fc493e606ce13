import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StaffRow } from '#contract/staff';
import { codeAt, newSecret, stepOf } from '#main/staff/codes';
import { createDirectory } from '#main/staff/directory';
import { enrolFirstLead, enrolmentTries, prepareFirstLead } from '#main/staff/enrolments';
import { practiceCodes, practicePassword } from '#main/staff/practice-staff';
import { checkSignature, eventPayload } from '#main/staff/signing';
import { createMemoryLog } from '#main/store/log/memory-log';
import { asEventLog } from '#main/store/log/as-event-log';
import { logFolder } from '#support/log-folder';
import {
  cheapCosts,
  createClock,
  hours,
  minutes,
  seed,
  startDesk,
  wrongCode,
  type TestClock,
  type TestDesk,
} from './desk';

let clock: TestClock;
let desk: TestDesk;
beforeEach(async () => {
  clock = createClock();
  desk = await startDesk(clock);
});

const [maya, priya, daniel, ruth, thomas] = [
  'maya-okafor',
  'priya-raman',
  'daniel-achebe',
  'ruth-tremblay',
  'thomas-hale',
] as const;
const expectError = (result: Awaited<ReturnType<TestDesk['call']>>, code: string) => {
  expect(result).toMatchObject({ ok: false, error: { code } });
};
type Invitation = { staffId: string; invitation: string; expiresAt: string };
type Begun = { enrolmentId: string; secret: string; otpauthQr: string; name: string };
const invite = async (more: object = {}): Promise<Invitation> =>
  await desk.done('staff.invite', {
    name: 'Noor Haddad',
    address: 'noor@desk.example',
    role: 'agent',
    code: desk.freshCode(ruth),
    ...more,
  });
const enrol = async (invitation: string, password: string) => {
  const begun = await desk.done<Begun>('staff.beginEnrolment', { invitation, password });
  clock.pass(30_000);
  return {
    begun,
    ...(await desk.done<{ staffId: string; backupCodes: string[] }>('staff.finishEnrolment', {
      enrolmentId: begun.enrolmentId,
      code: codeAt(begun.secret, stepOf(clock.now())),
    })),
  };
};
const rows = async (): Promise<Map<string, StaffRow>> =>
  new Map((await desk.done<{ people: StaffRow[] }>('staff.list')).people.map((row) => [row.staffId, row]));

describe('inviting a colleague', () => {
  it('gives an invitation to hand over; with it they enrol, and sign in', async () => {
    await desk.signIn(ruth);
    const { staffId, invitation } = await invite();
    expect(invitation).toMatch(/^([0-9a-z]{5}-){3}[0-9a-z]{5}$/);
    expect((await rows()).get(staffId)).toMatchObject({
      name: 'Noor Haddad',
      initials: 'NH',
      state: 'invited',
      keyId: null,
      lastSignInAt: null,
    });
    await desk.done('session.signOut');
    const { begun, backupCodes } = await enrol(invitation.toUpperCase(), 'a long new password');
    expect(begun.name).toBe('Noor Haddad');
    expect(begun.otpauthQr.startsWith('data:image/png;base64,')).toBe(true);
    expect(backupCodes).toHaveLength(10);
    await desk.signIn(staffId, 'a long new password');
    expect((await rows()).get(staffId)).toMatchObject({ state: 'active', backupCodesLeft: 10, openCases: 2 });
    expect(
      practiceCodes({ directory: desk.directory, seed }, clock.now()).people.find(
        (person) => person.staffId === staffId,
      )?.code,
    ).toBe(desk.codeOf(staffId));
  });

  it("is a lead's, costs a code, and an address that is taken costs none", async () => {
    await desk.signIn(maya);
    expectError(
      await desk.call('staff.invite', {
        name: 'X',
        address: 'x@desk.example',
        role: 'lead',
        code: desk.freshCode(maya),
      }),
      'not-permitted',
    );
    await desk.signIn(ruth);
    expectError(
      await desk.call('staff.invite', {
        name: 'X',
        address: 'x@desk.example',
        role: 'lead',
        code: wrongCode(desk, ruth),
      }),
      'wrong-code',
    );
    expectError(
      await desk.call('staff.invite', { name: 'X', address: 'x@desk.example', role: 'lead', code: desk.codeOf(ruth) }),
      'code-used',
    );
    const code = desk.freshCode(ruth);
    expectError(
      await desk.call('staff.invite', { name: 'X', address: 'Maya-Okafor@desk.example', role: 'lead', code }),
      'exists-already',
    );
    expect((await desk.call('staff.invite', { name: 'X', address: 'x@desk.example', role: 'lead', code })).ok).toBe(
      true,
    );
  });

  it('is good once, and for three days', async () => {
    await desk.signIn(ruth);
    const first = await invite();
    await enrol(first.invitation, 'a long new password');
    expectError(
      await desk.call('staff.beginEnrolment', { invitation: first.invitation, password: 'a long new password' }),
      'not-found',
    );
    await desk.signIn(ruth);
    const second = await invite({ address: 'other@desk.example' });
    clock.pass(hours(72));
    expectError(
      await desk.call('staff.beginEnrolment', { invitation: second.invitation, password: 'a long new password' }),
      'not-found',
    );
    expectError(
      await desk.call('staff.beginEnrolment', {
        invitation: 'aaaaa-aaaaa-aaaaa-aaaaa',
        password: 'a long new password',
      }),
      'not-found',
    );
    expectError(
      await desk.call('staff.beginEnrolment', { invitation: second.invitation, password: 'short' }),
      'bad-input',
    );
  });

  it('ends an enrolment after five wrong codes, or a quarter of an hour', async () => {
    await desk.signIn(ruth);
    const { invitation } = await invite();
    const begin = async (): Promise<Begun> =>
      await desk.done('staff.beginEnrolment', { invitation, password: 'a long new password' });
    const finish = async (begun: Begun, code?: string) =>
      await desk.call('staff.finishEnrolment', {
        enrolmentId: begun.enrolmentId,
        code: code ?? codeAt(begun.secret, stepOf(clock.now())),
      });
    const first = await begin();
    const near = new Set(
      Array.from({ length: 61 }, (_, index) => codeAt(first.secret, stepOf(clock.now()) + index - 30)),
    );
    const wrong = ['000000', '111111', '222222'].find((code) => !near.has(code)) ?? '333333';
    expectError(await finish(first, codeAt(first.secret, stepOf(clock.now()) - 6)), 'clock-off');
    for (let count = 1; count < enrolmentTries; count += 1) expectError(await finish(first, wrong), 'wrong-code');
    expectError(await finish(first), 'not-found');
    const second = await begin();
    clock.pass(minutes(15));
    expectError(await finish(second), 'not-found');
    const third = await begin();
    expect((await finish(third)).ok).toBe(true);
  });

  it('of two who enrol with one invitation at two desks, lets one in', async () => {
    await desk.signIn(ruth);
    const { invitation } = await invite();
    const other = await startDesk(clock, desk.log);
    const [one, two] = await Promise.all(
      [desk, other].map(
        async (each) => await each.done<Begun>('staff.beginEnrolment', { invitation, password: 'a long new password' }),
      ),
    );
    const results = await Promise.all([
      desk.call('staff.finishEnrolment', {
        enrolmentId: one!.enrolmentId,
        code: codeAt(one!.secret, stepOf(clock.now())),
      }),
      other.call('staff.finishEnrolment', {
        enrolmentId: two!.enrolmentId,
        code: codeAt(two!.secret, stepOf(clock.now()) + 1),
      }),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });
});

describe('a change of the staff', () => {
  it('is signed by the lead who made it', async () => {
    await desk.signIn(ruth);
    await desk.done('staff.changeRole', { staffId: maya, role: 'reviewer', code: desk.freshCode(ruth) });
    const event = (await desk.log.readStream(`staff:${maya}`)).at(-1)!;
    expect(event).toMatchObject({
      type: 'staff.role-changed',
      actor: `staff:${ruth}`,
      signature: { by: `staff:${ruth}` },
    });
    const keys = desk.directory.keysOf(ruth);
    expect(checkSignature(keys, eventPayload(event.stream, event), event.signature!, event.recordedAt)).toBe('good');
    expect(checkSignature(keys, eventPayload(`staff:${priya}`, event), event.signature!, event.recordedAt)).toBe(
      'wrong',
    );
  });

  it('of a role applies at once, to who sits at the desk now', async () => {
    await desk.signIn(maya);
    const elsewhere = await startDesk(clock, desk.log);
    await elsewhere.signIn(ruth);
    await elsewhere.done('staff.changeRole', { staffId: maya, role: 'lead', code: elsewhere.freshCode(ruth) });
    expect(await desk.done('session.state')).toMatchObject({ state: 'signed-in', who: { role: 'lead' } });
    expect(desk.told).toEqual(['signed-in', 'signed-in']);
    expect(
      (
        await desk.call('staff.invite', {
          name: 'Noor',
          address: 'noor@desk.example',
          role: 'agent',
          code: desk.freshCode(maya),
        })
      ).ok,
    ).toBe(true);
  });

  it('that ends access throws the person out at once, hands their cases over, and lets nobody in again', async () => {
    await desk.signIn(maya);
    const elsewhere = await startDesk(clock, desk.log);
    await elsewhere.signIn(ruth);
    expect(
      await elsewhere.done('staff.endAccess', { staffId: maya, handOverTo: priya, code: elsewhere.freshCode(ruth) }),
    ).toEqual({ handedOver: 2 });
    expect(elsewhere.handedOver).toEqual([{ from: maya, to: priya, by: ruth }]);
    await desk.directory.refresh();
    expect(desk.seat.standing().state).toBe('signed-out');
    expectError(await desk.call('session.switchTo', { staffId: maya, code: '123456' }), 'wrong-credentials');
    expectError(
      await elsewhere.call('session.signIn', { staffId: maya, password: practicePassword, code: '123456' }),
      'wrong-credentials',
    );
    expect(elsewhere.directory.find(maya)).toMatchObject({ name: 'Maya Okafor', active: false });
  });

  it('never takes the last lead, not even when two leads remove each other at once', async () => {
    await desk.signIn(ruth);
    const elsewhere = await startDesk(clock, desk.log);
    await elsewhere.signIn(thomas);
    clock.pass(30_000);
    const results = await Promise.all([
      desk.call('staff.endAccess', { staffId: thomas, handOverTo: null, code: desk.codeOf(ruth) }),
      elsewhere.call('staff.changeRole', { staffId: ruth, role: 'agent', code: elsewhere.codeOf(thomas) }),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(
      results.filter((result) => !result.ok && ['conflict', 'last-lead', 'not-signed-in'].includes(result.error.code)),
    ).toHaveLength(1);
  });

  it('by the last lead on themself is refused', async () => {
    await desk.signIn(ruth);
    await desk.done('staff.endAccess', { staffId: thomas, handOverTo: null, code: desk.freshCode(ruth) });
    const code = desk.freshCode(ruth);
    expectError(await desk.call('staff.endAccess', { staffId: ruth, handOverTo: null, code }), 'last-lead');
    expectError(await desk.call('staff.resetPassword', { staffId: ruth, code }), 'last-lead');
    expectError(await desk.call('staff.changeRole', { staffId: ruth, role: 'agent', code }), 'role-may-not');
    expect(await desk.done('staff.list')).toMatchObject({ leads: 1 });
  });
});

describe('a real desk with two leads', () => {
  it("writes the first one's word down, signed, and does it at the second one's", async () => {
    const real = await startDesk(clock, createMemoryLog(), seed, 'real');
    await real.signIn(ruth);
    const change = { staffId: maya, role: 'reviewer' };
    expectError(await real.call('staff.changeRole', { ...change, code: real.freshCode(ruth) }), 'approvals-missing');
    expect(real.directory.find(maya)?.role).toBe('agent');
    const word = (await real.log.readStream('staff:roll')).at(-1)!;
    expect(word).toMatchObject({
      type: 'staff.change-asked',
      actor: `staff:${ruth}`,
      personal: { key: `staff:${ruth}`, content: { change: { kind: 'change-role', role: 'reviewer' } } },
    });
    expect(
      checkSignature(real.directory.keysOf(ruth), eventPayload(word.stream, word), word.signature!, word.recordedAt),
    ).toBe('good');
    const again = await startDesk(clock, real.log, seed, 'real');
    await again.signIn(thomas);
    await again.done('staff.changeRole', { ...change, code: again.freshCode(thomas) });
    expect(again.directory.find(maya)?.role).toBe('reviewer');
  });
});

describe('a forgotten password', () => {
  it("is reset by a lead: a new key, while the old one's signatures stay valid", async () => {
    await desk.signIn(daniel);
    const standing = desk.seat.standing();
    const before = standing.state === 'signed-in' ? await desk.sign(standing.session, { decision: 'pass' }) : null;
    const signedAt = clock.now().toISOString();
    await desk.signIn(ruth);
    const { invitation } = await desk.done<Invitation>('staff.resetPassword', {
      staffId: daniel,
      code: desk.freshCode(ruth),
    });
    expectError(
      await desk.call('session.switchTo', { staffId: daniel, code: desk.freshCode(daniel) }),
      'wrong-credentials',
    );
    expectError(
      await desk.call('session.signIn', { staffId: daniel, password: practicePassword, code: desk.codeOf(daniel) }),
      'wrong-credentials',
    );
    const { begun } = await enrol(invitation, 'a wholly new password');
    expect(
      practiceCodes({ directory: desk.directory, seed }, clock.now()).people.find((person) => person.staffId === daniel)
        ?.code,
    ).toBe(codeAt(begun.secret, stepOf(clock.now())));
    clock.pass(30_000);
    expectError(
      await desk.call('session.signIn', { staffId: daniel, password: practicePassword, code: desk.codeOf(daniel) }),
      'wrong-credentials',
    );
    await desk.signIn(daniel, 'a wholly new password');
    const keys = desk.directory.keysOf(daniel);
    expect(keys).toHaveLength(2);
    expect(checkSignature(keys, { decision: 'pass' }, before!, signedAt)).toBe('good');
    expect(checkSignature(keys, { decision: 'pass' }, before!, clock.now().toISOString())).toBe('not-valid-then');
  });
});

describe('a key that was replaced elsewhere', () => {
  it('ends the session that still holds the old one, even when the desk heard of nothing in between', async () => {
    const log = createMemoryLog({ lostAnnouncements: 1 });
    const here = await startDesk(clock, log);
    await here.signIn(maya);
    const elsewhere = await startDesk(clock, log);
    await elsewhere.signIn(ruth);
    const { invitation } = await elsewhere.done<Invitation>('staff.resetPassword', {
      staffId: maya,
      code: elsewhere.freshCode(ruth),
    });
    const begun = await elsewhere.done<Begun>('staff.beginEnrolment', {
      invitation,
      password: 'a wholly new password',
    });
    await elsewhere.done('staff.finishEnrolment', {
      enrolmentId: begun.enrolmentId,
      code: codeAt(begun.secret, stepOf(clock.now())),
    });
    expect(here.seat.standing().state).toBe('signed-in');
    expect(await here.done('session.state')).toMatchObject({ state: 'signed-out' });
  });
});

describe('a lost authenticator', () => {
  it("takes two colleagues with a code each, and the person's own password", async () => {
    await desk.signIn(priya);
    expect(await desk.done('staff.vouch', { staffId: maya, code: desk.freshCode(priya) })).toEqual({
      vouched: 1,
      needed: 2,
      invitation: null,
    });
    expect((await rows()).get(maya)?.vouchedBy).toEqual(['Priya Raman']);
    expectError(await desk.call('staff.vouch', { staffId: maya, code: desk.freshCode(priya) }), 'decided-already');
    expectError(await desk.call('staff.vouch', { staffId: priya, code: desk.freshCode(priya) }), 'role-may-not');
    await desk.signIn(daniel);
    const { invitation } = await desk.done<{ invitation: Invitation }>('staff.vouch', {
      staffId: maya,
      code: desk.freshCode(daniel),
    });
    expect((await rows()).get(maya)).toMatchObject({ state: 'reset', vouchedBy: [] });
    expectError(
      await desk.call('staff.beginEnrolment', {
        invitation: invitation.invitation,
        password: 'what two rogues choose',
      }),
      'wrong-credentials',
    );
    await enrol(invitation.invitation, practicePassword);
    await desk.signIn(maya);
    expect(await desk.done('session.state')).toMatchObject({ who: { staffId: maya } });
  });

  it('lets nobody guess that password: wrong ones wait as at sign-in', async () => {
    await desk.signIn(priya);
    await desk.done('staff.vouch', { staffId: maya, code: desk.freshCode(priya) });
    await desk.signIn(daniel);
    const { invitation } = await desk.done<{ invitation: Invitation }>('staff.vouch', {
      staffId: maya,
      code: desk.freshCode(daniel),
    });
    for (let count = 0; count < 5; count += 1)
      expectError(
        await desk.call('staff.beginEnrolment', {
          invitation: invitation.invitation,
          password: `wrong password ${count}`,
        }),
        'wrong-credentials',
      );
    expectError(
      await desk.call('staff.beginEnrolment', { invitation: invitation.invitation, password: practicePassword }),
      'throttled',
    );
  });
});

describe('the first lead of a real desk', () => {
  it('is enrolled into an empty log with a code, and nobody else ever that way', async () => {
    const log = createMemoryLog();
    const deps = { log, desk: 'real' as const, now: clock.now, costs: cheapCosts };
    const prepare = async () =>
      await prepareFirstLead(
        {
          company: 'Delisle & Roy',
          address: 'lead@desk.example',
          password: 'a long new password',
          secret: newSecret(),
        },
        cheapCosts,
      );
    const prepared = await prepare();
    const who = { name: 'Ada Roy', address: 'lead@desk.example' };
    await expect(
      enrolFirstLead(deps, prepared, who, codeAt(prepared.secret, stepOf(clock.now()) - 8)),
    ).rejects.toMatchObject({ error: { code: 'clock-off' } });
    expect((await log.head()).position).toBe(0);
    const { staffId, backupCodes } = await enrolFirstLead(
      deps,
      prepared,
      who,
      codeAt(prepared.secret, stepOf(clock.now())),
    );
    expect(backupCodes).toHaveLength(10);
    expect((await createDirectory(log)).find(staffId)).toMatchObject({ name: 'Ada Roy', role: 'lead', active: true });
    const second = await prepare();
    await expect(enrolFirstLead(deps, second, who, codeAt(second.secret, stepOf(clock.now())))).rejects.toMatchObject({
      error: { code: 'exists-already' },
    });
  });
});

describe('what rests on the disk', () => {
  it('holds no password, secret, code, name or address in clear, not even to who can open the files', async () => {
    const folder = logFolder();
    const there = await startDesk(clock, asEventLog(folder.open()));
    await there.signIn(ruth);
    const { codes } = await there.done<{ codes: string[] }>('session.makeBackupCodes', { code: there.freshCode(ruth) });
    const { invitation } = await there.done<Invitation>('staff.invite', {
      name: 'Noor Haddad',
      address: 'noor@desk.example',
      role: 'agent',
      code: there.freshCode(ruth),
    });
    const secrets = [
      practicePassword,
      invitation,
      ...codes,
      ...there.directory
        .people()
        .flatMap((person) => [person.name!, person.address!, person.credentials?.totpSecret ?? person.name!]),
    ];
    await there.log.close();
    const clear: Buffer[] = [];
    // Rows as they lie under the file's own cipher, every column.
    folder.behind((db) => {
      for (const row of db.prepare('SELECT * FROM events').all())
        for (const value of Object.values(row as object))
          clear.push(Buffer.isBuffer(value) ? value : Buffer.from(String(value)));
    });
    folder.behind((db) => {
      for (const row of db.prepare('SELECT * FROM claims').all()) clear.push(Buffer.from(JSON.stringify(row)));
    });
    for (const name of readdirSync(folder.path)) clear.push(readFileSync(join(folder.path, name)));
    const all = Buffer.concat(clear);
    for (const plain of ['staff.enrolled', maya, `code:${ruth}:`]) expect(all.includes(Buffer.from(plain))).toBe(true);
    for (const secret of secrets) expect(all.includes(Buffer.from(secret))).toBe(false);
    const again = await startDesk(clock, asEventLog(folder.open()));
    expect(again.directory.find(ruth)?.name).toBe('Ruth Tremblay');
    await again.log.close();
    folder.remove();
  });

  it("goes with the person: an erased colleague can't sign in, and what they signed still verifies", async () => {
    await desk.signIn(daniel);
    const standing = desk.seat.standing();
    const signature = standing.state === 'signed-in' ? await desk.sign(standing.session, { decision: 'pass' }) : null;
    const signedAt = clock.now().toISOString();
    await desk.log.destroyKey(`staff:${daniel}`);
    const again = await startDesk(clock, desk.log);
    expect(again.directory.find(daniel)?.name).toBe('A former colleague');
    expect(checkSignature(again.directory.keysOf(daniel), { decision: 'pass' }, signature!, signedAt)).toBe('good');
    clock.pass(30_000);
    expectError(
      await again.call('session.signIn', { staffId: daniel, password: practicePassword, code: desk.codeOf(daniel) }),
      'wrong-credentials',
    );
  });

  it("holds everything personal under the person's own key, and nothing of it beside", async () => {
    await desk.signIn(ruth);
    const { codes } = await desk.done<{ codes: string[] }>('session.makeBackupCodes', { code: desk.freshCode(ruth) });
    const { invitation } = await invite();
    const events = await desk.log.readAfter(0, 1000);
    const clear = JSON.stringify(events.map(({ personal: _sealed, ...rest }) => rest));
    for (const secret of [
      practicePassword,
      ...codes,
      invitation,
      'Noor',
      'desk.example',
      'Ruth',
      desk.directory.state(ruth)!.credentials!.totpSecret,
    ])
      expect(clear).not.toContain(secret);
    for (const event of events) if (event.personal !== undefined) expect(event.personal.key).toBe(event.stream);
    const sealed = JSON.stringify(events.map((event) => event.personal ?? null));
    for (const secret of [practicePassword, ...codes]) expect(sealed).not.toContain(secret);
  });
});
