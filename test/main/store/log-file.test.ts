import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { logMigrations, openLogToWrite } from '#main/store/log/log-file';
import { migrate, versionOf } from '#main/store/migrate';
import { openDatabase, type Db } from '#main/store/sqlite';
import { deriveStoreKeys } from '#main/store/store-keys';
import { someTime, logFolder, type LogFolder } from '#support/log-folder';

let desk: LogFolder;
beforeEach(() => {
  desk = logFolder();
});
afterEach(() => desk.remove());

const schemaOf = (db: Db): unknown[] =>
  db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all();
const hashOf = (file: string): string =>
  createHash('sha256')
    .update(readFileSync(join(desk.path, file)))
    .digest('hex');
const openFile = (name: string): Db =>
  openDatabase({ file: join(desk.path, name), key: desk.keys.log, cipher: 'chacha20' });

describe('migrations', () => {
  test('one step after the other come to the same as all at once', () => {
    const [steps, once] = [openFile('steps.db'), openFile('once.db')];
    for (let known = 1; known <= logMigrations.length; known += 1) {
      migrate(steps, logMigrations.slice(0, known));
      expect(versionOf(steps)).toBe(known);
    }
    migrate(once, logMigrations);
    expect(schemaOf(steps)).toEqual(schemaOf(once));
    migrate(once, logMigrations);
    expect(versionOf(once)).toBe(logMigrations.length);
    steps.close();
    once.close();
  });

  test('one that breaks off leaves the step before it', () => {
    const db = openFile('broken.db');
    const broken = [
      ...logMigrations.slice(0, 2),
      { version: 3, sql: 'CREATE TABLE half (a TEXT) STRICT; CREATE TABLE half (a TEXT) STRICT;' },
    ];
    expect(() => migrate(db, broken)).toThrow();
    expect(versionOf(db)).toBe(2);
    expect(schemaOf(db).some((row) => (row as { name: string }).name === 'half')).toBe(false);
    migrate(db, logMigrations);
    expect(versionOf(db)).toBe(logMigrations.length);
    db.close();
  });

  test('are numbered without a hole', () => {
    const db = openFile('holes.db');
    expect(() => migrate(db, [logMigrations[1]])).toThrow(/place 1/);
    db.close();
  });

  test.each(['log', 'keys'] as const)(
    'a %s.db of a newer version is refused in words, and untouched byte for byte',
    (file) => {
      const log = desk.open();
      desk.add(log, 'case:1', { personal: { key: 'case:1/contact', content: {} } });
      log.close();
      desk.behind((db) => void db.pragma('user_version = 99'), file);
      const before = hashOf(`${file}.db`);
      const folder = readdirSync(desk.path).filter((name) => name.startsWith(`${file}.db`) && !name.endsWith('-shm'));
      expect(() => desk.open()).toThrow(
        /was written by a newer version of Recovery Desk \(its format 99, known here up to \d\).*nothing was changed/,
      );
      expect(hashOf(`${file}.db`)).toBe(before);
      for (const name of readdirSync(desk.path).filter(
        (each) => each.startsWith(`${file}.db`) && !folder.includes(each),
      ))
        expect(readFileSync(join(desk.path, name)).length === 0 || name.endsWith('-shm')).toBe(true);
    },
  );

  test('tables are strict', () => {
    const log = desk.open();
    const tables = log.db
      .prepare<[], { name: string; strict: number }>(
        "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'",
      )
      .all();
    expect(tables.length).toBeGreaterThan(4);
    expect(tables.filter((table) => table.strict !== 1)).toEqual([]);
  });
});

describe('the log’s file', () => {
  test('is durable and encrypted by settings that were read back', () => {
    const db = openLogToWrite(desk.path, desk.keys.log);
    const setting = (name: string): unknown => db.pragma(name, { simple: true });
    expect([setting('journal_mode'), setting('synchronous'), setting('cipher'), setting('wal_autocheckpoint')]).toEqual(
      ['wal', 2, 'chacha20', 0],
    );
    db.close();
    expect(readFileSync(join(desk.path, 'log.db')).subarray(0, 15).toString()).not.toBe('SQLite format 3');
  });

  test('does not open with another key, and says so', () => {
    desk.open().close();
    expect(() => openLogToWrite(desk.path, Buffer.alloc(32, 77))).toThrow(/another key/);
  });

  test('does not let events be changed or taken out by a mistake in this program', () => {
    const log = desk.open();
    desk.add(log, 'case:1');
    expect(() => log.db.exec("UPDATE events SET data = '{}'")).toThrow(/never rewritten/);
    expect(() => log.db.exec('DELETE FROM events')).toThrow(/never taken out/);
  });

  test('names what put a deed off with a code of a later version as that, and the deed goes on', () => {
    const log = desk.open();
    const effect = { effectId: 'e', kind: 'mail', stream: 'case:1', dueAt: someTime, payload: {} };
    log.append({ at: someTime, streams: [], effects: [effect] });
    const { effect: first } = log.leaseEffect({ at: someTime, leaseMs: 1000, worker: 'w' });
    const settle = {
      effectId: 'e',
      fence: first!.fence,
      state: 'waiting' as const,
      lastError: { code: 'fault' as const },
    };
    log.append({ at: someTime, streams: [], settles: [settle] });
    log.db.exec(`UPDATE effects SET last_error = '{"code":"moon-in-the-way","phase":"full"}'`);
    expect(log.effectsOf({ limit: 1 })[0]!.lastError).toEqual({ code: 'written-by-newer' });
    expect(log.leaseEffect({ at: someTime, leaseMs: 1000, worker: 'w' }).effect).toMatchObject({
      effectId: 'e',
      lastError: { code: 'written-by-newer' },
    });
  });

  test('and the other files of the folder hold nothing that can be read', () => {
    const log = desk.open();
    const secret = 'Findable-Name';
    desk.add(log, 'case:findable-stream', {
      data: { text: secret },
      personal: { key: 'case:findable-stream/contact', content: { name: secret } },
    });
    const search = (): void => {
      for (const file of readdirSync(desk.path)) {
        const bytes = readFileSync(join(desk.path, file));
        for (const word of [secret, 'findable-stream', 'note.added', 'SQLite format'])
          expect(bytes.includes(word), `${word} in ${file}`).toBe(false);
      }
    };
    search();
    log.close();
    search();
  });

  test('keeps the keys of its files apart', () => {
    const keys = deriveStoreKeys(Buffer.alloc(32, 1));
    const all = [keys.log, keys.keys, keys.cache, keys.wrap.export()].map((key) => key.toString('hex'));
    expect(new Set(all).size).toBe(4);
    expect(deriveStoreKeys(Buffer.alloc(32, 1)).log).toEqual(keys.log);
    expect(() => deriveStoreKeys(Buffer.alloc(16))).toThrow(/wrapKey: must be 32 bytes/);
  });
});

describe('a full disk', () => {
  test('refuses the append in words, writes nothing of it, and takes it when there is room', () => {
    const log = desk.open();
    desk.add(log, 'case:1');
    const pages = Number(log.db.pragma('page_count', { simple: true }));
    log.db.pragma(`max_page_count = ${pages + 4}`);
    const big = {
      at: someTime,
      streams: [
        {
          stream: 'case:1',
          events: Array.from({ length: 20 }, () => desk.event({ data: { text: 'x'.repeat(3000) } })),
        },
      ],
      claims: [{ kind: 'count', name: 'n', limit: 1 }],
      effects: [{ effectId: 'f', kind: 'mail', stream: 'case:1', dueAt: someTime, payload: {} }],
    } as const;
    expect(log.append(big).result).toEqual({
      ok: false,
      reason: 'read-only',
      why: 'The disk that holds the log is full. Nothing was written; make room and try again.',
    });
    expect(log.head().position).toBe(1);
    expect(log.readAfter(0, 100)).toHaveLength(1);
    expect(log.effectsOf({ limit: 10 })).toEqual([]);
    log.db.pragma('max_page_count = 1000000');
    expect(log.append(big).result).toMatchObject({ ok: true, repeated: false });
    expect(log.readAfter(0, 100)).toHaveLength(21);
    expect(log.checkpoint(someTime).checkpoint).toMatchObject({ size: 21 });
  });

  test('leaves what is known of the tree as it was: the next checkpoint verifies', () => {
    const log = desk.open({ checkpointEvery: 3 });
    for (let i = 0; i < 7; i += 1) desk.add(log, 'case:1');
    log.db.pragma(`max_page_count = ${Number(log.db.pragma('page_count', { simple: true }))}`);
    for (let i = 0; i < 3; i += 1)
      expect(
        log.append({
          at: someTime,
          streams: [{ stream: 'case:2', events: [desk.event({ data: { text: 'x'.repeat(9000) } })] }],
        }).result.ok,
      ).toBe(false);
    log.db.pragma('max_page_count = 1000000');
    for (let i = 0; i < 7; i += 1) desk.add(log, 'case:3', {}, true);
    log.close();
    expect(desk.open().head().position).toBeGreaterThan(14);
  });
});

describe('checkpoints', () => {
  test('come by themselves after so many rows, and with an append that asks', () => {
    const log = desk.open({ checkpointEvery: 5 });
    for (let i = 0; i < 12; i += 1) desk.add(log, 'case:1');
    const places = () => log.readStream('audit:checkpoints').map((event) => event.data['size']);
    expect(places()).toEqual([5, 10]);
    desk.add(log, 'case:1', {}, true);
    expect(places()).toEqual([5, 10, 15]);
  });

  test('asked for twice with nothing in between are one', () => {
    const log = desk.open();
    desk.add(log, 'case:1');
    const first = log.checkpoint(someTime);
    expect(log.checkpoint(someTime)).toMatchObject({ checkpoint: first.checkpoint, committed: [] });
    expect(log.head().position).toBe(2);
  });

  test('go on over a restart', () => {
    const log = desk.open({ checkpointEvery: 4 });
    for (let i = 0; i < 6; i += 1) desk.add(log, 'case:1');
    log.close();
    const again = desk.open({ checkpointEvery: 4 });
    for (let i = 0; i < 6; i += 1) desk.add(again, 'case:1');
    expect(again.readStream('audit:checkpoints').map((event) => event.data['size'])).toEqual([4, 8, 12]);
  });
});
