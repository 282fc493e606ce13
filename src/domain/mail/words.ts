/** A run of a mail's text: what both the HTML and the plain version are made from. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string };

/** One sentence or more, in pieces. */
export type Words = readonly Piece[];

type Value = string | Piece;

/** U+202F, the narrow no-break space that French puts before `; : ! ? »` and after `«`. */
export const narrowNoBreakSpace = '\u202f';
/** U+00A0, which keeps a number and its unit on one line. */
export const noBreakSpace = '\u00a0';

/** French text typed with plain spaces, with those that punctuation needs. */
export const spaceFrench = (text: string) =>
  text.replace(/ (?=[;:!?»])/g, narrowNoBreakSpace).replace(/« /g, `«${narrowNoBreakSpace}`);

const weave = (texts: readonly string[], values: readonly Value[]): Words =>
  texts.flatMap((text, index): Piece[] => {
    const value = values[index];
    const own: Piece[] = text === '' ? [] : [{ kind: 'text', text }];
    if (value === undefined) return own;
    return [...own, typeof value === 'string' ? { kind: 'text', text: value } : value];
  });

/** English text with values in it. */
export const en = (texts: TemplateStringsArray, ...values: readonly Value[]): Words => weave(texts, values);

/** French text, written with plain spaces; its own punctuation gets the right ones, the values stay as they are. */
export const fr = (texts: TemplateStringsArray, ...values: readonly Value[]): Words =>
  weave(texts.map(spaceFrench), values);

/** What has to be seen at a glance. */
export const strong = (text: string): Piece => ({ kind: 'strong', text });

/** A link with words of its own; the plain version writes the address out. */
export const link = (words: Words, url: string): Piece => ({ kind: 'link', text: plain(words), url });

/** The words without any mark-up, for subjects and labels. */
export const plain = (words: Words): string => words.map((piece) => piece.text).join('');
