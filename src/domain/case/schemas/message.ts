/**
 * A message, stream `message:<mailId>`, one event for each time that a mail server took it or it was given up: the kept
 * copy beside the hash of the true bytes. Not in the case's own stream, which every change of a case reads whole.
 */
import { z } from 'zod';
import { count, digest, id, text, time } from '../../log/fields';
import { kind } from '../../log/kind';

export const messageKinds = {
  'message.kept': kind({
    data: z.strictObject({
      caseId: id,
      mailId: id,
      messageId: text,
      /** SHA-256 of what the mail server was given, and how many bytes that is. */
      rawSha256: digest,
      length: count,
      at: time,
    }),
    contact: z.strictObject({
      from: text,
      to: text,
      subject: text,
      /** What the mail server said when it took it; empty where it did not. */
      answer: text,
      /** Text and HTML with stand-ins, as JSON, deflated (RFC 1951), base64. */
      body: text,
    }),
  }),
} as const;
