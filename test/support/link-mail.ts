/** The link's mail as the composer sends it: the plain template, whatever only asks having been seen. */
import { randomUUID } from 'node:crypto';
import type { CallInput } from '#contract/calls';
import { lintRules } from '#domain/mail/lint/finding';

/** What `compose.send` is asked with; each is an intention of its own. */
export const linkMail = (of: {
  readonly caseId: string;
  readonly addressId: string;
  readonly language?: 'en' | 'fr';
}): CallInput<'compose.send'> => ({
  caseId: of.caseId,
  draft: {
    kind: 'mail',
    draftId: randomUUID(),
    template: 'recovery-link',
    way: null,
    addressId: of.addressId,
    language: of.language ?? 'en',
    subject: '',
    written: [],
  },
  seen: [...lintRules],
});
