/** Whether the database driver works in this process, tried without a file. The sample processes ask it, too. */
import Database from 'better-sqlite3';

/** The driver that was loaded can't encrypt. */
export class NoCipher extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NoCipher';
  }
}

/** A table of one BLOB. */
export const writeProof = (db: Database.Database, bytes: Uint8Array): void => {
  db.exec('CREATE TABLE proof (bytes BLOB) STRICT');
  db.prepare('INSERT INTO proof VALUES (?)').run(Buffer.from(bytes));
};

export const readProof = (db: Database.Database): Uint8Array =>
  db.prepare<[], Buffer>('SELECT bytes FROM proof').pluck().get() ?? new Uint8Array();

/** Writes a BLOB and gives it back as it was read. Throws NoCipher, and what the driver throws. */
export const throughMemory = (bytes: Uint8Array): Uint8Array => {
  const db = new Database(':memory:');
  try {
    db.pragma("cipher = 'chacha20'");
    if (db.pragma('cipher', { simple: true }) !== 'chacha20')
      throw new NoCipher('this build of SQLite has no chacha20');
    writeProof(db, bytes);
    return readProof(db);
  } finally {
    db.close();
  }
};
