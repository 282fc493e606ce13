import { maskAddress } from '../clean';
import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { MailInputs } from '../mail-input';
import { formatWhen } from '../when';
import { en, fr, strong } from '../words';
import { accountFacts, heading, letter, notMe, numbered, paragraph, say, signInButton } from './phrases';

/** 2FA is off: sign in and set it up again at once. Told to every known address (R6, R15). */
export const disabledNotice = (language: MailLanguage, input: MailInputs['disabled-notice']): MailDocument => {
  const { product } = input.brand;
  const when = strong(formatWhen(input.disabledAt, input.timeZone, language));
  const texts = say(language, {
    en: {
      preview: en`Sign in with your password, and set it up again at once.`,
      title: en`Two-factor authentication is off`,
      what: en`Since ${when}, the password alone opens this account. Please set up two-factor authentication (2FA) again at once.`,
      stepTitle: en`What to do now`,
      steps: [
        input.sessionsEnded
          ? en`Sign in to ${product} with your password, as you always do. We have ended all sessions, so every device asks for it.`
          : en`Sign in to ${product} with your password, as you always do. Devices on which you are signed in stay so for a while: sign out where you no longer use one.`,
        [
          ...(input.isAsked
            ? en`Set up 2FA again: you are asked for it right after you sign in.`
            : en`Set up 2FA again right after you sign in, under Settings, Security. Nothing asks you to.`),
          ...(input.codesGone
            ? en` Codes and backup codes from before no longer work.`
            : en` The app or key from before no longer works.`),
        ],
        en`Keep new backup codes somewhere else than on the phone with your authenticator app.`,
      ],
      consequence: en`Please say so now. A person sets about securing the account at once.`,
    },
    fr: {
      preview: fr`Connectez-vous avec votre mot de passe, puis configurez-la de nouveau sans attendre.`,
      title: fr`L’authentification à deux facteurs est désactivée`,
      what: fr`Depuis le ${when}, le mot de passe suffit à lui seul pour ouvrir ce compte. Veuillez configurer de nouveau l’authentification à deux facteurs (A2F) sans attendre.`,
      stepTitle: fr`Ce qu’il faut faire maintenant`,
      steps: [
        input.sessionsEnded
          ? fr`Connectez-vous à ${product} avec votre mot de passe, comme d’habitude. Nous avons mis fin à toutes les sessions : chaque appareil le redemandera.`
          : fr`Connectez-vous à ${product} avec votre mot de passe, comme d’habitude. Là où votre session est ouverte, elle le reste un certain temps : fermez-la sur les appareils que vous n’utilisez plus.`,
        [
          ...(input.isAsked
            ? fr`Configurez de nouveau l’A2F : on vous le demande dès la connexion.`
            : fr`Configurez de nouveau l’A2F juste après la connexion, sous Paramètres, Sécurité. Rien ne vous le demandera.`),
          ...(input.codesGone
            ? fr` Les codes et les codes de secours d’avant ne fonctionnent plus.`
            : fr` L’application ou la clé d’avant ne fonctionne plus.`),
        ],
        fr`Conservez les nouveaux codes de secours ailleurs que sur le téléphone où se trouve votre application d’authentification.`,
      ],
      consequence: fr`Dites-le-nous maintenant. Une personne s’emploie immédiatement à protéger le compte.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Two-factor authentication is off on your ${product} account`,
        fr: fr`L’authentification à deux facteurs est désactivée pour votre compte ${product}`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      accountFacts(language, maskAddress(input.account), input.caseNumber),
      heading(texts.stepTitle),
      numbered(texts.steps),
      ...signInButton(language, input),
      ...notMe(language, input, texts.consequence),
    ],
    true,
  );
};
