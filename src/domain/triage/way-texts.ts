/** The customer's words for each way back, in English and French. */
import type { Way } from '../case/events';
import { fr as french, plain } from '../mail/words';

export type WayWords = {
  readonly title: string;
  readonly intro: string;
  readonly steps: readonly string[];
  readonly never: string;
};
/** Whom of the firm to ask, by role. */
export type HelperKind = 'administrator' | 'primary-subscriber' | 'both';

/** French with the spaces that its punctuation asks for. */
const fr = (texts: TemplateStringsArray, ...values: readonly string[]): string => plain(french(texts, ...values));

const enWho: Readonly<Record<HelperKind, string>> = {
  administrator: 'a Firm Administrator',
  'primary-subscriber': 'your Primary Subscriber',
  both: 'a Firm Administrator or your Primary Subscriber',
};
const frWho: Readonly<Record<HelperKind, string>> = {
  administrator: 'un administrateur du cabinet',
  'primary-subscriber': 'l’abonné principal de votre cabinet',
  both: 'un administrateur du cabinet ou à l’abonné principal',
};

const english = (way: Way, who: HelperKind): WayWords => {
  switch (way) {
    case 'still-signed-in':
      return {
        title: 'You may still be signed in somewhere',
        intro:
          'You may still be signed in on another computer, tablet or phone. From there you can add your account to your new phone or authenticator app, in a few minutes and without a form.',
        steps: [
          'Look at each of your devices for a window or an app that opens without asking for a code. Don’t sign out there.',
          'In it, open your security settings and add an authenticator app.',
          'Scan the QR code that is shown with the app on your new phone, and enter the code that the app then shows.',
          'Remove the app or phone that you no longer have.',
          'Make new backup codes and keep them away from your phone.',
        ],
        never: 'Never ask for a code, a password or the picture of the QR code. Never ask them to share their screen.',
      };
    case 'backup-code':
      return {
        title: 'A backup code gets you in',
        intro:
          'When you turned on two-factor authentication (2FA) you got backup codes. One of them works in place of the code from your app.',
        steps: [
          'Look where you keep your passwords and important papers: people print the codes, or save them as a file.',
          'Sign in with your password, and enter one backup code where the code from your app is asked for. Each works once.',
          'Right afterwards, open your security settings and add your new phone or authenticator app.',
          'Remove the app or phone that you no longer have, and make new backup codes.',
        ],
        never:
          'Never ask for a backup code or a password, nor for a part of one: a code goes into the sign-in page and nowhere else.',
      };
    case 'someone-in-the-firm':
      return {
        title: 'Somebody in your firm can turn 2FA off for you',
        intro: `Ask ${enWho[who]} to turn off two-factor authentication (2FA) on your account. It takes them a few clicks. Speak to them in person or call a number that you know, so that they can be sure it is you.`,
        steps: [
          `Ask ${enWho[who]} to sign in and open the list of your firm’s members.`,
          'They choose your name and turn off 2FA. An administrator needs 2FA on their own account for that.',
          'Sign in with your password.',
          'Set up 2FA again on your new phone right away, and keep the backup codes away from it.',
        ],
        never:
          'Never ask for a code or a password, theirs or their colleague’s. Never call the colleague at a number that the caller gave.',
      };
  }
};

const frenchWords = (way: Way, who: HelperKind): WayWords => {
  switch (way) {
    case 'still-signed-in':
      return {
        title: 'Votre session est peut-être encore ouverte quelque part',
        intro: fr`Votre session est peut-être encore ouverte sur un autre ordinateur, une tablette ou un téléphone. De là, vous pouvez ajouter votre compte à votre nouveau téléphone ou à votre nouvelle application d’authentification, en quelques minutes et sans formulaire.`,
        steps: [
          fr`Cherchez, sur chacun de vos appareils, une fenêtre ou une application qui s’ouvre sans demander de code. Ne vous y déconnectez pas.`,
          fr`Ouvrez-y vos paramètres de sécurité et ajoutez une application d’authentification.`,
          fr`Numérisez le code QR affiché avec l’application de votre nouveau téléphone, puis entrez le code qu’elle vous donne.`,
          fr`Retirez l’application ou le téléphone que vous n’avez plus.`,
          fr`Créez de nouveaux codes de secours et gardez-les ailleurs que dans votre téléphone.`,
        ],
        never: fr`Ne demandez jamais un code, un mot de passe ni l’image du code QR. Ne demandez jamais un partage d’écran.`,
      };
    case 'backup-code':
      return {
        title: 'Un code de secours vous redonne accès',
        intro: fr`En activant l’authentification à deux facteurs (A2F), vous avez reçu des codes de secours. L’un d’eux remplace le code de votre application.`,
        steps: [
          fr`Cherchez là où vous gardez vos mots de passe et vos papiers importants : on imprime souvent ces codes, ou on les enregistre dans un fichier.`,
          fr`Connectez-vous avec votre mot de passe et entrez un code de secours à l’endroit où le code de l’application est demandé. Chacun ne sert qu’une fois.`,
          fr`Aussitôt après, ouvrez vos paramètres de sécurité et ajoutez votre nouveau téléphone ou votre nouvelle application d’authentification.`,
          fr`Retirez l’application ou le téléphone que vous n’avez plus, et créez de nouveaux codes de secours.`,
        ],
        never: fr`Ne demandez jamais un code de secours ni un mot de passe, même en partie : un code s’entre à la page de connexion et nulle part ailleurs.`,
      };
    case 'someone-in-the-firm':
      return {
        title: 'Quelqu’un de votre cabinet peut désactiver l’A2F pour vous',
        intro: fr`Demandez à ${frWho[who]} de désactiver l’authentification à deux facteurs (A2F) de votre compte. Quelques clics suffisent. Parlez-lui en personne ou appelez à un numéro que vous connaissez, pour qu’il n’y ait aucun doute que c’est bien vous.`,
        steps: [
          fr`Demandez à ${frWho[who]} de se connecter et d’ouvrir la liste des membres du cabinet.`,
          fr`Cette personne choisit votre nom et désactive l’A2F. Un administrateur doit pour cela utiliser lui-même l’A2F.`,
          fr`Connectez-vous avec votre mot de passe.`,
          fr`Configurez l’A2F de nouveau sur votre nouveau téléphone sans attendre, et gardez les codes de secours ailleurs.`,
        ],
        never: fr`Ne demandez jamais un code ni un mot de passe, ni à la personne ni à son collègue. N’appelez jamais le collègue à un numéro donné par la personne qui appelle.`,
      };
  }
};

/** All words of one way. */
export const wordsFor = (way: Way, who: HelperKind, language: 'en' | 'fr'): WayWords =>
  language === 'fr' ? frenchWords(way, who) : english(way, who);
