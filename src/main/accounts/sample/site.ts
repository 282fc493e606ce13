/** What people open: sign-in, code, enrolment, home. Nothing but signing in is reachable before it. */
import { z } from 'zod';
import { BadRequest, type Call, cookieOf, formOf, jsonOf, type Reply } from '#main/accounts/sample/http';
import { memberPosts, memberPage } from '#main/accounts/sample/member-site';
import { codePage, enrolPage, homePage, lostPage, signInPage } from '#main/accounts/sample/pages';
import type { SignInResult } from '#main/accounts/sample/sign-in';
import {
  dropCookie,
  goTo,
  isOwnForm,
  isOwnOrigin,
  languageFor,
  pendingCookie,
  type Refusal,
  render,
  sessionCookie,
  setCookie,
  type Site,
} from '#main/accounts/sample/site-frame';
import { styleSheet } from '#main/accounts/sample/style';
import { textsIn } from '#main/accounts/sample/texts';

const JsonSignIn = z.strictObject({
  login: z.string().max(200),
  password: z.string().max(200),
  code: z.string().max(40).optional(),
});

export const answerSite = async (site: Site, call: Call): Promise<Reply> => {
  switch (`${call.method} ${call.path}`) {
    case 'GET /style.css':
      return { status: 200, css: styleSheet };
    case 'GET /favicon.ico':
      return { status: 204 };
    case 'GET /':
      return home(site, call);
    case 'GET /sign-in':
      return render(site, call, null, null, (context) => signInPage(context, ''));
    case 'GET /sign-in/code':
      return codeStep(site, call, null);
    case 'GET /enrol':
      return enrolStep(site, call, null);
    case 'GET /security':
    case 'GET /security/new-app':
    case 'GET /firm':
      return memberPage(site, call);
  }
  if (call.method === 'POST') {
    if (call.path === '/sign-in' && /^application\/json\b/i.test(call.headers['content-type'] ?? ''))
      return signInByJson(site, call);
    const form = posts[call.path];
    if (form)
      return isOwnForm(site, call)
        ? form(site, call, formOf(call))
        : render(site, call, null, 'stranger', (context) => signInPage(context, ''), 403);
  }
  return render(site, call, null, null, lostPage, 404);
};

const posts: { readonly [path: string]: (site: Site, call: Call, form: URLSearchParams) => Promise<Reply> } = {
  '/sign-in': async (site, call, form) => {
    const login = (form.get('login') ?? '').slice(0, 200);
    const result = await site.signIn.start(login, (form.get('password') ?? '').slice(0, 200), null, deviceOf(call));
    if (result.state !== 'refused') return goOn(result);
    return render(site, call, null, result, (context) => signInPage(context, login), statusOf(result));
  },
  '/sign-in/code': async (site, call, form) => {
    const result = site.signIn.giveCode(
      cookieOf(call, pendingCookie) ?? '',
      (form.get('code') ?? '').slice(0, 40),
      deviceOf(call),
    );
    return result.state === 'refused' ? codeStep(site, call, result) : goOn(result);
  },
  '/enrol': async (site, call, form) => {
    const label = (form.get('label') ?? '').trim().slice(0, 100) || textsIn(languageFor(call, null)).enrolDefaultLabel;
    const result = site.signIn.confirmEnrolment(
      cookieOf(call, pendingCookie) ?? '',
      (form.get('code') ?? '').slice(0, 40),
      label,
      deviceOf(call),
    );
    return result.state === 'refused' ? enrolStep(site, call, result) : goOn(result);
  },
  '/sign-out': async (site, call) => {
    const token = cookieOf(call, sessionCookie) ?? '';
    const session = site.signIn.session(token);
    if (session) site.signIn.endSession(token, session.sessionId);
    return goTo('/sign-in', [dropCookie(sessionCookie), dropCookie(pendingCookie)]);
  },
  ...memberPosts,
  '/sessions/end': async (site, call, form) => {
    site.signIn.endSession(cookieOf(call, sessionCookie) ?? '', form.get('session') ?? '');
    return goTo('/');
  },
};

/** A new token at every step, so that none that was known before a step is worth anything after it. */
const cookiesAfter = (result: Exclude<SignInResult, { state: 'refused' }>): string[] => {
  return result.state === 'signed-in'
    ? [setCookie(sessionCookie, result.token), dropCookie(pendingCookie)]
    : [setCookie(pendingCookie, result.token), dropCookie(sessionCookie)];
};

const goOn = (result: Exclude<SignInResult, { state: 'refused' }>): Reply => {
  const next = { 'signed-in': '/', 'enrol-required': '/enrol', 'code-required': '/sign-in/code' } as const;
  return goTo(next[result.state], cookiesAfter(result));
};

/** For tests. A page of somebody else's can't send JSON here: the browser would ask first, and gets no yes. */
const signInByJson = async (site: Site, call: Call): Promise<Reply> => {
  if (!isOwnOrigin(call)) return { status: 403, json: { error: 'origin' } };
  const input = JsonSignIn.safeParse(jsonOf(call));
  if (!input.success)
    throw new BadRequest(
      400,
      input.error.issues[0]?.path.join('.') || 'body',
      'must be login, password and, when there is one, code',
    );
  const { login, password, code } = input.data;
  const result = await site.signIn.start(login, password, code ?? null, deviceOf(call));
  if (result.state !== 'refused')
    return { status: 200, json: { state: result.state }, headers: { 'set-cookie': cookiesAfter(result) } };
  return {
    status: 200,
    json: { state: 'refused', why: result.why, ...(result.why === 'throttled' ? { retryAt: result.retryAt } : {}) },
  };
};

const home = async (site: Site, call: Call): Promise<Reply> => {
  const session = site.signIn.session(cookieOf(call, sessionCookie) ?? '');
  if (!session) return goTo('/sign-in');
  const { person, sessionId } = session;
  return render(site, call, person.language, null, (context) =>
    homePage(context, person, site.directory.sessions(person.id), sessionId),
  );
};

const codeStep = async (site: Site, call: Call, refusal: Refusal | null): Promise<Reply> => {
  if (refusal?.why === 'locked') return startOver(site, call, refusal);
  const pending = site.signIn.pending(cookieOf(call, pendingCookie) ?? '', 'code');
  if (!pending || refusal?.why === 'expired') return startOver(site, call, { state: 'refused', why: 'expired' });
  return render(
    site,
    call,
    pending.person.language,
    refusal?.why === 'wrong' ? 'code' : refusal,
    (context) => codePage(context, pending.person, pending.offer),
    statusOf(refusal),
    pending.person.timeZone,
  );
};

const enrolStep = async (site: Site, call: Call, refusal: Refusal | null): Promise<Reply> => {
  if (refusal?.why === 'locked') return startOver(site, call, refusal);
  const pending = site.signIn.pending(cookieOf(call, pendingCookie) ?? '', 'enrol');
  if (!pending || pending.secret === null || refusal?.why === 'expired')
    return startOver(site, call, { state: 'refused', why: 'expired' });
  const { person, secret } = pending;
  return render(
    site,
    call,
    person.language,
    refusal?.why === 'wrong' ? 'code' : refusal,
    (context) => enrolPage(context, person, secret),
    statusOf(refusal),
    person.timeZone,
  );
};

const startOver = (site: Site, call: Call, refusal: Refusal): Promise<Reply> =>
  render(site, call, null, refusal, (context) => signInPage(context, ''), 403);

const statusOf = (refusal: Refusal | null): number => {
  if (refusal === null) return 200;
  return refusal.why === 'throttled' ? 429 : 403;
};

/** `Firefox on Linux`, roughly: enough to know a session again. */
const deviceOf = (call: Call): string => {
  const agent = call.headers['user-agent'] ?? '';
  const browser = /Edg\//.test(agent)
    ? 'Edge'
    : /Electron\/|Chrome\//.test(agent)
      ? 'Chrome'
      : /Firefox\//.test(agent)
        ? 'Firefox'
        : /Safari\//.test(agent)
          ? 'Safari'
          : 'Browser';
  const system = /iPhone|iPad/.test(agent)
    ? 'iOS'
    : /Android/.test(agent)
      ? 'Android'
      : /Windows/.test(agent)
        ? 'Windows'
        : /Mac OS/.test(agent)
          ? 'macOS'
          : /Linux/.test(agent)
            ? 'Linux'
            : null;
  return system ? `${browser} on ${system}` : browser;
};
