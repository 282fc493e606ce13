import {
  mayFrameNavigate,
  mayHave,
  maySampleNavigate,
  originOf,
  refusesDebugger,
  webPreferences,
} from '../../../src/main/electron/bounds';
import { describe, expect, it } from 'vitest';

const phone = 'http://127.0.0.1:4712';
const identity = 'http://127.0.0.1:4801';

describe('what every window is made with', () => {
  it('has the sandbox, an isolated preload and no Node anywhere in a page', () => {
    expect(webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      nodeIntegrationInWorker: false,
    });
  });

  it('keeps web security, takes no insecure content, no experiments and no webviews', () => {
    expect(webPreferences).toMatchObject({
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    expect(Object.keys(webPreferences)).not.toContain('enableBlinkFeatures');
  });

  it('opens nothing that is dropped on it', () => {
    expect(webPreferences.navigateOnDragDrop).toBe(false);
  });
});

describe('permissions', () => {
  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'display-capture',
    'midi',
    'hid',
    'serial',
    'usb',
    'fullscreen',
    'openExternal',
    'pointerLock',
    'unknown',
  ])('are all denied to a window without a camera of its own: %s', (permission) => {
    expect(mayHave({ permission, url: 'app://desk/', media: ['video'] }, null)).toBe(false);
  });

  it('give the practice phone the camera and nothing else', () => {
    expect(mayHave({ permission: 'media', url: `${phone}/v/x`, media: ['video'] }, phone)).toBe(true);
    expect(mayHave({ permission: 'media', url: phone, media: [] }, phone)).toBe(true);
    for (const permission of ['geolocation', 'notifications', 'display-capture'])
      expect(mayHave({ permission, url: phone }, phone)).toBe(false);
  });

  it.each([[['audio']], [['video', 'audio']]])('never give a microphone: %j', (media) => {
    expect(mayHave({ permission: 'media', url: phone, media }, phone)).toBe(false);
  });

  it.each([
    'http://127.0.0.1:4713/',
    'https://127.0.0.1:4712/',
    'http://localhost:4712/',
    'http://127.0.0.1:4712.evil.example/',
    'app://desk/',
    'data:text/html,x',
    '',
    'nonsense',
  ])('give no camera to another origin: %j', (url) => {
    expect(mayHave({ permission: 'media', url, media: ['video'] }, phone)).toBe(false);
  });
});

describe('where pages may go', () => {
  const nowhere = (): boolean => false;

  it("leaves a main frame to its window's own bound, and lets no inner frame leave", () => {
    expect(mayFrameNavigate({ isMainFrame: true, url: 'https://evil.example/' }, nowhere)).toBe(true);
    expect(mayFrameNavigate({ isMainFrame: false, url: 'https://evil.example/' }, nowhere)).toBe(false);
    expect(mayFrameNavigate({ isMainFrame: false, url: 'about:blank' }, nowhere)).toBe(true);
    expect(mayFrameNavigate({ isMainFrame: false, url: 'app://message/handle' }, nowhere)).toBe(true);
    expect(mayFrameNavigate({ isMainFrame: false, url: 'app://desk/' }, nowhere)).toBe(false);
  });

  it('keeps a sample window on the origin that it shows', () => {
    const world = [phone, identity, null];
    expect(maySampleNavigate(`${phone}/n/y`, `${phone}/v/x`, world)).toBe(true);
    expect(maySampleNavigate(`${identity}/sign-in`, `${phone}/v/x`, world)).toBe(false);
    expect(maySampleNavigate('https://evil.example/', 'https://evil.example/', world)).toBe(false);
    expect(maySampleNavigate('javascript:void 0', phone, world)).toBe(false);
    expect(maySampleNavigate('', '', [null])).toBe(false);
    expect(maySampleNavigate('app://desk/', 'app://desk/', world)).toBe(false);
  });

  it.each([
    ['http://a.example:80/x', 'http://a.example'],
    ['nonsense', ''],
    ['data:text/html,x', ''],
    ['file:///etc/passwd', ''],
  ])('knows the origin of %j', (url, origin) => {
    expect(originOf(url)).toBe(origin);
  });
});

describe('debuggers', () => {
  const switches = [
    'remote-debugging-port',
    'remote-debugging-pipe',
    'remote-debugging-address',
    'inspect',
    'inspect-brk',
    'inspect-port',
  ];

  it.each(switches)('stop a packaged desk from starting: --%s', (name) => {
    expect(refusesDebugger(true, (asked) => asked === name)).toBe(true);
  });

  it('are let in while developing, and a packaged desk without one starts', () => {
    expect(refusesDebugger(false, () => true)).toBe(false);
    expect(refusesDebugger(true, () => false)).toBe(false);
  });
});
