/**
 * What a desk is connected to. A practice desk has the sample world and nothing else; this version connects a real desk
 * to nothing yet.
 */
import { join } from 'node:path';
import type { AccountId } from '#domain/case/account-id';
import { accountIdOf } from '#domain/case/account-id';
import { identityVersion } from '#main/accounts/sample/version';
import type { Accounts } from '#main/accounts/account-systems';
import { connectAccounts } from '#main/accounts/account-systems';
import { createSampleAccounts } from '#main/accounts/sample-accounts';
import { sampleExtras } from '#main/accounts/sample-extras';
import type { ChecksPort } from '#main/checks/checks-port';
import { ownFormChecks } from '#main/checks/own-form';
import type { MailSender } from '#main/mail/mime';
import type { SmtpMailSettings } from '#main/mail/smtp-mail';
import { createMailboxClient } from '#main/mail/sample/mailbox-client';
import { createSampleInbox } from '#main/mail/sample/sample-inbox';
import type { MailboxClient } from '#main/mail/sample/mailbox-client';
import { mailboxVersion } from '#main/mail/sample/version';
import type { AccountSystem, Clock, InboxPort, MailPort } from '#main/ports';
import { OutsideError } from '#main/ports';
import { readEndpoint } from '#main/sample-world/endpoint';
import type { SampleEndpoint, SampleName } from '#main/sample-world/endpoint';
import { ensureSample, SampleError } from '#main/sample-world/ensure-sample';
import type { Sample, SampleRuntime } from '#main/sample-world/ensure-sample';
import type { Vault } from '#main/vault/vault';

export type SampleEntries = {
  readonly runtimes: readonly SampleRuntime[];
  readonly identity: string;
  readonly mailbox: string;
};
export type BackEnds = {
  readonly accounts: Accounts;
  readonly mail: MailPort;
  /** Null where no mailbox is connected: what customers answer is then read elsewhere. */
  readonly inbox: InboxPort | null;
  readonly checks: ChecksPort;
  /** Null on a real desk. */
  readonly sample: {
    readonly identityUrl: string;
    readonly mailboxUrl: string;
    readonly mailbox: MailboxClient;
    /** What nobody but a sample identity system answers. */
    readonly extras: ReturnType<typeof sampleExtras>;
    seed(): Promise<void>;
    stop(): Promise<void>;
  } | null;
  close(): void;
};

const heartbeatMs = 5 * 60_000;
const sampleSystem = 'sample';
/** The account of a person of the sample world. */
export const sampleAccount = (personId: string): AccountId => accountIdOf(sampleSystem, personId);
export const worldFolder = (folder: string): string => join(folder, 'sample-world');

/** Whom a desk's mails are from. */
export const senderOf = (company: string): MailSender => ({
  name: `${company} account recovery`,
  address: 'recovery@lumen-practice.example',
});

const sampleFolder = (folder: string, name: SampleName): string => join(worldFolder(folder), name);

/** Mail by SMTP whose library is loaded with the first mail: no start waits for it. */
const smtpWhenFirstUsed = (settings: SmtpMailSettings): MailPort & { close(): void } => {
  let connected: Promise<MailPort & { close(): void }> | null = null;
  const connect = async () => {
    const { createSmtpMail } = await import('#main/mail/smtp-mail');
    return createSmtpMail(settings);
  };
  return {
    name: `${settings.host}:${settings.port}`,
    send: async (mail) => (await (connected ??= connect())).send(mail),
    close: () => void connected?.then((smtp) => smtp.close()),
  };
};

/** Starts or finds the sample world's two processes. They outlive the desk. */
export const connectSampleWorld = async (
  folder: string,
  vault: Vault,
  entries: SampleEntries,
  clock: Clock,
  company: string,
  /** Beside the sample system. */
  more: readonly AccountSystem[] = [],
): Promise<BackEnds> => {
  const token = vault.key('sample-world').toString('base64url');
  const seedKey = vault.key('practice-seed').toString('base64url');
  const smtpPassword = await vault.secrets.use('smtp-password', (secret) => secret);
  const start = (name: SampleName, more: Record<string, string>): Promise<Sample> =>
    ensureSample({
      name,
      folder: sampleFolder(folder, name),
      entry: entries[name],
      runtimes: entries.runtimes,
      token,
      start: more,
      version: name === 'identity' ? identityVersion : mailboxVersion,
    });
  const [identity, mailboxProcess] = await Promise.all([
    start('identity', { seedKey }),
    start('mailbox', { smtpPassword }),
  ]);
  const smtpPort = Number(mailboxProcess.facts['smtpPort']);
  const smtp = smtpWhenFirstUsed({
    host: '127.0.0.1',
    port: smtpPort,
    secure: false,
    auth: { user: 'desk', pass: smtpPassword },
    from: senderOf(company),
    pool: { maxConnections: 2 },
    allowPlainLoopback: true,
    timeoutsMs: { connect: 5_000, answer: 8_000, whole: 15_000 },
  });
  const heartbeat = setInterval(() => {
    void identity.heartbeat();
    void mailboxProcess.heartbeat();
  }, heartbeatMs);
  heartbeat.unref();
  return {
    accounts: connectAccounts([
      { id: sampleSystem, ...createSampleAccounts({ baseUrl: identity.baseUrl, token, clock, timeoutMs: 5_000 }) },
      ...more,
    ]),
    mail: smtp,
    inbox: createSampleInbox({ baseUrl: mailboxProcess.baseUrl, token }),
    checks: ownFormChecks,
    sample: {
      identityUrl: identity.baseUrl,
      mailboxUrl: mailboxProcess.baseUrl,
      mailbox: createMailboxClient({ baseUrl: mailboxProcess.baseUrl, token }),
      extras: sampleExtras({ baseUrl: identity.baseUrl, token }),
      async seed() {
        const response = await fetch(`${identity.baseUrl}/sample/seed`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
        });
        if (!response.ok) throw new OutsideError('accounts', 'unexpected', 'The sample world could not be filled.');
      },
      async stop() {
        await Promise.all([identity.stop(), mailboxProcess.stop()]);
      },
    },
    close() {
      clearInterval(heartbeat);
      smtp.close();
    },
  };
};

/** Ends the processes of a desk that was never finished; those that are gone stay gone. */
export const stopSampleWorld = async (folder: string, vault: Vault, entries: SampleEntries): Promise<void> => {
  const token = vault.key('sample-world').toString('base64url');
  await Promise.all(
    (['identity', 'mailbox'] as const).map(async (name) => {
      const at = sampleFolder(folder, name);
      // A process of our user that lives under this number: found by its proof, or, when it is somebody else's, not at
      // all.
      if (!isRunning(readEndpoint(at))) return;
      try {
        await (
          await ensureSample({
            name,
            folder: at,
            entry: entries[name],
            runtimes: entries.runtimes,
            token,
            start: {},
            startTimeoutMs: 3_000,
          })
        ).stop();
      } catch (error) {
        if (!(error instanceof SampleError)) throw error;
      }
    }),
  );
};

const isRunning = (endpoint: SampleEndpoint | null): boolean => {
  if (endpoint === null || endpoint.endedAt !== undefined) return false;
  try {
    process.kill(endpoint.pid, 0);
    return true;
  } catch {
    return false;
  }
};

const notConnectedError = (system: 'accounts' | 'mail'): OutsideError =>
  new OutsideError(
    system,
    'refused',
    system === 'accounts'
      ? "No identity system is connected: this version can't connect one to a real desk yet."
      : "No mail server is connected: this version can't connect one to a real desk yet.",
  );
const notConnected = async (system: 'accounts' | 'mail'): Promise<never> => {
  throw notConnectedError(system);
};

/** A real desk before its connections: it refuses the sample world, and says what is missing. */
export const unconnected: BackEnds = {
  accounts: {
    nameOf: () => 'no identity system',
    find: () => notConnected('accounts'),
    read: () => notConnected('accounts'),
    addressBooks: [],
    at: () => {
      throw notConnectedError('accounts');
    },
  },
  mail: { name: 'no mail server', send: () => notConnected('mail') },
  inbox: null,
  checks: ownFormChecks,
  sample: null,
  close: () => undefined,
};
