/** A case as its row in the cache shows it. */
import { unreadMessages } from '#domain/case/messages';
import { nextStepOf } from '#domain/case/next-step';
import { isOpen } from '#domain/case/state';
import type { CaseState } from '#domain/case/state';
import { dueOf, isAlert, isWatched, linkCell, marksOf, reviewCell, reviewDue, sortAtOf } from './cells';

/**
 * A caller as cases are compared by it: letters and digits alone, a telephone number with its country's 1 or without.
 * Null for nobody in particular.
 */
export const callerKey = (given: string | null): string | null => {
  const key = (given ?? '').toLowerCase().replaceAll(/[^\p{L}\p{N}@.]/gu, '');
  // North American numbering plan: ten digits, the first of neither area nor exchange a 0 or 1.
  const number = /^(?:00)?1?([2-9]\d{2}[2-9]\d{6})$/.exec(key.replaceAll('.', ''))?.[1];
  return key.length < 5 ? null : (number ?? key);
};

/** The words that a search finds a case by. */
export const searchText = (state: Pick<CaseState, 'account' | 'number'>): string =>
  `${state.account?.name ?? ''} ${state.account?.firmName ?? ''} ${state.number} ${state.number.replace(/\D+/g, '')}`;

/** Whether somebody may still have to act on it, or to read: the row of an open case, by which it is listed. */
const isOpenRow = (state: CaseState): boolean =>
  isOpen(state) || state.frozen !== null || unreadMessages(state).length > 0;

/**
 * Whether the cache keeps all of a case. One that is over, and not watched, keeps its row and the words it is found by:
 * the rest is folded from the log again when something happens to it.
 */
export const isStateKept = (state: CaseState): boolean => isOpenRow(state) || isWatched(state);

/** The columns of a case's row that its events change. */
export const rowValues = (state: CaseState) => {
  const link = linkCell(state);
  const review = reviewCell(state);
  return {
    person: state.account?.name ?? '(erased)',
    firm: state.account?.firmName ?? '(erased)',
    status: state.status,
    frozen: state.frozen === null ? 0 : 1,
    nextStep: nextStepOf(state),
    linkState: link.state,
    linkAt: link.at,
    reviewState: review.state,
    reviewAt: review.at,
    reviewCalendar: reviewDue(state)?.calendar.id ?? null,
    marks: JSON.stringify(marksOf(state)),
    unread: unreadMessages(state).length,
    owner: state.owner,
    dueAt: dueOf(state),
    sortAt: sortAtOf(state),
    isOpen: isOpenRow(state) ? 1 : 0,
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
};
export type RowValues = ReturnType<typeof rowValues>;

export const valueNames = (values: RowValues) => Object.keys(values) as (keyof RowValues)[];

/** The columns in which two differ: most events of a case leave the rest of its row. */
export const changedNames = (after: RowValues, before: RowValues) =>
  valueNames(after).filter((name) => after[name] !== before[name]);
