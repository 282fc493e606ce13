/** The pages of somebody who is signed in, after the home page. */
import type { MemberRow } from '#main/accounts/sample/firm-help';
import type { OwnFactor } from '#main/accounts/sample/own-factors';
import { appSetup, escapeHtml, hidden, page, type PageContext } from '#main/accounts/sample/pages';
import type { Person } from '#main/accounts/sample/sign-in';
import { textsIn } from '#main/accounts/sample/texts';

const afterwards = (context: PageContext): string =>
  `<p class="after"><a href="/">${textsIn(context.language).backHome}</a></p>`;

/** Their own second factors. */
export const securityPage = (context: PageContext, person: Person, factors: readonly OwnFactor[]): string => {
  const texts = textsIn(context.language);
  const format = new Intl.DateTimeFormat(`${context.language}-CA`, { dateStyle: 'medium', timeZone: person.timeZone });
  const rows = factors.map(({ id, type, label, createdAt }) => {
    const remove = `<form method="post" action="/security/remove">${hidden(context)}<input type="hidden" name="factor" value="${escapeHtml(id)}"><button class="quiet" aria-label="${escapeHtml(texts.removeLabel(label))}">${texts.remove}</button></form>`;
    return `<li><div><strong>${escapeHtml(label)}</strong><br>
<span class="soft">${type === 'otp' ? texts.app : texts.key} · ${texts.since} <time datetime="${createdAt}">${escapeHtml(format.format(new Date(createdAt)))}</time></span></div>${factors.length > 1 ? remove : ''}</li>`;
  });
  const list = rows.length === 0 ? `<p>${texts.noFactors}</p>` : `<ul>\n${rows.join('\n')}\n</ul>`;
  return page(
    context,
    texts.codeTitle,
    `<p>${escapeHtml(person.login)}</p>\n${list}\n<p class="after"><a href="/security/new-app">${texts.addApp}</a></p>${afterwards(context)}`,
  );
};

/** A further authenticator app, for somebody who is signed in. */
export const newAppPage = async (context: PageContext, person: Person, secret: string): Promise<string> => {
  const texts = textsIn(context.language);
  return page(
    context,
    texts.addApp,
    `${await appSetup(context, person, secret, '/security/new-app', texts.addButton)}\n<p class="after"><a href="/security">${texts.codeTitle}</a></p>`,
  );
};

/** The firm's members, for an administrator or the Primary Subscriber. */
export const firmPage = (context: PageContext, person: Person, members: readonly MemberRow[]): string => {
  const texts = textsIn(context.language);
  const rows = members.map(({ id, name, role, hasSecondFactor, enabled, refusal }) => {
    const deed =
      refusal === null
        ? `<form method="post" action="/firm/turn-off">${hidden(context)}<input type="hidden" name="member" value="${escapeHtml(id)}"><button class="quiet" aria-label="${escapeHtml(texts.turnOffLabel(name))}">${texts.turnOff}</button></form>`
        : '';
    const why = refusal === 'yourself' || refusal === 'primary-subscriber' ? `<br>${texts.refusals[refusal]}` : '';
    return `<li><div><strong>${escapeHtml(name)}</strong><br>
<span class="soft">${texts.roles[role]} · ${hasSecondFactor ? texts.factorOn : texts.factorOff}${enabled ? '' : ` · ${texts.memberLocked}`}${why}</span></div>${deed}</li>`;
  });
  return page(
    context,
    texts.firm,
    `<p>${escapeHtml(person.firmName)}</p>\n<p>${texts.firmIntro}</p>\n${members.some(({ refusal }) => refusal === 'own-2fa-off') ? `<p><strong>${texts.refusals['own-2fa-off']}</strong></p>\n` : ''}<ul>\n${rows.join('\n')}\n</ul>${afterwards(context)}`,
  );
};

/** The error alone, and the way back. */
export const refusedPage = (context: PageContext): string => {
  return page(context, textsIn(context.language).firm, afterwards(context));
};
