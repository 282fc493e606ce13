/** Shapes of what happens to a colleague, of the roll, and of what the audit streams of the staff tell. */
import { z } from 'zod';
import { actor, count, id, text, time } from '../log/fields';
import { kind } from '../log/kind';
import { roles } from './roles';

const role = z.enum(roles);
/** scrypt's parameters; main takes only those that it works with. */
const cost = z.strictObject({ N: z.int(), r: z.int(), p: z.int() });

/** What proves a colleague. Everything in it rests sealed. */
export const credentials = z.strictObject({
  password: z.strictObject({ cost, salt: text, hash: text }),
  /** The private half of the signing key, wrapped by a key from the password. */
  wrappedKey: z.strictObject({ keyId: id, cost, salt: text, box: text }),
  /** Base32 (RFC 4648). */
  totpSecret: text,
});
/** Ten codes that count once each, hashed. */
export const backupCodeHashes = z.strictObject({ salt: text, cost, hashes: z.array(text) });

const enrolled = z.strictObject({
  staffId: id,
  keyId: id,
  /** base64, SPKI DER: not personal, so that signatures verify after the person was erased. */
  publicKey: text,
  /** A new name for each set. */
  codeSet: id,
  codes: count,
  at: time,
});
const newCredentials = z.strictObject({ credentials, backupCodes: backupCodeHashes });
const invited = z.strictObject({ staffId: id, by: actor, invitationHash: text, expiresAt: time, at: time });
export const lost = z.enum(['password', 'authenticator']);
export const standing = z.enum(['invited', 'active', 'reset', 'ended']);

/** Stream `staff:<id>`; `personal` is sealed with the key of the same name. */
export const staffKinds = {
  'staff.invited': kind({
    data: invited.extend({ role }),
    personal: z.strictObject({ name: text, address: text }),
  }),
  'staff.enrolled': kind({ data: enrolled, personal: newCredentials }),
  /** A new password or authenticator, and so a new signing key; the old one's signatures stay valid. */
  'staff.re-enrolled': kind({ data: enrolled.extend({ lost }), personal: newCredentials }),
  'staff.role-changed': kind({ data: z.strictObject({ staffId: id, from: role, to: role, by: actor, at: time }) }),
  'staff.access-ended': kind({
    data: z.strictObject({ staffId: id, by: actor, handOverTo: id.nullable(), at: time }),
  }),
  'staff.password-reset-asked': kind({ data: invited }),
  'staff.authenticator-reset-asked': kind({ data: invited }),
  'staff.vouched': kind({ data: z.strictObject({ staffId: id, by: actor, at: time }) }),
  'staff.backup-code-used': kind({ data: z.strictObject({ staffId: id, codeSet: id, index: count, at: time }) }),
  'staff.backup-codes-made': kind({
    data: z.strictObject({ staffId: id, codeSet: id, codes: count, at: time }),
    personal: z.strictObject({ backupCodes: backupCodeHashes }),
  }),
} as const;

/** A change of the staff as two leads must both want it. */
export const askedChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('invite'), name: text, address: text, role }),
  z.strictObject({ kind: z.literal('change-role'), staffId: id, role }),
  z.strictObject({ kind: z.literal('end-access'), staffId: id, handOverTo: id.nullable() }),
  z.strictObject({ kind: z.literal('reset-password'), staffId: id }),
]);

/**
 * The roll, stream `staff:roll`: one entry per person and change, written in the same append. It spans the staff, so
 * that two changes that together would take the last lead away conflict here.
 */
export const rollKinds = {
  'staff.roll-changed': kind({ data: z.strictObject({ staffId: id, role, standing, at: time }) }),
  /**
   * One lead's word for a change that takes two. `staffId` is whose word it is; what they want is sealed with their
   * key.
   */
  'staff.change-asked': kind({
    data: z.strictObject({ askId: id, staffId: id, at: time }),
    personal: z.strictObject({ change: askedChange }),
  }),
  /** A second lead wanted the same: done, and the word is spent. */
  'staff.change-seconded': kind({ data: z.strictObject({ askId: id, staffId: id, at: time }) }),
} as const;

const attempt = z.strictObject({ staffId: id, at: time });
const refusedAttempt = kind({ data: attempt.extend({ why: text }) });

/** Streams `audit:sign-in:<id>` and `audit:codes:<id>`: never in a person's own, where they would make changes conflict. */
export const attemptKinds = {
  'staff.signed-in': kind({ data: attempt.extend({ with: text }) }),
  'staff.came-back': kind({ data: attempt }),
  'staff.sign-in-failed': refusedAttempt,
  'staff.signed-out': kind({ data: attempt.extend({ why: text.exactOptional() }) }),
  'staff.locked': kind({ data: attempt.extend({ why: text.exactOptional() }) }),
  'staff.code-refused': refusedAttempt,
  'staff.code-accepted': kind({ data: attempt }),
} as const;
