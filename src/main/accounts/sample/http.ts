/** The little that the identity system needs of HTTP: requests read with limits, replies as values. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export const maxBodyBytes = 256 * 1024;

/** What a route answers: one of `json`, `html`, `css`, or nothing. */
export type Reply = {
  readonly status: number;
  readonly json?: unknown;
  readonly html?: string;
  readonly css?: string;
  readonly headers?: { readonly [name: string]: string | readonly string[] };
};

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
};

/** A request that can't be served as it is; `field` and the rule are for the caller. */
export class BadRequest extends Error {
  readonly status: number;
  readonly field: string;
  constructor(status: number, field: string, message: string) {
    super(message);
    this.name = 'BadRequest';
    this.status = status;
    this.field = field;
  }
}

/** Reads the whole request. */
export const readCall = async (request: IncomingMessage): Promise<Call> => {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new BadRequest(413, 'body', `must have at most ${maxBodyBytes} bytes`);
    chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    body: Buffer.concat(chunks),
  };
};

export const jsonOf = (call: Call): unknown => {
  if (!/^application\/json\b/i.test(call.headers['content-type'] ?? ''))
    throw new BadRequest(415, 'content-type', 'must be application/json');
  try {
    return JSON.parse(call.body.toString('utf8'));
  } catch {
    throw new BadRequest(400, 'body', 'must be JSON');
  }
};

export const formOf = (call: Call): URLSearchParams => {
  if (!/^application\/x-www-form-urlencoded\b/i.test(call.headers['content-type'] ?? ''))
    throw new BadRequest(415, 'content-type', 'must be a form');
  return new URLSearchParams(call.body.toString('utf8'));
};

export const cookieOf = (call: Call, name: string): string | null => {
  for (const part of (call.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
};

/** The pattern's `:name` parts, decoded; null when the path is another one. */
export const matchPath = (pattern: string, path: string): { readonly [name: string]: string } | null => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const found: { [name: string]: string } = {};
  for (const [at, part] of wanted.entries()) {
    const here = given[at]!;
    if (!part.startsWith(':')) {
      if (part !== here) return null;
      continue;
    }
    try {
      found[part.slice(1)] = decodeURIComponent(here);
    } catch {
      return null;
    }
    if (here === '') return null;
  }
  return found;
};

/** Nothing is stored by anybody, nothing runs, nothing frames it, forms go nowhere else. */
const safeHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // With `no-referrer` a browser sends `Origin: null` with our own forms, and the check for strangers would refuse
  // them.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

export const sendReply = (response: ServerResponse, reply: Reply): void => {
  const [type, text] =
    reply.html !== undefined
      ? ['text/html; charset=utf-8', reply.html]
      : reply.css !== undefined
        ? ['text/css; charset=utf-8', reply.css]
        : reply.json !== undefined
          ? ['application/json; charset=utf-8', JSON.stringify(reply.json)]
          : [null, ''];
  const bytes = Buffer.from(text);
  response.writeHead(reply.status, {
    ...safeHeaders,
    ...(type ? { 'content-type': type } : {}),
    ...(reply.status === 204 ? {} : { 'content-length': bytes.length }),
    ...(reply.headers as Record<string, string | string[]> | undefined),
  });
  response.end(reply.status === 204 ? undefined : bytes);
};
