/** An identity system in memory, with the ids that a test gives it, that can do what its capabilities say. */
import type { Capabilities } from '#domain/case/account';
import { type AccountRecord, type AccountSystem, type Factor, OutsideError } from '#main/ports';
import { everyCapability } from './capabilities';

export type MemoryPerson = {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly firmId: string;
};
export type MemoryOptions = {
  /** Everything, where it does not say otherwise. */
  readonly can?: Partial<Capabilities>;
  /** Of each account, beside its app. */
  readonly factors?: readonly Factor[];
};
export type MemorySystem = AccountSystem & {
  /** As `deed account`, oldest first; what was refused is none. */
  readonly deeds: readonly string[];
  /** Set by a test: every call fails as if nobody answered. */
  isDown: boolean;
  /** Somebody does it in the system's own console: no deed of the desk's. */
  removeByHand(accountId: string, factorId: string): void;
  /** As the system itself has it, whatever it lists. */
  record(accountId: string): AccountRecord;
};

const longAgo = '2021-01-01T00:00:00.000Z';
const recordOf = (person: MemoryPerson, more: readonly Factor[]): AccountRecord => ({
  accountId: person.id,
  name: person.name,
  nameSince: longAgo,
  login: person.address,
  language: 'en',
  timeZone: 'America/Toronto',
  factors: [{ id: `${person.id}.otp-1`, kind: 'totp', label: 'App', createdAt: longAgo, lastUsedAt: null }, ...more],
  sessions: [{ id: 'session-1', device: 'Firefox on Linux', startedAt: longAgo, lastSeenAt: longAgo }],
  reEnrolmentRequired: false,
  locked: false,
  temporaryAccessUntil: null,
  readAt: longAgo,
});

const addressOf = ({ address }: MemoryPerson) => ({ id: 'main', address, since: longAgo, until: null });

export const memoryAccounts = (
  id: string,
  people: readonly MemoryPerson[],
  { can: given = {}, factors: more = [] }: MemoryOptions = {},
): MemorySystem => {
  const can: Capabilities = { ...everyCapability, ...given };
  const records = new Map(people.map((person) => [person.id, recordOf(person, more)]));
  const deeds: string[] = [];
  const answers = (): void => {
    if (system.isDown) throw new OutsideError('accounts', 'down', `The ${id} system can not be reached.`);
  };
  const recordAt = (accountId: string): AccountRecord => {
    const record = records.get(accountId);
    if (record === undefined) throw new OutsideError('accounts', 'refused', 'There is no such account.');
    return record;
  };
  const change = (deed: string, accountId: string, isPossible: boolean, to: Partial<AccountRecord>): void => {
    answers();
    if (!isPossible) throw new OutsideError('accounts', 'refused', 'The identity system has no such call.');
    records.set(accountId, { ...recordAt(accountId), ...to });
    deeds.push(`${deed} ${accountId}`);
  };
  const system: MemorySystem = {
    id,
    deeds,
    isDown: false,
    record: recordAt,
    removeByHand: (accountId, factorId) => {
      const record = recordAt(accountId);
      records.set(accountId, { ...record, factors: record.factors.filter(({ id: one }) => one !== factorId) });
    },
    accounts: {
      name: `The ${id} system`,
      capabilities: async () => {
        answers();
        return can;
      },
      find: async (query, limit) => {
        answers();
        return people
          .filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(query.toLowerCase()))
          .slice(0, limit)
          .map((person) => ({
            accountId: person.id,
            name: person.name,
            login: person.address,
            firmName: `Firm of ${id}`,
            role: 'member',
            firmStatus: 'active',
          }));
      },
      read: async (accountId) => {
        answers();
        const record = records.get(accountId);
        return record === undefined
          ? null
          : { ...record, sessions: can.sessions === 'listed' ? record.sessions : 'unknown' };
      },
      removeFactor: async (accountId, factorId) => {
        const { factors } = recordAt(accountId);
        const factor = factors.find((one) => one.id === factorId);
        change('remove', accountId, can.removal === 'each' && factor?.removable !== false, {
          factors: factors.filter((one) => one !== factor),
        });
        return factor === undefined ? 'gone' : 'removed';
      },
      removeAllFactors: async (accountId) => change('remove-all', accountId, can.removal === 'all', { factors: [] }),
      endSessions: async (accountId) => {
        const { sessions } = recordAt(accountId);
        change('end-sessions', accountId, can.sessions !== 'neither', { sessions: [] });
        return { ended: sessions === 'unknown' || can.sessions !== 'listed' ? null : sessions.length };
      },
      requireReEnrolment: async (accountId) =>
        change('demand', accountId, can.demand !== 'none', { reEnrolmentRequired: true }),
      lock: async (accountId) => change('lock', accountId, can.lock, { locked: true, temporaryAccessUntil: null }),
      unlock: async (accountId) => change('unlock', accountId, can.lock, { locked: false }),
      grantAccess: async (accountId, hours) =>
        change('grant', accountId, can.temporaryAccess, {
          temporaryAccessUntil: new Date(Date.now() + hours * 3_600_000).toISOString(),
        }),
    },
    contacts: {
      addressesOf: async (accountId) => {
        answers();
        return people.filter((person) => person.id === accountId).map(addressOf);
      },
      pageOfAddresses: async () => {
        answers();
        return {
          accounts: people.map((person) => ({ accountId: person.id, addresses: [addressOf(person)] })),
          next: null,
        };
      },
    },
    firms: {
      firmOf: async (accountId) => {
        answers();
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
  return system;
};
