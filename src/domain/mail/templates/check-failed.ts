import type { MailLanguage } from '../language';
import type { MailDocument } from '../mail-document';
import type { MailInputs } from '../mail-input';
import { en, fr, strong } from '../words';
import { heading, letter, note, numbered, paragraph, say } from './phrases';

/** The form didn't lead there: another way follows. Never says which attribute failed (R14). */
export const checkFailed = (language: MailLanguage, input: MailInputs['check-failed']): MailDocument => {
  const { product, support } = input.brand;
  const texts = say(language, {
    en: {
      preview: en`Our support team offers you another way.`,
      title: en`Let’s find another way`,
      what: en`Thank you for sending the form. With it alone, we could not confirm your request to get back into your ${product} account. That has many possible reasons, and doesn’t mean that you did anything wrong.`,
      nextTitle: en`What happens now`,
      next: [
        en`Our support team offers you another way to confirm your request. Get in touch with us: ${strong(support)}`,
        en`Have your case number ready: ${strong(input.caseNumber)}`,
        en`Until then nothing changes: your account is as protected as before.`,
      ],
      why: en`To keep your account safe, we don’t give more details, neither by email nor by phone. Thank you for your patience.`,
    },
    fr: {
      preview: fr`Notre équipe de soutien vous propose une autre solution.`,
      title: fr`Trouvons une autre solution`,
      what: fr`Merci d’avoir envoyé le formulaire. À lui seul, il ne nous a pas permis de confirmer votre demande d’accès à votre compte ${product}. Les raisons possibles sont nombreuses, et cela ne veut pas dire que vous avez fait une erreur.`,
      nextTitle: fr`Ce qui se passe maintenant`,
      next: [
        fr`Notre équipe de soutien vous propose une autre façon de confirmer votre demande. Écrivez-nous ou appelez-nous : ${strong(support)}`,
        fr`Ayez votre numéro de dossier sous la main : ${strong(input.caseNumber)}`,
        fr`D’ici là, rien ne change : votre compte reste aussi bien protégé qu’avant.`,
      ],
      why: fr`Pour la sécurité de votre compte, nous ne donnons pas plus de détails, ni par courriel ni par téléphone. Merci de votre patience.`,
    },
  });
  return letter(
    language,
    input,
    {
      subject: {
        en: en`About your request to get back into ${product}`,
        fr: fr`Au sujet de votre demande d’accès à ${product}`,
      },
      preview: texts.preview,
      title: texts.title,
    },
    [paragraph(texts.what), heading(texts.nextTitle), numbered(texts.next), note(texts.why)],
  );
};
