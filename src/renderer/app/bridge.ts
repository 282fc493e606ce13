/** The only way out of the page: typed calls over `window.desk`. */
import type { CallInput, CallName, CallOutput } from '#contract/calls';
import type { CallError, CallResult, ErrorCode } from '#contract/errors';
import type { Bridge } from '#contract/events';

declare global {
  interface Window {
    /** Set by the preload; two functions and nothing else. */
    readonly desk: Bridge;
  }
}

/** A refusal or a fault that came back over the bridge, or the bridge itself failing. */
export class CallFailure extends Error {
  readonly code: ErrorCode;
  readonly rule: string | undefined;
  readonly way: string | undefined;
  readonly field: string | undefined;
  constructor(error: CallError) {
    super(error.message);
    this.name = 'CallFailure';
    this.code = error.code;
    this.rule = error.rule;
    this.way = error.way;
    this.field = error.field;
  }
}

const bridgeBroke = (): CallFailure =>
  new CallFailure({
    code: 'internal',
    message: 'The desk did not answer.',
    way: 'Try again; if it stays so, start the desk again.',
  });

/** Asks main. Throws `CallFailure` and nothing else. */
export const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
  let answer: CallResult<CallOutput<N>>;
  try {
    // Main checked the value against the contract before it left.
    answer = (await window.desk.call(name, input)) as CallResult<CallOutput<N>>;
  } catch {
    throw bridgeBroke();
  }
  if (!answer.ok) throw new CallFailure(answer.error);
  return answer.value;
};
