import type { CallError } from '#contract/errors';
import type { Refusal } from '#domain/case/refusal';

/** What a handler throws to refuse a call: it crosses the bridge as it is. Anything else becomes `internal`. */
export class CallFailure extends Error {
  readonly error: CallError;
  constructor(error: CallError) {
    super(error.message);
    this.name = 'CallFailure';
    this.error = error;
  }
}

/** A refusal of the domain, as a call's failure. */
export const refused = (refusal: Refusal): CallFailure => new CallFailure({ ...refusal });
