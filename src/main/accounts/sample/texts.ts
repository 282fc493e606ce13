/** The sign-in pages' words, in English and French. */

export type Language = 'en' | 'fr';

const english = {
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
  locked: 'This account is locked. Get in touch with support.',
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
  account: 'Your account',
  backHome: 'Back to your account',
  app: 'Authenticator app',
  key: 'Security key',
  noFactors: 'Two-factor authentication is off.',
  addApp: 'Add an authenticator app',
  addButton: 'Add',
  remove: 'Remove',
  removeLabel: (label: string) => `Remove ${label}`,
  lastFactor: 'The last one stays until another is there. Add the new one first.',
  firm: 'Your firm',
  firmIntro:
    'When a colleague has lost their phone, you can turn two-factor authentication (2FA) off for them. Be sure first that it is them who asks. They are asked to set it up again when they next sign in.',
  roles: { member: 'Firm member', administrator: 'Firm Administrator', 'primary-subscriber': 'Primary Subscriber' },
  factorOn: '2FA is on',
  factorOff: '2FA is off',
  memberLocked: 'locked',
  turnOff: 'Turn off 2FA',
  turnOffLabel: (name: string) => `Turn off 2FA for ${name}`,
  mayNot: 'You may not do that.',
  refusals: {
    yourself: 'Nobody turns it off for themself here.',
    'own-2fa-off': 'Turn 2FA on for your own account first.',
    'primary-subscriber': 'An administrator can’t do it for the Primary Subscriber.',
  },
  notFound: 'Page not found',
  back: 'Back to sign-in',
};

const french: typeof english = {
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
  locked: 'Ce compte est verrouillé. Adressez-vous au soutien.',
  suspended: 'L’abonnement de votre cabinet est suspendu. Adressez-vous à l’abonné principal.',
  expired: 'Cette connexion a expiré. Recommencez.',
  stranger: 'Le formulaire ne provient pas de cette page. Rechargez-la et réessayez.',
  codeTitle: 'Authentification à deux facteurs',
  codeLabel: 'Code',
  codeHintApp: 'Ouvrez votre application d’authentification et entrez le code à 6 chiffres.',
  codeHintBackup: 'Ou entrez l’un de vos codes de secours. Chacun sert une seule fois.',
  codeHintKey:
    'Une clé de sécurité est configurée pour ce compte. Cet exemple ne permet pas de s’en servir pour se connecter.',
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
  account: 'Votre compte',
  backHome: 'Retour à votre compte',
  app: 'Application d’authentification',
  key: 'Clé de sécurité',
  noFactors: 'L’authentification à deux facteurs est désactivée.',
  addApp: 'Ajouter une application d’authentification',
  addButton: 'Ajouter',
  remove: 'Retirer',
  removeLabel: (label) => `Retirer ${label}`,
  lastFactor: 'Le dernier reste tant qu’il n’y en a pas d’autre. Ajoutez d’abord le nouveau.',
  firm: 'Votre cabinet',
  firmIntro:
    'Quand un ou une collègue a perdu son téléphone, vous pouvez désactiver pour cette personne l’authentification à deux facteurs (A2F). Assurez-vous d’abord que la demande vient bien d’elle. Elle devra la configurer de nouveau à sa prochaine connexion.',
  roles: {
    member: 'Membre du cabinet',
    administrator: 'Administrateur du cabinet',
    'primary-subscriber': 'Abonné principal',
  },
  factorOn: 'A2F activée',
  factorOff: 'A2F désactivée',
  memberLocked: 'verrouillé',
  turnOff: 'Désactiver l’A2F',
  turnOffLabel: (name) => `Désactiver l’A2F de ${name}`,
  mayNot: 'Vous ne pouvez pas faire cela.',
  refusals: {
    yourself: 'Personne ne la désactive ici pour soi-même.',
    'own-2fa-off': 'Activez d’abord l’A2F de votre propre compte.',
    'primary-subscriber': 'Un administrateur ne peut pas le faire pour l’abonné principal.',
  },
  notFound: 'Page introuvable',
  back: 'Retour à la connexion',
};

export type Texts = typeof english;

export const textsIn = (language: Language): Texts => {
  return language === 'fr' ? french : english;
};

/**
 * The first of English and French in an Accept-Language header, by its weights (RFC 9110 §12.5.4); English when
 * neither.
 */
export const languageOf = (acceptLanguage: string | undefined): Language => {
  const wishes = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const weight = Number(
      parameters
        .find((one) => one.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    );
    return { language: tag.split('-')[0], weight: Number.isFinite(weight) ? weight : 0 };
  });
  const best = wishes
    .filter(({ language, weight }) => (language === 'en' || language === 'fr') && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)[0];
  return best?.language === 'fr' ? 'fr' : 'en';
};
