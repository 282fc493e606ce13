/** The pages themselves: plain HTML that needs no script. */
import QRCode from 'qrcode';
import { generateURI } from 'otplib';
import type { Session } from '#main/accounts/sample/directory';
import type { Offer, Person } from '#main/accounts/sample/sign-in';
import { type Language, textsIn } from '#main/accounts/sample/texts';

const escapes: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for quoted attributes. */
export const escapeHtml = (text: string): string => {
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character]!);
};

/** `formToken` goes into every form: a form without it came from somewhere else. */
export type PageContext = { readonly language: Language; readonly formToken: string; readonly error: string | null };

/** The page around `main`. */
export const page = ({ language, error }: PageContext, title: string, main: string): string => {
  const texts = textsIn(language);
  const alert = error ? `<p class="error" role="alert" id="error">${escapeHtml(error)}</p>` : '';
  return `<!doctype html>
<html lang="${language}-CA">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${error ? `${texts.errorPrefix}: ` : ''}${escapeHtml(title)} · ${texts.product}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><p><strong>${texts.product}</strong> <span>${texts.tagline}</span></p> <a href="?lang=${language === 'fr' ? 'en' : 'fr'}" lang="${language === 'fr' ? 'en' : 'fr'}" hreflang="${language === 'fr' ? 'en' : 'fr'}">${texts.other}</a></header>
<main>
<h1>${escapeHtml(title)}</h1>
${alert}${main}
</main>
<footer>${texts.sample}</footer>
</body>
</html>
`;
};

/** For every form. */
export const hidden = ({ formToken }: PageContext): string =>
  `<input type="hidden" name="form" value="${escapeHtml(formToken)}">`;
const invalid = ({ error }: PageContext): string => (error ? ' aria-invalid="true" aria-describedby="error"' : '');

export const signInPage = (context: PageContext, login: string): string => {
  const texts = textsIn(context.language);
  return page(
    context,
    texts.signIn,
    `<form method="post" action="/sign-in">${hidden(context)}
<label for="login">${texts.login}</label>
<input id="login" name="login" type="text" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="200" required value="${escapeHtml(login)}"${invalid(context)}${login ? '' : ' autofocus'}>
<label for="password">${texts.password}</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required${invalid(context)}${login ? ' autofocus' : ''}>
<button>${texts.next}</button>
</form>`,
  );
};

export const codePage = (context: PageContext, person: Person, offer: Offer): string => {
  const texts = textsIn(context.language);
  const hints = [
    offer.hasApp ? texts.codeHintApp : null,
    offer.hasBackupCodes ? texts.codeHintBackup : null,
    offer.hasKey ? texts.codeHintKey : null,
  ].filter((hint) => hint !== null);
  return page(
    context,
    texts.codeTitle,
    `<p>${escapeHtml(person.login)}</p>
<div id="hints">${hints.map((hint) => `<p class="soft">${hint}</p>`).join('\n')}</div>
<form method="post" action="/sign-in/code">${hidden(context)}
<label for="code">${texts.codeLabel}</label>
<input id="code" name="code" type="text" inputmode="${offer.hasBackupCodes ? 'text' : 'numeric'}" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" maxlength="40" required autofocus aria-describedby="hints${context.error ? ' error' : ''}"${context.error ? ' aria-invalid="true"' : ''}>
<button>${texts.next}</button>
</form>
<p class="after"><a href="/sign-in">${texts.startAgain}</a></p>`,
  );
};

/** QR code, key, and the form that proves the app by its first code. */
export const appSetup = async (
  context: PageContext,
  person: Person,
  secret: string,
  action: string,
  button: string,
): Promise<string> => {
  const texts = textsIn(context.language);
  const uri = generateURI({ issuer: texts.product, label: person.login, secret });
  const svg = (await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })).replace(
    '<svg ',
    `<svg role="img" aria-label="${escapeHtml(texts.enrolQr)}" `,
  );
  return `<p>${texts.enrolScan}</p>
<div class="qr">${svg}</div>
<p>${texts.enrolType}<br><code id="secret">${secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code></p>
<form method="post" action="${action}">${hidden(context)}
<label for="label">${texts.enrolLabel}</label>
<input id="label" name="label" type="text" autocomplete="off" maxlength="100" value="${escapeHtml(texts.enrolDefaultLabel)}">
<label for="code">${texts.enrolConfirm}</label>
<input id="code" name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="10" required autofocus${invalid(context)}>
<button>${button}</button>
</form>`;
};

export const enrolPage = async (context: PageContext, person: Person, secret: string): Promise<string> => {
  const texts = textsIn(context.language);
  return page(
    context,
    texts.enrolTitle,
    `<p>${texts.enrolWhy}</p>\n${await appSetup(context, person, secret, '/enrol', texts.enrolButton)}`,
  );
};

export const homePage = (
  context: PageContext,
  person: Person,
  sessions: readonly Session[],
  thisSession: string,
): string => {
  const texts = textsIn(context.language);
  const format = new Intl.DateTimeFormat(`${context.language}-CA`, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: person.timeZone,
  });
  const time = (iso: string): string => `<time datetime="${iso}">${escapeHtml(format.format(new Date(iso)))}</time>`;
  const rows = sessions.map((session) => {
    const isHere = session.id === thisSession;
    const end = `<form method="post" action="/sessions/end">${hidden(context)}<input type="hidden" name="session" value="${escapeHtml(session.id)}"><button class="quiet" aria-label="${escapeHtml(texts.endLabel(session.device))}">${texts.end}</button></form>`;
    return `<li><div><strong>${escapeHtml(session.device)}</strong>${isHere ? ` <span class="soft">(${texts.here})</span>` : ''}<br>
<span class="soft">${texts.since} ${time(session.startedAt)}<br>${texts.seen} ${time(session.lastSeenAt)}</span></div>${isHere ? '' : end}</li>`;
  });
  return page(
    context,
    texts.home,
    `<p>${escapeHtml(texts.hello(person.name, person.firmName))}</p>
<h2 id="sessions">${texts.sessions}</h2>
<ul aria-labelledby="sessions">
${rows.join('\n')}
</ul>
<h2>${texts.account}</h2>
<ul>
<li><a href="/security">${texts.codeTitle}</a></li>${person.role === 'member' ? '' : `\n<li><a href="/firm">${texts.firm}</a></li>`}
</ul>
<form method="post" action="/sign-out">${hidden(context)}<button>${texts.signOut}</button></form>`,
  );
};

export const lostPage = (context: PageContext): string => {
  const texts = textsIn(context.language);
  return page(context, texts.notFound, `<p><a href="/sign-in">${texts.back}</a></p>`);
};
