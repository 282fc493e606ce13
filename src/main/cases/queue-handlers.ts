/** Handlers of the queue: pages, search and counts from the cache. */
import type { queueCalls } from '#contract/queue';
import type { QueueRow } from '#contract/queue';
import { nextStepWords } from '#contract/words/next-step';
import type { Policy } from '#domain/policy/policy';
import { calendarOf } from '#domain/sla/calendar';
import { addDays } from '#domain/sla/dates';
import { atInZone, dateInZone } from '#domain/sla/zone';
import type { HandlersOf } from '#main/ipc/handlers';
import { sessionOf } from '#main/ipc/handlers';
import type { CaseRow } from '#main/store/cache/case-queries';
import { queueCounts, queuePage, queueSearch, searchDepth } from '#main/store/cache/case-queries';
import type { CacheReader } from '#main/store/spawn';
import type { Directory } from './directory';
import { promisedIfNow } from './promised';

/** Counted when it is shown: nothing happens to a case on the days that pass. */
const withoutFor = (since: string, now: Date): string => {
  const days = Math.floor((now.getTime() - Date.parse(since)) / 86_400_000);
  return days < 1 ? 'Without 2FA since today' : days === 1 ? 'Without 2FA for a day' : `Without 2FA for ${days} days`;
};

/** A review that has not started shows when it would be due if the form came in now. */
const toRow = (row: CaseRow, directory: Directory, ifToday: string | null, now: Date): QueueRow => {
  const owner = row.owner === null ? null : directory.find(row.owner);
  return {
    caseId: row.case_id,
    number: row.number,
    person: row.person,
    firm: row.firm,
    status: row.status as QueueRow['status'],
    frozen: row.frozen === 1,
    nextStep:
      row.watch_since === null || row.frozen === 1 ? nextStepWords[row.next_step] : withoutFor(row.watch_since, now),
    link: { state: row.link_state as QueueRow['link']['state'], at: row.link_at },
    review: {
      state: row.review_state as QueueRow['review']['state'],
      at: row.review_state === 'not-started' ? ifToday : row.review_at,
    },
    reviewCalendar: row.review_calendar,
    marks: JSON.parse(row.marks) as QueueRow['marks'],
    unread: row.unread,
    owner: owner && { staffId: owner.staffId, name: owner.name, initials: owner.initials, role: owner.role },
    updatedAt: row.updated_at,
  };
};

export const queueHandlers = (deps: {
  readonly cache: CacheReader;
  readonly directory: Directory;
  readonly policy: () => Policy;
}): HandlersOf<typeof queueCalls> => {
  const endOfToday = (now: Date): string => {
    const { timeZone } = calendarOf(deps.policy().calendarId);
    return new Date(atInZone(addDays(dateInZone(now.getTime(), timeZone), 1), '00:00', timeZone)).toISOString();
  };
  return {
    'queue.page': async (context, { view, search, after }) => {
      const name = calendarOf(deps.policy().calendarId).id;
      const ifToday = promisedIfNow(deps.policy(), context.now().toISOString())?.dueAt ?? null;
      if (search.trim() !== '') {
        const found = await deps.cache.query(queueSearch, { text: search });
        return {
          rows: found.rows.map((row) => toRow(row, deps.directory, ifToday, context.now())),
          next: null,
          newest: found.isCut ? searchDepth : null,
          calendar: name,
        };
      }
      const [at = '', id = ''] = after?.split('|') ?? [];
      const rows = await deps.cache.query(queuePage, {
        view,
        staffId: sessionOf(context).staffId,
        until: endOfToday(context.now()),
        after: after === null ? null : { at, id },
      });
      const last = rows.at(-1);
      return {
        rows: rows.map((row) => toRow(row, deps.directory, ifToday, context.now())),
        next:
          rows.length < 50 || last === undefined
            ? null
            : `${view === 'closed' ? last.updated_at : last.sort_at}|${last.case_id}`,
        newest: null,
        calendar: name,
      };
    },
    'queue.counts': (context) =>
      deps.cache.query(queueCounts, { staffId: sessionOf(context).staffId, until: endOfToday(context.now()) }),
  };
};
