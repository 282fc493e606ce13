/** What a person should look at again: greeting twice, another language, promises, loudness. Each asks, none blocks. */
import type { MailLanguage } from '../language';
import type { TextFinding, TextRule } from './finding';
import { sentencesOf, wholeWords } from './sentences';

const ask = (rule: TextFinding['rule'], from: number, to: number, about: string | null = null): TextFinding => ({
  rule,
  severity: 'warning',
  from,
  to,
  about,
  repair: null,
});

const greeting =
  /^\s*(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|greetings|bonjour|bonsoir|salut|allô|chère?|madame|monsieur)(?:\s+[^\s,.!?:]+){0,4}[,.!?:]?(?:\s+|$)/iu;

/** The mail greets by itself. */
export const doubleGreeting: TextRule = ({ text, isFirst }) => {
  const match = isFirst ? greeting.exec(text) : null;
  if (match === null) return [];
  // "Dear" and "Madame" begin sentences, too: only what ends like a greeting is one.
  const isOne = /[,!:]\s*$/u.test(match[0]) || match[0].trim().length === text.trim().length;
  return isOne ? [{ ...ask('double-greeting', 0, match[0].length), repair: { kind: 'put' as const, text: '' } }] : [];
};

const number = '(?:\\d+|an?|one|two|three|four|five|six|une?|deux|trois|quatre|cinq|six)';
const unit =
  '(?:(?:business |working )?days?|hours?|minutes?|weeks?|jours?(?: ouvrables?)?|heures?|minutes?|semaines?)';
const span = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:within|in|d['’]ici|dans|sous|avant)(?: the| les| la| le)?(?: next| prochaine?s?)? (${number}) (${unit})(?![\\p{L}])`,
  'giu',
);
const soon = wholeWords(
  'guarantee[ds]?',
  'we promise',
  'asap',
  'as soon as possible',
  'right away',
  'by tomorrow',
  'tomorrow',
  'tonight',
  'garantis?(?:sons)?',
  'nous promettons',
  'dès que possible',
  'sur-le-champ',
  'tout de suite',
  'demain',
  'ce soir',
);
const numbers: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  un: 1,
  une: 1,
  two: 2,
  deux: 2,
  three: 3,
  trois: 3,
  four: 4,
  quatre: 4,
  five: 5,
  cinq: 5,
  six: 6,
};

/** A time that the policy doesn't promise. */
export const promises: TextRule = ({ text }, { promised }) => [
  ...[...text.matchAll(span)].flatMap(({ index, 0: is, 1: count = '', 2: of = '' }) => {
    const many = numbers[count.toLowerCase()] ?? Number(count);
    const isOurs =
      (/business|working|ouvrable/iu.test(of) && many === promised.businessDays) ||
      (/hour|heure/iu.test(of) && many === promised.linkHours);
    return isOurs ? [] : [ask('promise', index, index + is.length)];
  }),
  ...sentencesOf(text).flatMap(({ from, words }) => {
    const match = soon.exec(words);
    return match === null ? [] : [ask('promise', from + match.index, from + match.index + match[0].length)];
  }),
];

const loud = [
  /[!?]{2,}|[$€]{2,}/gu,
  /(?<![\p{L}])(?:act now|click here|cliquez ici|winner|gagnante?|100 ?% (?:free|gratuit))(?![\p{L}])/giu,
  /(?<![\p{L}\p{N}-])(?:(?:\p{Lu}{2,}[ ,]+){2,}\p{Lu}{2,}|\p{Lu}{7,})(?![\p{L}\p{N}-])/gu,
];

/** What reads like a shout, and what spam filters look for. */
export const shouting: TextRule = ({ text }) =>
  loud.flatMap((sign) => [...text.matchAll(sign)]).map(({ index, 0: is }) => ask('shouting', index, index + is.length));

const common: Readonly<Record<MailLanguage, RegExp>> = {
  en: /(?<![\p{L}'’])(?:the|and|you|your|is|are|of|to|for|with|that|this|we|have|will|please|from|not|can|our|it)(?![\p{L}'’])/giu,
  fr: /(?<![\p{L}])(?:le|la|les|et|vous|votre|vos|est|sont|de|du|des|pour|avec|que|qui|nous|avez|une|dans|pas|sur|notre|veuillez|merci|au)(?![\p{L}])/giu,
};
const counted = (text: string, language: MailLanguage) => text.match(common[language])?.length ?? 0;

/** True where a text of some length is in the other of the two languages, by the words that every sentence has. */
export const isInOtherLanguage = (text: string, language: MailLanguage): boolean => {
  const other = counted(text, language === 'en' ? 'fr' : 'en');
  return other >= 4 && other > 2 * counted(text, language);
};
