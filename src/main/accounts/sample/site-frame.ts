/**
 * What every page's route needs: cookies, the reader's language, the proof that a form is our own, and the page around
 * the words.
 */
import { timingSafeEqual } from 'node:crypto';
import type { Directory } from '#main/accounts/sample/directory';
import type { FirmHelp } from '#main/accounts/sample/firm-help';
import { type Call, cookieOf, formOf, type Reply } from '#main/accounts/sample/http';
import type { OwnFactors } from '#main/accounts/sample/own-factors';
import type { PageContext } from '#main/accounts/sample/pages';
import { newToken, type SampleKeys } from '#main/accounts/sample/secrets';
import type { SignIn, SignInResult } from '#main/accounts/sample/sign-in';
import { type Language, languageOf, textsIn } from '#main/accounts/sample/texts';

export const sessionCookie = 'lumen-session';
export const pendingCookie = 'lumen-pending';
const formType = 'lumen-form';
const languageCookie = 'lumen-language';

/** No `Secure`: the sample is on loopback, in plain HTTP. */
export const setCookie = (name: string, value: string): string => `${name}=${value}; Path=/; HttpOnly; SameSite=Strict`;
export const dropCookie = (name: string): string => `${name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`;
export const goTo = (path: string, cookies: readonly string[] = []): Reply => ({
  status: 303,
  headers: { location: path, ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}) },
});

export type Site = {
  readonly keys: SampleKeys;
  readonly signIn: SignIn;
  readonly directory: Directory;
  readonly ownFactors: OwnFactors;
  readonly firmHelp: FirmHelp;
};
export type Refusal = Extract<SignInResult, { state: 'refused' }>;
/** Why a page says no. */
export type PageError = Refusal | 'code' | 'stranger' | 'lastFactor' | 'mayNot';

/** `known` is the account’s language. */
export const render = async (
  site: Site,
  call: Call,
  known: Language | null,
  error: PageError | null,
  draw: (context: PageContext) => string | Promise<string>,
  status = 200,
  timeZone = 'America/Toronto',
): Promise<Reply> => {
  const language = languageFor(call, known);
  const cookies: string[] = [];
  const wish = call.query.get('lang');
  if (wish === 'en' || wish === 'fr') cookies.push(setCookie(languageCookie, wish));
  let form = cookieOf(call, formType);
  if (!form || !/^[\w-]{43}$/.test(form)) {
    form = newToken();
    cookies.push(setCookie(formType, form));
  }
  const html = await draw({ language, formToken: site.keys.sign(form), error: wordsFor(error, language, timeZone) });
  return { status, html, ...(cookies.length > 0 ? { headers: { 'set-cookie': cookies } } : {}) };
};

const wordsFor = (error: PageError | null, language: Language, timeZone: string): string | null => {
  const texts = textsIn(language);
  if (error === null) return null;
  if (error === 'code') return texts.codeWrong;
  if (typeof error === 'string') return texts[error];
  if (error.why !== 'throttled') return texts[error.why];
  return texts.throttled(
    new Intl.DateTimeFormat(`${language}-CA`, { timeStyle: 'medium', timeZone }).format(new Date(error.retryAt)),
  );
};

/** A wish on the page first, then the account's, then the browser's. */
export const languageFor = (call: Call, known: Language | null): Language => {
  const wish = call.query.get('lang') ?? cookieOf(call, languageCookie);
  return wish === 'en' || wish === 'fr' ? wish : (known ?? languageOf(call.headers['accept-language']));
};

/** The form carries what only our own page could have written, and the browser says that it comes from here. */
export const isOwnForm = (site: Site, call: Call): boolean => {
  if (!isOwnOrigin(call)) return false;
  const expected = Buffer.from(site.keys.sign(cookieOf(call, formType) ?? ''));
  const given = Buffer.from(formOf(call).get('form') ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
};

export const isOwnOrigin = (call: Call): boolean => {
  const { origin, host } = call.headers;
  const site = call.headers['sec-fetch-site'];
  return (
    (origin === undefined || origin === `http://${host}`) &&
    (site === undefined || site === 'same-origin' || site === 'none')
  );
};
