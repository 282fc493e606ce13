/** The article in French, as it is written in Canada. */
import type { MailTemplate } from '../mail/mail-input';
import { fr, noBreakSpace as SPACE, strong, type Words } from '../mail/words';
import type { ArticleInput, ArticleTop, SectionText } from './article';
import type { SectionId } from './events';
import { caseNumberStandIn, subjectOf } from './mail-subjects';

const amount = (n: number, one: string, many: string): string => `${n}${SPACE}${n < 2 ? one : many}`;
const hours = (n: number): string => amount(n, 'heure', 'heures');
const days = (n: number): string => amount(n, 'jour', 'jours');
const wait = (n: number): string => (n === 0 ? 'tout de suite' : `après ${hours(n)}`);
const listed = (numbers: readonly number[]): string =>
  [numbers.slice(0, -1).join(', '), String(numbers.at(-1) ?? '')].filter((part) => part !== '').join(' et ');
/** A heading as the other texts have it: with the narrow space before a question mark. */
const line = (text: string): string =>
  fr([text] as unknown as TemplateStringsArray)
    .map((piece) => piece.text)
    .join('');

export const frenchTop = ({ names }: ArticleInput): ArticleTop => ({
  title: line('Accès perdu ? Comment retrouver votre compte'),
  intro: fr`Vous avez votre mot de passe, mais plus le code que ${names.product} demande ensuite : le téléphone est perdu, ou l’application d’authentification n’a pas suivi sur le nouveau. Voici ce qu’il faut essayer, dans cet ordre, et ce qui se passe quand vous avez besoin de nous.`,
});

export const frenchSections = ({ names, values }: ArticleInput): Readonly<Record<SectionId, SectionText>> => {
  const { product, support } = names;
  const mail = (template: MailTemplate): Words => fr`${subjectOf(template, 'fr', names)}`;
  const promise = `Jusqu’à ${amount(values.reviewBusinessDays, 'jour ouvrable canadien', 'jours ouvrables canadiens')}`;
  return {
    'try-first': {
      title: 'Ce qu’il faut essayer d’abord',
      blocks: [
        {
          kind: 'paragraph',
          words: fr`Chacune de ces solutions prend quelques minutes et ne demande aucun formulaire.`,
        },
        {
          kind: 'items',
          ordered: true,
          items: [
            fr`${strong(line('Votre session est-elle encore ouverte quelque part ?'))} Regardez votre autre ordinateur, votre tablette, votre téléphone. Là où ${product} s’ouvre sans demander de code, allez dans vos paramètres de sécurité et ajoutez le compte à votre nouveau téléphone ou à votre nouvelle application d’authentification.`,
            fr`${strong(line('Avez-vous un code de secours ?'))} Vous les avez reçus en activant l’authentification à deux facteurs (A2F). On les imprime souvent, ou on les garde avec ses mots de passe. Entrez-en un à la place du code de l’application. Chacun ne sert qu’une fois : ajoutez donc aussitôt votre nouveau téléphone et créez de nouveaux codes.`,
            fr`${strong(line('Quelqu’un de votre cabinet peut-il désactiver l’A2F pour vous ?'))} Un administrateur du cabinet ou l’abonné principal le peut, en quelques clics. L’administrateur doit pour cela utiliser lui-même l’A2F, et il ne peut pas le faire pour l’abonné principal.`,
          ],
        },
        {
          kind: 'paragraph',
          words: fr`${strong(line('Êtes-vous la seule personne de votre cabinet, ou son abonné principal ?'))} Alors personne n’y peut le faire pour vous. Si les deux premières solutions ne donnent rien, adressez-vous à nous sans attendre.`,
        },
      ],
    },
    recovery: {
      title: 'Comment nous rétablissons l’accès',
      blocks: [
        {
          kind: 'paragraph',
          words: fr`Quand rien de cela n’aide, vous nous montrez que c’est bien vous, et nous désactivons l’A2F.`,
        },
        {
          kind: 'items',
          ordered: true,
          items: [
            fr`${strong('Vous nous écrivez')} : ${support}. Une personne repasse avec vous les solutions plus rapides, puis vous envoie par courriel un lien vers un formulaire. Le lien part à une adresse que votre compte avait avant la demande et qui n’a pas changé depuis ${days(values.recentContactDays)}, jamais à une adresse que vous nous donnez maintenant.`,
            fr`${strong('Vous ouvrez le lien')}, de préférence en numérisant le code du courriel avec votre téléphone intelligent. Il ne fonctionne qu’une fois et vous est personnel. S’il prend fin avant que vous l’utilisiez, demandez-en un autre ; un compte peut recevoir ${amount(values.linksPerDay, 'lien', 'liens')} par jour.`,
            fr`${strong('Vous remplissez le formulaire')} : acceptez les conditions, choisissez le pays et le type de votre pièce d’identité avec photo, photographiez-la (l’appareil se déclenche de lui-même, ou vous téléversez vos images), prenez une photo de votre visage sur le moment, puis envoyez le tout.`,
            fr`${strong('Notre équipe de sécurité l’examine.')} Le nom sur la pièce doit être celui du compte, et sa photo doit montrer la personne de la photo prise sur le moment.`,
            fr`${strong('Nous désactivons l’A2F')}, mettons fin aux sessions du compte là où son système nous le permet et écrivons à toutes ses adresses. Vous vous connectez avec votre mot de passe et configurez l’A2F de nouveau sans attendre. Ou, là où le système le permet, nous ouvrons le compte à votre seul mot de passe pendant ${hours(values.temporaryAccessHours)} : vous ajoutez votre nouveau téléphone, et l’A2F reste active.`,
          ],
        },
        {
          kind: 'paragraph',
          words: fr`Nous ne demandons jamais votre mot de passe, ni un code de votre application d’authentification, ni une réponse comme votre date de naissance. Qui le fait n’est pas des nôtres.`,
        },
      ],
    },
    'how-long': {
      title: 'Combien de temps cela prend',
      blocks: [
        {
          kind: 'facts',
          rows: [
            [fr`Ce qu’il faut essayer d’abord`, fr`Quelques minutes.`],
            [
              fr`Votre lien`,
              fr`Fonctionne pendant ${strong(hours(values.linkHours))}, nuits et fins de semaine comprises, à partir de notre premier envoi.`,
            ],
            [fr`Le formulaire`, fr`Quelques minutes, avec votre pièce d’identité sous la main et un bon éclairage.`],
            [
              fr`Notre réponse`,
              fr`${strong(promise)} après l’envoi du formulaire. Les fins de semaine et les jours fériés ne comptent pas. ${values.counting === 'calendar-day' ? 'Le jour de l’envoi non plus.' : 'Ce qui arrive après la fermeture, ou un jour qui n’est pas ouvrable, compte à partir du jour ouvrable suivant.'}`,
            ],
            [
              fr`Entre un oui et la désactivation de l’A2F`,
              fr`En général ${strong(wait(values.coolingOffHours))}. Pour les administrateurs, quand une adresse a changé peu avant, quand on est passé par une autre solution que le formulaire, et quand autre chose appelle à la prudence : ${strong(wait(values.coolingOffRaisedHours))}. Pendant que beaucoup de comptes sont attaqués, cela peut prendre ${strong(hours(values.coolingOffLongestHours))}.`,
            ],
          ],
        },
        {
          kind: 'paragraph',
          words: fr`Un délai existe pour qu’une demande abusive puisse encore être arrêtée. Nous vous disons quand il prend fin ; personne ne peut l’abréger pour vous.`,
        },
      ],
    },
    'another-way': {
      title: 'Si le formulaire ne vous convient pas, ou n’aboutit pas',
      blocks: [
        {
          kind: 'paragraph',
          words: fr`Vous n’avez pas de caméra, pas de pièce d’identité avec photo, ou ne souhaitez pas montrer votre visage ? Dites-le-nous : le formulaire n’est pas la seule solution. De même quand il n’a pas abouti. Notre courriel à ce sujet ne donne pas de raisons, pour ne rien apprendre à qui en voudrait à votre compte.`,
        },
        {
          kind: 'items',
          ordered: false,
          items: [
            fr`Un appel vidéo en direct avec notre équipe.`,
            fr`La parole d’un administrateur de votre cabinet : nous lui envoyons des chiffres, à une adresse que nous connaissions déjà, et il nous les lit quand nous l’appelons, dans les ${hours(values.attestationHours)}.`,
            fr`La preuve de ce qui a été facturé et payé.`,
            fr`Une lettre certifiée par un notaire.`,
          ],
        },
        {
          kind: 'paragraph',
          words: fr`Celles qui vous sont ouvertes dépendent de votre compte, et il y a des périodes où nous en fermons. Au moins ${strong(amount(values.fallbackApprovals, 'personne', 'personnes'))} de notre équipe de sécurité doivent être d’accord, chacune de son côté.`,
        },
      ],
    },
    emails: {
      title: 'À quoi ressemble chaque courriel',
      blocks: [
        {
          kind: 'paragraph',
          words: fr`Chacun porte votre numéro de dossier, et chacun vous permet de dire que ce n’était pas vous. Aucun ne demande votre mot de passe, ni un code de votre application d’authentification. Les voici par leur objet ; « ${caseNumberStandIn} » y remplace votre numéro de dossier. Notre équipe de soutien peut aussi vous écrire dans ses propres mots, sous un objet de son choix ; il en va de même.`,
        },
        {
          kind: 'facts',
          rows: [
            [mail('self-help'), fr`Les étapes de l’une des solutions ci-dessus.`],
            [
              mail('request-notice'),
              fr`À toutes les adresses du compte, et à celles qui ont été remplacées depuis ${days(values.replacedContactDays)}. Si c’était vous, il n’y a rien à faire.`,
            ],
            [
              mail('recovery-link'),
              fr`Votre lien : un code à numériser, un bouton, et la fin du lien. Il part à une seule adresse.`,
            ],
            [
              mail('link-reminder'),
              fr`${hours(values.linkReminderHours)} avant la fin du lien, si le formulaire n’est pas encore arrivé. Il contient le même lien.`,
            ],
            [
              mail('ask-again'),
              fr`Une image était trop floue, trop sombre ou coupée pour être examinée. Il dit comment la prendre et contient un nouveau lien.`,
            ],
            [mail('check-failed'), fr`Le formulaire n’a pas abouti ; comment continuer.`],
            [mail('fallback-asked'), fr`Ce qu’il faut préparer pour une autre solution que le formulaire.`],
            [
              mail('attestation-request'),
              fr`À la personne de votre cabinet qui se porte garante, avec des chiffres à nous lire.`,
            ],
            [mail('fallback-failed'), fr`L’autre solution n’a pas abouti ; ce qui est possible maintenant.`],
            [
              mail('approval-notice'),
              fr`Nous avons dit oui, et quand l’A2F sera désactivée. À toutes les adresses, comme lors de la demande.`,
            ],
            [
              mail('cooling-off-changed'),
              fr`Cela prend plus de temps que prévu, et jusqu’à quand. À toutes les adresses.`,
            ],
            [
              mail('disabled-notice'),
              fr`Vous pouvez vous connecter, et devriez configurer l’A2F de nouveau. À toutes les adresses.`,
            ],
            [
              mail('temporary-notice'),
              fr`Au lieu de désactiver l’A2F : vous pouvez vous connecter sans code jusqu’au moment indiqué. À toutes les adresses.`,
            ],
            [
              mail('enrol-reminder'),
              fr`Un rappel après ${listed(values.watchReminderDays)} jours, tant que l’A2F est désactivée.`,
            ],
            [mail('closed-notice'), fr`Votre demande a pris fin, et comment.`],
            [
              mail('re-secured'),
              fr`Après un « ce n’était pas moi » venu tard : ce que nous avons fait, et comment retrouver l’accès.`,
            ],
          ],
        },
      ],
    },
    'not-me': {
      title: 'Si ce n’est pas vous qui avez demandé',
      blocks: [
        {
          kind: 'paragraph',
          words: fr`Ouvrez n’importe lequel de nos courriels et suivez « ce n’était pas moi ». Il n’y faut aucun mot de passe. La page vous demande de taper un mot ; avant cela, il ne se passe rien.`,
        },
        {
          kind: 'paragraph',
          words: fr`Alors ${strong('tout s’arrête immédiatement')}, même ce qui était déjà en cours. Cela ne reprend que si une personne responsable de notre équipe l’a examiné et dit pourquoi.`,
        },
        {
          kind: 'paragraph',
          words: fr`L’A2F était déjà désactivée ? Dites-le quand même : nous sécurisons le compte sans attendre. Ce que son système ne fait pas pour nous, une personne le fait à la main.`,
        },
      ],
    },
    pictures: {
      title: 'Ce que deviennent vos images',
      blocks: [
        {
          kind: 'paragraph',
          words: fr`Elles sont conservées chiffrées. Seules les personnes de notre équipe de sécurité chargées de l’examen peuvent les ouvrir, et chaque consultation est consignée. Elles sont détruites dès que la décision est prise ou que de nouvelles images sont demandées, et ${strong(`après ${days(values.evidenceDays)}`)} dans tous les cas ; si personne n’a décidé d’ici là, vous pouvez recevoir un nouveau lien.`,
        },
      ],
    },
    afterwards: {
      title: 'Une fois l’accès retrouvé',
      blocks: [
        {
          kind: 'items',
          ordered: true,
          items: [
            fr`Configurez l’A2F de nouveau dès la connexion. Si rien ne vous le demande, vos paramètres de sécurité sont l’endroit. D’ici là, seul votre mot de passe protège le compte.`,
            fr`Créez de nouveaux codes de secours, s’il y en a, et gardez-les ailleurs que sur le téléphone où se trouve votre application d’authentification.`,
            fr`Regardez les adresses courriel de votre compte : sont-elles toutes encore les vôtres ?`,
          ],
        },
      ],
    },
  };
};
