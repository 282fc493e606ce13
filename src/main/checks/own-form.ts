/**
 * Our own identity form: nobody stands behind it, so each row is `no-result` and people decide (PRODUCT.md, step 4).
 */
import type { CheckKind, ProviderVerdict } from '#domain/case/events';

/** As the log names it. */
export const ownForm = 'own-form';

/** A row each, all without a result. */
export const noResultRows: Readonly<Record<CheckKind, ProviderVerdict>> = {
  document: 'no-result',
  name: 'no-result',
  face: 'no-result',
  liveness: 'no-result',
};
