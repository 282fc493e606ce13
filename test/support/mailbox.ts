/** The sample mailbox inside the test's own process: real SMTP, real HTTP, a real folder. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createMailboxClient, type MailboxClient, type MailboxLetter } from '#main/mail/sample/mailbox-client';
import { openMailbox } from '#main/mail/sample/mailbox';
import { smtpUser } from '#main/mail/sample/smtp';
import { createSmtpMail } from '#main/mail/smtp-mail';
import type { MailPort } from '#main/ports';
import { hashToken, isBearer } from '#main/sample-world/endpoint';

export type TestMailbox = {
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    readonly auth: { readonly user: string; readonly pass: string };
  };
  readonly baseUrl: string;
  readonly token: string;
  readonly client: MailboxClient;
  /** A mail port that speaks to it. Closed with it. */
  readonly mail: MailPort;
  stop(): Promise<void>;
};

/** Starts the mailbox on a folder; give token, password and ports of an earlier one to start it again. */
export const startTestMailbox = async ({
  folder,
  token = randomBytes(24).toString('base64url'),
  smtpPassword = randomBytes(18).toString('base64url'),
  smtpPort = 0,
  httpPort = 0,
}: {
  readonly folder: string;
  readonly token?: string;
  readonly smtpPassword?: string;
  readonly smtpPort?: number;
  readonly httpPort?: number;
}): Promise<TestMailbox> => {
  const tokenHash = hashToken(token);
  const mailbox = await openMailbox({
    folder,
    token,
    smtpPassword,
    wishedSmtpPort: smtpPort,
    isAuthorised: (request) => isBearer(request.headers.authorization, tokenHash),
  });
  const server = createServer((request, response) => {
    mailbox.handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(httpPort, '127.0.0.1', () => resolve()));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const smtp = { host: '127.0.0.1', port: mailbox.facts.smtpPort, auth: { user: smtpUser, pass: smtpPassword } };
  const mail = createSmtpMail({
    ...smtp,
    secure: false,
    from: { name: 'Lumen Practice', address: 'security@lumen-practice.example' },
    pool: { maxConnections: 2 },
    allowPlainLoopback: true,
  });
  return {
    smtp,
    baseUrl,
    token,
    client: createMailboxClient({ baseUrl, token }),
    mail,
    stop: async () => {
      mail.close();
      server.closeAllConnections();
      await Promise.all([mailbox.close(), new Promise((resolve) => server.close(resolve))]);
    },
  };
};

/** The first letter that fits, as soon as it is there. */
export const waitForLetter = async (
  client: MailboxClient,
  fits: { readonly to?: string; readonly subject?: RegExp },
  timeoutMs = 15_000,
): Promise<MailboxLetter> => {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const letters = await client.list(fits.to === undefined ? {} : { to: fits.to });
    const found = letters.find(({ subject }) => fits.subject?.test(subject) ?? true);
    if (found !== undefined) return found;
    if (performance.now() > until)
      throw new Error(`No letter came for ${fits.to ?? 'anybody'} with the subject ${String(fits.subject ?? 'any')}`);
    await wait(50);
  }
};
