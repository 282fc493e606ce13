/** The terms that a person agrees to. A change of meaning is a new `termsVersion` in the contract. */
import type { FormLanguage } from '#contract/identity-form';

export type TermsSection = { readonly title: string; readonly text: string };

/** In force under `termsVersion` 2026-11-01. */
export const terms = (company: string): Readonly<Record<FormLanguage, readonly TermsSection[]>> => ({
  en: [
    {
      title: 'What is collected',
      text: `Pictures of one government photo ID and a picture of your face, the country and kind of the ID, and the time you sent them. ${company} collects nothing else on these pages: no location, no cookies.`,
    },
    {
      title: 'Why',
      text: 'To check that the person who asks to have two-factor authentication turned off is the owner of the account. For nothing else.',
    },
    {
      title: 'Who looks at them',
      text: 'A security reviewer, and sometimes a second one. Each look is recorded. No machine decides about you.',
    },
    { title: 'When you get an answer', text: 'Within two Canadian business days after you send the form, by email.' },
    {
      title: 'How long they are kept',
      text: 'Your pictures are stored encrypted, under a key of their own. It is destroyed with the decision, or after 10 days, whichever comes first; after that nobody can see the pictures again. What is kept is that a check took place, when, and who decided.',
    },
    {
      title: 'If you would rather not',
      text: 'You don’t have to send pictures. Answer the email that this link came with and ask for another way: it takes longer, and two people look at it.',
    },
    {
      title: 'Your rights',
      text: 'You can change your mind until you submit, and ask afterwards what is kept about you or have it corrected: answer the same email.',
    },
  ],
  fr: [
    {
      title: 'Ce qui est recueilli',
      text: `Des photos d’une pièce d’identité officielle et une photo de votre visage, le pays et le genre de la pièce, et l’heure de l’envoi. ${company} ne recueille rien d’autre sur ces pages\u00a0: ni position, ni témoins (cookies).`,
    },
    {
      title: 'Pourquoi',
      text: 'Pour vérifier que la personne qui demande de désactiver l’authentification à deux facteurs est bien titulaire du compte. Pour rien d’autre.',
    },
    {
      title: 'Qui les regarde',
      text: 'Une personne de la sécurité, parfois une deuxième. Chaque consultation est consignée. Aucune machine ne décide à votre sujet.',
    },
    {
      title: 'Quand vient la réponse',
      text: 'Dans les deux jours ouvrables canadiens qui suivent l’envoi, par courriel.',
    },
    {
      title: 'Combien de temps elles sont gardées',
      text: 'Vos photos sont chiffrées, sous une clé qui leur est propre. Elle est détruite avec la décision, ou après 10 jours si celle-ci tarde\u00a0; ensuite, plus personne ne peut voir les photos. On garde le fait qu’une vérification a eu lieu, quand, et qui a décidé.',
    },
    {
      title: 'Si vous préférez ne pas le faire',
      text: 'Rien ne vous oblige à envoyer des photos. Répondez au courriel qui contenait ce lien et demandez une autre voie\u00a0: elle est plus longue, et deux personnes l’examinent.',
    },
    {
      title: 'Vos droits',
      text: 'Vous pouvez changer d’avis jusqu’à l’envoi, puis demander ce qui est gardé à votre sujet ou le faire corriger\u00a0: répondez au même courriel.',
    },
  ],
});
