import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { queueSearch } from '#main/store/cache/case-queries';
import { casesProjection } from '#main/store/cache/cases';
import { keepCache } from '#main/store/cache/keep';
import { cacheFile, openCache, rebuildFile, removeCache } from '#main/store/cache/open';
import { cacheWriter, rebuildCache } from '#main/store/cache/project';
import { registry } from '#main/store/cache/registry';
import type { EventLog } from '#main/store/log/event-log';
import { createMemoryLog } from '#main/store/log/memory-log';
import type { Db } from '#main/store/sqlite';
import { deriveStoreKeys } from '#main/store/store-keys';
import { account, agent, open, openedAt } from '#support/example-case';
import { casesOver, oneCase } from '#support/memory-desk';
import { bundledStore } from '#support/store-bundle';
import { temporaryFolder } from '#support/store-process';
import { generateAppends } from '../../bench/generate';

const key = Buffer.alloc(32, 1);
const rowsOf = (db: Db): unknown =>
  ['cases', 'case_states', 'mails'].map((table) => db.prepare(`SELECT * FROM ${table} ORDER BY 1`).all());

test('the cache follows a log that others write to, with holes in its positions, by the port alone', async () => {
  const folder = temporaryFolder();
  const log = createMemoryLog({ seed: 7, hasHoles: true, answersLate: true });
  const build = async (): Promise<Db> => {
    await rebuildCache({ folder: folder.path, key, fingerprint: 'shape', projections: [casesProjection], log });
    removeCache(folder.path, cacheFile);
    renameSync(join(folder.path, rebuildFile), join(folder.path, cacheFile));
    return openCache(folder.path, key, 'shape')!.db;
  };
  const followed = await build();
  const writer = cacheWriter(followed, [casesProjection], { position: 0, hash: '', turn: 0 });
  let written = 0;
  for (const append of generateAppends(25, new Date('2025-03-31T12:00:00.000Z'))) {
    expect((await log.append(append)).ok).toBe(true);
    // Told of every third commit only: it reads what it missed.
    if ((written += 1) % 3 === 0) await writer.catchUp(log);
  }
  await writer.catchUp(log);
  expect(writer.place().position).toBe((await log.head()).position);
  const before = rowsOf(followed);
  followed.close();
  const anew = await build();
  expect(rowsOf(anew)).toEqual(before);
  anew.close();
  folder.remove();
});

describe('who is erased by another desk on the same log', () => {
  const someone = 'Findable Person';
  /** A desk's cache over a log that others write to; closed, and opened again, as often as asked. */
  const deskOver = (log: EventLog) => {
    const folder = temporaryFolder();
    const start = async () => {
      const keeper = keepCache({
        folder: folder.path,
        keys: deriveStoreKeys(Buffer.alloc(32, 9)),
        deskKeyId: 'this desk',
        registry,
        entry: await bundledStore(),
        log,
        onState: () => undefined,
      });
      await keeper.followed();
      return {
        ...keeper,
        finds: async () => JSON.stringify(await keeper.query(queueSearch.name, { text: someone, viewer: 'agnes' })),
      };
    };
    return { start, remove: () => folder.remove() };
  };
  const withCase = async (log: EventLog): Promise<void> => {
    const at = oneCase(casesOver(log));
    await at.change(open(account({ name: someone })), agent);
  };

  test('while this one was closed is forgotten at its next start', async () => {
    const log = createMemoryLog();
    await withCase(log);
    const desk = deskOver(log);
    const before = await desk.start();
    expect(await before.finds()).toContain(someone);
    await before.close();
    await log.destroyKey('case:case-1/contact');
    const after = await desk.start();
    expect(await after.finds()).not.toContain(someone);
    await after.close();
    desk.remove();
  });

  test('is forgotten with the next commit where the announcement was missed', async () => {
    const told = createMemoryLog();
    let isDeaf = false;
    const log: EventLog = {
      ...told,
      subscribe: (listener) => told.subscribe((announced) => void (isDeaf || listener(announced))),
    };
    await withCase(log);
    const desk = deskOver(log);
    const cache = await desk.start();
    expect(await cache.finds()).toContain(someone);
    isDeaf = true;
    await log.destroyKey('case:case-1/contact');
    isDeaf = false;
    expect(await cache.finds()).toContain(someone);
    await log.append({
      streams: [
        { stream: 'desk', events: [{ eventId: 'x', type: 'policy.looked', schema: 1, actor: 'desk', data: {} }] },
      ],
      at: openedAt,
    });
    await cache.followed();
    expect(await cache.finds()).not.toContain(someone);
    await cache.close();
    desk.remove();
  });
});
