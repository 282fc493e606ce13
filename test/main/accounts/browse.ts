/** What a browser without scripts does: follows, keeps cookies, sends forms from where they are. */
import { cookiesOf } from '#support/identity-system';

export type Browser = ReturnType<typeof browse>;

/** `cookies` of a sign-in that was done elsewhere. */
export const browse = (baseUrl: string, before = '') => {
  let cookies = before;
  let html = '';
  let path = '';
  let status = 0;
  const go = async (to: string, init: RequestInit = {}): Promise<void> => {
    const response = await fetch(`${baseUrl}${to}`, {
      ...init,
      redirect: 'manual',
      headers: { cookie: cookies, ...(init.headers as Record<string, string> | undefined) },
    });
    cookies = cookiesOf(response, cookies);
    const location = response.headers.get('location');
    html = await response.text();
    if (location) return go(location);
    path = to;
    status = response.status;
  };
  return {
    open: (to: string) => go(to),
    submit: (
      to: string,
      fields: { readonly [name: string]: string },
      headers: { readonly [name: string]: string } = { origin: baseUrl, 'sec-fetch-site': 'same-origin' },
    ) => {
      const token = /name="form" value="([^"]*)"/.exec(html)?.[1] ?? '';
      return go(to, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams({ form: token, ...fields }).toString(),
      });
    },
    forgetFormToken: () => {
      html = '';
    },
    at: () => [path, status],
    html: () => html,
    cookies: () => cookies,
  };
};

/** The key of a page that sets up an authenticator app. */
export const secretOn = (browser: Browser): string => {
  return /<code id="secret">([A-Z2-7 ]+)<\/code>/.exec(browser.html())![1]!.replaceAll(' ', '');
};
