import type { MailLanguage } from '#domain/mail/language';
import type { MailInputs, MailTemplate } from '#domain/mail/mail-input';
import { renderMail, withoutSecretLinks, type RenderedMail } from '#domain/mail/render-mail';
import { qrPng } from '#main/mail/qr';
import type { ComposedMail, KeptMail, OutgoingMail } from '#main/ports';

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

/** What staff may see of a mail, before and after it left: stand-ins for every secret link, its QR code and digits. */
export const keptCopy = ({ template, language, input }: MailContent): KeptMail => {
  const { subject, text, html } = render({ template, language, input: withoutSecretLinks<MailTemplate>(input) });
  return { subject, text, html };
};

/**
 * A mail ready to be sent, with its QR code as a picture, and what is kept of it: written anew from the same content
 * with stand-ins, never by taking secrets out afterwards. Throws MailInputError for bad input.
 */
export const composeMail = async (
  content: MailContent,
  {
    messageId,
    to,
    replyTo,
    isAutomatic,
    picture = qrPng,
  }: Pick<OutgoingMail, 'messageId' | 'to' | 'replyTo' | 'isAutomatic'> & { readonly picture?: typeof qrPng },
): Promise<ComposedMail> => {
  const { subject, text, html, inline } = render(content);
  const inlineImages = await Promise.all(
    inline.map(async ({ cid, encodes }) => ({
      cid,
      filename: 'qr.png',
      contentType: 'image/png' as const,
      content: await picture(encodes),
    })),
  );
  return {
    outgoing: {
      messageId,
      to,
      replyTo,
      isAutomatic,
      timeZone: content.input.timeZone,
      subject,
      text,
      html,
      inlineImages,
    },
    kept: keptCopy(content),
  };
};
