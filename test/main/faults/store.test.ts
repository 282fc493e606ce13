import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchFork } from '#main/store/launch-fork';
import { openDatabase } from '#main/store/sqlite';
import { deriveStoreKeys } from '#main/store/store-keys';
import { openVault } from '#main/vault/vault';
import {
  agent,
  eventually,
  makeApprovedFolder,
  openDeskAt,
  reviewer,
  type ApprovedFolder,
  type DeskAt,
} from '#support/approved-case';
import { bundledStore } from '#support/store-bundle';

let approved: ApprovedFolder;
beforeAll(async () => {
  approved = await makeApprovedFolder();
}, 60_000);
afterAll(() => {
  approved.remove();
});

const notesOf = async (desk: DeskAt, caseId = approved.caseId): Promise<readonly unknown[]> =>
  (await desk.open().store.log.readStream(`case:${caseId}`))
    .filter(({ type }) => type === 'case.noted')
    .map(({ personal }) => personal?.content['text']);
const firstPage = { view: 'all-open', search: '', after: null } as const;
const settled = (desk: DeskAt) =>
  desk.until(approved.caseId, ({ status }) => status === 'recovered').then(() => desk.mailSettled(approved.caseId));

describe('a store that is killed while people work', () => {
  it('loses nothing that was acknowledged and writes nothing twice; the window is told', async () => {
    const desk = await openDeskAt(approved.copy(), { ahead: approved.ahead });
    try {
      await settled(desk);
      await desk.signIn(agent);
      const { caseId: other } = await desk.ask('cases.open', {
        accountId: 'sample:callum-reid',
        channel: 'phone',
        callerWords: '',
        callerGave: '',
        reference: '',
        take: false,
      });
      await desk.mailSettled(other);
      const texts = Array.from({ length: 15 }, (_, n) => `note ${n}`);
      const write = async (caseId: string): Promise<void> => {
        for (const text of texts) {
          await desk.ask('cases.note', { caseId, text });
          await wait(15);
        }
      };
      const kill = async (): Promise<void> => {
        for (let n = 0; n < 4; n += 1) {
          await wait(60);
          desk.killStore();
          await eventually(
            async () => (await desk.ask('desk.state', {})).store.state,
            (state) => state === 'ready',
            'the store',
          );
        }
      };
      await Promise.all([write(approved.caseId), write(other), kill()]);
      for (const caseId of [approved.caseId, other]) expect(await notesOf(desk, caseId)).toEqual(texts);
      expect(
        desk.events.some(
          (event) =>
            event.type === 'store' &&
            event.status.state === 'restarting' &&
            /Nothing that was confirmed is lost/.test(event.status.message),
        ),
      ).toBe(true);
      expect(await desk.ask('desk.verifyLog', {})).toMatchObject({ ok: true });
      expect(desk.faults).toEqual([]);
    } finally {
      await desk.drop();
    }
  });
});

describe('a full disk', () => {
  it("refuses in words what it can't write, shows what there is, and works again when there is room", async () => {
    const folder = approved.copy();
    const launch = launchFork(
      await bundledStore(join(import.meta.dirname, '../../support/full-disk-store.ts')),
      process.execPath,
    );
    const desk = await openDeskAt(folder, { ahead: approved.ahead, launchStore: launch });
    const mark = join(folder, 'store/full');
    try {
      await settled(desk);
      await desk.signIn(agent);
      writeFileSync(mark, '');
      await wait(100);
      const long = 'x'.repeat(4000);
      const refusal = await eventually(
        async () => {
          const answer = await desk.call('cases.note', { caseId: approved.caseId, text: long });
          return answer.ok ? null : answer.error;
        },
        (error) => error !== null,
        'the disk',
      );
      expect(refusal).toMatchObject({
        code: expect.stringMatching(/^(disk-full|read-only)$/),
        message: 'The disk that holds the log is full. Nothing was written; make room and try again.',
      });
      const before = (await notesOf(desk)).length;
      expect((await desk.ask('queue.page', { ...firstPage, view: 'closed' })).rows).toHaveLength(1);
      expect((await desk.ask('cases.get', { caseId: approved.caseId })).status).toBe('recovered');
      rmSync(mark);
      await eventually(
        async () => (await desk.call('cases.note', { caseId: approved.caseId, text: 'There is room again.' })).ok,
        (ok) => ok,
        'the disk',
      );
      expect(await notesOf(desk)).toHaveLength(before + 1);
      expect(await desk.ask('desk.verifyLog', {})).toMatchObject({ ok: true });
    } finally {
      await desk.drop();
    }
  });
});

describe('a clock that is set back', () => {
  it('is named, and nothing is written until it is right', async () => {
    const desk = await openDeskAt(approved.copy(), { ahead: approved.ahead });
    try {
      await settled(desk);
      await desk.signIn(agent);
      desk.pass(-60_000);
      expect(await desk.refusal('cases.note', { caseId: approved.caseId, text: 'Too early' })).toMatchObject({
        code: 'clock-behind',
        message: expect.stringMatching(/clock .* lies before the last entry/),
        way: 'Set the clock right.',
      });
      expect((await desk.ask('cases.get', { caseId: approved.caseId })).status).toBe('recovered');
      desk.pass(60_000);
      await desk.ask('cases.note', { caseId: approved.caseId, text: 'In time' });
      expect(await notesOf(desk)).toEqual(['In time']);
    } finally {
      await desk.drop();
    }
  });
});

describe('a cache that is corrupt', () => {
  it('is built anew, and the queue is the same', async () => {
    const folder = approved.copy();
    const first = await openDeskAt(folder, { ahead: approved.ahead });
    await settled(first);
    await first.signIn(reviewer);
    const before = [
      await first.ask('queue.page', firstPage),
      await first.ask('queue.page', { ...firstPage, view: 'closed' }),
      await first.ask('queue.counts', {}),
    ];
    await first.close();
    const caches = readdirSync(join(folder, 'store')).filter((name) => name.startsWith('cache'));
    expect(caches).toContain('cache.db');
    for (const name of caches) writeFileSync(join(folder, 'store', name), Buffer.alloc(20_000, 7));
    const desk = await openDeskAt(folder, { ahead: first.ahead() });
    try {
      await desk.signIn(reviewer);
      expect([
        await desk.ask('queue.page', firstPage),
        await desk.ask('queue.page', { ...firstPage, view: 'closed' }),
        await desk.ask('queue.counts', {}),
      ]).toEqual(before);
    } finally {
      await desk.drop();
    }
  });
});

describe('a log that was tampered with', () => {
  it('is named and read-only: the queue shows, signing in and every write are refused', async () => {
    const folder = approved.copy();
    const first = await openDeskAt(folder, { ahead: approved.ahead });
    await settled(first);
    await first.signIn(reviewer);
    const vault = await openVault({ folder, safeStorage: null, passphrase: null });
    const db = openDatabase({
      file: join(folder, 'store/log.db'),
      key: deriveStoreKeys(vault.key('store-wrap')).log,
      cipher: 'chacha20',
    });
    db.exec('DROP TRIGGER IF EXISTS events_never_change');
    db.prepare("UPDATE events SET data = replace(data, '\"phone\"', '\"email\"') WHERE type = 'case.opened'").run();
    db.close();
    try {
      // Somebody sits there while a verification finds it.
      expect(await first.ask('desk.verifyLog', {})).toMatchObject({ ok: false, words: expect.any(String) });
      expect((await first.ask('desk.state', {})).store).toMatchObject({
        state: 'read-only',
        message: expect.stringMatching(/The log was tampered with: .* It can be read; nothing is written any more\./),
      });
      expect((await first.ask('queue.page', { ...firstPage, view: 'closed' })).rows).toHaveLength(1);
      expect((await first.ask('cases.get', { caseId: approved.caseId })).status).toBe('recovered');
      const size = readFileSync(join(folder, 'store/log.db')).length;
      for (const [name, input] of [
        ['cases.note', { caseId: approved.caseId, text: 'A note' }],
        [
          'cases.open',
          {
            accountId: 'sample:callum-reid',
            channel: 'phone',
            callerWords: '',
            callerGave: '',
            reference: '',
            take: false,
          },
        ],
        ['session.makeBackupCodes', { code: first.code(reviewer) }],
      ] as const) {
        const answer = await first.call(name, input);
        expect(answer, name).toMatchObject({
          ok: false,
          error: { code: expect.stringMatching(/^(read-only|not-permitted)$/) },
        });
      }
      expect(readFileSync(join(folder, 'store/log.db')).length).toBe(size);
    } finally {
      await first.close();
    }
    // The next start knows it, too.
    const second = await openDeskAt(folder, { ahead: first.ahead() });
    try {
      expect((await second.ask('desk.state', {})).store.state).toBe('read-only');
      const answer = await second.call('session.signIn', {
        staffId: reviewer,
        password: 'practice desk',
        code: second.code(reviewer),
      });
      expect(answer).toMatchObject({ ok: false, error: { code: 'read-only', message: expect.any(String) } });
    } finally {
      await second.drop();
    }
  });
});
