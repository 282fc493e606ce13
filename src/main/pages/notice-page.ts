/**
 * "This wasn't me" (R7). Opening it, or pressing its button alone, does nothing: some mail scanners do both. A person
 * types a word that the page shows.
 */
import type { Channel } from '#domain/case/events';
import type { Notice, PagesLanguage, Repudiated } from './desk-port';
import { html, icons, pageFrame, type Html } from './html';

const stopWord: Readonly<Record<PagesLanguage, string>> = { en: 'STOP', fr: 'ARRÊTER' };

/** Whether a person typed the word, of either language, with or without accent and capitals. */
export const isStopWord = (typed: string): boolean =>
  ['STOP', 'ARRETER'].includes(typed.normalize('NFD').replace(/\p{M}/gu, '').trim().toUpperCase());

const by: Readonly<Record<PagesLanguage, Readonly<Record<Channel, string>>>> = {
  en: { phone: 'by phone', email: 'by email', chat: 'by chat', 'in-person': 'in person' },
  fr: { phone: 'par téléphone', email: 'par courriel', chat: 'par clavardage', 'in-person': 'en personne' },
};

/** `Monday 9 November at 12:31`, in the customer's zone. */
const when = (iso: string, timeZone: string, language: PagesLanguage): string => {
  const at = new Date(iso);
  const part = (locale: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options }).format(at);
  if (language === 'en')
    return `${part('en-CA', { weekday: 'long' })} ${part('en-CA', { day: 'numeric' })} ${part('en-CA', { month: 'long' })} at ${part('en-GB', { hour: '2-digit', minute: '2-digit' })}`;
  return `${part('fr-CA', { weekday: 'long' })} ${part('fr-CA', { day: 'numeric' })} ${part('fr-CA', { month: 'long' })} à ${part('fr-FR', { hour: '2-digit', minute: '2-digit' }).replace(':', '\u00a0h\u00a0')}`;
};

const switchTo = (language: PagesLanguage, more = '') =>
  language === 'en' ? { href: `?lang=fr${more}`, label: 'Français' } : { href: `?lang=en${more}`, label: 'English' };
const item = (icon: Html, title: string, line: string): Html =>
  html`<li>
    ${icon}<span><b>${title}</b><span>${line}</span></span>
  </li>`;

type Shown = { readonly notice: Notice; readonly language: PagesLanguage; readonly companyName: string };

/** The question. `wrongWord` after a press without the word. */
export const noticePage = ({
  notice,
  language,
  companyName,
  wrongWord,
  words,
}: Shown & { readonly wrongWord?: boolean; readonly words?: string }): string => {
  const en = language === 'en';
  const title = en
    ? 'Did you ask to get back into your account?'
    : 'Avez-vous demandé à retrouver l’accès à votre compte\u00a0?';
  const moment = when(notice.requestedAt, notice.timeZone, language);
  const how = by[language][notice.channel];
  const word = stopWord[language];
  const body = html`<h1>${title}</h1>
${notice.alreadyDone ? html`<p class="note">${en ? 'This has been carried out already. If it wasn’t you, say so here: we secure the account.' : 'Cette demande a déjà été exécutée. Si ce n’était pas vous, dites-le ici\u00a0: nous sécurisons le compte.'}</p>` : notice.alreadyStopped ? html`<p class="note">${en ? 'This was stopped already. If it wasn’t you, you can still say so here.' : 'Cette demande est déjà arrêtée. Si ce n’était pas vous, vous pouvez encore le dire ici.'}</p>` : ''}
${en ? html`<p>On <strong>${moment}</strong> somebody asked us, ${how}, to turn off two-factor authentication for:</p>` : html`<p>Le <strong>${moment}</strong>, quelqu’un nous a demandé, ${how}, de désactiver l’authentification à deux facteurs pour :</p>`}
<div class="account">${icons.person}<span><b>${notice.maskedAccount}</b><span>${en ? 'Case' : 'Dossier'} ${notice.caseNumber}</span></span></div>
<h2>${en ? 'If it wasn’t you' : 'Si ce n’était pas vous'}</h2>
<ul>${notice.alreadyDone ? item(icons.snow, en ? 'We secure the account at once' : 'Nous sécurisons le compte tout de suite', en ? 'Its sessions end and it is locked, by hand where need be' : 'Ses sessions prennent fin et il est verrouillé, à la main au besoin') : item(icons.snow, en ? 'We stop at once' : 'Nous arrêtons tout de suite', en ? 'Nothing is turned off and the link ends' : 'Rien n’est désactivé et le lien prend fin')}${item(icons.eye, en ? 'A person looks into it' : 'Une personne examine la demande', en ? 'And writes to the addresses that you gave us before' : 'Et vous écrit aux adresses que vous nous aviez données')}</ul>
<form method="post" action="?lang=${language}">
<label for="word">${en ? html`Type <kbd>${word}</kbd> to stop it` : html`Tapez <kbd>${word}</kbd> pour tout arrêter`}</label>
<input id="word" name="word" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required ${wrongWord ? html`aria-invalid="true" aria-describedby="word-error" autofocus` : ''}>
${wrongWord ? html`<p class="error" id="word-error" role="alert">${en ? `Nothing was stopped yet: type the word ${word} in the field, then press the button again.` : `Rien n’est encore arrêté\u00a0: tapez le mot ${word} dans le champ, puis appuyez de nouveau sur le bouton.`}</p>` : ''}
<details${words ? html` open` : ''}><summary>${en ? 'Add what we should know (optional)' : 'Ajouter ce que nous devrions savoir (facultatif)'}</summary><label for="words">${en ? 'What we should know' : 'Ce que nous devrions savoir'}</label><textarea id="words" name="words" maxlength="1000">${words ?? ''}</textarea></details>
<button type="submit">${icons.hand}${en ? 'This wasn’t me: stop it' : 'Ce n’était pas moi\u00a0: arrêtez'}</button>
<a class="button" href="?lang=${language}&amp;me=1">${en ? 'It was me, go on' : 'C’était moi, continuez'}</a>
<p class="quiet">${en ? 'Nothing happens until you type the word and press the red button.' : 'Rien ne se passe avant que vous tapiez le mot et appuyiez sur le bouton rouge.'}</p>
</form>`;
  return pageFrame({ language, companyName, title, body, otherLanguage: switchTo(language) });
};

/** "It was me": nothing is recorded, for an impostor who reads the mail could press it. */
export const itWasMePage = ({ language, companyName }: Omit<Shown, 'notice'>): string => {
  const en = language === 'en';
  const title = en ? 'Good, it goes on' : 'Bien, la demande suit son cours';
  return pageFrame({
    language,
    companyName,
    title,
    otherLanguage: switchTo(language, '&me=1'),
    body: html`${bigCheck}
      <h1>${title}</h1>
      <p>
        ${en ? 'There is nothing to do here. If you change your mind, open the link in our email again: it keeps working.' : 'Il n’y a rien à faire ici. Si vous changez d’avis, ouvrez de nouveau le lien de notre courriel\u00a0: il fonctionne toujours.'}
      </p>
      <a class="button" href="?lang=${language}">${en ? 'Back' : 'Retour'}</a>`,
  });
};

const bigCheck: Html = { html: icons.check.html.replace('class="icon"', 'class="icon big"') };

/** What was done, with the case number; asks for nothing else. */
export const stoppedPage = ({
  done,
  language,
  companyName,
}: {
  readonly done: Repudiated;
  readonly language: PagesLanguage;
  readonly companyName: string;
}): string => {
  const en = language === 'en';
  const isLate = done.whatWasDone === 're-securing';
  const title = isLate
    ? en
      ? 'We are securing the account'
      : 'Nous sécurisons le compte'
    : en
      ? 'Everything has stopped'
      : 'Tout est arrêté';
  const first = isLate
    ? en
      ? 'The request had already been carried out. Security was told now: they secure the account and look into how it happened.'
      : 'La demande avait déjà été exécutée. La sécurité est avertie\u00a0: elle sécurise le compte et cherche ce qui s’est passé.'
    : en
      ? 'Nothing more is turned off, and nobody can send the form in. Only a lead of our team can let the request go on, with a reason.'
      : 'Plus rien n’est désactivé, et personne ne peut envoyer le formulaire. Seule une personne responsable de notre équipe peut relancer la demande, avec un motif.';
  return pageFrame({
    language,
    companyName,
    title,
    body: html`${bigCheck}
      <h1>${title}</h1>
      <p>${first}</p>
      <div class="account">
        ${icons.snow}<span
          ><b>${en ? 'Case' : 'Dossier'} ${done.caseNumber}</b
          ><span
            >${done.whatWasDone === 'already-frozen' ? (en ? 'It had been stopped before; what you said was added' : 'Déjà arrêté auparavant\u00a0; votre avis a été ajouté') : en ? 'Keep this number' : 'Gardez ce numéro'}</span
          ></span
        >
      </div>
      <h2>${en ? 'What happens now' : 'Et maintenant'}</h2>
      <ul>
        ${item(icons.eye, en ? 'A person looks into it' : 'Une personne examine la demande', en ? 'There is nothing more for you to do' : 'Vous n’avez rien d’autre à faire')}${item(icons.mail, en ? 'We write to the addresses that you gave us before' : 'Nous écrivons aux adresses que vous nous aviez données', en ? 'We never ask for your password or a code' : 'Nous ne demandons jamais votre mot de passe ni un code')}
      </ul>`,
  });
};
