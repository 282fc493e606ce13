/** Where links lead: to the company's own hosts, and where their words say. */
import { linkifyit } from 'linkify-it';
import { webAddress } from '../clean';
import type { LintContext, TextFinding, TextRule } from './finding';

// Mail programs make links of much that nobody meant as one; reserved names (RFC 2606) are what a practice desk has.
const finder = linkifyit({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true });
finder.tlds(['example', 'test', 'invalid', 'localhost'], true);

const hostOf = (url: string): string | null => {
  try {
    return new URL(url).hostname.replace(/\.$/, '');
  } catch {
    return null;
  }
};

const isOwn = (host: string, { ownHosts }: LintContext): boolean =>
  ownHosts.some((own) => host === own.toLowerCase() || host.endsWith(`.${own.toLowerCase()}`));

/** Whatever a mail program would make a link of, addresses too. `host` is in its ASCII form: a look-alike shows. */
const namedIn = (text: string) =>
  (finder.match(text) ?? []).map(({ index, lastIndex, url, schema }) => ({
    from: index,
    to: lastIndex,
    isAddress: schema === 'mailto:',
    address: url.replace(/^mailto:/i, ''),
    host: schema === 'mailto:' ? hostOf(`https://${url.slice(url.lastIndexOf('@') + 1)}`) : hostOf(url),
  }));

const canBeSent = (url: string): boolean => {
  try {
    webAddress('link', url);
    return true;
  } catch {
    return false;
  }
};

export const links: TextRule = (given, context) => {
  const named = namedIn(given.text);
  const written = given.links.flatMap(({ from, to, url }): readonly TextFinding[] => {
    const host = hostOf(url);
    const at = { from, to, severity: 'error' as const, repair: { kind: 'unlink' as const } };
    if (host === null || !canBeSent(url)) return [{ ...at, rule: 'broken-link', about: null }];
    if (!isOwn(host, context)) return [{ ...at, rule: 'foreign-link', about: host }];
    const other = named.find((one) => one.from < to && one.to > from && one.host !== host);
    return other === undefined ? [] : [{ ...at, rule: 'link-text-names-other-host', about: host }];
  });
  const bare = named.flatMap(({ from, to, isAddress, address, host }): readonly TextFinding[] => {
    const isLinked = given.links.some((link) => link.from < to && link.to > from);
    const isKnown =
      host !== null &&
      (isOwn(host, context) ||
        (isAddress && context.ownAddresses.some((own) => own.toLowerCase() === address.toLowerCase())));
    return isLinked || isKnown
      ? []
      : [{ rule: 'foreign-link', severity: 'error', from, to, about: host, repair: { kind: 'put', text: '' } }];
  });
  return [...written, ...bare];
};
