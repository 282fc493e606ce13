/** The outside world as main sees it. One adapter each for the sample world and, later, for the real one. */

/** The one clock. Everything that asks for the time asks this. */
export type Clock = { readonly now: () => Date };

/** A failure of an outside system, in words for people, without secrets. */
export class OutsideError extends Error {
  readonly system: 'accounts' | 'mail' | 'checks';
  /** `down`/`slow` are worth a retry, `refused` isn't. */
  readonly kind: 'down' | 'slow' | 'refused' | 'unexpected';
  constructor(system: OutsideError['system'], kind: OutsideError['kind'], message: string) {
    super(message);
    this.name = 'OutsideError';
    this.system = system;
    this.kind = kind;
  }
}

export type FactorKind = 'totp' | 'security-key' | 'backup-codes';
/** A second factor as the identity system lists it. Passwords are never in such a list. */
export type Factor = {
  readonly id: string;
  readonly kind: FactorKind;
  readonly label: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly codesLeft?: number;
};
export type AccountSession = {
  readonly id: string;
  readonly device: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
};
/**
 * A contact address with the day since when it is there; `until` when it was replaced (R6: 30 days). Null `since` =
 * unknown.
 */
export type ContactAddress = {
  readonly id: string;
  readonly address: string;
  readonly since: string | null;
  readonly until: string | null;
};
export type FirmRole = 'member' | 'administrator' | 'primary-subscriber';

export type AccountSummary = {
  readonly accountId: string;
  readonly name: string;
  readonly login: string;
  readonly firmId: string;
  readonly firmName: string;
  readonly role: FirmRole;
  readonly firmStatus: 'active' | 'suspended';
};
export type FirmMember = {
  readonly accountId: string;
  readonly name: string;
  readonly role: FirmRole;
  readonly hasSecondFactor: boolean;
  readonly locked: boolean;
};

export type AccountFacts = AccountSummary & {
  readonly language: 'en' | 'fr';
  /** IANA zone, for times in mail. */
  readonly timeZone: string;
  readonly nameSince: string | null;
  readonly factors: readonly Factor[];
  readonly sessions: readonly AccountSession[];
  readonly addresses: readonly ContactAddress[];
  readonly members: readonly FirmMember[];
  readonly reEnrolmentRequired: boolean;
  readonly locked: boolean;
  /** ISO 3166-1 alpha-2; null where the identity system can't say. */
  readonly firmCountry: string | null;
  /** R16: until when the password alone signs in; null when it doesn't. */
  readonly temporaryAccessUntil: string | null;
  /** ISO, by this machine's clock, when it was read. */
  readonly readAt: string;
};

/**
 * The identity system. Every call may throw OutsideError. No real system takes a key that makes a write happen once:
 * after one whose answer was lost, read again.
 */
export type AccountsPort = {
  /** The name of the system for the screen: `Sample identity system`. */
  readonly name: string;
  /** By name, login, address or firm; at most `limit`, with enough shown to choose. */
  find(query: string, limit: number): Promise<readonly AccountSummary[]>;
  /** Null when there is no such account. */
  read(accountId: string): Promise<AccountFacts | null>;
  /** R15. `gone` when it was not there: a new list says whether that is so. Only second factors, never a password. */
  removeFactor(accountId: string, factorId: string): Promise<'removed' | 'gone'>;
  endSessions(accountId: string): Promise<{ readonly ended: number }>;
  requireReEnrolment(accountId: string): Promise<void>;
  /**
   * R7: nobody signs in to a locked account, and its sessions are refused; `locked` reads it back. Temporary access
   * ends with it.
   */
  lock(accountId: string): Promise<void>;
  unlock(accountId: string): Promise<void>;
  /**
   * R16, where the identity system offers it: for `hours` (1 to 72, whole) the password alone signs in, and the factors
   * stay.
   */
  readonly temporaryAccess?: {
    grant(accountId: string, hours: number): Promise<{ readonly until: string }>;
  };
};

export type OutgoingMail = {
  /** Stable over retries, so that a repeat is recognisable. */
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly inlineImages: readonly {
    readonly cid: string;
    readonly filename: string;
    readonly contentType: 'image/png';
    readonly content: Uint8Array;
  }[];
};
export type MailResult =
  | { readonly outcome: 'accepted'; readonly response: string; readonly rawSha256: string }
  /** 4xx, refused, slow: try again. */
  | { readonly outcome: 'later'; readonly why: string }
  /** 5xx: final. */
  | { readonly outcome: 'rejected'; readonly why: string };
export type MailPort = { readonly name: string; send(mail: OutgoingMail): Promise<MailResult> };
