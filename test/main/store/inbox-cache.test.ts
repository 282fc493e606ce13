import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { messageReceived, messageSorted } from '#main/cases/received-messages';
import { casesProjection } from '#main/store/cache/cases';
import { inboxProjection } from '#main/store/cache/inbox';
import { casesFor, inboxCounts, inboxPage, inboxQueries, inboxRow } from '#main/store/cache/inbox-queries';
import { createRebuild } from '#main/store/cache/open';
import type { Projector } from '#main/store/cache/projection';
import type { StoredEvent } from '#main/store/log/event-log';
import { createMemoryLog } from '#main/store/log/memory-log';
import type { Db } from '#main/store/sqlite';
import { openedAt } from '#support/example-case';
import { memoryMailbox, openWithMail, readingDesk } from '#support/inbox-world';
import { temporaryFolder } from '#support/store-process';

let folder: ReturnType<typeof temporaryFolder>;
let db: Db;
let projectors: readonly Projector[];
beforeEach(() => {
  folder = temporaryFolder();
  db = createRebuild(folder.path, Buffer.alloc(32, 1));
  projectors = [casesProjection, inboxProjection].map((projection) => {
    db.exec(projection.tables);
    const projector = projection.open(db, 'live');
    db.exec(projection.indexes);
    return projector;
  });
});
afterEach(() => {
  db.close();
  folder.remove();
});
const apply = (events: readonly StoredEvent[]): void => {
  for (const projector of projectors) projector.apply(events, new Map());
};
const forget = (...keys: Parameters<NonNullable<Projector['forget']>>): void => {
  for (const projector of projectors) projector.forget?.(...keys);
};

const id = (n: number): string => n.toString(16).padStart(32, '0');
const at = (minute: number): string => `2026-03-10T15:${String(minute % 60).padStart(2, '0')}:00.000Z`;
const received = (n: number, to: 'list' | 'aside' | 'case' = 'list') =>
  messageReceived({
    arrived: {
      messageId: id(n),
      mailbox: 'inbox',
      validity: '1',
      uid: n,
      rawSha256: 'aa',
      length: 1,
      arrivedAt: at(n),
    },
    reading: {
      outcome: 'read',
      mail: {
        kind: 'message',
        messageId: null,
        answers: [],
        from: { name: 'Ida', address: 'ida@firm.example' },
        to: [],
        subject: `Subject ${n}`,
        date: null,
        text: `Words\n${n}`,
        quoted: '',
        html: null,
        attachments: [],
        reported: [],
        reportOf: null,
        dmarc: null,
        faults: [],
      },
    },
    route: to === 'case' ? { to, caseId: 'case-1' } : { to, why: 'unmatched' },
    at: at(n),
  });

describe('the list of messages that no case was found for', () => {
  test('has what waits and what was put aside, newest first, and nothing that is on a case', async () => {
    const log = createMemoryLog();
    for (const n of [1, 2, 3]) await log.append({ streams: [received(n)], at: at(n) });
    await log.append({ streams: [received(4, 'aside'), received(5, 'case')], at: at(5) });
    const by = 'staff:arthur';
    await log.append({
      streams: [
        messageSorted(id(1), 1, { type: 'message.put-aside', data: { by, at: at(6) } }),
        messageSorted(id(2), 1, { type: 'message.attached', data: { caseId: 'case-1', by, at: at(6) } }),
      ],
      at: at(6),
    });
    apply(await log.readAfter(0, 100));
    const page = inboxPage.prepare(db);
    expect(page({ state: 'waiting', after: null }).rows).toEqual([
      {
        message_id: id(3),
        state: 'waiting',
        why: 'unmatched',
        name: 'Ida',
        address: 'ida@firm.example',
        subject: 'Subject 3',
        excerpt: 'Words 3',
        arrived_at: at(3),
      },
    ]);
    expect(page({ state: 'put-aside', after: null }).rows.map((row) => row.message_id)).toEqual([id(4), id(1)]);
    expect(inboxCounts.prepare(db)({})).toEqual({ waiting: 1, putAside: 2 });
    expect(inboxRow.prepare(db)({ messageId: id(5) })).toBeNull();
  });

  test('goes on page by page without losing one that has the same time', async () => {
    const log = createMemoryLog();
    for (let n = 0; n < 130; n += 1) {
      const rows = received(n);
      const event = rows.events[0]!;
      await log.append({
        streams: [{ ...rows, events: [{ ...event, data: { ...event.data, arrivedAt: at(Math.floor(n / 60)) } }] }],
        at: openedAt,
      });
    }
    apply(await log.readAfter(0, 1000));
    const page = inboxPage.prepare(db);
    const seen: string[] = [];
    let after: ReturnType<typeof page>['next'] = null;
    do {
      const { rows, next } = page({ state: 'waiting', after });
      seen.push(...rows.map((row) => row.message_id));
      after = next;
    } while (after !== null);
    expect(new Set(seen).size).toBe(130);
    expect(seen).toHaveLength(130);
  });

  test('says nothing more of a message or of a case that was erased', async () => {
    const desk = readingDesk(createMemoryLog(), memoryMailbox());
    await openWithMail(desk);
    await desk.log.append({ streams: [received(1)], at: openedAt });
    apply(await desk.log.readAfter(0, 1000));
    const find = casesFor.prepare(db);
    expect(find({ numbers: ['RD-1001', 'RD-9'], address: 'olga@home.example' })).toMatchObject({
      byNumber: [{ case_id: 'case-1', person: 'Olga Novak', is_open: 1 }],
      byAddress: [{ case_id: 'case-1' }],
    });
    forget(['case:case-1/contact', `message:${id(1)}`]);
    expect(find({ numbers: [], address: 'olga@home.example' }).byAddress).toEqual([]);
    expect(inboxRow.prepare(db)({ messageId: id(1) })).toMatchObject({
      name: '',
      address: '',
      subject: '(erased)',
      excerpt: '',
    });
  });
});

test('every question of it is answered from an index', () => {
  for (const { prepare } of inboxQueries) {
    const sql: string[] = [];
    prepare(
      new Proxy(db, {
        get: (target, name) =>
          name === 'prepare' ? (text: string) => (sql.push(text), db.prepare(text)) : Reflect.get(target, name),
      }) as Db,
    );
    for (const text of sql) {
      const plan = db
        .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text.replaceAll(/@\w+|\?/g, "'1'")}`)
        .all()
        .map(({ detail }) => detail)
        .filter((line) => line.startsWith('SCAN') && !/SCAN \(?(?:SUBQUERY|subquery)/u.test(line));
      expect({ text, plan }).toEqual({ text, plan: [] });
    }
  }
});
