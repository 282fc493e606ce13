/**
 * The customers' inbox as a page for people. One gets in by a one-time address that the desk asked for with its token.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerBytes } from '#main/mail/sample/answers';
import { behaviours, type Behaviours } from '#main/mail/sample/behaviours';
import type { DeskMailbox } from '#main/mail/sample/desk-mailbox';
import { answer, answerJson, BadRequest, jsonBody } from '#main/mail/sample/http';
import script from './page/inbox.js?raw';
import style from './page/inbox.css?raw';
import { closedPage, inboxPage } from '#main/mail/sample/page/inbox-html';
import type { Letter, Letters } from '#main/mail/sample/letters';
import { letterPolicy, letterHtml, readLetter } from '#main/mail/sample/reading';

const invitationMs = 60_000;
const sessionMs = 12 * 60 * 60_000;

const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

type Place = { readonly to: string | null; readonly message: string | null };

export type Inbox = {
  /** A path that opens the inbox once, within a minute, at an address or a message. */
  invite(place: Place): string;
  handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void>;
};

/**
 * Signed with a key of the token, so that a page survives the mailbox's restart; a port is not part of a cookie's
 * scope, so it is part of the name.
 */
const createSessions = (token: string, now: () => Date) => {
  const key = createHmac('sha256', token).update('inbox session').digest();
  const sign = (until: string) => createHmac('sha256', key).update(until).digest('base64url');
  const nameFor = (request: IncomingMessage) => `rd-inbox-${/:(\d+)$/.exec(request.headers.host ?? '')?.[1] ?? '0'}`;
  return {
    cookie: (request: IncomingMessage): string => {
      const until = String(now().getTime() + sessionMs);
      return `${nameFor(request)}=${until}.${sign(until)}; HttpOnly; SameSite=Lax; Path=/inbox; Max-Age=${sessionMs / 1000}`;
    },
    isOpen: (request: IncomingMessage): boolean => {
      const prefix = `${nameFor(request)}=`;
      const value =
        (request.headers.cookie ?? '')
          .split(/;\s*/)
          .find((one) => one.startsWith(prefix))
          ?.slice(prefix.length) ?? '';
      const [until = '', given = ''] = value.split('.');
      const expected = Buffer.from(sign(until));
      const isSigned = given.length === expected.length && timingSafeEqual(Buffer.from(given), expected);
      return isSigned && Number(until) > now().getTime();
    },
  };
};

/** Addresses with mail, the last to get one first. */
const peopleOf = (all: readonly Letter[]) => {
  const people = new Map<
    string,
    { address: string; count: number; unread: number; lastAt: string; lastSubject: string }
  >();
  for (const letter of all) {
    for (const address of letter.to) {
      const person = people.get(address.toLowerCase()) ?? {
        address,
        count: 0,
        unread: 0,
        lastAt: letter.writtenAt ?? letter.receivedAt,
        lastSubject: letter.subject,
      };
      people.set(address.toLowerCase(), {
        ...person,
        count: person.count + 1,
        unread: person.unread + (letter.isRead ? 0 : 1),
      });
    }
  }
  return [...people.values()];
};

/** A letter in a list of the page: the same mail that arrived twice is marked. */
const listed = ({ id, receivedAt, writtenAt, subject, delivery, isRead }: Letter) => ({
  id,
  at: writtenAt ?? receivedAt,
  subject,
  delivery,
  isRead,
});

/** What a customer writes back. */
export const AnswerRequest = z.strictObject({ text: z.string().trim().min(1).max(20_000) });
const BehaveRequest = z.strictObject({ address: z.string().min(3).max(254), does: z.enum(behaviours) });

export const openInbox = ({
  letters,
  deskMailbox,
  behaviours: chosen,
  token,
  now,
}: {
  readonly letters: Letters;
  readonly deskMailbox: DeskMailbox;
  readonly behaviours: Behaviours;
  readonly token: string;
  readonly now: () => Date;
}): Inbox => {
  const sessions = createSessions(token, now);
  const invitations = new Map<string, { readonly until: number; readonly place: Place }>();

  const enter = (request: IncomingMessage, response: ServerResponse, key: string) => {
    const invitation = invitations.get(key);
    invitations.delete(key);
    if (invitation === undefined || invitation.until < now().getTime()) {
      if (sessions.isOpen(request)) return redirect(response, '/inbox');
      return answer(response, 403, 'text/html; charset=utf-8', closedPage, { 'content-security-policy': pagePolicy });
    }
    const { to, message } = invitation.place;
    const hash = new URLSearchParams({
      ...(to === null ? {} : { to }),
      ...(message === null ? {} : { message }),
    }).toString();
    response.setHeader('set-cookie', sessions.cookie(request));
    redirect(response, `/inbox${hash === '' ? '' : `#${hash}`}`);
  };

  const showLetter = async (response: ServerResponse, id: string, part: string | undefined) => {
    const letter = letters.get(id);
    if (letter === null) throw new BadRequest(404, 'message: there is none with this id');
    const raw = await letters.raw(id);
    if (part === 'html') {
      const html = await letterHtml(raw);
      return answer(response, 200, 'text/html; charset=utf-8', html ?? '', {
        'content-security-policy': letterPolicy,
      });
    }
    const { qr, ...shown } = await readLetter(raw);
    if (part === 'scan')
      return qr === null
        ? answerJson(response, 404, { error: 'message: no QR code can be read in it' })
        : answerJson(response, 200, { url: qr });
    await letters.markRead(id);
    answerJson(response, 200, {
      ...listed(letter),
      ...shown,
      hasQr: qr !== null,
      recipients: letter.to,
      source: raw.toString('utf8'),
    });
  };

  const handle = async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const { pathname } = url;
    const page = { 'content-security-policy': pagePolicy, 'cross-origin-opener-policy': 'same-origin' };
    const isGet = request.method === 'GET';
    // The page's own files hold nothing that is anybody's.
    if (isGet && pathname === '/inbox/inbox.js') return answer(response, 200, 'text/javascript; charset=utf-8', script);
    if (isGet && pathname === '/inbox/inbox.css') return answer(response, 200, 'text/css; charset=utf-8', style);
    const key = /^\/inbox\/enter\/([\w-]{43})$/.exec(pathname)?.[1];
    if (isGet && key !== undefined) return enter(request, response, key);
    if (!sessions.isOpen(request)) {
      if (pathname !== '/inbox') throw new BadRequest(401, 'session: open the inbox from the practice desk');
      return answer(response, 403, 'text/html; charset=utf-8', closedPage, page);
    }
    // Another page of this computer may make a request with the cookie, but not say that it comes from here.
    if (request.headers.origin !== undefined && request.headers.origin !== `http://${request.headers.host}`)
      throw new BadRequest(403, 'origin: must be the inbox');
    if (isGet && pathname === '/inbox') return answer(response, 200, 'text/html; charset=utf-8', inboxPage, page);
    if (isGet && pathname === '/inbox/state') {
      const revision = String(letters.revision());
      if (url.searchParams.get('revision') === revision) {
        response.writeHead(204, { 'cache-control': 'no-store' }).end();
        return;
      }
      const to = url.searchParams.get('to');
      return answerJson(response, 200, {
        revision,
        people: peopleOf(letters.list()),
        messages: to === null ? [] : letters.list({ to }).map(listed),
        does: to === null ? null : chosen.of(to),
      });
    }
    if (request.method === 'POST' && pathname === '/inbox/behaviour') {
      const { address, does } = await jsonBody(request, BehaveRequest);
      chosen.set(address, does);
      return answerJson(response, 200, {});
    }
    const answered = /^\/inbox\/messages\/([\w-]+)\/answer$/.exec(pathname)?.[1];
    if (request.method === 'POST' && answered !== undefined) {
      const letter = letters.get(answered);
      if (letter === null) throw new BadRequest(404, 'message: there is none with this id');
      const { text } = await jsonBody(request, AnswerRequest);
      const [from = ''] = letter.to;
      await deskMailbox.add(await answerBytes(await letters.raw(answered), { from, text, at: now() }), now());
      return answerJson(response, 201, {});
    }
    const [, id, part] = /^\/inbox\/messages\/([\w-]+)(?:\/(html|scan))?$/.exec(pathname) ?? [];
    if (id !== undefined && request.method === (part === 'scan' ? 'POST' : 'GET'))
      return showLetter(response, id, part);
    throw new BadRequest(404, 'path: there is nothing here');
  };

  return {
    invite: (place) => {
      for (const [old, { until }] of invitations) if (until < now().getTime()) invitations.delete(old);
      const key = randomBytes(32).toString('base64url');
      invitations.set(key, { until: now().getTime() + invitationMs, place });
      return `/inbox/enter/${key}`;
    },
    handle,
  };
};

const redirect = (response: ServerResponse, location: string) => {
  response
    .writeHead(303, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'content-length': 0 })
    .end();
};
