/**
 * Personal content under its owner's key. The keys lie in keys.db, beside the log and outside its backups, each wrapped
 * by the vault's key: destroying one erases what it sealed in every copy of the log, and the chain still verifies.
 */
import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import { closeSync, fsyncSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '#domain/json';
import { migrate, refuseNewer } from '../migrate';
import { openDatabase, setPragma, type Db } from '../sqlite';
import type { StoreKeys } from '../store-keys';
import type { KeyName } from './event-log';
import { keysMigration } from './migrations/keys-0001';

export const keysFile = 'keys.db';
const migrationSteps = [keysMigration];
const maxCachedKeys = 20_000;
const fileFormat = 1;
const ivBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + ivBytes + tagBytes;

/**
 * Where a sealed text belongs: bound to it and to the key's name, so that one row's content can't be moved to another.
 * Only what the writer knows before the append: a shared log assigns version, position and time itself.
 */
export type SealPlace = { readonly stream: string; readonly eventId: string };

export type KeyRing = {
  /** Seals text for its owner, making a key at first; `erased` when the owner's key was destroyed. */
  seal(key: KeyName, place: SealPlace, text: string): Buffer | 'erased';
  /** Brings keys from the file in one read: one by one, each asks the file anew whether it changed. */
  bring(keys: readonly (string | null)[]): void;
  /** The content; `erased` when the key is gone. Throws SealBroken when the bytes don't fit the key or the place. */
  unseal(key: string, place: SealPlace, sealed: Uint8Array): JsonObject | 'erased';
  /** For good. True when there was a key to destroy or to forbid. */
  destroy(key: KeyName): boolean;
  /** True before the first owner had a key. */
  isEmpty(): boolean;
  /** Names destroyed after a turn, and the newest turn: what the cache must forget. */
  destroyedSince(turn: number): { readonly turn: number; readonly names: readonly KeyName[] };
  close(): void;
};

/** Sealed bytes that don't open: changed, moved, or the key ring is not this log's. */
export class SealBroken extends Error {
  constructor(place: SealPlace) {
    super(`The sealed content of event ${place.eventId} of ${place.stream} doesn't open.`);
    this.name = 'SealBroken';
  }
}

const additional = (place: SealPlace, key: string): Buffer =>
  Buffer.from(`recovery-desk/seal/2\n${JSON.stringify([place.stream, place.eventId, key])}`);

const encrypt = (key: KeyObject, plain: Uint8Array, aad: Uint8Array): Buffer => {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([fileFormat]), iv, cipher.getAuthTag(), body]);
};

const decrypt = (key: KeyObject, sealed: Uint8Array, aad: Uint8Array): Buffer => {
  if (sealed.byteLength < headerBytes || sealed[0] !== fileFormat) throw new Error('unknown seal');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(1 + ivBytes, headerBytes));
  const plain = decipher.update(sealed.subarray(headerBytes));
  // Throws where the tag doesn't fit. GCM holds nothing back: what it gave before is all there is.
  decipher.final();
  return plain;
};

const wrapPlace = (name: string): Buffer => Buffer.from(`recovery-desk/key/1\n${name}`);

/** Zeros over the spent journal, whose pages still hold the key as it was before. */
const wipeJournal = (file: string): void => {
  const journal = `${file}-journal`;
  const size = statSync(journal, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return;
  const fd = openSync(journal, 'r+');
  try {
    for (let at = 0; at < size; at += 65_536)
      writeSync(fd, Buffer.alloc(Math.min(65_536, size - at)), 0, undefined, at);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
};

const openKeysFile = (file: string, key: Uint8Array, readonly: boolean): Db => {
  const db = openDatabase({ file, key, cipher: 'chacha20', readonly });
  try {
    refuseNewer(db, migrationSteps, keysFile);
    setPragma(db, 'cache_size', '-8192', -8192);
    if (readonly) return db;
    // A rollback journal, not a WAL: it can be wiped after a key was destroyed.
    setPragma(db, 'journal_mode', 'PERSIST', 'persist');
    setPragma(db, 'synchronous', 'FULL', 2);
    setPragma(db, 'secure_delete', 'ON', 1);
    migrate(db, migrationSteps);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/** Opens the folder's key ring; read-only for workers that only read the log. */
export const openKeyRing = (folder: string, keys: StoreKeys, readonly = false): KeyRing => {
  const file = join(folder, keysFile);
  const db = openKeysFile(file, keys.keys, readonly);
  const find = db.prepare<[string], { wrapped: Buffer | null }>('SELECT wrapped FROM keys WHERE name = ?');
  const findAll = db.prepare<[string], { name: string; wrapped: Buffer | null }>(
    'SELECT name, wrapped FROM keys WHERE name IN (SELECT value FROM json_each(?))',
  );
  const since = db.prepare<[number], { name: KeyName; destroyed: number }>(
    'SELECT name, destroyed FROM keys WHERE destroyed > ? ORDER BY destroyed',
  );
  const cached = new Map<string, KeyObject>();

  const remember = (name: string, key: KeyObject): KeyObject => {
    if (cached.size >= maxCachedKeys)
      for (const oldest of cached.keys()) {
        cached.delete(oldest);
        break;
      }
    cached.set(name, key);
    return key;
  };

  const unwrap = (name: string, wrapped: Buffer): KeyObject =>
    createSecretKey(decrypt(keys.wrap, wrapped, wrapPlace(name)));

  const existing = (name: string): KeyObject | 'erased' | null => {
    const known = cached.get(name);
    if (known !== undefined) return known;
    const row = find.get(name);
    if (row === undefined) return null;
    if (row.wrapped === null) return 'erased';
    return remember(name, unwrap(name, row.wrapped));
  };

  const make = (name: string): KeyObject => {
    const raw = randomBytes(32);
    db.prepare('INSERT INTO keys (name, wrapped) VALUES (?, ?)').run(name, encrypt(keys.wrap, raw, wrapPlace(name)));
    const key = createSecretKey(raw);
    raw.fill(0);
    return remember(name, key);
  };

  return {
    seal: (name, place, text) => {
      const key = existing(name) ?? make(name);
      return key === 'erased' ? key : encrypt(key, Buffer.from(text), additional(place, name));
    },
    bring: (names) => {
      const missing = [...new Set(names)].filter((name) => name !== null && !cached.has(name));
      if (missing.length < 2) return;
      for (const { name, wrapped } of findAll.iterate(JSON.stringify(missing)))
        if (wrapped !== null) remember(name, unwrap(name, wrapped));
    },
    unseal: (name, place, sealed) => {
      const key = existing(name);
      if (key === null || key === 'erased') return 'erased';
      try {
        return JSON.parse(decrypt(key, sealed, additional(place, name)).toString()) as JsonObject;
      } catch {
        throw new SealBroken(place);
      }
    },
    destroy: (name) => {
      cached.delete(name);
      const changed = db
        .prepare(`
        INSERT INTO keys (name, wrapped, destroyed) VALUES (@name, NULL, (SELECT coalesce(max(destroyed), 0) + 1 FROM keys))
        ON CONFLICT (name) DO UPDATE SET wrapped = NULL, destroyed = excluded.destroyed WHERE destroyed IS NULL
      `)
        .run({ name }).changes;
      if (changed > 0) wipeJournal(file);
      return changed > 0;
    },
    isEmpty: () => db.prepare('SELECT 1 FROM keys LIMIT 1').get() === undefined,
    destroyedSince: (turn) => {
      const rows = since.all(turn);
      return { turn: rows.at(-1)?.destroyed ?? turn, names: rows.map((row) => row.name) };
    },
    close: () => {
      cached.clear();
      db.close();
    },
  };
};
