/** Bounded questions about messages that belong to no case, and about the cases that one may belong to. */
import type { LeftReason } from '#domain/mail/incoming/inbox-events';
import type { Place } from './case-queries';
import { defineQuery } from './query';

export type InboxQueryRow = {
  readonly message_id: string;
  readonly state: 'waiting' | 'put-aside';
  readonly why: LeftReason;
  readonly name: string;
  readonly address: string;
  readonly subject: string;
  readonly excerpt: string;
  readonly arrived_at: string;
};

const columns = 'message_id, state, why, name, address, subject, excerpt, arrived_at';
const pageSize = 50;
/** Counts stop here: more is "999+". */
const countCap = 1000;

/** Messages of a state, newest first. */
export const inboxPage = defineQuery('inbox.page', (db) => {
  const page = db.prepare<[{ state: string } & Place], InboxQueryRow>(
    `SELECT ${columns} FROM inbox INDEXED BY inbox_state WHERE state = @state AND (arrived_at < @at OR (arrived_at = @at AND message_id > @id)) ORDER BY arrived_at DESC, message_id LIMIT ${pageSize}`,
  );
  return ({ state, after }: { readonly state: 'waiting' | 'put-aside'; readonly after: Place | null }) => {
    const rows = page.all({ state, ...(after ?? { at: '~', id: '' }) });
    const last = rows.at(-1);
    return {
      rows,
      next: rows.length < pageSize || last === undefined ? null : { at: last.arrived_at, id: last.message_id },
    };
  };
});

/** One of them; null where it is on a case, or never came. */
export const inboxRow = defineQuery('inbox.row', (db) => {
  const row = db.prepare<[string], InboxQueryRow>(`SELECT ${columns} FROM inbox WHERE message_id = ?`);
  return ({ messageId }: { readonly messageId: string }): InboxQueryRow | null => row.get(messageId) ?? null;
});

/** How many there are. */
export const inboxCounts = defineQuery('inbox.counts', (db) => {
  const count = db
    .prepare<[string], number>(
      `SELECT count(*) FROM (SELECT 1 FROM inbox INDEXED BY inbox_state WHERE state = ? LIMIT ${countCap})`,
    )
    .pluck();
  return () => ({
    waiting: count.get('waiting') ?? 0,
    putAside: count.get('put-aside') ?? 0,
  });
});

export type CaseFound = {
  readonly case_id: string;
  readonly number: string;
  readonly person: string;
  readonly is_open: number;
};
const mostFound = 5;

/** Cases of these numbers, and those whose account has an address, open ones first, then the newest. */
export const casesFor = defineQuery('inbox.casesFor', (db) => {
  const found = 'c.case_id, c.number, c.person, c.is_open';
  const byNumber = db.prepare<[string], CaseFound>(
    `SELECT ${found} FROM cases AS c INDEXED BY cases_number WHERE c.number = ?`,
  );
  const byAddress = db.prepare<[string], CaseFound>(
    `SELECT ${found} FROM case_addresses AS a CROSS JOIN cases AS c ON c.case_id = a.case_id WHERE a.address = ? ORDER BY c.is_open DESC, c.opened_at DESC LIMIT ${mostFound}`,
  );
  return ({ numbers, address }: { readonly numbers: readonly string[]; readonly address: string | null }) => ({
    byNumber: numbers.slice(0, mostFound).flatMap((number) => byNumber.get(number) ?? []),
    byAddress: address === null ? [] : byAddress.all(address),
  });
});

export const inboxQueries = [inboxPage, inboxRow, inboxCounts, casesFor] as const;
