/**
 * "This wasn't me" at every moment of a disable whose desk was killed there (R7): nothing runs afterwards, and the case
 * says what had been done.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { disableSteps } from '#domain/case/disable-steps';
import type { DisableStep } from '#domain/case/events';
import type { CaseState } from '#domain/case/state';
import { reSecureCaseId } from '#main/cases/other-cases';
import { readEndpoint } from '#main/sample-world/endpoint';
import { openVault } from '#main/vault/vault';
import { sampleAccount } from '#main/desk/back-ends';
import {
  eventually,
  lawyer,
  lead,
  makeApprovedFolder,
  openDeskAt,
  passUntil,
  reviewer,
  sayNotMe,
  type ApprovedFolder,
  type DeskAt,
} from '#support/approved-case';
import { journalDeeds, type Asked } from '#support/deed-journal';
import { dieAt } from '#support/desk-process';
import { identityClient, type IdentityClient } from '#support/identity-system';

const app = `${lawyer}.otp-1`;
const key = `${lawyer}.webauthn-2`;
const labels: Readonly<Record<string, string>> = { [app]: 'iPhone de JP', [key]: 'YubiKey 5' };
const steps = disableSteps({
  how: 'disable',
  removal: 'each',
  factors: [app, key].map((id) => ({ id, kind: 'totp' as const, label: '', createdAt: '' })),
});
const days = 86_400_000;
const untouched = '2FA is untouched: the approval can be taken back.';
const kept =
  'No second factor was removed: the approval can be taken back. The account keeps being asked to set 2FA up anew.';
const cannotBePutBack = "A removed factor can't be put back: the account can be locked, and its sessions ended.";

let approved: ApprovedFolder;
const asked: Asked[] = [];
const stopListening = journalDeeds((one) => asked.push(one));
beforeAll(async () => {
  approved = await makeApprovedFolder();
}, 60_000);
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  stopListening();
  approved.remove();
});

/** The account as the identity system knows it now. */
const truth = async (desk: DeskAt) => {
  const { factors, sessions, reEnrolmentRequired, locked } = (await desk
    .open()
    .backEnds.accounts.read(sampleAccount(lawyer)))!;
  return { factors: factors.map(({ id }) => id).toSorted(), sessions: sessions.length, reEnrolmentRequired, locked };
};
type Truth = Awaited<ReturnType<typeof truth>>;

/** What a person must be told of a disable that came so far. */
const expectTold = (done: readonly string[], there: Truth): void => {
  const removed = [app, key].filter((id) => !there.factors.includes(id));
  for (const id of [app, key])
    expect(
      done.filter((line) => line.startsWith('Removed') && line.includes(labels[id]!)),
      id,
    ).toHaveLength(removed.includes(id) ? 1 : 0);
  expect(done.filter((line) => line.startsWith('Ended the sessions'))).toHaveLength(there.sessions === 0 ? 1 : 0);
  expect(done.filter((line) => line.includes('at the next sign-in'))).toHaveLength(there.reEnrolmentRequired ? 1 : 0);
  expect(done.at(-1)).toBe(removed.length > 0 ? cannotBePutBack : there.reEnrolmentRequired ? kept : untouched);
  expect(done.join('\n')).not.toContain('reading back');
};
const letters = async (desk: DeskAt): Promise<number> => (await desk.mailbox.list({ limit: 200 })).length;
const asLead = async (desk: DeskAt) => {
  await desk.signIn(lead);
  return desk.ask('cases.get', { caseId: approved.caseId });
};
const secured = async (desk: DeskAt): Promise<CaseState> => {
  await desk.open().runner.drain();
  return await desk.until(reSecureCaseId(approved.caseId), ({ secure }) => secure.steps.length === 2);
};

/** A desk that comes to the step that is next, and waits before its deed. */
const held = async (folder: string): Promise<DeskAt & { go(): void; readonly reached: Promise<void> }> => {
  let go = (): void => undefined;
  let come = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    come = resolve;
  });
  const desk = await openDeskAt(folder, {
    ahead: approved.ahead,
    deedHooks: {
      beforeDeed: async () => {
        come();
        await gate;
      },
    },
  });
  return Object.assign(Object.create(desk) as DeskAt, { go, reached });
};

describe("“this wasn't me” after a desk was killed in the middle of a disable", () => {
  const moments = steps
    .flatMap((step) => (['before', 'done'] as const).map((moment) => ({ step, moment })))
    .filter(({ step, moment }) => step !== 'tell' || moment === 'before');
  it.each(moments)(
    'at the step $step ($moment): nothing runs afterwards, and the case says what had been done',
    async ({ step, moment }) => {
      const folder = approved.copy();
      await dieAt(folder, approved.ahead, { step, moment });
      const desk = await held(folder);
      try {
        await desk.reached;
        const before = await truth(desk);
        await sayNotMe(desk, /Quelqu’un a demandé/);
        desk.go();
        await desk.open().runner.drain();
        const sent = await letters(desk);
        desk.pass(40 * days);
        await desk.open().runner.drain();

        expect(asked).toEqual([]);
        expect(await truth(desk)).toEqual(before);
        expect(await letters(desk)).toBe(sent);
        const view = await asLead(desk);
        expect(view).toMatchObject({
          status: 'disabling',
          frozen: { via: 'notice', words: 'I did not ask' },
          next: { action: 'lift-freeze' },
          barred: {
            close: null,
            unfreeze: null,
            revoke: before.factors.length === 2 ? null : { code: 'already-done', rule: 'R15' },
          },
        });
        expectTold(view.frozen!.done, before);
        expect(view.mails.map(({ template }) => template)).not.toContain('disabled-notice');

        // What a lead may do about it, and what follows from that.
        if (moment === 'before') {
          await desk.ask('cases.unfreeze', {
            caseId: approved.caseId,
            reason: 'Called them back on the number on file: it was them.',
            code: desk.code(lead),
          });
          expect(
            (await desk.until(approved.caseId, ({ status }) => status === 'recovered')).disable?.steps.map(
              (one) => one.step,
            ),
          ).toEqual(steps);
          expect(asked.filter(({ method }) => method === 'DELETE')).toHaveLength(before.factors.length);
        } else {
          await desk.ask('cases.close', {
            caseId: approved.caseId,
            outcome: 'fraud',
            reason: 'Reached the owner by phone: not them.',
            tell: false,
            duplicateOf: null,
            code: desk.code(lead),
          });
          await desk.open().runner.drain();
          const after = await truth(desk);
          if (before.factors.length === 2) expect(after).toEqual(before);
          else {
            await secured(desk);
            expect(await truth(desk)).toEqual({ ...before, sessions: 0, locked: true });
            expect((await desk.ask('cases.get', { caseId: approved.caseId })).securedBy).not.toBeNull();
          }
          expect(asked.filter(({ method }) => method === 'DELETE')).toEqual([]);
        }
        expect(desk.faults).toEqual([]);
      } finally {
        await desk.drop();
      }
    },
  );

  it('when all was done: the sessions that came since end, the account is locked, and a false alarm unlocks it', async () => {
    const folder = approved.copy();
    await dieAt(folder, approved.ahead, { step: 'tell', moment: 'done' });
    const desk = await openDeskAt(folder, { ahead: approved.ahead });
    try {
      await desk.until(approved.caseId, ({ status }) => status === 'recovered');
      await desk.mailSettled(approved.caseId);
      await desk.identity.signIn(approved.login, approved.password);
      await sayNotMe(desk, /Quelqu’un a demandé/);
      await secured(desk);
      expect(await truth(desk)).toEqual({ factors: [], sessions: 0, reEnrolmentRequired: true, locked: true });
      await desk.mailSettled(reSecureCaseId(approved.caseId));
      const sent = await letters(desk);
      asked.length = 0;
      desk.pass(40 * days);
      await desk.open().runner.drain();
      // No reminder to set 2FA up goes to whoever may be an impostor.
      expect(await letters(desk)).toBe(sent);
      expect(asked).toEqual([]);
      const view = await asLead(desk);
      expect(view).toMatchObject({
        status: 'recovered',
        frozen: { via: 'notice' },
        barred: { close: { code: 'closed' }, unfreeze: null },
      });
      expectTold(view.frozen!.done, { factors: [], sessions: 0, reEnrolmentRequired: true, locked: true });
      expect(view.frozen!.done.some((line) => /told|addresses/i.test(line))).toBe(true);
      await desk.ask('cases.close', {
        caseId: view.securedBy!.caseId,
        outcome: 'withdrawn',
        reason: 'Pressed by mistake; called back.',
        tell: false,
        duplicateOf: null,
        code: desk.code(lead),
      });
      await desk.open().runner.drain();
      expect(await truth(desk)).toMatchObject({ factors: [], locked: false });
    } finally {
      await desk.drop();
    }
  });
});

describe('while the identity system does not answer, and nobody knows whether the killed desk had removed a factor', () => {
  const silent = async (): Promise<{ readonly desk: DeskAt; readonly identity: IdentityClient }> => {
    const folder = approved.copy();
    await dieAt(folder, approved.ahead, { step: `factor:${app}` as DisableStep, moment: 'done' });
    const vault = await openVault({ folder, safeStorage: null, passphrase: null });
    const identity = identityClient(
      `http://127.0.0.1:${readEndpoint(join(folder, 'sample-world/identity'))!.port}`,
      vault.key('sample-world').toString('base64url'),
    );
    vault.close();
    await identity.fault({ path: '/admin/*', kind: 'fail-before', times: 1000 });
    const desk = await openDeskAt(folder, { ahead: approved.ahead });
    await eventually(
      () => desk.open().store.log.effectsOf({ kind: 'disable', states: ['waiting'], limit: 5 }),
      (effects) => effects.some(({ lastError }) => lastError !== null),
      'the disable',
    );
    await sayNotMe(desk, /Quelqu’un a demandé/);
    return { desk, identity };
  };

  it('the case says that it is being looked at, nobody takes the approval back meanwhile, and then it says what was done', async () => {
    const { desk, identity } = await silent();
    try {
      const before = await asLead(desk);
      expect(before.frozen!.done).toEqual([
        expect.stringMatching(/^Asked for 2FA at the next sign-in/),
        expect.stringMatching(/iPhone de JP.*reading back/),
      ]);
      await desk.signIn(reviewer);
      expect(
        await desk.refusal('cases.revokeApproval', {
          caseId: approved.caseId,
          reason: 'It is not the owner.',
          code: desk.code(reviewer),
        }),
      ).toMatchObject({ code: 'wrong-status', rule: 'R7' });
      await identity.clearFaults();
      await passUntil(desk, approved.caseId, ({ disable }) => disable?.steps.length === 3);
      expect(asked.filter(({ status }) => status !== 500)).toEqual([]);
      expectTold((await asLead(desk)).frozen!.done, await truth(desk));
      await desk.signIn(reviewer);
      expect(
        (
          await desk.refusal('cases.revokeApproval', {
            caseId: approved.caseId,
            reason: 'It is not the owner.',
            code: desk.code(reviewer),
          })
        ).code,
      ).toBe('already-done');
    } finally {
      await desk.drop();
    }
  });

  it('a lead who closes it as fraud has the account secured as soon as it turns out that a factor is gone', async () => {
    const { desk, identity } = await silent();
    try {
      await asLead(desk);
      await desk.ask('cases.close', {
        caseId: approved.caseId,
        outcome: 'fraud',
        reason: 'Reached the owner by phone: not them.',
        tell: false,
        duplicateOf: null,
        code: desk.code(lead),
      });
      await identity.clearFaults();
      await passUntil(desk, approved.caseId, ({ disable }) => disable?.steps.length === 3);
      await desk.open().runner.drain();
      await secured(desk);
      expect(await truth(desk)).toEqual({ factors: [key], sessions: 0, reEnrolmentRequired: true, locked: true });
    } finally {
      await desk.drop();
    }
  });
});
