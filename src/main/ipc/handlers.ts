import type { Permission, Role } from '#domain/access/roles';
import type { Call } from '#contract/endpoint';
import type { z } from 'zod';

/** Who asks, as main knows it; the renderer is never asked. */
export type Session = {
  readonly staffId: string;
  readonly role: Role;
  readonly name: string;
  readonly address: string;
};

export type CallContext = {
  /** Null only in calls whose guard is `anyone`. */
  readonly session: Session | null;
  readonly now: () => Date;
};

/** One handler for each call of a feature: a missing or a spare one does not compile. */
export type HandlersOf<C extends Record<string, Call>> = {
  readonly [N in keyof C]: (context: CallContext, input: z.output<C[N]['input']>) => Promise<z.input<C[N]['output']>>;
};

/** The session of a call that the router lets through only with one. */
export const sessionOf = (context: CallContext): Session => {
  if (context.session === null) throw new Error('a guarded call reached its handler without a session');
  return context.session;
};

export type SessionStanding =
  | { readonly state: 'signed-out' }
  | { readonly state: 'locked' }
  | { readonly state: 'signed-in'; readonly session: Session; readonly permissions: readonly Permission[] };
