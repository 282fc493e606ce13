/** The identity systems of one desk behind one door: every account goes by `system:id`, and to its own system. */
import type { AccountFacts } from '#domain/case/account';
import type { AccountId } from '#domain/case/account-id';
import { accountIdOf, partsOf } from '#domain/case/account-id';
import type { AccountsPort, AccountSummary, AccountSystem, ContactsPort, Factor } from '#main/ports';
import { OutsideError } from '#main/ports';

/** What a search shows of an account. */
export type FoundAccount = Omit<AccountSummary, 'accountId'> & { readonly accountId: AccountId };
/** What was found where a system answered, and the names of those that did not. */
export type Found = { readonly accounts: readonly FoundAccount[]; readonly missing: readonly string[] };
/** An account as its system lists it at this moment. */
export type LiveAccount = AccountFacts & {
  readonly factors: readonly Factor[];
  readonly reEnrolmentRequired: boolean;
  readonly locked: boolean;
  readonly temporaryAccessUntil: string | null;
};

export type AddressBook = {
  readonly system: string;
  /** For the screen. */
  readonly name: string;
  readonly page: ContactsPort['pageOfAddresses'];
};

/** What the desk asks of its identity systems. Every call may throw OutsideError; a system answers for its own alone. */
export type Accounts = {
  /** The system's name for the screen. */
  nameOf(accountId: AccountId): string;
  /** Over all systems: at most `limit` of each, and in all. Throws where none of them answers. */
  find(query: string, limit: number): Promise<Found>;
  read(accountId: AccountId): Promise<LiveAccount | null>;
  /** The systems of whose accounts somebody knows the addresses, for the daily look over all of them. */
  readonly addressBooks: readonly AddressBook[];
  /** The account's system with the id that it has there, for a deed. */
  at(accountId: AccountId): { readonly port: AccountsPort; readonly own: string };
};

const fail = (kind: OutsideError['kind'], message: string): OutsideError => new OutsideError('accounts', kind, message);

/** Throws a RangeError when two systems have one name. */
export const connectAccounts = (systems: readonly AccountSystem[]): Accounts => {
  const byId = new Map(systems.map((system) => [system.id, system]));
  if (byId.size !== systems.length) throw new RangeError('two identity systems with one name');

  const systemOf = (accountId: AccountId) => {
    const parts = partsOf(accountId);
    const system = byId.get(parts?.system ?? '');
    if (parts === null || system === undefined)
      throw fail('refused', 'The identity system of this account is not connected to this desk.');
    return { system, own: parts.id };
  };
  const named = (system: string, id: string): AccountId => {
    try {
      return accountIdOf(system, id);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw fail('unexpected', 'The identity system’s answer has an id that can’t be written down.');
    }
  };

  return {
    nameOf: (accountId) => systemOf(accountId).system.accounts.name,
    async find(query, limit) {
      const answers = await Promise.allSettled(
        systems.map(async ({ id, accounts }) =>
          (await accounts.find(query, limit)).map((one) => ({ ...one, accountId: named(id, one.accountId) })),
        ),
      );
      const failed = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason as unknown);
      const fault = failed.find((reason) => !(reason instanceof OutsideError));
      if (fault !== undefined || failed.length === systems.length) throw fault ?? failed[0];
      const found = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : []));
      // In turn, or a first system with many of a name would hide the next one's.
      const most = Math.max(0, ...found.map((of) => of.length));
      return {
        accounts: Array.from({ length: most }, (_, at) => found.flatMap((of) => of.slice(at, at + 1)))
          .flat()
          .slice(0, limit),
        missing: systems.filter((_, at) => answers[at]?.status === 'rejected').map(({ accounts }) => accounts.name),
      };
    },
    async read(accountId) {
      const { system, own } = systemOf(accountId);
      const [record, capabilities] = await Promise.all([system.accounts.read(own), system.accounts.capabilities()]);
      if (record === null) return null;
      const [addresses, firm] = await Promise.all([
        system.contacts?.addressesOf(own) ?? [],
        system.firms?.firmOf(own) ?? null,
      ]);
      return {
        ...record,
        accountId,
        firmId: firm === null ? null : named(system.id, firm.firmId),
        firmName: firm?.firmName ?? '',
        firmStatus: firm?.firmStatus ?? 'unknown',
        firmCountry: firm?.firmCountry ?? null,
        role: firm?.role ?? 'unknown',
        members:
          firm === null || firm.members === 'unknown'
            ? 'unknown'
            : firm.members.map((member) => ({ ...member, accountId: named(system.id, member.accountId) })),
        addresses,
        capabilities,
      };
    },
    addressBooks: systems.flatMap(({ id, accounts, contacts }) =>
      contacts === null
        ? []
        : [{ system: id, name: accounts.name, page: (cursor) => contacts.pageOfAddresses(cursor) }],
    ),
    at(accountId) {
      const { system, own } = systemOf(accountId);
      return { port: system.accounts, own };
    },
  };
};
