/**
 * The desk is killed in the middle of a disable and started again. Every kill point is tried in plain Node; a few here,
 * for real.
 */
import { expect } from '@playwright/test';
import type { PracticeWorld } from '#support/practice-world';
import { ask, storePid, test, type Desk } from './desk';
import { mouse } from './hands';
import { noLook } from './look';
import { openPracticeDesk, signIn } from './walk';

const account = { id: 'callum-reid', login: 'callum@prairie-sky.example', name: 'Callum Reid' } as const;

/** Daniel passes the sample case that waits in review: from here on it goes by itself. */
const decide = async ({ page }: Desk, world: PracticeWorld): Promise<string> => {
  const { rows } = await ask(page, 'review.list', {});
  const caseId = rows.find(({ person }) => person === account.name)!.caseId;
  const { digest, pictures } = await ask(page, 'review.get', { caseId });
  const marks = (['document', 'name', 'face', 'liveness'] as const).map((check) => ({
    check,
    value: 'pass' as const,
    reason: 'As it should be',
  }));
  for (const { evidenceId } of pictures) await ask(page, 'review.openPicture', { caseId, evidenceId });
  await ask(page, 'review.uncover', { caseId, digest, printedName: account.name, marks });
  await ask(page, 'review.decide', {
    caseId,
    decision: 'pass',
    digest,
    marks,
    printedName: account.name,
    nameReason: '',
    note: '',
    askAgain: null,
    code: await world.code('daniel-achebe'),
  });
  return caseId;
};

const inReview = async (desk: Desk): Promise<PracticeWorld> => {
  const world = await openPracticeDesk(desk, mouse, noLook);
  await world.identity.admin('POST', `/sample/people/${account.id}/factors`, { label: 'Old tablet' });
  await world.identity.admin('POST', `/sample/people/${account.id}/sessions`, { device: 'Chrome on Windows' });
  await signIn({ desk, world, hands: mouse }, 'Daniel Achebe', 'daniel-achebe');
  return world;
};

/** Waits until a request that is held for a while has arrived in the identity system. */
const isTaken = async (world: PracticeWorld): Promise<void> => {
  await expect
    .poll(async () => ((await world.identity.admin('GET', '/sample/faults')).body as unknown[]).length, {
      intervals: [20],
      timeout: 40_000,
    })
    .toBe(0);
};

test('Killed with its store at the demand to enrol, at the removal of a factor, and at the end of the sessions: finished once, told once', async ({
  desks,
}) => {
  test.setTimeout(150_000);
  let desk = await desks.start();
  const world = await inReview(desk);
  const hold = (method: 'DELETE' | 'POST' | 'PUT', path: string) =>
    world.identity.fault({ method, path, kind: 'delay', delayMs: 1_500 });
  // Held, then done while nobody is there to hear that it was done.
  await hold('PUT', `*/users/${account.id}`);
  const caseId = await decide(desk, world);
  await isTaken(world);
  await hold('DELETE', '*/credentials/*');
  process.kill(await storePid(desk), 'SIGKILL');
  await isTaken(world);
  await desks.kill(desk);

  await hold('POST', '*/logout');
  desk = await desks.start();
  await isTaken(world);
  await desks.kill(desk);

  desk = await desks.start();
  await signIn({ desk, world, hands: mouse }, 'Ines Kowalczyk', 'ines-kowalczyk');
  await expect
    .poll(async () => (await ask(desk.page, 'cases.get', { caseId }).catch(() => null))?.status, { timeout: 60_000 })
    .toBe('recovered');

  const view = await ask(desk.page, 'cases.get', { caseId });
  expect(view.disable?.steps.map(({ state }) => state)).toEqual(view.disable?.steps.map(() => 'done'));
  const { entries } = await ask(desk.page, 'cases.thread', { caseId, show: 'everything', after: null });
  expect(entries.filter((entry) => entry.kind === 'event' && entry.words === 'The account is recovered')).toHaveLength(
    1,
  );
  const { apps, password } = await world.identity.credentials(account.id);
  expect(apps).toEqual([]);
  expect(await world.identity.signIn(account.login, password ?? '')).toMatchObject({ state: 'enrol-required' });
  await world.mail({ to: account.login, subject: /^Two-factor authentication is off/ });
  const told = (await world.mails()).filter(
    ({ to, subject }) => to.includes(account.login) && subject.startsWith('Two-factor authentication is off'),
  );
  expect(told).toHaveLength(1);
  expect(await ask(desk.page, 'desk.verifyLog', {})).toMatchObject({ ok: true });
});

test('Somebody enrols a new factor while the desk is down: it survives, and the disable stops and says so', async ({
  desks,
}) => {
  test.setTimeout(120_000);
  let desk = await desks.start();
  const world = await inReview(desk);
  await world.identity.fault({ method: 'DELETE', path: '*/credentials/*', kind: 'delay', delayMs: 1_000 });
  const caseId = await decide(desk, world);
  await isTaken(world);
  await desks.kill(desk);
  const fresh = await world.identity.enrol(account.id, 'Enrolled meanwhile');

  desk = await desks.start();
  await signIn({ desk, world, hands: mouse }, 'Ines Kowalczyk', 'ines-kowalczyk');
  await expect
    .poll(async () => (await ask(desk.page, 'cases.get', { caseId })).status, { timeout: 40_000 })
    .toBe('needs-attention');
  expect((await world.identity.credentials(account.id)).apps.map(({ credentialId }) => credentialId)).toContain(fresh);
  await desk.page.getByRole('button', { name: /^Queue/ }).click();
  await desk.page.getByRole('row').filter({ hasText: account.name }).dblclick();
  await desk.page.getByRole('button', { name: 'Look at it' }).click();
  const dialog = desk.page.getByRole('dialog', { name: 'The disable stopped' });
  await expect(dialog.getByText('Enrolled meanwhile').first()).toBeVisible();
  await expect(dialog.getByText('Nobody is told that it worked.')).toBeVisible();
});
