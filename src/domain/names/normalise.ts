/**
 * How rule plain-strict-v1 reads a name: what separates its tokens, and what two spellings of one token may differ in.
 *
 * Case, accents and ligatures, apostrophes and the kind of a hyphen don't count, because documents themselves vary
 * there: an identity card prints capitals, its machine-readable zone has no accents, leaves apostrophes out and writes
 * a hyphen as a space (ICAO Doc 9303-3 §4.6). Accents count nothing for Latin letters only: in other scripts a mark
 * often makes another letter (й, が), so those names are compared as they are. An umlaut is not spelt out: MUELLER is
 * not Müller here, a person says so.
 */

/**
 * Characters as Unicode counts them (code points): what is compared and pointed at here, never what is drawn as one.
 */
export const charsOf = (text: string): string[] => Array.from(text);

/**
 * A token of a name: as typed, safe to show, what it compares by, the hyphen that ties it to the one before ('' for
 * none), and where it starts in the name, in code points.
 */
export type Token = {
  readonly typed: string;
  readonly text: string;
  readonly folded: string;
  readonly lead: string;
  readonly at: number;
};

const apostrophe = /['\u2018\u2019\u201b\u02b9\u02bb-\u02bd\u02c8\u0060\u00b4\u2032\u2035\ua78b\ua78c\uff07]/u;
const apostrophes = new RegExp(apostrophe, 'gu');
// Catalan l·l, and nothing else that names use it for between Latin letters.
const middleDots = /[\u00b7\u2027]/gu;
const hyphen = /[\p{Pd}\u2212\u2043]/u;
const space = /[\p{Zs}\t\n\r]/u;
const punctuation = /\p{P}/u;

const isSeparator = (typed: string): boolean => {
  // Some characters are only other names for these: U+1FEF is a grave accent, U+0387 a middle dot.
  const char = typed.normalize('NFC');
  if (space.test(char) || hyphen.test(char)) return true;
  return punctuation.test(char) && !apostrophe.test(char) && char !== '\u00b7' && char !== '\u2027';
};

/** Characters that change nothing that one sees, or hide what one sees: never part of an honest comparison. */
export const unseen = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u2800\ufffd]/u;
const unseenAll = new RegExp(unseen, 'gu');

/** `U+200B` of a character. */
export const codePointOf = (char: string): string =>
  `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * A token that is safe to show: what can't be seen is written out, so that it can neither hide nor turn text around.
 */
const visible = (text: string): string => text.replace(unseenAll, (char) => `<${codePointOf(char)}>`);

/**
 * Letters without a canonical decomposition, after ICAO Doc 9303-3 table 6A, but ø, å, ä, ö, ü without a spelt-out e.
 */
const letters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'q',
  ſ: 's',
};
const foldable = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu');
/** Ligatures and digraphs that Unicode keeps as one character: ĳ, ŉ, ſ, ǆ …, ﬁ …. */
export const typographic = /[\u0132\u0133\u0149\u017f\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06]/u;
const typographicAll = new RegExp(typographic, 'gu');
const accented = /(\p{Script=Latin})\p{Mn}+/gu;

const plainCase = (text: string): string => text.normalize('NFD').toLowerCase().replace(/ς/gu, 'σ');

/** A token without apostrophes and case, but with its accents: tells an accent's difference from the others. */
export const withAccents = (text: string): string =>
  plainCase(text.normalize('NFC').replace(apostrophes, '').replace(middleDots, '')).normalize('NFC');

/** The apostrophes and middle dots of a token, in order: tells a difference of punctuation. */
export const apostrophesOf = (text: string): string =>
  charsOf(text.normalize('NFC'))
    .filter((char) => apostrophe.test(char) || char === '\u00b7' || char === '\u2027')
    .join('');

const fold = (text: string): string => {
  const bare = visible(text)
    .normalize('NFC')
    .replace(typographicAll, (char) => char.normalize('NFKD'))
    .replace(apostrophes, '')
    .replace(middleDots, '');
  return plainCase(bare)
    .replace(accented, '$1')
    .replace(foldable, (letter) => letters[letter] ?? letter)
    .normalize('NFC');
};

/** The tokens of a name, in order. Spaces, hyphens and punctuation other than apostrophes separate them. */
export const tokensOf = (name: string): readonly Token[] => {
  const tokens: Token[] = [];
  let run = '';
  let start = 0;
  let lead = '';
  const close = (): void => {
    if (run === '') return;
    const folded = fold(run);
    if (folded !== '') {
      tokens.push({ typed: run, text: visible(run).normalize('NFC'), folded, lead, at: start });
      lead = '';
    }
    run = '';
  };
  for (const [index, char] of charsOf(name).entries()) {
    if (isSeparator(char)) {
      close();
      if (tokens.length > 0 && lead === '' && hyphen.test(char)) lead = char;
    } else {
      if (run === '') start = index;
      run += char;
    }
  }
  close();
  return tokens;
};

/**
 * What a name compares by under plain-strict-v1: its folded tokens with one space between. Normalising it again changes
 * nothing.
 */
export const normaliseName = (name: string): string =>
  tokensOf(name)
    .map(({ folded }) => folded)
    .join(' ');
