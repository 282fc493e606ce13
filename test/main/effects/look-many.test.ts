/** Ten thousand accounts over a real store: how much is written and kept, and that no address is. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seenStream } from '#main/accounts/seen-addresses';
import { needlesFor } from '#support/byte-search';
import { addressBook, dayMs, lookingDesk, minuteMs, testClock } from '#support/look-world';
import { newDeskSigningKey, startStoreProcess, temporaryFolder, type StoreInTest } from '#support/store-process';

const people = 10_000;
const folder = temporaryFolder();
const clock = testClock();
const book = addressBook('plain', 200);
const addressOf = (n: number): string => `person.${n}@firm-${n % 97}.example`;
let store: StoreInTest;
const desk = () => lookingDesk(store.client.log, clock, [book]);
const rows = () => store.client.log.readStream(seenStream('plain'));
const bytes = async () => Buffer.byteLength(JSON.stringify((await rows()).map(({ data }) => data)));

beforeAll(async () => {
  store = await startStoreProcess({
    folder: folder.path,
    wrapKey: randomBytes(32),
    deskSigningKey: newDeskSigningKey(),
  });
  for (let n = 0; n < people; n += 1) book.people.set(`person-${n}`, new Set([addressOf(n)]));
});
afterAll(async () => {
  await store.client.close();
  folder.remove();
});

test('ten thousand accounts cost an event a page once, and one event a day from then on', async () => {
  await desk().begin();
  clock.pass(minuteMs);
  const first = desk();
  for (let page = 0; page < 20; page += 1) await first.onePage();
  // A crash of the store in the middle of the look, and of the desk with it.
  store.kill();
  const looking = desk();
  await looking.look();
  expect(book.served).toHaveLength(people / 200);
  const pages = people / 200;
  expect(await rows()).toHaveLength(1 + pages + 1);
  expect(await bytes()).toBeLessThan(people * 60);

  for (let day = 0; day < 2; day += 1) {
    clock.pass(dayMs);
    await looking.look();
  }
  expect(await rows()).toHaveLength(1 + pages + 1 + 2);
  const { seen } = await looking.seen.read('plain');
  expect(seen).toMatchObject({ addressCount: people, nextOrdinal: people });
  expect(seen.accounts.size).toBe(people);
  const effect = (await store.client.log.effectsOf({ ids: ['look:plain'], limit: 1 }))[0]!;
  expect(effect).toMatchObject({ progress: null, attempts: 0 });
});

test('between two pages a look keeps a bit for each account, and no list of them', async () => {
  clock.pass(dayMs);
  const looking = desk();
  for (let page = 0; page < 49; page += 1) await looking.onePage();
  const effect = (await store.client.log.effectsOf({ ids: ['look:plain'], limit: 1 }))[0]!;
  expect(Buffer.byteLength(JSON.stringify(effect.progress))).toBeLessThan(2_000);
  await desk().look();
  expect((await rows()).filter(({ type }) => type === 'seen.changed')).toHaveLength(people / 200);
});

test('accounts that all go at once are written down in events that the log takes, and forgotten', async () => {
  const kept = [...book.people].slice(0, 10);
  book.people.clear();
  for (const [id, addresses] of kept) book.people.set(id, addresses);
  clock.pass(dayMs);
  const looking = desk();
  await looking.look();
  const { seen } = await looking.seen.read('plain');
  expect(seen).toMatchObject({ addressCount: 10 });
  expect(seen.accounts.size).toBe(10);
  expect((await rows()).at(-1)).toMatchObject({ type: 'seen.looked', data: { accounts: 10 } });
});

test('an account with more addresses than one event holds is written down in several', async () => {
  book.people.set('list', new Set(Array.from({ length: 9_000 }, (_, n) => `list.${n}@many.example`)));
  clock.pass(dayMs);
  await desk().look();
  expect(await desk().since('plain', 'list', 'list.8999@many.example')).toBe(clock.iso());
});

test('no address, account or hash that anybody could make is in what the log keeps', async () => {
  const kept = Buffer.from(JSON.stringify(await store.client.log.readAfter(0, 10_000)));
  for (const n of [0, 1, 4_711, 9_999]) {
    const address = addressOf(n);
    const bare = [address, `plain:person-${n}`, `person-${n}`].flatMap((text) =>
      ['sha256', 'sha1', 'md5'].map((algorithm) => createHash(algorithm).update(text).digest()),
    );
    for (const needle of [
      ...needlesFor('an address', address),
      ...needlesFor('an account', `person-${n}"`),
      ...bare.flatMap((digest) => needlesFor('a bare hash', digest.subarray(0, 12))),
    ])
      expect(kept.includes(needle.bytes), `${needle.label}, ${needle.encoding}`).toBe(false);
  }
});

test('a desk with another key knows none of them', async () => {
  const other = lookingDesk(store.client.log, clock, [book], { key: Buffer.alloc(32, 8) });
  expect(await other.since('plain', 'person-1', addressOf(1))).toBeNull();
  expect(await desk().since('plain', 'person-1', addressOf(1))).not.toBeNull();
});
