/** Messages and the links in them. */
import { z } from 'zod';
import { actor, count, digest, id, language, text, time } from '../../log/fields';
import { kind } from '../../log/kind';
import { writtenSchema } from '../../mail/written';
import { askAgainReasons, mailTemplates, ways } from '../events';
import { found } from './found';

/** Of the message as it was handed over; without one where none was made. */
const subject = z.strictObject({ subject: text });

export const linkKinds = {
  'case.mail-asked': kind({
    data: z.strictObject({
      mailId: id,
      template: z.enum(mailTemplates),
      addressId: id,
      noticeHash: digest,
      language,
      at: time,
      askAgain: z.enum(askAgainReasons).exactOptional(),
      /** Of a self-help mail. */
      way: z.enum(ways).exactOptional(),
      /** Of a reminder: the link that it repeats. */
      checkId: id.exactOptional(),
      /** Days without 2FA, of a reminder to enrol. */
      days: count.exactOptional(),
      /** Of one that a person of the staff sent by hand: who, and the draft that it was. */
      by: actor.exactOptional(),
      draftId: id.exactOptional(),
    }),
    /** What that person wrote; the subject is theirs only where the template has none. */
    contact: z.strictObject({ subject: text.nullable(), written: writtenSchema }),
  }),
  'case.link-asked': kind({
    data: z.strictObject({ checkId: id, linkNumber: count, tokenHash: digest, mailId: id, by: actor, at: time }),
  }),
  'case.link-clock-started': kind({ data: z.strictObject({ checkId: id, expiresAt: time, at: time }) }),
  'case.mail-accepted': kind({
    data: z.strictObject({ mailId: id, messageId: text, rawSha256: digest, at: time }),
    contact: subject,
  }),
  'case.mail-failed': kind({
    data: z.strictObject({ mailId: id, why: found, attempts: count.exactOptional(), at: time }),
    contact: subject,
  }),
  /** Its sender took it back before anything of it began to leave. */
  'case.mail-undone': kind({ data: z.strictObject({ mailId: id, by: actor, at: time }) }),
  /** It is not tried (again): somebody stopped it, or, by the desk and with why, nobody would be helped by it. */
  'case.mail-cancelled': kind({
    data: z.strictObject({ mailId: id, by: actor, why: found.exactOptional(), at: time }),
  }),
  'case.mail-asked-again': kind({ data: z.strictObject({ mailId: id, by: actor, at: time }) }),
  'case.link-opened': kind({
    data: z.strictObject({ checkId: id, device: z.enum(['phone', 'computer', 'other']), at: time }),
  }),
  'case.link-expired': kind({ data: z.strictObject({ checkId: id, at: time }) }),
} as const;
