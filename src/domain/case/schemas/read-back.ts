/** What was read back from the identity system after a deed (R15, R7): a code with its values. Words are main's. */
import { z } from 'zod';
import { count, text } from '../../log/fields';

export const readBack = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('listed'), factors: count, sessions: z.union([count, z.literal('unknown')]) }),
  z.strictObject({ code: z.literal('removed') }),
  z.strictObject({ code: z.literal('gone-already') }),
  z.strictObject({ code: z.literal('sessions-ended'), ended: count, left: count }),
  z.strictObject({ code: z.literal('no-session-left') }),
  /** They ended, and the system lists none to read back. */
  z.strictObject({ code: z.literal('sessions-ended-unlisted') }),
  /** The system ends none. */
  z.strictObject({ code: z.literal('sessions-not-ended') }),
  z.strictObject({ code: z.literal('access-until'), until: text }),
  z.strictObject({ code: z.literal('enrolment-demanded') }),
  /** The demand stands, and the system doesn't enforce it. */
  z.strictObject({ code: z.literal('enrolment-stored') }),
  /** The system can't demand. */
  z.strictObject({ code: z.literal('enrolment-not-demanded') }),
  z.strictObject({ code: z.literal('as-before'), factors: count, until: text }),
  z.strictObject({ code: z.literal('nothing-left') }),
  z.strictObject({ code: z.literal('nothing-left-and-nothing-asked') }),
  z.strictObject({ code: z.literal('told'), addresses: count }),
  z.strictObject({ code: z.literal('locked') }),
  z.strictObject({ code: z.literal('unlocked') }),
]);
