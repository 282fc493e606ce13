/** What the pages' routes share: their surroundings, one request taken apart, and the answers that all of them give. */
import type { IncomingMessage } from 'node:http';
import type { createQueues } from '#main/files/one-at-a-time';
import type { Clock } from '#main/ports';
import type { Assets } from './assets';
import { deadLinkPage, deadLinkStatus, type DeadLink } from './dead-link-page';
import type { PagesDesk, PagesLanguage } from './desk-port';
import type { Answer } from './exchange';
import type { PagesGuidance } from './guidance-port';
import type { PagesLimits } from './limits';
import type { PagesPictures } from './pictures-port';

/** What the pages need of the world. */
export type PagesOptions = {
  readonly desk: PagesDesk;
  readonly guidance: PagesGuidance;
  readonly evidence: PagesPictures;
  readonly clock: Clock;
  readonly assets: Assets;
  readonly companyName: string;
  readonly limits?: Partial<PagesLimits>;
  /** The customer's address; behind a proxy, from the header that the proxy sets. */
  readonly addressOf?: (request: IncomingMessage) => string;
  /** Told of what went wrong on our side; never gets a URL or a token. */
  readonly onError?: (error: unknown) => void;
};

/** What the routes share. */
export type PagesContext = Pick<
  PagesOptions,
  'desk' | 'guidance' | 'evidence' | 'clock' | 'assets' | 'companyName' | 'onError'
> & {
  readonly limits: PagesLimits;
  /** Changes through one link happen one after the other. */
  readonly alone: ReturnType<typeof createQueues>;
  /** A token hash for each upload that is in memory now. */
  readonly uploads: string[];
  /** Whether an address may say one more thing about the article. */
  readonly feedbackRate: (address: string) => boolean;
};

/** One request, taken apart. */
export type Call = {
  readonly request: IncomingMessage;
  readonly tokenHash: string;
  readonly rest: readonly string[];
  readonly query: URLSearchParams;
  readonly language: PagesLanguage;
  readonly isRead: boolean;
};

const htmlType = 'text/html; charset=utf-8';

/** A page that says why there is none. */
export const deadAnswer = (why: DeadLink, language: PagesLanguage, companyName: string): Answer => ({
  status: deadLinkStatus[why],
  contentType: htmlType,
  body: deadLinkPage(why, language, companyName),
  ...(why === 'too-many' ? { headers: { 'Retry-After': '60' } } : {}),
});
/** An HTML page. */
export const pageAnswer = (body: string, status = 200): Answer => ({ status, contentType: htmlType, body });
/** For a method that a path doesn't know. */
export const wrongMethod = (allow: string): Answer => ({
  status: 405,
  contentType: 'text/plain; charset=utf-8',
  body: 'Method not allowed\n',
  headers: { Allow: allow },
});
