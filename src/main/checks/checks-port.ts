/** Whoever checks identities, as the desk sees it: one internal model that each provider's own words map onto. */
import type { CheckOutcome, CheckRows } from '#domain/case/events';

/** Until when there is nothing to decide: the provider's side of a check that runs. */
export type CheckProgress = 'sent' | 'opened' | 'in-progress' | 'submitted';

/** Where a check stands: sent → opened → in-progress → submitted, then one of the ends. */
export type CheckStanding =
  | { readonly state: CheckProgress }
  | { readonly state: Extract<CheckOutcome, 'passed' | 'review' | 'failed'>; readonly rows: CheckRows }
  /** Nobody stands behind the form: people decide. */
  | { readonly state: Extract<CheckOutcome, 'none'> }
  /** No verdict will come. Codes are the provider's own, facts and not prose. */
  | {
      readonly state: Extract<CheckOutcome, 'expired' | 'abandoned' | 'error'>;
      readonly codes: readonly string[];
    };

export type CheckAsked = { readonly caseId: string; readonly checkId: string; readonly submissionId: string };

/**
 * A provider of identity checks. It may be asked about the same check any number of times, and by two desks at once: an
 * adapter finds its transaction by the check's id, and hands the submission over only where there is none.
 */
export type ChecksPort = {
  /** As the log names it. */
  readonly id: string;
  /** Throws OutsideError. `signal` ends what takes too long. */
  ask(check: CheckAsked, signal: AbortSignal): Promise<CheckStanding>;
};
