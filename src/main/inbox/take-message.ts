/**
 * Takes one message into the log: to its case, or to the list for a person. The same bytes are one message, however
 * often they are fetched, by whichever desk.
 */
import { createHash, createHmac } from 'node:crypto';
import type { LeftReason } from '#domain/mail/incoming/inbox-events';
import { mostMailBytes, type Reading } from '#domain/mail/incoming/incoming-mail';
import { changeCase, loadCase, type CasesDeps } from '#main/cases/change-case';
import { messageStream } from '#main/cases/messages';
import { messageReceived, type Arrived } from '#main/cases/received-messages';
import { CallFailure } from '#main/ipc/failure';
import type { InboxEntry, MessageReader } from '#main/ports';
import type { Claim } from '#main/store/log/event-log';
import { StoreUnavailable } from '#main/store/spawn';
import { caseFields } from './case-fields';
import { matchOf, reportedMail, type Match, type MatchDeps } from './matching';

export type TakeDeps = {
  readonly cases: CasesDeps;
  readonly reader: Pick<MessageReader, 'read'>;
  readonly match: Omit<MatchDeps, 'log'>;
  /** Senders are counted under it: an address alone is guessed at once. */
  readonly senderKey: Uint8Array;
  readonly onFault: (where: string, error: unknown) => void;
};

const desk = { kind: 'desk' } as const;

/** In a day (UTC): nobody may fill a case, or the list, and the log forgets nothing. */
export const limits = {
  /** To one case; those whose words could be "this wasn't me" are counted by themselves: a flood must not hide one (R7). */
  caseAndDay: 60,
  notMeAndDay: 200,
  /** Of one sender to the list, and all senders together; what is beyond is kept and put aside. */
  senderAndDay: 20,
  listAndDay: 500,
} as const;

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** The number of a message: of its bytes, so that a mailbox that was made anew brings nothing twice. */
export const arrivedOf = (
  raw: Uint8Array,
  { mailbox, validity, entry }: { readonly mailbox: string; readonly validity: string; readonly entry: InboxEntry },
): Arrived => {
  const rawSha256 = sha256(raw);
  return {
    messageId: sha256(`${rawSha256} ${entry.size}`).slice(0, 32),
    mailbox,
    validity,
    uid: entry.uid,
    rawSha256,
    length: entry.size,
    arrivedAt: entry.arrivedAt,
  };
};

/** One more than what is read whole, so that the reader sees that there is more. */
export const mostTaken = mostMailBytes + 1;

/** Why a case takes no more; null for what has nothing to do with the message, which is then fetched again. */
const refusedFor = (error: unknown): LeftReason | null => {
  if (!(error instanceof CallFailure)) return null;
  const { code } = error.error;
  return code === 'limit-account-day' ? 'too-many' : code === 'not-found' ? 'case-erased' : null;
};

export const takeMessage = (deps: TakeDeps) => {
  const { cases, reader } = deps;
  const { log, clock } = cases;
  const matching = { ...deps.match, log };
  const hasCome = async (messageId: string): Promise<boolean> =>
    (await log.readStream(messageStream(messageId))).length > 0;

  /**
   * What a report says became of a mail of ours. Only by the number that we gave that mail, which nobody knows but who
   * got it or carried it, and for the address that it went to: what a forged one could do is to make a case wait (R8).
   */
  const settleBounces = async (messageId: string, reading: Reading): Promise<void> => {
    if (reading.outcome !== 'read') return;
    const sent = await reportedMail(log, reading.mail);
    if (sent === null) return;
    const state = (await loadCase(log, sent.caseId))?.state;
    const to = state?.mails.find(({ mailId }) => mailId === sent.mailId)?.to?.address.toLowerCase();
    const failed = reading.mail.reported.find(
      ({ recipient, action }) => action === 'failed' && recipient.toLowerCase() === to,
    );
    if (failed === undefined) return;
    try {
      await changeCase(cases, {
        caseId: sent.caseId,
        actor: desk,
        intentId: `bounced:${messageId}`,
        command: { kind: 'mail-bounced', mailId: sent.mailId, status: failed.status, says: failed.said },
      });
    } catch (error) {
      // A case that was erased learns nothing more; the report is kept all the same.
      if (refusedFor(error) === null) throw error;
    }
  };

  /** Why the case doesn't take it; null where it did. */
  const toCase = async (arrived: Arrived, reading: Reading, { caseId, by }: Match): Promise<LeftReason | null> => {
    const { messageId } = arrived;
    const at = clock.now().toISOString();
    const day = at.slice(0, 10);
    const fields = await caseFields(log, caseId, { reading });
    try {
      await changeCase(cases, {
        caseId,
        actor: desk,
        intentId: `received-by:${messageId}`,
        command: { kind: 'receive-message', message: { ...fields, messageId, matchedBy: by } },
        claims: [
          fields.saysNotMe
            ? { kind: 'count', name: `received-on-not-me:${caseId}:${day}`, limit: limits.notMeAndDay }
            : { kind: 'count', name: `received-on:${caseId}:${day}`, limit: limits.caseAndDay },
        ],
        beside: [messageReceived({ arrived, reading, route: { to: 'case', caseId }, at })],
      });
      return null;
    } catch (error) {
      const why = refusedFor(error);
      if (why === null) throw error;
      return why;
    }
  };

  const toList = async (arrived: Arrived, reading: Reading, why: LeftReason): Promise<void> => {
    const at = clock.now().toISOString();
    const day = at.slice(0, 10);
    const address = reading.outcome === 'read' ? (reading.mail.from?.address ?? '') : '';
    const sender = createHmac('sha256', deps.senderKey).update(address).digest('base64url').slice(0, 22);
    const claims: readonly Claim[] = [
      { kind: 'count', name: `listed-from:${sender}:${day}`, limit: limits.senderAndDay },
      { kind: 'count', name: `listed:${day}`, limit: limits.listAndDay },
    ];
    const listed = await log.append({
      streams: [messageReceived({ arrived, reading, route: { to: 'list', why }, at })],
      claims,
      at,
    });
    if (listed.ok) return;
    if (listed.reason !== 'limit-reached') throw new Error(`a message could not be written down: ${listed.reason}`);
    const aside = await log.append({
      streams: [messageReceived({ arrived, reading, route: { to: 'aside', why: 'too-many' }, at })],
      at,
    });
    if (!aside.ok) throw new Error(`a message could not be written down: ${aside.reason}`);
  };

  const takeRead = async (arrived: Arrived, reading: Reading): Promise<void> => {
    // First: what was begun and broke off is begun anew, and a bounce that is known already changes nothing.
    await settleBounces(arrived.messageId, reading);
    const match = reading.outcome === 'read' ? await matchOf(matching, reading.mail) : null;
    const left =
      match === null
        ? reading.outcome === 'read'
          ? 'unmatched'
          : 'unreadable'
        : await toCase(arrived, reading, match);
    // Another desk may have taken it meanwhile; then it is there, and nothing is left to do.
    if (left !== null && !(await hasCome(arrived.messageId))) await toList(arrived, reading, left);
  };

  /** Takes a message that had not come before. Throws what the log or the store says, and then it is fetched again. */
  return async (arrived: Arrived, raw: Uint8Array): Promise<void> => {
    if (await hasCome(arrived.messageId)) return;
    const reading = await reader.read(raw);
    try {
      await takeRead(arrived, reading);
    } catch (error) {
      // Another desk's answer, or something in it that this desk stumbles over: it must not stop those behind it.
      if (await hasCome(arrived.messageId)) return;
      if (error instanceof CallFailure || error instanceof StoreUnavailable) throw error;
      deps.onFault('taking a message', error);
      await toList(arrived, { outcome: 'unreadable', why: 'nothing-in-it' }, 'unreadable');
    }
  };
};
