/**
 * What can happen to a colleague, stream `staff:<id>`. `data` is free of personal content; `personal` is sealed with
 * the key `staff:<id>`.
 */
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
  readonly staffId: string;
  readonly keyId: string;
  /** base64, SPKI DER: not personal, so that signatures verify after the person was erased. */
  readonly publicKey: string;
  readonly codeSet: string;
  readonly codes: number;
  readonly at: string;
};
type NewCredentials = { readonly credentials: Credentials; readonly backupCodes: BackupCodeHashes };
type Invited = {
  readonly staffId: string;
  readonly by: string;
  readonly invitationHash: string;
  readonly expiresAt: string;
  readonly at: string;
};

export type StaffEvent =
  | E<'staff.invited', Invited & { readonly role: Role }, Personal<{ readonly name: string; readonly address: string }>>
  | E<'staff.enrolled', Enrolled, Personal<NewCredentials>>
  /** A new password or authenticator, and so a new signing key; the old one's signatures stay valid. */
  | E<'staff.re-enrolled', Enrolled & { readonly lost: Lost }, Personal<NewCredentials>>
  | E<
      'staff.role-changed',
      { readonly staffId: string; readonly from: Role; readonly to: Role; readonly by: string; readonly at: string }
    >
  | E<
      'staff.access-ended',
      { readonly staffId: string; readonly by: string; readonly handOverTo: string | null; readonly at: string }
    >
  | E<'staff.password-reset-asked', Invited>
  | E<'staff.authenticator-reset-asked', Invited>
  | E<'staff.vouched', { readonly staffId: string; readonly by: string; readonly at: string }>
  | E<
      'staff.backup-code-used',
      { readonly staffId: string; readonly codeSet: string; readonly index: number; readonly at: string }
    >
  | E<
      'staff.backup-codes-made',
      { readonly staffId: string; readonly codeSet: string; readonly codes: number; readonly at: string },
      Personal<{ readonly backupCodes: BackupCodeHashes }>
    >;

export type Lost = 'password' | 'authenticator';
export type StaffStanding = 'invited' | 'active' | 'reset' | 'ended';

/**
 * The roll, stream `staff:roll`: one entry per person and change, written in the same append. It spans the staff, so
 * that two changes that together would take the last lead away conflict here.
 */
export type RollEvent =
  | E<
      'staff.roll-changed',
      { readonly staffId: string; readonly role: Role; readonly standing: StaffStanding; readonly at: string }
    >
  /**
   * One lead's word for a change that takes two. `staffId` is whose word it is; what they want is sealed with their
   * key.
   */
  | E<
      'staff.change-asked',
      { readonly askId: string; readonly staffId: string; readonly at: string },
      Personal<{ readonly change: AskedChange }>
    >
  /** A second lead wanted the same: done, and the word is spent. */
  | E<'staff.change-seconded', { readonly askId: string; readonly staffId: string; readonly at: string }>;
/** A change of the staff as two leads must both want it. */
export type AskedChange =
  | { readonly kind: 'invite'; readonly name: string; readonly address: string; readonly role: Role }
  | { readonly kind: 'change-role'; readonly staffId: string; readonly role: Role }
  | { readonly kind: 'end-access'; readonly staffId: string; readonly handOverTo: string | null }
  | { readonly kind: 'reset-password'; readonly staffId: string };
export type Asked = { readonly askId: string; readonly by: string; readonly at: string; readonly change: AskedChange };
export type RollEntry = { readonly role: Role; readonly standing: StaffStanding };
export type Roll = ReadonlyMap<string, RollEntry>;

/** The roll after one more event. */
export const evolveRoll = (roll: Roll, event: RollEvent): Roll =>
  event.type === 'staff.roll-changed'
    ? new Map([...roll, [event.data.staffId, { role: event.data.role, standing: event.data.standing }]])
    : roll;

/**
 * The leads' words that wait for a second one, after one more event. A word of somebody who was erased is gone with
 * them.
 */
export const evolveAsked = (asked: readonly Asked[], event: RollEvent): readonly Asked[] => {
  switch (event.type) {
    case 'staff.roll-changed':
      return asked;
    case 'staff.change-asked':
      return event.personal === undefined
        ? asked
        : [
            ...asked,
            { askId: event.data.askId, by: event.data.staffId, at: event.data.at, change: event.personal.change },
          ];
    case 'staff.change-seconded':
      return asked.filter((one) => one.askId !== event.data.askId);
  }
};

/** Leads who can act: enrolled, not being reset, not ended. `besides` is left out of the count. */
export const activeLeads = (roll: Roll, besides?: string): number =>
  [...roll].filter(([staffId, entry]) => staffId !== besides && entry.role === 'lead' && entry.standing === 'active')
    .length;
