/**
 * The least that an append can do: canonical JSON, the seal, the chain's hash and the tree's, one durable commit with the
 * two unique indexes, and in the cache's file the case's row at its new place. Nothing is checked or looked up but the
 * stream's end, nothing is folded, the case's state is not kept, and nobody is told.
 */
import { copyFileSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFile } from '#main/store/cache/open';
import { canonicalJson, genesisHash, rowHash } from '#main/store/log/chain';
import type { Append, StoredEvent } from '#main/store/log/event-log';
import { logFile, openLogToWrite } from '#main/store/log/log-file';
import { logColumns } from '#main/store/log/log-rows';
import { addEntry, noPeaks } from '#main/store/log/merkle';
import { keysFile, openKeyRing } from '#main/store/log/seal';
import { openDatabase, setPragma } from '#main/store/sqlite';
import type { StoreKeys } from '#main/store/store-keys';

/** A copy of a store's files, to be written to without its rules. */
export const copyStore = (store: string): { readonly folder: string; remove(): void } => {
  const folder = mkdtempSync(join(tmpdir(), 'recovery-desk-least-'));
  for (const file of [logFile, keysFile, cacheFile])
    copyFileSync(join(store, file), join(folder, file), constants.COPYFILE_FICLONE);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
};

/** Over a copy of a store. `append` takes one event of a case. */
export const openLeast = (folder: string, keys: StoreKeys, deskKeyId: string) => {
  const ring = openKeyRing(folder, keys);
  const log = openLogToWrite(folder, keys.log);
  const cache = openDatabase({ file: join(folder, cacheFile), key: keys.cache, cipher: 'aegis' });
  setPragma(cache, 'journal_mode', 'WAL', 'wal');
  setPragma(cache, 'synchronous', 'NORMAL', 1);
  setPragma(cache, 'wal_autocheckpoint', '0', 0);
  const insert = log.prepare(`INSERT INTO events (${logColumns}) VALUES (${logColumns.replaceAll(/\w+/g, '@$&')})`);
  const streamEnd = log.prepare<[string], { version: number; hash: Buffer }>(
    'SELECT version, hash FROM events WHERE stream = ? ORDER BY version DESC LIMIT 1',
  );
  const move = cache.prepare('UPDATE cases SET updated_at = ?, sort_at = ? WHERE case_id = ?');
  const keepPlace = cache.prepare('UPDATE cache_state SET position = ?, hash = ?');
  let position = log.prepare<[], number>('SELECT max(position) FROM events').pluck().get() ?? 0;
  let peaks = noPeaks;
  const write = log.transaction((request: Append): StoredEvent => {
    const { stream, events } = request.streams[0]!;
    const event = events[0]!;
    const end = streamEnd.get(stream);
    const row = {
      stream,
      version: (end?.version ?? 0) + 1,
      event_id: event.eventId,
      type: event.type,
      schema: event.schema,
      occurred_at: request.at,
      recorded_at: request.at,
      actor: event.actor,
      desk: deskKeyId,
      data: canonicalJson(event.data),
      sealed:
        event.personal === undefined
          ? null
          : (ring.seal(
              event.personal.key,
              { stream, eventId: event.eventId },
              canonicalJson(event.personal.content),
            ) as Buffer),
      key_id: event.personal?.key ?? null,
      signature: null,
      prev_hash: end?.hash ?? genesisHash(stream),
    };
    const hash = rowHash(row);
    insert.run({ ...row, position: position + 1, hash });
    peaks = addEntry(peaks, hash);
    const { version } = row;
    return { ...event, position: position + 1, stream, version, recordedAt: request.at, hash: hash.toString('hex') };
  });
  const show = cache.transaction(({ stream, recordedAt, hash }: StoredEvent) => {
    move.run(recordedAt, recordedAt, stream.slice('case:'.length));
    keepPlace.run(position, hash);
  });
  return {
    append: (request: Append): StoredEvent => {
      const stored = write.immediate(request);
      ({ position } = stored);
      show.immediate(stored);
      return stored;
    },
    close: () => {
      cache.close();
      log.close();
      ring.close();
    },
  };
};
