/** A colleague as their events tell of them. */
import type { Role } from './roles';
import type { BackupCodeHashes, Credentials, Lost, StaffEvent, StaffStanding } from './staff-events';

/** A signing key and the time in which what it signed counts, by the log's recorded time. */
export type SigningKeyRecord = {
  readonly keyId: string;
  readonly publicKey: string;
  readonly from: string;
  readonly until: string | null;
};
export type Invitation = { readonly hash: string; readonly expiresAt: string };
export type Vouch = { readonly by: string; readonly at: string };

export type StaffState = {
  readonly staffId: string;
  readonly role: Role;
  readonly standing: StaffStanding;
  /** ISO, when this standing began. */
  readonly since: string;
  /** Null when the person was erased. */
  readonly name: string | null;
  readonly address: string | null;
  readonly invitation: Invitation | null;
  /** While the standing is `reset`. */
  readonly lost: Lost | null;
  readonly keys: readonly SigningKeyRecord[];
  readonly credentials: Credentials | null;
  readonly backupCodes: {
    readonly codeSet: string;
    readonly hashes: BackupCodeHashes | null;
    readonly total: number;
    readonly used: readonly number[];
  } | null;
  readonly vouches: readonly Vouch[];
};

/** Codes of the present set that still count. */
export const backupCodesLeft = (state: StaffState): number =>
  state.backupCodes === null ? 0 : state.backupCodes.total - state.backupCodes.used.length;

/** The key that signs now; null before enrolment and after the end. */
export const presentKey = (state: StaffState): SigningKeyRecord | null =>
  state.keys.find((key) => key.until === null) ?? null;

const endKeys = (keys: readonly SigningKeyRecord[], until: string): readonly SigningKeyRecord[] =>
  keys.map((key) => (key.until === null ? { ...key, until } : key));

/** `recordedAt` is the log's own time: a key counts from when and until when the log knew it. */
export const evolveStaff = (state: StaffState | null, event: StaffEvent, recordedAt: string): StaffState | null => {
  if (event.type === 'staff.invited') {
    const { staffId, role, invitationHash, expiresAt, at } = event.data;
    return {
      staffId,
      role,
      standing: 'invited',
      since: at,
      name: event.personal?.name ?? null,
      address: event.personal?.address ?? null,
      invitation: { hash: invitationHash, expiresAt },
      lost: null,
      keys: [],
      credentials: null,
      backupCodes: null,
      vouches: [],
    };
  }
  if (state === null) return null;
  switch (event.type) {
    case 'staff.enrolled':
    case 'staff.re-enrolled': {
      const { keyId, publicKey, codeSet, codes, at } = event.data;
      return {
        ...state,
        standing: 'active',
        since: at,
        invitation: null,
        lost: null,
        vouches: [],
        credentials: event.personal?.credentials ?? null,
        keys: [...endKeys(state.keys, recordedAt), { keyId, publicKey, from: recordedAt, until: null }],
        backupCodes: { codeSet, hashes: event.personal?.backupCodes ?? null, total: codes, used: [] },
      };
    }
    case 'staff.role-changed':
      return { ...state, role: event.data.to };
    case 'staff.access-ended':
      return {
        ...state,
        standing: 'ended',
        since: event.data.at,
        invitation: null,
        lost: null,
        vouches: [],
        credentials: null,
        backupCodes: null,
        keys: endKeys(state.keys, recordedAt),
      };
    case 'staff.password-reset-asked':
    case 'staff.authenticator-reset-asked': {
      const invitation = { hash: event.data.invitationHash, expiresAt: event.data.expiresAt };
      if (state.standing === 'invited') return { ...state, invitation };
      // The old password's verifier stays: a lost authenticator is replaced by somebody who still knows the password.
      return {
        ...state,
        standing: 'reset',
        since: state.standing === 'reset' ? state.since : event.data.at,
        invitation,
        lost: event.type === 'staff.password-reset-asked' ? 'password' : 'authenticator',
        vouches: [],
      };
    }
    case 'staff.vouched':
      return { ...state, vouches: [...state.vouches, { by: event.data.by, at: event.data.at }] };
    case 'staff.backup-code-used':
      return state.backupCodes?.codeSet === event.data.codeSet
        ? { ...state, backupCodes: { ...state.backupCodes, used: [...state.backupCodes.used, event.data.index] } }
        : state;
    case 'staff.backup-codes-made':
      return {
        ...state,
        backupCodes: {
          codeSet: event.data.codeSet,
          hashes: event.personal?.backupCodes ?? null,
          total: event.data.codes,
          used: [],
        },
      };
  }
};

/** Two letters for an avatar: the first of the first word and of the last. */
export const initialsOf = (name: string): string => {
  const words = name
    .trim()
    .split(/[\s-]+/u)
    .filter((word) => word !== '');
  const first = Array.from(words[0] ?? '?')[0] ?? '?';
  const last = words.length > 1 ? (Array.from(words.at(-1) ?? '')[0] ?? '') : '';
  return `${first}${last}`.toLocaleUpperCase('en');
};
