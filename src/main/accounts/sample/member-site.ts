/** What somebody who is signed in opens: their own second factors, and, as an administrator, the firm's members. */
import { maySeeFirm } from '#main/accounts/sample/firm-help';
import { type Call, cookieOf, type Reply } from '#main/accounts/sample/http';
import { firmPage, newAppPage, refusedPage, securityPage } from '#main/accounts/sample/member-pages';
import type { Person } from '#main/accounts/sample/sign-in';
import { goTo, languageFor, type PageError, render, sessionCookie, type Site } from '#main/accounts/sample/site-frame';
import { textsIn } from '#main/accounts/sample/texts';

type Here = { readonly site: Site; readonly call: Call; readonly person: Person; readonly sessionId: string };
type Deed = (here: Here, form: URLSearchParams) => Promise<Reply>;

/** For pages and deeds that need a session: without one, to the sign-in. */
const withSession = async (site: Site, call: Call, deed: (here: Here) => Promise<Reply>): Promise<Reply> => {
  const session = site.signIn.session(cookieOf(call, sessionCookie) ?? '');
  return session ? deed({ site, call, ...session }) : goTo('/sign-in');
};

const security = ({ site, call, person }: Here, error: PageError | null = null): Promise<Reply> =>
  render(
    site,
    call,
    person.language,
    error,
    (context) => securityPage(context, person, site.ownFactors.list(person.id)),
    error === null ? 200 : 403,
  );

const newApp = ({ site, call, person, sessionId }: Here, error: PageError | null = null): Promise<Reply> =>
  render(
    site,
    call,
    person.language,
    error,
    (context) => newAppPage(context, person, site.ownFactors.begin(sessionId)),
    error === null ? 200 : 403,
  );

const firm = async ({ site, call, person }: Here): Promise<Reply> => {
  if (!maySeeFirm(person.role)) return render(site, call, person.language, 'mayNot', refusedPage, 403);
  return render(site, call, person.language, null, (context) => firmPage(context, person, site.firmHelp.rows(person)));
};

/** The caller has matched the path. */
export const memberPage = (site: Site, call: Call): Promise<Reply> => {
  return withSession(site, call, (here) =>
    call.path === '/firm' ? firm(here) : call.path === '/security' ? security(here) : newApp(here),
  );
};

const memberDeeds: { readonly [path: string]: Deed } = {
  '/security/new-app': async (here, form) => {
    const { site, call, person, sessionId } = here;
    const label =
      (form.get('label') ?? '').trim().slice(0, 100) || textsIn(languageFor(call, person.language)).enrolDefaultLabel;
    return site.ownFactors.confirm(person.id, sessionId, (form.get('code') ?? '').slice(0, 40), label)
      ? goTo('/security')
      : newApp(here, 'code');
  },
  '/security/remove': async (here, form) =>
    here.site.ownFactors.remove(here.person.id, form.get('factor') ?? '')
      ? goTo('/security')
      : security(here, 'lastFactor'),
  '/firm/turn-off': async ({ site, call, person }, form) => {
    const refusal = site.firmHelp.turnOff(person, form.get('member') ?? '');
    if (refusal === null) return goTo('/firm');
    if (!maySeeFirm(person.role)) return render(site, call, person.language, 'mayNot', refusedPage, 403);
    return render(
      site,
      call,
      person.language,
      'mayNot',
      (context) => firmPage(context, person, site.firmHelp.rows(person)),
      403,
    );
  },
};

/** The forms of these pages; the caller has checked that they are our own. */
export const memberPosts: {
  readonly [path: string]: (site: Site, call: Call, form: URLSearchParams) => Promise<Reply>;
} = Object.fromEntries(
  Object.entries(memberDeeds).map(([path, deed]) => [
    path,
    (site: Site, call: Call, form: URLSearchParams) => withSession(site, call, (here) => deed(here, form)),
  ]),
);
