/** The queue, its search, the links and the mails: what the screens ask for often, told from the case streams. */
import { evolve, isOpen } from '#domain/case/state';
import type { CaseState } from '#domain/case/state';
import { linkCell, marksOf, nextStepWords, reviewCell } from '#main/cases/cells';
import { caseIdOf, toCaseEvent } from '#main/cases/stored';
import type { KeyName, StoredEvent } from '../log/event-log';
import type { Db } from '../sqlite';
import type { Projection } from './projection';
import { searchIndex } from './search';

const tables = `
CREATE TABLE cases (
  case_id TEXT PRIMARY KEY, row INTEGER NOT NULL, number TEXT NOT NULL, account_id TEXT NOT NULL, person TEXT NOT NULL, firm TEXT NOT NULL, status TEXT NOT NULL, frozen INTEGER NOT NULL,
  next_step TEXT NOT NULL, link_state TEXT NOT NULL, link_at TEXT, review_state TEXT NOT NULL, review_at TEXT, marks TEXT NOT NULL, owner TEXT,
  due_at TEXT, sort_at TEXT NOT NULL, is_open INTEGER NOT NULL, updated_at TEXT NOT NULL, submitted_at TEXT, state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE links (token_hash TEXT PRIMARY KEY, kind TEXT NOT NULL, case_id TEXT NOT NULL, ref TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE mails (mail_id TEXT PRIMARY KEY, case_id TEXT NOT NULL, template TEXT NOT NULL, address TEXT NOT NULL, language TEXT NOT NULL, asked_at TEXT NOT NULL, state TEXT NOT NULL, settled_at TEXT, why TEXT, is_link INTEGER NOT NULL) STRICT, WITHOUT ROWID;
`;

const indexes = `
CREATE INDEX cases_open ON cases (sort_at, case_id) WHERE is_open = 1;
CREATE INDEX cases_owner ON cases (owner, sort_at, case_id) WHERE is_open = 1;
CREATE INDEX cases_unassigned ON cases (sort_at, case_id) WHERE is_open = 1 AND owner IS NULL;
CREATE INDEX cases_due ON cases (due_at, case_id) WHERE is_open = 1 AND due_at IS NOT NULL;
CREATE INDEX cases_closed ON cases (updated_at DESC, case_id) WHERE is_open = 0;
CREATE INDEX cases_status ON cases (status, sort_at, case_id) WHERE is_open = 1;
CREATE INDEX cases_account ON cases (account_id) WHERE is_open = 1;
CREATE UNIQUE INDEX cases_row ON cases (row);
CREATE INDEX mails_asked ON mails (asked_at DESC, mail_id);
CREATE INDEX mails_state ON mails (state, asked_at DESC, mail_id);
`;

const dayMs = 86_400_000;
/** Cases without a running clock are sorted as if they had three days from the last thing that happened. */
const quietDays = 3;

const dueOf = (state: CaseState): string | null => {
  const link = linkCell(state);
  const review = reviewCell(state);
  if (review.state === 'running') return review.at;
  return link.state === 'running' && state.status === 'awaiting-customer' ? link.at : null;
};

/** The words that a search finds a case by. */
const searchText = (state: CaseState): string => `${state.account?.name ?? ''} ${state.account?.firmName ?? ''} ${state.number} ${state.number.replace(/\D+/g, '')}`;

const withoutWhy = <W extends { readonly why: string | null } | null>(way: W): W => (way === null ? way : { ...way, why: null });

const projector = (db: Db, mode: 'live' | 'rebuilding') => {
  const getState = db.prepare<[string], { state: string; row: number }>('SELECT state, row FROM cases WHERE case_id = ?');
  const nextRow = db.prepare<[], { next: number }>('SELECT coalesce(max(row), 0) + 1 AS next FROM cases');
  const put = db.prepare(`INSERT INTO cases VALUES (@caseId, @row, @number, @accountId, @person, @firm, @status, @frozen, @nextStep, @linkState, @linkAt, @reviewState, @reviewAt, @marks, @owner, @dueAt, @sortAt, @isOpen, @updatedAt, @submittedAt, @state)
    ON CONFLICT (case_id) DO UPDATE SET person = excluded.person, firm = excluded.firm, status = excluded.status, frozen = excluded.frozen, next_step = excluded.next_step, link_state = excluded.link_state, link_at = excluded.link_at, review_state = excluded.review_state, review_at = excluded.review_at,
      marks = excluded.marks, owner = excluded.owner, due_at = excluded.due_at, sort_at = excluded.sort_at, is_open = excluded.is_open, updated_at = excluded.updated_at, submitted_at = excluded.submitted_at, state = excluded.state`);
  const putLink = db.prepare('INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)');
  const putMail = db.prepare('INSERT OR REPLACE INTO mails VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const search = searchIndex(db, 'cases_search');
  let rows = mode === 'rebuilding' ? 0 : -1;
  /** Folded in this batch and not yet written. */
  const pending = new Map<string, { state: CaseState; row: number; text: string | null; mails: Set<string> }>();

  const load = (caseId: string) => {
    const known = pending.get(caseId);
    if (known !== undefined) return known;
    const stored = getState.get(caseId);
    if (stored === undefined) return null;
    const state = JSON.parse(stored.state) as CaseState;
    const entry = { state, row: stored.row, text: searchText(state), mails: new Set<string>() };
    pending.set(caseId, entry);
    return entry;
  };

  const write = (caseId: string, { state, row, text, mails }: { state: CaseState; row: number; text: string | null; mails: Set<string> }): void => {
    const link = linkCell(state);
    const review = reviewCell(state);
    const dueAt = dueOf(state);
    put.run({
      caseId, row, number: state.number, accountId: state.accountId, person: state.account?.name ?? '(erased)', firm: state.account?.firmName ?? '(erased)', status: state.status, frozen: state.frozen === null ? 0 : 1, nextStep: nextStepWords(state),
      linkState: link.state, linkAt: link.at, reviewState: review.state, reviewAt: review.at, marks: JSON.stringify(marksOf(state)), owner: state.owner, dueAt, sortAt: dueAt ?? new Date(Date.parse(state.updatedAt) + quietDays * dayMs).toISOString(),
      isOpen: isOpen(state) ? 1 : 0, updatedAt: state.updatedAt, submittedAt: state.submission?.at ?? null, state: JSON.stringify(state),
    });
    const words = searchText(state);
    if (words !== text) search.put(row, words, text);
    for (const mail of state.mails) {
      if (!mails.has(mail.mailId)) continue;
      putMail.run(mail.mailId, caseId, mail.template, state.account?.addresses.find((address) => address.id === mail.addressId)?.address ?? '(erased)', mail.language, mail.askedAt, mail.state, mail.settledAt, mail.why, mail.template === 'recovery-link' || mail.template === 'ask-again' ? 1 : 0);
    }
  };

  const owners = db.prepare<[string], { row: number; state: string }>('SELECT row, state FROM cases WHERE case_id = ?');
  const erase = db.prepare("UPDATE cases SET person = '(erased)', firm = '(erased)', state = @state WHERE case_id = @caseId");
  const eraseMails = db.prepare("UPDATE mails SET address = '(erased)' WHERE case_id = ?");

  return {
    /** R18 and erasure: what a destroyed key sealed goes from the row, its search and its messages. */
    forget(keys: readonly KeyName[]): void {
      for (const key of keys) {
        const caseId = /^case:(.*)\/(?:contact|identity)$/.exec(key)?.[1];
        const found = caseId === undefined ? undefined : owners.get(caseId);
        if (caseId === undefined || found === undefined) continue;
        const state = JSON.parse(found.state) as CaseState;
        const kept: CaseState = key.endsWith('/identity')
          ? { ...state, decisions: state.decisions.map((made) => ({ ...made, printedName: null, nameReason: null, note: null })) }
          : { ...state, account: null, callerWords: null, callerGave: null, reference: null, override: state.override && { ...state.override, reason: null }, frozen: state.frozen && { ...state.frozen, words: null }, selfHelp: { 'still-signed-in': withoutWhy(state.selfHelp['still-signed-in']), 'backup-code': withoutWhy(state.selfHelp['backup-code']), 'someone-in-the-firm': withoutWhy(state.selfHelp['someone-in-the-firm']) }, disable: state.disable && { ...state.disable, factors: state.disable.factors.map((factor) => ({ ...factor, label: '' })) } };
        if (key.endsWith('/identity')) { db.prepare('UPDATE cases SET state = ? WHERE case_id = ?').run(JSON.stringify(kept), caseId); continue; }
        search.put(found.row, searchText(kept), searchText(state));
        erase.run({ caseId, state: JSON.stringify(kept) });
        eraseMails.run(caseId);
      }
      search.purge();
    },
    apply(events: readonly StoredEvent[]): void {
      for (const stored of events) {
        const caseId = caseIdOf(stored.stream);
        if (caseId === null) continue;
        const event = toCaseEvent(stored);
        const before = load(caseId);
        // A projection skips what it can't use: the log is the truth, and one odd row must not stop the queue.
        if (before === null && event.type !== 'case.opened') continue;
        const state = evolve(before?.state ?? null, event);
        let entry = before;
        if (entry === null) {
          rows = rows < 0 ? nextRow.get()?.next ?? 1 : rows + 1;
          entry = { state, row: rows, text: null, mails: new Set() };
          pending.set(caseId, entry);
        }
        entry.state = state;
        if (event.type === 'case.link-asked') putLink.run(event.data.tokenHash, 'check', caseId, event.data.checkId);
        if (event.type === 'case.mail-asked') putLink.run(event.data.noticeHash, 'notice', caseId, event.data.mailId);
        if ('mailId' in event.data && typeof event.data.mailId === 'string') entry.mails.add(event.data.mailId);
      }
      for (const [caseId, entry] of pending) write(caseId, entry);
      pending.clear();
    },
  };
};

/** Change anything here, and `version`, and every cache is built anew. */
export const casesProjection: Projection = { name: 'cases', version: 1, tables, indexes, open: projector };
