/** The routes of "this wasn't me". */
import { readBody, type Answer } from './exchange';
import { deadAnswer, pageAnswer, wrongMethod, type Call, type PagesContext } from './call';
import { isStopWord, itWasMePage, noticePage, stoppedPage } from './notice-page';

const bodyBytes = 16 * 1024;
const mostWords = 1000;

/** `GET` asks, `POST` with the word stops. An old or used link still accepts. */
export const answerNotice = async (context: PagesContext, call: Call): Promise<Answer> => {
  const { desk, companyName } = context;
  const notice = call.rest.length === 0 ? await desk.lookNotice(call.tokenHash) : null;
  if (notice === null) return deadAnswer('unknown', call.language, companyName);
  const language = call.query.has('lang') ? call.language : notice.language;
  const shown = { notice, language, companyName };
  if (call.isRead) return pageAnswer(call.query.get('me') === '1' ? itWasMePage(shown) : noticePage(shown));
  if (call.request.method !== 'POST') return wrongMethod('GET, HEAD, POST');

  const body = await readBody(call.request, bodyBytes, context.limits.bodyMs);
  const fields = new URLSearchParams(typeof body === 'string' ? '' : body.toString('utf8'));
  const words = (fields.get('words') ?? '').trim().slice(0, mostWords);
  if (!isStopWord(fields.get('word') ?? '')) return pageAnswer(noticePage({ ...shown, wrongWord: true, words }), 422);
  const done = await desk.repudiate(call.tokenHash, words === '' ? {} : { words });
  return done === null
    ? deadAnswer('unknown', language, companyName)
    : pageAnswer(stoppedPage({ done, language, companyName }));
};
