import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disableSteps } from '#domain/case/disable-steps';
import type { DisableStep } from '#domain/case/events';
import {
  agent,
  lead,
  makeApprovedFolder,
  openDeskAt,
  resume,
  sayNotMe,
  type ApprovedFolder,
  type DeskAt,
} from '#support/approved-case';
import { journalDeeds, type Asked } from '#support/deed-journal';

let approved: ApprovedFolder;
const asked: Asked[] = [];
const stopListening = journalDeeds((one) => asked.push(one));
beforeAll(async () => {
  approved = await makeApprovedFolder();
}, 60_000);
afterAll(() => {
  stopListening();
  approved.remove();
});

const steps = disableSteps({
  how: 'disable',
  removal: 'each',
  factors: ['otp-1', 'webauthn-2'].map((id) => ({
    id: `jean-philippe-lariviere.${id}`,
    kind: 'totp' as const,
    label: '',
    createdAt: '',
  })),
});

describe("“this wasn't me” in the middle of a disable", () => {
  it('between any two steps: nothing runs afterwards, the view tells what was done, and a lead lets it go on', async () => {
    let desk: DeskAt | null = null;
    const frozenAt = new Set<DisableStep>();
    const freeze = async (step: DisableStep): Promise<void> => {
      if (frozenAt.has(step) || desk === null) return;
      frozenAt.add(step);
      await sayNotMe(desk, /Quelqu’un a demandé/);
    };
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const held = await openDeskAt(approved.copy(), {
      ahead: approved.ahead,
      deedHooks: {
        beforeDeed: async (step) => {
          if (step === 'list') await gate;
          if (step === 'tell') await freeze(step);
        },
        afterDeed: async (step) => {
          if (step !== 'tell') await freeze(step);
        },
      },
    });
    desk = held;
    try {
      go();
      for (const [index, step] of steps.entries()) {
        const isLast = step === 'tell';
        const done = isLast ? index : index + 1;
        const state = await held.until(
          approved.caseId,
          ({ frozen, disable }) => frozen !== null && disable?.steps.length === done,
        );
        await held.open().runner.drain();
        const before = asked.length;
        // Whatever comes due, and a new start of everything that waits, runs nothing.
        held.pass(120_000);
        await held.open().runner.drain();
        expect(asked.length, step).toBe(before);
        expect((await held.state(approved.caseId)).disable).toEqual(state.disable);

        await held.signIn(agent);
        const view = await held.ask('cases.get', { caseId: approved.caseId });
        expect(view).toMatchObject({ status: 'disabling', frozen: { via: 'notice' }, next: { action: 'ask-lead' } });
        expect(
          view.disable?.steps.map((one) => one.state),
          step,
        ).toEqual(steps.map((_, at) => (at < done ? 'done' : 'waiting')));
        expect(view.mails.some(({ template }) => template === 'disabled-notice')).toBe(false);
        expect(
          (
            await held.refusal('cases.close', {
              caseId: approved.caseId,
              outcome: 'fraud',
              reason: 'It was not them',
              tell: false,
              duplicateOf: null,
            })
          ).code,
        ).toBe('frozen');

        await held.signIn(lead);
        await held.ask('cases.unfreeze', {
          caseId: approved.caseId,
          reason: 'Called them back on the number on file: it was them.',
          code: held.code(lead),
        });
      }
      const state = await held.until(approved.caseId, ({ status }) => status === 'recovered');
      expect(state.disable?.steps.map(({ step }) => step)).toEqual(steps);
      expect(asked.filter(({ method }) => method === 'DELETE').map(({ status }) => status)).toEqual([204, 204]);
      expect(await held.open().store.verify()).toMatchObject({ ok: true });
      expect((await held.identity.signIn(approved.login, approved.password)).state).toBe('enrol-required');
    } finally {
      await held.drop();
    }
  }, 60_000);

  it("of a disable that had stopped by itself: lifting it lets nothing run, that stays a reviewer's", async () => {
    let go = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const desk = await openDeskAt(approved.copy(), {
      ahead: approved.ahead,
      deedHooks: {
        beforeDeed: async (step) => {
          if (step === 'list') await gate;
        },
      },
    });
    try {
      const stranger = await desk.identity.enrol('jean-philippe-lariviere', 'Another phone');
      go();
      await desk.until(approved.caseId, ({ status }) => status === 'needs-attention');
      await sayNotMe(desk, /Quelqu’un a demandé/);
      await desk.signIn('ines-kowalczyk');
      expect(
        (
          await desk.refusal('cases.close', {
            caseId: approved.caseId,
            outcome: 'self-served',
            reason: 'They are in',
            tell: false,
            duplicateOf: null,
          })
        ).code,
      ).toBe('frozen');
      await desk.signIn(lead);
      await desk.ask('cases.unfreeze', {
        caseId: approved.caseId,
        reason: 'They were called back, and it was them.',
        code: desk.code(lead),
      });
      await desk.identity.admin('DELETE', `/admin/realms/lumen/users/jean-philippe-lariviere/credentials/${stranger}`);
      await desk.open().runner.drain();
      expect((await desk.state(approved.caseId)).status).toBe('needs-attention');
      await resume(desk, approved.caseId);
      await desk.until(approved.caseId, ({ status }) => status === 'recovered');
    } finally {
      await desk.drop();
    }
  });
});
