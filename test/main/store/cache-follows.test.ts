import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { casesProjection } from '#main/store/cache/cases';
import { cacheFile, openCache, rebuildFile, removeCache } from '#main/store/cache/open';
import { cacheWriter, rebuildCache } from '#main/store/cache/project';
import { createMemoryLog } from '#main/store/log/memory-log';
import type { Db } from '#main/store/sqlite';
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
