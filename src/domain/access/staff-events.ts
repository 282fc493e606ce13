/** What can happen to a colleague, stream `staff:<id>`. `data` is free of personal content; `personal` is sealed with the key `staff:<id>`. */
import type { JsonObject } from '../json';
import type { Role } from './roles';

/** What proves a colleague: opaque here, made and read in main. Everything in it rests sealed. */
export type Credentials = {
  /** scrypt verifier with its parameters. */
  readonly password: JsonObject;
  /** The private half of the signing key, wrapped by a key from the password. */
  readonly wrappedKey: JsonObject;
  /** Base32 (RFC 4648). */
  readonly totpSecret: string;
};
/** Ten codes that count once each, hashed. `codeSet` is a new name for each set. */
export type BackupCodeHashes = { readonly salt: string; readonly cost: JsonObject; readonly hashes: readonly string[] };

type E<T extends string, D, P extends object = object> = { readonly type: T; readonly data: D } & P;
type Personal<C> = { readonly personal?: C };

type Enrolled = {
  readonly staffId: string; readonly keyId: string;
  /** base64, SPKI DER: not personal, so that signatures verify after the person was erased. */
  readonly publicKey: string;
  readonly codeSet: string; readonly codes: number; readonly at: string;
};
type NewCredentials = { readonly credentials: Credentials; readonly backupCodes: BackupCodeHashes };
type Invited = { readonly staffId: string; readonly by: string; readonly invitationHash: string; readonly expiresAt: string; readonly at: string };

export type StaffEvent =
  | E<'staff.invited', Invited & { readonly role: Role }, Personal<{ readonly name: string; readonly address: string }>>
  | E<'staff.enrolled', Enrolled, Personal<NewCredentials>>
  /** A new password or authenticator, and so a new signing key; the old one's signatures stay valid. */
  | E<'staff.re-enrolled', Enrolled & { readonly lost: Lost }, Personal<NewCredentials>>
  | E<'staff.role-changed', { readonly staffId: string; readonly from: Role; readonly to: Role; readonly by: string; readonly at: string }>
  | E<'staff.access-ended', { readonly staffId: string; readonly by: string; readonly handOverTo: string | null; readonly at: string }>
  | E<'staff.password-reset-asked', Invited>
  | E<'staff.authenticator-reset-asked', Invited>
  | E<'staff.vouched', { readonly staffId: string; readonly by: string; readonly at: string }>
  | E<'staff.backup-code-used', { readonly staffId: string; readonly codeSet: string; readonly index: number; readonly at: string }>
  | E<'staff.backup-codes-made', { readonly staffId: string; readonly codeSet: string; readonly codes: number; readonly at: string }, Personal<{ readonly backupCodes: BackupCodeHashes }>>;

export type Lost = 'password' | 'authenticator';
export type StaffStanding = 'invited' | 'active' | 'reset' | 'ended';

/**
 * The roll, stream `staff:roll`: one entry per person and change, written in the same append. It spans the staff, so
 * that two changes that together would take the last lead away conflict here.
 */
export type RollEvent = { readonly type: 'staff.roll-changed'; readonly data: { readonly staffId: string; readonly role: Role; readonly standing: StaffStanding; readonly at: string } };
export type RollEntry = { readonly role: Role; readonly standing: StaffStanding };
export type Roll = ReadonlyMap<string, RollEntry>;

/** The roll after one more entry. */
export const evolveRoll = (roll: Roll, event: RollEvent): Roll => new Map([...roll, [event.data.staffId, { role: event.data.role, standing: event.data.standing }]]);

/** Leads who can act: enrolled, not being reset, not ended. `besides` is left out of the count. */
export const activeLeads = (roll: Roll, besides?: string): number => [...roll].filter(([staffId, entry]) => staffId !== besides && entry.role === 'lead' && entry.standing === 'active').length;
