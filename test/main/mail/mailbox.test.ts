import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { composeMail } from '#main/mail/compose-mail';
import { mailMessageId } from '#main/mail/message-id';
import { createMailboxClient } from '#main/mail/sample/mailbox-client';
import { OutsideError } from '#main/ports';
import { startTestMailbox, waitForLetter, type TestMailbox } from '#support/mailbox';

const linkAddress = 'http://127.0.0.1:41234/f/4f8Qm1';
const send = async (mailbox: TestMailbox, effectId: string, to: string, recipientName = 'Monique Delisle') => {
  const common = {
    brand: { company: 'Lumen Practice', product: 'Lumen Practice', support: 'support@lumen-practice.example' },
    caseNumber: 'RD-2418',
    recipientName,
    timeZone: 'America/Toronto',
    notMeUrl: 'http://127.0.0.1:41234/n/7tRb2K',
  };
  const { outgoing } = await composeMail(
    {
      template: 'recovery-link',
      language: 'en',
      input: { ...common, linkUrl: linkAddress, expiresAt: new Date('2026-11-12T14:40:00Z') },
    },
    {
      messageId: mailMessageId({ effectId, firstAttemptAt: new Date(), domain: 'x.example' }),
      to,
      replyTo: 'security+rd1001.aaaaaaaaaaaaaaaa@lumen-practice.example',
      isAutomatic: true,
    },
  );
  expect((await mailbox.mail.send(outgoing)).outcome).toBe('accepted');
};

let folder: string;
let mailbox: TestMailbox;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rd-mailbox-'));
  mailbox = await startTestMailbox({ folder });
});
afterEach(async () => {
  await mailbox.stop();
  await rm(folder, { recursive: true, force: true });
});

describe('the sample mailbox', () => {
  it('keeps letters by recipient and reads the QR code from the picture', async () => {
    await send(mailbox, 'a', 'monique@delisle-roy.example');
    await send(mailbox, 'b', 'giulia@marchetti-boyd.example');
    const letters = await mailbox.client.list({ to: 'Monique@Delisle-Roy.example' });
    expect(letters.map(({ subject, delivery }) => ({ subject, delivery }))).toEqual([
      { subject: 'Your link to get back into Lumen Practice', delivery: 1 },
    ]);
    expect(await mailbox.client.decodedQr(letters[0]!.id)).toBe(linkAddress);
    expect((await waitForLetter(mailbox.client, { to: 'giulia@marchetti-boyd.example', subject: /link/ })).to).toEqual([
      'giulia@marchetti-boyd.example',
    ]);
  });

  it('has its letters, its ports and its inbox session after a restart, and drops what was half written', async () => {
    await send(mailbox, 'a', 'monique@delisle-roy.example');
    const [before] = await mailbox.client.list();
    const cookie = await enter(await mailbox.client.openUrl());
    const { token, smtp, baseUrl } = mailbox;
    await mailbox.stop();
    const unfinished = join(folder, 'letters', 'arriving-000002-00000000');
    await mkdir(unfinished);
    await writeFile(join(unfinished, 'raw.eml'), 'half a let');

    mailbox = await startTestMailbox({
      folder,
      token,
      smtpPassword: smtp.auth.pass,
      smtpPort: smtp.port,
      httpPort: Number(new URL(baseUrl).port),
    });
    expect(mailbox.smtp.port).toBe(smtp.port);
    expect(await mailbox.client.list()).toEqual([before]);
    expect(await readdir(join(folder, 'letters'))).toEqual([before!.id]);
    await send(mailbox, 'b', 'monique@delisle-roy.example');
    expect(await mailbox.client.list()).toHaveLength(2);
    expect((await fetch(`${baseUrl}/inbox/state`, { headers: { cookie } })).status).toBe(200);
  });

  it("takes another port when its own is somebody else's by now", async () => {
    const otherFolder = await mkdtemp(join(tmpdir(), 'rd-mailbox-'));
    const other = await startTestMailbox({ folder: otherFolder, smtpPort: mailbox.smtp.port });
    expect(other.smtp.port).not.toBe(mailbox.smtp.port);
    await send(other, 'a', 'monique@delisle-roy.example');
    await other.stop();
    await rm(otherFolder, { recursive: true, force: true });
  });

  it('writes no password or token into its folder', async () => {
    await send(mailbox, 'a', 'monique@delisle-roy.example');
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath, entry.name), 'latin1');
      expect(bytes).not.toContain(mailbox.smtp.auth.pass);
      expect(bytes).not.toContain(mailbox.token);
    }
  });

  it('answers nobody without its token, and names what is wrong with a fault', async () => {
    const stranger = createMailboxClient({ baseUrl: mailbox.baseUrl, token: 'not-the-token-of-this-mailbox' });
    await expect(stranger.list()).rejects.toThrow(
      new OutsideError(
        'mail',
        'refused',
        'The sample mailbox refused: authorization: the mailbox’s token is missing or wrong',
      ),
    );
    await expect(mailbox.client.faults.add({ kind: 'answer', code: 200 })).rejects.toThrow(/code:/);
    await expect(mailbox.client.raw('000009-00000000')).rejects.toThrow('no such message');
    expect(await mailbox.client.decodedQr('../../etc/passwd')).toBeNull();
    await mailbox.client.faults.add({ kind: 'answer', code: 550, times: 3, to: 'x@y.example' });
    await send(mailbox, 'a', 'monique@delisle-roy.example');
    expect(await mailbox.client.faults.list()).toHaveLength(1);
    await mailbox.client.faults.clear();
    expect(await mailbox.client.faults.list()).toEqual([]);
  });

  it('that is gone is an outside error, not a hang', async () => {
    const gone = createMailboxClient({ baseUrl: 'http://127.0.0.1:9', token: mailbox.token });
    await expect(gone.list()).rejects.toMatchObject({ system: 'mail', kind: 'down' });
  });
});

/** Follows a one-time address as a window would; the cookie that it gets. */
const enter = async (url: string): Promise<string> => {
  const response = await fetch(url, { redirect: 'manual' });
  expect(response.status).toBe(303);
  return response.headers.getSetCookie()[0]!.split(';')[0]!;
};

describe('the inbox page', () => {
  const open = async () => {
    const cookie = await enter(await mailbox.client.openUrl({ to: 'monique@delisle-roy.example' }));
    const ask = (
      path: string,
      {
        method = 'GET',
        headers = {},
      }: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
    ) => fetch(`${mailbox.baseUrl}${path}`, { method, headers: { cookie, ...headers } });
    return { cookie, ask };
  };

  it('opens once by its address, at the person that was asked for', async () => {
    const url = await mailbox.client.openUrl({ to: 'monique@delisle-roy.example' });
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe('/inbox#to=monique%40delisle-roy.example');
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Lax; Path=\/inbox/);
    const second = await fetch(url, { redirect: 'manual' });
    expect(second.status).toBe(403);
    expect(await second.text()).toContain('This way in is closed');
  });

  it('is shown only within a session, and to no other page', async () => {
    await send(mailbox, 'a', 'monique@delisle-roy.example');
    expect((await fetch(`${mailbox.baseUrl}/inbox/state`)).status).toBe(401);
    expect((await fetch(`${mailbox.baseUrl}/inbox`)).status).toBe(403);
    const { cookie, ask } = await open();
    expect((await fetch(`${mailbox.baseUrl}/inbox/state`, { headers: { cookie: `${cookie}x` } })).status).toBe(401);
    expect((await ask('/inbox/state', { headers: { origin: 'http://127.0.0.1:41234' } })).status).toBe(403);
    const page = await ask('/inbox');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    const html = await page.text();
    expect(html).toContain('Customers’ inbox');
    expect(html).toContain('A real phone can’t reach a practice desk');
    for (const file of ['/inbox/inbox.js', '/inbox/inbox.css']) expect((await ask(file)).status).toBe(200);
  });

  it('lists people and messages, says when nothing is new, and marks what was read', async () => {
    const { ask } = await open();
    const to = encodeURIComponent('monique@delisle-roy.example');
    expect(await (await ask(`/inbox/state?to=${to}`)).json()).toMatchObject({ people: [], messages: [] });
    await send(mailbox, 'a', 'monique@delisle-roy.example');
    const state = (await (await ask(`/inbox/state?to=${to}`)).json()) as {
      revision: string;
      people: unknown[];
      messages: { id: string }[];
    };
    expect(state.people).toMatchObject([{ address: 'monique@delisle-roy.example', count: 1, unread: 1 }]);
    expect((await ask(`/inbox/state?to=${to}&revision=${state.revision}`)).status).toBe(204);
    const letter = await (await ask(`/inbox/messages/${state.messages[0]!.id}`)).json();
    expect(letter).toMatchObject({
      subject: 'Your link to get back into Lumen Practice',
      hasQr: true,
      hasHtml: true,
      from: expect.stringContaining('Lumen Practice') as string,
    });
    expect(await (await ask(`/inbox/state?to=${to}`)).json()).toMatchObject({ people: [{ unread: 0 }] });
  });

  it('shows a message in a frame that may only show itself, with its picture and with links that open a window', async () => {
    await send(mailbox, 'a', 'monique@delisle-roy.example');
    const { ask } = await open();
    const [letter] = await mailbox.client.list();
    const frame = await ask(`/inbox/messages/${letter!.id}/html`);
    const policy = frame.headers.get('content-security-policy');
    expect(policy).toContain('sandbox allow-popups');
    expect(policy).not.toContain('allow-scripts');
    expect(policy).toContain("default-src 'none'");
    const html = await frame.text();
    expect(html).toContain('<base target="_blank">');
    expect(html).toContain('src="data:image/png;base64,');
    expect(html).not.toContain('cid:qr');
  });

  it('reads the code from the picture when a phone scans it', async () => {
    await send(mailbox, 'a', 'monique@delisle-roy.example');
    const { ask } = await open();
    const [letter] = await mailbox.client.list();
    expect(await (await ask(`/inbox/messages/${letter!.id}/scan`, { method: 'POST' })).json()).toEqual({
      url: linkAddress,
    });
    expect((await ask(`/inbox/messages/${letter!.id}/scan`)).status).toBe(404);
  });
});
