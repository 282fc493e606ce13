import { defineQuery } from '#main/store/cache/query';
import type { CaseRow } from '#main/store/cache/case-queries';

const columns =
  'case_id, number, person, firm, status, frozen, next_step, link_state, link_at, review_state, review_at, marks, owner, sort_at, updated_at';

/** Baseline of a page: the same rows, each by its key. */
export const pointReads = defineQuery('bench.points', (db) => {
  const one = db.prepare<[string], CaseRow>(`SELECT ${columns} FROM cases WHERE case_id = ?`);
  return (params: { readonly ids: readonly string[] }): readonly CaseRow[] =>
    params.ids.flatMap((id) => one.get(id) ?? []);
});
