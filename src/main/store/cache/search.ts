/**
 * Search by the beginnings of words: a contentless FTS5 table of one column, folded here, because no tokenizer folds
 * ø ł ß æ đ. PERFORMANCE.md has why it is built so. The reader and the projection use the same index object.
 */
import type { Db } from '../sqlite';

const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'ng',
};
const apostrophe = /['’‘ʼ`´]/u;
const betweenWords = /[^\p{L}\p{N}'’‘ʼ`´]+/u;
const maxWords = 8;
const maxWordLength = 40;

/** Case, accents and letters that people type another way, gone: `Łukasz Ørsted` is `lukasz orsted`. */
export const foldText = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[øłßæœđðþıħŧŋ]/gu, (letter) => plainLetters[letter]!);

const isWord = (word: string): boolean => word.length > 1;

/** Words of a text as they are kept: `L’Heureux` by `heureux` and `lheureux`, so that both ways to type it find it. */
export const wordsKept = (text: string): readonly string[] => {
  const words = foldText(text)
    .split(betweenWords)
    .flatMap((word) => {
      const parts = word.split(apostrophe).filter((part) => part !== '');
      return parts.length > 1 ? [...parts, parts.join('')] : parts;
    });
  return [...new Set(words.map((word) => word.slice(0, maxWordLength)).filter(isWord))];
};

/** What was typed as an FTS5 query: every word by its beginning, single letters left out. Null when nothing is left. */
export const searchQuery = (typed: string): string | null => {
  const words = foldText(typed)
    .split(betweenWords)
    .map((word) => word.split(apostrophe).join('').slice(0, maxWordLength))
    .filter(isWord);
  return words.length === 0
    ? null
    : [...new Set(words)]
        .slice(0, maxWords)
        .map((word) => `"${word}"*`)
        .join(' ');
};

export type SearchIndex = {
  /**
   * Keeps a row's words. `before` is what was kept for it, null for a new row: a row whose text didn't change is left
   * alone.
   */
  put(row: number, text: string, before: string | null): void;
  remove(row: number): void;
  /** Rows that match every word, newest (highest) first, at most `limit`: rank those, not all that match. */
  find(typed: string, limit: number): readonly number[];
  /** Works what was removed out of the index for good. Takes its time. */
  purge(): void;
};

const namePattern = /^[a-z][a-z0-9_]*$/;

/** The search table of that name, made when it isn't there and the cache can be written. */
export const searchIndex = (db: Db, name: string): SearchIndex => {
  if (!namePattern.test(name)) throw new TypeError('name: must be a plain lower-case name');
  // The ascii tokenizer parts words at what foldText left between them, and takes every other letter as it is.
  if (!db.readonly)
    db.exec(
      `CREATE VIRTUAL TABLE IF NOT EXISTS ${name} USING fts5(words, content='', contentless_delete=1, detail=none, prefix='2 3 4', tokenize='ascii')`,
    );
  const insert = db.prepare<[number, string]>(`INSERT INTO ${name} (rowid, words) VALUES (?, ?)`);
  const replace = db.prepare<[number, string]>(`INSERT OR REPLACE INTO ${name} (rowid, words) VALUES (?, ?)`);
  const remove = db.prepare<[number]>(`DELETE FROM ${name} WHERE rowid = ?`);
  const match = db
    .prepare<[string, number], number>(`SELECT rowid FROM ${name} WHERE ${name} MATCH ? ORDER BY rowid DESC LIMIT ?`)
    .pluck();
  return {
    put: (row, text, before) => {
      if (text === before) return;
      (before === null ? insert : replace).run(row, wordsKept(text).join(' '));
    },
    remove: (row) => void remove.run(row),
    find: (typed, limit) => {
      const query = searchQuery(typed);
      return query === null ? [] : match.all(query, limit);
    },
    purge: () => void db.exec(`INSERT INTO ${name} (${name}) VALUES ('optimize')`),
  };
};
