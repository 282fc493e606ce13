/**
 * What customers open, as one plain HTTP handler: the identity form (`/v/<token>`), "this wasn't me" (`/n/<token>`),
 * and the article about account recovery (`/help`). A practice desk serves it on loopback, an always-on process behind
 * the company's proxy. A token is hashed before anything else happens with it, and nothing here is logged. GET and HEAD
 * change nothing: mail scanners open links.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createQueues } from '#main/files/one-at-a-time';
import { deadAnswer, type Call, type PagesContext, type PagesOptions } from './call';
import type { PagesLanguage } from './desk-port';
import { send, type Answer } from './exchange';
import { answerForm } from './form-calls';
import { answerHelp } from './help-calls';
import { createRate, hourMs, pagesLimits } from './limits';
import { answerNotice } from './notice-calls';
import { pagesCss } from './style';

const mostTokenCharacters = 200;

/** Lower-case hex SHA-256 of a token. */
export const hashToken = (token: string): string =>
  createHash('sha256').update(token.slice(0, mostTokenCharacters)).digest('hex');

/** The browser's language, unless `?lang=` says which. */
const languageOf = (request: IncomingMessage, query: URLSearchParams): PagesLanguage => {
  const asked = query.get('lang');
  if (asked === 'en' || asked === 'fr') return asked;
  return /^\s*fr\b/i.test(request.headers['accept-language'] ?? '') ? 'fr' : 'en';
};

/** The handler for `http.createServer`. */
export const createPages = (options: PagesOptions): ((request: IncomingMessage, response: ServerResponse) => void) => {
  const limits = { ...pagesLimits, ...options.limits };
  const context: PagesContext = {
    desk: options.desk,
    guidance: options.guidance,
    evidence: options.evidence,
    clock: options.clock,
    assets: options.assets,
    companyName: options.companyName,
    limits,
    alone: createQueues(),
    uploads: [],
    feedbackRate: createRate(options.clock, limits.feedbackPerAddressAndHour, hourMs),
    ...(options.onError === undefined ? {} : { onError: options.onError }),
  };
  const addressOf = options.addressOf ?? ((request: IncomingMessage) => request.socket.remoteAddress ?? 'unknown');
  const addressRate = createRate(options.clock, limits.requestsPerAddressAndMinute);
  const tokenRate = createRate(options.clock, limits.requestsPerTokenAndMinute);

  const route = async (request: IncomingMessage): Promise<Answer> => {
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(search);
    const language = languageOf(request, query);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const [, area, second = '', ...rest] = path.split('/');

    if (!addressRate(addressOf(request))) return deadAnswer('too-many', language, options.companyName);
    if (path === '/pages.css' && isRead)
      return {
        status: 200,
        contentType: 'text/css; charset=utf-8',
        body: pagesCss(await options.assets.fontName()),
        cache: 'hour',
      };
    if (path === '/favicon.ico' && isRead) return { status: 204, contentType: 'image/x-icon', body: '', cache: 'hour' };
    if (path === '/robots.txt' && isRead)
      return {
        status: 200,
        contentType: 'text/plain; charset=utf-8',
        body: 'User-agent: *\nDisallow: /\n',
        cache: 'hour',
      };
    if (area === 'assets' && isRead && rest.length === 0) {
      const file = await options.assets.file(second);
      if (file) return { status: 200, contentType: file.contentType, body: file.bytes, cache: 'forever' };
    }
    if (area === 'help' && second === '' && rest.length === 0)
      return await answerHelp(context, { request, query, language, isRead, address: addressOf(request) });
    if ((area === 'v' || area === 'n') && second !== '') {
      const call: Call = { request, tokenHash: hashToken(second), rest, query, language, isRead };
      if (!tokenRate(call.tokenHash)) return deadAnswer('too-many', language, options.companyName);
      return area === 'v' ? await answerForm(context, call) : await answerNotice(context, call);
    }
    return deadAnswer('unknown', language, options.companyName);
  };

  return (request, response) => {
    route(request)
      .catch((error: unknown): Answer => {
        options.onError?.(error);
        return deadAnswer('unavailable', languageOf(request, new URLSearchParams()), options.companyName);
      })
      .then((answer) => {
        send(request, response, answer);
      })
      .catch(() => {
        response.destroy();
      });
  };
};
