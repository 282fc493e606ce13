/** The sample mailbox as the practice desk and the tests speak to it. */
import { z } from 'zod';
import type { Behaviour } from './behaviours';
import { SmtpFault, type SmtpFaultOrder } from './smtp-faults';
import { OutsideError } from '#main/ports';

const Letter = z.object({
  id: z.string(),
  receivedAt: z.string(),
  writtenAt: z.string().nullable(),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  messageId: z.string(),
  size: z.number(),
  sha256: z.string(),
  /** Counts arrivals under the same Message-ID: 2 is a mail that was sent twice. */
  delivery: z.number(),
  isRead: z.boolean(),
});
/** A letter in the mailbox's list. */
export type MailboxLetter = z.infer<typeof Letter>;
const Letters = z.object({ messages: z.array(Letter) });
const Decoded = z.object({ decoded: z.string() });
const Opened = z.object({ url: z.string() });
const Failure = z.object({ error: z.string() });

/** Every call may throw OutsideError (`mail`). */
export type MailboxClient = {
  /** Newest first. */
  list(filter?: {
    readonly to?: string;
    readonly messageId?: string;
    readonly limit?: number;
  }): Promise<readonly MailboxLetter[]>;
  /** The bytes as they arrived. */
  raw(id: string): Promise<Uint8Array>;
  /** What a phone reads in the letter's picture; null when there is no QR code in it. */
  decodedQr(id: string): Promise<string | null>;
  /** An address that opens the inbox page once, within a minute, at a person or a message. */
  openUrl(place?: { readonly to?: string; readonly message?: string }): Promise<string>;
  /** What a customer writes back to a letter; their mail program quotes it. */
  answer(id: string, text: string): Promise<void>;
  /** What becomes of mail to an address from now on. */
  behave(address: string, does: Behaviour): Promise<void>;
  /** Puts a message as it is into the desk's own mailbox. */
  deliver(raw: Uint8Array): Promise<void>;
  /** The desk's own mailbox as after a restore: the same messages under another validity, with other numbers. */
  recreate(): Promise<void>;
  /** Whether that mailbox can be read; it goes on taking messages. */
  readable(isReadable: boolean): Promise<void>;
  readonly faults: {
    add(fault: SmtpFaultOrder): Promise<void>;
    clear(): Promise<void>;
    list(): Promise<readonly SmtpFault[]>;
  };
};

const timeoutMs = 10_000;

/** Speaks to the mailbox at `http://127.0.0.1:<port>` with its token. */
export const createMailboxClient = ({
  baseUrl,
  token,
}: {
  readonly baseUrl: string;
  readonly token: string;
}): MailboxClient => {
  const call = async (method: string, path: string, body?: object | Uint8Array): Promise<Response> => {
    let response: Response;
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined
            ? {}
            : { 'content-type': body instanceof Uint8Array ? 'message/rfc822' : 'application/json' }),
        },
        ...(body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) }),
      });
    } catch (error) {
      const isSlow = error instanceof Error && error.name === 'TimeoutError';
      throw new OutsideError(
        'mail',
        isSlow ? 'slow' : 'down',
        isSlow ? 'The sample mailbox did not answer in time.' : 'The sample mailbox can’t be reached.',
      );
    }
    if (response.ok || response.status === 404) return response;
    const failure = Failure.safeParse(await response.json().catch(() => null));
    throw new OutsideError(
      'mail',
      response.status < 500 ? 'refused' : 'unexpected',
      failure.success
        ? `The sample mailbox refused: ${failure.data.error}`
        : `The sample mailbox answered ${response.status}.`,
    );
  };
  const found = async (response: Response): Promise<Response> => {
    if (response.status === 404) throw new OutsideError('mail', 'refused', 'The sample mailbox has no such message.');
    return response;
  };

  return {
    list: async ({ to, messageId, limit } = {}) => {
      const query = new URLSearchParams();
      if (to !== undefined) query.set('to', to);
      if (messageId !== undefined) query.set('messageId', messageId);
      if (limit !== undefined) query.set('limit', String(limit));
      const response = await found(await call('GET', `/sample/messages?${query.toString()}`));
      return Letters.parse(await response.json()).messages;
    },
    raw: async (id) =>
      new Uint8Array(
        await (await found(await call('GET', `/sample/messages/${encodeURIComponent(id)}/raw`))).arrayBuffer(),
      ),
    decodedQr: async (id) => {
      const response = await call('GET', `/sample/messages/${encodeURIComponent(id)}/qr`);
      return response.status === 404 ? null : Decoded.parse(await response.json()).decoded;
    },
    openUrl: async (place = {}) =>
      Opened.parse(await (await found(await call('POST', '/sample/open', place))).json()).url,
    answer: async (id, text) => {
      await found(await call('POST', `/sample/messages/${encodeURIComponent(id)}/answer`, { text }));
    },
    behave: async (address, does) => {
      await call('POST', '/sample/desk/behaviour', { address, does });
    },
    deliver: async (raw) => {
      await call('POST', '/sample/desk/messages', raw);
    },
    readable: async (isReadable) => {
      await call('POST', `/sample/desk/${isReadable ? 'up' : 'down'}`, {});
    },
    recreate: async () => {
      await call('POST', '/sample/desk/recreate', {});
    },
    faults: {
      add: async (fault) => {
        await call('POST', '/sample/faults', fault);
      },
      clear: async () => {
        await call('DELETE', '/sample/faults');
      },
      list: async () =>
        z.object({ faults: z.array(SmtpFault) }).parse(await (await call('GET', '/sample/faults')).json()).faults,
    },
  };
};
