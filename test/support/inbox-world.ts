/** A mailbox in memory, and desks over one log that read it: for tests of what becomes of a message. */
import { createHash } from 'node:crypto';
import type { CaseCommand } from '#domain/case/commands';
import type { CaseActor } from '#domain/case/commands';
import type { Reading } from '#domain/mail/incoming/incoming-mail';
import { changeCase, loadCase, type CasesDeps } from '#main/cases/change-case';
import { createReceiver } from '#main/inbox/receive';
import { receiveEffectId } from '#main/inbox/receive-progress';
import { readMessage } from '#main/mail/receive/read-message';
import { replyAddress } from '#main/mail/reply-address';
import type { InboxPort } from '#main/ports';
import { OutsideError } from '#main/ports';
import { checkedLog } from '#main/store/log/checked-log';
import type { EventLog } from '#main/store/log/event-log';
import { agent, desk, open } from './example-case';
import { testClock, type TestClock } from './look-world';
import { casesOver, quietRunner } from './memory-desk';

export const ownAddress = 'recovery@lumen-practice.example';
/** Any 16 letters that only this case has. */
const tokenOf = (caseId: string): string =>
  [...createHash('sha256').update(caseId).digest().subarray(0, 16)]
    .map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'.charAt(byte & 31))
    .join('');
/** Where a case's mails are answered to. */
export const answersTo = (caseId: string, number = 'RD-1001'): string =>
  replyAddress(ownAddress, { number, token: tokenOf(caseId) });

/** A mailbox that keeps its messages, and fails when it is told. */
export const memoryMailbox = () => {
  const kept: { readonly raw: Buffer; readonly uid: number }[] = [];
  let validity = '1';
  const mailbox = {
    fetched: 0,
    fails: null as OutsideError['kind'] | null,
    put: (raw: Buffer | string): void => {
      kept.push({ raw: Buffer.from(raw), uid: (kept.at(-1)?.uid ?? 0) + 1 });
    },
    /** As after a restore. */
    recreate: (): void => {
      validity = String(Number(validity) + 1);
    },
    port: {
      name: 'a mailbox',
      after: async (place, limit) => {
        if (mailbox.fails !== null) throw new OutsideError('mail', mailbox.fails, 'It fails.');
        const from = place?.validity === validity ? place.uid : 0;
        return {
          validity,
          entries: kept
            .filter(({ uid }) => uid > from)
            .slice(0, limit)
            .map(({ uid, raw }) => ({ uid, size: raw.length, arrivedAt: '2026-03-10T15:30:00.000Z' })),
        };
      },
      raw: async (place, most) => {
        if (mailbox.fails !== null) throw new OutsideError('mail', mailbox.fails, 'It fails.');
        mailbox.fetched += 1;
        return kept.find(({ uid }) => uid === place.uid)?.raw.subarray(0, most) ?? null;
      },
      watch: () => () => undefined,
    } satisfies InboxPort,
  };
  return mailbox;
};
export type MemoryMailbox = ReturnType<typeof memoryMailbox>;

const read = async (raw: Uint8Array): Promise<Reading> => ({ outcome: 'read', mail: await readMessage(raw) });

/** A desk that reads a mailbox when a test says so. */
export const readingDesk = (
  given: EventLog,
  mailbox: MemoryMailbox,
  more: {
    readonly clock?: TestClock;
    readonly worker?: string;
    readonly reads?: (raw: Uint8Array) => Promise<Reading>;
  } = {},
) => {
  const log = checkedLog(given);
  const clock = more.clock ?? testClock('2026-03-10T15:00:00.000Z');
  const cases: CasesDeps = casesOver(log, { clock });
  const faults: { readonly where: string; readonly error: unknown }[] = [];
  let looked = 0;
  const receiver = createReceiver({
    cases,
    inbox: mailbox.port,
    reader: { read: more.reads ?? read },
    match: { own: ownAddress, replyToken: tokenOf },
    senderKey: Buffer.alloc(32, 3),
    onLooked: () => (looked += 1),
    onFault: (where, error) => faults.push({ where, error }),
  });
  const runner = quietRunner({
    log,
    clock,
    lanes: [{ name: 'inbox', leaseMs: 60_000, kinds: { receive: receiver.deed } }],
    worker: more.worker ?? 'this desk',
  });
  return {
    log,
    clock,
    cases,
    receiver,
    faults,
    looked: () => looked,
    change: (caseId: string, command: CaseCommand, actor: CaseActor) => changeCase(cases, { caseId, command, actor }),
    state: async (caseId: string) => (await loadCase(log, caseId))!.state,
    /** Looks into the mailbox, as after news. */
    look: async (): Promise<void> => {
      await receiver.begin();
      await runner.drain();
    },
    drain: () => runner.drain(),
    effect: async () => (await log.effectsOf({ ids: [receiveEffectId], limit: 1 }))[0]!,
    /** Every message that was taken, by what its stream says. */
    messages: async () => {
      const rows = await log.readAfter(0, 100_000);
      return rows.filter(({ type }) => type === 'message.received');
    },
  };
};
export type ReadingDesk = ReturnType<typeof readingDesk>;

/** A case whose notices left; answers the Message-ID of each mail by its id. */
export const openWithMail = async (
  at: ReadingDesk,
  caseId = 'case-1',
  more: Partial<Extract<CaseCommand, { kind: 'open' }>> = {},
): Promise<ReadonlyMap<string, { readonly messageId: string; readonly to: string }>> => {
  await at.change(caseId, { ...open(), ...more } as CaseCommand, agent);
  const sent = new Map<string, { readonly messageId: string; readonly to: string }>();
  for (const { mailId, state, to } of (await at.state(caseId)).mails) {
    if (state !== 'waiting') continue;
    const messageId = `<${mailId}@lumen-practice.example>`;
    await at.change(caseId, { kind: 'mail-accepted', mailId, messageId, rawSha256: 'aa' }, desk);
    sent.set(mailId, { messageId, to: to!.address });
  }
  return sent;
};

let written = 0;
/** A message as a person's mail program writes it. */
export const letter = (of: {
  readonly from?: string;
  readonly to?: string;
  readonly text?: string;
  readonly headers?: string;
}): string => {
  written += 1;
  return [
    `From: ${of.from ?? 'Olga Novak <olga@firm.example>'}`,
    `To: ${of.to ?? ownAddress}`,
    'Subject: Re: Your request',
    'Date: Tue, 10 Mar 2026 11:30:00 -0400',
    `Message-ID: <letter-${written}@firm.example>`,
    ...(of.headers === undefined ? [] : [of.headers]),
    'Content-Type: text/plain; charset=utf-8',
    '',
    of.text ?? 'It works now, thank you.',
    '',
  ].join('\r\n');
};

/** A report that a mail of ours could not be delivered. */
export const bounce = (of: {
  readonly recipient: string;
  readonly messageId: string;
  readonly to?: string;
}): string => {
  written += 1;
  return [
    'From: MAILER-DAEMON@mx.firm.example',
    `To: ${of.to ?? ownAddress}`,
    'Subject: Undelivered Mail Returned to Sender',
    `Message-ID: <report-${written}@mx.firm.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"',
    '',
    '--b1',
    'Content-Type: text/plain',
    '',
    'It could not be delivered.',
    '--b1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.firm.example',
    '',
    `Final-Recipient: rfc822; ${of.recipient}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
    '--b1',
    'Content-Type: text/rfc822-headers',
    '',
    `Message-ID: ${of.messageId}`,
    '--b1--',
    '',
  ].join('\r\n');
};
