import type { Role } from '#domain/access/roles';
import type { KeyObject } from 'node:crypto';

/** A colleague as other features need one: a name for a sentence, a role for a rule, keys for a signature. */
export type Colleague = {
  readonly staffId: string;
  readonly name: string;
  readonly initials: string;
  readonly role: Role;
  readonly address: string;
  readonly active: boolean;
  readonly publicKeys: readonly { readonly keyId: string; readonly key: KeyObject }[];
};

/** The staff as the log tells of them. Takes an actor (`staff:<id>`) or an id; null for anybody else. */
export type Directory = { find(actor: string): Colleague | null; all(): readonly Colleague[] };

/** The name of an actor for a sentence. */
export const nameOfActor = (directory: Directory, actor: string): string =>
  actor === 'customer'
    ? 'The customer'
    : actor === 'desk'
      ? 'The desk'
      : (directory.find(actor)?.name ?? 'A former colleague');

/** A colleague as a rule about approvals asks for one. Whose access has ended since does not count any more (R24). */
export const approverOf = (directory: Directory, name: string) => {
  const colleague = directory.find(name);
  return colleague?.active ? { id: colleague.staffId, role: colleague.role, address: colleague.address } : null;
};
