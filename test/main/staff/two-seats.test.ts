/** Two seats of one desk in one process: two windows, or two people who came over a wire. They don't meet. */
import type { Seat, Session } from '#main/ipc/handlers';
import { practicePassword } from '#main/staff/practice-staff';
import { signedBytes, verifySignature } from '#main/staff/signing';
import type { Signer } from '#main/staff/signing';
import { beforeEach, describe, expect, it } from 'vitest';
import { createClock, minutes, startDesk, wrongCode } from './desk';
import type { TestClock, TestDesk } from './desk';

const maya = 'maya-okafor';
const daniel = 'daniel-achebe';
const payload = { decision: 'pass' };

let clock: TestClock;
let desk: TestDesk;
let here: Seat;
let there: Seat;
let told: { readonly here: string[]; readonly there: string[] };
beforeEach(async () => {
  clock = createClock();
  desk = await startDesk(clock);
  const heard = { here: [] as string[], there: [] as string[] };
  told = heard;
  here = desk.sessions.open((change) => heard.here.push(change));
  there = desk.sessions.open((change) => heard.there.push(change));
});

const signIn = (seat: Seat, staffId: string): Promise<void> =>
  seat.signIn({ staffId, password: practicePassword, code: desk.freshCode(staffId) });
const sessionAt = (seat: Seat): Session => {
  const standing = seat.standing();
  if (standing.state !== 'signed-in') throw new Error(`nobody is signed in: ${standing.state}`);
  return standing.session;
};

describe('two seats at one desk', () => {
  it('sign in apart: each knows its own person, and is told of its own changes alone', async () => {
    await signIn(here, maya);
    expect(there.standing()).toEqual({ state: 'signed-out' });
    expect(told).toEqual({ here: ['signed-in'], there: [] });
    await signIn(there, daniel);
    expect([sessionAt(here).staffId, sessionAt(there).staffId]).toEqual([maya, daniel]);
    expect(await here.state()).toMatchObject({ state: 'signed-in', who: { staffId: maya }, remembered: [] });
    here.signOut();
    expect([here.standing().state, there.standing().state]).toEqual(['signed-out', 'signed-in']);
    expect(told).toEqual({ here: ['signed-in', 'signed-out'], there: ['signed-in'] });
    expect(await there.state()).toMatchObject({ state: 'signed-in', who: { staffId: daniel } });
  });

  it('lock apart, but for the computer that sleeps, which locks both', async () => {
    await signIn(here, maya);
    await signIn(there, daniel);
    here.lock('asked');
    expect([here.standing().state, there.standing().state]).toEqual(['locked', 'signed-in']);
    await here.switchTo({ staffId: maya, code: desk.freshCode(maya) });
    desk.sessions.lockAll('system');
    expect([here.standing().state, there.standing().state]).toEqual(['locked', 'locked']);
  });

  it('are idle apart: work at one keeps the other no longer open', async () => {
    await signIn(here, maya);
    await signIn(there, daniel);
    clock.pass(minutes(9));
    there.touch();
    clock.pass(minutes(2));
    desk.sessions.check();
    expect([here.standing().state, there.standing().state]).toEqual(['locked', 'signed-in']);
    expect(told.here).toEqual(['signed-in', 'locked']);
    expect(told.there).toEqual(['signed-in']);
  });

  it('switch apart: a key that was opened at one is not at the other', async () => {
    await signIn(here, maya);
    await signIn(there, daniel);
    await expect(there.switchTo({ staffId: maya, code: desk.freshCode(maya) })).rejects.toMatchObject({
      error: { code: 'wrong-credentials' },
    });
    await signIn(here, daniel);
    await here.switchTo({ staffId: maya, code: desk.freshCode(maya) });
    expect([sessionAt(here).staffId, sessionAt(there).staffId]).toEqual([maya, daniel]);
  });

  it('sign apart: even the same person’s session of one seat has no key at another', async () => {
    const sign: Signer = desk.sessions.sign;
    await signIn(here, maya);
    const session = sessionAt(here);
    const signature = await sign(session, signedBytes(payload));
    expect(signature.by).toBe(`staff:${maya}`);
    expect(verifySignature(desk.directory.keysOf(`staff:${maya}`), payload, signature, clock.now().toISOString())).toBe(
      true,
    );
    await signIn(there, maya);
    here.signOut();
    await expect(sign(session, signedBytes(payload))).rejects.toMatchObject({ error: { code: 'not-signed-in' } });
    await expect(desk.sessions.confirm(session, desk.freshCode(maya))).rejects.toMatchObject({
      error: { code: 'not-signed-in' },
    });
    expect((await sign(sessionAt(there), signedBytes(payload))).by).toBe(`staff:${maya}`);
    await expect(sign({ ...sessionAt(there), seatId: 'made-up' }, signedBytes(payload))).rejects.toMatchObject({
      error: { code: 'not-signed-in' },
    });
  });

  it('share what is a person’s wherever they sit: a code counts once, wrong ones add up', async () => {
    await signIn(here, maya);
    const code = desk.codeOf(maya);
    await expect(there.signIn({ staffId: maya, password: practicePassword, code })).rejects.toMatchObject({
      error: { code: 'code-used' },
    });
    await expect(desk.sessions.confirm(sessionAt(here), wrongCode(desk, maya))).rejects.toThrow('tries are left');
    await signIn(there, maya);
    await expect(desk.sessions.confirm(sessionAt(there), wrongCode(desk, maya))).rejects.toThrow('3 tries are left');
  });

  it('end apart: nobody comes back to one that was closed, not even a sign-in that was under way', async () => {
    await signIn(here, maya);
    await signIn(there, daniel);
    const session = sessionAt(here);
    const late = signIn(here, daniel);
    here.close();
    await expect(late).rejects.toMatchObject({ error: { code: 'not-signed-in' } });
    await expect(desk.sessions.sign(session, signedBytes(payload))).rejects.toMatchObject({
      error: { code: 'not-signed-in' },
    });
    expect(desk.sessions.sitting(session)).toBeNull();
    expect(desk.sessions.sitting(sessionAt(there))).toEqual(sessionAt(there));
  });
});
