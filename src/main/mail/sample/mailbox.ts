/**
 * The sample world's mailbox: SMTP server, kept letters, an API for the desk and tests, and the customers' inbox page.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { answer, answerJson, BadRequest, jsonBody } from '#main/mail/sample/http';
import { answerBytes } from '#main/mail/sample/answers';
import { openBehaviours } from '#main/mail/sample/behaviours';
import { serveDeskApi } from '#main/mail/sample/desk-api';
import { openDeskMailbox } from '#main/mail/sample/desk-mailbox';
import { AnswerRequest, openInbox } from '#main/mail/sample/inbox';
import { openLetters, type Letter } from '#main/mail/sample/letters';
import { readLetter } from '#main/mail/sample/reading';
import { openSmtp } from '#main/mail/sample/smtp';
import { createSmtpFaults, SmtpFault } from '#main/mail/sample/smtp-faults';

export type MailboxOptions = {
  readonly folder: string;
  /** The bearer token of the API; the inbox page's sessions are derived from it, so they outlive a restart. */
  readonly token: string;
  readonly smtpPassword: string;
  /** The port of the process before this one; 0 for any. */
  readonly wishedSmtpPort: number;
  readonly isAuthorised: (request: IncomingMessage) => boolean;
  readonly now?: () => Date;
};

export type Mailbox = {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  readonly facts: { readonly smtpPort: number };
  close(): Promise<void>;
};

const OpenRequest = z.strictObject({ to: z.string().max(254).optional(), message: z.string().max(40).optional() });

/** Opens the folder and listens for mail; HTTP is served by whoever calls `handle`. */
export const openMailbox = async ({
  folder,
  token,
  smtpPassword,
  wishedSmtpPort,
  isAuthorised,
  now = () => new Date(),
}: MailboxOptions): Promise<Mailbox> => {
  const letters = openLetters(join(folder, 'letters'));
  const faults = createSmtpFaults();
  const deskMailbox = openDeskMailbox(join(folder, 'desk-mailbox'));
  const behaviours = openBehaviours(join(folder, 'behaviours.json'));
  const smtp = await openSmtp({
    letters,
    deskMailbox,
    behaviours,
    faults,
    password: smtpPassword,
    wishedPort: wishedSmtpPort,
    now,
  });
  const inbox = openInbox({ letters, deskMailbox, behaviours, token, now });
  const serveDesk = serveDeskApi({ mailbox: deskMailbox, behaviours, now });

  const letterOf = (id: string): Letter => {
    const letter = letters.get(id);
    if (letter === null) throw new BadRequest(404, 'message: there is none with this id');
    return letter;
  };

  const api: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse, url: URL, id: string) => unknown>
  > = {
    'GET /sample/messages': (_request, response, url) => {
      const limit = Number(url.searchParams.get('limit') ?? '500');
      if (!Number.isInteger(limit) || limit < 1) throw new BadRequest(400, 'limit: must be a whole number above 0');
      const to = url.searchParams.get('to');
      const messageId = url.searchParams.get('messageId');
      answerJson(response, 200, {
        messages: letters.list({ limit, ...(to === null ? {} : { to }), ...(messageId === null ? {} : { messageId }) }),
      });
    },
    'GET /sample/messages/:id': async (_request, response, _url, id) =>
      answerJson(response, 200, { ...letterOf(id), ...(await readLetter(await letters.raw(id))) }),
    'GET /sample/messages/:id/raw': async (_request, response, _url, id) => {
      letterOf(id);
      answer(response, 200, 'message/rfc822', await letters.raw(id));
    },
    'GET /sample/messages/:id/qr': async (_request, response, _url, id) => {
      letterOf(id);
      const { qr } = await readLetter(await letters.raw(id));
      if (qr === null) throw new BadRequest(404, 'message: no QR code can be read in it');
      answerJson(response, 200, { decoded: qr });
    },
    'POST /sample/messages/:id/answer': async (request, response, _url, id) => {
      const [from = ''] = letterOf(id).to;
      const { text } = await jsonBody(request, AnswerRequest);
      const raw = await answerBytes(await letters.raw(id), { from, text, at: now() });
      answerJson(response, 201, { uid: await deskMailbox.add(raw, now()) });
    },
    'GET /sample/faults': (_request, response) => answerJson(response, 200, { faults: faults.list() }),
    'POST /sample/faults': async (request, response) => {
      faults.add(await jsonBody(request, SmtpFault));
      answerJson(response, 201, { faults: faults.list() });
    },
    'DELETE /sample/faults': (_request, response) => {
      faults.clear();
      answerJson(response, 200, { faults: [] });
    },
    'POST /sample/open': async (request, response) => {
      const { to, message } = await jsonBody(request, OpenRequest);
      answerJson(response, 201, {
        url: `http://${request.headers.host}${inbox.invite({ to: to ?? null, message: message ?? null })}`,
      });
    },
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    try {
      if (url.pathname === '/inbox' || url.pathname.startsWith('/inbox/'))
        return await inbox.handle(request, response, url);
      if (!isAuthorised(request)) throw new BadRequest(401, 'authorization: the mailbox’s token is missing or wrong');
      if (url.pathname.startsWith('/sample/desk/')) return await serveDesk(request, response, url);
      const id = /^\/sample\/messages\/([^/]+)/.exec(url.pathname)?.[1] ?? '';
      const route = api[`${request.method} ${id === '' ? url.pathname : url.pathname.replace(id, ':id')}`];
      if (route === undefined) throw new BadRequest(404, 'path: there is nothing here');
      await route(request, response, url, id);
    } catch (error) {
      if (!(error instanceof BadRequest) || response.headersSent) throw error;
      answerJson(response, error.status, { error: error.message });
    }
  };

  return { handle, facts: { smtpPort: smtp.port }, close: () => smtp.close() };
};
