/** The queue, its search, the links and the mails: what the screens ask for often, told from the case streams. */
import { mailEffectId } from '#domain/case/consequences';
import { evolve, replay } from '#domain/case/evolve';
import type { CaseState } from '#domain/case/state';
import type { MailListed, UnsentCell } from './case-queries';
import { caseIdOf, readCaseEvent } from '#main/store/log/stored-case';
import type { KeyName, StoredEvent, StreamName } from '../log/event-log';
import type { Db, Statement } from '../sqlite';
import { withoutSealed } from './case-erasure';
import { changedNames, isStateKept, rowValues, searchText, valueNames, type RowValues } from './case-row';
import type { Projection, Projector, Streams } from './projection';
import { searchIndex } from './search';

const tables = `
CREATE TABLE cases (
  row INTEGER PRIMARY KEY, case_id TEXT NOT NULL UNIQUE, number TEXT NOT NULL, account_id TEXT NOT NULL, person TEXT NOT NULL, firm TEXT NOT NULL, status TEXT NOT NULL, frozen INTEGER NOT NULL,
  next_step TEXT NOT NULL, link_state TEXT NOT NULL, link_at TEXT, review_state TEXT NOT NULL, review_at TEXT, review_calendar TEXT, marks TEXT NOT NULL, unread INTEGER NOT NULL, owner TEXT,
  due_at TEXT, sort_at TEXT NOT NULL, is_open INTEGER NOT NULL, updated_at TEXT NOT NULL, submitted_at TEXT,
  firm_id TEXT NOT NULL, caller TEXT, opened_at TEXT NOT NULL, links_unused INTEGER NOT NULL, snoozed INTEGER NOT NULL, watched INTEGER NOT NULL, watch_since TEXT, alert INTEGER NOT NULL
) STRICT;
CREATE TABLE case_states (row INTEGER PRIMARY KEY, state TEXT NOT NULL) STRICT;
CREATE TABLE mails (row INTEGER PRIMARY KEY, mail_id TEXT NOT NULL, case_id TEXT NOT NULL, template TEXT NOT NULL, address TEXT NOT NULL, language TEXT NOT NULL, asked_at TEXT NOT NULL, state TEXT NOT NULL, settled_at TEXT, why TEXT, is_link INTEGER NOT NULL, effect_id TEXT NOT NULL) STRICT;
CREATE TABLE case_addresses (address TEXT NOT NULL, case_id TEXT NOT NULL, PRIMARY KEY (address, case_id)) STRICT, WITHOUT ROWID;
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

/**
 * So many cases stay folded, the one left alone longest goes first: most cases live in bursts. A rebuild writes a case
 * only when it goes; live it is written at once, and kept so that its next event reads nothing.
 */
const keptFolded = { rebuilding: 2000, live: 200 } as const;

/** A mail's row is its case's row and its place there: they lie together, and none has to be looked up. */
const mailRow = (row: number, place: number): number => row * 0x10_0000 + place;

/** Under which of the list's filters a message stands: nobody got what bounced, and what was stopped was kept back, too. */
const listedAs = ({ state }: CaseState['mails'][number]): MailListed =>
  state === 'bounced' ? 'failed' : state === 'cancelled' ? 'undone' : state;

/** A case as it was folded, and what of it is written already. */
type Entry = {
  state: CaseState;
  readonly row: number;
  /** Null when it isn't known, or nothing is: then all of it is written. */
  values: RowValues | null;
  isNew: boolean;
  hasState: boolean;
  isTold: boolean;
  text: string | null;
  /** The account whose addresses are written; null where none are. */
  account: CaseState['account'];
  readonly mails: Set<string>;
};

const entryOf = (state: CaseState, row: number): Entry => ({
  state,
  row,
  values: null,
  isNew: false,
  hasState: false,
  isTold: true,
  text: null,
  account: null,
  mails: new Set(),
});

/** As they are compared: a case's account answers by any of these. */
const addressesOf = (account: CaseState['account']): readonly string[] =>
  account === null
    ? []
    : [...new Set([account.login, ...account.addresses.map(({ address }) => address)].map((one) => one.toLowerCase()))];

/** The statements of this projection. `kept`: so many cases stay folded. */
export const openCases = (db: Db, mode: 'live' | 'rebuilding', kept: number = keptFolded[mode]): Projector => {
  const getState = db.prepare<[string], { row: number; number: string; state: string | null }>(
    'SELECT row, number, (SELECT state FROM case_states WHERE case_states.row = cases.row) AS state FROM cases WHERE case_id = ?',
  );
  const nextRow = db.prepare<[], number>('SELECT coalesce(max(row), 0) + 1 FROM cases').pluck();
  const insert = db.prepare(
    'INSERT INTO cases VALUES (@row, @caseId, @number, @accountId, @person, @firm, @status, @frozen, @nextStep, @linkState, @linkAt, @reviewState, @reviewAt, @reviewCalendar, @marks, @unread, @owner, @dueAt, @sortAt, @isOpen, @updatedAt, @submittedAt, @firmId, @caller, @openedAt, @linksUnused, @snoozed, @watched, @watchSince, @alert)',
  );
  const updates = new Map<string, Statement>();
  /** Changes these columns alone: each index of a column that is named is written anew, changed or not. */
  const update = (row: number, values: RowValues, names: readonly (keyof RowValues)[]): void => {
    const key = names.join();
    let known = updates.get(key);
    if (known === undefined) {
      const column = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      const set = names.map((name) => `${column(name)} = @${name}`).join(', ');
      updates.set(key, (known = db.prepare(`UPDATE cases SET ${set} WHERE row = @row`)));
    }
    known.run({ ...values, row });
  };
  const insertState = db.prepare('INSERT INTO case_states (state, row) VALUES (?, ?)');
  const updateState = db.prepare('UPDATE case_states SET state = ? WHERE row = ?');
  const removeState = db.prepare('DELETE FROM case_states WHERE row = ?');
  const putMail = db.prepare('INSERT OR REPLACE INTO mails VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const putAddress = db.prepare<[string, string]>('INSERT OR IGNORE INTO case_addresses VALUES (?, ?)');
  const removeAddress = db.prepare<[string, string]>('DELETE FROM case_addresses WHERE address = ? AND case_id = ?');
  const search = searchIndex(db, 'cases_search');
  let rows = mode === 'rebuilding' ? 0 : -1;
  /** The one left alone longest first. */
  const folded = new Map<string, Entry>();

  const keep = (caseId: string, entry: Entry): Entry => {
    folded.delete(caseId);
    folded.set(caseId, entry);
    return entry;
  };

  /** What the cache has of a case; its state is null where only the log has it. */
  const load = (caseId: string): Entry | { readonly row: number; readonly state: null } | null => {
    const known = folded.get(caseId);
    if (known !== undefined) return keep(caseId, known);
    const stored = getState.get(caseId);
    if (stored === undefined) return null;
    if (stored.state === null) return { row: stored.row, state: null };
    const state = JSON.parse(stored.state) as CaseState;
    // While there are no indexes a whole row costs as little as a part of it.
    const values = mode === 'live' ? rowValues(state) : null;
    const { account } = state;
    return keep(caseId, { ...entryOf(state, stored.row), values, hasState: true, text: searchText(state), account });
  };

  const write = (caseId: string, entry: Entry): void => {
    const { state, row } = entry;
    const values = rowValues(state);
    if (entry.isNew) insert.run({ ...values, row, caseId, number: state.number, accountId: state.accountId });
    else {
      const names = entry.values === null ? valueNames(values) : changedNames(values, entry.values);
      if (names.length > 0) update(row, values, names);
    }
    const needsState = isStateKept(state);
    if (needsState) (entry.hasState ? updateState : insertState).run(JSON.stringify(state), row);
    else if (entry.hasState) removeState.run(row);
    const words = searchText(state);
    if (words !== entry.text) search.put(row, words, entry.text);
    // The same object until the account is read again: most events of a case leave it alone.
    if (state.account !== entry.account) {
      const [before, now] = [addressesOf(entry.account), addressesOf(state.account)];
      for (const gone of before) if (!now.includes(gone)) removeAddress.run(gone, caseId);
      for (const added of now) if (!before.includes(added)) putAddress.run(added, caseId);
    }
    for (const [place, mail] of state.mails.entries()) {
      if (!entry.mails.has(mail.mailId)) continue;
      putMail.run(
        mailRow(row, place),
        mail.mailId,
        caseId,
        mail.template,
        mail.to?.address ?? '(erased)',
        mail.language,
        mail.askedAt,
        // Nobody got it: its list and its count are those of what failed.
        listedAs(mail),
        mail.settledAt,
        mail.why && JSON.stringify({ why: mail.why, attempts: mail.attempts } satisfies UnsentCell),
        mail.template === 'recovery-link' || mail.template === 'ask-again' ? 1 : 0,
        mailEffectId(mail.mailId, mail.rounds),
      );
    }
    entry.mails.clear();
    Object.assign(entry, {
      values,
      isNew: false,
      hasState: needsState,
      isTold: true,
      text: words,
      account: state.account,
    });
  };

  const writeAll = (): void => {
    for (const [caseId, entry] of folded) if (!entry.isTold) write(caseId, entry);
  };

  const letGoOf = (entries: readonly (readonly [string, Entry])[], left: number): void => {
    for (const [caseId, entry] of entries.slice(0, Math.max(0, entries.length - left))) {
      if (!entry.isTold) write(caseId, entry);
      folded.delete(caseId);
    }
  };

  /** Lets go of the cases left alone longest, and sooner of those that are over: little happens to them any more. */
  const letGo = (): void => {
    if (mode === 'rebuilding')
      letGoOf(
        [...folded].filter(([, { state }]) => !isStateKept(state)),
        Math.ceil(kept / 8),
      );
    if (folded.size > kept) letGoOf([...folded], kept);
  };

  const fold = (stored: StoredEvent, streams: Streams): void => {
    const caseId = caseIdOf(stored.stream);
    if (caseId === null) return;
    const event = readCaseEvent(stored);
    // The first of its stream: nothing is written of it yet.
    const found = stored.version === 1 ? null : load(caseId);
    let entry: Entry;
    if (found === null) {
      rows = rows < 0 ? (nextRow.get() ?? 1) : rows + 1;
      entry = keep(caseId, { ...entryOf(evolve(null, event), rows), isNew: true });
    } else if (found.state === null) {
      const before = replay(
        (streams.get(stored.stream) ?? []).filter((each) => each.version < stored.version).map(readCaseEvent),
      );
      const text = before === null ? null : searchText(before);
      entry = keep(caseId, {
        ...entryOf(evolve(before, event), found.row),
        text,
        account: before?.account ?? null,
      });
    } else {
      entry = found;
      entry.state = evolve(found.state, event);
    }
    entry.isTold = false;
    // What this version can't read is counted and passed over: one row must not stop the queue.
    if (event.type === 'unread') return;
    if ('mailId' in event.data && typeof event.data.mailId === 'string') entry.mails.add(event.data.mailId);
  };

  const erase = db.prepare("UPDATE cases SET person = '(erased)', firm = '(erased)', caller = NULL WHERE row = ?");
  // By the case alone it reads the whole table: that happens with an erasure, and with nothing else.
  const eraseAddresses = db.prepare<[string]>('DELETE FROM case_addresses WHERE case_id = ?');
  const eraseMails = db.prepare<[number, number]>("UPDATE mails SET address = '(erased)' WHERE row >= ? AND row < ?");

  return {
    /** R18 and erasure: what a destroyed key sealed goes from the row, its search and its messages. */
    forget(keys: readonly KeyName[]): void {
      folded.clear();
      for (const key of keys) {
        const caseId = /^case:(.*)\/(?:contact|identity)$/.exec(key)?.[1];
        const found = caseId === undefined ? undefined : getState.get(caseId);
        if (caseId === undefined || found === undefined) continue;
        const isIdentity = key.endsWith('/identity');
        const state = found.state === null ? null : withoutSealed(JSON.parse(found.state) as CaseState, isIdentity);
        if (state !== null) updateState.run(JSON.stringify(state), found.row);
        if (isIdentity) continue;
        // Whatever was kept before: a search that finds an erased name would be the worse mistake.
        search.put(found.row, searchText({ account: null, number: found.number }), '');
        if (state === null) erase.run(found.row);
        else {
          const values = rowValues(state);
          update(found.row, values, valueNames(values));
        }
        eraseMails.run(mailRow(found.row, 0), mailRow(found.row + 1, 0));
        eraseAddresses.run(caseId);
      }
      search.purge();
    },
    lacks: (events) => {
      const lacking = new Set<StreamName>();
      /** Of these nothing is kept yet, or it was looked at. */
      const seen = new Set<StreamName>();
      for (const { stream, version } of events) {
        const caseId = caseIdOf(stream);
        if (caseId === null || seen.has(stream)) continue;
        seen.add(stream);
        if (version > 1 && load(caseId)?.state === null) lacking.add(stream);
      }
      return [...lacking];
    },
    apply: (events, streams) => {
      for (const stored of events) fold(stored, streams);
      if (mode === 'live') writeAll();
      letGo();
    },
    undone: () => {
      folded.clear();
      rows = -1;
    },
    finish: writeAll,
  };
};

/** Change anything here, and `version`, and every cache is built anew. */
export const casesProjection: Projection = {
  name: 'cases',
  version: 21,
  tables,
  indexes,
  open: (db, mode) => openCases(db, mode),
};
