/** What comes back from a customer by mail: small, so that each change of a case reads it; its body lies elsewhere. */
import { z } from 'zod';
import { actor, id, text, time } from '../../log/fields';
import { kind } from '../../log/kind';

/** What machines could tell of it (RFC 3834, RFC 3464); only a `message` is somebody's word. */
export const receivedKinds = ['message', 'auto-reply', 'report', 'invitation'] as const;
/** `token` and `headers`: it answers a message of ours. `person`: somebody of the staff said that it belongs here. */
export const matchedBy = ['token', 'headers', 'person'] as const;
/**
 * Whom it says that it is from, which proves nothing: an address that the account had before the case (R5), another of
 * the account's, whoever vouches, somebody else, or nobody in particular.
 */
export const saidToBeFrom = ['from-before', 'of-the-account', 'attestor', 'somebody-else', 'nobody'] as const;

export const answerKinds = {
  'case.message-received': kind({
    data: z.strictObject({
      /** Of the message in the desk's own count: its body stands in `message:<messageId>`. */
      messageId: id,
      kind: z.enum(receivedKinds),
      matchedBy: z.enum(matchedBy),
      from: z.enum(saidToBeFrom),
      /** Of ours: what it answers. */
      mailId: id.exactOptional(),
      /** Its own words, unquoted, could be a "this wasn't me" (R7). */
      saysNotMe: z.boolean(),
      /** RFC 7489 as the desk's own receiving server found it; never a sign of who it is (R2). */
      dmarc: z.enum(['pass', 'fail']).nullable(),
      at: time,
    }),
    contact: z.strictObject({ subject: text, name: text, address: text }),
  }),
  /** Opened in full by a person. */
  'case.message-read': kind({
    /** `effectId`: the disable that had waited for it. */
    data: z.strictObject({ messageId: id, by: actor, effectId: id.exactOptional(), at: time }),
  }),
  'case.mail-bounced': kind({
    /** `status`: RFC 3463, empty where the report has none. */
    data: z.strictObject({ mailId: id, status: text, at: time }),
    /** A stranger's words, one line. */
    contact: z.strictObject({ says: text }),
  }),
} as const;
