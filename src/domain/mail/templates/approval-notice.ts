import { maskAddress } from '../clean';
import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { MailInputs } from '../mail-input';
import { formatWhen } from '../when';
import { en, fr, strong, type Words } from '../words';
import { accountFacts, letter, notMe, paragraph, say } from './phrases';

const next = (language: MailLanguage, input: MailInputs['approval-notice']): Words => {
  if (input.turnsOffAt === null) {
    return say(language, {
      en: en`We turn it off now, and write to you when that is done.`,
      fr: fr`Nous la désactivons maintenant et vous écrirons dès que ce sera fait.`,
    });
  }
  const when = strong(formatWhen(input.turnsOffAt, input.timeZone, language));
  return say(language, {
    en: en`We wait before we turn it off: not before ${when}. Until then you can stop it. We write to you again when it is done.`,
    fr: fr`Nous attendons avant de la désactiver : ce ne sera pas fait avant le ${when}. D’ici là, vous pouvez tout arrêter. Nous vous écrirons de nouveau dès que ce sera fait.`,
  });
};

/**
 * The request was approved: told to every known address (R6), with the end of the cooling-off where there is one (R8).
 */
export const approvalNotice = (language: MailLanguage, input: MailInputs['approval-notice']): MailDocument => {
  const { product } = input.brand;
  const texts = say(language, {
    en: {
      preview: en`Two-factor authentication is about to be turned off.`,
      title: en`Your request is approved`,
      what: en`We have approved the request to turn off two-factor authentication (2FA) on this ${product} account:`,
      consequence: en`Please say so now. We stop at once: what isn’t turned off yet stays on, and a person looks into it.`,
    },
    fr: {
      preview: fr`L’authentification à deux facteurs sera bientôt désactivée.`,
      title: fr`Votre demande est approuvée`,
      what: fr`Nous avons approuvé la demande de désactiver l’authentification à deux facteurs (A2F) pour ce compte ${product} :`,
      consequence: fr`Dites-le-nous maintenant. Nous arrêtons tout immédiatement : ce qui n’est pas encore désactivé reste actif, et une personne examine la situation.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Approved: your request to get back into ${product}`,
        fr: fr`Demande approuvée : accès à ${product}`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      accountFacts(language, maskAddress(input.account), input.caseNumber),
      paragraph(next(language, input)),
      ...notMe(language, input, texts.consequence),
    ],
    true,
  );
};
