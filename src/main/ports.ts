/** The outside world as main sees it. One adapter each for the sample world and, later, for the real one. */

import type { Capabilities, CaseAddress, CaseFactor } from '#domain/case/account';
import type { Found } from '#domain/case/events';
import type { Reading } from '#domain/mail/incoming/incoming-mail';

/** The one clock. Everything that asks for the time asks this. */
export type Clock = { readonly now: () => Date };

/** A failure of an outside system, in words for people, without secrets. */
export class OutsideError extends Error {
  readonly system: 'accounts' | 'mail' | 'checks';
  /** `down`/`slow` are worth a retry, `refused` isn't. */
  readonly kind: 'down' | 'slow' | 'refused' | 'unexpected';
  /** The same as a fact, for what is kept. */
  readonly fact: Found;
  /** `fact` where there is a code of its own; `status` as the system answered. */
  constructor(
    system: OutsideError['system'],
    kind: OutsideError['kind'],
    message: string,
    more: { readonly status?: number; readonly fact?: Found } = {},
  ) {
    super(message);
    const { status } = more;
    this.fact = more.fact ?? { code: 'outside', system, kind, ...(status === undefined ? {} : { status }) };
    this.name = 'OutsideError';
    this.system = system;
    this.kind = kind;
  }
}

/** A second factor as the identity system lists it. Passwords are never in such a list. */
export type Factor = Omit<CaseFactor, 'lastUsedAt'> & { readonly lastUsedAt: string | null };
export type AccountSession = {
  readonly id: string;
  readonly device: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
};
export type FirmRole = 'member' | 'administrator' | 'primary-subscriber';

/** What a search shows of an account. `unknown`, and an empty firm, where the system knows no firms. */
export type AccountSummary = {
  readonly accountId: string;
  readonly name: string;
  readonly login: string;
  readonly firmName: string;
  readonly role: FirmRole | 'unknown';
  readonly firmStatus: 'active' | 'suspended' | 'unknown';
};
/** An account as the identity system lists it; where it lists no sessions, `unknown`. */
export type AccountRecord = {
  readonly accountId: string;
  readonly name: string;
  readonly nameSince: string | null;
  readonly login: string;
  readonly language: 'en' | 'fr';
  /** IANA zone, for times in mail. */
  readonly timeZone: string;
  readonly factors: readonly Factor[];
  readonly sessions: readonly AccountSession[] | 'unknown';
  readonly reEnrolmentRequired: boolean;
  readonly locked: boolean;
  /** R16: until when the password alone signs in; null when it doesn't. */
  readonly temporaryAccessUntil: string | null;
  /** ISO, by this machine's clock, when it was read. */
  readonly readAt: string;
};

/**
 * The identity system, under ids of its own. Every call may throw OutsideError; one that `capabilities` rules out throws
 * it as `refused`. No real system takes a key that makes a write happen once: after one whose answer was lost, read
 * again.
 */
export type AccountsPort = {
  /** The name of the system for the screen: `Sample identity system`. */
  readonly name: string;
  /** What it can do now: a realm's settings may change. */
  capabilities(): Promise<Capabilities>;
  /** By name, login, address or firm; at most `limit`, with enough shown to choose. */
  find(query: string, limit: number): Promise<readonly AccountSummary[]>;
  /** Null when there is no such account. */
  read(accountId: string): Promise<AccountRecord | null>;
  /** R15. `gone` when it was not there: a new list says whether that is so. Only second factors, never a password. */
  removeFactor(accountId: string, factorId: string): Promise<'removed' | 'gone'>;
  /** R15, where the system removes all at once and nothing by itself. Never a password. */
  removeAllFactors(accountId: string): Promise<void>;
  /** How many ended; null where nobody can say. */
  endSessions(accountId: string): Promise<{ readonly ended: number | null }>;
  requireReEnrolment(accountId: string): Promise<void>;
  /**
   * R7: nobody signs in to a locked account, and its sessions are refused; `locked` reads it back. Temporary access
   * ends with it.
   */
  lock(accountId: string): Promise<void>;
  unlock(accountId: string): Promise<void>;
  /** R16: for `hours` (1 to 72, whole) the password alone signs in, and the factors stay. */
  grantAccess(accountId: string, hours: number): Promise<void>;
};

/** Who knows the contact addresses: often the identity system, sometimes another one. Throws OutsideError. */
export type ContactsPort = {
  /** As it knows them now, replaced ones too where it remembers them. */
  addressesOf(accountId: string): Promise<readonly CaseAddress[]>;
  /**
   * The next page of all accounts after `cursor`, null for the first; the same order each time, so that an account that
   * comes or goes meanwhile takes no other off the list. `next` is null after the last page.
   */
  pageOfAddresses(cursor: string | null): Promise<AddressPage>;
};

/** Some accounts with their addresses; a page may be empty and not be the last. */
export type AddressPage = {
  readonly accounts: readonly { readonly accountId: string; readonly addresses: readonly CaseAddress[] }[];
  readonly next: string | null;
};

/** An account's firm, as far as it is known. */
export type Firm = {
  readonly firmId: string;
  readonly firmName: string;
  readonly firmStatus: 'active' | 'suspended' | 'unknown';
  /** ISO 3166-1 alpha-2; null where nobody says. */
  readonly firmCountry: string | null;
  readonly role: FirmRole | 'unknown';
  readonly members:
    | readonly {
        readonly accountId: string;
        readonly name: string;
        readonly role: FirmRole;
        readonly hasSecondFactor: boolean;
        readonly locked: boolean;
      }[]
    | 'unknown';
};
/** Who knows the firms: many identity systems don't. Throws OutsideError. */
export type FirmsPort = {
  /** Null when the account is in no firm that is known. */
  firmOf(accountId: string): Promise<Firm | null>;
};

/** A system, and whoever knows its accounts' addresses and firms, under the short name that its accounts carry for ever. */
export type AccountSystem = {
  readonly id: string;
  readonly accounts: AccountsPort;
  /** Null: nobody knows an address, so no link can be sent. */
  readonly contacts: ContactsPort | null;
  readonly firms: FirmsPort | null;
};

/** A mail as the desk may keep and show it: stand-ins for secret links, QR code and digits. */
export type KeptMail = { readonly subject: string; readonly text: string; readonly html: string };
/** A mail that is ready to leave, and what is kept of it. */
export type ComposedMail = { readonly outgoing: OutgoingMail; readonly kept: KeptMail };
export type OutgoingMail = {
  /** Stable over retries, so that a repeat is recognisable. */
  readonly messageId: string;
  readonly to: string;
  /** Where answers go, and what could not be delivered: an address of ours that names the case. */
  readonly replyTo: string;
  /** Nobody sent it by hand: machines are told (RFC 3834). */
  readonly isAutomatic: boolean;
  /** The reader's, IANA: their clock is in the Date header. */
  readonly timeZone: string;
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
/** The true bytes of a mail, told without them: they hold the link. */
export type MailBytes = {
  /** The From header. */
  readonly from: string;
  readonly rawSha256: string;
  readonly length: number;
};
/** `bytes` are those that a server took, or was to take: one that says no may have read them all the same. */
export type MailResult =
  | { readonly outcome: 'accepted'; readonly answer: string; readonly bytes: MailBytes }
  /** 4xx, refused, slow: try again. */
  | { readonly outcome: 'later'; readonly why: Found; readonly bytes?: MailBytes }
  /** 5xx: final. */
  | { readonly outcome: 'rejected'; readonly why: Found; readonly bytes?: MailBytes };
export type MailPort = { readonly name: string; send(mail: OutgoingMail): Promise<MailResult> };

/** A message in a mailbox, told without its bytes. */
export type InboxEntry = {
  /** Grows with each arrival, and is never given again while the validity stays (RFC 9051 §2.3.1.1). */
  readonly uid: number;
  /** Bytes. */
  readonly size: number;
  /** When the mailbox got it, ISO. */
  readonly arrivedAt: string;
};
/** How far a mailbox was read. Its numbers mean nothing under another validity: then everything is looked at anew. */
export type InboxPlace = { readonly validity: string; readonly uid: number };
/** A mailbox that is read and never changed. Throws OutsideError. */
export type InboxPort = {
  /** Its name for the screen. */
  readonly name: string;
  /**
   * Messages after a place, the oldest first, at most `limit`; from the first one on where the place is null or of
   * another validity than the one that is answered.
   */
  after(
    place: InboxPlace | null,
    limit: number,
  ): Promise<{ readonly validity: string; readonly entries: readonly InboxEntry[] }>;
  /** The first `most` bytes of a message; null where it is not there any more. */
  raw(place: InboxPlace, most: number): Promise<Uint8Array | null>;
  /** Calls back when something may have come, until the answer is called. Missed calls are possible. */
  watch(onNews: () => void): () => void;
};

/** Reads what strangers sent, elsewhere (docs/adr/0037). */
export type MessageReader = {
  read(raw: Uint8Array): Promise<Reading>;
  close(): void;
};
