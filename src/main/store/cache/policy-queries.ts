/** What a change of the policy is asked about: every open case, up to the most that an answer may hold. */
import type { CaseState } from '#domain/case/state';
import { defineQuery, maxRows } from './query';

/** Open cases, first to break first, and whether there are more. */
export const openCaseStates = defineQuery('policy.openCases', (db) => {
  // Chosen from the index alone: sorting must not carry every case's JSON along.
  const rows = db.prepare<[], { state: string }>(
    `SELECT state FROM (SELECT row, sort_at, case_id FROM cases INDEXED BY cases_open WHERE is_open = 1 ORDER BY sort_at, case_id LIMIT ${maxRows}) AS first CROSS JOIN case_states ON case_states.row = first.row ORDER BY first.sort_at, first.case_id`,
  );
  const beyond = db
    .prepare<[], number>(
      `SELECT 1 FROM cases INDEXED BY cases_open WHERE is_open = 1 ORDER BY sort_at, case_id LIMIT 1 OFFSET ${maxRows}`,
    )
    .pluck();
  return () => ({
    states: rows.all().map((row) => JSON.parse(row.state) as CaseState),
    more: beyond.get() !== undefined,
  });
});

export const policyQueries = [openCaseStates] as const;
