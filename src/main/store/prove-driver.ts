/** What the store process answers to the first question: that the driver works here, on a file that is nobody's. */
import { randomBytes } from 'node:crypto';
import { openSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { NoCipher, readProof, throughMemory, writeProof } from './driver';
import type { DriverProof } from './protocol';
import { openDatabase, sqliteCode, type Db } from './sqlite';

/** How an unencrypted SQLite file begins (sqlite.org/fileformat.html §1.3). */
const plainHeader = 'SQLite format 3\0';

const isPlain = (file: string): boolean => {
  const fd = openSync(file, 'r');
  try {
    const header = Buffer.alloc(plainHeader.length);
    readSync(fd, header, 0, header.length, 0);
    return header.toString('latin1') === plainHeader;
  } finally {
    closeSync(fd);
  }
};

const throughFile = (folder: string, bytes: Uint8Array): Uint8Array => {
  const file = join(folder, 'proof.db');
  const key = randomBytes(32);
  const use = <T>(work: (db: Db) => T): T => {
    const db = openDatabase({ file, key, cipher: 'chacha20' });
    try {
      // Nobody needs this file after a power cut.
      db.pragma('synchronous = OFF');
      return work(db);
    } finally {
      db.close();
    }
  };
  use((db) => writeProof(db, bytes));
  if (isPlain(file)) throw new NoCipher('the file is not encrypted');
  return use(readProof);
};

/** A full or read-only disk says nothing about the driver. */
const isOfDisk = (error: unknown): boolean =>
  /^SQLITE_(?:FULL|IOERR|CANTOPEN|READONLY)/.test(sqliteCode(error) ?? '') ||
  (error instanceof Error && 'syscall' in error);

/** The driver's first line without folders, which hold a person's name. */
const detailOf = (error: unknown): string =>
  error instanceof Error
    ? error.message
        .split('\n', 1)[0]!
        .replaceAll(/\S*[/\\]/g, '')
        .slice(0, 160)
    : 'the reason is not known';

/**
 * Opens, writes, closes, opens again and reads the bytes back, encrypted. Without a folder all but the encrypted file,
 * in memory: the desk's own file shows that when it is opened.
 */
export const proveDriver = (folder: string | null, bytes: Uint8Array): DriverProof => {
  const run = (): Uint8Array => {
    if (folder === null) return throughMemory(bytes);
    try {
      return throughFile(folder, bytes);
    } catch (error) {
      if (isOfDisk(error)) return throughMemory(bytes);
      throw error;
    }
  };
  try {
    return { ok: true, bytes: run(), node: process.versions.node };
  } catch (error) {
    return { ok: false, why: error instanceof NoCipher ? 'no-cipher' : 'no-driver', detail: detailOf(error) };
  }
};
