/** The one way in: known name → session and permission → input → handler → output. Errors come from a closed list. */
import type { Call } from '#contract/endpoint';
import type { CallError, CallResult } from '#contract/errors';
import { whoMay } from '#domain/access/roles';
import { StoreUnavailable } from '#main/store/spawn';
import type { z } from 'zod';
import { CallFailure } from './failure';
import type { CallContext, Seat, SessionStanding } from './handlers';

export type RouterDeps = {
  readonly calls: Readonly<Record<string, Call>>;
  /** What is answered now: a desk that isn't open yet has few handlers. */
  readonly handlers: () => Readonly<Record<string, (context: CallContext, input: never) => Promise<unknown>>>;
  readonly now: () => Date;
  /** A refused attempt is history, too (R17). Never awaited by the caller's answer. */
  readonly onRefused?: (name: string, input: unknown, error: CallError, standing: SessionStanding) => void;
  /** A fault of ours: name and error go to the desk's own log file, never over the bridge. */
  readonly onFault?: (name: string, error: unknown) => void;
};

const fail = (error: CallError): CallResult<never> => ({ ok: false, error });

const firstIssue = (error: z.ZodError): CallError => {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join('.') ?? '';
  return {
    code: 'bad-input',
    message:
      field === ''
        ? `The call was not understood: ${issue?.message ?? 'wrong form'}.`
        : `"${field}": ${issue?.message ?? 'wrong form'}.`,
    ...(field === '' ? {} : { field }),
  };
};

/** Structured clone also brings Map, Date and the like: to zod an empty one looks like an empty object. */
const isPlainObject = (input: unknown): boolean =>
  typeof input === 'object' &&
  input !== null &&
  [Object.prototype, null].includes(Object.getPrototypeOf(input) as object | null);

/** A function of (seat, name, input) that never throws. Without a seat, as before a desk is open, nobody is signed in. */
export const createRouter =
  (deps: RouterDeps) =>
  async (seat: Seat | null, name: unknown, input: unknown): Promise<CallResult<unknown>> => {
    const call = typeof name === 'string' && Object.hasOwn(deps.calls, name) ? deps.calls[name] : undefined;
    if (call === undefined || typeof name !== 'string')
      return fail({ code: 'unknown-call', message: 'There is no such call.' });
    const standing: SessionStanding = seat?.standing() ?? { state: 'signed-out' };
    const refuse = (error: CallError): CallResult<never> => {
      deps.onRefused?.(name, input, error, standing);
      return fail(error);
    };
    if (call.guard !== 'anyone') {
      if (standing.state === 'signed-out') return refuse({ code: 'not-signed-in', message: 'Sign in first.' });
      if (standing.state === 'locked') return refuse({ code: 'locked', message: 'The desk is locked.' });
      if (call.guard !== 'signed-in' && !standing.permissions.includes(call.guard)) {
        const roles = whoMay(call.guard);
        return refuse({
          code: 'not-permitted',
          message: `Your role may not do this. ${roles.length === 0 ? 'Nobody' : `A ${roles.join(' or a ')}`} may.`,
          way: roles.length === 0 ? 'There is no way.' : `Ask a ${roles.join(' or a ')}.`,
        });
      }
    }
    if (!isPlainObject(input))
      return refuse({ code: 'bad-input', message: 'The call was not understood: its input is not a plain object.' });
    const parsed = call.input.safeParse(input);
    if (!parsed.success) return refuse(firstIssue(parsed.error));
    const handlers = deps.handlers();
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    if (handler === undefined)
      return fail({ code: 'store-away', message: 'The desk is not open yet.', way: 'Wait a moment.' });
    const context: CallContext = {
      session: standing.state === 'signed-in' ? standing.session : null,
      seat,
      now: deps.now,
    };
    try {
      const value = call.output.safeParse(await handler(context, parsed.data as never));
      if (value.success) return { ok: true, value: value.data };
      deps.onFault?.(name, value.error);
      return fail({
        code: 'bad-output',
        message: "The desk's answer was not in the agreed form, so it was not shown. Nothing is lost.",
      });
    } catch (error) {
      if (error instanceof CallFailure) return refuse(error.error);
      deps.onFault?.(name, error);
      if (error instanceof StoreUnavailable)
        return fail({
          code: 'store-away',
          message: error.message,
          way: 'Nothing that was confirmed is lost. Try again, or start the desk again.',
        });
      return fail({ code: 'internal', message: 'Something went wrong inside the desk. Nothing is lost; try again.' });
    }
  };
