import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QueueView } from '#contract/queue';
import type { CallContext } from '#main/ipc/handlers';
import { changeCase } from '#main/cases/change-case';
import { practiceStaff } from '#main/staff/practice-staff';
import { caseQueries } from '#main/store/cache/case-queries';
import { casesProjection } from '#main/store/cache/cases';
import { searchIndex } from '#main/store/cache/search';
import type { Db } from '#main/store/sqlite';
import { caseWork, staff } from '#support/case-work';
import type { CaseWork } from '#support/case-work';
import { account, open } from '#support/example-case';
import { startDesk } from '#support/practice-desk';
import type { PracticeDesk } from '#support/practice-desk';
import { temporaryFolder } from '#support/store-process';

describe('questions about cases', () => {
  test("every one is answered from an index: no plan walks through a table or builds a b-tree to sort more than one page's worth", () => {
    const db = new Database(':memory:');
    db.exec(casesProjection.tables);
    db.exec(casesProjection.indexes);
    searchIndex(db as unknown as Db, 'cases_search');
    const asked: string[] = [];
    const spy = new Proxy(db, {
      get: (target, key) =>
        key === 'prepare'
          ? (sql: string) => {
              asked.push(sql);
              return target.prepare(sql);
            }
          : (Reflect.get(target, key) as unknown),
    });
    for (const query of caseQueries) query.prepare(spy as unknown as Db);
    expect(asked.length).toBeGreaterThan(12);
    for (const sql of asked) {
      if (!/\bFROM (?:cases|mails|links)\b/.test(sql)) continue;
      const names = [...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name!, ''] as const);
      const marks = [...sql.matchAll(/\?/g)].map(() => '');
      const plan = db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...(names.length > 0 ? [Object.fromEntries(names)] : marks))
        .map((row) => (row as { detail: string }).detail);
      // The newest row stands at the end of the table: it is read from there, and nothing else is.
      if (sql.endsWith('FROM cases ORDER BY row DESC LIMIT 1')) {
        expect(plan).toEqual(['SCAN cases']);
        continue;
      }
      for (const line of plan) {
        if (/^SCAN (?:cases|mails|links|c|m)\b/.test(line)) expect(line, sql).toMatch(/USING (?:COVERING )?INDEX/);
        // What waits for a reviewer lies in two statuses, each in its order: merging them is the one sort there is.
        // The accounts of one firm or caller within a few days are counted once each: a handful.
        if (line.includes('TEMP B-TREE')) expect(sql).toMatch(/status IN \(|count\(DISTINCT account_id\)/);
      }
      expect(plan.join('\n'), sql).toMatch(/INDEX|PRIMARY KEY/);
    }
    db.close();
  });
});

describe('the queue of a desk', () => {
  const folder = temporaryFolder();
  let desk: PracticeDesk;
  let work: CaseWork;
  const ids: string[] = [];
  const page = (view: QueueView, after: string | null = null, search = '') =>
    desk.ask('queue.page', { view, search, after });
  const whole = async (view: QueueView): Promise<readonly string[]> => {
    const found: string[] = [];
    for (let after: string | null = null; ;) {
      const { rows, next } = await page(view, after);
      found.push(...rows.map(({ caseId }) => caseId));
      if (next === null) return found;
      after = next;
    }
  };
  const contextOf = (staffId: string): CallContext => {
    const { name, role, address } = practiceStaff.find((person) => person.staffId === staffId)!;
    return { session: { seatId: 'seat-1', staffId, role, name, address }, seat: null, now: () => desk.now() };
  };

  beforeAll(async () => {
    desk = await startDesk(folder.path);
    work = caseWork(desk);
    await work.as(staff.agent);
    const actor = { kind: 'staff', id: staff.agent, role: 'agent', address: 'maya-okafor@desk.example' } as const;
    // 120 cases through the one way there is, without the people and the mail around them.
    for (let n = 0; n < 120; n += 1) {
      const caseId = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      await changeCase(work.opened().cases, {
        caseId,
        command: {
          ...open(
            account({
              accountId: `sample:made-${n}`,
              name: `Person Number${n}`,
              firmName: n % 2 === 0 ? 'Études Bélanger' : 'Plain Law',
              addresses: [],
            }),
          ),
          caseId,
          number: `RD-${5000 + n}`,
        } as Parameters<typeof changeCase>[1]['command'],
        actor,
      });
      ids.push(caseId);
    }
    await work.settle();
  }, 90_000);
  afterAll(async () => {
    await desk.end();
    folder.remove();
  });

  test('pages through all of them by keyset: each once, in one order, fifty at a time', async () => {
    const first = await page('all-open');
    expect(first.rows).toHaveLength(50);
    expect(first.next).not.toBeNull();
    const all = await whole('all-open');
    expect(all).toHaveLength(120);
    expect(new Set(all)).toEqual(new Set(ids));
  });

  test("a page's place holds when cases before it are closed meanwhile", async () => {
    const first = await page('all-open');
    const gone = first.rows.slice(0, 3).map(({ caseId }) => caseId);
    const [, second] = [first, await page('all-open', first.next)];
    for (const caseId of gone)
      await desk.ask('cases.close', {
        caseId,
        outcome: 'withdrawn',
        reason: 'made by mistake',
        tell: false,
        duplicateOf: null,
      });
    expect((await page('all-open', first.next)).rows.map(({ caseId }) => caseId)).toEqual(
      second.rows.map(({ caseId }) => caseId),
    );
    const closed = await page('closed');
    expect(closed.rows.map(({ caseId }) => caseId)).toEqual(gone.toReversed());
    expect(await whole('all-open')).toHaveLength(117);
  });

  test('views and counts say the same', async () => {
    const { handlers } = work.opened();
    for (const [index, caseId] of ids.slice(60, 67).entries())
      await handlers['cases.assign'](contextOf(staff.agent), {
        caseId,
        to: index < 4 ? staff.agent : staff.otherAgent,
        note: '',
      });
    const counts = await desk.ask('queue.counts', {});
    expect(counts).toMatchObject({
      allOpen: (await whole('all-open')).length,
      mine: 4,
      unassigned: (await whole('unassigned')).length,
      reviews: 0,
      dueToday: 0,
    });
    expect(await whole('mine')).toHaveLength(4);
    expect(counts.unassigned).toBe(counts.allOpen - 7);
    await work.as(staff.otherAgent);
    expect((await desk.ask('queue.counts', {})).mine).toBe(3);
  });

  test('what is due today leads the queue and has a view of its own, in the order in which it breaks', async () => {
    const caseId = await work.caseInReview('callum-reid', 'callum@prairie-sky.example');
    await work.as(staff.reviewer);
    expect((await desk.ask('queue.counts', {})).reviews).toBe(1);
    const { dueAt } = (await desk.ask('review.list', {})).rows[0]!;
    expect((await page('due-today')).rows).toEqual([]);
    // An hour before it breaks.
    await work.later(Date.parse(dueAt) - desk.now().getTime() - 3_600_000);
    const { rows, next } = await page('due-today');
    expect(rows.map((row) => [row.caseId, row.review.state, row.review.at])).toEqual([[caseId, 'running', dueAt]]);
    expect(next).toBeNull();
    expect((await desk.ask('queue.counts', {})).dueToday).toBe(1);
    expect((await page('all-open')).rows[0]?.caseId).toBe(caseId);
  });

  test('finds names by their beginnings, without accents, in any order, and case numbers', async () => {
    await work.as(staff.agent);
    for (const accountId of [
      'genevieve-lariviere',
      'oceane-l-heureux',
      'nguyen-thi-minh-khai',
      'lukasz-wojcik',
      'siobhan-o-briain',
    ])
      await work.openCase(accountId, staff.agent);
    const found = async (search: string): Promise<readonly string[]> =>
      (await page('all-open', null, search)).rows.map(({ person }) => person);
    expect(await found('larivi genev')).toEqual(['Geneviève Larivière']);
    expect(await found('LARIVIERE & FILS')).toEqual(['Geneviève Larivière']);
    expect(await found('heureux')).toEqual(['Océane L’Heureux']);
    expect(await found("l'heur oce")).toEqual(['Océane L’Heureux']);
    expect(await found('nguyen')).toEqual(['Nguyễn Thị Minh Khai']);
    expect(await found('lukasz wojc')).toEqual(['Łukasz Wójcik']);
    expect(await found('briain')).toEqual(['Siobhán Ó Briain']);
    expect(await found('RD-5042')).toEqual(['Person Number42']);
    expect(await found('5042')).toEqual(['Person Number42']);
    expect((await found('etudes belang')).length).toBe(60);
    expect(await found('nobody-of-that-name')).toEqual([]);
    expect(await found('"; DROP TABLE cases; --')).toEqual([]);
  });

  test('the queue is the same after its cache was deleted and the desk started again', async () => {
    const everything = async () => ({
      open: await whole('all-open'),
      closed: await whole('closed'),
      rows: (await page('all-open')).rows.map((row) => ({ ...row, review: null })),
      search: (await page('all-open', null, 'larivi')).rows.map(({ caseId }) => caseId),
      mail: (await desk.ask('mail.list', { state: 'all', after: null })).counts,
      counts: await desk.ask('queue.counts', {}),
    });
    const before = await everything();
    await desk.close();
    const store = join(folder.path, 'store');
    const caches = (await readdir(store)).filter((name) => name.startsWith('cache'));
    expect(caches).toContain('cache.db');
    for (const name of caches) await rm(join(store, name));
    // The clock of this desk ran ahead: the next one starts where it stood.
    const ahead = desk.now().getTime() - Date.now();
    desk = await startDesk(folder.path, { clock: { now: () => new Date(Date.now() + ahead + 60_000) } });
    expect((await desk.ask('desk.state', {})).stage).toBe('open');
    const opened = desk.app.current()!;
    const { codeAt, stepOf } = await import('#main/staff/codes');
    const { practicePassword, practiceSecret } = await import('#main/staff/practice-staff');
    await desk.ask('session.signIn', {
      staffId: staff.agent,
      password: practicePassword,
      code: codeAt(
        practiceSecret(opened.vault.key('practice-seed'), staff.agent, 0),
        stepOf(new Date(Date.now() + ahead + 60_000)),
      ),
    });
    expect(await everything()).toEqual(before);
  });
});
