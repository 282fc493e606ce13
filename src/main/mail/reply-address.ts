/**
 * Where an answer to a case's mail goes, `recovery+rd1042.k7fq2mxw4ptb6hzd@host` (RFC 5233): the case's number, and a
 * token that the vault makes of the case. Letters of one case only, since mail systems fold it; far below the 64 that a
 * local part may have (RFC 5321 §4.5.3.1.1).
 */

/** What stands for the token wherever staff look. */
export const replyStandIn = 'notshowntostaffs';

const parts = (address: string): readonly [string, string] => {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
};

/** The address of a case beside the desk's own one. */
export const replyAddress = (
  own: string,
  { number, token }: { readonly number: string; readonly token: string },
): string => {
  const [local, host] = parts(own);
  return `${local}+${number.toLowerCase().replace(/[^a-z0-9]/gu, '')}.${token}@${host}`;
};

/** A case that an address names: its number, and the token that would prove that we gave it out. */
export type NamedCase = { readonly number: string; readonly token: string };

/** The cases that addresses name which are ours; a message names one, or somebody put it together. */
export const namedCases = (own: string, addresses: readonly string[]): readonly NamedCase[] => {
  const [local, host] = parts(own.toLowerCase());
  return addresses.flatMap((address) => {
    const [given, givenHost] = parts(address.toLowerCase());
    if (givenHost !== host || !given.startsWith(`${local}+`)) return [];
    const [, digits, token] = /^rd(\d{1,12})\.([a-z2-7]{16})$/u.exec(given.slice(local.length + 1)) ?? [];
    return digits === undefined || token === undefined ? [] : [{ number: `RD-${digits}`, token }];
  });
};
