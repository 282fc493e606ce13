/** An identity system in memory, whose accounts and firms have the ids that a test gives them. */
import { type AccountRecord, type AccountSystem, OutsideError } from '#main/ports';
import { everyCapability } from './capabilities';

export type MemoryPerson = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly firmId: string;
};

const longAgo = '2021-01-01T00:00:00.000Z';
const recordOf = (person: MemoryPerson): AccountRecord => ({
  accountId: person.id,
  name: person.name,
  nameSince: longAgo,
  login: person.address,
  language: 'en',
  timeZone: 'America/Toronto',
  factors: [{ id: `${person.id}.otp-1`, kind: 'totp', label: 'App', createdAt: longAgo, lastUsedAt: null }],
  sessions: [{ id: 'session-1', device: 'Firefox on Linux', startedAt: longAgo, lastSeenAt: longAgo }],
  reEnrolmentRequired: false,
  locked: false,
  temporaryAccessUntil: null,
  readAt: longAgo,
});

const addressOf = ({ address }: MemoryPerson) => ({ id: 'main', address, since: longAgo, until: null });

/** Deeds change what the next `read` says, and stand in `deeds` as `deed account`. */
export const memoryAccounts = (
  id: string,
  people: readonly MemoryPerson[],
): AccountSystem & { readonly deeds: readonly string[] } => {
  const records = new Map(people.map((person) => [person.id, recordOf(person)]));
  const deeds: string[] = [];
  const recordAt = (accountId: string): AccountRecord => {
    const record = records.get(accountId);
    if (record === undefined) throw new OutsideError('accounts', 'refused', 'There is no such account.');
    return record;
  };
  const change = (deed: string, accountId: string, to: Partial<AccountRecord>): void => {
    records.set(accountId, { ...recordAt(accountId), ...to });
    deeds.push(`${deed} ${accountId}`);
  };
  return {
    id,
    deeds,
    accounts: {
      name: `The ${id} system`,
      capabilities: async () => everyCapability,
      find: async (query, limit) =>
        people
          .filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(query.toLowerCase()))
          .slice(0, limit)
          .map((person) => ({
            accountId: person.id,
            name: person.name,
            login: person.address,
            firmName: `Firm of ${id}`,
            role: 'member',
            firmStatus: 'active',
          })),
      read: async (accountId) => records.get(accountId) ?? null,
      removeFactor: async (accountId, factorId) => {
        const { factors } = recordAt(accountId);
        const left = factors.filter((factor) => factor.id !== factorId);
        change('remove', accountId, { factors: left });
        return left.length === factors.length ? 'gone' : 'removed';
      },
      removeAllFactors: async (accountId) => change('remove-all', accountId, { factors: [] }),
      endSessions: async (accountId) => {
        const { sessions } = recordAt(accountId);
        change('end-sessions', accountId, { sessions: [] });
        return { ended: sessions === 'unknown' ? null : sessions.length };
      },
      requireReEnrolment: async (accountId) => change('demand', accountId, { reEnrolmentRequired: true }),
      lock: async (accountId) => change('lock', accountId, { locked: true, temporaryAccessUntil: null }),
      unlock: async (accountId) => change('unlock', accountId, { locked: false }),
      grantAccess: async (accountId, hours) =>
        change('grant', accountId, {
          temporaryAccessUntil: new Date(Date.now() + hours * 3_600_000).toISOString(),
        }),
    },
    contacts: {
      addressesOf: async (accountId) => people.filter((person) => person.id === accountId).map(addressOf),
      pageOfAddresses: async () => ({
        accounts: people.map((person) => ({ accountId: person.id, addresses: [addressOf(person)] })),
        next: null,
      }),
    },
    firms: {
      firmOf: async (accountId) => {
        const person = people.find((one) => one.id === accountId);
        return person === undefined
          ? null
          : {
              firmId: person.firmId,
              firmName: `Firm of ${id}`,
              firmStatus: 'active',
              firmCountry: 'CA',
              role: 'member',
              members: [],
            };
      },
    },
  };
};
