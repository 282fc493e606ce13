/**
 * Our own identity form: nobody stands behind it, so each row is `no-result` and people decide (PRODUCT.md, step 4).
 */
import type { ChecksPort } from './checks-port';

/** As the log names it. */
export const ownForm = 'own-form';

/** Answers at once, and always the same. */
export const ownFormChecks: ChecksPort = { id: ownForm, ask: async () => ({ state: 'none' }) };

/** A provider's name on a screen. */
export const checkedBy = (provider: string): string => (provider === ownForm ? 'Our own form, no provider' : provider);
