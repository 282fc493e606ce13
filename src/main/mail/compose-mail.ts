import type { MailLanguage } from '#domain/mail/language';
import type { MailInputs, MailTemplate } from '#domain/mail/mail-input';
import { renderMail, withoutSecretLinks, type RenderedMail } from '#domain/mail/render-mail';
import { qrPng } from '#main/mail/qr';
import type { OutgoingMail } from '#main/ports';

/** What a mail is made from, whichever its template. */
export type MailContent = {
  readonly [T in MailTemplate]: {
    readonly template: T;
    readonly language: MailLanguage;
    readonly input: MailInputs[T];
  };
}[MailTemplate];

const render = ({
  template,
  language,
  input,
}: {
  readonly template: MailTemplate;
  readonly language: MailLanguage;
  readonly input: MailInputs[MailTemplate];
}): RenderedMail => renderMail(template, language, input as never);

/** A mail ready to be sent, with its QR code as a picture. Throws MailInputError for bad input. */
export const composeMail = async (
  content: MailContent,
  { messageId, to }: { readonly messageId: string; readonly to: string },
): Promise<OutgoingMail> => {
  const { subject, text, html, inline } = render(content);
  const inlineImages = await Promise.all(
    inline.map(async ({ cid, encodes }) => ({
      cid,
      filename: 'qr.png',
      contentType: 'image/png' as const,
      content: await qrPng(encodes),
    })),
  );
  return { messageId, to, subject, text, html, inlineImages };
};

/** The copy that the desk keeps of a sent mail and shows: stand-ins for every secret link and its QR code. */
export const keptCopy = ({ template, language, input }: MailContent): RenderedMail =>
  render({ template, language, input: withoutSecretLinks<MailTemplate>(input) });
