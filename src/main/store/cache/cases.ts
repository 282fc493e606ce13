/** The queue, its search, the links and the mails: what the screens ask for often, told from the case streams. */
import { mailEffectId } from '#domain/case/consequences';
import { evolve } from '#domain/case/evolve';
import { addressOf, isOpen } from '#domain/case/state';
import type { CaseState } from '#domain/case/state';
import { dueOf, isAlert, isWatched, linkCell, marksOf, nextStepWords, reviewCell, sortAtOf } from './cells';
import { caseIdOf, readCaseEvent } from '#main/store/log/stored-case';
import type { KeyName, StoredEvent } from '../log/event-log';
import type { Db } from '../sqlite';
import type { Projection } from './projection';
import { searchIndex } from './search';

const tables = `
CREATE TABLE cases (
  row INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, number TEXT NOT NULL, account_id TEXT NOT NULL, person TEXT NOT NULL, firm TEXT NOT NULL, status TEXT NOT NULL, frozen INTEGER NOT NULL,
  next_step TEXT NOT NULL, link_state TEXT NOT NULL, link_at TEXT, review_state TEXT NOT NULL, review_at TEXT, marks TEXT NOT NULL, owner TEXT,
  due_at TEXT, sort_at TEXT NOT NULL, is_open INTEGER NOT NULL, updated_at TEXT NOT NULL, submitted_at TEXT,
  firm_id TEXT NOT NULL, caller TEXT, opened_at TEXT NOT NULL, links_unused INTEGER NOT NULL, snoozed INTEGER NOT NULL, watched INTEGER NOT NULL, watch_since TEXT, alert INTEGER NOT NULL
) STRICT;
CREATE TABLE case_states (row INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;
CREATE TABLE mails (mail_id TEXT PRIMARY KEY, case_id TEXT NOT NULL, template TEXT NOT NULL, address TEXT NOT NULL, language TEXT NOT NULL, asked_at TEXT NOT NULL, state TEXT NOT NULL, settled_at TEXT, why TEXT, is_link INTEGER NOT NULL, effect_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const indexes = `
CREATE INDEX cases_open ON cases (sort_at, case_id) WHERE is_open = 1;
CREATE INDEX cases_owner ON cases (owner, sort_at, case_id) WHERE is_open = 1 AND snoozed = 0;
CREATE INDEX cases_owned ON cases (owner, case_id) WHERE is_open = 1;
CREATE INDEX cases_unassigned ON cases (sort_at, case_id) WHERE is_open = 1 AND owner IS NULL AND snoozed = 0;
CREATE INDEX cases_due ON cases (due_at, case_id) WHERE is_open = 1 AND due_at IS NOT NULL AND snoozed = 0;
CREATE INDEX cases_snoozed ON cases (sort_at, case_id) WHERE is_open = 1 AND snoozed = 1;
CREATE INDEX cases_watched ON cases (sort_at, case_id) WHERE watched = 1;
CREATE INDEX cases_alert ON cases (sort_at, case_id) WHERE alert = 1;
CREATE INDEX cases_firm ON cases (firm_id, opened_at);
CREATE INDEX cases_caller ON cases (caller, opened_at) WHERE caller IS NOT NULL;
CREATE INDEX cases_number ON cases (number);
CREATE INDEX cases_of_account ON cases (account_id, opened_at);
CREATE INDEX cases_closed ON cases (updated_at DESC, case_id) WHERE is_open = 0;
CREATE INDEX cases_status ON cases (status, sort_at, case_id, due_at) WHERE is_open = 1;
CREATE INDEX mails_asked ON mails (asked_at DESC, mail_id);
CREATE INDEX mails_state ON mails (state, asked_at DESC, mail_id);
`;

/** A caller as cases are compared by it: letters and digits alone. Null for nobody in particular. */
export const callerKey = (given: string | null): string | null => {
  const key = (given ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N}@.]/gu, '');
  return key.length < 5 ? null : key;
};

/** The words that a search finds a case by. */
const searchText = (state: CaseState): string =>
  `${state.account?.name ?? ''} ${state.account?.firmName ?? ''} ${state.number} ${state.number.replace(/\D+/g, '')}`;

const withoutWhy = <W extends { readonly why: string | null } | null>(way: W): W =>
  way === null ? way : { ...way, why: null };

/**
 * A rebuild keeps so many cases folded before it writes the one that was left alone longest: most cases live in bursts.
 */
const keptFolded = 2000;

type Entry = {
  state: CaseState;
  readonly row: number;
  readonly isNew: boolean;
  text: string | null;
  readonly mails: Set<string>;
};

/** The statements of this projection. `kept`: so many cases stay folded during a rebuild. */
export const openCases = (db: Db, mode: 'live' | 'rebuilding', kept = keptFolded) => {
  const getState = db.prepare<[string], { row: number; state: string }>(
    'SELECT row, (SELECT state FROM case_states WHERE case_states.row = cases.row) AS state FROM cases WHERE case_id = ?',
  );
  const nextRow = db.prepare<[], number>('SELECT coalesce(max(row), 0) + 1 FROM cases').pluck();
  const insert = db.prepare(
    'INSERT INTO cases VALUES (@row, @caseId, @number, @accountId, @person, @firm, @status, @frozen, @nextStep, @linkState, @linkAt, @reviewState, @reviewAt, @marks, @owner, @dueAt, @sortAt, @isOpen, @updatedAt, @submittedAt, @firmId, @caller, @openedAt, @linksUnused, @snoozed, @watched, @watchSince, @alert)',
  );
  const update =
    db.prepare(`UPDATE cases SET person = @person, firm = @firm, status = @status, frozen = @frozen, next_step = @nextStep, link_state = @linkState, link_at = @linkAt, review_state = @reviewState, review_at = @reviewAt,
      marks = @marks, owner = @owner, due_at = @dueAt, sort_at = @sortAt, is_open = @isOpen, updated_at = @updatedAt, submitted_at = @submittedAt, caller = @caller, links_unused = @linksUnused, snoozed = @snoozed, watched = @watched, watch_since = @watchSince, alert = @alert WHERE row = @row`);
  const insertState = db.prepare('INSERT INTO case_states (state, row) VALUES (?, ?)');
  const updateState = db.prepare('UPDATE case_states SET state = ? WHERE row = ?');
  const putMail = db.prepare('INSERT OR REPLACE INTO mails VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const search = searchIndex(db, 'cases_search');
  let rows = mode === 'rebuilding' ? 0 : -1;
  /** Folded and not yet written, the one left alone longest first. */
  const pending = new Map<string, Entry>();

  const load = (caseId: string): Entry | null => {
    const known = pending.get(caseId);
    if (known !== undefined) {
      pending.delete(caseId);
      pending.set(caseId, known);
      return known;
    }
    const stored = getState.get(caseId);
    if (stored === undefined) return null;
    const state = JSON.parse(stored.state) as CaseState;
    const entry = { state, row: stored.row, isNew: false, text: searchText(state), mails: new Set<string>() };
    pending.set(caseId, entry);
    return entry;
  };

  const write = (caseId: string, { state, row, isNew, text, mails }: Entry): void => {
    const link = linkCell(state);
    const review = reviewCell(state);
    const dueAt = dueOf(state);
    const values = {
      row,
      person: state.account?.name ?? '(erased)',
      firm: state.account?.firmName ?? '(erased)',
      status: state.status,
      frozen: state.frozen === null ? 0 : 1,
      nextStep: nextStepWords(state),
      linkState: link.state,
      linkAt: link.at,
      reviewState: review.state,
      reviewAt: review.at,
      marks: JSON.stringify(marksOf(state)),
      owner: state.owner,
      dueAt,
      sortAt: sortAtOf(state),
      isOpen: isOpen(state) || state.frozen !== null ? 1 : 0,
      updatedAt: state.updatedAt,
      submittedAt: state.submission?.at ?? null,
      // No firm is no cluster.
      firmId: state.firmId ?? '',
      caller: callerKey(state.callerGave),
      openedAt: state.openedAt,
      linksUnused: state.links.filter((one) => one.state !== 'used').length,
      snoozed: state.snooze === null ? 0 : 1,
      watched: isWatched(state) ? 1 : 0,
      watchSince: isWatched(state) ? (state.watch?.since ?? null) : null,
      alert: isAlert(state) ? 1 : 0,
    };
    if (isNew) insert.run({ ...values, caseId, number: state.number, accountId: state.accountId });
    else update.run(values);
    (isNew ? insertState : updateState).run(JSON.stringify(state), row);
    const words = searchText(state);
    if (words !== text) search.put(row, words, text);
    for (const mail of state.mails) {
      if (!mails.has(mail.mailId)) continue;
      putMail.run(
        mail.mailId,
        caseId,
        mail.template,
        addressOf(state, mail.addressId) ?? '(erased)',
        mail.language,
        mail.askedAt,
        mail.state,
        mail.settledAt,
        mail.why,
        mail.template === 'recovery-link' || mail.template === 'ask-again' ? 1 : 0,
        mailEffectId(mail.mailId, mail.rounds),
      );
    }
  };

  /** Writes until at most so many are left folded. */
  const flush = (left: number): void => {
    let over = pending.size - left;
    for (const [caseId, entry] of pending) {
      if (over <= 0) break;
      over -= 1;
      write(caseId, entry);
      pending.delete(caseId);
    }
  };

  const fold = (stored: StoredEvent): void => {
    const caseId = caseIdOf(stored.stream);
    if (caseId === null) return;
    const event = readCaseEvent(stored);
    const before = load(caseId);
    const state = evolve(before?.state ?? null, event);
    let entry = before;
    if (entry === null) {
      rows = rows < 0 ? (nextRow.get() ?? 1) : rows + 1;
      entry = { state, row: rows, isNew: true, text: null, mails: new Set() };
      pending.set(caseId, entry);
    }
    entry.state = state;
    // What this version can't read is counted and passed over: one row must not stop the queue.
    if (event.type === 'unread') return;
    if ('mailId' in event.data && typeof event.data.mailId === 'string') entry.mails.add(event.data.mailId);
  };

  const erase = db.prepare("UPDATE cases SET person = '(erased)', firm = '(erased)', caller = NULL WHERE row = ?");
  const eraseMails = db.prepare("UPDATE mails SET address = '(erased)' WHERE case_id = ?");

  return {
    /** R18 and erasure: what a destroyed key sealed goes from the row, its search and its messages. */
    forget(keys: readonly KeyName[]): void {
      for (const key of keys) {
        const caseId = /^case:(.*)\/(?:contact|identity)$/.exec(key)?.[1];
        const found = caseId === undefined ? undefined : getState.get(caseId);
        if (caseId === undefined || found === undefined) continue;
        const state = JSON.parse(found.state) as CaseState;
        const kept: CaseState = key.endsWith('/identity')
          ? {
              ...state,
              decisions: state.decisions.map((made) => ({ ...made, printedName: null, nameReason: null, note: null })),
              fallback: state.fallback && {
                ...state.fallback,
                decisions: state.fallback.decisions.map((made) => ({ ...made, reason: null })),
              },
            }
          : {
              ...state,
              account: null,
              callerWords: null,
              callerGave: null,
              reference: null,
              override: state.override && { ...state.override, reason: null },
              frozen: state.frozen && { ...state.frozen, words: null },
              selfHelp: {
                'still-signed-in': withoutWhy(state.selfHelp['still-signed-in']),
                'backup-code': withoutWhy(state.selfHelp['backup-code']),
                'someone-in-the-firm': withoutWhy(state.selfHelp['someone-in-the-firm']),
              },
              disable: state.disable && {
                ...state.disable,
                factors: state.disable.factors.map((factor) => ({ ...factor, label: '' })),
              },
              snooze: state.snooze && { ...state.snooze, reason: null },
              fallback: state.fallback && {
                ...state.fallback,
                reason: null,
                attestation: state.fallback.attestation && { ...state.fallback.attestation, attestor: null },
                items: Object.fromEntries(
                  Object.entries(state.fallback.items).map(([key_, item]) => [key_, { ...item, note: null }]),
                ),
              },
            };
        updateState.run(JSON.stringify(kept), found.row);
        if (key.endsWith('/identity')) continue;
        search.put(found.row, searchText(kept), searchText(state));
        erase.run(found.row);
        eraseMails.run(caseId);
      }
      search.purge();
    },
    apply(events: readonly StoredEvent[]): void {
      try {
        for (const stored of events) fold(stored);
        flush(mode === 'rebuilding' ? kept : 0);
      } catch (error) {
        // The transaction is undone, and these events are told again.
        pending.clear();
        rows = -1;
        throw error;
      }
    },
    finish: () => flush(0),
  };
};

/** Change anything here, and `version`, and every cache is built anew. */
export const casesProjection: Projection = {
  name: 'cases',
  version: 13,
  tables,
  indexes,
  open: (db, mode) => openCases(db, mode),
};
