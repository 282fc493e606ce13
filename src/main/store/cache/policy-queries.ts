/** What a change of the policy is asked about: every open case. */
import { pageOfStates, statePage, type Place } from './case-queries';
import { defineQuery } from './query';

/** Open cases, first to break first, in pages; `next` is null at the end. */
export const openCaseStates = defineQuery('policy.openCases', (db) => {
  // Chosen from the index alone: sorting must not carry every case's JSON along.
  const rows = db.prepare<[Place], Place & { state: string }>(
    `SELECT state, first.sort_at AS at, first.case_id AS id FROM (SELECT row, sort_at, case_id FROM cases INDEXED BY cases_open WHERE is_open = 1 AND (sort_at, case_id) > (@at, @id) ORDER BY sort_at, case_id LIMIT ${statePage}) AS first CROSS JOIN case_states ON case_states.row = first.row ORDER BY first.sort_at, first.case_id`,
  );
  return (params: { readonly after: Place | null }) => pageOfStates(rows.all(params.after ?? { at: '', id: '' }));
});

export const policyQueries = [openCaseStates] as const;
