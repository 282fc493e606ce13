import { afterEach, describe, expect, test } from 'vitest';
import { BadRequest } from '#main/store/log/event-log';
import type { FromStore, StoreOpening, StoreStatus, ToStore } from '#main/store/protocol';
import { createStoreClient, StoreUnavailable, type StoreChannel, type StoreClient } from '#main/store/spawn';

const opening: StoreOpening = { folder: '/nowhere', wrapKey: new Uint8Array(32), deskSigningKey: new Uint8Array(0) };
const ready: StoreStatus = { state: 'ready', cache: { state: 'ready' }, verification: { state: 'done' } };

/** A store process that does what the test says, one after the other as they are launched. */
class FakeStore {
  readonly launched: {
    readonly got: ToStore[];
    say(message: FromStore): void;
    die(how: string): void;
    isKilled: boolean;
  }[] = [];

  readonly launch = (): StoreChannel => {
    let onMessage: (message: FromStore) => void = () => undefined;
    const onExit: ((how: string) => void)[] = [];
    let isGone = false;
    const process = {
      got: [] as ToStore[],
      isKilled: false,
      say: (message: FromStore) => onMessage(message),
      die: (how: string) => {
        if (isGone) return;
        isGone = true;
        for (const listener of onExit) listener(how);
      },
    };
    this.launched.push(process);
    return {
      postMessage: (message) => void process.got.push(message),
      onMessage: (listener) => void (onMessage = listener),
      onExit: (listener) => void onExit.push(listener),
      kill: () => {
        process.isKilled = true;
        process.die('killed');
      },
    };
  };

  async nth(n: number): Promise<FakeStore['launched'][number]> {
    await expect.poll(() => this.launched.length).toBeGreaterThan(n);
    return this.launched[n]!;
  }

  /** The ids of what the nth process was asked. */
  asked(n: number): { readonly id: number; readonly op: string }[] {
    return this.launched[n]!.got.flatMap((message) =>
      message.kind === 'ask' ? [{ id: message.id, op: message.op }] : [],
    );
  }
}

let client: StoreClient;
let store: FakeStore;
const begin = (open: () => StoreOpening | Promise<StoreOpening> = () => opening): StoreStatus[] => {
  store = new FakeStore();
  const told: StoreStatus[] = [];
  client = createStoreClient(store.launch, { open, backoffMs: 1 });
  client.onStatus((status) => told.push(status));
  return told;
};
afterEach(async () => {
  const closing = client.close();
  for (const process of store.launched) process.die('the test is over');
  await closing;
});

describe('the store as main sees it', () => {
  test('is opened by its first message, and asked only when it is ready', async () => {
    begin();
    const first = await store.nth(0);
    const head = client.log.head();
    await expect.poll(() => first.got).toEqual([{ kind: 'open', opening }]);
    first.say({ kind: 'status', status: ready });
    expect(store.asked(0)).toMatchObject([{ op: 'head' }]);
    first.say({ kind: 'answer', id: store.asked(0)[0]!.id, value: { position: 4, lastAt: null } });
    expect(await head).toEqual({ position: 4, lastAt: null });
  });

  test('that dies is started again, asked again what it had not answered, and says so', async () => {
    const told = begin();
    const first = await store.nth(0);
    first.say({ kind: 'status', status: ready });
    const due = client.log.nextDue();
    const head = client.log.head();
    first.say({ kind: 'answer', id: store.asked(0)[0]!.id, value: null });
    expect(await due).toBeNull();
    first.die('it was ended by SIGKILL');
    expect(client.status()).toEqual({ state: 'restarting', attempt: 1, why: 'it was ended by SIGKILL' });
    const second = await store.nth(1);
    second.say({ kind: 'status', status: ready });
    expect(store.asked(1)).toEqual([store.asked(0)[1]]);
    second.say({ kind: 'answer', id: store.asked(1)[0]!.id, value: { position: 1, lastAt: null } });
    expect(await head).toMatchObject({ position: 1 });
    expect(told.map((status) => status.state)).toEqual(['ready', 'restarting', 'ready']);
  });

  test('what a dead process still says is not listened to', async () => {
    begin();
    const first = await store.nth(0);
    first.say({ kind: 'status', status: ready });
    const head = client.log.head();
    first.die('crash');
    first.say({ kind: 'answer', id: store.asked(0)[0]!.id, value: { position: 99, lastAt: null } });
    const second = await store.nth(1);
    second.say({ kind: 'status', status: ready });
    second.say({ kind: 'answer', id: store.asked(1)[0]!.id, value: { position: 1, lastAt: null } });
    expect(await head).toMatchObject({ position: 1 });
  });

  test('is not killed for ever by one request', async () => {
    begin();
    const poison = client.log.head();
    const caught = poison.catch((error: unknown) => error);
    for (let n = 0; n < 5; n += 1) {
      const process = await store.nth(n);
      process.say({ kind: 'status', status: ready });
      expect(store.asked(n)).toHaveLength(1);
      process.die('crash');
    }
    const last = await store.nth(5);
    last.say({ kind: 'status', status: ready });
    expect(await caught).toBeInstanceOf(StoreUnavailable);
    expect(String(await caught)).toMatch(/stopped 5 times over head/);
    expect(store.asked(5)).toEqual([]);
  });

  test('asks for its keys anew at every start', async () => {
    let count = 0;
    begin(() => ({ ...opening, folder: `/nowhere/${(count += 1)}` }));
    (await store.nth(0)).die('crash');
    const second = await store.nth(1);
    await expect.poll(() => second.got).toMatchObject([{ kind: 'open', opening: { folder: '/nowhere/2' } }]);
  });

  test('that can’t open its folder is not tried again, and everything asked is refused with its words', async () => {
    begin();
    const head = client.log.head();
    const first = await store.nth(0);
    first.say({
      kind: 'status',
      status: { state: 'refused', code: 'newer-version', why: 'Written by a newer version.' },
    });
    await expect(head).rejects.toThrow('Written by a newer version.');
    await expect(client.log.nextDue()).rejects.toThrow('Written by a newer version.');
    expect(first.isKilled).toBe(true);
    expect(store.launched).toHaveLength(1);
    expect(client.status()).toMatchObject({ state: 'refused', code: 'newer-version' });
  });

  test('without a key is refused, not started over and over', async () => {
    begin(() => Promise.reject(new Error('The vault is locked.')));
    await expect(client.log.head()).rejects.toThrow();
    expect(client.status()).toEqual({ state: 'refused', code: 'bad-opening', why: 'The vault is locked.' });
    expect(store.launched).toHaveLength(1);
  });

  test('faults come back as what they were', async () => {
    begin();
    const first = await store.nth(0);
    first.say({ kind: 'status', status: ready });
    const bad = client.log.nextDue().catch((error: unknown) => error);
    first.say({
      kind: 'fault',
      id: store.asked(0)[0]!.id,
      fault: { name: 'BadRequest', field: 'at', message: 'at: must be a time' },
    });
    const error = await bad;
    expect(error).toBeInstanceOf(BadRequest);
    expect(error).toMatchObject({ field: 'at', message: 'at: must be a time' });
  });

  test('closed while it restarts, stays closed', async () => {
    begin();
    (await store.nth(0)).die('crash');
    const head = client.log.head().catch((error: unknown) => error);
    await client.close();
    expect(await head).toBeInstanceOf(StoreUnavailable);
    expect(client.status()).toEqual({ state: 'closed' });
    await expect(client.log.head()).rejects.toThrow(/closed/);
  });

  test('who listens to the log is told of commits until they leave', async () => {
    begin();
    const first = await store.nth(0);
    first.say({ kind: 'status', status: ready });
    const heads: number[] = [];
    const stop = client.log.subscribe((head) => heads.push(head.position));
    first.say({ kind: 'changed', changed: { position: 1, lastAt: null, streams: ['case:1'], free: {} } });
    stop();
    first.say({ kind: 'changed', changed: { position: 2, lastAt: null, streams: ['case:1'], free: {} } });
    expect(heads).toEqual([1]);
  });
});
