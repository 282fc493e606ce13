/** The sign-in pages' words, in English and French. */

export type Language = 'en' | 'fr';

const EN = {
  product: 'Lumen Practice',
  tagline: 'Practice software for law firms',
  sample: 'A sample service: its people and firms are made up.',
  other: 'Français',
  errorPrefix: 'Error',
  signIn: 'Sign in',
  login: 'Email address or user name',
  password: 'Password',
  next: 'Continue',
  wrong: 'That did not match. Check what you typed and try again.',
  throttled: (time: string) => `Too many attempts. Try again at ${time}.`,
  suspended: 'Your firm’s subscription is suspended. Ask your Primary Subscriber.',
  expired: 'This sign-in has expired. Start again.',
  stranger: 'The form did not come from this page. Reload it and try again.',
  codeTitle: 'Two-factor authentication',
  codeLabel: 'Code',
  codeHintApp: 'Open your authenticator app and enter the 6-digit code.',
  codeHintBackup: 'Or enter one of your backup codes. Each works once.',
  codeHintKey: 'A security key is set up for this account. Signing in with one is not offered in this sample.',
  codeWrong: 'That code is not right, or was used before. Wait for the next one and try again.',
  startAgain: 'Use another account',
  enrolTitle: 'Set up two-factor authentication',
  enrolWhy: 'Two-factor authentication is off for your account. Set it up before you go on.',
  enrolScan: 'Scan this code with an authenticator app.',
  enrolQr: 'QR code for your authenticator app. The same key is written below as text.',
  enrolType: 'Or type this key into the app:',
  enrolLabel: 'Name for this app',
  enrolDefaultLabel: 'Authenticator app',
  enrolConfirm: 'Code from the app',
  enrolButton: 'Turn on',
  home: 'You are signed in',
  hello: (name: string, firm: string) => `${name}, ${firm}`,
  sessions: 'Where you are signed in',
  since: 'Since',
  seen: 'Last seen',
  here: 'this one',
  end: 'End',
  endLabel: (device: string) => `End the session on ${device}`,
  signOut: 'Sign out',
  notFound: 'Page not found',
  back: 'Back to sign-in',
};

const FR: typeof EN = {
  product: 'Lumen Practice',
  tagline: 'Logiciel de gestion pour cabinets d’avocats',
  sample: 'Service d’exemple\u00a0: les personnes et les cabinets sont fictifs.',
  other: 'English',
  errorPrefix: 'Erreur',
  signIn: 'Connexion',
  login: 'Adresse courriel ou nom d’utilisateur',
  password: 'Mot de passe',
  next: 'Continuer',
  wrong: 'Ces renseignements ne correspondent pas. Vérifiez votre saisie et réessayez.',
  throttled: (time) => `Trop de tentatives. Réessayez à ${time}.`,
  suspended: 'L’abonnement de votre cabinet est suspendu. Adressez-vous à l’abonné principal.',
  expired: 'Cette connexion a expiré. Recommencez.',
  stranger: 'Le formulaire ne provient pas de cette page. Rechargez-la et réessayez.',
  codeTitle: 'Authentification à deux facteurs',
  codeLabel: 'Code',
  codeHintApp: 'Ouvrez votre application d’authentification et entrez le code à 6 chiffres.',
  codeHintBackup: 'Ou entrez l’un de vos codes de secours. Chacun sert une seule fois.',
  codeHintKey: 'Une clé de sécurité est configurée pour ce compte. Cet exemple ne permet pas de s’en servir pour se connecter.',
  codeWrong: 'Ce code est inexact ou a déjà servi. Attendez le suivant et réessayez.',
  startAgain: 'Utiliser un autre compte',
  enrolTitle: 'Configurer l’authentification à deux facteurs',
  enrolWhy: 'L’authentification à deux facteurs est désactivée pour votre compte. Configurez-la pour continuer.',
  enrolScan: 'Balayez ce code avec une application d’authentification.',
  enrolQr: 'Code QR pour votre application d’authentification. La même clé est écrite en toutes lettres ci-dessous.',
  enrolType: 'Ou tapez cette clé dans l’application\u00a0:',
  enrolLabel: 'Nom de cette application',
  enrolDefaultLabel: 'Application d’authentification',
  enrolConfirm: 'Code de l’application',
  enrolButton: 'Activer',
  home: 'Votre session est ouverte',
  hello: (name, firm) => `${name}, ${firm}`,
  sessions: 'Vos sessions',
  since: 'Depuis le',
  seen: 'Dernière activité',
  here: 'celle-ci',
  end: 'Terminer',
  endLabel: (device) => `Terminer la session sur ${device}`,
  signOut: 'Se déconnecter',
  notFound: 'Page introuvable',
  back: 'Retour à la connexion',
};

export type Texts = typeof EN;

export function textsIn(language: Language): Texts {
  return language === 'fr' ? FR : EN;
}

/** The first of English and French in an Accept-Language header, by its weights (RFC 9110 §12.5.4); English when neither. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = Number(parameters.find((one) => one.trim().startsWith('q='))?.trim().slice(2) ?? 1);
    return { language: tag.split('-')[0], weight: Number.isFinite(weight) ? weight : 0 };
  });
  const best = wishes.filter(({ language, weight }) => (language === 'en' || language === 'fr') && weight > 0).toSorted((one, other) => other.weight - one.weight)[0];
  return best?.language === 'fr' ? 'fr' : 'en';
}
