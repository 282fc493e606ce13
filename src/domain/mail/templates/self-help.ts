import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { MailInputs, SelfHelpWay } from '../mail-input';
import { en, fr, type Words } from '../words';
import { howItWorks, letter, note, numberedLines, paragraph, say } from './phrases';

const titleWords: Readonly<Record<MailLanguage, Readonly<Record<SelfHelpWay, Words>>>> = {
  en: {
    'still-signed-in': en`You may still be signed in`,
    'backup-code': en`Use one of your backup codes`,
    'someone-in-the-firm': en`Somebody in your firm can help`,
  },
  fr: {
    'still-signed-in': fr`Votre session est peut-être encore ouverte`,
    'backup-code': fr`Utilisez un de vos codes de secours`,
    'someone-in-the-firm': fr`Une personne de votre cabinet peut vous aider`,
  },
};

/** A way back that needs nobody's check, with its steps (PRODUCT.md, step 1). */
export const selfHelp = (language: MailLanguage, input: MailInputs['self-help']): MailDocument => {
  const { product } = input.brand;
  const texts = say(language, {
    en: {
      preview: en`The fastest way back into your account takes a few minutes.`,
      lead: en`You told us that you can’t get into your ${product} account. This is the fastest way back:`,
      still: en`It didn’t work? Get in touch with us, and we go on from there. Your case stays open.`,
    },
    fr: {
      preview: fr`La façon la plus rapide de retrouver l’accès ne prend que quelques minutes.`,
      lead: fr`Vous nous avez dit ne pas pouvoir accéder à votre compte ${product}. Voici la façon la plus rapide de le retrouver :`,
      still: fr`Cela n’a pas fonctionné ? Écrivez-nous ou appelez-nous, et nous poursuivrons. Votre dossier reste ouvert.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`The fastest way back into ${product}`,
        fr: fr`La façon la plus rapide de retrouver l’accès à ${product}`,
      },
      preview: texts.preview,
      title: titleWords[language][input.way],
    },
    [
      paragraph(texts.lead),
      paragraph([{ kind: 'text', text: input.intro }]),
      numberedLines(input.steps),
      note(texts.still),
      ...howItWorks(language, input.guidanceUrl),
    ],
  );
};
