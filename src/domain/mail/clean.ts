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

/**
 * A name as one line: whatever could end a header or hide in a line becomes a space, and 200 characters are enough for
 * a name.
 */
export const oneLine = (field: string, value: string, most = maxLine): string => {
  const line = withoutUnseen(value.normalize('NFC')).replace(/\s+/gu, ' ').trim();
  if (line === '') throw new MailInputError(field, 'must not be empty');
  return Array.from(line).slice(0, most).join('').trim();
};

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

/**
 * A name to greet with; null for one that reads like an address or an advertisement, which mail programs would turn
 * into a link.
 */
export const greetingName = (name: string): string | null =>
  /^[\p{L}\p{M}\p{Zs}'’.-]+$/u.test(name) && !/\p{L}\.\p{L}{2,}/u.test(name) ? name : null;

/**
 * `m•••••e@delisle-roy.example`: enough to know one's own, too little to learn another's. The dots don't count the
 * letters.
 */
export const maskAddress = (address: string): string => {
  const at = address.lastIndexOf('@');
  const local = Array.from(at < 0 ? address : address.slice(0, at));
  const last = local.length > 3 ? local.at(-1) : '';
  return `${local[0] ?? ''}•••••${last}${at < 0 ? '' : address.slice(at)}`;
};
