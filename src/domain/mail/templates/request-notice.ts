import { maskAddress } from '../clean';
import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { MailInputs, RequestChannel } from '../mail-input';
import { formatWhen } from '../when';
import { en, fr, strong } from '../words';
import { accountFacts, heading, howItWorks, letter, notMe, paragraph, say } from './phrases';

const howWords: Readonly<Record<MailLanguage, Readonly<Record<RequestChannel, string>>>> = {
  en: { phone: ', by phone,', email: ', by email,', chat: ', by chat,', other: '' },
  fr: { phone: ', par téléphone,', email: ', par courriel,', chat: ', par clavardage,', other: '' },
};

/** Somebody asked for a recovery: told to every known address (R6). */
export const requestNotice = (language: MailLanguage, input: MailInputs['request-notice']): MailDocument => {
  const { product } = input.brand;
  const when = strong(formatWhen(input.requestedAt, input.timeZone, language));
  const how = howWords[language][input.channel];
  const texts = say(language, {
    en: {
      preview: en`If it wasn’t you, one press stops it.`,
      title: en`Did you ask to get back into your account?`,
      what: en`On ${when}, somebody asked us${how} to help them back into this ${product} account and to turn off its two-factor authentication (2FA):`,
      wasTitle: en`If it was you`,
      was: en`There is nothing to do with this email. If we need something from you, it comes in an email of its own.`,
      consequence: en`Please say so now. We stop at once: nothing is turned off, every link that we sent ends, and a person looks into it.`,
    },
    fr: {
      preview: fr`Si ce n’était pas vous, un seul geste suffit pour tout arrêter.`,
      title: fr`Avez-vous demandé à retrouver l’accès à votre compte ?`,
      what: fr`Le ${when}, quelqu’un nous a demandé${how} de l’aider à retrouver l’accès à ce compte ${product} et d’y désactiver l’authentification à deux facteurs (A2F) :`,
      wasTitle: fr`Si c’était vous`,
      was: fr`Ce courriel ne demande rien de votre part. S’il nous faut quelque chose, vous recevrez un courriel distinct.`,
      consequence: fr`Dites-le-nous maintenant. Nous arrêtons tout immédiatement : rien n’est désactivé, tous les liens envoyés cessent de fonctionner, et une personne examine la situation.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Somebody asked to get back into your ${product} account`,
        fr: fr`Quelqu’un a demandé l’accès à votre compte ${product}`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      accountFacts(language, maskAddress(input.account), input.caseNumber),
      heading(texts.wasTitle),
      paragraph(texts.was),
      ...howItWorks(language, input.guidanceUrl),
      ...notMe(language, input, texts.consequence),
    ],
    true,
  );
};
