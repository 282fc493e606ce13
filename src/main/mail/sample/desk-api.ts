/** The desk's side of the sample mailbox over HTTP: what came for it, and what a test or a person does to it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { behaviours, type Behaviours } from './behaviours';
import type { DeskMailbox } from './desk-mailbox';
import { answer, answerJson, BadRequest, bodyBytes, jsonBody } from './http';

const mostPut = 64 * 1024 * 1024;
const Behave = z.strictObject({ address: z.email().max(254), does: z.enum(behaviours) });

const wholeNumber = (url: URL, name: string, usual: number): number => {
  const value = Number(url.searchParams.get(name) ?? usual);
  if (!Number.isSafeInteger(value) || value < 0) throw new BadRequest(400, `${name}: must be a whole number from 0`);
  return value;
};

/** Serves `/sample/desk/…`; whoever calls it has checked the token. False for what isn't there. */
export const serveDeskApi = ({
  mailbox,
  behaviours: chosen,
  now,
}: {
  readonly mailbox: DeskMailbox;
  readonly behaviours: Behaviours;
  readonly now: () => Date;
}) => {
  // Kept in memory: a restarted mailbox is well again.
  let isDown = false;
  return async (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> => {
    const route = `${request.method} ${url.pathname.slice('/sample/desk/'.length)}`;
    const validity = url.searchParams.get('validity') ?? '';
    if (route === 'POST down' || route === 'POST up') {
      isDown = route === 'POST down';
      return answerJson(response, 200, {});
    }
    if (isDown && request.method === 'GET') throw new BadRequest(503, 'mailbox: can’t be read at the moment');
    const uid = /^GET messages\/(\d{1,12})\/raw$/u.exec(route)?.[1];
    if (uid !== undefined) {
      const raw = await mailbox.raw({ validity, uid: Number(uid) }, wholeNumber(url, 'most', mostPut));
      if (raw === null) throw new BadRequest(404, 'message: there is none of this number');
      return answer(response, 200, 'message/rfc822', raw);
    }
    switch (route) {
      case 'GET state':
        return answerJson(response, 200, mailbox.state());
      case 'GET messages':
        return answerJson(response, 200, {
          validity: mailbox.state().validity,
          entries: mailbox.after(
            validity === '' ? null : { validity, uid: wholeNumber(url, 'after', 0) },
            wholeNumber(url, 'limit', 100),
          ),
        });
      case 'POST messages':
        return answerJson(response, 201, { uid: await mailbox.add(await bodyBytes(request, mostPut), now()) });
      case 'POST recreate':
        mailbox.recreate();
        return answerJson(response, 200, mailbox.state());
      case 'POST behaviour': {
        const { address, does } = await jsonBody(request, Behave);
        chosen.set(address, does);
        return answerJson(response, 200, {});
      }
      default:
        throw new BadRequest(404, 'path: there is nothing here');
    }
  };
};
