import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { MailInputs } from '../mail-input';
import { en, fr } from '../words';
import {
  addressInFull,
  bulleted,
  heading,
  howItWorks,
  letter,
  linkBlocks,
  numbered,
  paragraph,
  promise,
  say,
} from './phrases';

/** The account recovery email: QR code, link, its end, and what to have at hand. */
export const recoveryLink = (language: MailLanguage, input: MailInputs['recovery-link']): MailDocument => {
  const { product } = input.brand;
  const texts = say(language, {
    en: {
      preview: en`Confirm who you are, best with your smartphone. It takes about five minutes.`,
      title: en`Get back into your account`,
      why: en`You asked us to help you get back into your ${product} account. Please confirm who you are, with a photo ID and a live picture of you. It takes about five minutes.`,
      needTitle: en`What you need`,
      needs: [
        en`A photo ID from a government: a passport, a driver’s licence or an ID card. The ID itself, not a copy`,
        en`A smartphone, or a computer with a camera`,
        en`About five minutes, in good light`,
      ],
      stepTitle: en`What to do`,
      steps: [
        en`Accept the terms, then choose the country and the kind of your ID.`,
        en`Take the pictures of your ID: the camera does it by itself, or you upload them.`,
        en`Take a live picture of yourself, and submit.`,
      ],
    },
    fr: {
      preview: fr`Confirmez votre identité, de préférence avec votre téléphone intelligent. Cela prend environ cinq minutes.`,
      title: fr`Retrouvez l’accès à votre compte`,
      why: fr`Vous nous avez demandé de vous aider à retrouver l’accès à votre compte ${product}. Veuillez confirmer votre identité à l’aide d’une pièce d’identité avec photo et d’une photo de vous prise sur le moment. Cela prend environ cinq minutes.`,
      needTitle: fr`Ce qu’il vous faut`,
      needs: [
        fr`Une pièce d’identité avec photo délivrée par un gouvernement : passeport, permis de conduire ou carte d’identité. L’original, pas une copie`,
        fr`Un téléphone intelligent, ou un ordinateur muni d’une caméra`,
        fr`Environ cinq minutes et un bon éclairage`,
      ],
      stepTitle: fr`La marche à suivre`,
      steps: [
        fr`Acceptez les conditions, puis choisissez le pays et le type de votre pièce d’identité.`,
        fr`Photographiez-la : l’appareil se déclenche de lui-même, ou vous téléversez vos propres images.`,
        fr`Prenez une photo de vous sur le moment, puis envoyez le formulaire.`,
      ],
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Your link to get back into ${product}`,
        fr: fr`Votre lien pour retrouver l’accès à ${product}`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.why),
      ...linkBlocks(language, input),
      heading(texts.needTitle),
      bulleted(texts.needs),
      heading(texts.stepTitle),
      numbered(texts.steps),
      paragraph(promise(language)),
      ...howItWorks(language, input.guidanceUrl),
      addressInFull(language, input.linkUrl),
    ],
  );
};
