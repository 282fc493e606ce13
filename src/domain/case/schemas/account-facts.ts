/** The account's facts as the case keeps them, sealed with its contact key. */
import { z } from 'zod';
import type { AccountId } from '../account-id';
import { isAccountId } from '../account-id';
import { count, id, language, text } from '../../log/fields';

/** `system:id`, of an account or a firm. */
export const accountId = z.custom<AccountId>((value) => typeof value === 'string' && isAccountId(value), 'no account');

export const firmRole = z.enum(['member', 'administrator', 'primary-subscriber']);

/** Where a system can't say. A value of its own: it never reads as none. */
const unknown = z.literal('unknown');

/** What the account's system can do and say, as of when the account was read. */
export const capabilities = z.strictObject({
  /** `ended`: they end, and nobody lists them. */
  sessions: z.enum(['listed', 'ended', 'neither']),
  /** `all`: a removal takes every second factor, one that was enrolled at that moment too. */
  removal: z.enum(['each', 'all']),
  backupCodes: z.enum(['counted', 'seen', 'unknown']),
  /** To enrol again. `stored`: the system keeps the demand and doesn't enforce it. */
  demand: z.enum(['in-force', 'stored', 'none']),
  lock: z.boolean(),
  temporaryAccess: z.boolean(),
  /** Since when changes of addresses are on record there; null where none are. */
  historySince: text.nullable(),
});

/** `other` is a kind that this version has no word for: `systemName` is what the system calls it. */
export const caseFactor = z.strictObject({
  id,
  kind: z.enum(['totp', 'security-key', 'backup-codes', 'other']),
  systemName: text.exactOptional(),
  label: text,
  /** Null where the system doesn't say. */
  createdAt: text.nullable(),
  lastUsedAt: text.nullable().exactOptional(),
  codesLeft: z.union([count, unknown]).exactOptional(),
  /** Not there where the desk can remove it. */
  removable: z.literal(false).exactOptional(),
});

/**
 * `since` is a day of the system's own; with `basis` it is at least so old: `unchanged`, the system's record of changes
 * shows none since then; `first-seen`, this desk has seen it there since; `appeared`, likewise, and it was not there
 * before. Null: unknown.
 */
export const caseAddress = z.strictObject({
  id,
  address: text,
  since: text.nullable(),
  basis: z.enum(['unchanged', 'first-seen', 'appeared']).exactOptional(),
  until: text.nullable(),
});

/** How this desk's daily looks over the system's addresses stood (domain/account/seen.ts). */
const looks = z.strictObject({
  standing: z.enum(['first', 'current', 'stale']),
  /** From when on they count. */
  since: text,
  /** The last whole one. */
  lastAt: text.nullable(),
});

const session = z.strictObject({ id, device: text, startedAt: text.exactOptional(), lastSeenAt: text });

const member = z.strictObject({
  accountId,
  name: text,
  role: firmRole,
  hasSecondFactor: z.boolean(),
  locked: z.boolean().exactOptional(),
});

/** What is not required is the identity system's own, which may not be able to say it. */
export const accountFacts = z.strictObject({
  accountId,
  name: text,
  nameSince: text.nullable(),
  login: text,
  /** Null where nobody knows the account's firm; its name is empty then. */
  firmId: accountId.nullable(),
  firmName: text,
  firmStatus: z.enum(['active', 'suspended', 'unknown']),
  role: z.union([unknown, firmRole]),
  language,
  timeZone: text,
  factors: z.array(caseFactor),
  sessions: z.union([unknown, z.array(session)]),
  addresses: z.array(caseAddress),
  members: z.union([unknown, z.array(member)]),
  firmCountry: text.nullable().exactOptional(),
  locked: z.boolean().exactOptional(),
  reEnrolmentRequired: z.boolean().exactOptional(),
  temporaryAccessUntil: text.nullable().exactOptional(),
  capabilities,
  /** Where the desk looks over this system, and an address has no day of the system's own. */
  looks: looks.exactOptional(),
  readAt: text,
});

export const riskReason = z.enum([
  'administrator',
  'primary-subscriber',
  'contact-changed',
  'contact-age-unknown',
  'role-unknown',
  'fallback',
  'reconnaissance',
  'failed-check',
]);
export const risk = z.strictObject({ level: z.enum(['normal', 'raised']), reasons: z.array(riskReason) });
