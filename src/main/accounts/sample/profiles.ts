/**
 * Real systems that the sample one can behave like, as far as a desk notices: what they list, remove, demand and
 * remember. Each after the system's own documents; `keycloak-new` is a realm as it comes, before anybody prepared it.
 */
import type { Capabilities } from '#domain/case/account';
import type { IdentityDatabase } from '#main/accounts/sample/database';
import type { Address, Credential, User } from '#main/accounts/sample/directory';

export const profileNames = ['sample', 'keycloak', 'keycloak-new', 'okta', 'entra', 'google'] as const;
export type ProfileName = (typeof profileNames)[number];

type Profile = Omit<Capabilities, 'historySince'> & {
  /** How far back changes are on record; null: not at all; `ever`: a day stands on each address. */
  readonly historyDays: number | 'ever' | null;
  readonly firms: boolean;
  /** What it calls a kind of credential that has no word of its own at the desk, and can't be removed there. */
  readonly fixed: Readonly<Record<string, string>>;
};

const everything: Profile = {
  sessions: 'listed',
  removal: 'each',
  backupCodes: 'counted',
  demand: 'in-force',
  lock: true,
  temporaryAccess: true,
  historyDays: 'ever',
  firms: true,
  fixed: {},
};
const profiles: Readonly<Record<ProfileName, Profile>> = {
  sample: everything,
  // Both event logs on, firms as groups.
  keycloak: { ...everything, temporaryAccess: false, historyDays: 90 },
  // The logs are off, and the demand is a required action that the realm has switched off: stored, not enforced.
  'keycloak-new': { ...everything, temporaryAccess: false, historyDays: null, demand: 'stored', firms: false },
  okta: {
    ...everything,
    sessions: 'ended',
    backupCodes: 'unknown',
    demand: 'none',
    historyDays: 90,
    firms: false,
  },
  entra: {
    ...everything,
    sessions: 'ended',
    backupCodes: 'unknown',
    demand: 'none',
    historyDays: 30,
    firms: false,
    fixed: { webauthn: 'hardwareOath' },
  },
  google: {
    ...everything,
    sessions: 'ended',
    removal: 'all',
    backupCodes: 'seen',
    demand: 'none',
    temporaryAccess: false,
    historyDays: null,
    firms: false,
  },
};

const dayMs = 86_400_000;
const twoStep = '2-step-verification';

export type Profiles = ReturnType<typeof createProfiles>;

/** Which one it is rests in the database. `now` in epoch ms. */
export const createProfiles = (database: IdentityDatabase, now: () => number) => {
  const select = database.prepare<[], { profile: ProfileName }>('SELECT profile FROM settings');
  const name = (): ProfileName => select.get()?.profile ?? 'sample';
  const current = (): Profile => profiles[name()];
  const recordOf = ({ historyDays }: Profile): string | null =>
    typeof historyDays === 'number'
      ? new Date(Math.floor(now() / dayMs) * dayMs - historyDays * dayMs).toISOString()
      : null;
  const recordBegins = (): string | null => recordOf(current());
  const factsOf = (profile: Profile) => {
    const { historyDays, firms, fixed, ...can } = profile;
    return {
      capabilities: { ...can, historySince: recordOf(profile) },
      contacts: true,
      firms,
      fixed: Object.values(fixed),
      ages: historyDays !== null,
    };
  };

  const aged = (address: Address): Address & { readonly basis?: 'unchanged' } => {
    const begins = recordBegins();
    if (begins === null) return current().historyDays === 'ever' ? address : { ...address, since: null };
    return address.since !== null && address.since >= begins
      ? address
      : { ...address, since: begins, basis: 'unchanged' };
  };
  /** Without a record nobody knows what was replaced. */
  const isRemembered = ({ until }: Address): boolean =>
    until === null || current().historyDays === 'ever' || until >= (recordBegins() ?? '~');

  return {
    name,
    current,
    set(profile: ProfileName): void {
      database.prepare('DELETE FROM settings').run();
      database.prepare('INSERT INTO settings (profile) VALUES (?)').run(profile);
    },
    /** As the desk's adapter reads it. */
    facts: () => factsOf(current()),
    /** Each that it can play, with the same of it. */
    all: () => profileNames.map((profile) => ({ profile, ...factsOf(profiles[profile]) })),
    user: (user: User) => ({
      ...user,
      nameSince: current().historyDays === 'ever' ? user.nameSince : null,
      addresses: user.addresses.filter(isRemembered).map(aged),
    }),
    credentials(all: readonly Credential[]) {
      const { removal, backupCodes, fixed } = current();
      const shown = all
        .filter(({ type }) => type !== 'recovery-authn-codes' || backupCodes !== 'unknown')
        .map((one) => ({ ...one, type: fixed[one.type] ?? one.type }));
      const first = shown.find(({ type }) => type === 'otp' || type === 'webauthn');
      // It says that there is a second step, and not which.
      return removal === 'each' || first === undefined
        ? shown
        : [
            ...shown.filter(({ type }) => type !== 'otp' && type !== 'webauthn'),
            { ...first, id: `${first.id.split('.')[0]}.${twoStep}`, type: twoStep, userLabel: '', createdDate: null },
          ];
    },
  };
};
