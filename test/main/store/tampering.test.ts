import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { genesisHash, rowHash, verifyStream, type ChainRow } from '#main/store/log/chain';
import { deskKeyFrom, signCheckpoint } from '#main/store/log/checkpoint';
import { inclusionProof, provesInclusion } from '#main/store/log/merkle';
import { openLogToRead } from '#main/store/log/log-file';
import { verifyLog, verifyTail } from '#main/store/log/verify';
import type { Db } from '#main/store/sqlite';
import type { Verification } from '#main/store/log/event-log';
import { someTime, logFolder, type LogFolder } from '#support/log-folder';
import { exampleStore, newDeskSigningKey, startStoreProcess } from '#support/store-process';

let desk: LogFolder;
beforeEach(() => {
  desk = logFolder({ checkpointEvery: 1_000_000 });
});
afterEach(() => desk.remove());

/** Three streams, interleaved; a checkpoint in the middle and one before the last two events. */
const fill = (): void => {
  const log = desk.open();
  const signature = { by: 'staff:amy', keyId: 'k1', value: 'c2ln' };
  for (let i = 0; i < 9; i += 1) {
    desk.add(
      log,
      `case:${i % 3}`,
      { signature, personal: { key: `case:${i % 3}/contact`, content: { name: `Person ${i}` } } },
      i === 4,
    );
  }
  log.checkpoint(someTime);
  desk.add(log, 'case:0');
  desk.add(log, 'case:1');
  log.close();
};

const verify = (): Verification => {
  const db = openLogToRead(desk.path, desk.keys.log);
  try {
    return verifyLog(db, [desk.deskKey.publicKey]);
  } finally {
    db.close();
  }
};
const verifyAtOpen = (): Verification | null => {
  const db = openLogToRead(desk.path, desk.keys.log);
  try {
    return verifyTail(db, [desk.deskKey.publicKey]);
  } finally {
    db.close();
  }
};

type Stored = ChainRow & { readonly position: number };
const rows = (db: Db): Stored[] => db.prepare<[], Stored>('SELECT * FROM events ORDER BY position').all();

/** Writes every hash anew, as somebody would who has the keys and changes the past. */
const rebuildChain = (db: Db): void => {
  const ends = new Map<string, Buffer>();
  for (const row of rows(db)) {
    const prev_hash = ends.get(row.stream) ?? genesisHash(row.stream);
    const hash = rowHash({ ...row, prev_hash });
    db.prepare('UPDATE events SET prev_hash = ?, hash = ? WHERE position = ?').run(prev_hash, hash, row.position);
    ends.set(row.stream, hash);
  }
};

describe('a log that nobody touched', () => {
  test('verifies whole and at open, and counts what it saw', () => {
    fill();
    expect(verify()).toEqual({ ok: true, events: 13, streams: 4, checkpoints: 2 });
    expect(verifyAtOpen()).toBeNull();
  });

  test('verifies when it is empty', () => {
    desk.open().close();
    expect(verify()).toEqual({ ok: true, events: 0, streams: 0, checkpoints: 0 });
    expect(verifyAtOpen()).toBeNull();
  });

  test('verifies after a person was erased', () => {
    fill();
    const log = desk.open();
    log.destroyKey('case:1/contact');
    log.close();
    expect(verify()).toMatchObject({ ok: true });
  });

  test('lets a case’s history verify from its own rows alone', () => {
    fill();
    desk.behind((db) => {
      const own = db
        .prepare<[string], ChainRow>('SELECT * FROM events WHERE stream = ? ORDER BY version')
        .all('case:1');
      expect(verifyStream('case:1', own)).toEqual({ ok: true, events: 4, streams: 1, checkpoints: 0 });
      expect(verifyStream('case:1', own.slice(1))).toMatchObject({ ok: false, finding: 'missing', version: 2 });
      expect(verifyStream('case:1', [own[0]!, own[2]!])).toMatchObject({ ok: false, finding: 'missing', version: 3 });
      expect(verifyStream('case:1', [own[0]!, own[0]!])).toMatchObject({ ok: false, finding: 'out-of-order' });
      expect(verifyStream('case:2', own)).toMatchObject({ ok: false, finding: 'out-of-order' });
      expect(
        verifyStream(
          'case:2',
          own.map((row) => ({ ...row, stream: 'case:2' })),
        ),
      ).toMatchObject({ ok: false, finding: 'changed', version: 1 });
    });
  });

  test('is hashed as chain.ts says, so that a stranger can check it', () => {
    fill();
    desk.behind((db) => {
      for (const row of rows(db)) {
        const head = JSON.stringify([
          row.stream,
          row.version,
          row.event_id,
          row.type,
          row.schema,
          row.occurred_at,
          row.recorded_at,
          row.actor,
          row.desk,
          row.key_id,
          row.signature,
          row.data,
        ]);
        const bytes = Buffer.concat([row.prev_hash, Buffer.from(`${head}\n`), row.sealed ?? Buffer.alloc(0)]);
        expect(createHash('sha256').update(bytes).digest('hex')).toBe(Buffer.from(row.hash).toString('hex'));
      }
    });
  });

  test('proves a row to be under a checkpoint', () => {
    fill();
    const log = desk.open();
    const checkpoint = log.lastCheckpoint()!;
    const hashes = rows(log.db)
      .slice(0, checkpoint.size)
      .map((row) => row.hash);
    expect(
      provesInclusion({
        entry: hashes[3]!,
        index: 3,
        size: checkpoint.size,
        path: inclusionProof(hashes, 3),
        root: Buffer.from(checkpoint.root, 'hex'),
      }),
    ).toBe(true);
  });
});

const columnList = [
  'position',
  'stream',
  'version',
  'event_id',
  'type',
  'schema',
  'occurred_at',
  'recorded_at',
  'actor',
  'desk',
  'data',
  'sealed',
  'key_id',
  'signature',
  'prev_hash',
  'hash',
] as const;

/** The smallest change: the last byte of a text or a blob, one more of a number. Null columns get a byte. */
const flipped = (value: unknown, column: string): unknown => {
  if (typeof value === 'number') return column === 'position' ? value + 1000 : value + 1;
  if (value === null) return column === 'sealed' ? Buffer.from([1]) : 'x';
  const bytes = Buffer.from(value as string | Buffer);
  bytes[bytes.length - 1]! ^= 1;
  return typeof value === 'string' ? bytes.toString() : bytes;
};

describe('one byte flipped', () => {
  test.each(columnList)('in the column %s of any row is found, and the row is named', (column) => {
    fill();
    let count = 0;
    desk.behind((db) => {
      count = rows(db).length;
      // Whoever writes into the file is not held by its indexes either.
      db.exec('DROP INDEX events_by_stream; DROP INDEX events_by_id');
    });
    for (let position = 1; position <= count; position += 1) {
      let before: unknown;
      let row: Stored | undefined;
      desk.behind((db) => {
        row = rows(db)[position - 1];
        before = row![column];
        db.prepare(`UPDATE events SET ${column} = ? WHERE position = ?`).run(flipped(before, column), position);
      });
      expect(verify(), `${column} of ${position}`).toMatchObject({ ok: false });
      const isTail = position >= count - 2;
      if (isTail) expect(verifyAtOpen(), `${column} of ${position} at open`).toMatchObject({ ok: false });
      desk.behind((db) => {
        const at = column === 'position' ? position + 1000 : position;
        db.prepare(`UPDATE events SET ${column} = ? WHERE position = ?`).run(before, at);
      });
    }
    expect(verify()).toMatchObject({ ok: true });
  });

  test('names the first row that doesn’t fit', () => {
    fill();
    desk.behind(
      (db) =>
        void db
          .prepare("UPDATE events SET data = replace(data, 'fact', 'lies') WHERE stream = 'case:2' AND version = 2")
          .run(),
    );
    expect(verify()).toEqual({
      ok: false,
      finding: 'changed',
      stream: 'case:2',
      version: 2,
      message: 'Event 2 of case:2 is not as it was recorded.',
    });
  });
});

describe('a row taken out', () => {
  /** Takes one row out and closes the hole in the positions, so that nothing but the hashes can tell. */
  const takeOut = (position: number): void => {
    desk.behind((db) => {
      db.prepare('DELETE FROM events WHERE position = ?').run(position);
      for (const row of rows(db).filter((each) => each.position > position))
        db.prepare('UPDATE events SET position = ? WHERE position = ?').run(row.position - 1, row.position);
    });
  };

  test('leaves a hole that is found', () => {
    fill();
    desk.behind((db) => void db.prepare('DELETE FROM events WHERE position = 5').run());
    expect(verify()).toMatchObject({ ok: false, finding: 'missing' });
  });

  test.each(Array.from({ length: 11 }, (_, i) => i + 1))('at place %i, with the hole closed, is found', (position) => {
    fill();
    takeOut(position);
    expect(verify()).toMatchObject({ ok: false });
    expect(verifyAtOpen()).toMatchObject({ ok: false });
  });

  test('at the end of a stream before the last checkpoint is found', () => {
    fill();
    let last = 0;
    desk.behind((db) => void (last = rows(db).findLast((row) => row.stream === 'case:2')!.position));
    takeOut(last);
    expect(verify()).toMatchObject({ ok: false, finding: 'checkpoint' });
  });

  test('at the very end is found by a checkpoint that was kept outside', () => {
    fill();
    const log = desk.open();
    const outside = [log.checkpoint(someTime).checkpoint!];
    log.close();
    desk.behind((db) => {
      db.exec(
        'DELETE FROM events WHERE position > (SELECT max(position) - 3 FROM events); UPDATE tree SET size = 11, peaks = (SELECT peaks FROM tree)',
      );
    });
    const db = openLogToRead(desk.path, desk.keys.log);
    expect(verifyLog(db, [desk.deskKey.publicKey], { outside })).toMatchObject({ ok: false });
    db.close();
  });
});

describe('a chain built anew', () => {
  test('around a changed row verifies by itself, and is found by the checkpoint', () => {
    fill();
    desk.behind((db) => {
      db.prepare("UPDATE events SET data = '{}' WHERE position = 2").run();
      rebuildChain(db);
      const own = db
        .prepare<[string], ChainRow>('SELECT * FROM events WHERE stream = ? ORDER BY version')
        .all('case:1');
      expect(verifyStream('case:1', own)).toMatchObject({ ok: true });
    });
    expect(verify()).toMatchObject({ ok: false, finding: 'checkpoint', stream: 'audit:checkpoints' });
  });

  test('with checkpoints of its own is not signed by this desk', () => {
    fill();
    const other = deskKeyFrom(newDeskSigningKey());
    desk.behind((db) => {
      for (const row of rows(db).filter((each) => each.stream === 'audit:checkpoints')) {
        const { size, root } = JSON.parse(row.data) as { size: number; root: string };
        const forged = signCheckpoint(other, size, Buffer.from(root, 'hex'));
        const signature = JSON.stringify({ by: 'desk', keyId: forged.keyId, value: forged.signature });
        db.prepare('UPDATE events SET signature = ? WHERE position = ?').run(signature, row.position);
      }
      rebuildChain(db);
    });
    expect(verify()).toMatchObject({
      ok: false,
      finding: 'checkpoint',
      message: expect.stringMatching(/not signed by a desk that could sign there/),
    });
    expect(verifyAtOpen()).toMatchObject({ ok: false, finding: 'checkpoint' });
  });

  test('without any checkpoint is found by one from outside', () => {
    fill();
    const log = desk.open();
    const outside = [log.lastCheckpoint()!];
    log.close();
    desk.behind((db) => {
      db.exec(
        "UPDATE events SET data = '{}' WHERE position = 1; DELETE FROM events WHERE stream = 'audit:checkpoints'; UPDATE tree SET size = 0, peaks = x''",
      );
      for (const [i, row] of rows(db).entries())
        db.prepare('UPDATE events SET position = ? WHERE position = ?').run(i + 1, row.position);
      rebuildChain(db);
    });
    expect(verify()).toMatchObject({ ok: true, checkpoints: 0 });
    const db = openLogToRead(desk.path, desk.keys.log);
    expect(verifyLog(db, [desk.deskKey.publicKey], { outside })).toMatchObject({
      ok: false,
      finding: 'checkpoint',
      message: expect.stringMatching(/from outside/),
    });
    db.close();
  });
});

describe('a desk whose log was tampered with', () => {
  const bytesOfLog = (): string =>
    createHash('sha256')
      .update(readFileSync(join(desk.path, 'log.db')))
      .digest('hex');
  const signingKey = newDeskSigningKey();
  const opening = () => ({ folder: desk.path, wrapKey: Buffer.alloc(32, 5), deskSigningKey: signingKey });
  const another = (n: number) => ({
    at: someTime,
    streams: [
      {
        stream: 'case:0',
        events: [{ eventId: `late-${n}`, type: 'note.added', schema: 1, actor: 'desk' as const, data: {} }],
      },
    ],
  });

  const filledByProcess = async (): Promise<void> => {
    const { client } = await startStoreProcess(opening(), exampleStore);
    for (let i = 0; i < 5; i += 1) expect(await client.log.append(another(i))).toMatchObject({ ok: true });
    await client.checkpoint(someTime);
    expect(await client.log.append(another(5))).toMatchObject({ ok: true });
    await client.close();
  };

  test('in its tail: it opens read-only, names the finding, writes nothing, and can still be read', async () => {
    await filledByProcess();
    desk.behind((db) => void db.prepare("UPDATE events SET actor = 'staff:eve' WHERE event_id = 'late-5'").run());
    const before = bytesOfLog();
    const { client } = await startStoreProcess(opening(), exampleStore);
    expect(await client.log.append(another(6))).toEqual({
      ok: false,
      reason: 'read-only',
      why: 'Event 6 of case:0 is not as it was recorded.',
    });
    expect(client.status()).toMatchObject({
      state: 'read-only',
      finding: { finding: 'changed', stream: 'case:0', version: 6 },
    });
    expect(await client.log.readStream('case:0')).toHaveLength(6);
    expect(await client.checkpoint(someTime)).toBeNull();
    expect(await client.log.leaseEffect({ at: someTime, leaseMs: 1000, worker: 'w' })).toMatchObject({ effect: null });
    await expect(client.log.destroyKey('case:0/contact')).rejects.toThrow(/read-only/);
    expect(await client.log.append(another(3))).toMatchObject({ ok: true, repeated: true });
    await client.close();
    expect(bytesOfLog()).toBe(before);
  });

  test('long before its tail: found by the thread that goes through all of it, and remembered at the next start', async () => {
    await filledByProcess();
    desk.behind((db) => void db.prepare("UPDATE events SET actor = 'staff:eve' WHERE event_id = 'late-1'").run());
    const first = await startStoreProcess(opening(), exampleStore);
    await expect
      .poll(() => first.client.status(), { timeout: 20_000 })
      .toMatchObject({ state: 'read-only', finding: { stream: 'case:0', version: 2 } });
    expect(await first.client.log.append(another(7))).toMatchObject({ ok: false, reason: 'read-only' });
    expect(await first.client.verify()).toMatchObject({ ok: false, finding: 'changed', version: 2 });
    await first.client.close();
    const before = bytesOfLog();
    const second = await startStoreProcess(opening(), exampleStore);
    expect(await second.client.log.append(another(8))).toMatchObject({ ok: false, reason: 'read-only' });
    await second.client.close();
    expect(bytesOfLog()).toBe(before);
    expect(readdirSync(desk.path)).toContain('log.finding');
  });

  test('and then put right: it is gone through once more, and can be written again', async () => {
    await filledByProcess();
    desk.behind((db) => void db.prepare("UPDATE events SET actor = 'staff:eve' WHERE event_id = 'late-1'").run());
    const first = await startStoreProcess(opening(), exampleStore);
    await expect.poll(() => first.client.status(), { timeout: 20_000 }).toMatchObject({ state: 'read-only' });
    await first.client.close();
    desk.behind((db) => void db.prepare("UPDATE events SET actor = 'desk' WHERE event_id = 'late-1'").run());
    const second = await startStoreProcess(opening(), exampleStore);
    await expect.poll(() => second.client.status(), { timeout: 20_000 }).toMatchObject({ state: 'ready' });
    expect(await second.client.log.append(another(9))).toMatchObject({ ok: true });
    await second.client.close();
    expect(readdirSync(desk.path)).not.toContain('log.finding');
  });

  test('a log that grows while it is verified is not called tampered with', async () => {
    const { client } = await startStoreProcess({ ...opening(), checkpointEvery: 7 }, exampleStore);
    const found: Verification[] = [];
    for (let round = 0; round < 8; round += 1) {
      const verifying = client.verify();
      for (let i = 0; i < 40; i += 1) await client.log.append(another(round * 1000 + i));
      found.push(await verifying);
    }
    expect(found.every((each) => each.ok)).toBe(true);
    expect(client.status().state).toBe('ready');
    await client.close();
  });
});
