/** R3: self-help comes before a link. */
import { ways } from './events';
import type { CaseState } from './state';

/** R3: which ways are neither tried nor impossible yet. */
export const openWays = (state: CaseState): readonly (typeof ways)[number][] => ways.filter((way) => {
  const outcome = state.selfHelp[way]?.outcome;
  return outcome !== 'tried' && outcome !== 'impossible';
});
