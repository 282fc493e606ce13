/** The launcher proves itself: each way a store can fail to start is a stand-in entry, and the next way is taken. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launchFork } from '#main/store/launch-fork';
import type { FromStore, StoreOpening, ToStore } from '#main/store/protocol';
import { createStoreClient, type StoreChannel, type StoreClient } from '#main/store/spawn';
import { createStoreWays, storeWayWords } from '#main/store/ways';
import type { StoreWay, StoreWaysOptions, Way } from '#main/store/ways';
import { storeWithDriver, type DriverStandIn } from '#support/stand-in-driver';
import { newDeskSigningKey, temporaryFolder } from '#support/store-process';

let folder: ReturnType<typeof temporaryFolder>;
let clients: StoreClient[];
/** What each started process was sent, in the order in which they were started. */
let sent: { readonly way: string; readonly messages: ToStore[] }[];
let running: StoreChannel[];
let taken: StoreWay[];

const opening = (): StoreOpening => ({
  folder: join(folder.path, 'store'),
  wrapKey: Buffer.alloc(32, 7),
  deskSigningKey: newDeskSigningKey(),
});

const listened = (way: Way['way'], channel: StoreChannel): StoreChannel => {
  const messages: ToStore[] = [];
  sent.push({ way, messages });
  running.push(channel);
  return {
    ...channel,
    postMessage: (message) => {
      messages.push(message);
      channel.postMessage(message);
    },
  };
};
const wayOf = async (way: Way['way'], driver: DriverStandIn): Promise<Way> => {
  const launch = launchFork(await storeWithDriver(folder.path, driver), process.execPath);
  return { way, launch: () => listened(way, launch()) };
};
const startWith = (ways: readonly Way[], more: Partial<StoreWaysOptions> = {}) => {
  const store = createStoreWays({ ways, limitMs: 5_000, onTaken: (each) => taken.push(each), ...more });
  const client = createStoreClient(store.launch, { open: opening, backoffMs: 1 });
  clients.push(client);
  return { store, client };
};

beforeEach(() => {
  folder = temporaryFolder();
  clients = [];
  sent = [];
  running = [];
  taken = [];
});
afterEach(async () => {
  await Promise.all(clients.map((client) => client.close()));
  folder.remove();
});

describe('the way that ships', () => {
  test('is taken when it proves itself, and then works', async () => {
    const { store, client } = startWith([await wayOf('utility', 'works'), await wayOf('node', 'works')]);
    expect(await client.log.head()).toEqual({ position: 0, lastAt: null });
    expect(store.taken()).toEqual({ way: 'utility', node: process.versions.node, failed: [] });
    expect(sent.map(({ way }) => way)).toEqual(['utility']);
  });

  const failures: readonly (readonly [DriverStandIn, string, RegExp])[] = [
    ['dies by a signal', 'ended', /SIGSEGV/],
    ['exits at once', 'ended', /code 3/],
    ['hangs in the driver', 'silent', /2\.5 s/],
    ['can’t load the driver', 'no-driver', /invalid ELF header/],
    ['has no package of the driver', 'ended', /code 1/],
    ['has a driver without encryption', 'no-cipher', /chacha20/],
    ['says that it encrypts and doesn’t', 'no-cipher', /not encrypted/],
    ['reads other bytes back', 'wrong-answer', /^$/],
  ];
  test.each(failures)('when it %s, the next way is taken and says why', async (driver, why, detail) => {
    const ways = [await wayOf('utility', driver), await wayOf('node', 'works')];
    const { store, client } = startWith(ways, { limitMs: why === 'silent' ? 2_500 : 20_000 });
    expect(await client.log.head()).toEqual({ position: 0, lastAt: null });
    expect(store.taken()).toMatchObject({ way: 'node', failed: [{ way: 'utility', why }] });
    const [failed] = store.taken()!.failed;
    expect(failed?.detail).toMatch(detail);
    expect(taken).toEqual([store.taken()]);
    expect(storeWayWords(taken[0]!)).toMatch(
      /^The store runs as a child under Node .*, since Electron’s utility process /,
    );
  });

  test('is given no key and no folder of the desk before it has proven itself', async () => {
    const ways = [await wayOf('utility', 'reads other bytes back'), await wayOf('node', 'works')];
    const { client } = startWith(ways);
    await client.log.head();
    expect(sent.map(({ way, messages }) => [way, messages.map(({ kind }) => kind).slice(0, 2)])).toEqual([
      ['utility', ['prove']],
      ['node', ['prove', 'open']],
    ]);
    const [proof] = sent[0]!.messages;
    expect(JSON.stringify(proof)).not.toContain(folder.path);
  });

  test('proves itself on a file of its own, and leaves none', async () => {
    const { client } = startWith([await wayOf('utility', 'dies by a signal'), await wayOf('node', 'works')]);
    await client.log.head();
    const places = sent.map(({ messages: [first] }) => (first?.kind === 'prove' ? first.folder : null));
    expect(places).toHaveLength(2);
    for (const place of places) {
      expect(place?.startsWith(join(tmpdir(), 'recovery-desk-proof-'))).toBe(true);
      expect(existsSync(place!)).toBe(false);
    }
  });

  test('proves itself in memory where no file of its own can be made', async () => {
    const asked = async (driver: DriverStandIn): Promise<FromStore> => {
      const channel = launchFork(await storeWithDriver(folder.path, driver), process.execPath)();
      try {
        return await new Promise((resolve) => {
          channel.onMessage(resolve);
          channel.postMessage({ kind: 'prove', folder: null, bytes: Buffer.from('to and fro') });
        });
      } finally {
        channel.kill();
      }
    };
    expect(await asked('works')).toMatchObject({ kind: 'proof', proof: { ok: true, node: process.versions.node } });
    const without = await asked('has a driver without encryption');
    expect(without).toMatchObject({ kind: 'proof', proof: { ok: false, why: 'no-cipher' } });
  });

  test('is refused in one sentence where no way works', async () => {
    const ways = [await wayOf('utility', 'dies by a signal'), await wayOf('node', 'can’t load the driver')];
    const notHere: Way = {
      way: 'run-as-node',
      launch: () => {
        throw new Error('this Electron’s fuses don’t allow it');
      },
    };
    const { store, client } = startWith([...ways, notHere]);
    await expect(client.log.head()).rejects.toThrow(
      /can’t be started on this machine: Electron’s utility process ended .*SIGSEGV.*; a child under Node could not use the database driver \(invalid ELF header\); a child under Electron run as Node can’t be used here \(this Electron’s fuses don’t allow it\)/,
    );
    expect(client.status()).toMatchObject({ state: 'refused', code: 'no-way' });
    expect(store.taken()).toBeNull();
  });

  test('is taken again after a crash, proven again', async () => {
    const { client } = startWith([await wayOf('utility', 'dies by a signal'), await wayOf('node', 'works')]);
    await client.log.head();
    running.at(-1)!.kill();
    await expect.poll(() => sent.length).toBe(3);
    await client.log.head();
    expect(sent.map(({ way }) => way)).toEqual(['utility', 'node', 'node']);
    expect(sent[2]!.messages[0]).toMatchObject({ kind: 'prove' });
    expect(taken).toHaveLength(1);
  });

  test('gives way to the next when it ends again and again while the folder is opened', async () => {
    const ways = [await wayOf('utility', 'dies when the folder is opened'), await wayOf('node', 'works')];
    const { store, client } = startWith(ways);
    await client.log.head();
    expect(sent.map(({ way }) => way)).toEqual(['utility', 'utility', 'utility', 'node']);
    expect(store.taken()).toMatchObject({ way: 'node', failed: [{ way: 'utility', why: 'ended' }] });
  });

  test('that worked before is tried first, and not trusted without a proof', async () => {
    const remembered: StoreWay = {
      way: 'node',
      node: '24.0.0',
      failed: [{ way: 'utility', why: 'silent', detail: '8 s' }],
    };
    const first = startWith([await wayOf('utility', 'hangs in the driver'), await wayOf('node', 'works')], {
      remembered,
    });
    await first.client.log.head();
    expect(sent.map(({ way }) => way)).toEqual(['node']);
    expect(first.store.taken()).toEqual({ ...remembered, node: process.versions.node });
    await first.client.close();

    sent = [];
    const ways = [await wayOf('utility', 'works'), await wayOf('node', 'can’t load the driver')];
    const second = startWith(ways, { remembered });
    await second.client.log.head();
    expect(sent.map(({ way }) => way)).toEqual(['node', 'utility']);
    expect(second.store.taken()).toMatchObject({ way: 'utility', failed: [{ way: 'node', why: 'no-driver' }] });
  });

  test('is launched as the process that was prepared, once', async () => {
    const store = createStoreWays({ ways: [await wayOf('utility', 'works')] });
    store.prepare();
    store.prepare();
    await expect.poll(() => store.taken()).not.toBeNull();
    expect(sent).toHaveLength(1);
    const client = createStoreClient(store.launch, { open: opening, backoffMs: 1 });
    clients.push(client);
    await client.log.head();
    expect(sent.map(({ messages }) => messages.map(({ kind }) => kind))).toEqual([['prove', 'open', 'ask']]);
    running[0]!.kill();
    await expect.poll(() => sent.length).toBe(2);
    await client.log.head();
  });

  test('starts anew when what was prepared ended before anybody needed it', async () => {
    const store = createStoreWays({ ways: [await wayOf('utility', 'works')] });
    store.prepare();
    await expect.poll(() => store.taken()).not.toBeNull();
    running[0]!.kill();
    const client = createStoreClient(store.launch, { open: opening, backoffMs: 1 });
    clients.push(client);
    expect(await client.log.head()).toMatchObject({ position: 0 });
  });

  test('can be ended while it proves itself', async () => {
    const { client } = startWith([await wayOf('utility', 'hangs in the driver')], { limitMs: 60_000 });
    await expect.poll(() => sent.length).toBe(1);
    await client.close();
    expect(client.status()).toEqual({ state: 'closed' });
  });
});
