/** A message before it leaves: composed and built by the code that sends, with stand-ins, and read back from its MIME. */
import type { MailInputs, MailTemplate } from '#domain/mail/mail-input';
import { withoutSecretLinks } from '#domain/mail/render-mail';
import { composeMail, type MailContent } from './compose-mail';
import { buildMime, type MailSender } from './mime';
import { qrPng } from './qr';
import { readBack, type ReadBack } from './read-back';

/** A stand-in's code is drawn once, not at each key: there is one, and it is no secret. */
let drawn: { readonly of: string; readonly picture: Promise<Uint8Array> } | null = null;
const standInPicture: typeof qrPng = (text) => {
  if (drawn?.of !== text) drawn = { of: text, picture: qrPng(text) };
  return drawn.picture;
};

/** Throws MailInputError for what no mail can hold. */
export const previewMail = async (
  content: MailContent,
  { from, ...envelope }: Parameters<typeof composeMail>[1] & { readonly from: MailSender },
): Promise<ReadBack> => {
  const shown = { ...content, input: withoutSecretLinks<MailTemplate>(content.input as MailInputs[MailTemplate]) };
  const { outgoing } = await composeMail(shown as MailContent, { ...envelope, picture: standInPicture });
  return await readBack(await buildMime(outgoing, from));
};
