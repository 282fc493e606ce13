/**
 * What the people around a practice desk do, in a line each: agents and reviewers over the calls, customers over HTTP.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { simpleParser } from 'mailparser';
import type { CallInput, CallOutput } from '#contract/calls';
import type { CaseView } from '#contract/cases';
import { slotsFor, termsVersion } from '#contract/identity-form';
import type { ThreadEvent } from '#contract/thread';
import type { CaseEvent } from '#domain/case/events';
import { checkKinds, ways } from '#domain/case/events';
import { undoMs } from '#domain/case/undo';
import { knownEvent } from './known-event';
import type { MailboxLetter } from '#main/mail/sample/mailbox-client';
import { sampleAccount } from '#main/desk/back-ends';
import type { PracticeDesk } from './practice-desk';
import { identityClient } from './identity-system';
import { lookAt } from './look-at';
import { linkMail } from './link-mail';

const specimens = resolve(import.meta.dirname, '../../resources/specimens');
/** Who the test's people are. */
export const staff = {
  agent: 'maya-okafor',
  otherAgent: 'elodie-gagnon',
  reviewer: 'daniel-achebe',
  otherReviewer: 'ines-kowalczyk',
  lead: 'ruth-tremblay',
} as const;

export type Decide = CallInput<'review.decide'>;

export const caseWork = (desk: PracticeDesk) => {
  const opened = () => {
    const current = desk.app.current();
    if (current === null) throw new Error('the desk is not open');
    return current;
  };
  const mailbox = () => opened().backEnds.sample!.mailbox;
  let signedIn = '';
  /** Signs in unless they already are. */
  const as = async (staffId: string): Promise<void> => {
    if (signedIn !== staffId) {
      await desk.signIn(staffId);
      signedIn = staffId;
    }
  };
  const settle = (): Promise<void> => opened().runner.drain();
  /** Lets what somebody wrote leave: the time in which it can be taken back goes by. */
  const leave = async (): Promise<void> => {
    desk.pass(undoMs);
    await settle();
  };
  const view = (caseId: string): Promise<CaseView> => desk.ask('cases.get', { caseId });
  /** What happened, newest first: the thread without messages and notes. */
  const history = async (caseId: string): Promise<readonly ThreadEvent[]> => {
    const found: ThreadEvent[] = [];
    let after: string | null = null;
    do {
      const page: CallOutput<'cases.thread'> = await desk.ask('cases.thread', { caseId, show: 'everything', after });
      found.push(...page.entries.filter((entry) => entry.kind === 'event'));
      after = page.next;
    } while (after !== null);
    return found;
  };
  const events = async (caseId: string): Promise<readonly CaseEvent[]> =>
    (await opened().store.log.readStream(`case:${caseId}`)).map(knownEvent);
  const openCase = async (personId: string, by: string = staff.agent): Promise<string> => {
    await as(by);
    const { caseId } = await desk.ask('cases.open', {
      accountId: sampleAccount(personId),
      channel: 'phone',
      callerWords: 'Lost the phone.',
      callerGave: '',
      reference: '',
      take: false,
    });
    await settle();
    return caseId;
  };
  const ruleOut = async (caseId: string): Promise<void> => {
    for (const way of ways)
      await desk.ask('cases.recordWay', { caseId, way, outcome: 'impossible', why: 'asked, not there' });
  };
  const usable = async (caseId: string): Promise<string> =>
    (await view(caseId)).account!.addresses.find(({ standing }) => standing === 'usable')!.addressId;
  const sendLink = async (caseId: string): Promise<void> => {
    await desk.ask('compose.send', linkMail({ caseId, addressId: await usable(caseId), language: 'en' }));
    await leave();
  };
  /** Newest first, as they arrived. */
  const letters = (to: string): Promise<readonly MailboxLetter[]> => mailbox().list({ to });
  const text = async (letter: MailboxLetter): Promise<string> =>
    (await simpleParser(Buffer.from(await mailbox().raw(letter.id)))).text ?? '';
  /** What a phone reads in the newest letter with a QR code. */
  const linkUrl = async (to: string): Promise<string> => {
    for (const letter of await letters(to)) {
      const url = await mailbox().decodedQr(letter.id);
      if (url !== null) return url;
    }
    throw new Error(`no link was sent to ${to}`);
  };
  /** The customer's form, filled in and sent; answers its status and code. */
  const submitForm = async (
    url: string,
    specimen = 'callum-reid',
  ): Promise<{ readonly status: number; readonly code?: string }> => {
    for (const slot of slotsFor('identity-card')) {
      const put = await fetch(`${url}/pictures/${slot}`, {
        method: 'PUT',
        headers: { 'content-type': 'image/jpeg' },
        body: await readFile(join(specimens, specimen, `${slot}.jpg`)),
      });
      if (!put.ok) return { status: put.status, ...((await put.json()) as { code?: string }) };
    }
    const answer = await fetch(`${url}/submit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        submissionId: randomUUID(),
        termsVersion,
        language: 'en',
        country: 'CA',
        documentKind: 'identity-card',
        capture: 'automatic',
      }),
    });
    await settle();
    return { status: answer.status, ...((await answer.json()) as { code?: string }) };
  };
  /** "This wasn't me", from the newest letter of that subject. */
  const sayNotMe = async (
    to: string,
    words = 'It was not me.',
  ): Promise<{ readonly status: number; readonly page: string }> => {
    const body = await text((await letters(to))[0]!);
    const url = /https?:\/\/\S+\/n\/[\w-]+/.exec(body)?.[0];
    if (url === undefined) throw new Error('the letter has no notice link');
    const answer = await fetch(`${url}?lang=en`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ word: 'stop', words }),
    });
    await settle();
    return { status: answer.status, page: await answer.text() };
  };
  const decision = async (
    caseId: string,
    by: string,
    more: Partial<Decide> & Pick<Decide, 'decision'>,
  ): Promise<Decide> => {
    await as(by);
    const { digest, account, pictures } = await desk.ask('review.get', { caseId });
    const made: Decide = {
      caseId,
      digest,
      printedName: account.name,
      nameReason: '',
      note: '',
      askAgain: more.decision === 'ask-again' ? 'blurred' : null,
      code: desk.code(by),
      marks: checkKinds.map((check) => ({
        check,
        value: more.decision === 'fail' && check === 'face' ? 'fail' : 'pass',
        reason: 'as seen',
      })),
      ...more,
    };
    await lookAt(desk, { caseId, digest, pictures }, made);
    return made;
  };
  return {
    opened,
    mailbox,
    as,
    settle,
    leave,
    view,
    history,
    events,
    openCase,
    ruleOut,
    usable,
    sendLink,
    letters,
    text,
    linkUrl,
    submitForm,
    sayNotMe,
    decision,
    /** Forgets who is signed in: after a test signed in by itself. */
    forgetSession() {
      signedIn = '';
    },
    /** A case that waits for a reviewer. */
    async caseInReview(personId: string, address: string): Promise<string> {
      const caseId = await openCase(personId);
      await ruleOut(caseId);
      await sendLink(caseId);
      const answer = await submitForm(await linkUrl(address));
      if (answer.status !== 200) throw new Error(`the form was refused: ${JSON.stringify(answer)}`);
      return caseId;
    },
    /** Lets what is waiting for its next try happen: moves the clock past the longest back-off. */
    async later(ms = 400_000): Promise<void> {
      const who = signedIn;
      desk.pass(ms);
      await settle();
      // An idle desk has locked itself meanwhile.
      signedIn = '';
      if (who !== '') await as(who);
    },
    checkIdOf: async (caseId: string): Promise<string> =>
      (await events(caseId)).findLast((event) => event.type === 'case.link-asked')!.data.checkId,
    /** The sample identity system as its customers and admins use it. */
    identity: () =>
      identityClient(opened().backEnds.sample!.identityUrl, opened().vault.key('sample-world').toString('base64url')),
  };
};
export type CaseWork = ReturnType<typeof caseWork>;
