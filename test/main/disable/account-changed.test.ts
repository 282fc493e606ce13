import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  agent,
  holdAtStart,
  lawyer,
  makeApprovedFolder,
  openDeskAt,
  passUntil,
  resume,
  type ApprovedFolder,
  type DeskAt,
} from '#support/approved-case';
import { journalDeeds, type Asked } from '#support/deed-journal';
import { dieAt } from '#support/desk-process';
import { identityClient } from '#support/identity-system';
import { readEndpoint } from '#main/sample-world/endpoint';
import { openVault } from '#main/vault/vault';
import { changeCase } from '#main/cases/change-case';
import { sampleAccount } from '#main/desk/back-ends';
import { receive } from '#support/example-case';
import { join } from 'node:path';

const app = 'jean-philippe-lariviere.otp-1';
const key = 'jean-philippe-lariviere.webauthn-2';

let approved: ApprovedFolder;
let asked: Asked[] = [];
const stopListening = journalDeeds((one) => asked.push(one));
beforeAll(async () => {
  approved = await makeApprovedFolder();
}, 60_000);
afterAll(() => {
  stopListening();
  approved.remove();
});

/** The identity system that a killed desk left behind. */
const leftBehind = async (folder: string) => {
  const vault = await openVault({ folder, safeStorage: null, passphrase: null });
  const port = readEndpoint(join(folder, 'sample-world/identity'))?.port ?? 0;
  return identityClient(`http://127.0.0.1:${port}`, vault.key('sample-world').toString('base64url'));
};
const factorsOf = async (desk: DeskAt): Promise<readonly string[]> =>
  (
    (await desk.identity.admin('GET', `/admin/realms/lumen/users/${lawyer}/credentials`)).body as {
      id: string;
      type: string;
    }[]
  )
    .filter(({ type }) => type !== 'password')
    .map(({ id }) => id)
    .toSorted();

/** The desk dies after the app was removed; the customer sets up another one; the next desk finds it. */
const stopped = async (): Promise<{ readonly desk: DeskAt; readonly stranger: string }> => {
  const folder = approved.copy();
  await dieAt(folder, approved.ahead, { step: `factor:${app}`, moment: 'done' });
  const stranger = await (await leftBehind(folder)).enrol(lawyer, 'My new phone');
  asked = [];
  const desk = await openDeskAt(folder, { ahead: approved.ahead });
  await desk.until(approved.caseId, ({ status }) => status === 'recovered' || status === 'needs-attention');
  return { desk, stranger };
};

describe('a factor that was enrolled while the desk was down', () => {
  it('stops the disable, survives, and nothing further is removed; the view says what was done', async () => {
    const { desk, stranger } = await stopped();
    try {
      expect(await factorsOf(desk)).toEqual([stranger, key].toSorted());
      expect(asked).toEqual([]);
      expect(await desk.identity.isSignedIn(approved.cookies)).toBe(true);
      await desk.signIn(agent);
      const view = await desk.ask('cases.get', { caseId: approved.caseId });
      expect(view).toMatchObject({ status: 'needs-attention', frozen: null, next: { action: 'resume-disable' } });
      expect(view.disable?.stopped).toMatchObject({
        reason: 'account-changed',
        found: expect.stringMatching(/“My new phone”.*not touched/),
      });
      // An agent sees who lets it go on, and who closes it; a removed factor is taken back by nobody.
      expect(view.barred).toMatchObject({
        resume: { code: 'role-may-not', way: 'Ask a reviewer.' },
        close: { code: 'role-may-not', rule: 'R15', way: 'Ask a reviewer.' },
        freeze: null,
      });
      expect(view.disable?.steps.map(({ key: step, state }) => [step, state])).toEqual([
        ['list', 'done'],
        ['re-enrolment', 'done'],
        [`factor:${app}`, 'done'],
        [`factor:${key}`, 'stopped'],
        ['sessions', 'waiting'],
        ['compare', 'waiting'],
        ['tell', 'waiting'],
      ]);
      expect(view.mails.map(({ template }) => template)).not.toContain('disabled-notice');
    } finally {
      await desk.drop();
    }
  });

  it('keeps it stopped however often a reviewer lets it go on, until the factor is gone; then it finishes', async () => {
    const { desk, stranger } = await stopped();
    try {
      await resume(desk, approved.caseId);
      await desk.until(
        approved.caseId,
        ({ status, disable }) => status === 'needs-attention' && disable?.stopped !== null,
      );
      expect(await factorsOf(desk)).toEqual([stranger, key].toSorted());

      await desk.identity.admin('DELETE', `/admin/realms/lumen/users/${lawyer}/credentials/${stranger}`);
      await resume(desk, approved.caseId);
      const state = await desk.until(approved.caseId, ({ status }) => status === 'recovered');
      expect(state.disable?.steps.map(({ step }) => step)).toEqual([
        'list',
        're-enrolment',
        `factor:${app}`,
        `factor:${key}`,
        'sessions',
        'compare',
        'tell',
      ]);
      expect(await factorsOf(desk)).toEqual([]);
      expect(await desk.identity.isSignedIn(approved.cookies)).toBe(false);
      expect((await desk.identity.signIn(approved.login, approved.password)).state).toBe('enrol-required');
      expect(await desk.open().store.verify()).toMatchObject({ ok: true });
    } finally {
      await desk.drop();
    }
  });

  it("is the customer's own way back: the case is closed as self-served, and nothing runs afterwards", async () => {
    const { desk, stranger } = await stopped();
    try {
      await desk.signIn(agent);
      expect(
        (
          await desk.refusal('cases.close', {
            caseId: approved.caseId,
            outcome: 'self-served',
            reason: 'They set up the new phone themself.',
            tell: false,
            duplicateOf: null,
          })
        ).code,
      ).toBe('role-may-not');
      await desk.signIn('ines-kowalczyk');
      await desk.ask('cases.close', {
        caseId: approved.caseId,
        outcome: 'self-served',
        reason: 'They set up the new phone themself.',
        tell: false,
        duplicateOf: null,
      });
      await desk.open().runner.drain();
      expect(await desk.state(approved.caseId)).toMatchObject({ status: 'closed', outcome: 'self-served' });
      expect(await factorsOf(desk)).toEqual([stranger, key].toSorted());
      expect(
        (
          await desk.refusal('cases.close', {
            caseId: approved.caseId,
            outcome: 'self-served',
            reason: 'Once more',
            tell: false,
            duplicateOf: null,
          })
        ).code,
      ).toBe('closed');
      await desk.signIn(agent);
      // The account is free for another case (R10).
      await desk.signIn(agent);
      expect(
        await desk.ask('cases.open', {
          accountId: sampleAccount(lawyer),
          channel: 'phone',
          callerWords: '',
          callerGave: '',
          reference: '',
          take: false,
        }),
      ).toMatchObject({ attached: false });
    } finally {
      await desk.drop();
    }
  });
});

describe('between any two steps of a disable', () => {
  it('the password alone never signs in: first the old factors are asked for, then a new one (R15)', async () => {
    const states: string[] = [];
    const signIn = async (): Promise<void> => {
      states.push((await desk.identity.signIn(approved.login, approved.password)).state);
    };
    const desk: Awaited<ReturnType<typeof holdAtStart>> = await holdAtStart(approved, {
      deedHooks: { beforeDeed: signIn, afterDeed: signIn },
    });
    try {
      desk.go();
      await desk.until(approved.caseId, ({ status }) => status === 'recovered');
      const last = states.lastIndexOf('code-required');
      // Before and after each of list, demand and the first factor; then before the second.
      expect(last).toBe(6);
      expect(states.slice(0, last + 1)).toEqual(Array.from({ length: 7 }, () => 'code-required'));
      expect([...new Set(states.slice(last + 1))]).toEqual(['enrol-required']);
      expect(states.length).toBeGreaterThanOrEqual(13);
    } finally {
      await desk.drop();
    }
  });

  it('nothing is removed while the demand to enrol fails, however often it is tried', async () => {
    const desk = await holdAtStart(approved);
    try {
      asked = [];
      await desk.identity.fault({
        path: `/admin/realms/lumen/users/${lawyer}`,
        method: 'PUT',
        kind: 'fail-before',
        times: 1000,
      });
      desk.go();
      const { disable } = await passUntil(desk, approved.caseId, ({ status }) => status === 'needs-attention');
      expect(disable?.stopped).toMatchObject({ step: 're-enrolment', reason: 'identity-system' });
      expect(asked.every(({ method }) => method === 'PUT')).toBe(true);
      expect(await factorsOf(desk)).toEqual([app, key].toSorted());
    } finally {
      await desk.drop();
    }
  });
});

describe('a disable whose customer writes before its first step', () => {
  it('touches nothing while the message is unread, and goes on by itself once somebody has read it (R7)', async () => {
    const desk = await holdAtStart(approved);
    const messageId = 'a'.repeat(32);
    const { caseId } = approved;
    await desk.until(caseId, ({ status }) => status === 'disabling');
    await changeCase(desk.open().cases, { caseId, command: receive(messageId), actor: { kind: 'desk' } });
    desk.go();
    await desk.open().runner.drain();
    expect(await desk.state(caseId)).toMatchObject({ status: 'disabling', disable: { steps: [], stopped: null } });
    expect(await factorsOf(desk)).toEqual([app, key].toSorted());
    await desk.signIn(agent);
    await desk.ask('cases.readMessage', { caseId, messageId });
    await desk.until(caseId, ({ status }) => status === 'recovered');
    await desk.drop();
  });
});
