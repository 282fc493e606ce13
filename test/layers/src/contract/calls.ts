// The clean twin: what contract may do.
import { z } from 'zod';
import { empty } from '#domain/case/state';

export const calls = { 'case.get': z.strictObject({ at: z.string() }) };
export type Calls = typeof calls;
export const first = empty;
