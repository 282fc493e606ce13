/** Every projection and every question of the cache, in one place: the store process and its workers start from it. */
import { caseQueries } from './case-queries';
import { casesProjection } from './cases';
import { inboxProjection } from './inbox';
import { inboxQueries } from './inbox-queries';
import { policyQueries } from './policy-queries';
import type { Projection } from './projection';
import type { AnyCacheQuery } from './query';

export type StoreRegistry = {
  readonly projections: readonly Projection[];
  readonly queries: readonly AnyCacheQuery[];
};

export const registry: StoreRegistry = {
  projections: [casesProjection, inboxProjection],
  queries: [...caseQueries, ...policyQueries, ...inboxQueries],
};
