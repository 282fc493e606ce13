/** Names of accounts and firms in the log: `system:id`. Two identity systems at one desk may use the same ids. */

/** An account or a firm with the identity system that knows it. Made by `accountIdOf`, read by `partsOf`. */
export type AccountId = `${string}:${string}`;

/** Of a system's short name: a letter, then letters, digits and hyphens, 40 at most. */
const systemPattern = /^[a-z][a-z0-9-]{0,39}$/;
/** What may stand in the name of a stream. */
const idPattern = /^[^\s\p{Cc}\p{Cs}]{1,150}$/u;

/** The account (or firm) of `system` that calls it `id`. Throws a RangeError when one of them can't be a name. */
export const accountIdOf = (system: string, id: string): AccountId => {
  if (!systemPattern.test(system)) throw new RangeError('not the short name of an identity system');
  if (!idPattern.test(id)) throw new RangeError('not an id that can be written down');
  return `${system}:${id}`;
};

/** The system and its own id; null when the text names no system. */
export const partsOf = (accountId: string): { readonly system: string; readonly id: string } | null => {
  const colon = accountId.indexOf(':');
  const system = accountId.slice(0, Math.max(0, colon));
  const id = accountId.slice(colon + 1);
  return systemPattern.test(system) && idPattern.test(id) ? { system, id } : null;
};

/** Whether a text is an account's name with its system. */
export const isAccountId = (text: string): text is AccountId => partsOf(text) !== null;
