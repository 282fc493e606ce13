import { renameSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueSearch } from '#main/store/cache/case-queries';
import { casesProjection, openCases } from '#main/store/cache/cases';
import { cacheFile, openCache, rebuildFile, removeCache } from '#main/store/cache/open';
import { cacheWriter, rebuildCache } from '#main/store/cache/project';
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
  ['ma', 'tre', 'law mar', 'rd 100042', 'lavallee'].map((text) => queueSearch.prepare(db)({ text }));

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
      const { result, committed } = log.append(append);
      expect(result.ok).toBe(true);
      writer.take(committed);
    }
    const before = [tablesOf(followed), found(followed)];
    followed.close();
    const anew = await rebuild();
    expect([tablesOf(anew), found(anew)]).toEqual(before);
    anew.close();
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

  test('passes over what a newer version wrote, live and built anew, and goes on with what comes after it', async () => {
    const opened = openCache(desk.path, desk.keys.cache, fingerprint)!;
    const writer = cacheWriter(opened.db, projections, opened.place);
    await writer.catchUp(asFollowed(log));
    const ids = opened.db.prepare<[], string>('SELECT case_id FROM cases ORDER BY row LIMIT 20').pluck().all();
    const at = '2025-03-31T14:00:00.000Z';
    const write = (stream: string, more: Parameters<typeof desk.event>[0]): void => {
      const { result, committed } = log.append({ at, streams: [{ stream, events: [desk.event(more)] }] });
      expect(result.ok).toBe(true);
      writer.take(committed);
    };
    const json = fc.sample(fc.dictionary(fc.constantFrom('at', 'by', 'mailId', 'step'), fc.jsonValue()), ids.length);
    const types = fc.sample(
      fc.constantFrom('case.opened', 'case.closed', 'case.mail-asked', 'case.painted', 'case.approved'),
      ids.length,
    );
    for (const [i, id] of ids.entries()) {
      write(`case:${id}`, { type: types[i]!, schema: 1 + (i % 3), data: json[i] as never });
      write(`case:${id}`, { type: 'case.frozen', data: { by: 'customer', via: 'notice', at } });
    }
    write('case:tomorrow', { type: 'case.opened', schema: 2, data: { number: 'RD-9001', title: 'in another shape' } });
    write('case:tomorrow', { type: 'case.woken', data: { by: 'desk', at } });
    for (const stream of ['desk', 'guidance', 'staff:roll', 'account:lumen:acc-1', 'audit:case:x'])
      write(stream, { type: `${stream.split(':')[0]!}.unheard-of`, schema: 9 });
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
