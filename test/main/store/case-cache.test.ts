import { renameSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueSearch } from '#main/store/cache/case-queries';
import { casesProjection, openCases } from '#main/store/cache/cases';
import { cacheFile, openCache, rebuildFile, removeCache } from '#main/store/cache/open';
import { cacheWriter, rebuildCache } from '#main/store/cache/project';
import { replay } from '#domain/case/evolve';
import { readCaseEvent } from '#main/store/log/stored-case';
import { asFollowed } from '#main/store/log/log-rows';
import type { SqliteLog } from '#main/store/log/sqlite-log';
import type { Db } from '#main/store/sqlite';
import { logFolder } from '#support/log-folder';
import type { LogFolder } from '#support/log-folder';
import { generateAppends } from '../../bench/generate';

const cases = 150;
// So few stay folded that a rebuild writes cases, reads them again and writes them once more.
const projections = [{ ...casesProjection, open: (db: Db, mode: 'live' | 'rebuilding') => openCases(db, mode, 5) }];
const fingerprint = 'shape';

let desk: LogFolder;
let log: SqliteLog;

const rebuild = async (): Promise<Db> => {
  await rebuildCache({ folder: desk.path, key: desk.keys.cache, fingerprint, projections, log: asFollowed(log) });
  removeCache(desk.path, cacheFile);
  renameSync(join(desk.path, rebuildFile), join(desk.path, cacheFile));
  return openCache(desk.path, desk.keys.cache, fingerprint)!.db;
};
const tablesOf = (db: Db): unknown =>
  ['cases', 'case_states', 'mails'].map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());
const found = (db: Db): unknown =>
  ['ma', 'tre', 'law mar', 'rd 100042', 'lavallee'].map((text) => queueSearch.prepare(db)({ text }).rows);

beforeAll(() => {
  desk = logFolder();
  log = desk.open();
});
afterAll(() => desk.remove());

describe('the cache of the cases', () => {
  test('built anew, it is the one that followed every event', async () => {
    const followed = await rebuild();
    const writer = cacheWriter(followed, projections, { position: 0, hash: '', turn: 0 });
    for (const append of generateAppends(cases, new Date('2025-03-31T12:00:00.000Z'))) {
      const { result } = log.append(append);
      expect(result.ok).toBe(true);
      await writer.catchUp(asFollowed(log));
    }
    const before = [tablesOf(followed), found(followed)];
    followed.close();
    const anew = await rebuild();
    expect([tablesOf(anew), found(anew)]).toEqual(before);
    anew.close();
  });

  test('of a case that is over it keeps the row and the words, and folds the rest from the log when something happens', async () => {
    const opened = openCache(desk.path, desk.keys.cache, fingerprint)!;
    const { db } = opened;
    const count = (where: string): number =>
      db
        .prepare<[], number>(`SELECT count(*) FROM cases LEFT JOIN case_states USING (row) WHERE ${where}`)
        .pluck()
        .get()!;
    expect(count('is_open = 0 AND watched = 0')).toBeGreaterThan(20);
    expect(count('is_open = 0 AND watched = 0 AND state IS NOT NULL')).toBe(0);
    expect(count('(is_open = 1 OR watched = 1) AND state IS NULL')).toBe(0);
    const over = db
      .prepare<[], { case_id: string; number: string; links_unused: number }>(
        "SELECT * FROM cases WHERE is_open = 0 AND watched = 0 AND status = 'closed' LIMIT 1",
      )
      .get()!;
    expect(
      queueSearch
        .prepare(db)({ text: over.number })
        .rows.map((row) => row.case_id),
    ).toContain(over.case_id);
    const writer = cacheWriter(db, projections, opened.place);
    const at = '2025-03-31T12:30:00.000Z';
    const tell = async (type: string): Promise<void> => {
      const events = [desk.event({ type, data: { by: 'customer', via: 'notice', at } })];
      expect(log.append({ at, streams: [{ stream: `case:${over.case_id}`, events }] }).result.ok).toBe(true);
      await writer.catchUp(asFollowed(log));
    };
    // Repudiated after its end, and frozen for it: somebody has to act on it again, so all of it is back.
    await tell('case.frozen');
    expect(
      db
        .prepare('SELECT status, frozen, is_open, links_unused, updated_at FROM cases WHERE case_id = ?')
        .get(over.case_id),
    ).toEqual({ status: 'closed', frozen: 1, is_open: 1, links_unused: over.links_unused, updated_at: at });
    const kept = db.prepare<[string], string>('SELECT state FROM case_states JOIN cases USING (row) WHERE case_id = ?');
    expect(JSON.parse(kept.pluck().get(over.case_id)!)).toEqual(
      replay(log.readStream(`case:${over.case_id}`).map(readCaseEvent)),
    );
    const live = [tablesOf(db), found(db)];
    db.close();
    const anew = await rebuild();
    expect([tablesOf(anew), found(anew)]).toEqual(live);
    anew.close();
  });

  test('a commit that failed leaves nothing folded in memory', async () => {
    const opened = openCache(desk.path, desk.keys.cache, fingerprint)!;
    const { db } = opened;
    const writer = cacheWriter(db, projections, opened.place);
    const { case_id: open } = db.prepare<[], { case_id: string }>('SELECT case_id FROM cases WHERE is_open = 1').get()!;
    const at = '2025-03-31T12:45:00.000Z';
    const attach = (): void => {
      const events = [desk.event({ type: 'case.request-attached', data: { by: 'staff:amy', channel: 'phone', at } })];
      expect(log.append({ at, streams: [{ stream: `case:${open}`, events }] }).result.ok).toBe(true);
    };
    const state = db
      .prepare<[string], string>('SELECT state FROM case_states JOIN cases USING (row) WHERE case_id = ?')
      .pluck();
    attach();
    await writer.catchUp(asFollowed(log));
    attach();
    // After every projection has taken the event.
    db.exec("CREATE TRIGGER full BEFORE UPDATE ON cache_state BEGIN SELECT RAISE(ABORT, 'full'); END");
    await expect(writer.catchUp(asFollowed(log))).rejects.toThrow('full');
    db.exec('DROP TRIGGER full');
    await writer.catchUp(asFollowed(log));
    expect(JSON.parse(state.get(open)!)).toEqual(replay(log.readStream(`case:${open}`).map(readCaseEvent)));
    db.close();
  });

  test('a write that failed is told again, and nothing is folded twice', async () => {
    const opened = openCache(desk.path, desk.keys.cache, fingerprint)!;
    const writer = cacheWriter(opened.db, projections, opened.place);
    const open = opened.db
      .prepare<[], { case_id: string }>('SELECT case_id FROM cases WHERE is_open = 1 LIMIT 1')
      .get()!.case_id;
    const at = '2025-03-31T13:00:00.000Z';
    const { result } = log.append({
      at,
      streams: [
        {
          stream: `case:${open}`,
          events: [desk.event({ type: 'case.request-attached', data: { by: 'staff:amy', channel: 'phone', at } })],
        },
      ],
    });
    expect(result.ok).toBe(true);
    const requests = (): number =>
      (
        JSON.parse(
          opened.db
            .prepare<[string], string>('SELECT state FROM case_states JOIN cases USING (row) WHERE case_id = ?')
            .pluck()
            .get(open)!,
        ) as { requests: number }
      ).requests;
    const before = requests();
    opened.db.exec("CREATE TRIGGER full BEFORE UPDATE ON cases BEGIN SELECT RAISE(ABORT, 'full'); END");
    await expect(writer.catchUp(asFollowed(log))).rejects.toThrow('full');
    opened.db.exec('DROP TRIGGER full');
    await writer.catchUp(asFollowed(log));
    expect(requests()).toBe(before + 1);
    opened.db.close();
  });

  test('who is erased is gone from the row, the words and the messages of that case, and of no other', async () => {
    const opened = openCache(desk.path, desk.keys.cache, fingerprint)!;
    const { db } = opened;
    const writer = cacheWriter(db, projections, opened.place);
    const mails = (where: string): readonly string[] =>
      db.prepare<[], string>(`SELECT address FROM mails WHERE ${where} ORDER BY row`).pluck().all();
    // With neighbours on both sides: a case's messages lie between those of the cases before and after it.
    const gone = db
      .prepare<[], { row: number; case_id: string; person: string; number: string }>(
        'SELECT * FROM cases WHERE is_open = 1 AND case_id IN (SELECT case_id FROM mails) ORDER BY row LIMIT 1 OFFSET 3',
      )
      .get()!;
    const [own, others] = [`case_id = '${gone.case_id}'`, `case_id <> '${gone.case_id}'`];
    const before = mails(others);
    expect(mails(own)).not.toContain('(erased)');
    expect(writer.forget([`case:${gone.case_id}/contact`], 1)).toBe(true);
    expect(new Set(mails(own))).toEqual(new Set(['(erased)']));
    expect(mails(others)).toEqual(before);
    expect(db.prepare('SELECT person, firm, caller FROM cases WHERE row = ?').get(gone.row)).toEqual({
      person: '(erased)',
      firm: '(erased)',
      caller: null,
    });
    const findsBy = (text: string): readonly string[] =>
      queueSearch
        .prepare(db)({ text })
        .rows.map((row) => row.case_id);
    expect(findsBy(gone.person)).not.toContain(gone.case_id);
    expect(findsBy(gone.number)).toContain(gone.case_id);
    db.close();
    // The log still holds the key.
    (await rebuild()).close();
  });

  test('passes over what a newer version wrote, live and built anew, and goes on with what comes after it', async () => {
    const opened = openCache(desk.path, desk.keys.cache, fingerprint)!;
    const writer = cacheWriter(opened.db, projections, opened.place);
    await writer.catchUp(asFollowed(log));
    const ids = opened.db.prepare<[], string>('SELECT case_id FROM cases ORDER BY row LIMIT 20').pluck().all();
    const at = '2025-03-31T14:00:00.000Z';
    const write = async (stream: string, more: Parameters<typeof desk.event>[0]): Promise<void> => {
      const { result } = log.append({ at, streams: [{ stream, events: [desk.event(more)] }] });
      expect(result.ok).toBe(true);
      await writer.catchUp(asFollowed(log));
    };
    const json = fc.sample(fc.dictionary(fc.constantFrom('at', 'by', 'mailId', 'step'), fc.jsonValue()), ids.length);
    const types = fc.sample(
      fc.constantFrom('case.opened', 'case.closed', 'case.mail-asked', 'case.painted', 'case.approved'),
      ids.length,
    );
    for (const [i, id] of ids.entries()) {
      await write(`case:${id}`, { type: types[i]!, schema: 1 + (i % 3), data: json[i] as never });
      await write(`case:${id}`, { type: 'case.frozen', data: { by: 'customer', via: 'notice', at } });
    }
    await write('case:tomorrow', {
      type: 'case.opened',
      schema: 2,
      data: { number: 'RD-9001', title: 'in another shape' },
    });
    await write('case:tomorrow', { type: 'case.woken', data: { by: 'desk', at } });
    for (const stream of ['desk', 'guidance', 'staff:roll', 'account:lumen:acc-1', 'audit:case:x'])
      await write(stream, { type: `${stream.split(':')[0]!}.unheard-of`, schema: 9 });
    const row = (id: string) =>
      opened.db.prepare<[string], { frozen: number; number: string }>('SELECT * FROM cases WHERE case_id = ?').get(id);
    for (const id of ids) expect(row(id)?.frozen).toBe(1);
    expect(row('tomorrow')?.number).toBe('RD-9001');
    const live = [tablesOf(opened.db), found(opened.db)];
    opened.db.close();
    const anew = await rebuild();
    expect([tablesOf(anew), found(anew)]).toEqual(live);
    anew.close();
  });
});
