/** A small projection and its questions, for the store's own tests: who was named in which case, and how often. */
import type { Projection } from '#main/store/cache/projection';
import { defineQuery } from '#main/store/cache/query';
import { searchIndex } from '#main/store/cache/search';

type Row = { readonly row: number; readonly stream: string; readonly name: string; readonly events: number };

/** One row a case: `note.added` counts, and a name in its personal content is kept and found. */
export const exampleProjection: Projection = {
  name: 'example',
  version: 1,
  tables:
    'CREATE TABLE people (row INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE, name TEXT NOT NULL, events INTEGER NOT NULL) STRICT;',
  indexes: 'CREATE INDEX people_by_events ON people (events, row);',
  open: (db) => {
    const find = db.prepare<[string], Row>('SELECT * FROM people WHERE stream = ?');
    const add = db.prepare<[string, string], { row: number }>(
      'INSERT INTO people (stream, name, events) VALUES (?, ?, 1) RETURNING row',
    );
    const change = db.prepare('UPDATE people SET name = ?, events = events + 1 WHERE row = ?');
    const search = searchIndex(db, 'people_search');
    return {
      apply: (events) => {
        for (const event of events) {
          if (!event.stream.startsWith('case:')) continue;
          if (event.type === 'case.broke-the-cache') throw new Error('a fault of the projection');
          const before = find.get(event.stream);
          const given = event.personal?.content['name'];
          const name = typeof given === 'string' ? given : (before?.name ?? '');
          const row = before?.row ?? add.get(event.stream, name)!.row;
          if (before !== undefined) change.run(name, row);
          search.put(row, name, before?.name ?? null);
        }
      },
      forget: (keys) => {
        for (const key of keys) {
          const gone = find.get(key.replace(/\/.*$/, ''));
          if (gone === undefined) continue;
          db.prepare("UPDATE people SET name = '' WHERE row = ?").run(gone.row);
          search.remove(gone.row);
        }
        search.purge();
      },
    };
  },
};

/** Every row, for comparing two caches. */
export const allPeople = defineQuery('example.all', (db) => {
  const all = db.prepare<[], Row>('SELECT * FROM people ORDER BY stream LIMIT 1000');
  return (_params: null): readonly Row[] => all.all();
});

export const findPeople = defineQuery('example.find', (db) => {
  const search = searchIndex(db, 'people_search');
  const one = db.prepare<[number], { name: string }>('SELECT name FROM people WHERE row = ?');
  return (params: { readonly typed: string }): readonly string[] =>
    search.find(params.typed, 50).map((row) => one.get(row)!.name);
});

/** Breaks the rule that answers are bounded. */
export const endless = defineQuery(
  'example.endless',
  () =>
    (_params: null): readonly number[] =>
      Array.from({ length: 5000 }, (_, i) => i),
);

/** Known to nobody. */
export const unheardOf = defineQuery(
  'example.unheardOf',
  () =>
    (_params: null): null =>
      null,
);
