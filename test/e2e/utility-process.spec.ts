/** The store's transport over Electron's own utility process: with the log in memory, and with the driver as it is here. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect } from '@playwright/test';
import type { ElectronApplication } from '@playwright/test';
import { launchMain } from '#support/electron-app';
import { bundledStore } from '#support/store-bundle';
import type { StoreInElectron } from '#support/store-in-electron';
import { newDeskSigningKey } from '#support/store-process';
import { ask, test as base } from './desk';

const support = resolve(import.meta.dirname, '../support');

/** Starts an Electron with a store of that entry, and waits until it has one. */
const test = base.extend<{ start: (entry?: string) => Promise<ElectronApplication> }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures' names from here
  start: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'recovery-desk-utility-'));
    const running: ElectronApplication[] = [];
    await use(async (entry) => {
      const main = await bundledStore(join(support, 'store-in-electron.ts'));
      const app = await launchMain(main, {
        STORE_ENTRY: await bundledStore(entry),
        STORE_FOLDER: folder,
        STORE_NODE: process.execPath,
        STORE_SIGNING_KEY: newDeskSigningKey().toString('base64'),
      });
      running.push(app);
      await expect.poll(() => app.evaluate(() => 'storeInElectron' in globalThis)).toBe(true);
      return app;
    });
    for (const app of running) await app.close().catch(() => undefined);
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  },
});

const memoryStore = join(support, 'memory-store.ts');

test('The transport over a real utility process answers as the log in memory does', async ({ start }) => {
  const app = await start(memoryStore);
  const found = await app.evaluate(async () => {
    const { store, taken } = (globalThis as unknown as { storeInElectron: StoreInElectron }).storeInElectron;
    const at = '2025-03-03T09:00:00.000Z';
    const event = (eventId: string) => ({
      eventId,
      type: 'note.added',
      schema: 1,
      actor: 'desk' as const,
      data: { eventId },
    });
    const append = (eventId: string, more: { readonly expectedVersion?: number } = {}) =>
      store.log.append({ at, streams: [{ stream: 'case:1', events: [event(eventId)], ...more }] });
    const heard: number[] = [];
    store.log.subscribe(({ position }) => heard.push(position));
    const first = await append('one');
    const again = await append('one');
    const conflict = await append('two', { expectedVersion: 0 });
    // Asked at once: they are answered in their order.
    const many = await Promise.all(Array.from({ length: 50 }, (_, i) => append(`more-${i}`)));
    const stream = await store.log.readStream('case:1');
    const page = await store.log.readAfter(0, 10);
    const bad = await store.log.append({ at: 'yesterday', streams: [] }).then(
      () => null,
      (error: Error) => ({ name: error.name, field: (error as Error & { field?: string }).field }),
    );
    const echo = { name: 'echo' } as Parameters<typeof store.cache.query>[0];
    const sent = { map: new Map([['a', 1]]), at: new Date(0), bytes: new Uint8Array([1, 2, 255]), nothing: undefined };
    const back = (await store.cache.query(echo, sent)) as typeof sent;
    return {
      way: taken()?.way,
      first: first.ok,
      again: again.ok && again.events.map(({ eventId, position }) => [eventId, position]),
      conflict: conflict.ok,
      versions: many.map((each) => each.ok),
      stream: stream.map(({ version, data }) => [version, data['eventId']]),
      page: page.length,
      head: (await store.log.head()).position,
      heard: heard.length > 0 && heard.every((position, i) => i === 0 || position >= heard[i - 1]!),
      bad,
      back: [back.map.get('a'), back.at.getTime(), [...back.bytes], 'nothing' in back],
    };
  });
  expect(found).toMatchObject({
    way: 'utility',
    first: true,
    again: [['one', 1]],
    conflict: false,
    page: 10,
    head: 51,
    heard: true,
    bad: { name: 'BadRequest', field: 'at' },
    back: [1, 0, [1, 2, 255], true],
  });
  expect(found.versions).toEqual(Array.from({ length: 50 }, () => true));
  expect(found.stream).toEqual([[1, 'one'], ...Array.from({ length: 50 }, (_, i) => [i + 2, `more-${i}`])]);
});

test('A utility process that is killed is started again, and what was asked is answered', async ({ start }) => {
  const app = await start(memoryStore);
  const found = await app.evaluate(async () => {
    const { store, kill, taken } = (globalThis as unknown as { storeInElectron: StoreInElectron }).storeInElectron;
    await store.log.head();
    const states: string[] = [];
    store.onStatus(({ state }) => states.push(state));
    kill();
    const head = await store.log.head();
    return { states, head, way: taken()?.way };
  });
  expect(found).toEqual({ states: ['restarting', 'ready'], head: { position: 0, lastAt: null }, way: 'utility' });
});

test('The store finds a way that the database driver works in, in this Electron', async ({ start }) => {
  const app = await start();
  const { taken, head, node } = await app.evaluate(async () => {
    const { store, taken: way } = (globalThis as unknown as { storeInElectron: StoreInElectron }).storeInElectron;
    return { head: await store.log.head(), taken: way(), node: process.versions.node };
  });
  expect(head.position).toBe(0);
  // Where Electron stands in with an older Node, the driver ends the process by a signal when a file is opened.
  if (Number(node.split('.')[0]) < 22)
    expect(taken).toMatchObject({ way: 'node', failed: [{ way: 'utility', why: 'ended' }] });
  else expect(taken).toMatchObject({ way: 'utility', node, failed: [] });
});

test('The desk says in its state and in its log which way it took, and why', async ({ desks }) => {
  const { app, page, folder } = await desks.start();
  await expect.poll(async () => (await ask(page, 'desk.state', {})).storeWay).not.toBeNull();
  const { storeWay } = await ask(page, 'desk.state', {});
  const log = await readFile(join(folder, 'desk.log'), 'utf8').catch(() => '');
  const node = await app.evaluate(() => process.versions.node);
  if (Number(node.split('.')[0]) < 22) {
    expect(storeWay).toMatchObject({ way: 'node', failed: [{ way: 'utility', why: 'not-here' }] });
    expect(log).toMatch(
      /Z The store runs as a child under Node \(Node [\d.]+\), since .*older than the driver’s 22\)\.\n/,
    );
  } else {
    expect(storeWay).toEqual({ way: 'utility', node, failed: [] });
    expect(log).not.toContain('The store runs as');
  }
});
