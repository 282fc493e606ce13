/**
 * A practice desk's sample world as seen from outside: what its customers know, what came into their mailbox, and the
 * codes of its staff. A practice desk keeps its key in a file, so whoever may read its data folder may know all of it.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { simpleParser, type ParsedMail } from 'mailparser';
import { readQr } from '#main/mail/sample/read-qr';
import { createMailboxClient, type MailboxClient } from '#main/mail/sample/mailbox-client';
import { readEndpoint, type SampleName } from '#main/sample-world/endpoint';
import { codeAt, stepOf } from '#main/staff/codes';
import { practiceSecret } from '#main/staff/practice-staff';
import { openVault, type Vault } from '#main/vault/vault';
import { identityClient, type IdentityClient } from './identity-system';

/** A letter as its bytes lie in the mailbox's folder. */
export type Mail = {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly messageId: string;
  readonly parsed: ParsedMail;
};

export type PracticeWorld = {
  readonly identity: IdentityClient;
  readonly mailbox: MailboxClient;
  /** Everything that arrived, oldest first, read from the disk and parsed as MIME. */
  mails(): Promise<readonly Mail[]>;
  /** The first that fits, as soon as it is there. */
  mail(fits: { readonly to?: string; readonly subject: RegExp }): Promise<Mail>;
  /**
   * A one-time code of a member of the sample staff that this test has not used yet: this step's, or the next one's.
   */
  code(staffId: string): Promise<string>;
  /** Says that a code of now was used by hand. */
  wasUsed(staffId: string): void;
  /**
   * A signal to one of the two processes: SIGKILL as a crash would be, SIGSTOP and SIGCONT as a network that goes and
   * comes.
   */
  signal(name: SampleName, signal: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void;
};

const world = (folder: string, name: SampleName): string => join(folder, 'sample-world', name);

/** What a phone's camera would read in a letter. */
export const linkInPicture = (mail: Mail): string => {
  for (const { contentType, content } of mail.parsed.attachments) {
    const found = contentType === 'image/png' ? readQr(content) : null;
    if (found !== null) return found;
  }
  throw new Error(`there is no QR code in “${mail.subject}”`);
};

/** Opens the world of a practice desk that was opened once; `folder` is the desk's data folder. */
export const openPracticeWorld = async (folder: string): Promise<PracticeWorld> => {
  const vault: Vault = await openVault({ folder, safeStorage: null, passphrase: null });
  const token = vault.key('sample-world').toString('base64url');
  const seed = vault.key('practice-seed');
  vault.close();
  const urlOf = (name: SampleName): string => {
    const endpoint = readEndpoint(world(folder, name));
    if (endpoint === null) throw new Error(`the sample ${name} was never started`);
    return `http://127.0.0.1:${endpoint.port}`;
  };
  const letters = join(world(folder, 'mailbox'), 'letters');
  const kept = new Map<string, Mail>();
  const used = new Map<string, number>();

  const mails = async (): Promise<readonly Mail[]> => {
    const ids = (await readdir(letters)).filter((id) => /^\d/.test(id)).toSorted();
    for (const id of ids.filter((one) => !kept.has(one))) {
      const parsed = await simpleParser(await readFile(join(letters, id, 'raw.eml')));
      const envelope = JSON.parse(await readFile(join(letters, id, 'envelope.json'), 'utf8')) as { to: string[] };
      kept.set(id, { id, to: envelope.to, subject: parsed.subject ?? '', messageId: parsed.messageId ?? '', parsed });
    }
    return ids.map((id) => kept.get(id)!);
  };
  return {
    identity: identityClient(urlOf('identity'), token),
    mailbox: createMailboxClient({ baseUrl: urlOf('mailbox'), token }),
    mails,
    async mail({ to, subject }) {
      for (const until = performance.now() + 20_000; performance.now() < until; await wait(100)) {
        const found = (await mails()).find(
          (mail) => subject.test(mail.subject) && (to === undefined || mail.to.includes(to)),
        );
        if (found !== undefined) return found;
      }
      throw new Error(`no mail came for ${to ?? 'anybody'} with the subject ${String(subject)}`);
    },
    async code(staffId) {
      let step = Math.max(stepOf(new Date()), (used.get(staffId) ?? 0) + 1);
      // The desk takes a code that is one step ahead, as from a phone whose clock is a little fast.
      while (step > stepOf(new Date()) + 1) await wait(500);
      step = Math.max(step, stepOf(new Date()));
      used.set(staffId, step);
      return codeAt(practiceSecret(seed, staffId, 0), step);
    },
    wasUsed: (staffId) => void used.set(staffId, stepOf(new Date())),
    signal(name, signal) {
      const endpoint = readEndpoint(world(folder, name));
      if (endpoint !== null) sendQuietly(endpoint.pid, signal);
    },
  };
};

/** Ends the sample world of a data folder, if there is one: its processes outlive their desk on purpose. */
export const killSampleWorld = (folder: string): void => {
  for (const name of ['identity', 'mailbox'] as const) {
    const endpoint = readEndpoint(world(folder, name));
    if (endpoint !== null && endpoint.endedAt === undefined) sendQuietly(endpoint.pid, 'SIGKILL');
  }
};

const sendQuietly = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone already.
  }
};
