/** R3: self-help comes before a link. */
import { ways } from './events';
import type { CaseState } from './state';

/**
 * R3: which ways the account's facts leave open and nobody has tried or ruled out yet. What was not computed counts as
 * open.
 */
export const openWays = (state: CaseState): readonly (typeof ways)[number][] =>
  ways.filter((way) => {
    if (state.triage.find((found) => found.way === way)?.open === false) return false;
    const outcome = state.selfHelp[way]?.outcome;
    return outcome !== 'tried' && outcome !== 'impossible';
  });
