/** The little of HTTP that the mailbox needs. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

/** A request that can't be served as it is; the message names the field and the rule. */
export class BadRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'BadRequest';
    this.status = status;
  }
}

const maxBodyBytes = 64 * 1024;

/** The body, of at most so many bytes. */
export const bodyBytes = async (request: IncomingMessage, most: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new BadRequest(413, `body: must have at most ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** The body as JSON of the wished shape. */
export const jsonBody = async <T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<T> => {
  const bytes = await bodyBytes(request, maxBodyBytes);
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8') || '{}');
  } catch {
    throw new BadRequest(400, 'body: must be JSON');
  }
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new BadRequest(400, `${issue?.path.join('.') || 'body'}: ${issue?.message ?? 'is not understood'}`);
};

/** Answers with text of a kind, never stored, never sniffed. */
export const answer = (
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): void => {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
  response.writeHead(status, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...headers,
  });
  response.end(bytes);
};

export const answerJson = (response: ServerResponse, status: number, body: unknown): void =>
  answer(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
