/** What must never stand in a mail: codes, passwords, keys, other people, and characters that nobody sees. */
import type { TextFinding, TextRule } from './finding';
import { sentencesOf, wholeWords } from './sentences';

const found = (rule: TextFinding['rule'], from: number, to: number): TextFinding => ({
  rule,
  severity: 'error',
  from,
  to,
  about: null,
  repair: { kind: 'put', text: '' },
});

const keys: readonly RegExp[] = [
  /otpauth(?:-migration)?:\/\/\S+/giu,
  /-----BEGIN [A-Z ]+-----/gu,
  // A base32 secret (RFC 4648 §6), also in groups of four, as authenticator apps show it.
  /(?<![A-Za-z0-9])(?:[A-Z2-7]{4}[ -]?){4,}(?![A-Za-z0-9])/gu,
  /(?<![A-Za-z0-9])[0-9a-f]{32,}(?![A-Za-z0-9])/giu,
  // The raw link's token and whatever else is random: long, and of three kinds of character.
  /(?<![A-Za-z0-9_-])(?=[A-Za-z0-9_-]*[a-z])(?=[A-Za-z0-9_-]*[A-Z])(?=[A-Za-z0-9_-]*[0-9])[A-Za-z0-9_-]{20,}/gu,
];

// Not in the middle of a telephone number.
const digits = /(?<![\p{L}\p{N}.,-])(?<!\d[ -])\d{3,4}[ -]?\d{3,5}(?![\p{L}\p{N}-])(?![ -]\d)/gu;
const ofCodes = wholeWords(
  'codes?',
  'otps?',
  'passcodes?',
  'passwords?',
  'pins?',
  'nips?',
  'mots? de passe',
  '2fa',
  'authenticator',
  "d'authentification",
);
const saysPassword = /(?:passwords?|mots? de passe|passcode|code d['’]accès)\s*(?:is|est|:|=)\s*(\S+)/giu;

const isCard = (number: string): boolean => {
  const sum = Array.from(number)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
};

export const secrets: TextRule = ({ text }) => {
  const places = [
    ...keys.flatMap((key) => [...text.matchAll(key)].map(({ index, 0: is }) => [index, index + is.length] as const)),
    ...[...text.matchAll(saysPassword)].map(({ index, 0: is, 1: value = '' }) => {
      const to = index + is.length;
      return [to - value.length, to] as const;
    }),
    ...sentencesOf(text)
      .filter(({ words }) => ofCodes.test(words))
      .flatMap(({ from, words }) =>
        [...words.matchAll(digits)].map(({ index, 0: is }) => [from + index, from + index + is.length] as const),
      ),
    // A payment card's number (ISO/IEC 7812): thirteen digits or more that add up.
    ...[...text.matchAll(/(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)/gu)]
      .filter(({ 0: is }) => isCard(is.replace(/\D/g, '')))
      .map(({ index, 0: is }) => [index, index + is.length] as const),
  ].toSorted(([a], [b]) => a - b);
  // One place that two patterns find is said once.
  return places
    .filter(([from], at) => places.slice(0, at).every(([, to]) => to <= from))
    .map(([from, to]) => found('secret', from, to));
};

/** As a pattern; `RegExp.escape` is younger than what the desk runs on. */
const literally = (words: string): string => words.replace(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);

/** Never says whose name it is: the writer looked at it, and the finding must not be a second look. */
export const otherAccounts: TextRule = ({ text }, { otherAccounts: others, ownAddresses }) => {
  const plain = text.replaceAll('’', "'");
  const own = new Set(ownAddresses.map((address) => address.toLocaleLowerCase('en')));
  return others.flatMap((other) => {
    const words = other.replaceAll('’', "'").trim();
    if (words.length < 3 || own.has(words.toLocaleLowerCase('en'))) return [];
    const whole = new RegExp(`(?<![\\p{L}\\p{N}])${literally(words)}(?![\\p{L}\\p{N}])`, 'giu');
    return [...plain.matchAll(whole)].map(({ index, 0: is }) => found('other-account', index, index + is.length));
  });
};

/** Bidirectional marks, zero width and control characters: they hide, or turn a line round. */
export const unseenCharacters: TextRule = ({ text }) =>
  // A joiner between two pictures is how one emoji is written.
  [...text.matchAll(/(?!\u200d\p{Extended_Pictographic})[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu)].map(({ index, 0: is }) =>
    found('unseen-characters', index, index + is.length),
  );
