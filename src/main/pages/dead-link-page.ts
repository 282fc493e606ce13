/**
 * The page of a form link that leads nowhere (any more). It tells nothing about an account, not even whether there is
 * one.
 */
import type { PagesLanguage } from './desk-port';
import { html, icons, pageFrame, type Html } from './html';

export type DeadLink =
  | 'used'
  | 'expired'
  | 'replaced'
  | 'stopped'
  | 'unknown'
  | 'refused-too-often'
  | 'too-many'
  | 'unavailable'
  | 'no-form';

type Words = { readonly title: string; readonly lines: readonly string[] };
const ask = {
  en: 'If you still need help, answer the email that the link came with.',
  fr: 'Si vous avez encore besoin d’aide, répondez au courriel qui contenait le lien.',
};
const words: Readonly<Record<PagesLanguage, Readonly<Record<DeadLink, Words>>>> = {
  en: {
    used: {
      title: 'This form was sent in',
      lines: [
        'A link works for one form, and this one was used. The answer comes by email within two business days; there is nothing more to do until then.',
        'If it wasn’t you who sent it in, open “this wasn’t me” in any of our emails.',
      ],
    },
    expired: {
      title: 'This link has ended',
      lines: ['A link works for 72 hours. Ask for a new one by answering the email that it came with.'],
    },
    replaced: {
      title: 'There is a newer link',
      lines: ['A new link was sent after this one, so this one stopped working. Open the newest email from us.'],
    },
    stopped: {
      title: 'This link is out of use',
      lines: ['It can’t be used any more. Answer the email that it came with, and a person helps you on.'],
    },
    unknown: {
      title: 'This link doesn’t lead anywhere',
      lines: ['It may have been cut short. Open it from the email again, or scan the code in it.', ask.en],
    },
    'refused-too-often': {
      title: 'Let’s do this another way',
      lines: [
        'This form was refused several times, so its link stopped working. Answer the email that it came with, and a person helps you on.',
      ],
    },
    'too-many': {
      title: 'One moment, please',
      lines: [
        'There were too many requests in a short time. Wait a minute, then load the page again. Nothing was lost.',
      ],
    },
    unavailable: {
      title: 'We can’t answer right now',
      lines: ['Nothing was lost. Try again in a few minutes; your link keeps working until its end.'],
    },
    'no-form': {
      title: 'We can’t show the form right now',
      lines: ['Nothing was lost. Try again later; your link keeps working until its end.'],
    },
  },
  fr: {
    used: {
      title: 'Ce formulaire a été envoyé',
      lines: [
        'Un lien sert à un seul formulaire, et celui-ci a servi. La réponse vient par courriel dans les deux jours ouvrables\u00a0; il n’y a rien à faire d’ici là.',
        'Si ce n’est pas vous qui l’avez envoyé, ouvrez «\u00a0ce n’était pas moi\u00a0» dans l’un de nos courriels.',
      ],
    },
    expired: {
      title: 'Ce lien a pris fin',
      lines: [
        'Un lien fonctionne pendant 72 heures. Demandez-en un nouveau en répondant au courriel qui le contenait.',
      ],
    },
    replaced: {
      title: 'Il existe un lien plus récent',
      lines: [
        'Un nouveau lien a été envoyé après celui-ci, qui ne fonctionne donc plus. Ouvrez notre courriel le plus récent.',
      ],
    },
    stopped: {
      title: 'Ce lien n’est plus en service',
      lines: ['Il ne peut plus servir. Répondez au courriel qui le contenait, et une personne vous aidera.'],
    },
    unknown: {
      title: 'Ce lien ne mène nulle part',
      lines: [
        'Il a peut-être été coupé. Ouvrez-le de nouveau depuis le courriel, ou balayez le code qui s’y trouve.',
        ask.fr,
      ],
    },
    'refused-too-often': {
      title: 'Procédons autrement',
      lines: [
        'Ce formulaire a été refusé plusieurs fois, et son lien ne fonctionne plus. Répondez au courriel qui le contenait, et une personne vous aidera.',
      ],
    },
    'too-many': {
      title: 'Un instant, s’il vous plaît',
      lines: [
        'Il y a eu trop de demandes en peu de temps. Attendez une minute, puis rechargez la page. Rien n’est perdu.',
      ],
    },
    unavailable: {
      title: 'Nous ne pouvons pas répondre pour l’instant',
      lines: ['Rien n’est perdu. Réessayez dans quelques minutes\u00a0; votre lien fonctionne jusqu’à sa fin.'],
    },
    'no-form': {
      title: 'Le formulaire ne peut pas s’afficher pour l’instant',
      lines: ['Rien n’est perdu. Réessayez plus tard\u00a0; votre lien fonctionne jusqu’à sa fin.'],
    },
  },
};

/** The status of each. Unknown and malformed links share one, and everything else about the answer. */
export const deadLinkStatus: Readonly<Record<DeadLink, number>> = {
  used: 410,
  expired: 410,
  replaced: 410,
  stopped: 410,
  unknown: 404,
  'refused-too-often': 410,
  'too-many': 429,
  unavailable: 503,
  'no-form': 503,
};

/** The page, in the browser's language unless the switch says otherwise. */
export const deadLinkPage = (why: DeadLink, language: PagesLanguage, companyName: string): string => {
  const { title, lines } = words[language][why];
  const big: Html = {
    html: (why === 'used' ? icons.check : icons.clock).html.replace(
      'class="icon"',
      `class="icon big${why === 'used' ? '' : ' plain'}"`,
    ),
  };
  return pageFrame({
    language,
    companyName,
    title,
    otherLanguage: language === 'en' ? { href: '?lang=fr', label: 'Français' } : { href: '?lang=en', label: 'English' },
    body: html`${big}
      <h1>${title}</h1>
      ${lines.map((line) => html`<p>${line}</p>`)}`,
  });
};
