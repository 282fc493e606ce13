/** Shapes that several features show. */
import { z } from 'zod';
import { roles } from '#domain/access/roles';

export const isoTime = z.iso.datetime();
export const role = z.enum(roles);
/** Six digits from an authenticator app. */
export const oneTimeCode = z.string().regex(/^\d{6}$/, 'six digits');
export const staffId = z.string().min(1).max(64);
export const caseId = z.string().min(1).max(64);
export const nothing = z.strictObject({});
export const done = z.strictObject({ done: z.literal(true) });
/** A colleague as a name and two letters. */
export const person = z.strictObject({ staffId, name: z.string(), initials: z.string(), role });
export type Person = z.infer<typeof person>;
