import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { AskAgainReason, MailInputs } from '../mail-input';
import { en, fr, type Words } from '../words';
import { addressInFull, bulleted, heading, letter, linkBlocks, paragraph, promise, say } from './phrases';

/** Said as what to do next time, never as what was seen (R14). */
const adviceFor: Readonly<Record<MailLanguage, Readonly<Record<AskAgainReason, Words>>>> = {
  en: {
    blurred: en`Hold the phone still until everything in the picture is sharp.`,
    'wrong-side': en`Show the side that the form asks for: first the front, then the back.`,
    cropped: en`Keep the whole ID inside the frame, with all four corners.`,
    glare: en`Turn away from lamps and windows, so that nothing shines on the ID.`,
    'too-dark': en`Take the pictures in daylight or in a bright room.`,
  },
  fr: {
    blurred: fr`Tenez le téléphone immobile jusqu’à ce que toute l’image soit nette.`,
    'wrong-side': fr`Montrez le côté que le formulaire demande : d’abord le recto, puis le verso.`,
    cropped: fr`Gardez la pièce d’identité entière dans le cadre, avec ses quatre coins.`,
    glare: fr`Éloignez-vous des lampes et des fenêtres, pour que rien ne brille sur la pièce d’identité.`,
    'too-dark': fr`Prenez les photos à la lumière du jour ou dans une pièce bien éclairée.`,
  },
};

/** A new link, with what to do better with the pictures. */
export const askAgain = (language: MailLanguage, input: MailInputs['ask-again']): MailDocument => {
  const { product } = input.brand;
  const advice = [...new Set(input.reasons)].map((reason) => adviceFor[language][reason]);
  const texts = say(language, {
    en: {
      preview: en`Please take the pictures once more, with this new link.`,
      title: en`Please take the pictures once more`,
      why: en`Thank you for sending the form. To go on, we need the pictures once more. Here is a new link for it; the one before no longer works.`,
      adviceTitle: en`This time, please`,
    },
    fr: {
      preview: fr`Veuillez reprendre les photos à l’aide de ce nouveau lien.`,
      title: fr`Veuillez reprendre les photos`,
      why: fr`Merci d’avoir envoyé le formulaire. Pour continuer, il nous faut les photos une nouvelle fois. Voici un nouveau lien ; le précédent ne fonctionne plus.`,
      adviceTitle: fr`Cette fois-ci, s’il vous plaît`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`A new link to get back into ${product}`,
        fr: fr`Un nouveau lien pour retrouver l’accès à ${product}`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.why),
      ...(advice.length === 0 ? [] : [heading(texts.adviceTitle), bulleted(advice)]),
      ...linkBlocks(language, input),
      paragraph(promise(language)),
      addressInFull(language, input.linkUrl),
    ],
  );
};
