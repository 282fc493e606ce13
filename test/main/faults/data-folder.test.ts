import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEndpoint } from '#main/sample-world/endpoint';
import {
  agent,
  eventually,
  killSampleWorld,
  lead,
  makeApprovedFolder,
  openDeskAt,
  type ApprovedFolder,
} from '#support/approved-case';
import { temporaryFolder } from '#support/store-process';

let approved: ApprovedFolder;
beforeAll(async () => {
  approved = await makeApprovedFolder();
}, 60_000);
afterAll(() => {
  approved.remove();
});

const pids = (folder: string): readonly number[] =>
  ['identity', 'mailbox'].flatMap((name) => readEndpoint(join(folder, 'sample-world', name))?.pid ?? []);
/** A process that ended may stand in the table until somebody asks how. */
const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};
const allGone = (of: readonly number[]) =>
  eventually(
    async () => of.filter(isAlive),
    (left) => left.length === 0,
    'the sample processes',
  );
const mark = (folder: string, state: 'making' | 'ready'): void => {
  const file = join(folder, 'desk.json');
  writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), state }));
};

describe('a data folder that another desk has open', () => {
  it('is refused with a sentence, and the desk that has it goes on', async () => {
    const first = await openDeskAt(approved.copy(), { ahead: approved.ahead });
    try {
      const second = await openDeskAt(first.folder, { ahead: approved.ahead, open: false });
      expect(await second.ask('desk.state', {})).toMatchObject({
        stage: 'refused',
        message: 'The data folder is in use by another Recovery Desk. Close that one first.',
      });
      expect(
        (await second.refusal('session.signIn', { staffId: agent, password: 'practice desk', code: '000000' })).code,
      ).toBe('store-away');
      await second.close();
      await first.signIn(agent);
      expect(await first.ask('desk.verifyLog', {})).toMatchObject({ ok: true });
    } finally {
      await first.drop();
    }
  });

  it('is not cleared away by a second desk while the first is still making it', async () => {
    const first = await openDeskAt(approved.copy(), { ahead: approved.ahead });
    try {
      mark(first.folder, 'making');
      const second = await openDeskAt(first.folder, { ahead: approved.ahead, open: false });
      expect(await second.ask('desk.state', {})).toMatchObject({
        stage: 'refused',
        message: expect.stringMatching(/in use by another Recovery Desk/),
      });
      await second.close();
      expect(await first.identity.isSignedIn('')).toBe(false);
      await first.signIn(agent);
      expect((await first.ask('cases.get', { caseId: approved.caseId })).caseId).toBe(approved.caseId);
    } finally {
      await first.drop();
    }
  });
});

describe('a practice desk that was cut short while it was made', () => {
  it('is made anew at the next start, without what was there and without its old sample processes', async () => {
    const folder = approved.copy();
    const first = await openDeskAt(folder, { ahead: approved.ahead });
    await first.close();
    const old = pids(folder);
    expect(old.map(isAlive)).toEqual([true, true]);
    mark(folder, 'making');
    const desk = await openDeskAt(folder);
    try {
      await allGone(old);
      expect((await desk.ask('desk.state', {})).stage).toBe('open');
      await desk.signIn(agent);
      expect((await desk.refusal('cases.get', { caseId: approved.caseId })).code).toBe('not-found');
      expect(JSON.parse(readFileSync(join(folder, 'desk.json'), 'utf8'))).toMatchObject({ state: 'ready' });
    } finally {
      await desk.drop();
    }
  });

  it.each([
    ['its vault', 'vault.json'],
    ['its store', 'store'],
  ])('also when %s was already cleared away', async (_, name) => {
    const folder = approved.copy();
    mark(folder, 'making');
    rmSync(join(folder, name), { recursive: true });
    const desk = await openDeskAt(folder);
    try {
      await desk.signIn(agent);
    } finally {
      await desk.drop();
    }
  });

  it('also when nothing but its vault was there yet', async () => {
    const folder = approved.copy();
    for (const name of ['desk.json', 'store', 'evidence', 'evidence-keys', 'sample-world'])
      rmSync(join(folder, name), { recursive: true, force: true });
    const desk = await openDeskAt(folder, { open: false });
    try {
      expect(await desk.ask('desk.state', {})).toMatchObject({ stage: 'none', kind: null });
      expect(existsSync(join(folder, 'vault.json'))).toBe(false);
    } finally {
      await desk.close();
    }
  });
});

describe('starting over', () => {
  it('gives a fresh practice desk; the old one and its sample processes are gone', async () => {
    const folder = approved.copy();
    const desk = await openDeskAt(folder, { ahead: approved.ahead });
    try {
      await desk.until(approved.caseId, ({ status }) => status === 'recovered');
      const old = pids(folder);
      await desk.signIn(lead);
      await desk.ask('desk.startOver', { confirm: 'start over' });
      await allGone(old);
      expect(await desk.ask('desk.state', {})).toMatchObject({ stage: 'open', kind: 'practice' });
      expect((await desk.refusal('queue.counts', {})).code).toBe('not-signed-in');
      await desk.signIn(agent);
      expect((await desk.ask('queue.counts', {})).allOpen).toBe(0);
      expect((await desk.refusal('cases.get', { caseId: approved.caseId })).code).toBe('not-found');
      expect(await desk.mailbox.list()).toEqual([]);
      expect(pids(folder).filter((pid) => old.includes(pid))).toEqual([]);
      expect(pids(folder).map(isAlive)).toEqual([true, true]);
    } finally {
      await desk.drop();
    }
  });

  it('that is cut short goes on at the next start', async () => {
    const folder = approved.copy();
    // As a kill leaves it: marked, and the first of it gone.
    mark(folder, 'making');
    rmSync(join(folder, 'sample-world'), { recursive: true });
    const desk = await openDeskAt(folder);
    try {
      await desk.signIn(agent);
      expect((await desk.ask('queue.counts', {})).allOpen).toBe(0);
    } finally {
      await desk.drop();
    }
  });
});

describe('a desk.json that is damaged or too new', () => {
  it.each([
    ['no JSON', '{', /desk\.json can't be read: it is not JSON\. Nothing was changed\./],
    ['another shape', '{"format":2,"kind":"both"}', /"kind" is malformed/],
    ['a newer format', '{"format":3}', /made by a newer Recovery Desk\. Nothing was changed\./],
  ])('%s: refused by name, and left as it is', async (_, text, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder.path, 'desk.json'), text);
    const desk = await openDeskAt(folder.path, { open: false });
    expect(await desk.ask('desk.state', {})).toMatchObject({
      stage: 'refused',
      message: expect.stringMatching(message),
    });
    expect(readFileSync(join(folder.path, 'desk.json'), 'utf8')).toBe(text);
    await desk.close();
    killSampleWorld(folder.path);
    folder.remove();
  });
});
