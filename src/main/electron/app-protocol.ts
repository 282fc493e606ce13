/**
 * `app://desk/…` serves the built page under a strict policy; `app://evidence/<handle>` a picture, once (R18);
 * `app://message/<handle>` a mail's HTML, which may do nothing but be looked at.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import type { Session } from 'electron';
import { contentPolicy, messagePolicy, pageFile } from './page-files';

/** Before the app is ready: a standard, secure scheme without any privilege that file:// has (Electron's item 18). */
export const registerScheme = (): void => {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
};

const common = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
} as const;
const notFound = (): Response => new Response('not found', { status: 404, headers: common });

const servePage = async (rendererFolder: string, pathname: string): Promise<Response> => {
  const file = pageFile(rendererFolder, pathname);
  if (file === null) return notFound();
  let bytes: Buffer;
  try {
    bytes = await readFile(file.path);
  } catch {
    return notFound();
  }
  if (!file.contentType.startsWith('text/html'))
    return new Response(new Uint8Array(bytes), { headers: { ...common, 'Content-Type': file.contentType } });
  const nonce = randomBytes(16).toString('base64');
  return new Response(bytes.toString('utf8').replaceAll('__CSP_NONCE__', nonce), {
    headers: {
      ...common,
      'Content-Type': file.contentType,
      'Content-Security-Policy': contentPolicy(nonce),
      'Cache-Control': 'no-store',
    },
  });
};

/**
 * While developing: the page comes from the build tool's server, whose own scripts need a softer policy. Never when
 * packaged.
 */
const serveFromDevServer = async (devServer: string, url: URL): Promise<Response> => {
  const answer = await fetch(new URL(url.pathname + url.search, devServer));
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') ?? false;
  const body = isPage ? (await answer.text()).replaceAll('__CSP_NONCE__', 'dev') : await answer.arrayBuffer();
  const policy =
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: app://evidence; frame-src app://message; connect-src 'self' ws://localhost:* ws://127.0.0.1:*; object-src 'none'";
  return new Response(body, {
    status: answer.status,
    headers: {
      ...common,
      'Content-Type': answer.headers.get('content-type') ?? 'text/plain',
      ...(isPage ? { 'Content-Security-Policy': policy } : {}),
    },
  });
};

/** What is behind a handle, for who was given it; null otherwise. */
export type Take = {
  readonly picture: (handle: string) => Promise<{ readonly bytes: Uint8Array; readonly contentType: string } | null>;
  readonly message: (handle: string) => Promise<string | null>;
};

const serveMessage = (html: string | null): Response =>
  html === null
    ? notFound()
    : new Response(html, {
        headers: {
          ...common,
          'Content-Type': 'text/html; charset=utf-8',
          'Content-Security-Policy': messagePolicy,
          'Cache-Control': 'no-store',
        },
      });

/** Serves the scheme in one session. */
export const serveScheme = (session: Session, rendererFolder: string, devServer: string | null, take: Take): void => {
  session.protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    if (request.method !== 'GET') return notFound();
    if (url.host === 'desk')
      return devServer === null ? servePage(rendererFolder, url.pathname) : serveFromDevServer(devServer, url);
    if (url.host === 'message') return serveMessage(await take.message(url.pathname.slice(1)));
    if (url.host !== 'evidence') return notFound();
    const picture = await take.picture(url.pathname.slice(1));
    return picture === null
      ? notFound()
      : new Response(new Uint8Array(picture.bytes), {
          headers: {
            ...common,
            'Content-Type': picture.contentType,
            'Cache-Control': 'no-store',
            'Cross-Origin-Resource-Policy': 'cross-origin',
          },
        });
  });
};
