/**
 * A customer's comment before it is kept. The log forgets nothing, so what looks like an address, a number or a code
 * stays out of it.
 */

/** Characters that a comment may have. */
export const mostCommentCharacters = 500;

/**
 * Control, format (bidirectional marks, zero width), line-breaking and lone surrogate characters: what could reorder or
 * hide a line on the lead's screen.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;
const address = /[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+/gu;
/** A backup code as `a1b2-c3d4`. */
const backupCode = /\b(?=[a-z0-9-]*\d)[a-z0-9]{4,5}(?:-[a-z0-9]{4,5})+\b/giu;
/** Five digits and more, as people write telephone numbers, cards and codes. */
const longNumber = /\d(?:[\s().-]{0,3}\d){4,}/gu;

/** One line of at most 500 characters; an ellipsis stands where an address, a code or a long number was. */
export const cleanComment = (typed: string): string => {
  // Far longer than what can be kept: no pattern runs over more than this.
  const line = typed
    .slice(0, 4 * mostCommentCharacters)
    .normalize('NFC')
    .replace(unseen, ' ')
    .replace(/\s+/gu, ' ');
  return Array.from(line.replace(address, '…').replace(backupCode, '…').replace(longNumber, '…').trim())
    .slice(0, mostCommentCharacters)
    .join('')
    .trim();
};
