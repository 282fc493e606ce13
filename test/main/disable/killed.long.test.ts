import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { disableSteps } from '#domain/case/disable-steps';
import type { DisableStep } from '#domain/case/events';
import { loadCase } from '#main/cases/change-case';
import {
  lettersBy,
  lettersOfOneRecovery,
  makeApprovedFolder,
  openDeskAt,
  type ApprovedFolder,
  type DeskAt,
} from '#support/approved-case';
import { journalDeeds, type Asked } from '#support/deed-journal';
import { dieAt } from '#support/desk-process';

const factors = ['jean-philippe-lariviere.otp-1', 'jean-philippe-lariviere.webauthn-2'].map((id) => ({
  id,
  kind: 'totp' as const,
  label: '',
  createdAt: '',
}));
const steps = disableSteps({ how: 'disable', removal: 'each', factors });

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

/** What must be true of every disable, however often it was interrupted. */
const finishedOnce = async (desk: DeskAt, before: readonly Asked[]): Promise<void> => {
  const { caseId, login, password, cookies } = approved;
  const state = await desk.until(caseId, ({ status }) => status === 'recovered' || status === 'needs-attention');
  expect(state.disable?.stopped).toBeNull();
  await desk.mailSettled(caseId);

  const stored = (await loadCase(desk.open().store.log, caseId))!.stored;
  expect(stored.filter((row) => row.type === 'case.disable-step').map((row) => row.data['step'])).toEqual(steps);
  expect(
    stored.filter((row) => row.type === 'case.recovered' || row.type === 'case.disable-begun').map((row) => row.type),
  ).toEqual(['case.disable-begun', 'case.recovered']);
  expect(await desk.open().store.verify()).toMatchObject({ ok: true });

  const all = [...before, ...asked.filter(({ origin }) => origin === desk.identity.baseUrl)];
  for (const { id } of factors)
    expect(
      all
        .filter(({ method, path }) => method === 'DELETE' && path === `/credentials/${id}`)
        .map(({ status }) => status),
      id,
    ).toEqual([204]);
  // Asked for again, where the record of it was lost, it finds none: the same three sessions ended once.
  const ended = all.filter(({ path }) => path === '/logout').map(({ body }) => body);
  expect(ended).toEqual(['{"ended":3}', '{"ended":0}'].slice(0, ended.length));
  expect(ended.length).toBeGreaterThan(0);
  expect(all.filter(({ method }) => method === 'PUT').map(({ status }) => status)).toEqual([204]);

  // Nobody was killed between a mail server's yes and its record; there the same bytes would come once more (RFC 5321
  // §4.5.3.2.6).
  const letters = await desk.mailbox.list({ limit: 200 });
  expect(letters.map(({ delivery }) => delivery)).toEqual(letters.map(() => 1));
  const kinds = await lettersBy(desk.mailbox);
  expect([...kinds.values()]).toEqual(Array.from({ length: lettersOfOneRecovery }, () => 1));

  expect(await desk.identity.isSignedIn(cookies)).toBe(false);
  expect((await desk.identity.signIn(login, password)).state).toBe('enrol-required');
};

describe('a desk that is killed in the middle of a disable', () => {
  const moments = steps.flatMap((step) => (['before', 'done'] as const).map((moment) => ({ step, moment })));
  it.each(moments)(
    'at the step $step ($moment) goes on at its next start and does nothing twice',
    async ({ step, moment }) => {
      const folder = approved.copy();
      const before = await dieAt(folder, approved.ahead, { step, moment });
      const desk = await openDeskAt(folder, { ahead: approved.ahead });
      try {
        await finishedOnce(desk, before);
      } finally {
        await desk.drop();
      }
    },
  );

  it('at every step, one after the other, comes through all the same', async () => {
    const folder = approved.copy();
    let before: readonly Asked[] = [];
    for (const kill of moments) before = await dieAt(folder, approved.ahead, kill);
    const desk = await openDeskAt(folder, { ahead: approved.ahead });
    try {
      await finishedOnce(desk, before);
    } finally {
      await desk.drop();
    }
  }, 60_000);
});

describe('a store that is killed in the middle of a disable', () => {
  it('before and after every deed, is started again and nothing is done twice', async () => {
    let desk: DeskAt | null = null;
    const killed: string[] = [];
    const kill =
      (moment: string) =>
      async (step: DisableStep): Promise<void> => {
        killed.push(`${step} ${moment}`);
        desk?.killStore();
      };
    desk = await openDeskAt(approved.copy(), {
      ahead: approved.ahead,
      deedHooks: { beforeDeed: kill('before'), afterDeed: kill('done') },
    });
    try {
      await finishedOnce(desk, []);
      expect(killed).toHaveLength(2 * steps.length);
      expect(desk.faults).toEqual([]);
    } finally {
      await desk.drop();
    }
  });
});
