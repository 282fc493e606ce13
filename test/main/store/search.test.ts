import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { foldText, searchIndex, searchQuery, wordsKept, type SearchIndex } from '#main/store/cache/search';
import { openDatabase, type Db } from '#main/store/sqlite';
import { temporaryFolder } from '#support/store-process';

describe('folding', () => {
  test.each([
    ['Zoë Lefèvre', 'zoe lefevre'],
    ['Łukasz Ørsted', 'lukasz orsted'],
    ['Straße', 'strasse'],
    ['Ægir Đorđević', 'aegir dordevic'],
    ['Sœur Françoise', 'soeur francoise'],
    ['IŞIK', 'isik'],
    ['Nguyễn', 'nguyen'],
    ['Е́лена', 'елена'],
  ])('%s is %s', (text, folded) => expect(foldText(text)).toBe(folded));

  test('composed and decomposed letters are one', () => {
    expect(foldText('é'.normalize('NFC'))).toBe(foldText('é'.normalize('NFD')));
  });

  test('a word with an apostrophe is kept both ways, single letters are not kept', () => {
    expect(wordsKept("Mélanie L’Heureux-Côté, O'Brien & J. d’Arc")).toEqual([
      'melanie',
      'heureux',
      'lheureux',
      'cote',
      'brien',
      'obrien',
      'arc',
      'darc',
    ]);
  });

  test('what is typed can’t become anything but words', () => {
    expect(searchQuery('') ?? searchQuery(' a ') ?? searchQuery('"*()-:^')).toBeNull();
    expect(searchQuery('NEAR("x" OR name:y*)')).toBe('"near"* "or"* "name"*');
  });
});

describe('search', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let db: Db;
  let search: SearchIndex;
  beforeEach(() => {
    folder = temporaryFolder();
    db = openDatabase({ file: join(folder.path, 'cache.db'), key: Buffer.alloc(32, 1), cipher: 'aegis' });
    search = searchIndex(db, 'people_search');
  });
  afterEach(() => {
    db.close();
    folder.remove();
  });
  const keep = (...texts: string[]): void => texts.forEach((text, i) => search.put(i + 1, text, null));

  test('finds by the beginnings of words in any order, newest first', () => {
    keep('Éloïse Tremblay, Cabinet Côté RD-1042', 'Eloise Tremont RD-1043', 'Bob Marley RD-2001');
    expect(search.find('elo', 10)).toEqual([2, 1]);
    expect(search.find('trem ÉLO', 10)).toEqual([2, 1]);
    expect(search.find('trembl eloi', 10)).toEqual([1]);
    expect(search.find('cote', 10)).toEqual([1]);
    expect(search.find('104', 10)).toEqual([2, 1]);
    expect(search.find('loise', 10)).toEqual([]);
    expect(search.find('elo', 1)).toEqual([2]);
  });

  test.each(['l’heur', 'lheur', 'heureux', "L'Heureux", 'L’HEUREUX-CÔTÉ'])(
    'finds Mme L’Heureux-Côté by %s',
    (typed) => {
      keep('Sylvie L’Heureux-Côté');
      expect(search.find(typed, 10)).toEqual([1]);
    },
  );

  test('finds names in other scripts', () => {
    keep('Ελένη Παπαδοπούλου', 'Иван Йорданов', '山田 太郎');
    expect([search.find('ελε', 5), search.find('ιορ', 5), search.find('йор', 5), search.find('山田', 5)]).toEqual([
      [1],
      [],
      [2],
      [3],
    ]);
  });

  test('a changed text is found by the new one only', () => {
    keep('Old Name');
    search.put(1, 'New Name', 'Old Name');
    expect(search.find('old', 10)).toEqual([]);
    expect(search.find('new', 10)).toEqual([1]);
  });

  test('a removed row is not found, and its words can be worked out of the file', () => {
    keep('Secretname One', 'Other Two');
    search.remove(1);
    expect(search.find('secretname', 10)).toEqual([]);
    search.purge();
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(
      db
        .prepare('SELECT block FROM people_search_data')
        .pluck()
        .all()
        .some((block) => (block as Buffer).includes('secretname')),
    ).toBe(false);
  });

  test('no more than the asked-for words are looked up, however much is typed', () => {
    keep('one two three');
    expect(search.find(Array.from({ length: 50 }, () => 'one').join(' '), 5)).toEqual([1]);
    expect(searchQuery(Array.from({ length: 50 }, (_, i) => `word${i}`).join(' '))!.split(' ')).toHaveLength(8);
  });
});
