/** Shapes that several features show. */
import { z } from 'zod';
import { isAccountId } from '#domain/case/account-id';
import type { AccountId } from '#domain/case/account-id';
import { roles } from '#domain/access/roles';
import { refusalCodes } from '#domain/case/refusal';

export const isoTime = z.iso.datetime();
export const role = z.enum(roles);
/** Six digits from an authenticator app. */
export const oneTimeCode = z.string().regex(/^\d{6}$/, 'six digits');
export const staffId = z.string().min(1).max(64);
export const caseId = z.string().min(1).max(64);
/** `system:id`. */
export const accountId = z
  .string()
  .max(200)
  .refine(isAccountId, 'an account with its system, like system:id')
  .transform((text) => text as AccountId);
export const nothing = z.strictObject({});
export const done = z.strictObject({ done: z.literal(true) });
/** What a line about a system's limits is about. */
export const limitKinds = [
  'demand',
  'removal',
  'factor',
  'sessions',
  'codes',
  'lock',
  'access',
  'ages',
  'firms',
] as const;
/** Something that a system can't do or doesn't say, as a sentence. */
export const limit = z.strictObject({ about: z.enum(limitKinds), words: z.string() });
export type Limit = z.infer<typeof limit>;
/** A colleague as a name and two letters. */
export const person = z.strictObject({ staffId, name: z.string(), initials: z.string(), role });
export type Person = z.infer<typeof person>;
/** Why somebody can't: a sentence, the rule's number in PRODUCT.md, and what would make it possible. */
export const refusal = z.strictObject({
  code: z.enum(refusalCodes),
  message: z.string(),
  rule: z.string().nullable(),
  way: z.string().nullable(),
});
export type RefusalView = z.infer<typeof refusal>;
