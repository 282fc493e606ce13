import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  caseQueries,
  mailPage,
  queueCounts,
  queuePage,
  queueSearch,
  reviewStates,
} from '#main/store/cache/case-queries';
import { casesProjection } from '#main/store/cache/cases';
import type { AnyCacheQuery, CacheQuery } from '#main/store/cache/query';
import { createRebuild } from '#main/store/cache/open';
import type { Db } from '#main/store/sqlite';
import { temporaryFolder } from '#support/store-process';

let folder: ReturnType<typeof temporaryFolder>;
let db: Db;
beforeEach(() => {
  folder = temporaryFolder();
  db = createRebuild(folder.path, Buffer.alloc(32, 1));
  db.exec(casesProjection.tables);
  casesProjection.open(db, 'live');
  db.exec(casesProjection.indexes);
});
afterEach(() => {
  db.close();
  folder.remove();
});

/** The database as a question sees it, with every statement that it prepares written down. */
const listening = (): { readonly db: Db; readonly sql: string[] } => {
  const sql: string[] = [];
  const prepare = (text: string): unknown => {
    sql.push(text);
    return db.prepare(text);
  };
  return {
    sql,
    db: new Proxy(db, {
      get: (target, name) => (name === 'prepare' ? prepare : name === 'readonly' ? true : Reflect.get(target, name)),
    }) as Db,
  };
};

const statementsOf = (query: AnyCacheQuery): readonly string[] => {
  const { db: heard, sql } = listening();
  query.prepare(heard);
  return sql;
};

const planOf = (sql: string): string =>
  db
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+|\?/g, "'1'")}`)
    .all()
    .map((row) => row.detail)
    .join('\n');

const plansOf = <P, R>(query: CacheQuery<P, R>): readonly string[] => statementsOf(query).map(planOf);

describe('the plans of the questions about cases', () => {
  test.each(caseQueries.map((query) => [query.name, query as AnyCacheQuery] as const))(
    '%s neither scans a table nor sorts more than it shows',
    (_, query) => {
      for (const sql of statementsOf(query)) {
        const plan = planOf(sql);
        // A scan of an index in its order stops at the limit; one of a table goes through everything.
        for (const line of plan.split('\n').filter((each) => each.startsWith('SCAN'))) {
          const isBounded =
            /USING (?:COVERING )?INDEX|VIRTUAL TABLE|^SCAN (?:first|\(subquery-\d+\)|\d+ CONSTANT ROWS?)$/.test(line) ||
            sql.endsWith('ORDER BY row DESC LIMIT 1');
          expect({ sql, line, isBounded }).toMatchObject({ isBounded: true });
        }
      }
    },
  );

  test('each view reads its own index in its order', () => {
    const plans = plansOf(queuePage);
    for (const [i, index] of [
      'cases_open',
      'cases_owner',
      'cases_unassigned',
      'cases_snoozed',
      'cases_watched',
      'cases_due',
      'cases_closed',
    ].entries())
      expect(plans[i]).toContain(`USING INDEX ${index}`);
    for (const plan of plans) expect(plan).not.toContain('TEMP B-TREE');
  });

  test('each count is taken from an index alone', () => {
    const plans = plansOf(queueCounts);
    for (const [i, index] of [
      'cases_open',
      'cases_owner',
      'cases_unassigned',
      'cases_snoozed',
      'cases_watched',
      'cases_alert',
      'cases_due',
      'cases_status',
    ].entries())
      expect(plans[i]).toMatch(new RegExp(`USING (?:COVERING )?INDEX ${index}`));
  });

  test('a found case is read by its number in the table', () => {
    expect(plansOf(queueSearch).join('\n')).toContain('SEARCH cases USING INTEGER PRIMARY KEY');
  });

  test('reviews and messages each come from an index', () => {
    const reviews = plansOf(reviewStates).join('\n');
    expect(reviews).toContain('COVERING INDEX cases_status');
    expect(reviews).toContain('SEARCH case_states USING INTEGER PRIMARY KEY');
    const mails = plansOf(mailPage).join('\n');
    expect(mails).toMatch(/INDEX mails_asked[^]*INDEX mails_state[^]*COVERING INDEX mails_state/);
    expect(mails).not.toContain('TEMP B-TREE');
  });
});
