import { existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Append, NewEvent } from '#main/store/log/event-log';
import type { StoreOpening, StoreStatus } from '#main/store/protocol';
import { deriveStoreKeys } from '#main/store/store-keys';
import { openDatabase } from '#main/store/sqlite';
import { allPeople, endless, findPeople, unheardOf } from '#support/example-cache';
import {
  exampleStore,
  newDeskSigningKey,
  startStoreProcess,
  temporaryFolder,
  type StoreInTest,
} from '#support/store-process';

const wrapKey = Buffer.alloc(32, 9);
const at = '2025-03-03T09:00:00.000Z';

let folder: ReturnType<typeof temporaryFolder>;
let opening: StoreOpening;
let running: StoreInTest[];
const start = async (): Promise<StoreInTest> => {
  const store = await startStoreProcess(opening, exampleStore);
  running.push(store);
  return store;
};
beforeEach(() => {
  folder = temporaryFolder();
  opening = { folder: folder.path, wrapKey, deskSigningKey: newDeskSigningKey() };
  running = [];
});
afterEach(async () => {
  for (const store of running) await store.client.close();
  folder.remove();
});

let ids = 0;
const named = (stream: string, name: string, type = 'note.added'): Append => {
  const event: NewEvent = {
    eventId: `e${(ids += 1)}`,
    type,
    schema: 1,
    actor: 'desk',
    data: {},
    personal: { key: `${stream}/contact` as `case:${string}/contact`, content: { name } },
  };
  return { at, streams: [{ stream, events: [event] }] };
};
const ready = async (store: StoreInTest): Promise<void> => {
  await expect.poll(() => store.client.status()).toMatchObject({ state: 'ready', cache: { state: 'ready' } });
};
const cacheFile = (): string => join(folder.path, 'cache.db');

describe('the cache', () => {
  test('shows an event as soon as it is acknowledged', async () => {
    const { client } = await start();
    for (let i = 0; i < 20; i += 1) {
      await client.log.append(named(`case:${i % 2}`, `Person ${i}`));
      const rows = await client.cache.query(allPeople, null);
      expect(rows.reduce((sum, row) => sum + row.events, 0)).toBe(i + 1);
    }
    expect(await client.cache.query(findPeople, { typed: 'pers 19' })).toEqual(['Person 19']);
  });

  test('shows an event before anybody is told of it', async () => {
    const { client } = await start();
    const seen: Promise<number>[] = [];
    client.onChanged(() => seen.push(client.cache.query(allPeople, null).then((rows) => rows.length)));
    for (let i = 0; i < 5; i += 1) await client.log.append(named(`case:${i}`, 'x'));
    await expect.poll(() => seen.length).toBe(5);
    for (const [i, count] of (await Promise.all(seen)).entries()) expect(count).toBeGreaterThanOrEqual(i + 1);
  });

  test('says which streams changed', async () => {
    const { client } = await start();
    const told: unknown[] = [];
    client.onChanged((changed) => told.push(changed.streams));
    const both: Append = { at, streams: [...named('case:1', 'a').streams, ...named('case:2', 'b').streams] };
    await client.log.append(both);
    await expect.poll(() => told).toEqual([['case:1', 'case:2']]);
  });

  test('deleted, it comes back the same', async () => {
    const first = await start();
    for (let i = 0; i < 30; i += 1) await first.client.log.append(named(`case:${i % 7}`, `Émilie Øster ${i}`));
    const before = await first.client.cache.query(allPeople, null);
    await first.client.close();
    for (const file of readdirSync(folder.path)) if (file.startsWith('cache')) truncateSync(join(folder.path, file));
    const second = await start();
    expect(await second.client.cache.query(allPeople, null)).toEqual(before);
    expect(await second.client.cache.query(findPeople, { typed: 'emilie oster 29' })).toEqual(['Émilie Øster 29']);
  });

  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['of another key', (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a))],
    [
      'damaged in the middle',
      (bytes: Buffer) => {
        bytes.fill(0, 4096 * 2, 4096 * 3);
        return bytes;
      },
    ],
  ])('a file that is %s is thrown away and built anew', async (_, damage) => {
    const first = await start();
    for (let i = 0; i < 40; i += 1) await first.client.log.append(named(`case:${i}`, `Person ${i}`));
    const before = await first.client.cache.query(allPeople, null);
    await first.client.close();
    expect(existsSync(`${cacheFile()}-wal`)).toBe(false);
    writeFileSync(cacheFile(), damage(readFileSync(cacheFile())));
    const second = await start();
    expect(await second.client.cache.query(allPeople, null)).toEqual(before);
    await second.client.log.append(named('case:1', 'New'));
    expect(await second.client.cache.query(findPeople, { typed: 'new' })).toEqual(['New']);
  });

  test('one of a longer log than this is thrown away, too', async () => {
    const first = await start();
    await first.client.log.append(named('case:1', 'Kept'));
    await first.client.close();
    const backup = ['log.db', 'keys.db'].map(
      (file) => [join(folder.path, file), readFileSync(join(folder.path, file))] as const,
    );
    const second = await start();
    await second.client.log.append(named('case:2', 'Lost with the backup'));
    await second.client.close();
    for (const [file, bytes] of backup) writeFileSync(file, bytes);
    const third = await start();
    expect((await third.client.cache.query(allPeople, null)).map((row) => row.name)).toEqual(['Kept']);
  });

  test('a long log is projected in a thread of its own, with its progress told, and nothing lost meanwhile', async () => {
    const first = await start();
    const many: NewEvent[] = Array.from({ length: 1000 }, (_, i) => ({
      eventId: `many-${i}`,
      type: 'note.added',
      schema: 1,
      actor: 'desk',
      data: { i },
    }));
    for (let batch = 0; batch < 8; batch += 1) {
      expect(
        await first.client.log.append({
          at,
          streams: [
            {
              stream: `case:${batch}`,
              events: many.map((event) => ({ ...event, eventId: `${event.eventId}-${batch}` })),
            },
          ],
        }),
      ).toMatchObject({ ok: true });
    }
    await first.client.close();
    for (const file of readdirSync(folder.path)) if (file.startsWith('cache')) truncateSync(join(folder.path, file));
    const second = await start();
    const told: StoreStatus[] = [];
    second.client.onStatus((status) => told.push(status));
    const [rows] = await Promise.all([
      second.client.cache.query(allPeople, null),
      second.client.log.append(named('case:late', 'Late')),
    ]);
    expect(rows.filter((row) => row.events === 1000)).toHaveLength(8);
    expect(await second.client.cache.query(findPeople, { typed: 'late' })).toEqual(['Late']);
    const progress = told.flatMap((status) =>
      status.state === 'ready' && status.cache.state === 'rebuilding' ? [status.cache.done] : [],
    );
    expect(progress).toEqual([...progress].toSorted((a, b) => a - b));
    expect(progress.some((done) => done > 0)).toBe(true);
    // One thread after the other: the log is gone through once the cache stands.
    const meanwhile = told.flatMap((status) =>
      status.state === 'ready' && status.cache.state === 'rebuilding' ? [status.verification] : [],
    );
    for (const verification of meanwhile) expect(verification).toMatchObject({ state: 'running', events: 0 });
  });

  test('forgets at once whose key is destroyed, and does not learn it again', async () => {
    const first = await start();
    await first.client.log.append(named('case:1', 'Gone Person'));
    await first.client.log.append(named('case:2', 'Stays Here'));
    await first.client.log.destroyKey('case:1/contact');
    const after = async (store: StoreInTest): Promise<void> => {
      expect(await store.client.cache.query(findPeople, { typed: 'gone' })).toEqual([]);
      expect((await store.client.cache.query(allPeople, null)).map((row) => row.name)).toEqual(['', 'Stays Here']);
    };
    await after(first);
    await first.client.close();
    const cache = openDatabase({
      file: cacheFile(),
      key: deriveStoreKeys(wrapKey).cache,
      cipher: 'aegis',
      readonly: true,
    });
    const whole = cache.serialize().toString('latin1').toLowerCase();
    cache.close();
    expect([whole.includes('gone'), whole.includes('stays')]).toEqual([false, true]);
    for (const file of readdirSync(folder.path)) if (file.startsWith('cache')) truncateSync(join(folder.path, file));
    await after(await start());
  });

  test('whose projection can’t forget is built anew when a key is destroyed, and queries wait for it', async () => {
    const { client } = await startStoreProcess(
      opening,
      join(import.meta.dirname, '../../support/example-store-without-forget.ts'),
    );
    await client.log.append(named('case:1', 'Gone Person'));
    await client.log.append(named('case:2', 'Stays Here'));
    for (let i = 0; i < 5; i += 1) {
      await client.log.append(named(`case:later-${i}`, `Later ${i}`));
      await client.log.destroyKey(`case:later-${i}/contact`);
    }
    await client.log.destroyKey('case:1/contact');
    expect(await client.cache.query(findPeople, { typed: 'gone' })).toEqual([]);
    expect((await client.cache.query(allPeople, null)).map((row) => row.name)).toEqual([
      '',
      'Stays Here',
      '',
      '',
      '',
      '',
      '',
    ]);
    await client.log.append(named('case:3', 'After It'));
    expect(await client.cache.query(findPeople, { typed: 'after' })).toEqual(['After It']);
    await client.close();
  });

  test('a fault of a projection does not stop the log, and is said', async () => {
    const { client } = await start();
    await client.log.append(named('case:1', 'A'));
    expect(await client.log.append(named('case:1', 'B', 'case.broke-the-cache'))).toMatchObject({ ok: true });
    expect(client.status()).toMatchObject({
      state: 'ready',
      cache: { state: 'failed', why: 'a fault of the projection' },
    });
    await expect(client.cache.query(allPeople, null)).rejects.toThrow(/can't be read: a fault/);
    expect(await client.log.append(named('case:2', 'C'))).toMatchObject({ ok: true });
  });

  test('answers known and bounded questions only', async () => {
    const store = await start();
    await ready(store);
    await expect(store.client.cache.query(unheardOf, null)).rejects.toThrow(/no question example.unheardOf/);
    await expect(store.client.cache.query(endless, null)).rejects.toThrow(/1000 is the most/);
    expect(await store.client.cache.query(allPeople, null)).toEqual([]);
  });

  test('lies on the disk encrypted', async () => {
    const { client } = await start();
    await client.log.append(named('case:1', 'Findable Name'));
    const bytes = readdirSync(folder.path).map((file) => readFileSync(join(folder.path, file)));
    await client.close();
    for (const each of [...bytes, ...readdirSync(folder.path).map((file) => readFileSync(join(folder.path, file)))]) {
      expect(each.includes('Findable')).toBe(false);
      expect(each.includes('findable')).toBe(false);
      expect(each.includes('SQLite format')).toBe(false);
    }
    const db = openDatabase({
      file: cacheFile(),
      key: deriveStoreKeys(wrapKey).cache,
      cipher: 'aegis',
      readonly: true,
    });
    expect(db.prepare('SELECT name FROM people').pluck().all()).toEqual(['Findable Name']);
    db.close();
  });
});
