import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { ClosedOutcome, MailInputs } from '../mail-input';
import { en, fr, type Words } from '../words';
import { letter, notMe, note, paragraph, say } from './phrases';

/** What the customer may know of an outcome: a rejection and a fraud read alike (R14). */
const outcomeWords: Readonly<Record<MailLanguage, Readonly<Record<ClosedOutcome, Words>>>> = {
  en: {
    'self-served': en`You found your own way back in, so there is nothing left for us to do.`,
    'disabled-by-admin': en`Somebody in your firm who may do so turned off two-factor authentication for you. Please sign in and set it up again at once.`,
    withdrawn: en`The request was withdrawn. We do nothing further about it.`,
    rejected: en`We have ended our work on this request. If you still need to get back in, our support team is there for you.`,
    duplicate: en`There is another open request for the same account. We go on with that one; you don’t need to do anything.`,
    fraud: en`We have ended our work on this request. If you still need to get back in, our support team is there for you.`,
  },
  fr: {
    'self-served': fr`Vous avez retrouvé l’accès par vos propres moyens : il ne nous reste rien à faire.`,
    'disabled-by-admin': fr`Une personne autorisée de votre cabinet a désactivé l’authentification à deux facteurs pour vous. Veuillez vous connecter et la configurer de nouveau sans attendre.`,
    withdrawn: fr`La demande a été retirée. Nous n’y donnons pas suite.`,
    rejected: fr`Nous avons mis fin au traitement de cette demande. Si vous avez toujours besoin de retrouver l’accès, notre équipe de soutien est là pour vous.`,
    duplicate: fr`Une autre demande est en cours pour le même compte. C’est elle que nous traitons ; vous n’avez rien à faire.`,
    fraud: fr`Nous avons mis fin au traitement de cette demande. Si vous avez toujours besoin de retrouver l’accès, notre équipe de soutien est là pour vous.`,
  },
};

/** The case is closed, and how. */
export const closedNotice = (language: MailLanguage, input: MailInputs['closed-notice']): MailDocument => {
  const { product } = input.brand;
  const texts = say(language, {
    en: {
      title: en`Your request is closed`,
      what: en`The request to get back into your ${product} account, case ${input.caseNumber}, is closed.`,
      links: en`Links that we sent for it no longer work.`,
      consequence: en`If you never asked to get back into this account, please say so. A person looks into it.`,
    },
    fr: {
      title: fr`Votre demande est close`,
      what: fr`La demande d’accès à votre compte ${product}, dossier ${input.caseNumber}, est close.`,
      links: fr`Les liens que nous avons envoyés à ce sujet ne fonctionnent plus.`,
      consequence: fr`Si vous n’avez jamais demandé à retrouver l’accès à ce compte, dites-le-nous. Une personne examinera la situation.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Your request is closed (${input.caseNumber})`,
        fr: fr`Votre demande est close (${input.caseNumber})`,
      },
      preview: texts.what,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      paragraph(outcomeWords[language][input.outcome]),
      note(texts.links),
      ...notMe(language, input, texts.consequence),
    ],
    true,
  );
};
