/** How a call over the bridge is declared: who may, what goes in, what comes out. The guard is a required field. */
import type { Permission } from '#domain/access/roles';
import type { z } from 'zod';

/** `anyone`: also before sign-in. `signed-in`: any role, not locked. Otherwise a permission of the role. */
export type Guard = 'anyone' | 'signed-in' | Permission;

export type Call<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly kind: 'query' | 'command';
  readonly guard: Guard;
  readonly input: I;
  readonly output: O;
};

/** Reads, changes nothing. */
export const query = <I extends z.ZodType, O extends z.ZodType>(
  guard: Guard,
  input: I,
  output: O,
): Call<I, O> & { readonly kind: 'query' } => ({ kind: 'query', guard, input, output });
/** Changes something, or is refused. */
export const command = <I extends z.ZodType, O extends z.ZodType>(
  guard: Guard,
  input: I,
  output: O,
): Call<I, O> & { readonly kind: 'command' } => ({ kind: 'command', guard, input, output });
