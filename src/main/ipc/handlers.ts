import type { Permission, Role } from '#domain/access/roles';
import type { Call } from '#contract/endpoint';
import type { SessionState } from '#contract/session';
import type { z } from 'zod';

/** Who asks, as main knows it; the renderer is never asked. */
export type Session = {
  /** The seat that they sit at: the same person at another window is another session. */
  readonly seatId: string;
  readonly staffId: string;
  readonly role: Role;
  readonly name: string;
  readonly address: string;
};

export type CallContext = {
  /** Null only in calls whose guard is `anyone`. */
  readonly session: Session | null;
  /** Where the call comes from; null while no desk is open. */
  readonly seat: Seat | null;
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

/** The seat that a call came from, in a handler that only an open desk has. */
export const seatOf = (context: CallContext): Seat => {
  if (context.seat === null) throw new Error('a call of an open desk reached its handler without a seat');
  return context.seat;
};

export type SessionStanding =
  | { readonly state: 'signed-out' }
  | { readonly state: 'locked' }
  | { readonly state: 'signed-in'; readonly session: Session; readonly permissions: readonly Permission[] };

export type LockReason = 'asked' | 'idle' | 'system';
/**
 * Where one person at a time signs in, held by whoever serves them: a window, a connection. Two seats of one desk know
 * nothing of each other.
 */
export type Seat = {
  readonly id: string;
  /** For the router: at once, from memory. Locks here when the idle time has passed. */
  standing(): SessionStanding;
  state(): Promise<SessionState>;
  signIn(entry: { readonly staffId: string; readonly password: string; readonly code: string }): Promise<void>;
  /** Also unlocks: the same person, with a code. */
  switchTo(entry: { readonly staffId: string; readonly code: string }): Promise<void>;
  lock(why: LockReason): void;
  signOut(): void;
  touch(): void;
  /** Nobody comes back to it: its keys are wiped. */
  close(): void;
};
