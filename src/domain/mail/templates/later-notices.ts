/** What is told later: the link ends soon, the time has moved, the account was secured, 2FA is still off. */
import { maskAddress } from '../clean';
import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { MailInputs } from '../mail-input';
import { formatWhen } from '../when';
import { en, fr, strong } from '../words';
import {
  accountFacts,
  addressInFull,
  bulleted,
  heading,
  letter,
  linkBlocks,
  notMe,
  numbered,
  paragraph,
  say,
  signInButton,
} from './phrases';

/** The same link once more, some hours before it ends. */
export const linkReminder = (language: MailLanguage, input: MailInputs['link-reminder']): MailDocument => {
  const { product } = input.brand;
  const texts = say(language, {
    en: {
      preview: en`It takes about five minutes.`,
      title: en`Your link ends soon`,
      what: en`You asked us to help you get back into your ${product} account. The link that we sent you is still waiting for you; this is the same one.`,
      later: en`When it has ended, you can ask us for a new one.`,
    },
    fr: {
      preview: fr`Cela prend environ cinq minutes.`,
      title: fr`Votre lien expire bientôt`,
      what: fr`Vous nous avez demandé de vous aider à retrouver l’accès à votre compte ${product}. Le lien que nous vous avons envoyé vous attend toujours ; voici le même.`,
      later: fr`Passé ce délai, vous pourrez nous en demander un nouveau.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Your link to get back into ${product} ends soon`,
        fr: fr`Votre lien pour retrouver l’accès à ${product} expire bientôt`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      ...linkBlocks(language, input),
      paragraph(texts.later),
      addressInFull(language, input.linkUrl),
    ],
  );
};

/** R8: 2FA goes off later than was said. Told to every known address (R6). */
export const coolingOffChanged = (language: MailLanguage, input: MailInputs['cooling-off-changed']): MailDocument => {
  const { product } = input.brand;
  const when = strong(formatWhen(input.turnsOffAt, input.timeZone, language));
  const texts = say(language, {
    en: {
      preview: en`Two-factor authentication is turned off later than we told you.`,
      title: en`We wait a little longer`,
      what: en`We told you when two-factor authentication (2FA) would be turned off on this ${product} account. That time has moved:`,
      next: en`Not before ${when}. Until then you can stop it. You don’t need to do anything else.`,
      consequence: en`Please say so now. We stop at once, and a person looks into it.`,
    },
    fr: {
      preview: fr`L’authentification à deux facteurs sera désactivée plus tard que prévu.`,
      title: fr`Nous attendons un peu plus longtemps`,
      what: fr`Nous vous avions indiqué à quel moment l’authentification à deux facteurs (A2F) serait désactivée pour ce compte ${product}. Ce moment a changé :`,
      next: fr`Ce ne sera pas fait avant le ${when}. D’ici là, vous pouvez tout arrêter. Vous n’avez rien d’autre à faire.`,
      consequence: fr`Dites-le-nous maintenant. Nous arrêtons tout immédiatement, et une personne examine la situation.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Later than we said: your request to get back into ${product}`,
        fr: fr`Plus tard que prévu : votre demande d’accès à ${product}`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      accountFacts(language, maskAddress(input.account), input.caseNumber),
      paragraph(texts.next),
      ...notMe(language, input, texts.consequence),
    ],
    true,
  );
};

/** R7: what was done after "this wasn't me". */
export const reSecured = (language: MailLanguage, input: MailInputs['re-secured']): MailDocument => {
  const { product, support } = input.brand;
  const isDone = input.locked && input.sessionsEnded;
  const texts = say(language, {
    en: {
      preview: en`What we did, and how to get back in.`,
      title: isDone ? en`We have secured your account` : en`We are securing your account`,
      what: en`Somebody told us that the request for this ${product} account was not theirs. We have acted at once:`,
      done: [
        ...(input.sessionsEnded ? [en`All sessions are ended.`] : []),
        ...(input.locked ? [en`The account is locked: nobody can sign in.`] : []),
        ...(isDone ? [] : [en`A person of our team sees to the rest by hand.`]),
      ],
      next: en`How to get back in`,
      steps: [
        en`Get in touch with us: ${strong(support)}`,
        en`Have your case number ready: ${strong(input.caseNumber)}`,
        en`Change your password as soon as you are back in.`,
      ],
    },
    fr: {
      preview: fr`Ce que nous avons fait, et comment retrouver l’accès.`,
      title: isDone ? fr`Nous avons sécurisé votre compte` : fr`Nous sécurisons votre compte`,
      what: fr`On nous a signalé que la demande concernant ce compte ${product} n’était pas légitime. Nous avons agi immédiatement :`,
      done: [
        ...(input.sessionsEnded ? [fr`Toutes les sessions ont été fermées.`] : []),
        ...(input.locked ? [fr`Le compte est verrouillé : personne ne peut s’y connecter.`] : []),
        ...(isDone ? [] : [fr`Une personne de notre équipe s’occupe du reste à la main.`]),
      ],
      next: fr`Comment retrouver l’accès`,
      steps: [
        fr`Écrivez-nous ou appelez-nous : ${strong(support)}`,
        fr`Ayez votre numéro de dossier sous la main : ${strong(input.caseNumber)}`,
        fr`Changez votre mot de passe dès que vous aurez retrouvé l’accès.`,
      ],
    },
  });
  return letter(
    language,
    input,
    {
      subject: isDone
        ? { en: en`We have secured your ${product} account`, fr: fr`Nous avons sécurisé votre compte ${product}` }
        : { en: en`We are securing your ${product} account`, fr: fr`Nous sécurisons votre compte ${product}` },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      accountFacts(language, maskAddress(input.account), input.caseNumber),
      bulleted(texts.done),
      heading(texts.next),
      numbered(texts.steps),
    ],
  );
};

/** The account is still without 2FA, so many days later. */
export const enrolReminder = (language: MailLanguage, input: MailInputs['enrol-reminder']): MailDocument => {
  const { product } = input.brand;
  const days = String(input.days);
  const texts = say(language, {
    en: {
      preview: en`The password alone opens your account.`,
      title: en`Please turn two-factor authentication on again`,
      what:
        input.days === 1
          ? en`Two-factor authentication (2FA) has been off on your account for a day: the password alone opens it.`
          : en`Two-factor authentication (2FA) has been off on your account for ${days} days: the password alone opens it.`,
      how: input.isAsked
        ? en`Sign in with your password: you are asked to set it up right away. It takes two minutes.`
        : en`Sign in with your password and set it up under Settings, Security. It takes two minutes.`,
      consequence: en`If you never asked for 2FA to be turned off, please say so now. We secure the account at once.`,
    },
    fr: {
      preview: fr`Le mot de passe suffit à lui seul pour ouvrir votre compte.`,
      title: fr`Réactivez l’authentification à deux facteurs`,
      what:
        input.days === 1
          ? fr`L’authentification à deux facteurs (A2F) est désactivée depuis un jour : le mot de passe suffit à lui seul pour ouvrir votre compte.`
          : fr`L’authentification à deux facteurs (A2F) est désactivée depuis ${days} jours : le mot de passe suffit à lui seul pour ouvrir votre compte.`,
      how: input.isAsked
        ? fr`Connectez-vous avec votre mot de passe : on vous demandera aussitôt de la configurer. Cela prend deux minutes.`
        : fr`Connectez-vous avec votre mot de passe et configurez-la sous Paramètres, Sécurité. Cela prend deux minutes.`,
      consequence: fr`Si vous n’avez jamais demandé sa désactivation, dites-le-nous maintenant. Nous sécurisons le compte immédiatement.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Two-factor authentication is still off on your ${product} account`,
        fr: fr`L’authentification à deux facteurs est toujours désactivée pour votre compte ${product}`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      accountFacts(language, maskAddress(input.account), input.caseNumber),
      paragraph(texts.how),
      ...signInButton(language, input),
      ...notMe(language, input, texts.consequence),
    ],
    true,
  );
};

/**
 * R16: the password alone opens the account for some hours; the second factors stay. Told to every known address (R6).
 */
export const temporaryNotice = (language: MailLanguage, input: MailInputs['temporary-notice']): MailDocument => {
  const { product } = input.brand;
  const until = strong(formatWhen(input.until, input.timeZone, language));
  const texts = say(language, {
    en: {
      preview: en`Sign in with your password, and add your new phone.`,
      title: en`You can sign in for a while without a code`,
      what: en`Until ${until}, the password alone opens this account. Two-factor authentication (2FA) stays on, and asks for its code again afterwards.`,
      next: en`What to do now`,
      steps: [
        input.sessionsEnded
          ? en`Sign in to ${product} with your password. We have ended all sessions, so every device asks for it.`
          : en`Sign in to ${product} with your password. Devices on which you are signed in stay so for a while.`,
        en`Under Settings, Security, add the authenticator app on your new phone.`,
        en`Remove the one that you no longer have.`,
      ],
      consequence: en`Please say so now. A person sets about securing the account at once.`,
    },
    fr: {
      preview: fr`Connectez-vous avec votre mot de passe, puis ajoutez votre nouveau téléphone.`,
      title: fr`Vous pouvez vous connecter sans code pendant un certain temps`,
      what: fr`Jusqu’au ${until}, le mot de passe suffit à lui seul pour ouvrir ce compte. L’authentification à deux facteurs (A2F) reste active et redemandera un code par la suite.`,
      next: fr`Ce qu’il faut faire maintenant`,
      steps: [
        input.sessionsEnded
          ? fr`Connectez-vous à ${product} avec votre mot de passe. Nous avons mis fin à toutes les sessions : chaque appareil le redemandera.`
          : fr`Connectez-vous à ${product} avec votre mot de passe. Là où votre session est ouverte, elle le reste un certain temps.`,
        fr`Sous Paramètres, Sécurité, ajoutez l’application d’authentification de votre nouveau téléphone.`,
        fr`Retirez celle que vous n’avez plus.`,
      ],
      consequence: fr`Dites-le-nous maintenant. Une personne s’emploie immédiatement à protéger le compte.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`You can sign in to ${product} without a code for a while`,
        fr: fr`Vous pouvez vous connecter à ${product} sans code pendant un certain temps`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      accountFacts(language, maskAddress(input.account), input.caseNumber),
      heading(texts.next),
      numbered(texts.steps),
      ...signInButton(language, input),
      ...notMe(language, input, texts.consequence),
    ],
    true,
  );
};
