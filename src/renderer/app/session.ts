/** Who sits at the desk, for every screen behind the sign-in. */
import type { Permission, Role } from '#domain/access/roles';
import { whoMay } from '#domain/access/roles';
import type { SessionState } from '#contract/session';
import { createContext, useContext } from 'react';
import { roleNames } from './texts/words';

export type SignedIn = Extract<SessionState, { readonly state: 'signed-in' }>;

export const SessionContext = createContext<SignedIn | null>(null);

/** The person at the desk. Only below the frame. */
export const useSession = (): SignedIn => {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession outside of a signed-in desk');
  return session;
};

/** Whether the person may; main checks again. */
export const useMay = (permission: Permission): boolean => useSession().permissions.includes(permission);

/** Null when the person may; otherwise the sentence that says who does. */
export const useWhyNot = (permission: Permission): string | null => {
  const isAllowed = useMay(permission);
  return isAllowed ? null : whoMayWords(permission);
};

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** "A support agent or a team lead does this." */
export const whoMayWords = (permission: Permission): string => {
  const sentence = `${listed(whoMay(permission).map((role: Role) => `a ${roleNames[role].toLowerCase()}`))} does this.`;
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
};
