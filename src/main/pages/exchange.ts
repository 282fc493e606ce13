/** Reading requests and writing answers: bounded in size and time, with the headers that every answer carries. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A body of at most `limit` bytes, or why there is none. Nothing is kept of one that did not arrive whole. */
export const readBody = async (
  request: IncomingMessage,
  limit: number,
  withinMs: number,
): Promise<Buffer | 'too-large' | 'cut-off'> => {
  if (Number(request.headers['content-length'] ?? 0) > limit) return 'too-large';
  return await new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    const finish = (result: Buffer | 'too-large' | 'cut-off') => {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('close', onCutOff).off('error', onCutOff);
      // After this a late error of the connection is nobody's business.
      request.on('error', () => undefined);
      resolve(result);
    };
    const onData = (part: Buffer) => {
      length += part.length;
      if (length > limit) {
        parts.length = 0;
        finish('too-large');
      } else parts.push(part);
    };
    const onEnd = () => {
      finish(Buffer.concat(parts, length));
    };
    const onCutOff = () => {
      finish('cut-off');
    };
    const timer = setTimeout(onCutOff, withinMs);
    request.on('data', onData).on('end', onEnd).on('close', onCutOff).on('error', onCutOff);
  });
};

const plainPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];
const formPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
];

export type Answer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Buffer;
  /** The form's page may run its own script and use the camera; no other page may run anything. */
  readonly policy?: 'form' | 'plain';
  /** Only for files whose name changes with their content. */
  readonly cache?: 'forever' | 'hour';
  readonly headers?: Readonly<Record<string, string>>;
};

const dropBytes = 64 * 1024 * 1024;
const dropMs = 10_000;

/**
 * Takes the rest of a body that nobody wants and drops it, so that the answer arrives; then lets go of the connection.
 */
const dropRest = (request: IncomingMessage, done: () => void): void => {
  let dropped = 0;
  const end = (isOver: boolean) => {
    clearTimeout(timer);
    done();
    if (isOver) request.socket.destroy();
  };
  const timer = setTimeout(() => {
    end(true);
  }, dropMs);
  request.on('data', (part: Buffer) => {
    dropped += part.length;
    if (dropped > dropBytes) end(true);
  });
  request.once('end', () => {
    end(false);
  });
  request.once('close', () => {
    end(false);
  });
  request.resume();
};

/** Writes the answer. A body that was not read is drained within bounds, and the connection closed after it. */
export const send = (request: IncomingMessage, response: ServerResponse, answer: Answer): void => {
  if (response.headersSent || response.destroyed) return;
  const body = Buffer.from(answer.body);
  const isUnread = !request.complete && !request.destroyed;
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    'Content-Length': body.length,
    'Cache-Control':
      answer.cache === 'forever'
        ? 'public, max-age=31536000, immutable'
        : answer.cache === 'hour'
          ? 'public, max-age=3600'
          : 'no-store',
    'Content-Security-Policy': (answer.policy === 'form' ? formPolicy : plainPolicy).join('; '),
    'Permissions-Policy': `camera=${answer.policy === 'form' ? '(self)' : '()'}, microphone=(), geolocation=(), display-capture=()`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow, noarchive',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(isUnread ? { Connection: 'close' } : {}),
    ...answer.headers,
  });
  if (request.method !== 'HEAD') response.write(body);
  if (isUnread) dropRest(request, () => response.end());
  else response.end();
};
