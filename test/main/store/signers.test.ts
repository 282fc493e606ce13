import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalJson, genesisHash, rowHash, type ChainRow } from '#main/store/log/chain';
import { checkpointEvent, deskKeyFrom, signCheckpoint, type DeskKey } from '#main/store/log/checkpoint';
import { openLogToRead } from '#main/store/log/log-file';
import { addEntry, noPeaks, packPeaks, rootOf } from '#main/store/log/merkle';
import { verifyLog, verifyTail } from '#main/store/log/verify';
import type { Db } from '#main/store/sqlite';
import { logFolder, someTime, type LogFolder } from '#support/log-folder';
import { newDeskSigningKey } from '#support/store-process';

let desk: LogFolder;
let first: DeskKey;
let second: DeskKey;
beforeEach(() => {
  desk = logFolder({ checkpointEvery: 1_000_000 });
  first = desk.deskKey;
  second = deskKeyFrom(newDeskSigningKey());
});
afterEach(() => desk.remove());

/** Two events and a checkpoint, as one desk. */
const workAs = (deskKey: DeskKey): void => {
  const log = desk.open({ deskKey });
  desk.add(log, 'case:1');
  desk.add(log, 'case:2');
  log.checkpoint(someTime);
  log.close();
};
const vouch = (voucher: DeskKey, other: DeskKey): void => {
  const log = desk.open({ deskKey: voucher });
  expect(log.introduce(other.publicKey, someTime).result).toMatchObject({ ok: true });
  log.close();
};

/** What a desk that trusts these keys finds, in full and at open. */
const found = (...trusted: readonly DeskKey[]) => {
  const db = openLogToRead(desk.path, desk.keys.log);
  const keys = trusted.map(({ publicKey }) => publicKey);
  try {
    return { full: verifyLog(db, keys), atOpen: verifyTail(db, keys) };
  } finally {
    db.close();
  }
};
const whole = { full: { ok: true }, atOpen: null };
const notThere = /not signed by a desk that could sign there/;
const foreign = {
  full: { ok: false, finding: 'checkpoint', message: expect.stringMatching(notThere) },
  atOpen: { ok: false, finding: 'checkpoint', message: expect.stringMatching(notThere) },
};

type Stored = ChainRow & { readonly position: number };
const rowsOf = (db: Db): Stored[] => db.prepare<[], Stored>('SELECT * FROM events ORDER BY position').all();
const isCheckpoint = (row: Stored): boolean => row.stream === 'audit:checkpoints';

type Signing = { readonly by: DeskKey; readonly introduces?: DeskKey };
/**
 * Builds the whole log anew as somebody would who holds the file and some keys: every chain, every root, and each
 * checkpoint (counted from 0) signed as `signing` says; null leaves it as it is.
 */
const buildAnew = (signing: (n: number) => Signing | null): void =>
  desk.behind((db) => {
    // Somebody who writes rows keeps to no index.
    db.exec('DROP INDEX IF EXISTS events_by_id');
    const ends = new Map<string, Uint8Array>();
    let peaks = noPeaks;
    let n = 0;
    for (let row of rowsOf(db)) {
      if (isCheckpoint(row)) {
        const how = signing(n);
        n += 1;
        db.prepare('UPDATE tree SET size = ?, peaks = ?').run(peaks.size, packPeaks(peaks));
        if (how !== null) {
          const event = checkpointEvent(signCheckpoint(how.by, peaks.size, rootOf(peaks), how.introduces?.publicKey));
          row = {
            ...row,
            event_id: event.eventId,
            data: canonicalJson(event.data),
            signature: canonicalJson(event.signature!),
          };
        }
      }
      const prev_hash = ends.get(row.stream) ?? genesisHash(row.stream);
      const hash = rowHash({ ...row, prev_hash });
      db.prepare(
        'UPDATE events SET event_id = ?, data = ?, signature = ?, prev_hash = ?, hash = ? WHERE position = ?',
      ).run(row.event_id, row.data, row.signature, prev_hash, hash, row.position);
      ends.set(row.stream, hash);
      peaks = addEntry(peaks, hash);
    }
  });
const changeThePast = (): void =>
  desk.behind((db) => void db.prepare("UPDATE events SET data = '{}' WHERE stream = 'case:1' AND version = 1").run());

describe('checkpoints of several desks on one log', () => {
  test('verify against the keys that could sign at their place: the first by itself, the second vouched for', () => {
    workAs(first);
    vouch(first, second);
    workAs(second);
    workAs(first);
    workAs(second);
    expect(found(first)).toMatchObject({ ...whole, full: { ok: true, checkpoints: 5 } });
    expect(found(first, second)).toMatchObject(whole);
  });

  test('name their signer, and each key is introduced once', () => {
    workAs(first);
    vouch(first, second);
    vouch(first, second);
    workAs(second);
    workAs(first);
    const log = desk.open();
    const signed = log
      .readStream('audit:checkpoints')
      .map(({ eventId, signature }) => [eventId.split(':')[0], signature?.keyId]);
    expect(signed).toEqual([
      ['desk-key', first.keyId],
      ['desk-key', first.keyId],
      ['checkpoint', second.keyId],
      ['checkpoint', first.keyId],
    ]);
  });

  test('of a desk that nobody vouched for are refused by whoever doesn’t trust it, and taken by whoever does', () => {
    workAs(first);
    workAs(second);
    expect(found(first)).toMatchObject(foreign);
    expect(found(second)).toMatchObject(foreign);
    expect(found(first, second)).toMatchObject(whole);
  });

  test('a desk vouches for others only once it is introduced itself', () => {
    vouch(first, second);
    workAs(second);
    expect(found(first)).toMatchObject({ full: { ok: true, checkpoints: 3 }, atOpen: null });
  });

  test('a key that was used before it was introduced doesn’t count, even where the folder trusts it', () => {
    workAs(first);
    workAs(first);
    workAs(first);
    buildAnew((n) => [{ by: first, introduces: first }, { by: second }, { by: first, introduces: second }][n]!);
    const late = { full: foreign.full };
    expect(found(first)).toMatchObject(late);
    expect(found(first, second)).toMatchObject(late);
    buildAnew((n) => [{ by: first, introduces: first }, { by: first, introduces: second }, { by: second }][n]!);
    expect(found(first)).toMatchObject(whole);
  });

  test('a key that is introduced again is found', () => {
    workAs(first);
    workAs(first);
    buildAnew(() => ({ by: first, introduces: first }));
    expect(found(first).full).toMatchObject({ ok: false, finding: 'checkpoint' });
  });
});

describe('somebody who can write rows', () => {
  beforeEach(() => {
    workAs(first);
    vouch(first, second);
    workAs(second);
  });
  const theirs = deskKeyFrom(newDeskSigningKey());

  test.each<[string, (n: number) => Signing | null]>([
    ['that introduces itself', (n) => ({ by: theirs, ...(n === 0 && { introduces: theirs }) })],
    ['that is vouched for by itself later', (n) => (n === 0 ? null : { by: theirs, introduces: theirs })],
    ['that nothing introduces', (n) => (n === 0 ? null : { by: theirs })],
    ['beside the introduction of the true one, copied', (n) => (n < 2 ? null : { by: theirs })],
  ])('can’t make a chain built anew verify with a key of their own %s', (_, signing) => {
    changeThePast();
    buildAnew(signing);
    expect(found(first).full).toMatchObject({ ok: false, finding: 'checkpoint' });
    expect(found(first).atOpen).toMatchObject({ ok: false, finding: 'checkpoint' });
  });

  test('can’t take a key that is trusted now back to before its introduction: that one signs what came before', () => {
    changeThePast();
    // They hold the second desk's key, and the first one's word for it.
    buildAnew((n) => (n === 2 ? { by: second } : null));
    expect(found(first).full).toMatchObject({ ok: false, finding: 'checkpoint', version: 1 });
  });
});
