import { deskOrigin, isTrustedSender } from '../../../src/main/electron/trusted-sender';
import { describe, expect, it } from 'vitest';

type Frame = NonNullable<Parameters<typeof isTrustedSender>[0]>;
const parent = {} as NonNullable<Frame['parent']>;
const frame = (url: string, inside: Frame['parent'] = null): Frame => ({ url, parent: inside });

describe('who is heard over the bridge', () => {
  it.each([`${deskOrigin}/`, `${deskOrigin}/#/queue`, `${deskOrigin}/#/authenticator`, `${deskOrigin}/index.html?x=1`])(
    'hears the main frame of our own page: %s',
    (url) => {
      expect(isTrustedSender(frame(url))).toBe(true);
    },
  );

  it('hears nobody when the frame is gone', () => {
    expect(isTrustedSender(null)).toBe(false);
    expect(isTrustedSender(undefined)).toBe(false);
  });

  it('hears no frame inside another, even of our own page', () => {
    expect(isTrustedSender(frame(`${deskOrigin}/`, parent))).toBe(false);
  });

  it.each([
    'app://desk.evil.example/',
    'app://deskx/',
    'app://evidence/handle',
    'app://desk:8080/',
    'app:desk',
    'app:///desk/',
    'http://desk/',
    'https://desk/',
    'file:///desk/index.html',
    'data:text/html,app://desk/',
    'blob:app://desk/1',
    'http://127.0.0.1:4712/app://desk/',
    'about:blank',
    'about:srcdoc',
    'javascript:void 0',
    '',
    ' ',
    'desk',
  ])('hears no look-alike: %j', (url) => {
    expect(isTrustedSender(frame(url))).toBe(false);
  });
});
