import { unseen as shownAsNothing } from '../names/normalise';
import { MailInputError } from './mail-input-error';

const maxLine = 200;
/** A sentence or two of our own. */
export const maxProse = 1000;
const maxUrl = 2000;

/**
 * Control, format (bidirectional marks, zero width) and line-breaking characters: what could forge a header or reorder
 * a line.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** The text with a space for whatever could hide in a line, end it or turn it round. */
export const withoutUnseen = (text: string): string => text.replace(unseen, ' ');

/** What shows nothing and stands in a word or turns it round: zero width, bidirectional marks, fillers. It just goes. */
const hidden = new RegExp(`(?:(?!\\p{Cc})${shownAsNothing.source}|\\p{Cf})+`, 'gu');
const lineOf = (value: string, most: number): string =>
  Array.from(
    withoutUnseen(
      value
        .normalize('NFC')
        .replace(/[\p{Zl}\p{Zp}]/gu, ' ')
        .replace(hidden, ''),
    )
      .replace(/\s+/gu, ' ')
      .trim(),
  )
    .slice(0, most)
    .join('')
    .trim();

/** Text of ours as one line, in which nothing hides and which ends no header. Throws MailInputError for an empty one. */
export const oneLine = (field: string, value: string, most = maxLine): string => {
  const line = lineOf(value, most);
  if (line === '') throw new MailInputError(field, 'must not be empty');
  return line;
};

/**
 * What other people chose to be called (an account's name, a colleague's, a sign-in address), as one line; empty where
 * nothing of it shows. Never refused: whoever sets such a name must not silence a mail with it (R6).
 */
export const shownName = (value: string): string => lineOf(value, maxLine);

const loopbackHosts = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** A link as it may stand in a mail: https, or http on loopback (the practice desk's pages), without credentials. */
export const webAddress = (field: string, value: string): string => {
  let url: URL;
  try {
    url = new URL(value);
  } catch {
    throw new MailInputError(field, 'must be a complete web address');
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopbackHosts.has(url.hostname))) {
    throw new MailInputError(field, 'must begin with https (http only on this computer)');
  }
  if (url.username !== '' || url.password !== '') throw new MailInputError(field, 'must not hold a user or password');
  if (url.href.length > maxUrl) throw new MailInputError(field, `must not be longer than ${maxUrl} characters`);
  // The parsed form has no spaces, quotes or line breaks left in it, and is what a QR code repeats exactly.
  return url.href.replaceAll("'", '%27');
};

/** Longer than this it is a message rather than a name. */
const maxSpoken = 60;
/** What mail programs would turn into a link or a call, and marks that tower over their line. */
const isLoud = (name: string): boolean =>
  /\p{L}\.\p{L}{2,}|\d(?:[ .-]?\d){6}|\p{M}{4}/u.test(name) || Array.from(name).length > maxSpoken;
/**
 * A name to speak of somebody by; null for one that shows nothing, reads like an address or an advertisement, which
 * mail programs would turn into a link, or towers over its line. Another word stands in its place then.
 */
export const spokenName = (value: string): string | null => {
  const name = shownName(value);
  return /^[\p{L}\p{M}\p{Zs}'’.-]+$/u.test(name) && /\p{L}/u.test(name) && !isLoud(name) ? name : null;
};

/** The same for a firm, which may have figures and signs in its name. */
export const spokenFirm = (value: string): string | null => {
  const name = shownName(value);
  return /^[\p{L}\p{M}\p{N}\p{Zs}'’.,&+()-]+$/u.test(name) && /[\p{L}\p{N}]/u.test(name) && !isLoud(name) ? name : null;
};

/**
 * `m•••••e@delisle-roy.example`: enough to know one's own, too little to learn another's. The dots don't count the
 * letters. What follows the @ is shown where it is a host's name, and not otherwise.
 */
export const maskAddress = (address: string): string => {
  const at = /@[\p{L}\p{M}\p{N}.-]+$/u.test(address) ? address.lastIndexOf('@') : -1;
  const local = Array.from(at < 0 ? address : address.slice(0, at));
  const last = local.length > 3 ? local.at(-1) : '';
  return `${local[0] ?? ''}•••••${last}${at < 0 ? '' : address.slice(at)}`;
};
