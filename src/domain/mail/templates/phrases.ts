import { spokenName } from '../clean';
import type { MailLanguage } from '../language';
import type { Block, MailDocument } from '../mail-document';
import type { CommonInput } from '../mail-input';
import { formatWhen } from '../when';
import { blocksOf } from '../written';
import { en, fr, link, narrowNoBreakSpace, plain, strong, type Words } from '../words';

/** Chooses by language. */
export const say = <T>(language: MailLanguage, texts: { readonly en: T; readonly fr: T }): T => texts[language];

const greeting = (language: MailLanguage, input: CommonInput): Block => {
  const name = spokenName(input.recipientName);
  return {
    kind: 'paragraph',
    words: say(language, {
      en: name === null ? en`Hello,` : en`Hello ${name},`,
      fr: name === null ? fr`Bonjour,` : fr`Bonjour ${name},`,
    }),
  };
};

/** Case number and how to reach people, last in every mail. */
const signature = (language: MailLanguage, { brand, caseNumber }: CommonInput): readonly Words[] => [
  say(language, {
    en: en`${brand.company} never asks for your password or for a code of your authenticator app, neither by email nor by phone.`,
    fr: fr`${brand.company} ne vous demande jamais votre mot de passe ni un code de votre application d’authentification, que ce soit par courriel ou par téléphone.`,
  }),
  say(language, {
    en: en`Case ${caseNumber}. Questions? ${brand.support}`,
    fr: fr`Dossier ${caseNumber}. Des questions ? ${brand.support}`,
  }),
];

/** The foot of a mail whose first purpose isn't the warning: "this wasn't me" as a link (R6). */
const quietFoot = (language: MailLanguage, input: CommonInput): readonly Words[] => [
  say(language, {
    en: en`You didn’t ask for this? ${link(en`Tell us that it wasn’t you`, input.notMeUrl)}, and we stop everything at once.`,
    fr: fr`Vous n’avez rien demandé ? ${link(fr`Dites-nous que ce n’était pas vous`, input.notMeUrl)}, et nous arrêtons tout immédiatement.`,
  }),
  ...signature(language, input),
];

type StopWords = { readonly title: Words; readonly label: Words };
/**
 * "This wasn't me" as a notice shows it: what to do, what follows, and that looking does nothing (R6, R7). `words`
 * where the reader isn't the account's owner.
 */
export const notMe = (
  language: MailLanguage,
  input: CommonInput,
  consequence: Words,
  words: StopWords = say(language, {
    en: { title: en`If it wasn’t you`, label: en`This wasn’t me: stop it` },
    fr: { title: fr`Si ce n’était pas vous`, label: fr`Ce n’était pas moi : arrêtez tout` },
  }),
): readonly Block[] => [
  { kind: 'heading', words: words.title },
  { kind: 'paragraph', words: consequence },
  { kind: 'button', tone: 'stop', label: words.label, url: input.notMeUrl, writtenOut: true },
  {
    kind: 'note',
    words: say(language, {
      en: en`The page asks first. Opening it changes nothing.`,
      fr: fr`La page vous demande d’abord de confirmer. L’ouvrir ne change rien.`,
    }),
  },
];

/** The account that a notice speaks of, masked, and the case. */
export const accountFacts = (language: MailLanguage, masked: string, caseNumber: string): Block => ({
  kind: 'facts',
  rows: say(language, {
    en: [
      [en`Account:`, en`${strong(masked)}`],
      [en`Case:`, en`${caseNumber}`],
    ],
    fr: [
      [fr`Compte :`, fr`${strong(masked)}`],
      [fr`Dossier :`, fr`${caseNumber}`],
    ],
  }),
});

/** QR code, button and end of a link: the same in every mail that carries one. */
export const linkBlocks = (
  language: MailLanguage,
  input: CommonInput & { readonly linkUrl: string; readonly expiresAt: Date },
): readonly Block[] => {
  const until = strong(formatWhen(input.expiresAt, input.timeZone, language));
  const host = new URL(input.linkUrl).host;
  return say<readonly Block[]>(language, {
    en: [
      {
        kind: 'scan',
        url: input.linkUrl,
        alt: en`QR code of your link`,
        title: en`Scan this with your smartphone`,
        words: en`Its camera takes the clearest pictures. No smartphone at hand? Use the button.`,
        instead: en`It works best on a smartphone, whose camera takes the clearest pictures. Open this address there, or on a computer with a camera:`,
      },
      { kind: 'button', tone: 'go', label: en`Confirm who I am`, url: input.linkUrl, writtenOut: false },
      { kind: 'paragraph', words: en`The link works once, until ${until}.` },
      {
        kind: 'note',
        words: en`Code and button open the same page, at ${host}. Please don’t forward this email: the link is for you alone.`,
        instead: en`Please don’t forward this email: the link is for you alone.`,
      },
    ],
    fr: [
      {
        kind: 'scan',
        url: input.linkUrl,
        alt: fr`Code QR de votre lien`,
        title: fr`Numérisez ce code avec votre téléphone intelligent`,
        words: fr`C’est son appareil photo qui prend les images les plus nettes. Pas de téléphone intelligent sous la main ? Utilisez le bouton.`,
        instead: fr`Le mieux est d’utiliser un téléphone intelligent, dont l’appareil photo prend les images les plus nettes. Ouvrez-y cette adresse, ou sur un ordinateur muni d’une caméra :`,
      },
      { kind: 'button', tone: 'go', label: fr`Confirmer mon identité`, url: input.linkUrl, writtenOut: false },
      { kind: 'paragraph', words: fr`Le lien ne fonctionne qu’une seule fois, jusqu’au ${until}.` },
      {
        kind: 'note',
        words: fr`Le code et le bouton ouvrent la même page, à l’adresse ${host}. Ne transférez pas ce courriel : le lien vous est personnel.`,
        instead: fr`Ne transférez pas ce courriel : le lien vous est personnel.`,
      },
    ],
  });
};

/** The address in full, for who can't press the button. The plain version has it already. */
export const addressInFull = (language: MailLanguage, url: string): Block => ({
  kind: 'address',
  words: say(language, {
    en: en`The button doesn’t work? Copy this address into your browser:`,
    fr: fr`Le bouton ne fonctionne pas ? Copiez cette adresse dans votre navigateur :`,
  }),
  url,
});

/** The promise: up to two Canadian business days after the submission. */
export const promise = (language: MailLanguage): Words =>
  say(language, {
    en: en`A person looks at what you sent. Our answer comes by email: that can take ${strong('up to two Canadian business days')} after you submit.`,
    fr: fr`Une personne examine votre envoi. Notre réponse vous parvient par courriel : cela peut prendre ${strong('jusqu’à deux jours ouvrables canadiens')} après l’envoi du formulaire.`,
  });

/** Texts for a subject: plain, with French spacing. */
const subject = (language: MailLanguage, texts: { readonly en: Words; readonly fr: Words }): string =>
  plain(texts[language]).replaceAll(narrowNoBreakSpace, '\u00a0');

type Heads = {
  readonly subject: { readonly en: Words; readonly fr: Words };
  readonly preview: Words;
  readonly title: Words;
};
const ownBlocks = (language: MailLanguage, { ownWords }: CommonInput): readonly Block[] =>
  ownWords === undefined ? [] : blocksOf(ownWords.written, ownWords.values, language, ownWords.showMissing);

/** A letter: greeted, with a person's own words before the rest, and its foot. `notice` is for mails whose body has the "this wasn't me" button already. */
export const letter = (
  language: MailLanguage,
  input: CommonInput,
  heads: Heads,
  blocks: readonly Block[],
  notice = false,
): MailDocument => ({
  language,
  brand: input.brand,
  subject: subject(language, heads.subject),
  preview: heads.preview,
  title: heads.title,
  blocks: [greeting(language, input), ...ownBlocks(language, input), ...blocks],
  foot: notice ? signature(language, input) : quietFoot(language, input),
});

export const paragraph = (words: Words): Block => ({ kind: 'paragraph', words });
export const note = (words: Words): Block => ({ kind: 'note', words });
export const heading = (words: Words): Block => ({ kind: 'heading', words });
export const numbered = (items: readonly Words[]): Block => ({ kind: 'items', ordered: true, items });
export const bulleted = (items: readonly Words[]): Block => ({ kind: 'items', ordered: false, items });
/** Lines that the caller wrote in the mail's language. */
export const numberedLines = (lines: readonly string[]): Block =>
  numbered(lines.map((text) => [{ kind: 'text', text }]));

/** The way to the product, where its address is known. */
export const signInButton = (
  language: MailLanguage,
  { brand, signInUrl }: CommonInput & { readonly signInUrl: string | null },
): readonly Block[] =>
  signInUrl === null
    ? []
    : [
        {
          kind: 'button',
          tone: 'go',
          url: signInUrl,
          writtenOut: true,
          label: say(language, { en: en`Sign in to ${brand.product}`, fr: fr`Me connecter à ${brand.product}` }),
        },
      ];

/** Where the article for customers is, when it is anywhere. */
export const howItWorks = (language: MailLanguage, url: string | null | undefined): readonly Block[] =>
  url == null
    ? []
    : [
        note(
          say(language, {
            en: en`${link(en`How account recovery works`, url)}: what to try first, and how long it takes.`,
            fr: fr`${link(fr`Comment fonctionne la récupération d’un compte`, url)} : ce qu’il faut essayer d’abord, et combien de temps cela prend.`,
          }),
        ),
      ];
