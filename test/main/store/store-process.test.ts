import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Append } from '#main/store/log/event-log';
import type { StoreOpening, StoreStatus } from '#main/store/protocol';
import { allPeople } from '#support/example-cache';
import { bundledStore } from '#support/store-bundle';
import {
  exampleStore,
  newDeskSigningKey,
  startStoreProcess,
  temporaryFolder,
  type StoreInTest,
} from '#support/store-process';

const at = '2025-03-03T09:00:00.000Z';
let folder: ReturnType<typeof temporaryFolder>;
let opening: StoreOpening;
let running: StoreInTest[];
const start = async (more: Partial<StoreOpening> = {}): Promise<StoreInTest> => {
  const store = await startStoreProcess({ ...opening, ...more }, exampleStore);
  running.push(store);
  return store;
};
const settled = async (store: StoreInTest): Promise<StoreStatus> => {
  await expect.poll(() => store.client.status().state).not.toMatch(/starting|restarting/);
  return store.client.status();
};
const adding = (eventId: string, stream = 'case:1', rest: Partial<Append> = {}): Append => ({
  at,
  ...rest,
  streams: [
    {
      stream,
      events: [
        {
          eventId,
          type: 'note.added',
          schema: 1,
          actor: 'desk',
          data: { eventId },
          personal: { key: 'case:1/contact', content: { name: eventId } },
        },
      ],
    },
  ],
});
beforeEach(() => {
  folder = temporaryFolder();
  opening = { folder: folder.path, wrapKey: Buffer.alloc(32, 4), deskSigningKey: newDeskSigningKey() };
  running = [];
});
afterEach(async () => {
  for (const store of running) await store.client.close();
  folder.remove();
});

describe('the store process', () => {
  test(
    'killed at any moment loses nothing that was acknowledged and doubles nothing',
    { timeout: 60_000 },
    async () => {
      const store = await start({ checkpointEvery: 10 });
      let seed = 7;
      const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
      const acknowledged: string[] = [];
      // Whatever stops the store five times over is given up, rightly; here it is the killer's doing and not the
      // request's, so each one gets through at the fourth try at last, however slow the machine is.
      const killsOver = { amy: 0, bob: 0 };
      let isDone = false;
      const killer = (async () => {
        let kills = 0;
        while (!isDone) {
          // From when it is up again: it must get somewhere before it dies.
          while (!isDone && store.client.status().state !== 'ready')
            await new Promise((resolve) => setTimeout(resolve, 2));
          await new Promise((resolve) => setTimeout(resolve, random() * 100));
          while (!isDone && Math.max(killsOver.amy, killsOver.bob) >= 3)
            await new Promise((resolve) => setTimeout(resolve, 1));
          if (isDone) return kills;
          store.kill();
          kills += 1;
          killsOver.amy += 1;
          killsOver.bob += 1;
        }
        return kills;
      })();
      const writer = async (name: 'amy' | 'bob'): Promise<void> => {
        for (let i = 0; i < 100; i += 1) {
          const eventId = `${name}-${i}`;
          const result = await store.client.log.append(
            adding(eventId, `case:${i % 5}`, {
              claims: [
                { kind: 'unique', name: `once-${eventId}` },
                { kind: 'count', name: `of-${name}`, limit: 100 },
              ],
              effects: [
                { effectId: `effect-${eventId}`, kind: 'mail', stream: `case:${i % 5}`, dueAt: at, payload: { i } },
              ],
            }),
          );
          expect(result).toMatchObject({ ok: true });
          acknowledged.push(eventId);
          killsOver[name] = 0;
          await new Promise((resolve) => setTimeout(resolve, random() * 6));
        }
      };
      await Promise.all([writer('amy'), writer('bob')]);
      isDone = true;
      expect(await killer).toBeGreaterThan(3);
      const events = (await store.client.log.readAfter(0, 10_000)).filter((event) => event.stream.startsWith('case:'));
      expect(events.map((event) => event.eventId).toSorted()).toEqual(acknowledged.toSorted());
      expect((await store.client.log.effectsOf({ limit: 1000 })).length).toBe(200);
      expect(
        await store.client.log.append(
          adding('one-more', 'case:1', { claims: [{ kind: 'count', name: 'of-amy', limit: 100 }] }),
        ),
      ).toMatchObject({ reason: 'limit-reached' });
      expect(await store.client.verify()).toMatchObject({ ok: true });
      const rows = await store.client.cache.query(allPeople, null);
      expect(rows.reduce((sum, row) => sum + row.events, 0)).toBe(200);
    },
  );

  test('tells after a restart where the log stands, for whoever missed it', async () => {
    const store = await start();
    await store.client.log.append(adding('a'));
    const told: unknown[] = [];
    const heads: number[] = [];
    store.client.onChanged((changed) => told.push(changed));
    store.client.log.subscribe((head) => heads.push(head.position));
    store.kill();
    await expect.poll(() => told).toEqual([{ position: 1, lastAt: at, streams: null, free: null }]);
    expect(heads).toEqual([1]);
  });

  test('whose log is gone does not begin another one beside the old keys', async () => {
    const first = await start();
    await first.client.log.append(adding('a'));
    await first.client.close();
    renameSync(join(folder.path, 'log.db'), join(folder.path, 'elsewhere'));
    const second = await start();
    expect(await settled(second)).toMatchObject({
      state: 'refused',
      code: 'damaged',
      why: expect.stringMatching(/log\.db is missing/),
    });
    expect(readdirSync(folder.path)).not.toContain('log.db');
  });

  test('without its keys does not open as if everybody had been erased', async () => {
    const first = await start();
    await first.client.log.append(adding('a'));
    await first.client.close();
    renameSync(join(folder.path, 'keys.db'), join(folder.path, 'elsewhere'));
    const second = await start();
    expect(await settled(second)).toMatchObject({
      state: 'refused',
      code: 'damaged',
      why: expect.stringMatching(/keys\.db is missing/),
    });
    await second.client.close();
    renameSync(join(folder.path, 'elsewhere'), join(folder.path, 'keys.db'));
    expect((await (await start()).client.log.readStream('case:1'))[0]!.personal?.content).toEqual({ name: 'a' });
  });

  test('holds its folder alone', { timeout: 30_000 }, async () => {
    const first = await start();
    await settled(first);
    const second = await start();
    await expect
      .poll(() => second.client.status(), { timeout: 15_000 })
      .toEqual({
        state: 'refused',
        code: 'in-use',
        why: 'The data folder is in use by another Recovery Desk. Close that one first.',
      });
    expect(await first.client.log.append(adding('a'))).toMatchObject({ ok: true });
  });

  test.each([
    ['another key', { wrapKey: Buffer.alloc(32, 5) }, 'wrong-key', /another key/],
    ['a key of the wrong length', { wrapKey: Buffer.alloc(16) }, 'bad-opening', /wrapKey: must be 32 bytes/],
    ['no signing key', { deskSigningKey: Buffer.alloc(5) }, 'bad-opening', /./],
  ])('given %s refuses to open, and leaves the folder as it was', async (_, given, code, why) => {
    const first = await start();
    await first.client.log.append(adding('a'));
    await first.client.close();
    const before = readdirSync(folder.path)
      .filter((name) => /^(?:log|keys)\.db$/.test(name))
      .map((name) => readFileSync(join(folder.path, name)).toString('hex'));
    const second = await start(given);
    expect(await settled(second)).toMatchObject({ state: 'refused', code, why: expect.stringMatching(why) });
    expect(
      readdirSync(folder.path)
        .filter((name) => /^(?:log|keys)\.db$/.test(name))
        .map((name) => readFileSync(join(folder.path, name)).toString('hex')),
    ).toEqual(before);
    await second.client.close();
    expect((await (await start()).client.log.readStream('case:1')).length).toBe(1);
  });

  test('takes nothing by argument or environment', async () => {
    const wrapKey = Buffer.from('0123456789abcdef0123456789abcdef');
    const store = await start({ wrapKey });
    await settled(store);
    const mine = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const text = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
          return text.includes('recovery-desk/store-') ? [text, readFileSync(`/proc/${pid}/environ`, 'utf8')] : [];
        } catch {
          return [];
        }
      });
    expect(mine.length).toBeGreaterThan(0);
    for (const text of mine)
      for (const secret of [wrapKey.toString(), wrapKey.toString('hex'), wrapKey.toString('base64')])
        expect(text.includes(secret)).toBe(false);
  });

  test('ends when the desk is gone, and its folder is free again', async () => {
    const child = fork(await bundledStore(exampleStore), [], { execArgv: [], serialization: 'advanced' });
    child.send({ kind: 'open', opening });
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
    const next = await start();
    expect(await settled(next)).toMatchObject({ state: 'ready' });
  });

  test('makes its folder for the owner only, and files in it likewise', async () => {
    const inside = join(folder.path, 'desk');
    mkdirSync(inside, { mode: 0o700 });
    const store = await start({ folder: inside });
    await store.client.log.append(adding('a'));
    for (const name of readdirSync(inside)) expect(statSync(join(inside, name)).mode & 0o077, name).toBe(0);
  });

  test('a log that is damaged on the disk is named in words, and left as it is', async () => {
    const first = await start();
    for (let i = 0; i < 50; i += 1) await first.client.log.append(adding(`e${i}`));
    await first.client.close();
    const file = join(folder.path, 'log.db');
    const bytes = readFileSync(file);
    for (let page = 2; page < bytes.length / 4096; page += 1) bytes[page * 4096 + 100]! ^= 1;
    writeFileSync(file, bytes);
    const second = await start();
    expect(await settled(second)).toMatchObject({
      state: 'refused',
      code: 'damaged',
      why: expect.stringMatching(/damaged.*backup/),
    });
    await second.client.close();
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});
