/** What may come back instead of a value: a closed list. Stack traces never cross. */
import type { RefusalCode } from '#domain/case/refusal';
import { refusalCodes } from '#domain/case/refusal';

export const bridgeCodes = [
  'unknown-call',
  'untrusted-sender',
  'not-signed-in',
  'locked',
  'not-permitted',
  'bad-input',
  'bad-output',
  'internal',
  'wrong-credentials',
  'wrong-code',
  'code-used',
  'clock-off',
  'throttled',
  'conflict',
  'store-away',
  'read-only',
  'disk-full',
  'clock-behind',
  'outside',
  'practice-only',
  'last-lead',
  'exists-already',
] as const;
export type ErrorCode = RefusalCode | (typeof bridgeCodes)[number];

/** Everything that can be refused, for tests that must not forget one. */
export const errorCodes: readonly ErrorCode[] = [...refusalCodes, ...bridgeCodes];

/**
 * `message` is a sentence for people; `rule` its number in the specification; `way` what would make it possible;
 * `field` the input's path.
 */
export type CallError = {
  readonly code: ErrorCode;
  readonly message: string;
  readonly rule?: string;
  readonly way?: string;
  readonly field?: string;
};
export type CallResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: CallError };
