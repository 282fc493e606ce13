/** The identity systems of one desk behind one door: every account goes by `system:id`, and to its own system. */
import type { AccountId } from '#domain/case/account-id';
import { accountIdOf, partsOf } from '#domain/case/account-id';
import type { AccountFacts, AccountsPort, AccountSummary, FirmMember } from '#main/ports';
import { OutsideError } from '#main/ports';

/** A system under the short name that its accounts carry in the log: given once, never changed. */
export type AccountSystem = { readonly id: string; readonly port: AccountsPort };

/** What a search shows of an account. */
export type FoundAccount = Omit<AccountSummary, 'accountId' | 'firmId'> & {
  readonly accountId: AccountId;
  readonly firmId: AccountId;
};
/** An account as its system lists it at this moment. */
export type LiveAccount = Omit<AccountFacts, 'accountId' | 'firmId' | 'members'> & {
  readonly accountId: AccountId;
  readonly firmId: AccountId;
  readonly members: readonly (Omit<FirmMember, 'accountId'> & { readonly accountId: AccountId })[];
};

/** What the desk asks of its identity systems. Every call may throw OutsideError; a system answers for its own alone. */
export type Accounts = {
  /** The system's name for the screen. */
  nameOf(accountId: AccountId): string;
  /** Over all systems: at most `limit` of each, and in all. */
  find(query: string, limit: number): Promise<readonly FoundAccount[]>;
  read(accountId: AccountId): Promise<LiveAccount | null>;
  removeFactor(accountId: AccountId, factorId: string): Promise<'removed' | 'gone'>;
  endSessions(accountId: AccountId): Promise<{ readonly ended: number }>;
  requireReEnrolment(accountId: AccountId): Promise<void>;
  lock(accountId: AccountId): Promise<void>;
  unlock(accountId: AccountId): Promise<void>;
  /** R16: whether the system offers temporary access. */
  offersAccess(accountId: AccountId): boolean;
  grantAccess(accountId: AccountId, hours: number): Promise<void>;
};

const fail = (kind: OutsideError['kind'], message: string): OutsideError => new OutsideError('accounts', kind, message);

/** Throws a RangeError when two systems have one name. */
export const connectAccounts = (systems: readonly AccountSystem[]): Accounts => {
  const byId = new Map(systems.map((system) => [system.id, system]));
  if (byId.size !== systems.length) throw new RangeError('two identity systems with one name');

  const at = (accountId: AccountId) => {
    const parts = partsOf(accountId);
    const system = byId.get(parts?.system ?? '');
    if (parts === null || system === undefined)
      throw fail('refused', 'The identity system of this account is not connected to this desk.');
    return { ...system, own: parts.id };
  };
  const named = (system: string, id: string): AccountId => {
    try {
      return accountIdOf(system, id);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw fail('unexpected', 'The identity system’s answer has an id that can’t be written down.');
    }
  };
  const scoped = <T extends AccountSummary>(system: string, { accountId, firmId, ...rest }: T) => ({
    ...rest,
    accountId: named(system, accountId),
    firmId: named(system, firmId),
  });

  return {
    nameOf: (accountId) => at(accountId).port.name,
    async find(query, limit) {
      const found = await Promise.all(
        systems.map(async ({ id, port }) => (await port.find(query, limit)).map((one) => scoped(id, one))),
      );
      return found.flat().slice(0, limit);
    },
    async read(accountId) {
      const { id, port, own } = at(accountId);
      const facts = await port.read(own);
      return (
        facts && {
          ...scoped(id, facts),
          members: facts.members.map((member) => ({ ...member, accountId: named(id, member.accountId) })),
        }
      );
    },
    async removeFactor(accountId, factorId) {
      const { port, own } = at(accountId);
      return await port.removeFactor(own, factorId);
    },
    async endSessions(accountId) {
      const { port, own } = at(accountId);
      return await port.endSessions(own);
    },
    async requireReEnrolment(accountId) {
      const { port, own } = at(accountId);
      await port.requireReEnrolment(own);
    },
    async lock(accountId) {
      const { port, own } = at(accountId);
      await port.lock(own);
    },
    async unlock(accountId) {
      const { port, own } = at(accountId);
      await port.unlock(own);
    },
    offersAccess: (accountId) => at(accountId).port.temporaryAccess !== undefined,
    async grantAccess(accountId, hours) {
      const { port, own } = at(accountId);
      if (port.temporaryAccess === undefined)
        throw fail('refused', 'The identity system does not offer temporary access any more.');
      await port.temporaryAccess.grant(own, hours);
    },
  };
};
