/**
 * What the customer is told to prepare for an alternate method, in the language of the mail. Nothing here says why
 * (R14).
 */
import type { FallbackKind } from '../case/events';

/** Instructions for each kind, a sentence each. */
export const kindInstructions: Readonly<Record<FallbackKind, Readonly<Record<'en' | 'fr', readonly string[]>>>> = {
  'live-video-call': {
    en: [
      'We will write to this address to agree on a time for a short video call.',
      'Have your government photo ID at hand, and sit where the light is good.',
      'We never ask for a password or a code on the call.',
    ],
    fr: [
      'Nous écrirons à cette adresse pour convenir d’un court appel vidéo.',
      'Ayez votre pièce d’identité officielle avec photo sous la main, et installez-vous dans un endroit bien éclairé.',
      'Nous ne demandons jamais de mot de passe ni de code pendant l’appel.',
    ],
  },
  'firm-attestation': {
    en: [
      'Speak with an administrator of your firm, or with its Primary Subscriber: in person or by voice.',
      'They will get a code from us by email, and we will call them for it.',
      'You do not need to do anything else.',
    ],
    fr: [
      'Parlez à un administrateur de votre cabinet, ou à l’abonné principal : en personne ou de vive voix.',
      'Cette personne recevra un code de notre part par courriel, et nous l’appellerons pour l’obtenir.',
      'Vous n’avez rien d’autre à faire.',
    ],
  },
  'billing-proof': {
    en: [
      'Answer this email with a statement that shows your latest payment to us.',
      'Black out everything that is not about that payment.',
      'Please send it from this address.',
    ],
    fr: [
      'Répondez à ce courriel en joignant un relevé qui montre votre dernier paiement.',
      'Masquez tout ce qui ne concerne pas ce paiement.',
      'Veuillez l’envoyer à partir de cette adresse.',
    ],
  },
  'notarised-letter': {
    en: [
      'Ask a notary for a letter that confirms your identity and your signature.',
      'It has to name you and the email address of your account.',
      'We will check the letter with the notary’s office.',
    ],
    fr: [
      'Demandez à un notaire une lettre qui confirme votre identité et votre signature.',
      'Elle doit porter votre nom et l’adresse de courriel de votre compte.',
      'Nous vérifierons la lettre auprès de l’étude du notaire.',
    ],
  },
};
