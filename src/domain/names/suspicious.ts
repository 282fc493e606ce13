import { charsOf, codePointOf, typographic, unseen, type Token } from './normalise';

/**
 * A character that an honest name has no use for. `at` counts code points from 0; the character itself is never handed
 * on.
 */
export type Suspicious = {
  readonly side: 'account' | 'printed';
  readonly kind: 'invisible' | 'direction' | 'control' | 'mixed-script' | 'look-alike';
  readonly codePoint: string;
  readonly at: number;
  readonly note: string;
};

const direction = /\p{Bidi_Control}/u;
const ignorable = /[\p{Default_Ignorable_Code_Point}\u2800]/u;
const names: Readonly<Record<string, string>> = {
  'U+00AD': 'soft hyphen',
  'U+034F': 'combining grapheme joiner',
  'U+200B': 'zero-width space',
  'U+200C': 'zero-width non-joiner',
  'U+200D': 'zero-width joiner',
  'U+2060': 'word joiner',
  'U+FEFF': 'zero-width no-break space',
  'U+2800': 'blank braille pattern',
  'U+061C': 'Arabic letter mark',
  'U+200E': 'left-to-right mark',
  'U+200F': 'right-to-left mark',
  'U+202A': 'left-to-right embedding',
  'U+202B': 'right-to-left embedding',
  'U+202C': 'pop directional formatting',
  'U+202D': 'left-to-right override',
  'U+202E': 'right-to-left override',
  'U+2066': 'left-to-right isolate',
  'U+2067': 'right-to-left isolate',
  'U+2068': 'first strong isolate',
  'U+2069': 'pop directional isolate',
  'U+FFFD': 'replacement character: the name was damaged on its way',
};

/**
 * Scripts with letters that look like Latin ones (Unicode UTS 39, confusables). Han, Kana, Arabic and the like have
 * none.
 */
const scripts: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Armenian', /\p{Script=Armenian}/u],
  ['Cherokee', /\p{Script=Cherokee}/u],
  ['Coptic', /\p{Script=Coptic}/u],
  ['Lisu', /\p{Script=Lisu}/u],
  ['Deseret', /\p{Script=Deseret}/u],
];
const isLetter = /\p{L}/u;
const scriptOf = (char: string): string | undefined =>
  isLetter.test(char) ? scripts.find(([, pattern]) => pattern.test(char))?.[0] : undefined;

/** Latin letters of phonetics that pass for ordinary ones: ɑ, ɡ, small capitals, the click ǀ. */
const phonetic = /[\u01c0\u0251\u0261\u0262\u026a\u0274\u0280\u028f\u0299\u029c\u029f\u1d00-\u1d25\ua730\ua731]/u;
const plainLatin = /^[A-Za-z0-9]+$/;

/**
 * Full-width, mathematical, circled and superscript letters: other characters that read as plain ones. ª and º are
 * ordinary in Spanish and Portuguese.
 */
const readsAs = (char: string): string | undefined => {
  if (typographic.test(char) || char === 'ª' || char === 'º') return undefined;
  const plain = char.normalize('NFKD');
  return plain !== char.normalize('NFD') && plainLatin.test(plain) ? plain : undefined;
};

const inOneName = (side: Suspicious['side'], typed: string): readonly Suspicious[] => {
  const found: Suspicious[] = [];
  const chars = charsOf(typed);
  const counts = new Map<string, number>();
  for (const char of chars) {
    const script = scriptOf(char);
    if (script !== undefined) counts.set(script, (counts.get(script) ?? 0) + 1);
  }
  // The strangers are the letters of the rarer scripts; in a tie, those that aren't Latin.
  const most = Math.max(0, ...counts.values());
  const home = counts.get('Latin') === most ? 'Latin' : [...counts].find(([, count]) => count === most)?.[0];
  for (const [at, char] of chars.entries()) {
    const codePoint = codePointOf(char);
    const add = (kind: Suspicious['kind'], note: string): void => {
      found.push({ side, kind, codePoint, at, note });
    };
    if (direction.test(char)) add('direction', names[codePoint] ?? 'character that turns text around');
    else if (ignorable.test(char)) add('invisible', names[codePoint] ?? 'invisible character');
    else if (unseen.test(char) && char !== '\t' && char !== '\n' && char !== '\r')
      add('control', names[codePoint] ?? 'control character');
    else if (phonetic.test(char)) add('look-alike', 'phonetic letter that looks like an ordinary one');
    else {
      const plain = readsAs(char);
      const script = scriptOf(char);
      if (plain !== undefined) add('look-alike', `looks like “${plain}”, is another character`);
      else if (script !== undefined && script !== home) add('mixed-script', `${script} letter in a ${home} name`);
    }
  }
  return found;
};

/**
 * Lower-case letters and digits that look like a Latin letter, in capitals or small (a part of UTS 39,
 * confusables.txt).
 */
const likeLatin: Readonly<Record<string, string>> = {
  а: 'a',
  в: 'b',
  е: 'e',
  і: 'i',
  ј: 'j',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  ѕ: 's',
  т: 't',
  у: 'y',
  х: 'x',
  ԁ: 'd',
  һ: 'h',
  ԛ: 'q',
  ԝ: 'w',
  ѵ: 'v',
  ӏ: 'l',
  α: 'a',
  β: 'b',
  ε: 'e',
  ζ: 'z',
  η: 'h',
  ι: 'i',
  κ: 'k',
  μ: 'm',
  ν: 'n',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'y',
  χ: 'x',
  օ: 'o',
  ս: 'u',
  հ: 'h',
  ո: 'n',
  ց: 'g',
  0: 'o',
  1: 'l',
};
const skeleton = (folded: string): string =>
  charsOf(folded)
    .map((char) => likeLatin[char] ?? char)
    .join('');

/** Whether two tokens differ only by characters that look alike. */
export const looksAlike = (a: Token, b: Token): boolean =>
  a.folded !== b.folded && skeleton(a.folded) === skeleton(b.folded);

/** Everything suspicious in either name, and the look-alikes by which two paired tokens differ. */
export const suspiciousIn = (
  account: string,
  printed: string,
  pairs: readonly (readonly [Token, Token])[],
): readonly Suspicious[] => {
  const found = [...inOneName('account', account), ...inOneName('printed', printed)];
  for (const [a, b] of pairs.filter(([one, other]) => looksAlike(one, other))) {
    for (const [side, token] of [
      ['account', a],
      ['printed', b],
    ] as const) {
      for (const [offset, char] of charsOf(token.typed).entries()) {
        const plain = likeLatin[char.toLowerCase()];
        const at = token.at + offset;
        if (plain !== undefined && !found.some((known) => known.side === side && known.at === at)) {
          found.push({
            side,
            kind: 'look-alike',
            codePoint: codePointOf(char),
            at,
            note: `looks like “${plain}”, is another character`,
          });
        }
      }
    }
  }
  return found;
};
