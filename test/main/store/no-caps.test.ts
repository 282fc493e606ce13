/** What is more than a page goes on on the next one: nothing ends silently at a number. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  everyOwned,
  everyState,
  mailPage,
  ownedBy,
  queueSearch,
  reviewStates,
  statePages,
  type Place,
} from '#main/store/cache/case-queries';
import { casesProjection } from '#main/store/cache/cases';
import { createRebuild } from '#main/store/cache/open';
import { openCaseStates } from '#main/store/cache/policy-queries';
import type { CacheQuery } from '#main/store/cache/query';
import { searchIndex } from '#main/store/cache/search';
import type { Db } from '#main/store/sqlite';
import { temporaryFolder } from '#support/store-process';

let folder: ReturnType<typeof temporaryFolder>;
let db: Db;
const cache = { query: async <P, R>(query: CacheQuery<P, R>, params: P): Promise<R> => query.prepare(db)(params) };

beforeEach(() => {
  folder = temporaryFolder();
  db = createRebuild(folder.path, Buffer.alloc(32, 1));
  db.exec(casesProjection.tables);
  db.exec(casesProjection.indexes);
});
afterEach(() => {
  db.close();
  folder.remove();
});

/** Fills a table with rows of which only these columns matter; the others get what their type allows. */
const fill = (table: string, rows: readonly Readonly<Record<string, string | number>>[]): void => {
  const columns = db.prepare<[], { name: string; type: string }>(`PRAGMA table_info(${table})`).all();
  const insert = db.prepare(`INSERT INTO ${table} VALUES (${columns.map(({ name }) => `@${name}`).join(', ')})`);
  for (const row of rows)
    insert.run(Object.fromEntries(columns.map(({ name, type }) => [name, row[name] ?? (type === 'TEXT' ? '' : 0)])));
};
const numbered = (count: number, name: string): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${name}-${String(n).padStart(5, '0')}`);

test('all of 1 200 cases are handed over, put aside or not', async () => {
  const ids = numbered(1200, 'case');
  fill(
    'cases',
    ids.map((case_id, n) => ({ row: n + 1, case_id, owner: 'staff:maya', is_open: 1, snoozed: n % 2 })),
  );
  expect(await cache.query(ownedBy, { owner: 'staff:maya' })).toBe(1200);
  const told: string[] = [];
  for await (const caseId of everyOwned(cache, 'staff:maya')) {
    told.push(caseId);
    // It goes on to a colleague while the others are still being read.
    db.prepare("UPDATE cases SET owner = 'staff:noor' WHERE case_id = ?").run(caseId);
  }
  expect(told).toEqual(ids);
  expect(await cache.query(ownedBy, { owner: 'staff:noor' })).toBe(1200);
});

test('all of 250 mails are shown, a hundred a page, newest first', async () => {
  const ids = numbered(250, 'mail');
  fill('cases', [{ row: 1, case_id: 'case', is_open: 1 }]);
  // Three in every minute: a page ends among those of the same moment.
  fill(
    'mails',
    ids.map((mail_id, n) => ({
      row: n + 1,
      mail_id,
      case_id: 'case',
      asked_at: numbered(100, '2026')[Math.floor(n / 3)]!,
      state: 'sent',
    })),
  );
  for (const state of ['all', 'sent'] as const) {
    const seen: string[] = [];
    const sizes: number[] = [];
    let after: Place | null = null;
    do {
      const page: Awaited<ReturnType<ReturnType<typeof mailPage.prepare>>> = await cache.query(mailPage, {
        state,
        after,
      });
      seen.push(...page.rows.map((row) => row.mail_id));
      sizes.push(page.rows.length);
      after = page.next;
    } while (after !== null);
    expect(sizes).toEqual([100, 100, 50]);
    expect(seen.toSorted()).toEqual(ids);
  }
});

test('all of 230 reviews that wait are there, the first to break first', async () => {
  const ids = numbered(230, 'case');
  fill(
    'cases',
    ids.map((case_id, n) => ({
      row: n + 1,
      case_id,
      is_open: 1,
      status: 'in-review',
      sort_at: numbered(230, 'due')[n]!,
    })),
  );
  fill(
    'case_states',
    ids.map((case_id, n) => ({ row: n + 1, state: JSON.stringify({ caseId: case_id }) })),
  );
  const states = await everyState((params) => cache.query(reviewStates, params));
  expect(states.map(({ caseId }) => caseId)).toEqual(ids);
});

test('all of 2 300 open cases are asked about a change of the policy, a hundred in memory at a time', async () => {
  const ids = numbered(2300, 'case');
  fill(
    'cases',
    ids.map((case_id, n) => ({ row: n + 1, case_id, is_open: 1, sort_at: numbered(2300, 'due')[n]! })),
  );
  fill(
    'case_states',
    ids.map((case_id, n) => ({ row: n + 1, state: JSON.stringify({ caseId: case_id }) })),
  );
  const asked: string[] = [];
  for await (const states of statePages((params) => cache.query(openCaseStates, params))) {
    expect(states.length).toBeLessThanOrEqual(100);
    asked.push(...states.map(({ caseId }) => caseId));
  }
  expect(asked).toEqual(ids);
});

test('a search answers the newest 200 matches, and says when there are older ones', async () => {
  const found = (count: number) => {
    db.exec('DELETE FROM cases');
    fill(
      'cases',
      numbered(count, 'case').map((case_id, n) => ({ row: n + 1, case_id, is_open: 1 })),
    );
    const index = searchIndex(db, 'cases_search');
    for (let row = 1; row <= count; row += 1) index.put(row, 'Person Tremblay', '');
    return cache.query(queueSearch, { text: 'tremb' });
  };
  const whole = await found(200);
  expect([whole.rows.length, whole.isCut]).toEqual([200, false]);
  const cut = await found(201);
  expect([cut.rows.length, cut.isCut]).toEqual([200, true]);
  expect(cut.rows.map((row) => row.case_id)).not.toContain('case-00000');
});
