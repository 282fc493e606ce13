import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { CaseState } from '#domain/case/state';
import { decisionView } from '#domain/case/state';

/** R23: what an approval is bound to, as 64 hex digits. */
export const digestOf = (state: CaseState): string =>
  createHash('sha256')
    .update(canonicalize(decisionView(state)) ?? '')
    .digest('hex');
