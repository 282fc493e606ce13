import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeepDraft } from '#main/store/log/drafts';
import { SealBroken } from '#main/store/log/seal';
import { logFolder, someTime, type LogFolder } from '#support/log-folder';
import { newDeskSigningKey, startStoreProcess, temporaryFolder } from '#support/store-process';

const place = { owner: 'staff:amy', about: 'case:1', name: 'mail' } as const;
const draft = (rest: Partial<KeepDraft> = {}): KeepDraft => ({
  ...place,
  key: 'case:1/contact',
  revision: 'r1',
  after: null,
  at: someTime,
  content: { text: 'Dear Zoë' },
  ...rest,
});

describe('drafts', () => {
  let desk: LogFolder;
  beforeEach(() => {
    desk = logFolder();
  });
  afterEach(() => desk.remove());

  test('each save takes the place of the one before, and is there after a restart', () => {
    const first = desk.open();
    expect(first.drafts.keep(draft())).toEqual({ ok: true });
    expect(first.drafts.keep(draft({ revision: 'r2', after: 'r1', content: { text: 'Dear Zoë,' } }))).toEqual({
      ok: true,
    });
    first.close();
    expect(desk.open().drafts.find(place)).toEqual({
      revision: 'r2',
      keptAt: someTime,
      content: { text: 'Dear Zoë,' },
    });
  });

  test('a save whose answer was lost is asked again and changes nothing', () => {
    const { drafts } = desk.open();
    drafts.keep(draft());
    expect(drafts.keep(draft())).toEqual({ ok: true });
    expect(drafts.find(place)?.revision).toBe('r1');
  });

  test('a save made from an older one is refused with the newer one, and nothing is lost', () => {
    const { drafts } = desk.open();
    drafts.keep(draft());
    drafts.keep(draft({ revision: 'other-window', after: 'r1', content: { text: 'from the other window' } }));
    expect(drafts.keep(draft({ revision: 'r3', after: 'r1', content: { text: 'mine' } }))).toEqual({
      ok: false,
      reason: 'conflict',
      draft: { revision: 'other-window', keptAt: someTime, content: { text: 'from the other window' } },
    });
    expect(drafts.find(place)?.content).toEqual({ text: 'from the other window' });
  });

  test('a save that comes after the draft was sent does not bring it back', () => {
    const { drafts } = desk.open();
    drafts.keep(draft());
    drafts.drop(place);
    expect(drafts.keep(draft({ revision: 'r2', after: 'r1' }))).toEqual({
      ok: false,
      reason: 'conflict',
      draft: null,
    });
    expect(drafts.find(place)).toBeNull();
  });

  test('each person has their own about the same case', () => {
    const { drafts } = desk.open();
    drafts.keep(draft());
    drafts.keep(draft({ owner: 'staff:ben', content: { text: 'Ben’s' } }));
    drafts.drop(place);
    expect(drafts.find(place)).toBeNull();
    expect(drafts.find({ ...place, owner: 'staff:ben' })?.content).toEqual({ text: 'Ben’s' });
  });

  test('erasing the case erases them, and no later save brings them back', () => {
    const log = desk.open();
    log.drafts.keep(draft());
    log.drafts.keep(draft({ name: 'review', key: 'case:1/identity' }));
    log.destroyKey('case:1/contact');
    expect(log.drafts.find(place)).toBeNull();
    desk.behind((db) => expect(db.prepare('SELECT name FROM drafts').pluck().all()).toEqual(['review']));
    expect(log.drafts.keep(draft({ revision: 'r2' }))).toEqual({ ok: false, reason: 'erased' });
    expect(log.drafts.find({ ...place, name: 'review' })).not.toBeNull();
  });

  test('an older save put back in its place does not open', () => {
    const log = desk.open();
    log.drafts.keep(draft());
    log.drafts.keep(draft({ owner: 'staff:ben', content: { text: 'Ben’s' } }));
    desk.behind((db) =>
      db.exec(
        `UPDATE drafts SET sealed = (SELECT sealed FROM drafts WHERE owner = 'staff:ben') WHERE owner = 'staff:amy'`,
      ),
    );
    expect(() => log.drafts.find(place)).toThrow(SealBroken);
  });

  test('a log that was tampered with takes none, and says why', () => {
    desk.open().close();
    const log = desk.open({
      finding: { ok: false, finding: 'changed', stream: null, version: null, message: 'Changed.' },
    });
    expect(log.drafts.keep(draft())).toEqual({ ok: false, reason: 'read-only', why: 'Changed.' });
    expect(log.drafts.find(place)).toBeNull();
  });

  test.each([
    ['owner', { owner: 'amy' as 'staff:amy' }],
    ['about', { about: 'nowhere' }],
    ['name', { name: '' }],
    ['key', { key: 'case:1' as 'case:1/contact' }],
    ['at', { at: 'today' }],
    ['content', { content: { text: 'x'.repeat(300_000) } }],
  ])('a bad %s is refused by its name', (field, rest) => {
    expect(() => desk.open().drafts.keep(draft(rest))).toThrow(new RegExp(`^${field}`));
  });

  test('they are no part of the log: nothing follows, nothing is verified', () => {
    const log = desk.open();
    log.drafts.keep(draft());
    expect(log.head().position).toBe(0);
    expect(log.readAfter(0, 10)).toEqual([]);
  });
});

describe('drafts of a store process', () => {
  test('survive its sudden end, and lie in clear in no file', async () => {
    const folder = temporaryFolder();
    const opening = { folder: folder.path, wrapKey: Buffer.alloc(32, 3), deskSigningKey: newDeskSigningKey() };
    const running = await startStoreProcess(opening);
    const { client } = running;
    try {
      const said = 'a sentence that nobody else reads';
      expect(await client.drafts.keep(draft({ content: { text: said } }))).toEqual({ ok: true });
      running.kill();
      expect((await client.drafts.find(place))?.content).toEqual({ text: said });
      const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
      expect(files.length).toBeGreaterThan(2);
      for (const file of files)
        expect(readFileSync(join(file.parentPath, file.name)).includes(Buffer.from('nobody else'))).toBe(false);
    } finally {
      await client.close();
      folder.remove();
    }
  });
});
