/** What was read back from the identity system after a deed (R15, R7): a code with its values. Words are main's. */
import { z } from 'zod';
import { count, text } from '../../log/fields';

export const readBack = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('listed'), factors: count, sessions: count }),
  z.strictObject({ code: z.literal('removed') }),
  z.strictObject({ code: z.literal('gone-already') }),
  z.strictObject({ code: z.literal('sessions-ended'), ended: count, left: count }),
  z.strictObject({ code: z.literal('no-session-left') }),
  z.strictObject({ code: z.literal('access-until'), until: text }),
  z.strictObject({ code: z.literal('enrolment-demanded') }),
  z.strictObject({ code: z.literal('as-before'), factors: count, until: text }),
  z.strictObject({ code: z.literal('nothing-left') }),
  z.strictObject({ code: z.literal('told'), addresses: count }),
  z.strictObject({ code: z.literal('locked') }),
  z.strictObject({ code: z.literal('unlocked') }),
]);
