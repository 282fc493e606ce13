/** What a person wrote and did not send: their own, at whichever seat, until it is sent or thrown away. */
import { z } from 'zod';
import { writtenSchema } from '#domain/mail/written';
import { ways } from '#domain/case/events';
import { command, query } from './endpoint';
import { caseId, done, isoTime } from './shared';

/** The mails that a person of the staff sends by hand. */
export const handTemplates = ['free-answer', 'recovery-link', 'self-help'] as const;
export type HandTemplate = (typeof handTemplates)[number];

/** A mail as somebody writes it: what is not chosen yet is null. */
export const mailDraft = z.strictObject({
  kind: z.literal('mail'),
  /** Names the intention: sent once, it is never sent again. */
  draftId: z.uuid(),
  template: z.enum(handTemplates),
  /** Of the steps of one way back. */
  way: z.enum(ways).nullable(),
  addressId: z.string().min(1).max(100).nullable(),
  language: z.enum(['en', 'fr']),
  /** Where the template has none. */
  subject: z.string().max(500),
  written: writtenSchema,
});
export type MailDraft = z.infer<typeof mailDraft>;

const content = z.discriminatedUnion('kind', [mailDraft]);
export type DraftContent = z.infer<typeof content>;

const draft = z.strictObject({ revision: z.uuid(), keptAt: isoTime, content });
export type KeptDraftView = z.infer<typeof draft>;
const place = { caseId, kind: z.enum(['mail']) };

export const draftCalls = {
  /** Null where there is none. */
  'drafts.get': query('case:read', z.strictObject(place), z.strictObject({ draft: draft.nullable() })),
  /**
   * `after` names the save that this one was made from; null for the first. Where another window of the same person
   * saved meanwhile, nothing is written and the newer one comes back; null: it was sent or thrown away there.
   */
  'drafts.keep': command(
    'case:read',
    z.strictObject({ caseId, revision: z.uuid(), after: z.uuid().nullable(), content }),
    z.discriminatedUnion('kept', [
      z.strictObject({ kept: z.literal(true) }),
      z.strictObject({ kept: z.literal(false), newer: draft.nullable() }),
    ]),
  ),
  'drafts.drop': command('case:read', z.strictObject(place), done),
};
