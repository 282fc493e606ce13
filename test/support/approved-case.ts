/**
 * Jean-Philippe Larivière on his way back in, up to any point, on a whole practice desk; and folders of it that can be
 * opened again and again.
 */
import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { simpleParser } from 'mailparser';
import { termsVersion } from '#contract/identity-form';
import type { CaseState } from '#domain/case/state';
import type { AppOptions } from '#main/app';
import { loadCase } from '#main/cases/change-case';
import { faultLog } from '#main/desk/fault-log';
import type { OpenDesk } from '#main/desk/open-desk';
import type { MailboxClient, MailboxLetter } from '#main/mail/sample/mailbox-client';
import { readEndpoint } from '#main/sample-world/endpoint';
import { codeAt, stepOf } from '#main/staff/codes';
import { practicePassword, practiceSecret } from '#main/staff/practice-staff';
import { sampleAccount } from '#main/desk/back-ends';
import { removeTraces } from './desk-process';
import { identityClient, type IdentityClient } from './identity-system';
import { startDesk, type PracticeDesk } from './practice-desk';
import { temporaryFolder } from './store-process';
import { lookAt } from './look-at';
import { undoMs } from '#domain/case/undo';
import { linkMail } from './link-mail';

export const lawyer = 'jean-philippe-lariviere';
export const agent = 'maya-okafor';
export const reviewer = 'daniel-achebe';
export const lead = 'ruth-tremblay';
const specimens = resolve(import.meta.dirname, '../../resources/specimens', lawyer);
const bothAddresses = 2;

/**
 * A practice desk with what tests of a recovery ask of it. Its clock can begin ahead of the real one, where an earlier
 * desk over this folder left off.
 */
export type DeskAt = Omit<PracticeDesk, 'code' | 'signIn' | 'pass' | 'now'> & {
  readonly folder: string;
  signIn(staffId: string): Promise<void>;
  /** A code that was not used yet. */
  code(staffId: string): string;
  pass(ms: number): void;
  /** How far its clock is ahead, for the next desk over this folder. */
  ahead(): number;
  open(): OpenDesk;
  state(caseId: string): Promise<CaseState>;
  /** Waits until a case is as it should be. */
  until(caseId: string, fits: (state: CaseState) => boolean): Promise<CaseState>;
  /** Waits until no message of a case is under way. */
  mailSettled(caseId: string): Promise<void>;
  readonly identity: IdentityClient;
  readonly mailbox: MailboxClient;
  /** Ends the desk, and its sample world by SIGKILL: quicker than `end`, for a folder that nobody opens again. */
  drop(): Promise<void>;
};

const patienceMs = 20_000;
/** Asks again until it holds. */
export const eventually = async <T>(ask: () => Promise<T>, holds: (answer: T) => boolean, what: string): Promise<T> => {
  const until = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (performance.now() > until) throw new Error(`${what}: it stayed ${JSON.stringify(answer)?.slice(0, 600)}`);
    await wait(20);
  }
};

/** Whether a message of the case waits to be sent, or is being sent. */
export const mailUnderWay = async (desk: OpenDesk, caseId: string): Promise<boolean> =>
  (
    await desk.store.log.effectsOf({
      stream: `case:${caseId}`,
      kind: 'send-mail',
      states: ['waiting', 'running'],
      limit: 50,
    })
  ).length > 0;

/** Ends the sample processes of a folder. */
export const killSampleWorld = (folder: string): void => {
  for (const name of ['identity', 'mailbox']) {
    const endpoint = readEndpoint(join(folder, 'sample-world', name));
    if (endpoint !== null && endpoint.endedAt === undefined)
      try {
        process.kill(endpoint.pid, 'SIGKILL');
      } catch {
        /* It is gone already. */
      }
  }
};

/** Opens a practice desk, or makes one. */
export const openDeskAt = async (
  folder: string,
  { ahead = 0, ...more }: Partial<AppOptions> & { readonly ahead?: number; readonly open?: boolean } = {},
): Promise<DeskAt> => {
  let ms = ahead;
  const now = (): Date => new Date(Date.now() + ms);
  const toFile = faultLog(join(folder, 'desk.log'));
  const faults: { where: string; error: unknown }[] = [];
  const desk = await startDesk(folder, {
    clock: { now },
    onFault: (where, error) => {
      faults.push({ where, error });
      toFile(where, error);
    },
    ...more,
  });
  const open = (): OpenDesk => {
    const current = desk.app.current();
    if (current === null) throw new Error('the desk is not open');
    return current;
  };
  const code: DeskAt['code'] = (staffId) => {
    ms += 30_000;
    return codeAt(practiceSecret(open().vault.key('practice-seed'), staffId, 0), stepOf(now()));
  };
  const state: DeskAt['state'] = async (caseId) => {
    const loaded = await loadCase(open().store.log, caseId);
    if (loaded === null) throw new Error('there is no such case');
    return loaded.state;
  };
  const sample = (): NonNullable<OpenDesk['backEnds']['sample']> => {
    const found = open().backEnds.sample;
    if (found === null) throw new Error('a real desk has no sample world');
    return found;
  };
  return {
    ...desk,
    folder,
    faults,
    code,
    open,
    state,
    signIn: async (staffId) => {
      await desk.ask('session.signIn', { staffId, password: practicePassword, code: code(staffId) });
    },
    pass: (more_) => {
      ms += more_;
    },
    ahead: () => ms,
    until: (caseId, fits) => eventually(() => state(caseId), fits, 'the case'),
    mailSettled: async (caseId) => {
      await eventually(
        () => mailUnderWay(open(), caseId),
        (isUnderWay) => !isUnderWay,
        'the mail',
      );
    },
    async drop() {
      await desk.close();
      killSampleWorld(folder);
    },
    get identity() {
      return identityClient(sample().identityUrl, open().vault.key('sample-world').toString('base64url'));
    },
    get mailbox() {
      return sample().mailbox;
    },
  };
};

/** A letter's text, as its reader sees it. */
export const textOf = async (mailbox: MailboxClient, letter: MailboxLetter): Promise<string> =>
  (await simpleParser(Buffer.from(await mailbox.raw(letter.id)))).text ?? '';

/**
 * Opens the case, rules self-help out, sends the link, and answers with its address as a phone reads it from the mail's
 * picture.
 */
export const sendLink = async (desk: DeskAt): Promise<{ readonly caseId: string; readonly url: string }> => {
  await desk.signIn(agent);
  const { caseId } = await desk.ask('cases.open', {
    accountId: sampleAccount(lawyer),
    channel: 'phone',
    callerWords: 'New phone, the app did not move over.',
    callerGave: '',
    reference: '',
    take: false,
  });
  for (const way of ['still-signed-in', 'backup-code', 'someone-in-the-firm'] as const)
    await desk.ask('cases.recordWay', { caseId, way, outcome: 'impossible', why: 'It was tried.' });
  const view = await desk.ask('cases.get', { caseId });
  const address = view.account?.addresses.find((one) => one.standing === 'usable');
  if (address === undefined) throw new Error('no address is usable');
  await desk.ask('compose.send', linkMail({ caseId, addressId: address.addressId, language: 'en' }));
  desk.pass(undoMs);
  await desk.open().runner.drain();
  await desk.mailSettled(caseId);
  for (const letter of await desk.mailbox.list({ to: address.address })) {
    const url = await desk.mailbox.decodedQr(letter.id);
    if (url !== null) return { caseId, url };
  }
  throw new Error('no letter has a QR code');
};

const must = async (response: Response): Promise<void> => {
  if (!response.ok)
    throw new Error(
      `${response.url.replace(/\/[vn]\/[^/]+/, '/…')} answered ${response.status} ${await response.text()}`,
    );
};
export const specimen = (slot: 'front' | 'back' | 'selfie'): Buffer => readFileSync(join(specimens, `${slot}.jpg`));

/** Fills the form in as a browser would. */
export const submitForm = async (url: string): Promise<void> => {
  for (const slot of ['front', 'back', 'selfie'] as const)
    await must(
      await fetch(`${url}/pictures/${slot}`, {
        method: 'PUT',
        headers: { 'content-type': 'image/jpeg' },
        body: new Uint8Array(specimen(slot)),
      }),
    );
  await must(
    await fetch(`${url}/submit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        submissionId: randomUUID(),
        termsVersion,
        language: 'en',
        country: 'CA',
        documentKind: 'identity-card',
        capture: 'manual',
      }),
    }),
  );
};

const passMarks = (['document', 'name', 'face', 'liveness'] as const).map((check) => ({
  check,
  value: 'pass' as const,
  reason: 'As it should be',
}));
const printedName = 'Jean-Philippe Larivière';

/** R13: whoever sits there opens the pictures and the comparison; answers with the digest of what was shown. */
export const lookSignedIn = async (desk: DeskAt, caseId: string): Promise<string> => {
  const { digest, pictures } = await desk.ask('review.get', { caseId });
  await lookAt(desk, { caseId, digest, pictures }, { marks: passMarks, printedName });
  return digest;
};
/** Whoever sits there and has looked passes. */
export const passLookedAt = async (desk: DeskAt, caseId: string, digest: string, who = reviewer): Promise<void> => {
  await desk.ask('review.decide', {
    caseId,
    decision: 'pass',
    digest,
    marks: passMarks,
    printedName,
    nameReason: '',
    note: '',
    askAgain: null,
    code: desk.code(who),
  });
};
/** Decides as the reviewer: pass, and with it the disable is authorised. */
export const pass = async (desk: DeskAt, caseId: string, who = reviewer): Promise<void> => {
  await desk.signIn(who);
  await passLookedAt(desk, caseId, await lookSignedIn(desk, caseId), who);
};

/** The whole way to `approved`, where the disable waits for its runner. */
export const bringToApproved = async (desk: DeskAt): Promise<{ readonly caseId: string; readonly url: string }> => {
  const { caseId, url } = await sendLink(desk);
  await submitForm(url);
  await desk.open().runner.stop();
  await pass(desk, caseId);
  return { caseId, url };
};

/** "This wasn't me", from the newest notice of a kind, typed as a person does. */
export const sayNotMe = async (desk: DeskAt, subject: RegExp): Promise<void> => {
  const letters = await desk.mailbox.list();
  const letter = letters.find((one) => subject.test(one.subject));
  if (letter === undefined)
    throw new Error(`no letter is about ${String(subject)}: ${letters.map((one) => one.subject).join(', ')}`);
  const url = /http:\/\/127\.0\.0\.1:\d+\/n\/[\w-]+/.exec(await textOf(desk.mailbox, letter))?.[0];
  if (url === undefined) throw new Error('the letter has no such link');
  await must(
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'word=STOP&words=I+did+not+ask',
    }),
  );
};

export type ApprovedFolder = {
  readonly caseId: string;
  /** Of the customer's browser, signed in before: a session that has to end. */
  readonly cookies: string;
  readonly login: string;
  readonly password: string;
  readonly ahead: number;
  /** A copy of the whole data folder, the sample world with it. */
  copy(): string;
  remove(): void;
};

/** A desk at `approved`, closed, with its sample world stopped. */
export const makeApprovedFolder = async (): Promise<ApprovedFolder> => {
  const folder = temporaryFolder();
  const copies: ReturnType<typeof temporaryFolder>[] = [];
  const desk = await openDeskAt(folder.path);
  try {
    const { login, password, code } = await desk.identity.credentials(lawyer);
    if (password === null || code === null) throw new Error('the sample customer has no password or code');
    if ((await desk.identity.signIn(login, password)).state !== 'code-required')
      throw new Error('a password alone was enough before the disable');
    const { state, cookies } = await desk.identity.signIn(login, password, code);
    if (state !== 'signed-in' || !(await desk.identity.isSignedIn(cookies)))
      throw new Error('the sample customer could not sign in');
    const { caseId } = await bringToApproved(desk);
    return {
      caseId,
      cookies,
      login,
      password,
      ahead: desk.ahead(),
      copy() {
        const copy = temporaryFolder();
        copies.push(copy);
        cpSync(folder.path, copy.path, { recursive: true });
        return copy.path;
      },
      remove() {
        for (const each of [folder, ...copies]) {
          killSampleWorld(each.path);
          each.remove();
          removeTraces(each.path);
        }
      },
    };
  } finally {
    await desk.end();
  }
};

/** Letters by kind and address: each once, or the test says which came twice. */
export const lettersBy = async (mailbox: MailboxClient): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  // The same bytes once more under the same Message-ID are the same letter.
  for (const letter of (await mailbox.list({ limit: 200 })).filter(({ delivery }) => delivery === 1)) {
    const key = `${letter.subject} → ${letter.to.join()}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};
export const lettersOfOneRecovery = 3 * bothAddresses + 1;

/** A desk over a copy that waits before the first step of the disable until `go`: faults can be ordered meanwhile. */
export const holdAtStart = async (
  approved: ApprovedFolder,
  more: Parameters<typeof openDeskAt>[1] = {},
): Promise<DeskAt & { go(): void }> => {
  let go = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const desk = await openDeskAt(approved.copy(), {
    ahead: approved.ahead,
    ...more,
    deedHooks: {
      ...more.deedHooks,
      beforeDeed: async (step) => {
        if (step === 'list') await gate;
        await more.deedHooks?.beforeDeed?.(step);
      },
    },
  });
  return Object.assign(Object.create(desk) as DeskAt, { go });
};

/** Lets the time of back-offs pass and what is due run, until a case is as it should be. */
export const passUntil = async (
  desk: DeskAt,
  caseId: string,
  fits: (state: CaseState) => boolean,
): Promise<CaseState> => {
  for (let tries = 0; tries < 60; tries += 1) {
    const state = await desk.state(caseId);
    if (fits(state)) return state;
    desk.pass(60_000);
    await desk.open().runner.drain();
  }
  throw new Error('the case never came so far');
};

/** Signs a reviewer in and lets a stopped disable go on. */
export const resume = async (desk: DeskAt, caseId: string): Promise<void> => {
  await desk.signIn(reviewer);
  await desk.ask('cases.resumeDisable', { caseId, code: desk.code(reviewer) });
};
