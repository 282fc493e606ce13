/** What a page in the desk's window can't do: the window's whole reach is two functions. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import { test as base, type Desk } from './desk';

// One desk for all: nothing here changes anything.
const test = base.extend<{ desk: Desk }>({
  desk: async ({ desks }, use) => {
    const desk = await desks.start();
    await expect(desk.page.getByRole('heading', { name: 'How do you want to start?' })).toBeVisible();
    await use(desk);
  },
});

const statusOf = (page: Page, url: string): Promise<number | string> =>
  page.evaluate(async (address) => {
    try {
      return (await fetch(address)).status;
    } catch {
      return 'blocked';
    }
  }, url);

test('The page has no Node, and of the desk two functions', async ({ desk: { page } }) => {
  expect(
    await page.evaluate(() =>
      ['require', 'process', 'module', 'global', 'Buffer', '__dirname', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    ),
  ).toEqual([]);
  expect(
    await page.evaluate(() =>
      Object.entries((window as unknown as { desk: object }).desk)
        .map(([name, value]) => `${name}: ${typeof value}`)
        .toSorted(),
    ),
  ).toEqual(['call: function', 'onEvent: function']);
  expect(
    await page.evaluate(() => {
      try {
        Object.assign((window as unknown as { desk: object }).desk, { more: 1 });
      } catch {
        /* Frozen. */
      }
      return Object.keys((window as unknown as { desk: object }).desk).length;
    }),
  ).toBe(2);
  // The window's own constructors lead no further than the page.
  expect(
    await page.evaluate(() => {
      try {
        return (
          window as unknown as { desk: { call: { constructor: (code: string) => () => unknown } } }
        ).desk.call.constructor('return typeof process')();
      } catch {
        return 'blocked';
      }
    }),
  ).toMatch(/^(blocked|undefined)$/);
});

test('The page can’t go elsewhere, open windows, get permissions or download', async ({ desk: { app, page } }) => {
  const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  await page.evaluate(() => {
    location.href = 'https://example.org/';
  });
  await page.evaluate(() => {
    location.href = 'app://evidence/x';
  });
  await page.evaluate(() => {
    location.href = 'file:///etc/passwd';
  });
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'https://example.org/', target: '_blank' });
    document.body.append(link);
    link.click();
    link.remove();
  });
  expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
  expect(await page.evaluate(() => window.open('app://desk/#/authenticator'))).toBeNull();
  await page.evaluate(() => {
    const link = Object.assign(document.createElement('a'), { href: 'data:text/plain,secret', download: 'taken.txt' });
    document.body.append(link);
    link.click();
    link.remove();
  });
  expect(await page.evaluate(async () => (await Notification.requestPermission()).toString())).toBe('denied');
  for (const name of ['geolocation', 'camera', 'microphone', 'notifications', 'clipboard-read']) {
    expect(
      await page.evaluate(
        async (permission) => (await navigator.permissions.query({ name: permission as PermissionName })).state,
        name,
      ),
      name,
    ).toBe('denied');
  }
  expect(
    await page.evaluate(async () => {
      try {
        await navigator.mediaDevices.getUserMedia({ video: true });
        return 'given';
      } catch (error) {
        return (error as Error).name;
      }
    }),
  ).not.toBe('given');
  await page.waitForTimeout(300);
  expect(await windows()).toBe(1);
  expect(page.url()).toBe('app://desk/');
});

test('The page’s policy holds against inline scripts, foreign servers and frames', async ({ desk: { page } }) => {
  const policy = await page.evaluate(
    async () => (await fetch('app://desk/')).headers.get('content-security-policy') ?? '',
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain("script-src 'self' 'unsafe");
  expect(
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.head.append(script);
      const image = document.createElement('div');
      image.innerHTML = '<img src="data:," onerror="window.ran = true">';
      document.body.append(image);
      return new Promise((resolve) => {
        setTimeout(() => {
          script.remove();
          image.remove();
          resolve('ran' in window);
        }, 200);
      });
    }),
  ).toBe(false);
  // A moment later, when it is the page that runs: what a debugger evaluates stands above the policy.
  expect(
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            try {
              // oxlint-disable-next-line no-eval -- that it is refused is what this looks at
              resolve((0, eval)('1 + 1'));
            } catch {
              resolve('blocked');
            }
          });
        }),
    ),
  ).toBe('blocked');

  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('heard');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const foreign = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    expect(await statusOf(page, `${foreign}/fetched`)).toBe('blocked');
    await page.evaluate(async (origin) => {
      const frame = Object.assign(document.createElement('iframe'), { src: `${origin}/framed` });
      const image = Object.assign(new Image(), { src: `${origin}/pictured` });
      document.body.append(frame, image);
      navigator.sendBeacon(`${origin}/beaconed`, 'x');
      await new Promise((resolve) => {
        setTimeout(resolve, 300);
      });
      frame.remove();
      image.remove();
    }, foreign);
    expect(heard).toEqual([]);
  } finally {
    server.close();
  }
});

test('The app’s own addresses lead to its own files and nowhere else', async ({ desk: { page } }) => {
  expect(await statusOf(page, 'app://desk/')).toBe(200);
  for (const path of [
    'app://desk/../main/index.cjs',
    'app://desk/..%2Fmain%2Findex.cjs',
    'app://desk/%2e%2e/%2e%2e/package.json',
    'app://desk/..%5c..%5cpackage.json',
    'app://desk//etc/passwd',
    'app://desk/no-such-file.js',
    'app://desk/form/index.html',
  ]) {
    expect(await statusOf(page, path), path).toBe(404);
  }
  for (const url of ['app://evidence/unknown', 'app://other/index.html', 'file:///etc/passwd'])
    expect([404, 'blocked'], url).toContain(await statusOf(page, url));
  const answer = await page.evaluate(async () => {
    const image = new Image();
    image.src = 'app://evidence/unknown';
    return image.decode().then(
      () => 'shown',
      () => 'not shown',
    );
  });
  expect(answer).toBe('not shown');
});

test('Before signing in nothing is answered but the way in, and nonsense never', async ({ desk: { page } }) => {
  const call = (name: unknown, input: unknown) =>
    page.evaluate(
      ([asked, given]) =>
        (
          window as unknown as {
            desk: {
              call: (
                name: unknown,
                input: unknown,
              ) => Promise<{ ok: boolean; error?: { code: string; stack?: string } }>;
            };
          }
        ).desk.call(asked, given),
      [name, input],
    );
  for (const [name, input] of [
    ['queue.page', { view: 'all-open', search: '', after: null }],
    ['cases.get', { caseId: 'x' }],
    ['review.openPicture', { caseId: 'x', evidenceId: 'y' }],
    ['desk.verifyLog', {}],
    ['no.such', {}],
    ['__proto__', {}],
    ['constructor', {}],
    [7, null],
  ] as const) {
    const answer = await call(name, input);
    expect(answer.ok, String(name)).toBe(false);
    expect(answer.error).not.toHaveProperty('stack');
  }
});

test('A page of another origin is not heard, even with the same preload', async ({ desk: { app } }) => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>stranger</title>');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const answer = await app.evaluate(
      async ({ app: electron, BrowserWindow }, url) => {
        const preload = `${electron.getAppPath()}/out/preload/index.cjs`;
        const stranger = new BrowserWindow({
          show: false,
          webPreferences: { sandbox: true, contextIsolation: true, preload },
        });
        await stranger.loadURL(url);
        const given = (await stranger.webContents.executeJavaScript('window.desk.call("desk.state", {})')) as unknown;
        stranger.destroy();
        return given;
      },
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    );
    expect(answer).toMatchObject({ ok: false, error: { code: 'untrusted-sender' } });
  } finally {
    server.close();
  }
});
