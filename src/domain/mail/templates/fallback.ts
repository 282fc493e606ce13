/**
 * The alternate method: what it asks for, the code for whoever vouches, and its end without a yes. None says why (R14).
 */
import { spokenName } from '../clean';
import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { FallbackMethod, MailInputs } from '../mail-input';
import { formatWhen } from '../when';
import { en, fr, noBreakSpace, strong, type Words } from '../words';
import { heading, letter, note, notMe, numbered, numberedLines, paragraph, say } from './phrases';

const methodWords: Readonly<Record<MailLanguage, Readonly<Record<FallbackMethod, Words>>>> = {
  en: {
    'live-video-call': en`A short video call`,
    'firm-attestation': en`A word from your firm`,
    'billing-proof': en`A proof of payment`,
    'notarised-letter': en`A notarised letter`,
  },
  fr: {
    'live-video-call': fr`Un court appel vidéo`,
    'firm-attestation': fr`Une attestation de votre cabinet`,
    'billing-proof': fr`Une preuve de paiement`,
    'notarised-letter': fr`Une lettre notariée`,
  },
};

/** What the alternate method is, and what to prepare. */
export const fallbackAsked = (language: MailLanguage, input: MailInputs['fallback-asked']): MailDocument => {
  const { product } = input.brand;
  const texts = say(language, {
    en: {
      preview: en`Another way to confirm your request.`,
      lead: en`This is another way to confirm your request to get back into your ${product} account.`,
      steps: en`What to do`,
      later: en`Several people look at it, each for themselves. Then we write to you.`,
    },
    fr: {
      preview: fr`Une autre façon de confirmer votre demande.`,
      lead: fr`Voici une autre façon de confirmer votre demande d’accès à votre compte ${product}.`,
      steps: fr`Ce qu’il faut faire`,
      later: fr`Plusieurs personnes l’examinent, chacune de son côté. Nous vous écrivons ensuite.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Another way to get back into ${product}`,
        fr: fr`Une autre façon de retrouver l’accès à ${product}`,
      },
      preview: texts.preview,
      title: methodWords[language][input.method],
    },
    [paragraph(texts.lead), heading(texts.steps), numberedLines(input.instructions), paragraph(texts.later)],
  );
};

/** The method did not lead to a yes: what is possible now. */
export const fallbackFailed = (language: MailLanguage, input: MailInputs['fallback-failed']): MailDocument => {
  const { product, support } = input.brand;
  const texts = say(language, {
    en: {
      preview: en`What is possible now.`,
      title: en`We could not confirm your request`,
      what: en`Thank you for your time. We could not confirm your request to get back into your ${product} account this way. That doesn’t mean that you did anything wrong.`,
      next: en`What is possible now`,
      steps: [
        en`Get in touch with us: ${strong(support)}. There may be another way.`,
        en`Have your case number ready: ${strong(input.caseNumber)}`,
        en`Until then nothing changes: your account is as protected as before.`,
      ],
      why: en`To keep your account safe, we don’t give more details, neither by email nor by phone.`,
    },
    fr: {
      preview: fr`Ce qui est possible maintenant.`,
      title: fr`Nous n’avons pas pu confirmer votre demande`,
      what: fr`Merci du temps que vous y avez consacré. Nous n’avons pas pu confirmer de cette façon votre demande d’accès à votre compte ${product}. Cela ne veut pas dire que vous avez fait une erreur.`,
      next: fr`Ce qui est possible maintenant`,
      steps: [
        fr`Écrivez-nous ou appelez-nous : ${strong(support)}. Il y a peut-être une autre solution.`,
        fr`Ayez votre numéro de dossier sous la main : ${strong(input.caseNumber)}`,
        fr`D’ici là, rien ne change : votre compte reste aussi bien protégé qu’avant.`,
      ],
      why: fr`Pour la sécurité de votre compte, nous ne donnons pas plus de détails, ni par courriel ni par téléphone.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`About your request to get back into ${product} (${input.caseNumber})`,
        fr: fr`Au sujet de votre demande d’accès à ${product} (${input.caseNumber})`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [paragraph(texts.what), heading(texts.next), numbered(texts.steps), note(texts.why)],
  );
};

/** To whoever in the firm vouches: the code, what it stands for, and what to do when they know nothing of it. */
export const attestationRequest = (language: MailLanguage, input: MailInputs['attestation-request']): MailDocument => {
  const { product, company } = input.brand;
  const code = strong(`${input.code.slice(0, 4)}${noBreakSpace}${input.code.slice(4)}`);
  const named = spokenName(input.colleague);
  const colleague = named ?? say(language, { en: 'somebody in your firm', fr: 'quelqu’un de votre cabinet' });
  const first = named ?? say(language, { en: 'Somebody in your firm', fr: 'Quelqu’un de votre cabinet' });
  const until = strong(formatWhen(input.expiresAt, input.timeZone, language));
  const texts = say(language, {
    en: {
      preview: en`${first} asks to get back into ${product}. Do you know of it?`,
      title: en`Do you vouch for ${colleague}?`,
      what: en`${first} tells us that they can’t get into their ${product} account, and that you can vouch for them.`,
      if: en`Only if you spoke with them yourself about this, in person or by voice:`,
      steps: [
        en`Wait for our call: ${company} calls you on a number that we have had for a while.`,
        en`Read us these eight digits: ${code}`,
        en`Don’t forward this email, and tell the digits to nobody else, not to your colleague either.`,
      ],
      end: en`The digits are good until ${until}.`,
      stop: { title: en`If you know nothing of this`, label: en`I know nothing of this: stop it` },
      consequence: en`Or if anything seems odd: please say so now. We stop everything at once.`,
    },
    fr: {
      preview: fr`${first} demande à retrouver l’accès à ${product}. Êtes-vous au courant ?`,
      title: fr`Vous portez-vous garant de ${colleague} ?`,
      what: fr`${first} nous dit ne pas pouvoir accéder à son compte ${product} et affirme que vous pouvez vous porter garant.`,
      if: fr`Uniquement si vous en avez parlé vous-même avec cette personne, de vive voix :`,
      steps: [
        fr`Attendez notre appel : ${company} vous appelle à un numéro que nous avons depuis un certain temps.`,
        fr`Lisez-nous ces huit chiffres : ${code}`,
        fr`Ne transférez pas ce courriel et ne donnez ces chiffres à personne d’autre, pas même à votre collègue.`,
      ],
      end: fr`Les chiffres sont valables jusqu’au ${until}.`,
      stop: { title: fr`Si vous n’êtes au courant de rien`, label: fr`Je ne suis au courant de rien : arrêtez tout` },
      consequence: fr`Ou si quelque chose vous paraît étrange : dites-le-nous maintenant. Nous arrêtons tout immédiatement.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`Do you know of this request? (${input.caseNumber})`,
        fr: fr`Êtes-vous au courant de cette demande ? (${input.caseNumber})`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [
      paragraph(texts.what),
      paragraph(texts.if),
      numbered(texts.steps),
      paragraph(texts.end),
      ...notMe(language, input, texts.consequence, texts.stop),
    ],
    true,
  );
};
