/** A message before it leaves: composed and built by the code that sends, with stand-ins, and read back from its MIME. */
import type { MailInputs, MailTemplate } from '#domain/mail/mail-input';
import { withoutSecretLinks } from '#domain/mail/render-mail';
import { composeMail, type MailContent } from './compose-mail';
import { buildMime, type MailSender } from './mime';
import { readBack, type ReadBack } from './read-back';

/** Throws MailInputError for what no mail can hold. */
export const previewMail = async (
  content: MailContent,
  { to, messageId, from }: { readonly to: string; readonly messageId: string; readonly from: MailSender },
): Promise<ReadBack> => {
  const shown = { ...content, input: withoutSecretLinks<MailTemplate>(content.input as MailInputs[MailTemplate]) };
  const { outgoing } = await composeMail(shown as MailContent, { to, messageId });
  return await readBack(await buildMime(outgoing, from));
};
