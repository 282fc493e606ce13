/**
 * The identity check. A provider (Trulioo later) answers four rows; our own form has nobody behind it, so each row is
 * `no-result` and people decide (PRODUCT.md, step 4).
 */
import { checkKinds, type CheckKind, type Picture, type ProviderVerdict } from '#domain/case/events';

/** `waiting` for the customer, `working` at the provider, `answered`, or `ended` without an answer. */
export type CheckStatus = 'waiting' | 'working' | 'answered' | 'ended';
export type CheckRows = Readonly<Record<CheckKind, ProviderVerdict>>;
export type CheckResult = {
  readonly provider: string;
  /** The provider's own name of the check, for questions to them; null where there is none. */
  readonly reference: string | null;
  readonly rows: CheckRows;
};

/** An identity check as the desk sees it, whoever is behind it. Calls are idempotent by checkId. */
export type IdentityCheckPort = {
  /** For the screen: `Own form`, `Trulioo`. */
  readonly name: string;
  /** Whether there is somebody behind it who answers the rows. It decides how many approvals a pass needs (R9). */
  readonly hasProvider: boolean;
  /** Where the link leads: to our own page, or to an address of the provider's for this one check. */
  begin(check: { readonly checkId: string; readonly language: 'en' | 'fr'; readonly expiresAt: string }): Promise<{ readonly form: 'own' } | { readonly form: 'hosted'; readonly url: string }>;
  /** What became of it. `submitted` is what our own form took; a hosted one keeps its pictures itself. */
  ask(check: { readonly checkId: string; readonly submitted: readonly Picture[] | null }): Promise<{ readonly status: Exclude<CheckStatus, 'answered'> } | { readonly status: 'answered'; readonly result: CheckResult }>;
};

/** A row each, all without a result. */
export const noResultRows: CheckRows = { document: 'no-result', name: 'no-result', face: 'no-result', liveness: 'no-result' };

/** Whether anybody but our own staff answered a row. */
export const hasProviderResult = (rows: CheckRows): boolean => checkKinds.some((kind) => rows[kind] !== 'no-result');

export const ownFormName = 'Own form';

/** What our own form answers at once when it was submitted. */
export const ownFormResult = (): CheckResult => ({ provider: ownFormName, reference: null, rows: noResultRows });

/** The identity check with nobody behind it. */
export const createOwnForm = (): IdentityCheckPort => ({
  name: ownFormName,
  hasProvider: false,
  begin: async () => await Promise.resolve({ form: 'own' }),
  ask: async ({ submitted }) => await Promise.resolve(submitted === null ? { status: 'waiting' } : { status: 'answered', result: ownFormResult() }),
});
