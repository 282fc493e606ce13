/** Bounded questions about cases. Every one is answered from an index; the plans are asserted in the tests. */
import type { QueueView } from '#contract/queue';
import type { Found } from '#domain/case/events';
import type { NextStep } from '#domain/case/next-step';
import type { CaseState } from '#domain/case/state';
import type { CacheReader } from '../spawn';
import { defineQuery } from './query';
import { searchIndex } from './search';

export type CaseRow = {
  readonly case_id: string;
  readonly number: string;
  readonly person: string;
  readonly firm: string;
  readonly status: string;
  readonly frozen: number;
  readonly next_step: NextStep;
  readonly link_state: string;
  readonly link_at: string | null;
  readonly review_state: string;
  readonly review_at: string | null;
  readonly review_calendar: string | null;
  readonly marks: string;
  readonly unread: number;
  readonly owner: string | null;
  readonly sort_at: string;
  readonly updated_at: string;
  readonly watch_since: string | null;
};

const columns =
  'case_id, number, person, firm, status, frozen, next_step, link_state, link_at, review_state, review_at, review_calendar, marks, unread, owner, sort_at, updated_at, watch_since';
const pageSize = 50;
/** A search answers so many of the newest matches, and says when there are older ones. */
export const searchDepth = 200;
/** Counts stop here: more is "999+". */
const countCap = 1000;

/** One page of a view by keyset, first to break first; closed cases newest first. */
export const queuePage = defineQuery('cases.page', (db) => {
  const open = (where: string, index: string) =>
    db.prepare<unknown[], CaseRow>(
      `SELECT ${columns} FROM cases INDEXED BY ${index} WHERE is_open = 1 ${where} AND (sort_at, case_id) > (@at, @id) ORDER BY sort_at, case_id LIMIT ${pageSize}`,
    );
  const statements = {
    'all-open': open('', 'cases_open'),
    mine: open('AND snoozed = 0 AND owner = @staffId', 'cases_owner'),
    unassigned: open('AND snoozed = 0 AND owner IS NULL', 'cases_unassigned'),
    snoozed: open('AND snoozed = 1', 'cases_snoozed'),
    watched: db.prepare<unknown[], CaseRow>(
      `SELECT ${columns} FROM cases INDEXED BY cases_watched WHERE watched = 1 AND (sort_at, case_id) > (@at, @id) ORDER BY sort_at, case_id LIMIT ${pageSize}`,
    ),
    'due-today': db.prepare<unknown[], CaseRow>(
      `SELECT ${columns} FROM cases INDEXED BY cases_due WHERE is_open = 1 AND snoozed = 0 AND due_at IS NOT NULL AND due_at <= @until AND (due_at, case_id) > (@at, @id) ORDER BY due_at, case_id LIMIT ${pageSize}`,
    ),
    closed: db.prepare<unknown[], CaseRow>(
      `SELECT ${columns} FROM cases INDEXED BY cases_closed WHERE is_open = 0 AND (updated_at < @at OR (updated_at = @at AND case_id > @id)) ORDER BY updated_at DESC, case_id LIMIT ${pageSize}`,
    ),
  } as const;
  return (params: {
    readonly view: QueueView;
    readonly staffId: string;
    readonly until: string;
    readonly after: { readonly at: string; readonly id: string } | null;
  }): readonly CaseRow[] => {
    const bound = {
      at: params.after?.at ?? (params.view === 'closed' ? '~' : ''),
      id: params.after?.id ?? '',
      ...(params.view === 'mine' ? { staffId: params.staffId } : {}),
      ...(params.view === 'due-today' ? { until: params.until } : {}),
    };
    return statements[params.view].all(bound);
  };
});

/** The newest cases that match every word by its beginning: name, firm, case number. Open ones first. */
export const queueSearch = defineQuery('cases.search', (db) => {
  const search = searchIndex(db, 'cases_search');
  const byRow = db.prepare<[number], CaseRow & { is_open: number }>(
    `SELECT ${columns}, is_open FROM cases WHERE row = ?`,
  );
  return (params: { readonly text: string }): { readonly rows: readonly CaseRow[]; readonly isCut: boolean } => {
    const found = search.find(params.text, searchDepth + 1);
    return {
      rows: found
        .slice(0, searchDepth)
        .flatMap((row) => byRow.get(row) ?? [])
        .toSorted((a, b) => b.is_open - a.is_open || (a.sort_at < b.sort_at ? -1 : 1)),
      isCut: found.length > searchDepth,
    };
  };
});

/** Counts of the rail and the views, each up to 1000. */
export const queueCounts = defineQuery('cases.counts', (db) => {
  const capped = (where: string, index: string) =>
    db.prepare<unknown[], { n: number }>(
      `SELECT count(*) AS n FROM (SELECT 1 FROM cases INDEXED BY ${index} WHERE is_open = 1 ${where} LIMIT ${countCap})`,
    );
  const all = capped('', 'cases_open');
  const mine = capped('AND snoozed = 0 AND owner = ?', 'cases_owner');
  const unassigned = capped('AND snoozed = 0 AND owner IS NULL', 'cases_unassigned');
  const snoozed = capped('AND snoozed = 1', 'cases_snoozed');
  const watched = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM cases INDEXED BY cases_watched WHERE watched = 1 LIMIT ${countCap})`,
  );
  const alerts = db.prepare<[], { n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM cases INDEXED BY cases_alert WHERE alert = 1 LIMIT ${countCap})`,
  );
  const due = capped('AND snoozed = 0 AND due_at IS NOT NULL AND due_at <= ?', 'cases_due');
  const reviews = capped(
    "AND (status IN ('in-review', 'awaiting-second') OR (status = 'fallback-review' AND due_at IS NOT NULL))",
    'cases_status',
  );
  return (params: { readonly staffId: string; readonly until: string }) => ({
    allOpen: all.get()?.n ?? 0,
    mine: mine.get(params.staffId)?.n ?? 0,
    unassigned: unassigned.get()?.n ?? 0,
    dueToday: due.get(params.until)?.n ?? 0,
    reviews: reviews.get()?.n ?? 0,
    snoozed: snoozed.get()?.n ?? 0,
    watched: watched.get()?.n ?? 0,
    alerts: alerts.get()?.n ?? 0,
  });
});

/** So many states an answer holds: each is some kilobytes. */
export const statePage = 100;
/** Where a page begins: after this time and id. */
export type Place = { readonly at: string; readonly id: string };

/** What waits for a reviewer, first due first, in pages; `next` is null at the end. The states decide who may. */
export const reviewStates = defineQuery('cases.reviews', (db) => {
  // The hundred are chosen from the index alone: sorting must not carry every case's JSON along.
  const rows = db.prepare<[Place], Place & { state: string }>(
    `SELECT state, first.sort_at AS at, first.case_id AS id FROM (SELECT row, sort_at, case_id FROM cases INDEXED BY cases_status WHERE is_open = 1 AND status IN ('in-review', 'awaiting-second', 'fallback-review') AND (sort_at, case_id) > (@at, @id) ORDER BY sort_at, case_id LIMIT ${statePage}) AS first CROSS JOIN case_states ON case_states.row = first.row ORDER BY first.sort_at, first.case_id`,
  );
  return (params: { readonly after: Place | null }) => pageOfStates(rows.all(params.after ?? { at: '', id: '' }));
});

/** The page that such rows are. */
export const pageOfStates = (rows: readonly (Place & { readonly state: string })[]) => {
  const last = rows.at(-1);
  return {
    states: rows.map((row) => JSON.parse(row.state) as CaseState),
    next: rows.length < statePage || last === undefined ? null : ({ at: last.at, id: last.id } satisfies Place),
  };
};

type AskPage = (params: { readonly after: Place | null }) => Promise<ReturnType<typeof pageOfStates>>;

/** Such pages to their end, one after the other: as many cases as there are, and never more of them in memory than one. */
export const statePages = async function* (page: AskPage): AsyncGenerator<readonly CaseState[]> {
  let after: Place | null = null;
  do {
    const { states, next }: ReturnType<typeof pageOfStates> = await page({ after });
    yield states;
    after = next;
  } while (after !== null);
};

/** All of them, for what is sorted and shown whole. */
export const everyState = async (page: AskPage): Promise<readonly CaseState[]> => {
  const found: CaseState[] = [];
  for await (const states of statePages(page)) found.push(...states);
  return found;
};

/** Ids of an owner's open cases, put aside or not, in pages: those after an id; none when there are no more. */
export const ownedCases = defineQuery('cases.owned', (db) => {
  const page = db
    .prepare<[string, string], string>(
      'SELECT case_id FROM cases INDEXED BY cases_owned WHERE is_open = 1 AND owner = ? AND case_id > ? ORDER BY case_id LIMIT 500',
    )
    .pluck();
  return (params: { readonly owner: string; readonly after: string }): readonly string[] =>
    page.all(params.owner, params.after);
});

/** Every open case of an owner, whatever becomes of those that were told already. */
export const everyOwned = async function* (cache: CacheReader, owner: string): AsyncGenerator<string> {
  let after = '';
  for (;;) {
    const page = await cache.query(ownedCases, { owner, after });
    yield* page;
    const last = page.at(-1);
    if (last === undefined) return;
    after = last;
  }
};

/** How many open cases somebody owns, put aside or not. */
export const ownedBy = defineQuery('cases.ownedBy', (db) => {
  const count = db
    .prepare<[string], number>('SELECT count(*) FROM cases INDEXED BY cases_owned WHERE is_open = 1 AND owner = ?')
    .pluck();
  return (params: { readonly owner: string }): number => count.get(params.owner) ?? 0;
});

/**
 * What the signals of reconnaissance are counted from: other accounts of the firm, of the caller, and links without a
 * submission, since a time.
 */
export const signalFacts = defineQuery('cases.signals', (db) => {
  const ofFirm = db.prepare<[string, string, string], { n: number }>(
    'SELECT count(DISTINCT account_id) AS n FROM cases INDEXED BY cases_firm WHERE firm_id = ? AND opened_at >= ? AND account_id <> ?',
  );
  const ofCaller = db.prepare<[string, string, string], { n: number }>(
    'SELECT count(DISTINCT account_id) AS n FROM cases INDEXED BY cases_caller WHERE caller = ? AND opened_at >= ? AND account_id <> ?',
  );
  const unused = db.prepare<[string, string], { n: number }>(
    'SELECT coalesce(sum(links_unused), 0) AS n FROM cases INDEXED BY cases_of_account WHERE account_id = ? AND opened_at >= ?',
  );
  return (params: {
    readonly firmId: string | null;
    readonly accountId: string;
    readonly caller: string | null;
    readonly since: string;
  }) => ({
    firm: params.firmId === null ? 0 : (ofFirm.get(params.firmId, params.since, params.accountId)?.n ?? 0),
    caller: params.caller === null ? 0 : (ofCaller.get(params.caller, params.since, params.accountId)?.n ?? 0),
    unusedLinks: unused.get(params.accountId, params.since)?.n ?? 0,
  });
});

/** A case by its number, and the case that secures an account after another. */
export const caseByNumber = defineQuery('cases.byNumber', (db) => {
  const one = db.prepare<[string], { case_id: string; number: string }>(
    'SELECT case_id, number FROM cases WHERE number = ?',
  );
  return (params: { readonly number: string }) => one.get(params.number) ?? null;
});

/** Numbers of cases by their ids, for a sentence that names them. */
export const caseNumbers = defineQuery('cases.numbers', (db) => {
  const one = db.prepare<[string], { number: string }>('SELECT number FROM cases WHERE case_id = ?');
  return (params: { readonly ids: readonly string[] }): readonly (string | null)[] =>
    params.ids.map((id) => one.get(id)?.number ?? null);
});

/** What the column `why` of a message holds, as JSON. */
export type UnsentCell = { readonly why: Found; readonly attempts: number | null };
export type MailQueryRow = {
  readonly mail_id: string;
  readonly case_id: string;
  readonly number: string;
  readonly person: string;
  readonly template: string;
  readonly address: string;
  readonly language: string;
  readonly asked_at: string;
  readonly state: string;
  readonly settled_at: string | null;
  readonly why: string | null;
  readonly is_link: number;
  readonly is_open: number;
  readonly frozen: number;
  readonly link_state: string;
  readonly effect_id: string;
};

/** What a list of messages is filtered by. */
export type MailListed = 'waiting' | 'sent' | 'failed' | 'undone';

/** Messages on a page. */
const mailPageSize = 100;
/** Messages, newest first, with their case; a page begins after a message's time and id. */
export const mailPage = defineQuery('cases.mails', (db) => {
  const select = (where: string) =>
    db.prepare<unknown[], MailQueryRow>(
      `SELECT m.mail_id, m.case_id, c.number, c.person, m.template, m.address, m.language, m.asked_at, m.state, m.settled_at, m.why, m.is_link, c.is_open, c.frozen, c.link_state, m.effect_id FROM mails m JOIN cases c ON c.case_id = m.case_id WHERE ${where} (m.asked_at < @at OR (m.asked_at = @at AND m.mail_id > @id)) ORDER BY m.asked_at DESC, m.mail_id LIMIT ${mailPageSize}`,
    );
  const all = select('');
  const some = select('m.state = @state AND');
  // Of the cases that a search finds, or to an address that it is part of.
  const found = "(c.row IN (SELECT value FROM json_each(@rows)) OR m.address LIKE @like ESCAPE '!') AND";
  const allFound = select(found);
  const someFound = select(`m.state = @state AND ${found}`);
  const search = searchIndex(db, 'cases_search');
  const count = db.prepare<[string], { n: number }>(
    `SELECT count(*) AS n FROM (SELECT 1 FROM mails INDEXED BY mails_state WHERE state = ? LIMIT ${countCap})`,
  );
  return ({
    state,
    after,
    search: typed = '',
  }: {
    readonly state: 'all' | MailListed;
    readonly after: Place | null;
    readonly search?: string;
  }) => {
    const place = { ...(after ?? { at: '~', id: '' }), ...(state === 'all' ? {} : { state }) };
    const rows =
      typed === ''
        ? (state === 'all' ? all : some).all(place)
        : (state === 'all' ? allFound : someFound).all({
            ...place,
            rows: JSON.stringify(search.find(typed, searchDepth)),
            like: `%${typed.replaceAll(/[!%_]/g, '!$&')}%`,
          });
    const last = rows.at(-1);
    return {
      rows,
      next:
        rows.length < mailPageSize || last === undefined
          ? null
          : ({ at: last.asked_at, id: last.mail_id } satisfies Place),
      counts: {
        waiting: count.get('waiting')?.n ?? 0,
        sent: count.get('sent')?.n ?? 0,
        failed: count.get('failed')?.n ?? 0,
        undone: count.get('undone')?.n ?? 0,
      },
    };
  };
});

export const caseQueries = [
  queuePage,
  queueSearch,
  queueCounts,
  reviewStates,
  ownedCases,
  ownedBy,
  signalFacts,
  caseByNumber,
  caseNumbers,
  mailPage,
] as const;
