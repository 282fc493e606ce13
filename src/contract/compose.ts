/** Writing to a customer: what may be sent by hand, to whom, how it will look, what keeps it back; and sending it. */
import { z } from 'zod';
import { ways } from '#domain/case/events';
import { statuses } from '#domain/case/state';
import { mergeFields } from '#domain/mail/fields';
import { lintRules } from '#domain/mail/lint/finding';
import { handTemplates, mailDraft } from './drafts';
import { command, query } from './endpoint';
import { caseId, done, isoTime, refusal } from './shared';

const language = z.enum(['en', 'fr']);

const template = z.strictObject({
  template: z.enum(handTemplates),
  way: z.enum(ways).nullable(),
  /** Whether the subject is the writer's, and something has to be written. */
  isFree: z.boolean(),
  /** Null where this person may send it now. */
  refusal: refusal.nullable(),
});
export type TemplateChoice = z.infer<typeof template>;

/** R5. Only these, and the choice is the account's own: none is ever typed. */
const recipient = z.strictObject({
  addressId: z.string(),
  address: z.string(),
  since: isoTime.nullable(),
  basis: z.enum(['system', 'unchanged', 'first-seen', 'appeared']),
  refusal: refusal.nullable(),
});
export type Recipient = z.infer<typeof recipient>;

/** Null where it has no value in this case, and the mail can't leave with it. */
const field = z.strictObject({ field: z.enum(mergeFields), en: z.string().nullable(), fr: z.string().nullable() });
export type FieldView = z.infer<typeof field>;

const composeView = z.strictObject({
  caseId,
  number: z.string(),
  person: z.string(),
  firm: z.string(),
  status: z.enum(statuses),
  isFrozen: z.boolean(),
  /** The account's. */
  language,
  isLinkSent: z.boolean(),
  linkHours: z.number(),
  templates: z.array(template),
  recipients: z.array(recipient),
  fields: z.array(field),
  /** Drafts of this person that left already: one that a crash left behind is not sent again. */
  sentDrafts: z.array(z.string()),
});
export type ComposeView = z.infer<typeof composeView>;

const from = z.number();
const at = { from, to: z.number() };
const place = z.discriminatedUnion('part', [
  z.strictObject({ part: z.literal('subject'), ...at }),
  z.strictObject({ part: z.literal('written'), ...at, block: z.number(), item: z.number().nullable() }),
]);
const finding = z.strictObject({
  rule: z.enum(lintRules),
  severity: z.enum(['error', 'warning']),
  place,
  about: z.string().nullable(),
  repair: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('put'), text: z.string() }),
      z.strictObject({ kind: z.literal('unlink') }),
    ])
    .nullable(),
});
export type FindingView = z.infer<typeof finding>;

/** The message as it was read back from its MIME, with stand-ins for link, QR code and "this wasn't me". */
const message = z.strictObject({
  from: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  bytes: z.number(),
});
export type PreviewMessage = z.infer<typeof message>;

const mailOfCase = z.strictObject({ caseId, mailId: z.string().min(1).max(100) });
/** False where another draft of theirs about this case lies there already: it stays, and what was written is in the case. */
const taken = z.strictObject({ isDraft: z.boolean() });

export const composeCalls = {
  'compose.open': query('mail:write', z.strictObject({ caseId }), composeView),
  /** Findings, and the message as it would leave now. */
  'compose.preview': query(
    'mail:write',
    z.strictObject({ caseId, draft: mailDraft }),
    z.strictObject({
      findings: z.array(finding),
      /** Null where the account was not read, or is erased. */
      message: message.nullable(),
      /** Why this person may not send it now, whatever is in it. */
      refusal: refusal.nullable(),
    }),
  ),
  /**
   * Sends a draft, once: asked again it answers the same. Refused over an error, and over a warning whose rule is not
   * among those that its sender has seen.
   */
  'compose.send': command(
    'mail:write',
    z.strictObject({ caseId, draft: mailDraft, seen: z.array(z.enum(lintRules)).max(lintRules.length) }),
    z.strictObject({ mailId: z.string() }),
  ),
  /** Takes a mail back that its sender wrote, before anything of it leaves; refused as `already-leaving` afterwards. */
  'compose.undo': command('mail:write', mailOfCase, taken),
  /** Takes up again what somebody wrote into a mail that arrived nowhere: undone, failed or stopped. */
  'compose.rewrite': command('mail:write', mailOfCase, taken),
  /** Stops a mail that waits for its next attempt. */
  'compose.cancel': command('mail:retry', mailOfCase, done),
};
