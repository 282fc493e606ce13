import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { codeAt, stepOf } from '#main/staff/codes';
import { openDeskAt, type DeskAt } from '#support/approved-case';
import { temporaryFolder } from '#support/store-process';

const passphrase = 'an orchard behind the old mill';
const password = 'plenty of rain this spring';
const setUp = {
  company: 'Lumen Legal',
  name: 'Ada Moreau',
  address: 'ada@lumen-legal.example',
  password,
  vaultPassphrase: passphrase,
};

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});
let desk: DeskAt | null = null;
afterEach(async () => {
  await desk?.close();
  desk = null;
});

let secret = '';
let staffId = '';
let ahead = 0;
const codeNow = (of: DeskAt): string => {
  of.pass(30_000);
  ahead = of.ahead();
  return codeAt(secret, stepOf(new Date(Date.now() + ahead)));
};
const signIn = async (of: DeskAt): Promise<void> => {
  await of.ask('session.signIn', { staffId, password, code: codeNow(of) });
};

describe('a real desk', () => {
  it('is set up by its first lead, who proves the authenticator, gets ten backup codes and signs in', async () => {
    desk = await openDeskAt(folder.path, { open: false });
    const begun = await desk.ask('desk.beginSetUp', setUp);
    ({ secret } = begun);
    expect(await desk.refusal('desk.finishSetUp', { enrolmentId: begun.enrolmentId, code: '000000' })).toMatchObject({
      code: expect.stringMatching(/wrong-code|clock-off/),
    });
    expect(existsSync(join(folder.path, 'vault.json'))).toBe(false);
    const { backupCodes } = await desk.ask('desk.finishSetUp', { enrolmentId: begun.enrolmentId, code: codeNow(desk) });
    expect(backupCodes).toHaveLength(10);
    const state = await desk.ask('session.state', {});
    expect(state).toMatchObject({ state: 'signed-out', people: [{ name: 'Ada Moreau', role: 'lead' }] });
    staffId = state.state === 'signed-out' ? (state.people[0]?.staffId ?? '') : '';
    await signIn(desk);
    expect(await desk.ask('desk.state', {})).toMatchObject({
      stage: 'open',
      kind: 'real',
      company: 'Lumen Legal',
      vault: { protection: 'passphrase' },
    });
    expect((await desk.refusal('desk.beginSetUp', setUp)).code).toBe('exists-already');
  }, 30_000);

  it('asks for its passphrase at the next start, refuses a wrong one by its field, and opens with the right one', async () => {
    desk = await openDeskAt(folder.path, { ahead, open: false });
    expect(await desk.ask('desk.state', {})).toMatchObject({ stage: 'passphrase', kind: null });
    expect((await desk.refusal('session.signIn', { staffId, password, code: '000000' })).code).toBe('store-away');
    expect(await desk.refusal('desk.unlockVault', { passphrase: 'an orchard behind the new mill' })).toMatchObject({
      code: 'wrong-credentials',
      field: 'passphrase',
    });
    expect((await desk.ask('desk.state', {})).stage).toBe('passphrase');
    await desk.ask('desk.unlockVault', { passphrase });
    await signIn(desk);
  }, 30_000);

  it('has no sample world, says that nothing is connected, and serves no pages', async () => {
    desk = await openDeskAt(folder.path, { ahead, open: false });
    await desk.ask('desk.unlockVault', { passphrase });
    await signIn(desk);
    for (const [name, input] of [
      ['desk.openMailbox', { address: null }],
      ['desk.openAuthenticator', {}],
      ['desk.openIdentitySystem', {}],
      ['desk.practiceCodes', {}],
      ['desk.identityKinds', {}],
      ['desk.chooseIdentityKind', { kind: 'okta' }],
      ['desk.startOver', { confirm: 'start over' }],
    ] as const)
      expect((await desk.refusal(name, input)).code, name).toBe('practice-only');
    expect(desk.app.origins()).toEqual({ pages: null, identity: null, mailbox: null });
    expect(existsSync(join(folder.path, 'sample-world'))).toBe(false);
    const found = await desk.call('cases.findAccounts', { query: 'larivière' });
    // A lead opens no cases; whoever may is told what is missing.
    expect(found.ok ? null : found.error.code).toMatch(/^(outside|not-permitted)$/);
    await expect(desk.open().backEnds.accounts.find('larivière', 1)).rejects.toThrow(/No identity system is connected/);
    expect(await desk.ask('desk.verifyLog', {})).toMatchObject({ ok: true });
  }, 30_000);

  it('tells an agent in words that no identity system is connected', async () => {
    desk = await openDeskAt(folder.path, { ahead, open: false });
    await desk.ask('desk.unlockVault', { passphrase });
    await signIn(desk);
    const { invitation } = await desk.ask('staff.invite', {
      name: 'Bo Lindqvist',
      address: 'bo@lumen-legal.example',
      role: 'agent',
      code: codeNow(desk),
    });
    const begun = await desk.ask('staff.beginEnrolment', { invitation, password: 'another long password' });
    const step = (more: number): string =>
      codeAt(begun.secret, stepOf(new Date(Date.now() + (desk?.ahead() ?? 0))) + more);
    const { staffId: agent } = await desk.ask('staff.finishEnrolment', {
      enrolmentId: begun.enrolmentId,
      code: step(0),
    });
    desk.pass(30_000);
    ahead = desk.ahead();
    await desk.ask('session.signIn', { staffId: agent, password: 'another long password', code: step(0) });
    expect(await desk.refusal('cases.findAccounts', { query: 'larivière' })).toMatchObject({
      code: 'outside',
      message: expect.stringMatching(
        /^No identity system is connected: this version can't connect one to a real desk yet\.$/,
      ),
      way: expect.any(String),
    });
  }, 30_000);

  it('whose desk.json is missing is not taken for an empty folder', async () => {
    const file = join(folder.path, 'desk.json');
    const kept = readFileSync(file);
    rmSync(file);
    desk = await openDeskAt(folder.path, { open: false });
    expect(await desk.ask('desk.state', {})).toMatchObject({
      stage: 'refused',
      message: expect.stringMatching(/desk\.json is missing beside the vault/),
    });
    expect(existsSync(join(folder.path, 'vault.json'))).toBe(true);
    writeFileSync(file, kept);
  });
});

describe('a set-up that was cut short', () => {
  it('begins again at the next start', async () => {
    const other = temporaryFolder();
    const first = await openDeskAt(other.path, { open: false });
    const begun = await first.ask('desk.beginSetUp', setUp);
    await first.ask('desk.finishSetUp', {
      enrolmentId: begun.enrolmentId,
      code: codeAt(begun.secret, stepOf(new Date())),
    });
    await first.close();
    // As a kill before its end leaves it.
    const file = join(other.path, 'desk.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"ready"', '"making"'));
    desk = await openDeskAt(other.path, { open: false });
    expect(await desk.ask('desk.state', {})).toMatchObject({ stage: 'none' });
    expect(existsSync(join(other.path, 'vault.json'))).toBe(false);
    expect((await desk.ask('desk.beginSetUp', setUp)).enrolmentId).not.toBe('');
    other.remove();
  }, 30_000);
});
