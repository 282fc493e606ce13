/** What the form says, in both languages. Nothing here says which check could fail (R14). */
import type { FormLanguage, FormRefusal } from '#contract/identity-form';
import type { DocumentKind, PictureSlot } from '#domain/case/events';
import type { Advice } from './judge/judge';
import type { PictureFault } from './picture';

export type Words = {
  readonly title: string;
  readonly otherLanguage: string;
  readonly back: string;
  readonly next: string;
  readonly step: (part: number, of: number, name: string) => string;
  readonly parts: readonly [string, string, string, string, string];
  readonly progress: string;
  readonly loading: string;
  readonly terms: {
    readonly title: string;
    readonly lead: string;
    readonly items: readonly { readonly title: string; readonly line: string }[];
    readonly agreeBefore: string;
    readonly agreeLink: string;
    readonly agreeAfter: (company: string) => string;
    readonly sheetTitle: string;
    readonly close: string;
    readonly until: (when: string) => string;
    readonly mustAgree: string;
  };
  readonly document: {
    readonly title: string;
    readonly country: string;
    readonly kind: string;
    readonly hint: string;
    readonly camera: string;
    readonly upload: string;
    readonly mustChoose: string;
    readonly pages: Readonly<Record<'one' | 'two', string>>;
  };
  readonly kinds: Readonly<Record<DocumentKind, string>>;
  readonly kindsOfCanada: Readonly<Record<DocumentKind, string>>;
  readonly slots: Readonly<Record<PictureSlot, string>>;
  readonly passportPage: string;
  readonly capture: {
    readonly title: (what: string) => string;
    readonly whole: string;
    readonly sharp: string;
    readonly steady: string;
    readonly yes: string;
    readonly no: string;
    readonly advice: Readonly<Record<Advice, { readonly title: string; readonly line: string }>>;
    readonly starting: string;
    readonly noCamera: { readonly title: string; readonly line: string };
    readonly shutter: string;
    readonly upload: string;
    readonly foot: (what: string, number: number, of: number) => string;
    readonly tipsTitle: string;
    readonly tips: readonly string[];
    readonly taken: (what: string) => string;
    readonly camera: string;
    readonly video: string;
  };
  readonly upload: {
    readonly title: (what: string) => string;
    readonly line: string;
    readonly choose: string;
    readonly photograph: string;
    readonly use: string;
    readonly other: string;
    readonly good: string;
    readonly preview: string;
    readonly working: string;
  };
  readonly selfie: {
    readonly title: string;
    readonly lead: string;
    readonly shutter: string;
    readonly check: string;
    readonly checks: readonly string[];
    readonly use: string;
    readonly again: string;
    readonly foot: string;
    readonly noCamera: string;
    readonly upload: string;
  };
  readonly lookOver: {
    readonly title: string;
    readonly lead: string;
    readonly id: string;
    readonly change: string;
    readonly again: string;
    readonly submit: string;
    readonly submitting: string;
    readonly foot: string;
    readonly kept: string;
    readonly offline: string;
    readonly waiting: string;
    readonly status: Readonly<Record<'sending' | 'waiting' | 'sent' | 'refused', string>>;
  };
  readonly done: { readonly title: string; readonly lines: readonly string[] };
  readonly phone: { readonly title: string; readonly line: string; readonly practice: string; readonly label: string };
  readonly faults: Readonly<Record<PictureFault, string>>;
  readonly refusals: Readonly<Partial<Record<FormRefusal, string>>> & { readonly other: string };
  readonly ends: Readonly<
    Record<
      'used' | 'expired' | 'replaced' | 'stopped' | 'unknown' | 'refused-too-often',
      { readonly title: string; readonly line: string }
    >
  >;
  readonly noStart: { readonly title: string; readonly line: string; readonly again: string };
};

const en: Words = {
  title: 'Identity form',
  otherLanguage: 'Français',
  back: 'Back',
  next: 'Continue',
  step: (part, of, name) => `Step ${part} of ${of}: ${name}`,
  parts: ['terms', 'your ID', 'pictures of your ID', 'your live picture', 'look it over'],
  progress: 'Progress',
  loading: 'One moment…',
  terms: {
    title: 'Let’s confirm that it’s you',
    lead: 'Your part takes about five minutes. A person looks at it afterwards.',
    items: [
      { title: 'A photo ID from a government', line: 'A passport, a driver’s licence or an ID card' },
      { title: 'A live picture of you', line: 'Taken with this device, in good light' },
      { title: 'An answer within two business days', line: 'By email, to the address this link came to' },
      { title: 'Your pictures are destroyed with the decision', line: 'Encrypted until then, and for 10 days at most' },
    ],
    agreeBefore: 'I agree to the ',
    agreeLink: 'terms',
    agreeAfter: (company) => ` and that ${company} uses my pictures to check who I am.`,
    sheetTitle: 'Terms',
    close: 'Close',
    until: (when) => `The link works until ${when}`,
    mustAgree:
      'Tick the box to go on. If you would rather not send pictures, answer the email that this link came with: there is another way.',
  },
  document: {
    title: 'Which ID do you have at hand?',
    country: 'Issued by',
    kind: 'Kind',
    hint: 'The name on it should be the name on your account. It must not have expired.',
    camera: 'Open the camera',
    upload: 'I’d rather upload pictures',
    mustChoose: 'Choose the kind of ID first.',
    pages: { one: 'The page with your picture', two: 'Front and back' },
  },
  kinds: {
    'driving-licence': 'Driving licence',
    passport: 'Passport',
    'identity-card': 'Identity card',
    'residence-permit': 'Residence permit',
  },
  kindsOfCanada: {
    'driving-licence': 'Driver’s licence',
    passport: 'Passport',
    'identity-card': 'Provincial ID card',
    'residence-permit': 'Permanent resident card',
  },
  slots: { front: 'Front', back: 'Back', selfie: 'Live picture' },
  passportPage: 'Picture page',
  capture: {
    title: (what) => `Picture of your ID: ${what}`,
    whole: 'Whole',
    sharp: 'Sharp',
    steady: 'Steady',
    yes: 'yes',
    no: 'not yet',
    advice: {
      whole: { title: 'Fit it into the frame', line: 'All four edges, on a plain, darker surface' },
      'turn-over': { title: 'Turn it over', line: 'The front is taken; now the back' },
      light: { title: 'More light', line: 'It is too dark to read' },
      sharp: { title: 'Not sharp yet', line: 'Wipe the lens, or move a little away' },
      steady: { title: 'Hold still', line: 'Rest your elbows on the table' },
      taking: { title: 'Hold still', line: 'Taking the picture in 1 second' },
    },
    starting: 'Starting the camera…',
    noCamera: {
      title: 'The camera can’t be used here',
      line: 'It is missing, in use, or not allowed for this page. You can upload pictures instead.',
    },
    shutter: 'Take the picture now',
    upload: 'Upload a picture instead',
    foot: (what, number, of) => `${what}, ${number} of ${of}. The picture is taken by itself.`,
    tipsTitle: 'What helps',
    tips: ['A dark, plain surface under the ID', 'Light from the side, no flash', 'The phone straight above it'],
    taken: (what) => `${what}: taken.`,
    camera: 'Use the camera instead',
    video: 'Camera view',
  },
  upload: {
    title: (what) => `Upload: ${what}`,
    line: 'JPEG, PNG or WebP. All four edges in it, sharp, without reflections.',
    choose: 'Choose a picture',
    photograph: 'Open the camera app',
    use: 'Use this picture',
    other: 'Choose another',
    good: 'Can you read every word?',
    preview: 'The chosen picture',
    working: 'Reading the picture…',
  },
  selfie: {
    title: 'Now a picture of you',
    lead: 'Look straight into the camera. No hat, no sunglasses.',
    shutter: 'Take the picture',
    check: 'Is this a good picture?',
    checks: ['The whole face is in it', 'It is sharp and bright enough', 'Nobody else is in it'],
    use: 'Use this picture',
    again: 'Take it again',
    foot: 'You can still change it until you submit.',
    noCamera: 'Without a camera you can upload a picture that was taken today.',
    upload: 'Upload a picture instead',
  },
  lookOver: {
    title: 'Look it over',
    lead: 'This is what we get. You can change each part.',
    id: 'Your ID',
    change: 'Change',
    again: 'Take again',
    submit: 'Submit',
    submitting: 'Sending…',
    foot: 'After this the link is used, and nothing can be changed.',
    kept: 'Taken earlier, and kept',
    offline:
      'No connection. What you took is kept here, and sent as soon as the connection is back: leave this page open.',
    waiting: 'The pictures are still on their way.',
    status: { sending: 'Sending', waiting: 'Waiting for the connection', sent: 'Sent', refused: 'Not taken' },
  },
  done: {
    title: 'Thank you, it’s with us',
    lines: [
      'A person looks at it. The answer comes by email, within two business days in Canada.',
      'Your pictures are encrypted, and destroyed with the decision.',
      'There is nothing more to do. You can close this page.',
    ],
  },
  phone: {
    title: 'Go on with your phone',
    line: 'Its camera takes the better pictures. Scan this code with it.',
    practice: 'This is a practice desk: a real phone can’t reach it.',
    label: 'QR code of this form’s link',
  },
  faults: {
    'not-a-picture': 'That file is not a picture that can be read. Choose a JPEG, PNG or WebP.',
    heic: 'That is a HEIC picture, which can’t be read here. Use the camera on this page, or save the picture as JPEG and choose that.',
    'too-small': 'That picture is too small to read: at least 400 pixels on the shorter side.',
  },
  refusals: {
    'too-large': 'That picture is larger than 10 MB. Take it with the camera on this page, or choose a smaller one.',
    damaged: 'That picture is damaged. Choose or take another one.',
    'not-a-picture': 'That file is not a picture that can be read. Choose a JPEG, PNG or WebP.',
    heic: 'That is a HEIC picture, which can’t be read here. Save it as JPEG, or use the camera.',
    'too-small': 'That picture is too small to read.',
    incomplete: 'A picture did not arrive. Take it again, then submit.',
    terms: 'The terms have changed meanwhile. Load the page again, read them, and submit.',
    other: 'That did not work. Try again in a moment; nothing was lost.',
  },
  ends: {
    used: {
      title: 'This form was sent in',
      line: 'A link works for one form. The answer comes by email within two business days.',
    },
    expired: {
      title: 'This link has ended',
      line: 'A link works for 72 hours. Ask for a new one by answering the email that it came with.',
    },
    replaced: {
      title: 'There is a newer link',
      line: 'A new link was sent after this one. Open the newest email from us.',
    },
    stopped: {
      title: 'This link is out of use',
      line: 'Answer the email that the link came with, and a person helps you on.',
    },
    unknown: {
      title: 'This link doesn’t lead anywhere',
      line: 'Open it from the email again, or scan the code in it.',
    },
    'refused-too-often': {
      title: 'Let’s do this another way',
      line: 'Answer the email that the link came with, and a person helps you on.',
    },
  },
  noStart: {
    title: 'No connection',
    line: 'The form could not be loaded. It tries again by itself as soon as the connection is back.',
    again: 'Try again',
  },
};

const fr: Words = {
  title: 'Formulaire d’identité',
  otherLanguage: 'English',
  back: 'Retour',
  next: 'Continuer',
  step: (part, of, name) => `Étape ${part} sur ${of}\u00a0: ${name}`,
  parts: ['conditions', 'votre pièce d’identité', 'photos de la pièce', 'votre photo en direct', 'vérification'],
  progress: 'Progression',
  loading: 'Un instant…',
  terms: {
    title: 'Confirmons que c’est bien vous',
    lead: 'Il vous faudra environ cinq minutes. Une personne l’examine ensuite.',
    items: [
      {
        title: 'Une pièce d’identité officielle avec photo',
        line: 'Passeport, permis de conduire ou carte d’identité',
      },
      { title: 'Une photo de vous en direct', line: 'Prise avec cet appareil, sous une bonne lumière' },
      { title: 'Une réponse en deux jours ouvrables', line: 'Par courriel, à l’adresse qui a reçu ce lien' },
      { title: 'Vos photos sont détruites avec la décision', line: 'Chiffrées jusque-là, et 10 jours au plus' },
    ],
    agreeBefore: 'J’accepte les ',
    agreeLink: 'conditions',
    agreeAfter: (company) => `, et que ${company} utilise mes photos pour vérifier qui je suis.`,
    sheetTitle: 'Conditions',
    close: 'Fermer',
    until: (when) => `Le lien fonctionne jusqu’au ${when}`,
    mustAgree:
      'Cochez la case pour continuer. Si vous préférez ne pas envoyer de photos, répondez au courriel qui contenait ce lien\u00a0: il existe une autre voie.',
  },
  document: {
    title: 'Quelle pièce avez-vous sous la main\u00a0?',
    country: 'Délivrée par',
    kind: 'Genre',
    hint: 'Elle doit porter le nom de votre compte et ne pas être expirée.',
    camera: 'Ouvrir la caméra',
    upload: 'Je préfère téléverser des photos',
    mustChoose: 'Choisissez d’abord le genre de pièce.',
    pages: { one: 'La page avec votre photo', two: 'Recto et verso' },
  },
  kinds: {
    'driving-licence': 'Permis de conduire',
    passport: 'Passeport',
    'identity-card': 'Carte d’identité',
    'residence-permit': 'Titre de séjour',
  },
  kindsOfCanada: {
    'driving-licence': 'Permis de conduire',
    passport: 'Passeport',
    'identity-card': 'Carte d’identité provinciale',
    'residence-permit': 'Carte de résident permanent',
  },
  slots: { front: 'Recto', back: 'Verso', selfie: 'Photo en direct' },
  passportPage: 'Page avec photo',
  capture: {
    title: (what) => `Photo de la pièce\u00a0: ${what}`,
    whole: 'Entière',
    sharp: 'Nette',
    steady: 'Stable',
    yes: 'oui',
    no: 'pas encore',
    advice: {
      whole: { title: 'Placez-la dans le cadre', line: 'Les quatre bords, sur un fond uni et foncé' },
      'turn-over': { title: 'Retournez-la', line: 'Le recto est pris\u00a0; maintenant le verso' },
      light: { title: 'Plus de lumière', line: 'Il fait trop sombre pour la lire' },
      sharp: { title: 'Pas encore nette', line: 'Essuyez l’objectif, ou reculez un peu' },
      steady: { title: 'Ne bougez plus', line: 'Appuyez vos coudes sur la table' },
      taking: { title: 'Ne bougez plus', line: 'La photo est prise dans 1 seconde' },
    },
    starting: 'La caméra démarre…',
    noCamera: {
      title: 'La caméra n’est pas utilisable ici',
      line: 'Elle manque, elle est occupée ou n’est pas permise pour cette page. Vous pouvez téléverser des photos.',
    },
    shutter: 'Prendre la photo maintenant',
    upload: 'Téléverser une photo plutôt',
    foot: (what, number, of) => `${what}, ${number} sur ${of}. La photo se prend toute seule.`,
    tipsTitle: 'Ce qui aide',
    tips: [
      'Un fond foncé et uni sous la pièce',
      'Une lumière de côté, sans flash',
      'Le téléphone bien à plat au-dessus',
    ],
    taken: (what) => `${what}\u00a0: c’est pris.`,
    camera: 'Utiliser la caméra plutôt',
    video: 'Vue de la caméra',
  },
  upload: {
    title: (what) => `Téléverser\u00a0: ${what}`,
    line: 'JPEG, PNG ou WebP. Les quatre bords, nette, sans reflets.',
    choose: 'Choisir une photo',
    photograph: 'Ouvrir l’appareil photo',
    use: 'Utiliser cette photo',
    other: 'En choisir une autre',
    good: 'Chaque mot se lit-il bien\u00a0?',
    preview: 'La photo choisie',
    working: 'Lecture de la photo…',
  },
  selfie: {
    title: 'Et maintenant, une photo de vous',
    lead: 'Regardez droit dans la caméra, sans chapeau ni lunettes de soleil.',
    shutter: 'Prendre la photo',
    check: 'Cette photo est-elle bonne\u00a0?',
    checks: ['Le visage y est en entier', 'Elle est nette et assez claire', 'Personne d’autre n’y figure'],
    use: 'Utiliser cette photo',
    again: 'La reprendre',
    foot: 'Vous pouvez encore la changer jusqu’à l’envoi.',
    noCamera: 'Sans caméra, vous pouvez téléverser une photo prise aujourd’hui.',
    upload: 'Téléverser une photo plutôt',
  },
  lookOver: {
    title: 'Vérifiez le tout',
    lead: 'Voici ce que nous recevrons. Vous pouvez changer chaque partie.',
    id: 'Votre pièce',
    change: 'Changer',
    again: 'Reprendre',
    submit: 'Envoyer',
    submitting: 'Envoi…',
    foot: 'Ensuite, le lien a servi et rien ne peut plus changer.',
    kept: 'Prise plus tôt, et gardée',
    offline:
      'Pas de connexion. Vos photos sont gardées ici et partiront dès son retour\u00a0: laissez cette page ouverte.',
    waiting: 'Les photos sont encore en chemin.',
    status: { sending: 'Envoi', waiting: 'Attend la connexion', sent: 'Envoyée', refused: 'Non reçue' },
  },
  done: {
    title: 'Merci, nous l’avons reçu',
    lines: [
      'Une personne l’examine. La réponse vient par courriel, dans les deux jours ouvrables au Canada.',
      'Vos photos sont chiffrées, et détruites avec la décision.',
      'Il n’y a rien d’autre à faire. Vous pouvez fermer cette page.',
    ],
  },
  phone: {
    title: 'Continuez avec votre téléphone',
    line: 'Son appareil fait de meilleures photos. Balayez ce code.',
    practice: 'Ceci est un poste d’exercice\u00a0: un vrai téléphone ne peut pas l’atteindre.',
    label: 'Code QR du lien de ce formulaire',
  },
  faults: {
    'not-a-picture': 'Ce fichier n’est pas une photo lisible. Choisissez un JPEG, PNG ou WebP.',
    heic: 'C’est une photo HEIC, illisible ici. Utilisez la caméra de cette page, ou enregistrez la photo en JPEG.',
    'too-small': 'Cette photo est trop petite\u00a0: au moins 400 pixels sur le petit côté.',
  },
  refusals: {
    'too-large': 'Cette photo dépasse 10 Mo. Utilisez la caméra de cette page, ou une photo plus petite.',
    damaged: 'Cette photo est abîmée. Choisissez-en ou prenez-en une autre.',
    'not-a-picture': 'Ce fichier n’est pas une photo lisible. Choisissez un JPEG, PNG ou WebP.',
    heic: 'C’est une photo HEIC, illisible ici. Enregistrez-la en JPEG, ou utilisez la caméra.',
    'too-small': 'Cette photo est trop petite pour être lue.',
    incomplete: 'Une photo n’est pas arrivée. Reprenez-la, puis envoyez.',
    terms: 'Les conditions ont changé entre-temps. Rechargez la page, lisez-les, puis envoyez.',
    other: 'Cela n’a pas fonctionné. Réessayez dans un instant\u00a0; rien n’est perdu.',
  },
  ends: {
    used: {
      title: 'Ce formulaire a été envoyé',
      line: 'Un lien sert à un seul formulaire. La réponse vient par courriel dans les deux jours ouvrables.',
    },
    expired: {
      title: 'Ce lien a pris fin',
      line: 'Un lien fonctionne pendant 72 heures. Demandez-en un nouveau en répondant au courriel qui le contenait.',
    },
    replaced: {
      title: 'Il existe un lien plus récent',
      line: 'Un nouveau lien a été envoyé après celui-ci. Ouvrez notre courriel le plus récent.',
    },
    stopped: {
      title: 'Ce lien n’est plus en service',
      line: 'Répondez au courriel qui contenait le lien, et une personne vous aidera.',
    },
    unknown: {
      title: 'Ce lien ne mène nulle part',
      line: 'Ouvrez-le de nouveau depuis le courriel, ou balayez le code qui s’y trouve.',
    },
    'refused-too-often': {
      title: 'Procédons autrement',
      line: 'Répondez au courriel qui contenait le lien, et une personne vous aidera.',
    },
  },
  noStart: {
    title: 'Pas de connexion',
    line: 'Le formulaire n’a pas pu se charger. Il réessaie seul dès le retour de la connexion.',
    again: 'Réessayer',
  },
};

/** The words of a language. */
export const words: Readonly<Record<FormLanguage, Words>> = { en, fr };

/** `Friday 13 November, 13:25`, in the customer's zone. */
export const whenWords = (iso: string, timeZone: string, language: FormLanguage): string => {
  const at = new Date(iso);
  const part = (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at);
  const locale = language === 'fr' ? 'fr-CA' : 'en-CA';
  const day = `${part(locale, { weekday: 'long' })} ${part(locale, { day: 'numeric' })} ${part(locale, { month: 'long' })}`;
  const time = part(language === 'fr' ? 'fr-FR' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
  return language === 'fr' ? `${day}, ${time.replace(':', '\u00a0h\u00a0')}` : `${day}, ${time}`;
};
