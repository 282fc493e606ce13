/** What stands around the article on its page: notices, contents, "was this helpful?". */
import type { FeedbackKind } from '#domain/guidance/events';
import type { PagesLanguage } from './desk-port';

/** Why an answer was not taken. */
export type HelpFault = 'no-choice' | 'too-many' | 'away' | 'elsewhere';

type Words = {
  readonly checkedOn: (date: string) => string;
  readonly reviewDue: (date: string) => string;
  readonly valueChanged: string;
  readonly contents: string;
  readonly question: string;
  readonly yes: string;
  readonly yesFor: (title: string) => string;
  readonly no: string;
  readonly noFor: (title: string) => string;
  readonly legend: string;
  readonly kinds: Readonly<Record<Exclude<FeedbackKind, 'yes'>, string>>;
  readonly comment: string;
  readonly commentHint: string;
  readonly send: string;
  readonly thanks: string;
  readonly faults: Readonly<Record<HelpFault, string>>;
};

export const helpWords: Readonly<Record<PagesLanguage, Words>> = {
  en: {
    checkedOn: (date) => `Last checked by our team on ${date}.`,
    reviewDue: (date) =>
      `Our team was to look this page over by ${date}, and hasn’t yet. Where an email of ours says something else, the email is right.`,
    valueChanged:
      'Times or numbers on this page changed since our team last checked it. You see the new ones. Where an email of ours says something else, the email is right.',
    contents: 'On this page',
    question: 'Was this helpful?',
    yes: 'Yes',
    yesFor: (title) => `Yes, “${title}” was helpful`,
    no: 'No',
    noFor: (title) => `No, “${title}” was not helpful`,
    legend: 'What is wrong with it?',
    kinds: {
      'confusing-or-wrong': 'It is confusing or wrong',
      'not-looked-for': 'It isn’t what I was looking for',
      dislike: 'I don’t like how this works',
    },
    comment: 'What should be better? (optional)',
    commentHint: 'Please write no names, addresses or codes here. Nobody can answer you by it.',
    send: 'Send',
    thanks: 'Thank you. A person on our team reads this.',
    faults: {
      'no-choice': 'Nothing was sent yet: choose one of the three, then press Send again.',
      'too-many': 'Nothing was sent: there were too many answers in a short time. Try again later.',
      away: 'Nothing was sent: we can’t keep it right now. Try again in a few minutes.',
      elsewhere: 'Nothing was sent: this didn’t come from our page. Press the button here.',
    },
  },
  fr: {
    checkedOn: (date) => `Vérifié pour la dernière fois par notre équipe le ${date}.`,
    reviewDue: (date) =>
      `Notre équipe devait relire cette page au plus tard le ${date}, et ne l’a pas encore fait. Si l’un de nos courriels dit autre chose, c’est le courriel qui a raison.`,
    valueChanged:
      'Des délais ou des nombres de cette page ont changé depuis la dernière vérification par notre équipe. Vous voyez les nouveaux. Si l’un de nos courriels dit autre chose, c’est le courriel qui a raison.',
    contents: 'Sur cette page',
    question: 'Est-ce que cela vous a aidé\u202f?',
    yes: 'Oui',
    yesFor: (title) => `Oui, «\u202f${title}\u202f» m’a aidé`,
    no: 'Non',
    noFor: (title) => `Non, «\u202f${title}\u202f» ne m’a pas aidé`,
    legend: 'Qu’est-ce qui ne va pas\u202f?',
    kinds: {
      'confusing-or-wrong': 'C’est confus ou inexact',
      'not-looked-for': 'Ce n’est pas ce que je cherchais',
      dislike: 'Je n’aime pas cette façon de faire',
    },
    comment: 'Que devrions-nous améliorer\u202f? (facultatif)',
    commentHint: 'N’écrivez ici ni noms, ni adresses, ni codes. Personne ne peut vous y répondre.',
    send: 'Envoyer',
    thanks: 'Merci. Une personne de notre équipe le lira.',
    faults: {
      'no-choice':
        'Rien n’est encore envoyé\u202f: choisissez l’une des trois réponses, puis appuyez de nouveau sur Envoyer.',
      'too-many': 'Rien n’est envoyé\u202f: il y a eu trop de réponses en peu de temps. Réessayez plus tard.',
      away: 'Rien n’est envoyé\u202f: nous ne pouvons pas le garder pour l’instant. Réessayez dans quelques minutes.',
      elsewhere: 'Rien n’est envoyé\u202f: cela ne venait pas de notre page. Appuyez sur le bouton ici.',
    },
  },
};
