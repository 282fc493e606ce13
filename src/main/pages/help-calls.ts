/**
 * The routes of the customer's article. No account, no cookie, no token: there is nothing that a strange site could
 * borrow, and a browser that says that a form came from one is not listened to.
 */
import type { IncomingMessage } from 'node:http';
import { mostCommentCharacters } from '#domain/guidance/comment';
import { feedbackKinds, sectionIds } from '#domain/guidance/events';
import type { FeedbackKind, SectionId } from '#domain/guidance/events';
import { guidancePath } from '#domain/guidance/guidance-url';
import type { PagesContext } from './call';
import { pageAnswer, wrongMethod } from './call';
import type { PagesLanguage } from './desk-port';
import { readBody, type Answer } from './exchange';
import { helpPage } from './help-page';
import type { HelpFault } from './help-words';

const bodyBytes = 16 * 1024;
const statusOf: Readonly<Record<HelpFault, number>> = { 'no-choice': 422, 'too-many': 429, away: 503, elsewhere: 403 };

export type HelpCall = {
  readonly request: IncomingMessage;
  readonly query: URLSearchParams;
  readonly language: PagesLanguage;
  readonly isRead: boolean;
  readonly address: string;
};

const sectionOf = (text: string | null): SectionId | null => sectionIds.find((id) => id === text) ?? null;
const kindOf = (text: string | null): FeedbackKind | null => feedbackKinds.find((kind) => kind === text) ?? null;

/** `GET` shows the article, `POST` says something about one section of it. */
export const answerHelp = async (context: PagesContext, call: HelpCall): Promise<Answer> => {
  const { guidance, companyName } = context;
  const { language } = call;
  const page = async (more: Pick<Parameters<typeof helpPage>[0], 'said' | 'refused'> = {}): Promise<string> =>
    helpPage({ look: await guidance.look(), language, companyName, ...more });
  if (call.isRead) return pageAnswer(await page({ said: sectionOf(call.query.get('said')) }));
  if (call.request.method !== 'POST') return wrongMethod('GET, HEAD, POST');

  const body = await readBody(call.request, bodyBytes, context.limits.bodyMs);
  const fields = new URLSearchParams(typeof body === 'string' ? '' : body.toString('utf8'));
  const section = sectionOf(fields.get('section'));
  // Only what our own page sends has a section.
  if (section === null) return pageAnswer(await page(), 422);
  const kind = kindOf(fields.get('kind'));
  const comment = (fields.get('comment') ?? '').slice(0, 2 * mostCommentCharacters);
  const refuse = async (fault: HelpFault): Promise<Answer> => ({
    ...pageAnswer(await page({ refused: { section, fault, kind, comment } }), statusOf[fault]),
    ...(fault === 'too-many' ? { headers: { 'Retry-After': '3600' } } : {}),
  });
  const from = call.request.headers['sec-fetch-site'];
  if (from !== undefined && from !== 'same-origin') return await refuse('elsewhere');
  if (kind === null) return await refuse('no-choice');
  if (!context.feedbackRate(call.address)) return await refuse('too-many');
  try {
    if ((await guidance.say({ section, kind, language, comment })) === 'too-many') return await refuse('too-many');
  } catch (error) {
    context.onError?.(error);
    return await refuse('away');
  }
  // The next load is a plain look: nothing is sent twice by going back or loading again.
  return {
    status: 303,
    contentType: 'text/plain; charset=utf-8',
    body: '',
    headers: { Location: `${guidancePath}?lang=${language}&said=${section}#ask-${section}` },
  };
};
