/** What `app://desk/…` serves and under which policy. No Electron runs here. */
import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.map': 'application/json',
};

/**
 * Electron's item 7. The nonce is Mantine's, for its style elements; pictures come from the evidence host and from
 * data: (QR codes).
 */
export const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: app://evidence",
    'frame-src app://message',
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');

/** A mail in its frame, as the practice mailbox shows one: nothing runs, nothing is fetched, and no link leads away. */
export const messagePolicy = [
  'sandbox',
  "default-src 'none'",
  'img-src data:',
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors app://desk',
].join('; ');

/** The built file that a path of the page stands for; null for anything that was not built for the console. */
export const pageFile = (
  rendererFolder: string,
  pathname: string,
): { readonly path: string; readonly contentType: string } | null => {
  let asked: string;
  try {
    asked = decodeURIComponent(pathname === '/' ? '/index.html' : pathname);
  } catch {
    return null;
  }
  if (asked.includes('\0')) return null;
  const path = normalize(join(rendererFolder, asked));
  const contentType = types[extname(path)];
  // Only what was built for the console: nothing above the folder, and not the customer's form.
  const isInside = path.startsWith(rendererFolder + sep) && !path.startsWith(join(rendererFolder, 'form') + sep);
  return isInside && contentType !== undefined ? { path, contentType } : null;
};
