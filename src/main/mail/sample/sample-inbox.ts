/** The desk's mailbox in the sample world, as the desk reads any. */
import { z } from 'zod';
import type { InboxPlace, InboxPort } from '#main/ports';
import { OutsideError } from '#main/ports';

const State = z.object({ validity: z.string(), last: z.number() });
const Page = z.object({
  validity: z.string(),
  entries: z.array(z.object({ uid: z.number(), size: z.number(), arrivedAt: z.string() })),
});

const timeoutMs = 10_000;
/** So often it is asked whether something came: a customer's answer is seen while one still looks at the inbox. */
const askEveryMs = 1_500;

/** Speaks to the mailbox at `http://127.0.0.1:<port>` with its token. */
export const createSampleInbox = ({
  baseUrl,
  token,
}: {
  readonly baseUrl: string;
  readonly token: string;
}): InboxPort => {
  const ask = async (path: string): Promise<Response | null> => {
    let response: Response;
    try {
      response = await fetch(`${baseUrl}/sample/desk/${path}`, {
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: { authorization: `Bearer ${token}` },
      });
    } catch (error) {
      const isSlow = error instanceof Error && error.name === 'TimeoutError';
      throw new OutsideError('mail', isSlow ? 'slow' : 'down', 'The sample mailbox can’t be read.');
    }
    if (response.status === 404) return null;
    if (!response.ok)
      throw new OutsideError('mail', 'unexpected', `The sample mailbox answered ${response.status}.`, {
        status: response.status,
      });
    return response;
  };
  const json = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => {
    const parsed = shape.safeParse(await (await ask(path))?.json());
    if (!parsed.success) throw new OutsideError('mail', 'unexpected', 'The sample mailbox answered something else.');
    return parsed.data;
  };
  const placeQuery = ({ validity, uid }: InboxPlace): string => `validity=${validity}&after=${uid}`;

  return {
    name: 'the practice mailbox',
    after: async (place, limit) =>
      json(`messages?limit=${limit}${place === null ? '' : `&${placeQuery(place)}`}`, Page),
    raw: async ({ validity, uid }, most) => {
      const response = await ask(`messages/${uid}/raw?validity=${validity}&most=${most}`);
      return response && new Uint8Array(await response.arrayBuffer());
    },
    watch: (onNews) => {
      let seen = '';
      const timer = setInterval(() => {
        json('state', State)
          .then(({ validity, last }) => {
            const now = `${validity} ${last}`;
            // The first look, too: what came between the last reading and this one is news.
            if (seen !== now) onNews();
            seen = now;
          })
          // The next look says what is wrong.
          .catch(() => undefined);
      }, askEveryMs);
      timer.unref();
      return () => clearInterval(timer);
    },
  };
};
