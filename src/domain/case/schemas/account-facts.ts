/** The account's facts as the case keeps them, sealed with its contact key. */
import { z } from 'zod';
import type { AccountId } from '../account-id';
import { isAccountId } from '../account-id';
import { count, id, language, text } from '../../log/fields';

/** `system:id`, of an account or a firm. */
export const accountId = z.custom<AccountId>((value) => typeof value === 'string' && isAccountId(value), 'no account');

export const firmRole = z.enum(['member', 'administrator', 'primary-subscriber']);

export const caseFactor = z.strictObject({
  id,
  kind: z.enum(['totp', 'security-key', 'backup-codes']),
  label: text,
  createdAt: text,
  lastUsedAt: text.nullable().exactOptional(),
  codesLeft: count.exactOptional(),
});

export const caseAddress = z.strictObject({ id, address: text, since: text.nullable(), until: text.nullable() });

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
  firmId: accountId,
  firmName: text,
  firmStatus: z.enum(['active', 'suspended']),
  role: firmRole,
  language,
  timeZone: text,
  factors: z.array(caseFactor),
  sessions: z.array(session),
  addresses: z.array(caseAddress),
  members: z.array(member),
  firmCountry: text.nullable().exactOptional(),
  locked: z.boolean().exactOptional(),
  reEnrolmentRequired: z.boolean().exactOptional(),
  temporaryAccessUntil: text.nullable().exactOptional(),
  readAt: text,
});

export const riskReason = z.enum([
  'administrator',
  'primary-subscriber',
  'contact-changed',
  'fallback',
  'reconnaissance',
  'failed-check',
]);
export const risk = z.strictObject({ level: z.enum(['normal', 'raised']), reasons: z.array(riskReason) });
