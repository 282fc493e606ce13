/** The cases that this one belongs with: what it secures, what secures it, what it repeats. */
import type { CaseState } from '#domain/case/state';
import { caseNumbers } from '#main/store/cache/case-queries';
import type { CacheReader } from '#main/store/spawn';

type Other = { readonly caseId: string; readonly number: string } | null;
export type OtherCases = { readonly secures: Other; readonly securedBy: Other; readonly duplicateOf: Other };

/**
 * The case that secures an account after another: one at a time, so that a repeated deed opens no second. A later round
 * follows a false alarm.
 */
export const reSecureCaseId = (caseId: string, round = 1): string =>
  round === 1 ? `re-secure-${caseId}` : `re-secure-${caseId}-${round}`;
/** So often an owner can mean it anew. */
export const mostRounds = 9;

/** Their ids and numbers, as far as they are there. */
export const otherCasesOf = async (state: CaseState, cache: CacheReader): Promise<OtherCases> => {
  const ids = [
    state.reSecures,
    state.duplicateOf,
    ...Array.from({ length: mostRounds }, (_, index) => reSecureCaseId(state.caseId, index + 1)),
  ].map((id) => id ?? '');
  const numbers = await cache.query(caseNumbers, { ids });
  const other = (index: number): Other => {
    const number = numbers[index];
    const caseId = ids[index];
    return number == null || caseId === undefined || caseId === '' ? null : { caseId, number };
  };
  // The latest round is the one that counts.
  return {
    secures: other(0),
    securedBy: ids.map((_, index) => (index < 2 ? null : other(index))).findLast((one) => one !== null) ?? null,
    duplicateOf: other(1),
  };
};
