/** A text's sentences with where they stand; the full stop belongs to its sentence, the space after it to none. */
export const sentencesOf = (text: string): readonly { readonly from: number; readonly words: string }[] =>
  [...text.matchAll(/\S[^.!?…]*(?:[.!?…](?=\S)[^.!?…]*)*[.!?…]*/gu)].map((match) => ({
    from: match.index,
    words: match[0].trimEnd(),
  }));

/** The words as one pattern: whole words in any letter case, an apostrophe in either form. */
export const wholeWords = (...words: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|').replaceAll("'", "['’]")})(?![\\p{L}\\p{N}])`, 'iu');
